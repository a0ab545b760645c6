// What the client can do, flattened to the bits the server acts on. Absent means no:
// nothing is sent that the client did not announce (LSP 3.17 "ClientCapabilities").
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/line_index.h"
#include "features/world.h"
#include "jsonrpc/json.h"

namespace whyspec::lsp {

using jsonrpc::Json;

struct ClientCapabilities {
  ColumnUnit unit = ColumnUnit::kUtf16;  // negotiated: first of the client's that we know
  bool unit_offered = false;

  // Diagnostics. A client that pulls is never pushed to.
  bool pull_diagnostics = false;
  bool related_documents = false;
  bool related_information = false;
  bool diagnostic_tags = false;
  bool code_description = false;
  bool diagnostic_data = false;
  bool diagnostic_version = false;
  bool refresh_diagnostics = false;

  features::Markup hover_markup = features::Markup::kPlainText;
  features::Markup completion_markup = features::Markup::kPlainText;
  bool snippets = false;
  bool label_details = false;
  bool preselect = false;

  bool code_action_literals = false;
  bool code_action_resolve_edit = false;
  bool code_action_preferred = false;
  bool snippet_edits = false;  // LSP 3.18

  bool definition_links = false;
  bool link_tooltips = false;
  bool hierarchical_symbols = false;
  std::set<int> symbol_kinds;  // empty: the eighteen of LSP 1
  std::set<int> workspace_symbol_kinds;
  bool workspace_symbol_resolve_range = false;
  bool line_folding_only = false;
  std::optional<std::uint32_t> folding_limit;
  bool prepare_rename = false;

  bool document_changes = false;
  bool rename_files = false;  // workspaceEdit.resourceOperations has "rename"
  bool change_annotations = false;
  bool apply_edit = false;

  bool refresh_lenses = false;
  bool refresh_hints = false;
  bool refresh_tokens = false;

  bool configuration = false;
  bool register_configuration = false;
  bool register_watched_files = false;
  bool workspace_folders = false;
  bool will_rename = false, did_create = false, did_rename = false, did_delete = false;
  bool work_done_progress = false;
  bool show_document = false;

  // Commands the client itself understands: `experimental.commands.commands`, as
  // other servers name it ("whyspec.showReferences", "editor.action.triggerSuggest").
  std::set<std::string, std::less<>> commands;
  // `experimental.whyspec.callLog`: it keeps tokens of call logs and shows their state.
  bool call_log = false;
};

// `capabilities` is the member of that name in the params of `initialize`; anything
// missing or of another type counts as not announced.
ClientCapabilities ReadClientCapabilities(const Json& capabilities);

std::string_view EncodingName(ColumnUnit unit);  // "utf-16"

}  // namespace whyspec::lsp
