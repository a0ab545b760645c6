// What is sent to the team's call log, besides asking what changed; and what its answers mean.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/spec_record.h"
#include "sync/http_client.h"

namespace whyspec::sync {

// PUT /v1/specs/{id}: the same record twice changes nothing.
HttpRequest PublishSpec(const evidence::SpecRecord& spec);

// POST /v1/calls/uploads.
struct CallUpload {
  struct File {
    std::string name;  // without folders
    std::string bytes;
  };
  std::vector<File> files;
  std::string defaults;  // a call record without turns, as JSON; "" = none
  std::string from;      // an import format; "" = recognised
  bool dry_run = false;
};
// `key` makes sure that a request that is sent twice logs one call. Errors: nothing in it, or more
// than the server takes.
Result<HttpRequest> UploadCalls(const CallUpload& upload, std::string_view key);

// A sentence why `result` is no success (2xx); "" if it is one. `what` goes before:
// "The spec was not published".
std::string WhyNot(const HttpResult& result, std::string_view what);

// 16 random bytes, in hexadecimal.
std::string MakeKey();

}  // namespace whyspec::sync
