#include "features/citation_card.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/strings.h"
#include "features/citing.h"
#include "features/evidence_offer.h"
#include "features/markdown_escape.h"
#include "features/sentence.h"
#include "features/wording.h"

namespace whyspec::features {
namespace {

using evidence::CitationState;
using evidence::ResolvedCitation;
using rules::Language;

constexpr std::uint32_t kTurnsAround = 2;
constexpr std::size_t kMaxSpecsListed = 5;
constexpr std::size_t kMaxDifferenceCodePoints = 80;
constexpr std::size_t kMaxAlike = 2;
// Telling words two passages must share to be called alike.
constexpr std::size_t kMinAlikeWords = 4;

void WriteOthers(Sheet& sheet, const engine::Snapshot& snapshot, World& world,
                 const ResolvedCitation& citation) {
  const Language language = snapshot.spec->language;
  const evidence::Tally tally = evidence::Count(snapshot.spec->evidence, *snapshot.log);
  std::size_t others = tally.citations_by_account.size();
  if (tally.citations_by_account.count(snapshot.log->RootAccount(citation.call->account)) != 0) --others;
  std::string line;
  if (others == 0) {
    line = Say(language, "This spec cites no other account.", "Cette spec ne cite aucun autre compte.");
  } else if (language == Language::kFrench) {
    line = StrCat("Cette spec cite ", others, others == 1 ? " autre compte." : " autres comptes.");
  } else {
    line = StrCat("This spec cites ", others, others == 1 ? " other account." : " other accounts.");
  }
  std::vector<std::string> specs = SpecsOf(PlacesCiting(world, citation.call->id));
  std::erase(specs, snapshot.spec->path);
  std::vector<std::string> titles;
  for (const std::string& path : specs) {
    if (titles.size() == kMaxSpecsListed) {
      titles.push_back(StrCat(specs.size() - kMaxSpecsListed, " ", Say(language, "more", "de plus")));
      break;
    }
    titles.push_back(sheet.FileLink(SpecTitle(world, path), path));
  }
  if (!titles.empty()) {
    line += StrCat(Say(language, " The call is also cited by ", " L'appel est aussi cité par "),
                   JoinWords(titles, Say(language, " and ", " et ")), ".");
  }
  sheet.Paragraph(line);
}

// The verdict on each quote that rests on this citation.
void WriteVerdicts(Sheet& sheet, const engine::Snapshot& snapshot, std::size_t citation,
                   const CallFace& face) {
  const Language language = snapshot.spec->language;
  for (const evidence::SpecQuote& quote : snapshot.spec->evidence.quotes) {
    if (quote.citation != citation) continue;
    if (quote.only_sender_can_tell) sheet.Paragraph(sheet.Text(NotHereText(language)));
    if (!quote.verification) continue;
    std::string line = VerdictText(*quote.verification, face, language);
    if (quote.verification->occurrences > 1) {
      line += StrCat(Say(language, " The call says it ", " L'appel le dit "), quote.verification->occurrences,
                     Say(language, " times.", " fois."));
    }
    sheet.Paragraph(sheet.Text(line));
  }
}

// Who else says something alike, of accounts other than this one.
void WriteAlike(Sheet& sheet, const engine::Snapshot& snapshot, const ResolvedCitation& citation) {
  if (!citation.has_turns) return;
  const calls::Call& call = *citation.call;
  std::string words;
  const std::uint32_t last = std::min(citation.last_turn, citation.first_turn + 2);
  for (std::uint32_t i = citation.first_turn; i <= last; ++i) words += StrCat(call.turns[i].text, " ");
  const std::vector<std::string> telling = TellingWords(words);
  if (telling.size() < kMinAlikeWords) return;
  const std::size_t needed = std::max(kMinAlikeWords, telling.size() * 2 / 5);
  std::size_t shown = 0;
  for (const Offer& offer :
       FindOffers(snapshot, {.text = words,
                            .language = call.language,
                            .limit = kMaxAlike * 2,
                            .without_accounts = {snapshot.log->RootAccount(call.account)}})) {
    if (CountShared(telling, offer.call->turns[offer.turn].text) < needed) continue;
    if (shown == 0) {
      sheet.Paragraph(Say(snapshot.spec->language,
                          "Said alike in other accounts:", "Dit de façon proche par d'autres comptes :"));
    }
    sheet.Item(
        StrCat(sheet.Text(offer.label), " ", sheet.Text(StrCat(offer.detail, " · ", offer.description))));
    if (++shown == kMaxAlike) break;
  }
}

}  // namespace

std::string CitationProblem(const ResolvedCitation& citation, Language language) {
  if (citation.state == CitationState::kGone) {
    switch (citation.gone) {
      case calls::Gone::kEmbargoed:
        return std::string(
            Say(language, "This call is under embargo for now, so its words cannot be shown.",
                "Cet appel est sous embargo pour l'instant : ses mots ne peuvent pas être montrés."));
      case calls::Gone::kWithdrawn:
        return std::string(Say(language, "This call was withdrawn, so its words cannot be shown any more.",
                               "Cet appel a été retiré : ses mots ne peuvent plus être montrés."));
      case calls::Gone::kErased:
      case calls::Gone::kNo:
        return std::string(Say(language, "This call was erased, so its words cannot be shown any more.",
                               "Cet appel a été effacé : ses mots ne peuvent plus être montrés."));
    }
  }
  if (citation.call == nullptr) {
    return std::string(
        Say(language, "No call of this name is logged.", "Aucun appel de ce nom n'est enregistré."));
  }
  if (citation.state == CitationState::kUnknownAnchor) {
    return std::string(Say(language, "The call has no such moment: the anchor after # leads nowhere.",
                           "L'appel n'a pas ce moment : l'ancre après # ne mène nulle part."));
  }
  return "";
}

std::string NotHereText(Language language) {
  return StrCat(
      "? ", Say(language,
                "You may see a part of this call; whether these words were said, only the call log can tell.",
                "Vous ne voyez qu'une partie de cet appel ; seul le journal d'appels peut dire si ces mots "
                "ont été prononcés."));
}

std::string VerdictText(const evidence::Verification& said, const CallFace& face, Language language) {
  std::string differs;
  const evidence::Change* worst = said.Worst();
  // What differs would show words that may not be shown.
  if (worst != nullptr && said.verdict > evidence::Verdict::kEdited && face.shows_words()) {
    const auto words = [&](std::string_view text) {
      return StrCat("“", Shorten(PlainLine(text), kMaxDifferenceCodePoints), "”");
    };
    const std::string in_call = face.Redact(worst->said_words);
    if (worst->quoted_words.empty()) {
      differs = StrCat(Say(language, " It leaves out ", " Il manque "), words(in_call), ".");
    } else if (in_call.empty()) {
      differs = StrCat(Say(language, " It adds ", " Il ajoute "), words(worst->quoted_words), ".");
    } else {
      differs = StrCat(Say(language, " It says ", " Il dit "), words(worst->quoted_words),
                       Say(language, "; the call says ", " ; l'appel dit "), words(in_call), ".");
    }
  }
  switch (said.verdict) {
    case evidence::Verdict::kExact:
      return StrCat("✓ ", Say(language, "Verified: said in these very words.",
                              "Vérifié : dit exactement en ces termes."));
    case evidence::Verdict::kEdited:
      return StrCat("✓ ",
                    Say(language, "Verified: said so; only hesitations or marked omissions differ.",
                        "Vérifié : dit ainsi ; seules des hésitations ou des coupes signalées diffèrent."));
    case evidence::Verdict::kReworded:
      return StrCat("≈ ",
                    Say(language, "Not verified: the quote puts it differently.",
                        "Non vérifié : la citation le dit autrement."),
                    differs);
    case evidence::Verdict::kAltered:
      return StrCat("✗ ", Say(language, "Not what was said.", "Ce n'est pas ce qui a été dit."), differs);
    case evidence::Verdict::kNotFound:
      return StrCat("✗ ", Say(language, "These words are nowhere in this call.",
                              "Ces mots ne sont nulle part dans cet appel."));
  }
  return "";
}

std::string CallLine(const CallFace& face, std::optional<std::uint32_t> turn) {
  const calls::Call& call = face.call();
  const Language language = face.language();
  std::vector<std::string> parts;
  if (turn && *turn < call.turns.size()) {
    parts.push_back(face.SpeakerLine(call.turns[*turn]));
  } else {
    parts.push_back(face.Title());
  }
  const std::string account = face.AccountLabel();
  parts.push_back(account);
  const std::string lifecycle(LifecycleText(call.lifecycle, language));
  if (account.find(lifecycle) == std::string::npos) parts.push_back(lifecycle);
  parts.emplace_back(TypeText(call.type, language));
  if (const auto day = face.Day()) parts.push_back(DayText(*day, language));
  if (turn && *turn < call.turns.size() && call.turns[*turn].start_ms) {
    parts.push_back(ClockText(*call.turns[*turn].start_ms));
  }
  if (face.shows_names()) {
    parts.push_back(call.opportunity.stage);
    if (call.opportunity.amount) {
      parts.push_back(MoneyText(*call.opportunity.amount, call.opportunity.currency, language));
    }
  }
  std::erase(parts, "");
  return Join(parts, " · ");
}

void WriteExcerpt(Sheet& sheet, const CallFace& face, std::optional<evidence::TurnSpan> turns) {
  const Language language = face.language();
  if (!turns) {
    sheet.Paragraph(sheet.Bold(CallLine(face, std::nullopt)));
    sheet.Paragraph(sheet.Text(StrCat(Say(language, "The whole call, ", "L'appel entier, "),
                                      Counted(face.call().turns.size(), Noun::kTurn, language), ".")));
    return;
  }
  sheet.Paragraph(sheet.Bold(CallLine(face, turns->first)));
  const Excerpt excerpt = ExcerptOf(face, turns->first, turns->last, kTurnsAround);
  if (excerpt.withheld) {
    sheet.Paragraph(Say(language, "The words of this call may not be shown to readers of specs.",
                        "Les mots de cet appel ne peuvent pas être montrés aux lecteurs des specs."));
    return;
  }
  for (const ExcerptLine& line : excerpt.lines) {
    const std::string clock = line.start_ms ? StrCat(" (", ClockText(*line.start_ms), ")") : "";
    const std::string who = StrCat(line.who, clock);
    sheet.Quoted(line.cited ? StrCat("▶ ", sheet.Bold(who), ": ", sheet.Text(line.words))
                            : StrCat(sheet.Text(who), ": ", sheet.Text(line.words)));
  }
  if (excerpt.left_out > 0) {
    sheet.Paragraph(
        sheet.Text(StrCat("… ", Counted(excerpt.left_out, Noun::kTurn, language),
                          Say(language, " more of the cited passage.", " de plus dans le passage cité."))));
  }
}

void WriteCitation(Sheet& sheet, const engine::Snapshot& snapshot, World& world, std::size_t index) {
  const ResolvedCitation& citation = snapshot.spec->evidence.citations[index];
  const Language language = snapshot.spec->language;
  if (citation.call == nullptr || citation.state == CitationState::kGone) {
    sheet.Paragraph(StrCat(sheet.Code(citation.citation.written_target), ": ",
                           sheet.Text(CitationProblem(citation, language))));
    return;
  }
  const CallFace face(*citation.call, *snapshot.log, language);
  std::optional<evidence::TurnSpan> turns;
  if (citation.has_turns) turns = evidence::TurnSpan{citation.first_turn, citation.last_turn};
  if (citation.state == CitationState::kUnknownAnchor) {
    sheet.Paragraph(sheet.Bold(CallLine(face, std::nullopt)));
    sheet.Paragraph(sheet.Text(CitationProblem(citation, language)));
  } else {
    WriteExcerpt(sheet, face, turns);
  }
  WriteVerdicts(sheet, snapshot, index, face);
  WriteOthers(sheet, snapshot, world, citation);
  WriteAlike(sheet, snapshot, citation);
}

}  // namespace whyspec::features
