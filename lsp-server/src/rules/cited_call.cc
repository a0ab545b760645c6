#include "rules/cited_call.h"

#include <algorithm>
#include <iterator>

#include "base/strings.h"
#include "rules/places.h"

namespace whyspec::rules {
namespace {

constexpr std::size_t kShownWords = 90;  // code points of a turn in a related place

std::string TwoDigits(std::int64_t number) {
  return number < 10 ? StrCat("0", number) : std::to_string(number);
}

}  // namespace

std::string ReadableCode(std::string_view code) {
  std::string out(Trim(code));
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string ParticipantNumber(const calls::Call& call, const calls::Participant& participant) {
  return StrCat("P", &participant - call.participants.data() + 1);
}

std::string Pseudonym(const calls::Call& call, const calls::Participant& participant) {
  const std::string role =
      ReadableCode(participant.persona.empty() ? participant.title : participant.persona);
  const std::string number = ParticipantNumber(call, participant);
  return role.empty() ? number : StrCat(number, ", ", role);
}

std::string ClockText(std::int64_t ms) {
  const std::int64_t seconds = std::max<std::int64_t>(ms, 0) / 1000;
  const std::int64_t hours = seconds / 3600;
  const std::string rest = StrCat(TwoDigits(seconds / 60 % 60), ":", TwoDigits(seconds % 60));
  return hours == 0 ? rest : StrCat(hours, ":", rest);
}

std::string TurnName(const calls::Call& call, std::uint32_t turn) {
  const std::string number = StrCat("turn ", turn + 1);
  if (turn >= call.turns.size() || !call.turns[turn].start_ms) return number;
  return StrCat(number, ", at ", ClockText(*call.turns[turn].start_ms));
}

bool MayShowWords(const calls::CallLog& log, const calls::Call& call) {
  // Below alias nobody but the call's owner reads its words; alias hides names, which may
  // stand in the words too, so the words are shown from named on.
  return log.VisibilityOf(call) >= calls::Visibility::kNamed && call.consent != calls::Consent::kRefused &&
         call.consent != calls::Consent::kWithdrawn;
}

std::string ShownWords(const RuleContext& context, const CitedPassage& passage, TextRange words) {
  const calls::Call& call = *context.spec.evidence.citations[passage.citation].call;
  const std::string turn = StrCat(" (", TurnName(call, passage.TurnAt(words.begin)), ")");
  if (!passage.quote && !MayShowWords(context.log, call)) return StrCat("What is cited", turn);
  return StrCat("“", Shorten(Printable(Cut(passage.words, words)), kShownWords), "”", turn);
}

Finding& AddPassageFinding(const RuleContext& context, FindingSink& sink, const CitedPassage& passage,
                           TextRange words, std::string message) {
  const calls::Call& call = *context.spec.evidence.citations[passage.citation].call;
  Finding& finding = sink.Add(passage.place, std::move(message));
  finding.related.push_back(RelatedTurn(context.log, call, passage.TurnAt(words.begin)));
  return finding;
}

Related RelatedTurn(const calls::CallLog& log, const calls::Call& call, std::uint32_t turn) {
  Related related{
      .path = call.path, .range = {}, .message = StrCat("In the call: ", TurnName(call, turn), ".")};
  if (turn >= call.turns.size()) return related;
  related.range = call.turns[turn].source;
  if (MayShowWords(log, call)) {
    related.message = StrCat("In the call, ", TurnName(call, turn), ": “",
                             Shorten(call.turns[turn].text, kShownWords), "”");
  }
  return related;
}

Related RelatedCall(const calls::Call& call, std::string message) {
  // Where a side-car lies beside the transcript, the details stand in it, or belong there.
  if (!call.sidecar_path.empty())
    return {.path = call.sidecar_path, .range = {}, .message = std::move(message)};
  return {.path = call.path, .range = call.id_source, .message = std::move(message)};
}

TextRange EvidencePlace(const Spec& spec) {
  if (const MatchedSection* section = spec.Find(Role::kEvidence)) return HeadingText(spec, section->section);
  if (!spec.evidence.citations.empty()) return spec.evidence.citations.front().citation.range;
  return TitlePlace(spec);
}

Speakers SpeakersOf(const evidence::ResolvedCitation& citation) {
  Speakers speakers;
  if (citation.state != evidence::CitationState::kResolved || !citation.has_turns) return speakers;
  const calls::Call& call = *citation.call;
  for (std::size_t i = citation.first_turn; i <= citation.last_turn && i < call.turns.size(); ++i) {
    if (call.turns[i].speaker.empty()) {
      ++speakers.unattributed;
    } else if (call.IsOurs(call.turns[i])) {
      ++speakers.internal;
    } else {
      ++speakers.external;
      break;
    }
  }
  return speakers;
}

QuotesByCitation GroupQuotes(const evidence::SpecEvidence& evidence) {
  QuotesByCitation quotes;
  for (const evidence::SpecQuote& quote : evidence.quotes) {
    if (quote.citation) quotes[*quote.citation].push_back(&quote);
  }
  return quotes;
}

bool IsInCode(const markdown::Document& document, Offset at) {
  if (!document.InCode(at)) return false;
  const markdown::Index block = document.BlockAt(at);
  if (block != markdown::kNone && document.blocks()[block].kind == markdown::BlockKind::kHtml) return false;
  const auto comments = document.comments();
  const auto after =
      std::upper_bound(comments.begin(), comments.end(), at,
                       [](Offset offset, const markdown::Comment& one) { return offset < one.range.begin; });
  return after == comments.begin() || !std::prev(after)->range.Contains(at);
}

}  // namespace whyspec::rules
