// Growing a selection: word, link or quote, sentence, block, containers, section and
// the sections above it, document.
#pragma once

#include <vector>

#include "features/world.h"

namespace whyspec::features {

// Innermost first; each range strictly contains the one before; the last is the
// whole text. Never empty.
std::vector<TextRange> SelectionRanges(const markdown::Document& document, Offset at);
std::vector<TextRange> SelectionRanges(const CallDocument& call, Offset at);

}  // namespace whyspec::features
