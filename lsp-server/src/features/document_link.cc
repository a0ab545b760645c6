#include "features/document_link.h"

#include <algorithm>
#include <set>
#include <utility>

#include "features/citation_card.h"
#include "features/link_target.h"
#include "features/markdown_escape.h"
#include "features/spots.h"

namespace whyspec::features {
namespace {

void AddRelativeLinks(const markdown::Document& document, const std::string& path, std::set<TextRange>& taken,
                      std::vector<DocumentLink>& out) {
  for (const markdown::Link& link : document.links()) {
    if (link.destination_range.empty() || taken.count(link.destination_range) != 0) continue;
    const auto target = TargetOf(link.destination, path);
    if (!target) continue;
    DocumentLink made{.range = link.destination_range, .path = target->path};
    if (target->path == path) {
      const auto heading = FindHeading(document, target->fragment);
      if (!heading) continue;
      made.target = document.headings()[*heading].range;
    }
    taken.insert(link.destination_range);
    out.push_back(std::move(made));
  }
}

void Sort(std::vector<DocumentLink>& links) {
  std::sort(links.begin(), links.end(),
            [](const DocumentLink& a, const DocumentLink& b) { return a.range < b.range; });
}

}  // namespace

std::vector<DocumentLink> DocumentLinks(const engine::Snapshot& snapshot, World& /*world*/) {
  const rules::Spec& spec = *snapshot.spec;
  std::vector<DocumentLink> out;
  FaceCache faces(*snapshot.log, spec.language);
  std::set<TextRange> taken;  // several links share one definition
  for (const evidence::ResolvedCitation& citation : spec.evidence.citations) {
    const TextRange range = citation.citation.destination_range;
    if (range.empty() || !taken.insert(range).second) continue;
    if (citation.call == nullptr || citation.call->path.empty()) continue;
    if (citation.state == evidence::CitationState::kGone) continue;
    DocumentLink link{.range = range, .path = citation.call->path};
    std::optional<std::uint32_t> turn;
    if (citation.has_turns && citation.first_turn < citation.call->turns.size()) {
      turn = citation.first_turn;
      link.target = citation.call->turns[*turn].source;
    }
    link.tooltip = PlainLine(CallLine(faces.Of(*citation.call), turn));
    out.push_back(std::move(link));
  }
  AddRelativeLinks(spec.document, spec.path, taken, out);
  Sort(out);
  return out;
}

std::vector<DocumentLink> DocumentLinks(const CallDocument& call, World& /*world*/) {
  std::vector<DocumentLink> out;
  if (!call.path.ends_with(".md")) return out;
  std::set<TextRange> taken;
  AddRelativeLinks(markdown::Document::Parse(call.text), call.path, taken, out);
  Sort(out);
  return out;
}

}  // namespace whyspec::features
