// Go to definition. In a spec: a citation -> its turns in the call file (a whole-call
// one -> the start), a reference link -> its `[label]: …`, a relative link -> the
// file, a heading anchor (#why) -> the heading, front matter `see_also`,
// `supersedes`, `superseded_by` -> that spec, a waiver's or suppression's rule has
// none. In a call file: the speaker of a turn -> the participant, the account -> its
// entry in accounts.yaml.
#pragma once

#include <vector>

#include "features/world.h"

namespace whyspec::features {

struct Definition {
  TextRange origin;     // what was asked about, in the document asked in
  Location target;      // whole definition; range is empty at 0 for a file as such
  TextRange selection;  // inside target.range: what to put the cursor on
};
std::vector<Definition> DefinitionAt(const engine::Snapshot& snapshot, World& world, Offset at);
std::vector<Definition> DefinitionAt(const CallDocument& call, World& world, Offset at);
std::vector<Definition> DefinitionAt(const AccountsDocument& accounts, World& world, Offset at);

}  // namespace whyspec::features
