#include "features/hover.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "calls/read_call.h"
#include "features/citation_card.h"
#include "features/citing.h"
#include "features/schema_spot.h"
#include "features/spots.h"
#include "features/wording.h"
#include "rules/registry.h"

namespace whyspec::features {
namespace {

using rules::Language;
using rules::Role;

constexpr std::size_t kMaxListed = 8;

std::string_view PurposeOf(Role role, Language language) {
  switch (role) {
    case Role::kWhy:
      return Say(language,
                 "Why this is worth building: who has the problem, what it costs them today, what we gain.",
                 "Pourquoi cela vaut la peine : qui a le problème, ce qu'il lui coûte aujourd'hui, ce que "
                 "nous y gagnons.");
    case Role::kEvidence:
      return Say(
          language,
          "What customers said or did, each claim with a link to the moment in the call where they said it.",
          "Ce que les clients ont dit ou fait, chaque affirmation avec un lien vers le moment de l'appel.");
    case Role::kUsage:
      return Say(language,
                 "Who will use it, how often, how many of them and by when, so that someone can check later.",
                 "Qui s'en servira, à quelle fréquence, combien et d'ici quand, pour qu'on puisse vérifier "
                 "ensuite.");
    case Role::kOther:
      return "";
  }
  return "";
}

void WriteFindings(Sheet& sheet, const SpecDocument& spec, const std::vector<std::size_t>& which) {
  if (which.empty()) return;
  sheet.Paragraph(sheet.Bold(Say(spec.snapshot.spec->language, "Still missing", "Ce qui manque encore")));
  for (std::size_t i = 0; i < which.size() && i < kMaxListed; ++i) {
    const rules::Finding& finding = spec.findings[which[i]];
    sheet.Item(StrCat(sheet.Text(finding.message), " (", sheet.Code(finding.rule), ")"));
  }
  if (which.size() > kMaxListed) sheet.Item(StrCat("… ", which.size() - kMaxListed));
}

std::optional<Hover> HoverHeading(const SpecDocument& spec, markdown::Index section, Markup markup) {
  const rules::Spec& parsed = *spec.snapshot.spec;
  const markdown::Section& where = parsed.document.sections()[section];
  const markdown::Heading& heading = parsed.document.headings()[where.heading];
  const rules::ProfileSection* meaning = MeaningOf(parsed, section);
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < spec.findings.size(); ++i) {
    const TextRange at = spec.findings[i].range;
    const bool concerns = meaning != nullptr ? where.range.Contains(at) : heading.range.Contains(at);
    if (concerns) missing.push_back(i);
  }
  if (meaning == nullptr && missing.empty()) return std::nullopt;
  std::stable_sort(missing.begin(), missing.end(), [&](std::size_t a, std::size_t b) {
    return spec.findings[a].severity > spec.findings[b].severity;
  });
  Sheet sheet(markup);
  sheet.Paragraph(sheet.Bold(heading.text));
  if (meaning != nullptr) {
    sheet.Paragraph(sheet.Text(PurposeOf(meaning->role, parsed.language)));
    sheet.Paragraph(sheet.Text(rules::TemplateOf(*parsed.profile, *meaning, parsed.language).prompt));
  }
  WriteFindings(sheet, spec, missing);
  if (meaning != nullptr && missing.empty()) {
    sheet.Paragraph(Say(parsed.language, "Nothing is missing here.", "Rien ne manque ici."));
  }
  return Hover{.contents = sheet.Take(), .range = heading.range};
}

std::optional<Hover> HoverRule(std::string_view text, TextRange range, Markup markup) {
  const std::string_view id = Cut(text, range);
  if (id.empty()) return std::nullopt;
  Sheet sheet(markup);
  if (const rules::Rule* rule = rules::FindRule(id)) {
    sheet.Trusted(rules::RulePage(rule->info));
  } else {
    const std::string_view closest = rules::ClosestRule(id);
    sheet.Paragraph(StrCat("There is no rule ", sheet.Code(id), ".",
                           closest.empty() ? "" : StrCat(" Is ", sheet.Code(closest), " meant?")));
  }
  return Hover{.contents = sheet.Take(), .range = range};
}

std::optional<Hover> HoverKey(const markdown::FrontMatter* front_matter, const data::Schema& schema,
                              Offset at, Markup markup) {
  const auto spot = FrontMatterAt(front_matter, at);
  if (!spot || !spot->on_key) return std::nullopt;
  const data::Field* field = FindField(schema, spot->path);
  if (field == nullptr) return std::nullopt;
  Sheet sheet(markup);
  WriteField(sheet, *field, spot->path);
  return Hover{.contents = sheet.Take(), .range = spot->member->key_range};
}

void WriteCiting(Sheet& sheet, World& world, const std::vector<CitingPlace>& places, Language language) {
  const std::vector<std::string> specs = SpecsOf(places);
  if (specs.empty()) {
    sheet.Paragraph(Say(language, "No spec cites this yet.", "Aucune spec ne cite encore ceci."));
    return;
  }
  sheet.Paragraph(StrCat(Say(language, "Cited by ", "Cité par "),
                         Counted(specs.size(), Noun::kSpec, language), Say(language, ":", " :")));
  for (std::size_t i = 0; i < specs.size() && i < kMaxListed; ++i) {
    sheet.Item(sheet.FileLink(SpecTitle(world, specs[i]), specs[i]));
  }
  if (specs.size() > kMaxListed) sheet.Item(StrCat("… ", specs.size() - kMaxListed));
}

Language LanguageOf(const calls::Call& call) {
  return rules::ParseLanguage(call.language).value_or(Language::kEnglish);
}

}  // namespace

std::optional<Hover> HoverAt(const SpecDocument& spec, World& world, Offset at, Markup markup) {
  const rules::Spec& parsed = *spec.snapshot.spec;
  if (const auto rule = RuleIdAt(parsed, at)) return HoverRule(parsed.text(), *rule, markup);
  if (auto key = HoverKey(parsed.document.front_matter(), rules::kSpecFrontMatterSchema, at, markup))
    return key;
  std::optional<std::size_t> citation = CitationAt(parsed, at);
  TextRange range;
  if (citation) {
    const evidence::Citation& found = parsed.evidence.citations[*citation].citation;
    range = found.range.Touches(at) ? found.range : found.destination_range;
  } else if (const auto quote = QuoteAt(parsed, at)) {
    citation = quote->citation;
    range = quote->quote;
  }
  if (citation) {
    Sheet sheet(markup);
    WriteCitation(sheet, spec.snapshot, world, *citation);
    return Hover{.contents = sheet.Take(), .range = range};
  }
  if (const auto section = HeadingAt(parsed.document, at)) return HoverHeading(spec, *section, markup);
  return std::nullopt;
}

std::optional<Hover> HoverAt(const CallDocument& call, World& world, Offset at, Markup markup) {
  if (call.call == nullptr) return std::nullopt;
  const Language language = LanguageOf(*call.call);
  if (const auto turn = TurnAt(*call.call, at)) {
    const TextRange source = Within(call.call->turns[*turn].source, call.text.size());
    Sheet sheet(markup);
    const CallFace face(*call.call, *world.Log(), language);
    sheet.Paragraph(sheet.Bold(CallLine(face, *turn)));
    WriteCiting(sheet, world, PlacesCitingTurn(world, *call.call, *turn), language);
    return Hover{.contents = sheet.Take(), .range = source};
  }
  if (const auto id = IdInFile(call); id && id->Touches(at)) {
    Sheet sheet(markup);
    WriteCiting(sheet, world, PlacesCiting(world, call.call->id), language);
    return Hover{.contents = sheet.Take(), .range = *id};
  }
  if (call.path.ends_with(".md")) {
    if (const auto found = markdown::FindFrontMatter(call.text); found && found->inner.Touches(at)) {
      const markdown::FrontMatter front_matter{
          .range = found->range,
          .inner = found->inner,
          .yaml = data::ParseYaml(Cut(call.text, found->inner), found->inner.begin)};
      return HoverKey(&front_matter, calls::kCallSchema, at, markup);
    }
  }
  return std::nullopt;
}

std::optional<Hover> HoverAt(const AccountsDocument& accounts, World& world, Offset at, Markup markup) {
  for (const auto& account : world.Log()->Accounts()) {
    if (account->path != accounts.path || !account->source.Touches(at)) continue;
    std::vector<CitingPlace> places;
    std::size_t calls = 0;
    for (const calls::CallSummary& call : world.Log()->List()) {
      const auto owner = world.Log()->FindAccount(call.account);
      if (owner == nullptr || owner->id != account->id) continue;
      ++calls;
      for (CitingPlace& place : PlacesCiting(world, call.id)) places.push_back(std::move(place));
    }
    std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    Sheet sheet(markup);
    sheet.Paragraph(StrCat(sheet.Bold(AccountFace(*account, *world.Log(), Language::kEnglish)), " · ",
                           Counted(calls, Noun::kCall, Language::kEnglish)));
    WriteCiting(sheet, world, places, Language::kEnglish);
    return Hover{.contents = sheet.Take(), .range = Within(account->source, accounts.text.size())};
  }
  return std::nullopt;
}

}  // namespace whyspec::features
