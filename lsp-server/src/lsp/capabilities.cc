// What the server offers, for each client no more than it can take.

#include "features/completion.h"
#include "lsp/routes.h"

namespace whyspec::lsp {
namespace {

// Every file a spec, call, side-car, accounts list or config can be.
constexpr std::string_view kWatched = "**/*.{md,markdown,json,vtt,srt,txt,yaml,yml}";

Json FileOperations(const ClientCapabilities& client) {
  const Json all = {{"filters", Json::array({{{"scheme", "file"}, {"pattern", {{"glob", "**/*"}}}}})}};
  Json operations = Json::object();
  if (client.will_rename) operations["willRename"] = all;
  if (client.did_rename) operations["didRename"] = all;
  if (client.did_create) operations["didCreate"] = all;
  if (client.did_delete) operations["didDelete"] = all;
  return operations;
}

}  // namespace

Json ServerCapabilities(const ClientCapabilities& client) {
  constexpr int kIncremental = 2;
  const Json resolved = {{"resolveProvider", true}};
  Json triggers = Json::array();
  for (const std::string_view trigger : features::kCompletionTriggers) triggers.push_back(trigger);

  Json out = {
      {"textDocumentSync",
       {{"openClose", true}, {"change", kIncremental}, {"save", {{"includeText", false}}}}},
      {"hoverProvider", true},
      {"completionProvider", {{"triggerCharacters", std::move(triggers)}, {"resolveProvider", true}}},
      {"codeActionProvider",
       {{"codeActionKinds", {"quickfix", "refactor.rewrite", "source.fixAll.whyspec"}},
        {"resolveProvider", client.code_action_resolve_edit}}},
      {"definitionProvider", true},
      {"referencesProvider", true},
      {"documentHighlightProvider", true},
      {"documentLinkProvider", resolved},
      {"documentSymbolProvider", true},
      {"workspaceSymbolProvider", {{"resolveProvider", client.workspace_symbol_resolve_range}}},
      {"codeLensProvider", resolved},
      {"foldingRangeProvider", true},
      {"selectionRangeProvider", true},
      {"inlayHintProvider", resolved},
      {"semanticTokensProvider",
       {{"legend", SemanticTokensLegend()}, {"full", {{"delta", true}}}, {"range", true}}},
      {"executeCommandProvider", {{"commands", CommandNames()}}},
      {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}},
  };
  // What docs/protocol.md adds; a client that does not know it asks for nothing of it.
  out["experimental"] = {{"whyspec", {{"protocol", 1}}}};
  out["renameProvider"] = client.prepare_rename ? Json{{"prepareProvider", true}} : Json(true);
  if (client.unit_offered) out["positionEncoding"] = EncodingName(client.unit);
  if (client.pull_diagnostics) {
    out["diagnosticProvider"] = {
        {"identifier", "whyspec"}, {"interFileDependencies", true}, {"workspaceDiagnostics", true}};
  }
  if (Json operations = FileOperations(client); !operations.empty()) {
    out["workspace"]["fileOperations"] = std::move(operations);
  }
  return out;
}

Json DynamicRegistrations(const ClientCapabilities& client) {
  Json list = Json::array();
  if (client.register_watched_files) {
    list.push_back({{"id", "whyspec/watchedFiles"},
                    {"method", "workspace/didChangeWatchedFiles"},
                    {"registerOptions", {{"watchers", Json::array({{{"globPattern", kWatched}}})}}}});
  }
  if (client.register_configuration) {
    list.push_back({{"id", "whyspec/configuration"},
                    {"method", "workspace/didChangeConfiguration"},
                    {"registerOptions", {{"section", "whyspec"}}}});
  }
  if (list.empty()) return nullptr;
  return {{"registrations", std::move(list)}};
}

}  // namespace whyspec::lsp
