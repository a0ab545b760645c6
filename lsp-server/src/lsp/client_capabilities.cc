#include "lsp/client_capabilities.h"

#include <initializer_list>

namespace whyspec::lsp {
namespace {

using jsonrpc::FindPath;
using jsonrpc::FlagAt;
using jsonrpc::ReadJson;

using Path = std::initializer_list<std::string_view>;

std::vector<std::string> TextsAt(const Json& root, Path path) {
  std::vector<std::string> texts;
  if (const Json* value = FindPath(root, path); value != nullptr && value->is_array()) {
    for (const Json& item : *value) {
      if (std::string text; ReadJson(item, &text)) texts.push_back(std::move(text));
    }
  }
  return texts;
}

bool ListHas(const Json& root, Path path, std::string_view wanted) {
  const std::vector<std::string> texts = TextsAt(root, path);
  return std::find(texts.begin(), texts.end(), wanted) != texts.end();
}

std::set<int> NumbersAt(const Json& root, Path path) {
  std::set<int> numbers;
  if (const Json* value = FindPath(root, path); value != nullptr && value->is_array()) {
    for (const Json& item : *value) {
      if (std::int32_t number = 0; ReadJson(item, &number)) numbers.insert(number);
    }
  }
  return numbers;
}

// The first format of the client's list that we know; plain text if it names none.
features::Markup MarkupAt(const Json& root, Path path) {
  for (const std::string& format : TextsAt(root, path)) {
    if (format == "markdown") return features::Markup::kMarkdown;
    if (format == "plaintext") return features::Markup::kPlainText;
  }
  return features::Markup::kPlainText;
}

void ReadPositionEncodings(const Json& root, ClientCapabilities* out) {
  for (const std::string& name : TextsAt(root, {"general", "positionEncodings"})) {
    for (const ColumnUnit unit : {ColumnUnit::kUtf8, ColumnUnit::kUtf16, ColumnUnit::kUtf32}) {
      if (name != EncodingName(unit)) continue;
      out->unit = unit;
      out->unit_offered = true;
      return;
    }
  }
}

void ReadDiagnostics(const Json& root, ClientCapabilities* out) {
  out->pull_diagnostics = FindPath(root, {"textDocument", "diagnostic"}) != nullptr;
  out->related_documents = FlagAt(root, {"textDocument", "diagnostic", "relatedDocumentSupport"});
  out->refresh_diagnostics = FlagAt(root, {"workspace", "diagnostics", "refreshSupport"});
  // LSP 3.17 lists what a diagnostic may hold under publishDiagnostics alone; a client
  // that pulls and does not publish still takes them (3.18 moved them to both).
  const char* const publish = "publishDiagnostics";
  const bool pull_only = out->pull_diagnostics && FindPath(root, {"textDocument", publish}) == nullptr;
  const auto flag = [&](std::string_view name) {
    return pull_only || FlagAt(root, {"textDocument", publish, name}) ||
           FlagAt(root, {"textDocument", "diagnostic", name});
  };
  out->related_information = flag("relatedInformation");
  out->code_description = flag("codeDescriptionSupport");
  out->diagnostic_data = flag("dataSupport");
  out->diagnostic_version = FlagAt(root, {"textDocument", publish, "versionSupport"});
  out->diagnostic_tags = pull_only ||
                         NumbersAt(root, {"textDocument", publish, "tagSupport", "valueSet"}).contains(1) ||
                         FlagAt(root, {"textDocument", publish, "tagSupport"});
}

}  // namespace

std::string_view EncodingName(ColumnUnit unit) {
  switch (unit) {
    case ColumnUnit::kUtf8:
      return "utf-8";
    case ColumnUnit::kUtf16:
      return "utf-16";
    case ColumnUnit::kUtf32:
      return "utf-32";
  }
  return "utf-16";
}

ClientCapabilities ReadClientCapabilities(const Json& root) {
  ClientCapabilities caps;
  ReadPositionEncodings(root, &caps);
  ReadDiagnostics(root, &caps);

  caps.hover_markup = MarkupAt(root, {"textDocument", "hover", "contentFormat"});
  const std::string_view document = "textDocument";
  const std::string_view item = "completionItem";
  caps.completion_markup = MarkupAt(root, {document, "completion", item, "documentationFormat"});
  caps.snippets = FlagAt(root, {document, "completion", item, "snippetSupport"});
  caps.label_details = FlagAt(root, {document, "completion", item, "labelDetailsSupport"});
  caps.preselect = FlagAt(root, {document, "completion", item, "preselectSupport"});

  caps.code_action_literals = FindPath(root, {document, "codeAction", "codeActionLiteralSupport"}) != nullptr;
  caps.code_action_resolve_edit =
      FlagAt(root, {document, "codeAction", "dataSupport"}) &&
      ListHas(root, {document, "codeAction", "resolveSupport", "properties"}, "edit");
  caps.code_action_preferred = FlagAt(root, {document, "codeAction", "isPreferredSupport"});
  caps.snippet_edits = FlagAt(root, {"workspace", "workspaceEdit", "snippetEditSupport"});

  caps.definition_links = FlagAt(root, {document, "definition", "linkSupport"});
  caps.link_tooltips = FlagAt(root, {document, "documentLink", "tooltipSupport"});
  caps.hierarchical_symbols = FlagAt(root, {document, "documentSymbol", "hierarchicalDocumentSymbolSupport"});
  caps.symbol_kinds = NumbersAt(root, {document, "documentSymbol", "symbolKind", "valueSet"});
  caps.workspace_symbol_kinds = NumbersAt(root, {"workspace", "symbol", "symbolKind", "valueSet"});
  caps.workspace_symbol_resolve_range =
      ListHas(root, {"workspace", "symbol", "resolveSupport", "properties"}, "location.range");
  caps.line_folding_only = FlagAt(root, {document, "foldingRange", "lineFoldingOnly"});
  if (const Json* folding = FindPath(root, {document, "foldingRange"})) {
    jsonrpc::ReadOptional(*folding, "rangeLimit", &caps.folding_limit);
  }
  caps.prepare_rename = FlagAt(root, {document, "rename", "prepareSupport"});

  // Operations on files can only stand in documentChanges: a client that takes them
  // (Neovim 0.7) takes those too, announced or not.
  caps.document_changes = FlagAt(root, {"workspace", "workspaceEdit", "documentChanges"}) ||
                          !TextsAt(root, {"workspace", "workspaceEdit", "resourceOperations"}).empty();
  caps.rename_files = ListHas(root, {"workspace", "workspaceEdit", "resourceOperations"}, "rename");
  caps.change_annotations =
      FindPath(root, {"workspace", "workspaceEdit", "changeAnnotationSupport"}) != nullptr;
  caps.apply_edit = FlagAt(root, {"workspace", "applyEdit"});

  caps.refresh_lenses = FlagAt(root, {"workspace", "codeLens", "refreshSupport"});
  caps.refresh_hints = FlagAt(root, {"workspace", "inlayHint", "refreshSupport"});
  caps.refresh_tokens = FlagAt(root, {"workspace", "semanticTokens", "refreshSupport"});

  caps.configuration = FlagAt(root, {"workspace", "configuration"});
  caps.register_configuration = FlagAt(root, {"workspace", "didChangeConfiguration", "dynamicRegistration"});
  caps.register_watched_files = FlagAt(root, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  caps.workspace_folders = FlagAt(root, {"workspace", "workspaceFolders"});
  caps.will_rename = FlagAt(root, {"workspace", "fileOperations", "willRename"});
  caps.did_create = FlagAt(root, {"workspace", "fileOperations", "didCreate"});
  caps.did_rename = FlagAt(root, {"workspace", "fileOperations", "didRename"});
  caps.did_delete = FlagAt(root, {"workspace", "fileOperations", "didDelete"});
  caps.work_done_progress = FlagAt(root, {"window", "workDoneProgress"});
  caps.show_document = FlagAt(root, {"window", "showDocument", "support"});

  for (std::string& command : TextsAt(root, {"experimental", "commands", "commands"})) {
    caps.commands.insert(std::move(command));
  }
  caps.call_log = FlagAt(root, {"experimental", "whyspec", "callLog"});
  return caps;
}

}  // namespace whyspec::lsp
