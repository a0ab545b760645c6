// Bytes of a call file -> Call. Cannot fail: what cannot be read becomes a Problem
// with a place, and the rest of the file still counts.
//
// Formats are recognised by content first and by extension second; one importer a
// file in importers/. An export of a recorder or CRM that holds one call is read like any
// call; one that holds many is refused with the command that takes it apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calls/call.h"
#include "data/schema.h"

namespace whyspec::calls {

struct Problem {
  std::string message;  // a sentence: what, why it matters, what to do
  TextRange range;      // in the bytes of the file (or of the side-car, if `in_sidecar`)
  bool in_sidecar = false;
  bool fatal = false;  // the file gave no call at all
};

struct CallFile {
  std::string path;  // absolute; extension helps to recognise
  std::string_view bytes;
  std::string sidecar_path;  // "" if there is none
  std::string_view sidecar;  // bytes of NAME.call.yaml
};

struct ReadCallResult {
  std::optional<Call> call;
  std::vector<Problem> problems;
  std::string_view format;  // "webvtt", "srt", "markdown", "json", "text", "gong" …, "" if unknown
};
ReadCallResult ReadCall(const CallFile& file);

struct ReadAccountsResult {
  std::vector<Account> accounts;
  std::vector<Problem> problems;
};
ReadAccountsResult ReadAccounts(std::string_view path, std::string_view bytes);

// True for files that ReadCall understands by name: .md .json .jsonl .vtt .srt .txt .csv.
// `accounts.yaml` and `*.call.yaml` are not calls.
bool IsCallFileName(std::string_view path);
bool IsSidecarName(std::string_view path);
bool IsAccountsName(std::string_view path);  // accounts.yaml or accounts.yml

// Key tables of schemas/call.schema.json and schemas/accounts.schema.json.
extern const data::Schema kCallSchema;
extern const data::Schema kAccountsSchema;

}  // namespace whyspec::calls
