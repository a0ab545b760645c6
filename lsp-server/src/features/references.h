// References: every place in specs that cites the call, turn or account under the
// cursor. A turn of a call file gives the citations that cover it; elsewhere in the
// file all that cite the call; a citation in a spec those of its call; an account in
// accounts.yaml (or a call's `account`) all that cite one of its calls.
#pragma once

#include <vector>

#include "features/world.h"

namespace whyspec::features {

// In order of path and position, each place once. The declaration (turn or id in the
// call file, entry in accounts.yaml) comes first where asked for.
std::vector<Location> ReferencesAt(const engine::Snapshot& snapshot, World& world, Offset at,
                                   bool include_declaration);
std::vector<Location> ReferencesAt(const CallDocument& call, World& world, Offset at,
                                   bool include_declaration);
std::vector<Location> ReferencesAt(const AccountsDocument& accounts, World& world, Offset at,
                                   bool include_declaration);

}  // namespace whyspec::features
