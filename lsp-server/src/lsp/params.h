// Params of requests and notifications, the members the server uses. ReadJson returns
// false for what does not fit; the router then answers -32602.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lsp/positions.h"

namespace whyspec::lsp {

struct NoParams {};
inline bool ReadJson(const Json&, NoParams*) { return true; }

// The item a resolve request sends back, or params read by the handler itself.
struct RawParams {
  Json value;
};
bool ReadJson(const Json& value, RawParams* out);

struct DocumentParams {
  std::string uri;
};
bool ReadJson(const Json& value, DocumentParams* out);

struct PositionParams {
  std::string uri;
  Position position;
};
bool ReadJson(const Json& value, PositionParams* out);

struct CompletionParams {
  std::string uri;
  Position position;
  // LSP CompletionTriggerKind.TriggerCharacter: nobody asked, a "(" or "-" was typed.
  bool by_character = false;
};
bool ReadJson(const Json& value, CompletionParams* out);

// The requests of docs/protocol.md.
struct SpecEvidenceParams {
  std::string uri;
};
bool ReadJson(const Json& value, SpecEvidenceParams* out);

struct CallsParams {
  std::string query;
};
bool ReadJson(const Json& value, CallsParams* out);

struct CallParams {
  std::string id, uri, anchor;
};
bool ReadJson(const Json& value, CallParams* out);

struct SearchParams {
  std::string text, uri;
  std::optional<std::uint32_t> limit;
};
bool ReadJson(const Json& value, SearchParams* out);

struct RangeParams {
  std::string uri;
  Range range;
};
bool ReadJson(const Json& value, RangeParams* out);

struct ReferenceParams {
  std::string uri;
  Position position;
  bool include_declaration = false;
};
bool ReadJson(const Json& value, ReferenceParams* out);

struct SelectionRangeParams {
  std::string uri;
  std::vector<Position> positions;
};
bool ReadJson(const Json& value, SelectionRangeParams* out);

struct RenameParams {
  std::string uri;
  Position position;
  std::string new_name;
};
bool ReadJson(const Json& value, RenameParams* out);

struct CodeActionParams {
  std::string uri;
  Range range;
  std::vector<Json> diagnostics;                 // the client's copies
  std::optional<std::vector<std::string>> only;  // kinds
};
bool ReadJson(const Json& value, CodeActionParams* out);

struct SemanticDeltaParams {
  std::string uri;
  std::string previous_result_id;
};
bool ReadJson(const Json& value, SemanticDeltaParams* out);

struct DiagnosticParams {
  std::string uri;
  std::string previous_result_id;
};
bool ReadJson(const Json& value, DiagnosticParams* out);

struct WorkspaceDiagnosticParams {
  struct Previous {
    std::string uri;
    std::string value;
  };
  std::vector<Previous> previous;
  Json partial_result_token;  // null: none
};
bool ReadJson(const Json& value, WorkspaceDiagnosticParams::Previous* out);
bool ReadJson(const Json& value, WorkspaceDiagnosticParams* out);

struct WorkspaceSymbolParams {
  std::string query;
};
bool ReadJson(const Json& value, WorkspaceSymbolParams* out);

struct ExecuteCommandParams {
  std::string command;
  std::vector<Json> arguments;
  Json work_done_token;  // null: none
};
bool ReadJson(const Json& value, ExecuteCommandParams* out);

struct RenameFilesParams {
  struct File {
    std::string old_uri, new_uri;
  };
  std::vector<File> files;
};
bool ReadJson(const Json& value, RenameFilesParams::File* out);
bool ReadJson(const Json& value, RenameFilesParams* out);

// didCreateFiles, didDeleteFiles ("files") and didChangeWatchedFiles ("changes").
struct FilesParams {
  std::vector<std::string> uris;
};
bool ReadJson(const Json& value, FilesParams* out);

struct OpenParams {
  std::string uri, language_id, text;
  std::int32_t version = 0;
};
bool ReadJson(const Json& value, OpenParams* out);

struct ChangeParams {
  std::string uri;
  std::optional<std::int32_t> version;
  std::vector<ContentChange> changes;
};
bool ReadJson(const Json& value, ChangeParams* out);

// whyspec/callLogToken from the client.
struct CallLogTokenParams {
  std::string url;
  std::string token;  // "" (or null): signed out
};
bool ReadJson(const Json& value, CallLogTokenParams* out);

// whyspec/logCall.
struct LogCallParams {
  struct File {
    std::string name, text, uri;  // of a file: its address, or name and text
  };
  std::vector<File> files;
  Json details;  // a call record without turns; null: none
  std::string from;
  bool dry_run = false;
};
bool ReadJson(const Json& value, LogCallParams::File* out);
bool ReadJson(const Json& value, LogCallParams* out);

struct FoldersParams {
  std::vector<std::string> added, removed;
};  // URIs
bool ReadJson(const Json& value, FoldersParams* out);

struct InitializeParams {
  std::optional<std::int32_t> process_id;
  std::vector<std::string> folders;  // URIs: workspaceFolders, else rootUri, else of rootPath
  Json capabilities;
  Json options;  // initializationOptions
  std::string trace;
};
bool ReadJson(const Json& value, InitializeParams* out);

}  // namespace whyspec::lsp
