#include "lsp/params.h"

#include "base/uri.h"

namespace whyspec::lsp {
namespace {

using jsonrpc::Find;
using jsonrpc::ReadMember;
using jsonrpc::ReadOptional;

bool ReadDocument(const Json& value, std::string* uri) {
  const Json* document = Find(value, "textDocument");
  return document != nullptr && ReadMember(*document, "uri", uri);
}

// The `uri` of every object in a list.
bool ReadUris(const Json* list, std::vector<std::string>* out) {
  if (list == nullptr) return true;
  if (!list->is_array()) return false;
  for (const Json& item : *list) {
    if (!ReadMember(item, "uri", &out->emplace_back())) return false;
  }
  return true;
}

}  // namespace

bool ReadJson(const Json& value, RawParams* out) {
  out->value = value;
  return value.is_object();
}

bool ReadJson(const Json& value, DocumentParams* out) { return ReadDocument(value, &out->uri); }

bool ReadJson(const Json& value, PositionParams* out) {
  return ReadDocument(value, &out->uri) && ReadMember(value, "position", &out->position);
}

bool ReadJson(const Json& value, CompletionParams* out) {
  if (!ReadDocument(value, &out->uri) || !ReadMember(value, "position", &out->position)) return false;
  constexpr int kTriggerCharacter = 2;
  std::optional<int> kind;
  const Json* context = Find(value, "context");
  if (context != nullptr && !ReadOptional(*context, "triggerKind", &kind)) return false;
  out->by_character = kind == kTriggerCharacter;
  return true;
}

bool ReadJson(const Json& value, SpecEvidenceParams* out) { return ReadMember(value, "uri", &out->uri); }

bool ReadJson(const Json& value, CallsParams* out) {
  return value.is_object() && ReadOptional(value, "query", &out->query);
}

bool ReadJson(const Json& value, CallParams* out) {
  return value.is_object() && ReadOptional(value, "id", &out->id) && ReadOptional(value, "uri", &out->uri) &&
         ReadOptional(value, "anchor", &out->anchor);
}

bool ReadJson(const Json& value, SearchParams* out) {
  return value.is_object() && ReadMember(value, "text", &out->text) &&
         ReadOptional(value, "uri", &out->uri) && ReadOptional(value, "limit", &out->limit);
}

bool ReadJson(const Json& value, RangeParams* out) {
  return ReadDocument(value, &out->uri) && ReadMember(value, "range", &out->range);
}

bool ReadJson(const Json& value, ReferenceParams* out) {
  if (!ReadDocument(value, &out->uri) || !ReadMember(value, "position", &out->position)) return false;
  const Json* context = Find(value, "context");
  return context == nullptr || ReadOptional(*context, "includeDeclaration", &out->include_declaration);
}

bool ReadJson(const Json& value, SelectionRangeParams* out) {
  return ReadDocument(value, &out->uri) && ReadMember(value, "positions", &out->positions);
}

bool ReadJson(const Json& value, RenameParams* out) {
  return ReadDocument(value, &out->uri) && ReadMember(value, "position", &out->position) &&
         ReadMember(value, "newName", &out->new_name);
}

bool ReadJson(const Json& value, CodeActionParams* out) {
  if (!ReadDocument(value, &out->uri) || !ReadMember(value, "range", &out->range)) return false;
  const Json* context = Find(value, "context");
  return context != nullptr && ReadOptional(*context, "diagnostics", &out->diagnostics) &&
         ReadOptional(*context, "only", &out->only);
}

bool ReadJson(const Json& value, SemanticDeltaParams* out) {
  return ReadDocument(value, &out->uri) && ReadMember(value, "previousResultId", &out->previous_result_id);
}

bool ReadJson(const Json& value, DiagnosticParams* out) {
  return ReadDocument(value, &out->uri) && ReadOptional(value, "previousResultId", &out->previous_result_id);
}

bool ReadJson(const Json& value, WorkspaceDiagnosticParams::Previous* out) {
  return ReadMember(value, "uri", &out->uri) && ReadMember(value, "value", &out->value);
}

bool ReadJson(const Json& value, WorkspaceDiagnosticParams* out) {
  return value.is_object() && ReadOptional(value, "previousResultIds", &out->previous) &&
         ReadOptional(value, "partialResultToken", &out->partial_result_token);
}

bool ReadJson(const Json& value, WorkspaceSymbolParams* out) {
  return ReadMember(value, "query", &out->query);
}

bool ReadJson(const Json& value, ExecuteCommandParams* out) {
  return ReadMember(value, "command", &out->command) && ReadOptional(value, "arguments", &out->arguments) &&
         ReadOptional(value, "workDoneToken", &out->work_done_token);
}

bool ReadJson(const Json& value, RenameFilesParams::File* out) {
  return ReadMember(value, "oldUri", &out->old_uri) && ReadMember(value, "newUri", &out->new_uri);
}

bool ReadJson(const Json& value, RenameFilesParams* out) { return ReadMember(value, "files", &out->files); }

bool ReadJson(const Json& value, FilesParams* out) {
  const Json* list = Find(value, "changes");
  if (list == nullptr) list = Find(value, "files");
  return list != nullptr && ReadUris(list, &out->uris);
}

bool ReadJson(const Json& value, OpenParams* out) {
  const Json* document = Find(value, "textDocument");
  return document != nullptr && ReadMember(*document, "uri", &out->uri) &&
         ReadMember(*document, "text", &out->text) &&
         ReadOptional(*document, "languageId", &out->language_id) &&
         ReadOptional(*document, "version", &out->version);
}

bool ReadJson(const Json& value, ChangeParams* out) {
  const Json* document = Find(value, "textDocument");
  return document != nullptr && ReadMember(*document, "uri", &out->uri) &&
         ReadOptional(*document, "version", &out->version) &&
         ReadMember(value, "contentChanges", &out->changes);
}

bool ReadJson(const Json& value, CallLogTokenParams* out) {
  if (const Json* token = Find(value, "token"); token != nullptr && token->is_string()) {
    out->token = token->get<std::string>();
  }
  return ReadMember(value, "url", &out->url);
}

bool ReadJson(const Json& value, LogCallParams::File* out) {
  return value.is_object() && ReadOptional(value, "uri", &out->uri) &&
         ReadOptional(value, "name", &out->name) && ReadOptional(value, "text", &out->text);
}

bool ReadJson(const Json& value, LogCallParams* out) {
  if (const Json* details = Find(value, "details")) out->details = *details;
  if (const Json* dry_run = Find(value, "dryRun")) jsonrpc::ReadJson(*dry_run, &out->dry_run);
  return ReadOptional(value, "from", &out->from) && ReadMember(value, "files", &out->files);
}

bool ReadJson(const Json& value, FoldersParams* out) {
  const Json* event = Find(value, "event");
  return event != nullptr && ReadUris(Find(*event, "added"), &out->added) &&
         ReadUris(Find(*event, "removed"), &out->removed);
}

bool ReadJson(const Json& value, InitializeParams* out) {
  if (!value.is_object()) return false;
  if (const Json* capabilities = Find(value, "capabilities")) out->capabilities = *capabilities;
  if (const Json* options = Find(value, "initializationOptions")) out->options = *options;
  if (!ReadUris(Find(value, "workspaceFolders"), &out->folders)) return false;
  std::string root;
  if (out->folders.empty() && ReadMember(value, "rootUri", &root)) out->folders.push_back(root);
  if (out->folders.empty() && ReadMember(value, "rootPath", &root)) {
    out->folders.push_back(FileUriFromPath(NormalizePath(root)));
  }
  return ReadOptional(value, "processId", &out->process_id) && ReadOptional(value, "trace", &out->trace);
}

}  // namespace whyspec::lsp
