// What can be folded away: sections, front matter, comments, code, lists and block
// quotes in a spec; front matter, phases and runs of turns in a call.
#pragma once

#include <vector>

#include "features/world.h"

namespace whyspec::features {

enum class FoldKind { kRegion, kComment, kFrontMatter };

struct Fold {
  TextRange range;  // spans at least two lines; trailing blank lines excluded
  FoldKind kind = FoldKind::kRegion;
  friend bool operator==(const Fold&, const Fold&) = default;
};
std::vector<Fold> FoldingRanges(const markdown::Document& document);
std::vector<Fold> FoldingRanges(const CallDocument& call);

}  // namespace whyspec::features
