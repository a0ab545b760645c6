#include "rules/cited_quote.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

std::string_view KindOfDifference(evidence::ChangeKind kind) {
  using evidence::ChangeKind;
  switch (kind) {
    case ChangeKind::kNegation:
      return "puts a negation in, or leaves one out";
    case ChangeKind::kNumber:
      return "changes a number";
    case ChangeKind::kUnit:
      return "changes a unit or a date";
    case ChangeKind::kName:
      return "changes who or what is meant";
    case ChangeKind::kOpposite:
      return "turns a word into another meaning";
    case ChangeKind::kComparative:
    case ChangeKind::kQuantifier:
      return "changes how much or how often";
    case ChangeKind::kOtherSpeaker:
      return "joins the words of two people";
    case ChangeKind::kJoined:
      return "joins words said at different moments";
    case ChangeKind::kSwapped:
      return "puts words in another order";
    default:
      return "puts words differently";
  }
}

}  // namespace

bool ShowsWords(const calls::CallLog& log, const calls::Call& call) {
  return log.VisibilityOf(call) >= calls::Visibility::kNamed && call.consent != calls::Consent::kRefused &&
         call.consent != calls::Consent::kWithdrawn;
}

std::string WhoSaid(const calls::CallLog& log, const calls::Call& call, std::uint32_t turn) {
  if (turn >= call.turns.size() || call.turns[turn].speaker.empty()) return "somebody";
  const calls::Participant* who = call.FindParticipant(call.turns[turn].speaker);
  if (who == nullptr) return "somebody";
  if (!who->name.empty() && log.VisibilityOf(call) >= calls::Visibility::kNamed) return who->name;
  return Pseudonym(call, *who);
}

std::string Difference(const RuleContext& context, const JudgedQuote& judged) {
  if (ShowsWords(context.log, judged.call)) return evidence::Explain(judged.verification);
  const evidence::Change* worst = judged.verification.Worst();
  return std::string(KindOfDifference(worst == nullptr ? evidence::ChangeKind::kReworded : worst->kind));
}

std::optional<std::vector<Offset>> PlacesInSource(const Spec& spec, const markdown::Quote& quote) {
  const std::string_view source = spec.text();
  const Offset end = std::min<Offset>(quote.inner.end, static_cast<Offset>(source.size()));
  std::vector<Offset> places;
  places.reserve(quote.text.size() + 1);
  Offset at = quote.inner.begin;
  for (const char c : quote.text) {
    const bool blank = IsAsciiSpace(c);
    // Markup between two visible characters is skipped: emphasis, "> ", link brackets.
    while (at < end && !(source[at] == c || (blank && IsAsciiSpace(source[at])))) ++at;
    if (at >= end) return std::nullopt;
    places.push_back(at++);
  }
  places.push_back(at);
  return places;
}

void AddRestoreFix(const RuleContext& context, const JudgedQuote& judged, Finding& finding) {
  if (!ShowsWords(context.log, judged.call)) return;
  const auto places = PlacesInSource(context.spec, judged.quote);
  if (!places) return;
  const std::vector<evidence::Restoration> restored =
      evidence::Restore(judged.verification, judged.quote.text);
  if (restored.empty()) return;
  Fix fix{.title = "Restore the words that were said"};
  for (const evidence::Restoration& one : restored) {
    const Offset begin = (*places)[one.quoted.begin];
    // Up to the end of the last byte, so that markup behind it stays.
    const Offset end = one.quoted.empty()    ? begin
                       : one.quoted.end == 0 ? begin
                                             : (*places)[one.quoted.end - 1] + 1;
    // A place is behind the character before it, where the words were left out.
    const Offset place =
        one.quoted.empty() && one.quoted.begin > 0 ? (*places)[one.quoted.begin - 1] + 1 : begin;
    std::string words = one.words;
    std::replace(words.begin(), words.end(), '\n', ' ');
    fix.edits.push_back(
        {one.quoted.empty() ? TextRange{place, place} : TextRange{begin, end}, std::move(words)});
  }
  finding.fixes.push_back(std::move(fix));
}

TextRange WorstPlace(const Spec& spec, const JudgedQuote& judged) {
  const evidence::Change* worst = judged.verification.Worst();
  const std::string_view text = judged.quote.text;
  if (worst == nullptr || worst->quoted.end > text.size()) return judged.quote.range;
  const auto places = PlacesInSource(spec, judged.quote);
  if (!places) return judged.quote.range;
  TextRange range = worst->quoted;
  if (range.empty()) {
    // Words were left out: the words around the place.
    while (range.begin > 0 && IsAsciiSpace(text[range.begin - 1])) --range.begin;
    while (range.begin > 0 && !IsAsciiSpace(text[range.begin - 1])) --range.begin;
    while (range.end < text.size() && IsAsciiSpace(text[range.end])) ++range.end;
    while (range.end < text.size() && !IsAsciiSpace(text[range.end])) ++range.end;
  }
  if (range.empty()) return judged.quote.range;
  return {(*places)[range.begin], (*places)[range.end - 1] + 1};
}

}  // namespace whyspec::rules
