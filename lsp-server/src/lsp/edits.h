// Edits and places of features as LSP has them, in the form the client takes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/code_action.h"
#include "lsp/session.h"

namespace whyspec::lsp {

// Location; nullopt if the file cannot be read.
std::optional<Json> LocationJson(Session& session, const features::Location& location);
Json TextEditsJson(const TextPositions& positions, const std::vector<TextEdit>& edits);

// WorkspaceEdit with documentChanges (versions of open documents included) or, for
// older clients, changes. An error says why this client cannot take it. `label`, if
// not empty, is shown by clients that let people review changes.
Result<Json> WorkspaceEditJson(Session& session, const features::WorkspaceEdit& edit,
                               const std::string& label);
// The edit of one document that a code action makes; its snippet form where the
// client takes those.
Json ActionEditJson(Session& session, const std::string& path, const features::ActionEdit& edit);

}  // namespace whyspec::lsp
