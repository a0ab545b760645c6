#include "features/inlay_hint.h"

#include <charconv>

#include "base/strings.h"
#include "features/citation_card.h"
#include "features/markdown_escape.h"
#include "features/wording.h"

namespace whyspec::features {
namespace {

constexpr std::size_t kMaxHintCodePoints = 80;

std::string LabelOf(const evidence::ResolvedCitation& citation, const CallFace& face) {
  std::vector<std::string> parts{face.AccountLabel()};
  if (citation.has_turns && citation.first_turn < citation.call->turns.size()) {
    const calls::Turn& turn = citation.call->turns[citation.first_turn];
    const std::string role = face.RoleLabel(turn);
    parts.push_back(role.empty() ? face.SpeakerLabel(turn) : role);
  }
  if (const auto day = face.Day()) parts.push_back(DayText(*day, face.language()));
  return Shorten(PlainLine(Join(parts, " · ")), kMaxHintCodePoints);
}

}  // namespace

std::vector<InlayHint> InlayHints(const engine::Snapshot& snapshot, TextRange range) {
  const rules::Spec& spec = *snapshot.spec;
  std::vector<InlayHint> out;
  FaceCache faces(*snapshot.log, spec.language);
  for (std::size_t i = 0; i < spec.evidence.citations.size(); ++i) {
    const evidence::ResolvedCitation& citation = spec.evidence.citations[i];
    const TextRange where = citation.citation.range;
    if (citation.state != evidence::CitationState::kResolved || citation.call == nullptr) continue;
    if (where.end < range.begin || where.end > range.end) continue;
    out.push_back({.at = where.end, .label = LabelOf(citation, faces.Of(*citation.call)), .id = StrCat(i)});
  }
  return out;
}

std::string ResolveInlayHint(const SpecDocument& spec, World& world, std::string_view id, Markup markup) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), index);
  if (error != std::errc() || end != id.data() + id.size()) return "";
  if (index >= spec.snapshot.spec->evidence.citations.size()) return "";
  Sheet sheet(markup);
  WriteCitation(sheet, spec.snapshot, world, index);
  return sheet.Take();
}

}  // namespace whyspec::features
