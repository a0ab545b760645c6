// Highlights: the other places in this document that mean the same as the one under
// the cursor: citations of one call, uses and definition of one link label, turns of
// one speaker, a `whyspec-disable` and its `-enable`.
#pragma once

#include <vector>

#include "features/world.h"

namespace whyspec::features {

enum class HighlightKind { kText, kUse, kDefinition };

struct Highlight {
  TextRange range;
  HighlightKind kind = HighlightKind::kText;
};
// In order; empty where there is nothing to compare.
std::vector<Highlight> HighlightsAt(const engine::Snapshot& snapshot, Offset at);
std::vector<Highlight> HighlightsAt(const CallDocument& call, Offset at);

}  // namespace whyspec::features
