#include "features/highlight.h"

#include <algorithm>

#include "features/citing.h"
#include "features/speaker_name.h"
#include "features/spots.h"

namespace whyspec::features {
namespace {

void Sort(std::vector<Highlight>& highlights) {
  std::sort(highlights.begin(), highlights.end(),
            [](const Highlight& a, const Highlight& b) { return a.range < b.range; });
}

std::vector<Highlight> SameCall(const rules::Spec& spec, std::size_t index) {
  const auto& citations = spec.evidence.citations;
  const evidence::ResolvedCitation& wanted = citations[index];
  std::vector<Highlight> out;
  for (const evidence::ResolvedCitation& other : citations) {
    const bool same = wanted.call != nullptr ? other.call != nullptr && other.call->id == wanted.call->id
                                             : other.citation.target == wanted.citation.target;
    if (same) out.push_back({.range = other.citation.range, .kind = HighlightKind::kUse});
  }
  return out;
}

// Uses of one `[label]: …`, and the label itself.
std::vector<Highlight> SameLabel(const markdown::Document& document, TextRange destination) {
  std::vector<Highlight> out;
  for (const markdown::LinkDefinition& definition : document.definitions()) {
    if (definition.destination_range == destination) {
      out.push_back({.range = definition.label_range, .kind = HighlightKind::kDefinition});
    }
  }
  for (const markdown::Link& link : document.links()) {
    if (link.kind == markdown::LinkKind::kReference && link.destination_range == destination) {
      out.push_back({.range = link.range, .kind = HighlightKind::kUse});
    }
  }
  Sort(out);
  return out;
}

// Directives that name the same rule (or none).
std::vector<Highlight> SameDirective(const markdown::Document& document, const engine::Directive& wanted) {
  const std::string_view text = document.text();
  std::vector<Highlight> out;
  for (const markdown::Comment& comment : document.comments()) {
    const auto other = engine::ParseDirective(text, comment);
    if (!other) continue;
    if (wanted.names.empty() && other->names.empty()) out.push_back({.range = other->word});
    for (const TextRange rule : other->names) {
      const bool shared = std::any_of(wanted.names.begin(), wanted.names.end(),
                                      [&](TextRange mine) { return Cut(text, mine) == Cut(text, rule); });
      if (shared) out.push_back({.range = rule});
    }
  }
  return out;
}

}  // namespace

std::vector<Highlight> HighlightsAt(const engine::Snapshot& snapshot, Offset at) {
  const rules::Spec& spec = *snapshot.spec;
  const auto links = spec.document.links();
  for (const markdown::LinkDefinition& definition : spec.document.definitions()) {
    if (definition.label_range.Touches(at)) return SameLabel(spec.document, definition.destination_range);
  }
  const auto link = LinkAt(spec.document, at);
  const bool on_reference =
      link && links[*link].kind == markdown::LinkKind::kReference && at > links[*link].text_range.end;
  if (on_reference) return SameLabel(spec.document, links[*link].destination_range);
  if (const auto citation = CitationAt(spec, at)) return SameCall(spec, *citation);
  if (link && links[*link].kind == markdown::LinkKind::kReference) {
    return SameLabel(spec.document, links[*link].destination_range);
  }
  if (const auto directive = DirectiveAt(spec.document, at)) return SameDirective(spec.document, *directive);
  return {};
}

std::vector<Highlight> HighlightsAt(const CallDocument& call, Offset at) {
  std::vector<Highlight> out;
  if (call.call == nullptr) return out;
  const auto turn = TurnAt(*call.call, at);
  std::string speaker;
  if (turn && SpeakerNameIn(call, *turn).Touches(at) && !SpeakerNameIn(call, *turn).empty()) {
    speaker = call.call->turns[*turn].speaker;
  }
  for (const calls::Participant& participant : call.call->participants) {
    const TextRange source = Within(participant.source, call.text.size());
    if (source.empty()) continue;
    if (speaker.empty() && source.Touches(at)) speaker = participant.id;
    if (!speaker.empty() && participant.id == speaker) {
      out.push_back({.range = source, .kind = HighlightKind::kDefinition});
    }
  }
  if (speaker.empty()) return {};
  for (std::uint32_t i = 0; i < call.call->turns.size(); ++i) {
    if (call.call->turns[i].speaker != speaker) continue;
    const TextRange name = SpeakerNameIn(call, i);
    if (!name.empty()) out.push_back({.range = name, .kind = HighlightKind::kUse});
  }
  Sort(out);
  const auto same = [](const Highlight& a, const Highlight& b) { return a.range == b.range; };
  out.erase(std::unique(out.begin(), out.end(), same), out.end());
  return out;
}

}  // namespace whyspec::features
