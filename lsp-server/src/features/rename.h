// Rename of a call id over all specs and the call's own file, and of an account id
// over accounts.yaml and the calls. Where the call's id comes from its file's name,
// the file (and its side-car) is renamed instead.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "features/world.h"

namespace whyspec::features {

struct RenameTarget {
  TextRange range;          // the id under the cursor
  std::string placeholder;  // its present spelling
};
// nullopt: nothing here can be renamed.
std::optional<RenameTarget> PrepareRename(const engine::Snapshot& snapshot, World& world, Offset at);
std::optional<RenameTarget> PrepareRename(const CallDocument& call, World& world, Offset at);
std::optional<RenameTarget> PrepareRename(const AccountsDocument& accounts, World& world, Offset at);

// Errors are one sentence: not a valid id (and what one looks like), already taken, no
// such call. A new name equal to the old one gives an empty edit.
Result<WorkspaceEdit> Rename(const engine::Snapshot& snapshot, World& world, Offset at,
                             std::string_view new_name);
Result<WorkspaceEdit> Rename(const CallDocument& call, World& world, Offset at, std::string_view new_name);
Result<WorkspaceEdit> Rename(const AccountsDocument& accounts, World& world, Offset at,
                             std::string_view new_name);

}  // namespace whyspec::features
