#include "features/citing.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/uri.h"

namespace whyspec::features {

std::vector<CitingPlace> PlacesCiting(World& world, std::string_view call_id) {
  std::vector<CitingPlace> out;
  std::string path;
  std::optional<engine::Snapshot> snapshot;
  for (const engine::Workspace::CitedBy& cited : world.SpecsCiting(call_id)) {
    if (cited.path != path || !snapshot) {
      path = cited.path;
      snapshot = world.SnapshotOf(path);
    }
    CitingPlace place{.path = cited.path, .range = cited.range};
    if (snapshot) {
      for (const evidence::ResolvedCitation& citation : snapshot->spec->evidence.citations) {
        if (citation.citation.range != cited.range) continue;
        place.has_turns = citation.state == evidence::CitationState::kResolved && citation.has_turns;
        place.first_turn = citation.first_turn;
        place.last_turn = citation.last_turn;
        break;
      }
    }
    out.push_back(std::move(place));
  }
  const auto key = [](const CitingPlace& place) { return std::tie(place.path, place.range); };
  std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  out.erase(
      std::unique(out.begin(), out.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
      out.end());
  return out;
}

std::vector<CitingPlace> PlacesCitingTurn(World& world, std::string_view call_id, std::uint32_t turn) {
  std::vector<CitingPlace> out = PlacesCiting(world, call_id);
  std::erase_if(out, [&](const CitingPlace& place) {
    return !place.has_turns || turn < place.first_turn || turn > place.last_turn;
  });
  return out;
}

std::vector<std::string> SpecsOf(const std::vector<CitingPlace>& places) {
  std::vector<std::string> out;
  for (const CitingPlace& place : places) {
    if (out.empty() || out.back() != place.path) out.push_back(place.path);
  }
  return out;
}

std::string SpecTitle(World& world, const std::string& path) {
  if (const auto snapshot = world.SnapshotOf(path)) {
    const std::string& title = snapshot->spec->document.title().text;
    if (!title.empty()) return title;
  }
  return std::string(Basename(path));
}

std::optional<std::uint32_t> TurnAt(const calls::Call& call, Offset at) {
  std::optional<std::uint32_t> touching;
  for (std::uint32_t i = 0; i < call.turns.size(); ++i) {
    const TextRange source = call.turns[i].source;
    if (source.empty()) continue;
    if (source.Contains(at)) return i;
    if (!touching && source.Touches(at)) touching = i;
  }
  return touching;
}

TextRange Within(TextRange range, std::size_t size) {
  return range.begin <= range.end && range.end <= size ? range : TextRange{};
}

std::optional<TextRange> IdInFile(const CallDocument& call) {
  if (call.call == nullptr || call.call->id_source.empty()) return std::nullopt;
  TextRange range = call.call->id_source;
  std::string_view written = Cut(call.text, range);
  if (written.size() >= 2 && (written.front() == '"' || written.front() == '\'') &&
      written.back() == written.front()) {
    range = {range.begin + 1, range.end - 1};
    written = Cut(call.text, range);
  }
  // The range belongs to the side-car where one says the id.
  if (range.end > call.text.size() || written != call.call->id) return std::nullopt;
  return range;
}

}  // namespace whyspec::features
