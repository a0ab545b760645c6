// The time or turn of a citation is not in the call, or cannot be read. The first fix is
// the turn that says the quote beside it, else the nearest turn.
#include <algorithm>
#include <cmath>
#include <optional>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/call_words.h"
#include "rules/cited_call.h"
#include "rules/detect/characters.h"

namespace whyspec::rules {
namespace {

using evidence::Anchor;
using evidence::AnchorKind;

// What the writer of a malformed anchor probably meant: "#07:40", "#460", "#time=7m40s",
// "#t=7m40", "#turn-12".
std::optional<Anchor> Guess(std::string_view fragment) {
  if (fragment.substr(0, 1) == "#") fragment.remove_prefix(1);
  const std::size_t digit = detect::NextDigit(fragment, 0);
  if (digit == fragment.size()) return std::nullopt;
  std::string_view rest = fragment.substr(digit);
  if (detect::ContainsIgnoringCase(fragment.substr(0, digit), "turn")) {
    const Anchor turn = evidence::ParseAnchor(StrCat("turn=", rest));
    return turn.kind == AnchorKind::kTurns ? std::optional<Anchor>(turn) : std::nullopt;
  }
  // "1h02m05s", "7m40s", "7m40", "460s"
  std::int64_t seconds = 0;
  std::int64_t number = 0;
  bool units = false;
  bool pending = false;
  char last_unit = 0;
  for (char c : rest) {
    if (IsDigit(c)) {
      if (number > 1000000) return std::nullopt;
      number = number * 10 + (c - '0');
      pending = true;
      continue;
    }
    const char unit = Lower(c);
    if (!pending || (unit != 'h' && unit != 'm' && unit != 's')) {
      units = false;
      pending = false;
      break;
    }
    seconds += number * (unit == 'h' ? 3600 : unit == 'm' ? 60 : 1);
    units = true;
    pending = false;
    last_unit = unit;
    number = 0;
  }
  if (units) {
    if (pending) seconds += number * (last_unit == 'h' ? 60 : 1);
    return Anchor{.kind = AnchorKind::kTime, .start_ms = seconds * 1000};
  }
  const Anchor time = evidence::ParseAnchor(StrCat("t=", rest));
  return time.kind == AnchorKind::kTime ? std::optional<Anchor>(time) : std::nullopt;
}

// The turn nearest to where the anchor points; nullopt if the call has nothing to compare with.
std::optional<std::uint32_t> NearestTurn(const calls::Call& call, const Anchor& anchor) {
  if (call.turns.empty()) return std::nullopt;
  if (anchor.kind == AnchorKind::kTurns) {
    return std::min<std::uint32_t>(anchor.first_turn, static_cast<std::uint32_t>(call.turns.size() - 1));
  }
  if (anchor.kind != AnchorKind::kTime) return std::nullopt;
  std::optional<std::uint32_t> best;
  std::int64_t best_distance = 0;
  for (std::uint32_t i = 0; i < call.turns.size(); ++i) {
    if (!call.turns[i].start_ms) continue;
    const std::int64_t distance = std::abs(*call.turns[i].start_ms - anchor.start_ms);
    if (!best || distance < best_distance) {
      best = i;
      best_distance = distance;
    }
  }
  return best;
}

std::string Describe(const evidence::ResolvedCitation& resolved, std::string_view written) {
  const calls::Call& call = *resolved.call;
  const Anchor& anchor = resolved.citation.anchor;
  if (anchor.kind == AnchorKind::kMalformed) {
    return StrCat(
        "“", Printable(written),
        "” names no moment of a call. Write a time, #t=07:40 or #t=460,475, or turns, #turn=12-14.");
  }
  if (call.turns.empty()) {
    return StrCat("The call “", call.id,
                  "” has no transcript, so nobody can look up this moment. Cite the call without “",
                  Printable(written), "”, or log its transcript.");
  }
  if (anchor.kind == AnchorKind::kTurns) {
    return StrCat("The call “", call.id, "” has ", Plural(call.turns.size(), "turn"), ", and “",
                  Printable(written),
                  "” lies outside: readers cannot find the words. Point at the turn that says it.");
  }
  if (!call.has_times()) {
    return StrCat("The transcript of “", call.id, "” has no times, so “", Printable(written),
                  "” leads nowhere. Point at turns instead, as #turn=12.");
  }
  return StrCat("“", Printable(written), "” lies outside the call “", call.id, "”, which ends at ",
                ClockText(call.EndMs().value_or(0)),
                ": readers cannot find the words. Point at the turn that says it.");
}

void AddFix(const evidence::Citation& citation, const calls::Call& call, evidence::TurnSpan turns,
            std::string_view reason, Finding& finding) {
  const std::string anchor = evidence::FormatAnchor(evidence::AnchorFor(call, turns.first, turns.last));
  for (const Fix& fix : finding.fixes) {
    if (fix.edits.front().text == anchor) return;
  }
  finding.fixes.push_back(
      {.title = StrCat("Point at ", anchor, ", ", reason), .edits = {{citation.anchor_range, anchor}}});
}

void Check(const RuleContext& context, FindingSink& sink) {
  const evidence::SpecEvidence& all = context.spec.evidence;
  QuotesByCitation quotes = GroupQuotes(all);
  CallWordsCache words;
  for (std::size_t i = 0; i < all.citations.size(); ++i) {
    const evidence::ResolvedCitation& resolved = all.citations[i];
    if (resolved.state != evidence::CitationState::kUnknownAnchor || resolved.call == nullptr) continue;
    const evidence::Citation& citation = resolved.citation;
    const calls::Call& call = *resolved.call;
    // Its turns are there, and kept back.
    if (call.partial && call.turns.empty() && citation.anchor.kind != AnchorKind::kMalformed) continue;
    const std::string_view written = Cut(context.spec.text(), citation.anchor_range);
    const bool visible = !citation.anchor_range.empty();
    Finding& finding =
        sink.Add(visible ? citation.anchor_range : citation.range, Describe(resolved, written));

    for (const evidence::SpecQuote* quote : quotes[i]) {
      if (quote->words < evidence::kMinQuoteWords) continue;
      const markdown::Quote& said = context.spec.document.quotes()[quote->quote];
      if (const auto turns = words.Of(call).SaidOnce(FoldedWords(said.text))) {
        AddFix(citation, call, *turns, "which says the quote", finding);
        finding.related.push_back(RelatedTurn(context.log, call, turns->first));
      }
    }
    const std::optional<Anchor> guess = citation.anchor.kind == AnchorKind::kMalformed
                                            ? Guess(written)
                                            : std::optional<Anchor>(citation.anchor);
    if (!guess) continue;
    if (const auto inside = evidence::TurnsAt(call, *guess);
        inside && citation.anchor.kind == AnchorKind::kMalformed) {
      const std::string anchor = evidence::FormatAnchor(*guess);
      finding.fixes.push_back(
          {.title = StrCat("Write ", anchor), .edits = {{citation.anchor_range, anchor}}});
      if (finding.related.empty()) finding.related.push_back(RelatedTurn(context.log, call, inside->first));
    } else if (const auto turn = NearestTurn(call, *guess)) {
      AddFix(citation, call, {.first = *turn, .last = *turn}, "the nearest turn", finding);
      if (finding.related.empty()) finding.related.push_back(RelatedTurn(context.log, call, *turn));
    }
  }
}

}  // namespace

const Rule kCitationUnknownAnchor{
    .info =
        {.id = "citation/unknown-anchor",
         .summary = "The time or turn of a citation is not in the call.",
         .why =
             "The anchor is what saves the reader an hour of listening. One that points past the end of the "
             "call, or cannot be read, leaves them searching for the words.",
         .severity = Severity::kError,
         .needs = Needs::kLog,
         .fix = "Points at the turn that says the quote, else at the nearest turn.",
         .failing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1, ops lead](call:acme-2026-01-13#t=59:00)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)",
         .passing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1, ops lead](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)"},
    .check = &Check};

}  // namespace whyspec::rules
