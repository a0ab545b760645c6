#include "features/code_lens.h"

#include <charconv>
#include <set>

#include "base/strings.h"
#include "features/citing.h"
#include "features/spots.h"
#include "features/wording.h"

namespace whyspec::features {
namespace {

using rules::Language;

constexpr std::string_view kEvidence = "evidence:";
constexpr std::string_view kTurn = "turn:";
constexpr std::string_view kCall = "call";

std::optional<std::uint32_t> NumberAfter(std::string_view id, std::string_view prefix) {
  if (!id.starts_with(prefix)) return std::nullopt;
  id.remove_prefix(prefix.size());
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (error != std::errc() || end != id.data() + id.size()) return std::nullopt;
  return number;
}

std::string CitedTitle(std::size_t specs, Language language) {
  if (specs == 0)
    return std::string(Say(language, "cited by no spec yet", "cité par aucune spec pour l'instant"));
  return StrCat(Say(language, "cited by ", "cité par "), Counted(specs, Noun::kSpec, language));
}

std::vector<Location> Locations(const std::vector<CitingPlace>& places) {
  std::vector<Location> out;
  out.reserve(places.size());
  for (const CitingPlace& place : places) out.push_back({.path = place.path, .range = place.range});
  return out;
}

}  // namespace

std::string EvidenceSummary(const evidence::Tally& tally, Date today, Language language) {
  if (tally.calls == 0)
    return std::string(Say(language, "no call cited yet", "aucun appel cité pour l'instant"));
  std::vector<std::string> parts;
  if (tally.prospects > 0) parts.push_back(Counted(tally.prospects, Noun::kProspect, language));
  if (tally.customers > 0) parts.push_back(Counted(tally.customers, Noun::kCustomer, language));
  if (parts.empty()) parts.push_back(Counted(tally.accounts, Noun::kAccount, language));
  if (tally.newest) {
    parts.push_back(StrCat(Say(language, "newest ", "le plus récent "), Ago(*tally.newest, today, language)));
  }
  std::vector<std::string> amounts;
  for (const auto& [currency, amount] : tally.open_amount) {
    if (std::string text = MoneyText(amount, currency, language); !text.empty() && amount > 0) {
      amounts.push_back(std::move(text));
    }
  }
  if (!amounts.empty()) parts.push_back(StrCat(Join(amounts, " + "), Say(language, " open", " en cours")));
  return Join(parts, " · ");
}

std::vector<CodeLens> CodeLenses(const engine::Snapshot& snapshot) {
  const rules::Spec& spec = *snapshot.spec;
  std::vector<CodeLens> out;
  for (const rules::MatchedSection& matched : spec.matched) {
    if (matched.meaning->role != rules::Role::kEvidence) continue;
    const markdown::Index heading = spec.document.sections()[matched.section].heading;
    if (heading == markdown::kNone) continue;
    out.push_back(
        {.range = spec.document.headings()[heading].range, .id = StrCat(kEvidence, matched.section)});
  }
  return out;
}

std::vector<CodeLens> CodeLenses(const CallDocument& call, World& world) {
  std::vector<CodeLens> out;
  if (call.call == nullptr) return out;
  out.push_back({.range = {}, .id = std::string(kCall)});
  std::set<std::uint32_t> first_turns;  // one lens a passage, above its first turn
  for (const CitingPlace& place : PassagesCiting(world, *call.call)) {
    if (place.turns && place.turns->first < call.call->turns.size()) first_turns.insert(place.turns->first);
  }
  for (const std::uint32_t turn : first_turns) {
    const TextRange source = Within(call.call->turns[turn].source, call.text.size());
    if (!source.empty()) out.push_back({.range = source, .id = StrCat(kTurn, turn)});
  }
  return out;
}

std::optional<LensTitle> ResolveCodeLens(const engine::Snapshot& snapshot, World& /*world*/,
                                         std::string_view id) {
  const rules::Spec& spec = *snapshot.spec;
  const auto index = NumberAfter(id, kEvidence);
  if (!index || *index >= spec.document.sections().size()) return std::nullopt;
  const markdown::Section& section = spec.document.sections()[*index];
  if (section.heading == markdown::kNone || MeaningOf(spec, *index) == nullptr) return std::nullopt;
  const std::vector<std::size_t> which = spec.evidence.CitationsIn(section.range);
  LensTitle out;
  out.title =
      EvidenceSummary(evidence::Count(spec.evidence, *snapshot.log, which), snapshot.today, spec.language);
  out.at = {.path = spec.path, .range = spec.document.headings()[section.heading].text_range};
  for (const std::size_t citation : which) {
    out.locations.push_back({.path = spec.path, .range = spec.evidence.citations[citation].citation.range});
  }
  return out;
}

std::optional<LensTitle> ResolveCodeLens(const CallDocument& call, World& world, std::string_view id) {
  if (call.call == nullptr) return std::nullopt;
  const Language language = rules::ParseLanguage(call.call->language).value_or(Language::kEnglish);
  LensTitle out;
  std::vector<CitingPlace> places;
  if (id == kCall) {
    places = PlacesCiting(world, call.call->id);
    out.at = {.path = call.path, .range = {}};
  } else {
    const auto turn = NumberAfter(id, kTurn);
    if (!turn || *turn >= call.call->turns.size()) return std::nullopt;
    places = PlacesCitingTurn(world, *call.call, *turn);
    out.at = {.path = call.path, .range = Within(call.call->turns[*turn].source, call.text.size())};
  }
  out.title = CitedTitle(SpecsOf(places).size(), language);
  out.locations = Locations(places);
  return out;
}

}  // namespace whyspec::features
