// The quote beside a citation is not in the turns it points at, but is said, word for
// word and exactly once, elsewhere in the same call: the transcript was re-timed. Quotes
// that were shortened or reworded are left to quote verification.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/call_words.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  const evidence::SpecEvidence& all = context.spec.evidence;
  CallWordsCache cache;
  for (const evidence::SpecQuote& quote : all.quotes) {
    if (!quote.citation || quote.words < evidence::kMinQuoteWords) continue;
    const evidence::ResolvedCitation& resolved = all.citations[*quote.citation];
    if (resolved.state != evidence::CitationState::kResolved || !resolved.has_turns) continue;
    const calls::Call& call = *resolved.call;
    const std::string said = FoldedWords(context.spec.document.quotes()[quote.quote].text);
    // Nearly always the words are where they should be: no need to fold the whole call.
    if (SaidIn(call, said, resolved.first_turn, resolved.last_turn)) continue;
    const std::optional<evidence::TurnSpan> turns = cache.Of(call).SaidOnce(said);
    if (!turns) continue;

    const evidence::Citation& citation = resolved.citation;
    const std::string anchor = evidence::FormatAnchor(evidence::AnchorFor(call, turns->first, turns->last));
    Finding& finding = sink.Add(citation.anchor_range.empty() ? citation.range : citation.anchor_range,
                                StrCat("These words are not said here, but in ", TurnName(call, turns->first),
                                       " of the same call: the transcript was probably timed anew. Point at ",
                                       anchor, ", so that readers land on them."));
    finding.related.push_back(RelatedTurn(context.log, call, turns->first));
    finding.fixes.push_back({.title = StrCat("Point at ", anchor),
                             .edits = {{citation.anchor_range, anchor}},
                             .automatic = true});
  }
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
