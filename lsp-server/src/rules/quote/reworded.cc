// A word or two put differently, and no sign of it. The meaning is probably the same, so
// this warns where quote/altered forbids.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"
#include "rules/cited_quote.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  ForJudgedQuotes(context.spec, [&](const JudgedQuote& judged) {
    if (judged.verification.verdict != evidence::Verdict::kReworded) return;
    const evidence::Change* worst = judged.verification.Worst();
    const std::uint32_t turn = worst == nullptr ? judged.verification.first_turn : worst->turn;
    Finding& finding = sink.Add(
        WorstPlace(context.spec, judged),
        StrCat(
            "This quote ", Difference(context, judged), " (", WhoSaid(context.log, judged.call, turn), ", ",
            TurnName(judged.call, turn),
            "). Readers take a quote to the letter: restore the words, or mark what you changed with […] or "
            "[your words]."));
    finding.related.push_back(RelatedTurn(context.log, judged.call, turn));
    AddRestoreFix(context, judged, finding);
  });
}

}  // namespace

const Rule kQuoteReworded{
    .info =
        {.id = "quote/reworded",
         .summary = "The quote puts a word or two differently, with no sign of it.",
         .why =
             "Tidying up a customer's words is how they lose what made them worth quoting. Once readers find "
             "that quotes are retold, they have to look up each one.",
         .severity = Severity::kWarning,
         .needs = Needs::kLog,
         .fix = "Puts back the words that were said.",
         .failing = R"(# Monthly export

## Customer evidence

> We copy every figure manually each month.
> — [P1, ops lead](call:acme-2026-01-13#t=07:40)
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We type every figure manually each month.
)",
         .passing = R"(# Monthly export

## Customer evidence

> We [copy] every figure … each month.
> — [P1, ops lead](call:acme-2026-01-13#t=07:40)
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We type every, you know, every figure manually each month.
)"},
    .check = &Check};

}  // namespace whyspec::rules
