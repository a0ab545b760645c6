// The quote beside a citation is not in the turns it points at, but is said elsewhere in
// the same call, once: the transcript was timed or cut anew. The words are found as quote
// verification finds them, honest edits and a word put differently included.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"
#include "rules/cited_quote.h"

namespace whyspec::rules {
namespace {

constexpr double kLeastScore = 0.8;  // of a quote that does not hold word for word

void Check(const RuleContext& context, FindingSink& sink) {
  ForJudgedQuotes(context.spec, [&](const JudgedQuote& judged) {
    const evidence::ResolvedCitation& resolved = judged.cited;
    const evidence::Verification& found = judged.verification;
    if (judged.spec_quote.words < evidence::kMinQuoteWords) return;
    if (resolved.state != evidence::CitationState::kResolved || !resolved.has_turns) return;
    if (found.verdict > evidence::Verdict::kReworded || found.occurrences != 1) return;
    if (!IsVerified(found.verdict) && found.score < kLeastScore) return;
    if (found.first_turn <= resolved.last_turn && found.last_turn >= resolved.first_turn) return;
    const calls::Call& call = judged.call;
    const evidence::TurnSpan span{.first = found.first_turn, .last = found.last_turn};
    const evidence::TurnSpan* turns = &span;

    const evidence::Citation& citation = resolved.citation;
    const std::string anchor = evidence::FormatAnchor(evidence::AnchorFor(call, turns->first, turns->last));
    Finding& finding = sink.Add(citation.anchor_range.empty() ? citation.range : citation.anchor_range,
                                StrCat("These words are not said here, but in ", TurnName(call, turns->first),
                                       " of the same call: the transcript was probably timed anew. Point at ",
                                       anchor, ", so that readers land on them."));
    finding.related.push_back(RelatedTurn(context.log, call, turns->first));
    finding.fixes.push_back({.title = StrCat("Point at ", anchor),
                             .edits = {{citation.anchor_range, anchor}},
                             .automatic = IsVerified(found.verdict)});
  });
}

}  // namespace

const Rule kCitationMoved{
    .info = {.id = "citation/moved",
             .summary = "The quoted words stand elsewhere in the cited call.",
             .why = "A transcript that is made again has other times, and a citation then opens the wrong "
                    "moment. The "
                    "words themselves tell where it belongs, when they are said exactly once.",
             .severity = Severity::kWarning,
             .needs = Needs::kLog,
             .fix = "Moves the anchor to the turn that says the words.",
             .failing = R"(# Monthly export

## Customer evidence

> We copy every figure by hand each month.
> — [P1, ops lead](call:acme-2026-01-13#t=07:40)
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: It is about the export.

**Jane Roe** [00:09:10]: We copy every figure by hand each month.
)",
             .passing = R"(# Monthly export

## Customer evidence

> We copy every figure by hand each month.
> — [P1, ops lead](call:acme-2026-01-13#t=09:10)
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: It is about the export.

**Jane Roe** [00:09:10]: We copy every figure by hand each month.
)"},
    .check = &Check};

}  // namespace whyspec::rules
