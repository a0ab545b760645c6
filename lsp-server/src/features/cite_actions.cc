#include "features/cite_actions.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/strings.h"
#include "base/unicode.h"
#include "features/citing.h"
#include "features/evidence_offer.h"
#include "features/spots.h"
#include "features/wording.h"

namespace whyspec::features {
namespace {

using rules::Language;
using rules::Role;

constexpr std::size_t kMaxOffered = 3;
constexpr std::size_t kMaxSpecs = 6;
constexpr std::size_t kMaxQueryBytes = 1500;

std::string_view Tag(const rules::Spec& spec) { return rules::Code(spec.language); }

// Where another paragraph of the section goes: behind its last word.
Offset EndOfSection(const rules::Spec& spec, const rules::MatchedSection& section) {
  const TextRange range = spec.document.sections()[section.section].range;
  Offset end = range.end;
  while (end > range.begin && IsAsciiSpace(spec.text()[end - 1])) --end;
  return end;
}

ActionEdit Append(const rules::Spec& spec, Offset at, std::string_view paragraphs) {
  std::string text = StrCat("\n\n", Trim(paragraphs));
  ActionEdit edit;
  edit.edits.push_back({.range = {at, at}, .text = WithLineEnds(text, LineEndOf(spec.text()))});
  return edit;
}

std::string ShownAs(const Offer& offer) {
  return StrCat(offer.label, offer.description.empty() ? "" : StrCat(" (", offer.description, ")"));
}

// Behind the sentence, before its full stop.
ActionEdit LinkBehind(const rules::Spec& spec, TextRange sentence, const std::string& link) {
  const std::string_view text = spec.text();
  Offset at = sentence.end;
  while (at > sentence.begin && IsAsciiSpace(text[at - 1])) --at;
  while (at > sentence.begin && (text[at - 1] == '.' || text[at - 1] == '!' || text[at - 1] == '?')) --at;
  while (at > sentence.begin && IsAsciiSpace(text[at - 1])) --at;
  ActionEdit edit;
  edit.edits.push_back({.range = {at, at}, .text = StrCat(" (", link, ")")});
  return edit;
}

std::vector<CitePlan> ForClaim(const SpecDocument& spec, TextRange sentence) {
  const rules::Spec& parsed = *spec.snapshot.spec;
  std::vector<CitePlan> out;
  for (const Offer& offer :
       FindOffers(spec.snapshot,
                  {.text = Cut(parsed.text(), sentence), .language = Tag(parsed), .limit = kMaxOffered})) {
    out.push_back({.title = StrCat(Say(parsed.language, "Cite ", "Citer "), ShownAs(offer)),
                   .edit = LinkBehind(parsed, sentence, offer.link)});
  }
  return out;
}

// A quote without a source: the calls that say it.
std::vector<CitePlan> ForQuote(const SpecDocument& spec, TextRange range) {
  const rules::Spec& parsed = *spec.snapshot.spec;
  const auto quotes = parsed.document.quotes();
  const auto quote = std::find_if(quotes.begin(), quotes.end(),
                                  [&](const markdown::Quote& one) { return one.range == range; });
  std::vector<CitePlan> out;
  if (quote == quotes.end()) return out;
  const calls::CallLog& log = *spec.snapshot.log;
  FaceCache faces(log, parsed.language);
  evidence::Verifier verifier;
  for (const auto& found : verifier.FindQuote(quote->text, log, kMaxOffered)) {
    const evidence::Verification& said = found.verification;
    if (said.verdict > evidence::Verdict::kReworded) continue;
    const CallFace& face = faces.Of(*found.call);
    if (!face.shows_words()) continue;
    Offer offer = OfferOf(found.call, face, said.first_turn);
    const std::string destination =
        StrCat("call:", found.call->id,
               evidence::FormatAnchor(evidence::AnchorFor(*found.call, said.first_turn, said.last_turn)));
    const std::size_t open = offer.link.rfind("](");
    const std::string link = StrCat(offer.link.substr(0, open), "](", destination, ")");
    const std::string_view how =
        evidence::IsVerified(said.verdict)
            ? Say(parsed.language, "Link to the turn that says it: ", "Lier au tour de parole qui le dit : ")
            : Say(parsed.language,
                  "Link to the turn that says nearly this: ", "Lier au tour de parole qui le dit presque : ");
    ActionEdit edit;
    if (quote->kind == markdown::QuoteKind::kBlock) {
      Offset at = quote->range.end;
      while (at > quote->range.begin && IsAsciiSpace(parsed.text()[at - 1])) --at;
      // As deep as the quote's own last line.
      const TextRange line = LineAround(parsed.text(), at);
      const std::string_view last = Cut(parsed.text(), line);
      std::size_t prefix = last.find_last_of('>', last.find_first_not_of("> \t"));
      prefix = prefix == std::string_view::npos ? 0 : prefix + 1;
      const std::string marks = prefix == 0 ? ">" : std::string(last.substr(0, prefix));
      edit.edits.push_back(
          {.range = {at, at},
           .text = WithLineEnds(StrCat("\n", marks, "\n", marks, " — ", link), LineEndOf(parsed.text()))});
    } else {
      edit.edits.push_back({.range = {quote->range.end, quote->range.end}, .text = StrCat(" (", link, ")")});
    }
    out.push_back(
        {.title = StrCat(how, offer.detail, " (", offer.description, ")"), .edit = std::move(edit)});
  }
  return out;
}

// What the spec is about, to search by where no single sentence asks.
std::string Subject(const rules::Spec& spec) {
  std::string text = spec.document.title().text;
  for (const Role role : {Role::kEvidence, Role::kWhy}) {
    if (const rules::SectionText* section = spec.TextOf(role)) {
      const std::string_view words = section->text;
      text += StrCat(" ", words.substr(0, ClampToCharacter(words, kMaxQueryBytes)));
    }
  }
  return text;
}

std::vector<CitePlan> ForSection(const SpecDocument& spec, bool other_accounts) {
  const rules::Spec& parsed = *spec.snapshot.spec;
  const rules::MatchedSection* section = parsed.Find(Role::kEvidence);
  std::vector<CitePlan> out;
  if (section == nullptr) return out;
  const std::string subject = Subject(parsed);
  OfferQuery query{.text = subject, .language = Tag(parsed), .limit = kMaxOffered};
  query.without_cited = true;
  if (other_accounts) {
    for (const evidence::ResolvedCitation& citation : parsed.evidence.citations) {
      if (citation.call != nullptr) {
        query.without_accounts.insert(spec.snapshot.log->RootAccount(citation.call->account));
      }
    }
  }
  const std::vector<Offer> offers = FindOffers(spec.snapshot, query);
  const Offset at = EndOfSection(parsed, *section);
  if (offers.size() > 1 && !other_accounts) {
    std::string all;
    for (const Offer& offer : offers) all += StrCat(BlockQuoteOf(offer), "\n");
    out.push_back({.title = StrCat(Say(parsed.language, "Insert the ", "Insérer les "), offers.size(),
                                   Say(parsed.language, " best matching excerpts of your calls",
                                       " extraits d'appels les plus proches")),
                   .edit = Append(parsed, at, all)});
  }
  for (const Offer& offer : offers) {
    out.push_back(
        {.title = StrCat(other_accounts ? Say(parsed.language, "Add evidence from another account: ",
                                              "Ajouter une preuve d'un autre compte : ")
                                        : Say(parsed.language, "Insert ", "Insérer "),
                         ShownAs(offer)),
         .edit = Append(parsed, at, BlockQuoteOf(offer))});
  }
  return out;
}

}  // namespace

std::vector<CitePlan> CitePlansFor(const SpecDocument& spec, std::size_t index) {
  const rules::Finding& finding = spec.findings[index];
  if (finding.rule == "evidence/uncited-claim" || finding.rule == "evidence/second-hand")
    return ForClaim(spec, finding.range);
  if (finding.rule == "quote/unsourced") return ForQuote(spec, finding.range);
  if (finding.rule == "evidence/none") return ForSection(spec, false);
  if (finding.rule == "evidence/replication" || finding.rule == "evidence/single-account")
    return ForSection(spec, true);
  return {};
}

std::vector<CitePlan> CitePlansFor(const CallDocument& call, World& world, std::uint32_t turn) {
  std::vector<CitePlan> out;
  if (call.call == nullptr || turn >= call.call->turns.size()) return out;
  // Our own words are no evidence.
  if (call.call->IsOurs(call.call->turns[turn])) return out;
  std::vector<std::string> specs;
  const auto add = [&](const std::string& path) {
    if (specs.size() < kMaxSpecs && std::find(specs.begin(), specs.end(), path) == specs.end())
      specs.push_back(path);
  };
  for (const std::string& path : world.SpecPaths()) {
    if (world.IsOpen(path)) add(path);
  }
  for (const std::string& path : SpecsOf(PlacesCiting(world, call.call->id))) add(path);
  for (const std::string& path : specs) {
    const auto snapshot = world.SnapshotOf(path);
    if (!snapshot) continue;
    const rules::Spec& spec = *snapshot->spec;
    const rules::MatchedSection* section = spec.Find(Role::kEvidence);
    Offset at = section == nullptr ? SizeOf(spec.text()) : EndOfSection(spec, *section);
    while (section == nullptr && at > 0 && IsAsciiSpace(spec.text()[at - 1])) --at;
    const CallFace face(*call.call, *snapshot->log, spec.language);
    const Offer offer = OfferOf(call.call, face, turn);
    ActionEdit edit = Append(spec, at, BlockQuoteOf(offer));
    edit.path = path;
    out.push_back({.title = StrCat(Say(spec.language, "Cite this turn in “", "Citer ce passage dans « "),
                                   SpecTitle(world, path), Say(spec.language, "”", " »")),
                   .edit = std::move(edit)});
  }
  return out;
}

}  // namespace whyspec::features
