// Code actions: the fixes findings carry, and changes people ask for by themselves.
// Offered as titles; edits are made when one is chosen (ResolveCodeAction).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/world.h"

namespace whyspec::features {

enum class ActionKind {
  kQuickFix,  // quickfix: removes or silences a finding
  kRewrite,   // refactor.rewrite: adds a section, turns a path into a call: link …
  kFixAll,    // source.fixAll.whyspec
};

struct CodeAction {
  std::string title;
  ActionKind kind = ActionKind::kQuickFix;
  bool preferred = false;
  // Findings (indices into SpecDocument::findings) that it answers.
  std::vector<std::size_t> findings;
  std::string id;  // for ResolveCodeAction; short ASCII
};

// Actions for `range` (a caret if empty), quick fixes first, in order of findings.
// Of a long selection only the first findings and citations are answered.
// kFixAll is offered only where some finding has an automatic fix.
std::vector<CodeAction> CodeActionsAt(const SpecDocument& spec, World& world, TextRange range);
// In a call file: "cite this turn" in a spec. None changes the call.
std::vector<CodeAction> CodeActionsAt(const CallDocument& call, World& world, TextRange range);

struct ActionEdit {
  std::string path;             // of the document it changes; "" = the one asked about
  std::vector<TextEdit> edits;  // ascending, never overlapping
  // For clients that take snippets in edits: edits[snippet_edit] may be written as
  // this snippet instead of its text. "" = none.
  std::size_t snippet_edit = 0;
  std::string snippet;
};
// nullopt if the id was made for another version of the document.
std::optional<ActionEdit> ResolveCodeAction(const SpecDocument& spec, World& world, std::string_view id);
std::optional<ActionEdit> ResolveCodeAction(const CallDocument& call, World& world, std::string_view id);

}  // namespace whyspec::features
