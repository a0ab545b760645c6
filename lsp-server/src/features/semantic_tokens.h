// Semantic tokens of citations: the call id and the anchor inside a link's
// destination, and whether they lead anywhere.
#pragma once

#include <optional>
#include <vector>

#include "features/world.h"

namespace whyspec::features {

enum class TokenKind {
  kCallId,  // legend: "class"
  kAnchor,  // legend: "number"
};

struct SemanticToken {
  TextRange range;  // inside one line, never empty
  TokenKind kind = TokenKind::kCallId;
  bool unresolved = false;  // no such call or moment: modifier "deprecated"
};
// In order, never overlapping. `within`: only tokens that overlap it.
std::vector<SemanticToken> SemanticTokens(const engine::Snapshot& snapshot,
                                          std::optional<TextRange> within = std::nullopt);

}  // namespace whyspec::features
