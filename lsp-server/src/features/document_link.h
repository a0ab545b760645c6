// Links that can be clicked: citations lead to their turn in the call file, relative
// links to their file. Absolute URLs are left to the editor, which finds them itself.
#pragma once

#include <string>
#include <vector>

#include "features/world.h"

namespace whyspec::features {

struct DocumentLink {
  TextRange range;      // the destination as written
  std::string path;     // absolute path of the target file
  TextRange target;     // in that file; empty at 0 for the file as such
  std::string tooltip;  // plain text: who, when; "" = none
};
std::vector<DocumentLink> DocumentLinks(const engine::Snapshot& snapshot, World& world);
// Links of a Markdown call file; empty for other formats.
std::vector<DocumentLink> DocumentLinks(const CallDocument& call, World& world);

}  // namespace whyspec::features
