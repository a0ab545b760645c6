#include "evidence/resolver.h"

namespace whyspec::evidence {

Resolver::Target& Resolver::Find(const Citation& citation) {
  auto& targets = citation.by_path ? by_path_ : by_id_;
  const auto [found, is_new] = targets.try_emplace(citation.target);
  Target& target = found->second;
  if (is_new) {
    target.call = citation.by_path ? log_.FindByPath(citation.target) : log_.Find(citation.target);
    if (target.call != nullptr) {
      target.gone = log_.WhyGone(target.call->id);
    } else if (!citation.by_path) {
      target.gone = log_.WhyGone(citation.target);
    }
  }
  return target;
}

ResolvedCitation Resolver::Resolve(const Citation& citation) {
  ResolvedCitation resolved{.citation = citation};
  Target& target = Find(citation);
  resolved.gone = target.gone;
  if (target.gone != calls::Gone::kNo) {
    resolved.state = CitationState::kGone;
    return resolved;
  }
  if (target.call == nullptr) return resolved;  // kUnknownCall
  resolved.call = target.call;
  resolved.state = CitationState::kResolved;
  const Anchor& anchor = citation.anchor;
  if (anchor.kind == AnchorKind::kWholeCall) return resolved;
  std::optional<TurnSpan> span;
  if (anchor.kind == AnchorKind::kTime) {
    if (target.index == nullptr) target.index = std::make_unique<TurnIndex>(*target.call);
    span = target.index->At(anchor);
  } else if (anchor.kind == AnchorKind::kTurns) {
    span = TurnsAt(*target.call, anchor);
  }
  if (!span) {
    resolved.state = CitationState::kUnknownAnchor;
    return resolved;
  }
  resolved.has_turns = true;
  resolved.first_turn = span->first;
  resolved.last_turn = span->last;
  return resolved;
}

ResolvedCitation Resolve(const Citation& citation, const calls::CallLog& log) {
  return Resolver(log).Resolve(citation);
}

}  // namespace whyspec::evidence
