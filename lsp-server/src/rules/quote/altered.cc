// The passage is there, but the quote says something else. The finding sits on the words
// that differ; for words left out, on the whole quote.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"
#include "rules/cited_quote.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  ForJudgedQuotes(context.spec, [&](const JudgedQuote& judged) {
    if (judged.verification.verdict != evidence::Verdict::kAltered) return;
    const evidence::Change* worst = judged.verification.Worst();
    const std::uint32_t turn = worst == nullptr ? judged.verification.first_turn : worst->turn;
    Finding& finding = sink.Add(
        WorstPlace(context.spec, judged),
        StrCat(
            "This quote ", Difference(context, judged), " (", WhoSaid(context.log, judged.call, turn), ", ",
            TurnName(judged.call, turn),
            "), so it makes the call say something it did not. Restore the words, or tell it in your own."));
    finding.related.push_back(RelatedTurn(context.log, judged.call, turn));
    AddRestoreFix(context, judged, finding);
  });
}

}  // namespace

const Rule kQuoteAltered{
    .info =
        {.id = "quote/altered",
         .summary = "The quote changes what was said.",
         .why =
             "A \"not\" that comes or goes, another number, an omission that hides the other half: the words "
             "look like the customer's and say what somebody else wanted to hear. Whoever builds on them "
             "builds "
             "on nothing, and whoever checks them stops trusting the spec.",
         .severity = Severity::kError,
         .needs = Needs::kLog,
         .fix = "Puts back the words that were said.",
         .failing = R"(# Monthly export

## Customer evidence

> We would pay for it right away.
> — [P1, ops lead](call:acme-2026-01-13#t=07:40)
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We would not pay for it right away.
)",
         .passing = R"(# Monthly export

## Customer evidence

> We would not pay for it […] away.
> — [P1, ops lead](call:acme-2026-01-13#t=07:40)
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We would not, um, pay for it right away.
)"},
    .check = &Check};

}  // namespace whyspec::rules
