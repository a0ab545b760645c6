// Edits that silence a rule with a reason: a comment before the line, a comment for
// the file, a waiver in the front matter. The reason is left to the person: the
// snippet stops there, and the plain form has none yet, which silences nothing and
// says so (meta/waiver).
#pragma once

#include <optional>
#include <string_view>

#include "features/code_action.h"

namespace whyspec::features {

// nullopt where a comment cannot stand (front matter).
std::optional<ActionEdit> SilenceNextLine(const engine::Snapshot& snapshot, std::string_view rule, Offset at);
ActionEdit SilenceFile(const engine::Snapshot& snapshot, std::string_view rule);
// nullopt where the front matter is not to be understood.
std::optional<ActionEdit> AddWaiver(const engine::Snapshot& snapshot, std::string_view rule);

}  // namespace whyspec::features
