#include "features/citation_card.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/strings.h"
#include "features/citing.h"
#include "features/wording.h"

namespace whyspec::features {
namespace {

using evidence::CitationState;
using evidence::ResolvedCitation;
using rules::Language;

constexpr std::uint32_t kTurnsAround = 2;
constexpr std::size_t kMaxSpecsListed = 5;

// Why there is nothing to show for this citation.
std::string ProblemText(const Sheet& sheet, const ResolvedCitation& citation, Language language) {
  const std::string written = sheet.Code(citation.citation.written_target);
  if (citation.state == CitationState::kGone) {
    switch (citation.gone) {
      case calls::Gone::kEmbargoed:
        return StrCat(
            written, ": ",
            Say(language, "this call is under embargo for now, so its words cannot be shown.",
                "cet appel est sous embargo pour l'instant : ses mots ne peuvent pas être montrés."));
      case calls::Gone::kWithdrawn:
        return StrCat(written, ": ",
                      Say(language, "this call was withdrawn, so its words cannot be shown any more.",
                          "cet appel a été retiré : ses mots ne peuvent plus être montrés."));
      case calls::Gone::kErased:
      case calls::Gone::kNo:
        return StrCat(written, ": ",
                      Say(language, "this call was erased, so its words cannot be shown any more.",
                          "cet appel a été effacé : ses mots ne peuvent plus être montrés."));
    }
  }
  return StrCat(written, ": ",
                Say(language, "no call of this name is logged.", "aucun appel de ce nom n'est enregistré."));
}

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

}  // namespace

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
    sheet.Paragraph(ProblemText(sheet, citation, language));
    return;
  }
  const CallFace face(*citation.call, *snapshot.log, language);
  std::optional<evidence::TurnSpan> turns;
  if (citation.has_turns) turns = evidence::TurnSpan{citation.first_turn, citation.last_turn};
  if (citation.state == CitationState::kUnknownAnchor) {
    sheet.Paragraph(sheet.Bold(CallLine(face, std::nullopt)));
    sheet.Paragraph(Say(language, "The call has no such moment: the anchor after # leads nowhere.",
                        "L'appel n'a pas ce moment : l'ancre après # ne mène nulle part."));
  } else {
    WriteExcerpt(sheet, face, turns);
  }
  WriteOthers(sheet, snapshot, world, citation);
}

}  // namespace whyspec::features
