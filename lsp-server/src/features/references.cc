#include "features/references.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "features/citing.h"
#include "features/spots.h"

namespace whyspec::features {
namespace {

void AddPlaces(std::vector<Location>& out, const std::vector<CitingPlace>& places) {
  for (const CitingPlace& place : places) out.push_back({.path = place.path, .range = place.range});
}

void AddCall(std::vector<Location>& out, World& world, const calls::Call& call, bool declaration) {
  if (declaration && !call.path.empty()) {
    const auto document = OpenCall(world, call.path);
    const auto id = document ? IdInFile(*document) : std::nullopt;
    out.push_back({.path = call.path, .range = id.value_or(TextRange{})});
  }
  AddPlaces(out, PlacesCiting(world, call.id));
}

std::vector<Location> OfAccount(World& world, const calls::Account& account, bool declaration) {
  std::vector<Location> places;
  const auto log = world.Log();
  for (const calls::CallSummary& call : log->List()) {
    const auto owner = log->FindAccount(call.account);
    if (owner != nullptr && owner->id == account.id) AddPlaces(places, PlacesCiting(world, call.id));
  }
  std::sort(places.begin(), places.end(), [](const Location& a, const Location& b) {
    return std::tie(a.path, a.range) < std::tie(b.path, b.range);
  });
  places.erase(std::unique(places.begin(), places.end()), places.end());
  if (declaration && !account.path.empty()) {
    places.insert(places.begin(), Location{.path = account.path, .range = account.source});
  }
  return places;
}

}  // namespace

std::vector<Location> ReferencesAt(const engine::Snapshot& snapshot, World& world, Offset at,
                                   bool include_declaration) {
  const rules::Spec& spec = *snapshot.spec;
  std::optional<std::size_t> index = CitationAt(spec, at);
  if (!index) {
    if (const auto quote = QuoteAt(spec, at)) index = quote->citation;
  }
  std::vector<Location> out;
  if (index) {
    const evidence::ResolvedCitation& citation = spec.evidence.citations[*index];
    if (citation.call != nullptr) AddCall(out, world, *citation.call, include_declaration);
    return out;
  }
  // Uses of a `[label]: …` that is no citation, in this document.
  const auto links = spec.document.links();
  const auto link = LinkAt(spec.document, at);
  for (const markdown::LinkDefinition& definition : spec.document.definitions()) {
    const bool here =
        definition.range.Touches(at) || (link && links[*link].kind == markdown::LinkKind::kReference &&
                                         links[*link].destination_range == definition.destination_range);
    if (!here) continue;
    if (include_declaration) out.push_back({.path = spec.path, .range = definition.label_range});
    for (const markdown::Link& use : links) {
      if (use.kind == markdown::LinkKind::kReference &&
          use.destination_range == definition.destination_range) {
        out.push_back({.path = spec.path, .range = use.range});
      }
    }
    return out;
  }
  return out;
}

std::vector<Location> ReferencesAt(const CallDocument& call, World& world, Offset at,
                                   bool include_declaration) {
  std::vector<Location> out;
  if (call.call == nullptr) return out;
  const TextRange account = Within(call.call->account_source, call.text.size());
  if (!account.empty() && account.Touches(at)) {
    const auto found = world.Log()->FindAccount(call.call->account);
    if (found != nullptr) return OfAccount(world, *found, include_declaration);
  }
  if (const auto turn = TurnAt(*call.call, at)) {
    if (include_declaration) {
      out.push_back({.path = call.path, .range = Within(call.call->turns[*turn].source, call.text.size())});
    }
    AddPlaces(out, PlacesCitingTurn(world, *call.call, *turn));
    return out;
  }
  AddCall(out, world, *call.call, include_declaration);
  return out;
}

std::vector<Location> ReferencesAt(const AccountsDocument& accounts, World& world, Offset at,
                                   bool include_declaration) {
  for (const auto& account : world.Log()->Accounts()) {
    if (account->path == accounts.path && account->source.Touches(at)) {
      return OfAccount(world, *account, include_declaration);
    }
  }
  return {};
}

}  // namespace whyspec::features
