#include "features/citing.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/uri.h"

namespace whyspec::features {

std::vector<CitingPlace> PlacesCiting(World& world, std::string_view call_id) {
  std::vector<CitingPlace> out;
  for (engine::Workspace::CitedBy& cited : world.SpecsCiting(call_id)) {
    out.push_back({.path = std::move(cited.path), .range = cited.range, .turns = std::nullopt});
  }
  const auto key = [](const CitingPlace& place) { return std::tie(place.path, place.range); };
  std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  out.erase(
      std::unique(out.begin(), out.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
      out.end());
  return out;
}

std::vector<CitingPlace> PassagesCiting(World& world, const calls::Call& call) {
  std::vector<CitingPlace> out = PlacesCiting(world, call.id);
  std::optional<markdown::Document> document;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i == 0 || out[i].path != out[i - 1].path) {
      auto text = world.TextOf(out[i].path);
      document = text ? std::optional(markdown::Document::Parse(*std::move(text))) : std::nullopt;
    }
    if (!document) continue;
    // Links are in order, so a link is found by its place.
    const auto links = document->links();
    const auto link = std::lower_bound(links.begin(), links.end(), out[i].range,
                                       [](const markdown::Link& a, TextRange b) { return a.range < b; });
    if (link == links.end() || link->range != out[i].range) continue;
    const std::size_t hash = link->destination.find('#');
    if (hash == std::string::npos) continue;
    out[i].turns = evidence::TurnsAt(call, evidence::ParseAnchor(link->destination.substr(hash + 1)));
  }
  return out;
}

std::vector<CitingPlace> PlacesCitingTurn(World& world, const calls::Call& call, std::uint32_t turn) {
  std::vector<CitingPlace> out = PassagesCiting(world, call);
  std::erase_if(out, [&](const CitingPlace& place) {
    return !place.turns || turn < place.turns->first || turn > place.turns->last;
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
  if (auto text = world.TextOf(path)) {
    const auto document = markdown::Document::Parse(*std::move(text));
    if (!document.title().text.empty()) return document.title().text;
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
