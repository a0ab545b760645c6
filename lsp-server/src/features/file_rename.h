// Moving or renaming specs, calls or folders keeps links alive (workspace/
// willRenameFiles): relative links of specs to what moves, links inside moved specs,
// and `call:` links whose id comes from the moved file's name.
#pragma once

#include <span>

#include "features/world.h"

namespace whyspec::features {

// Edits to make before the client renames; asked while the files still have their old
// names. Edits of a moved file are given under its old path. The client renames.
WorkspaceEdit EditsForFileRenames(World& world, std::span<const FileRename> renames);

}  // namespace whyspec::features
