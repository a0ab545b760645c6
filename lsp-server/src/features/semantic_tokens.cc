#include "features/semantic_tokens.h"

#include <algorithm>

#include "features/spots.h"

namespace whyspec::features {

std::vector<SemanticToken> SemanticTokens(const engine::Snapshot& snapshot, std::optional<TextRange> within) {
  const rules::Spec& spec = *snapshot.spec;
  const std::string_view text = spec.text();
  std::vector<SemanticToken> out;
  const auto add = [&](TextRange range, TokenKind kind, bool unresolved) {
    if (range.empty() || range.begin > range.end || range.end > text.size()) return;
    if (within && !within->Overlaps(range)) return;
    if (Cut(text, range).find_first_of("\r\n") != std::string_view::npos) return;
    out.push_back({.range = range, .kind = kind, .unresolved = unresolved});
  };
  for (const evidence::ResolvedCitation& citation : spec.evidence.citations) {
    const bool no_call = citation.call == nullptr;
    const TextRange id = IdRange(text, citation.citation);
    add(citation.citation.by_path ? TargetRange(citation.citation) : id, TokenKind::kCallId, no_call);
    add(citation.citation.anchor_range, TokenKind::kAnchor,
        no_call || citation.state != evidence::CitationState::kResolved);
  }
  std::sort(out.begin(), out.end(),
            [](const SemanticToken& a, const SemanticToken& b) { return a.range < b.range; });
  // Citations that share a definition share its tokens.
  const auto overlaps = [](const SemanticToken& a, const SemanticToken& b) {
    return a.range.end > b.range.begin;
  };
  out.erase(std::unique(out.begin(), out.end(), overlaps), out.end());
  return out;
}

}  // namespace whyspec::features
