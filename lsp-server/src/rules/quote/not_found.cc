// The cited call says nothing like it. Where another call of the log does, it is named.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"
#include "rules/cited_quote.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  ForJudgedQuotes(context.spec, [&](const JudgedQuote& judged) {
    if (judged.verification.verdict != evidence::Verdict::kNotFound) return;
    if (!judged.spec_quote.elsewhere) {
      sink.Add(judged.quote.range, StrCat("Nobody says this in the call ", judged.call.id,
                                          ". A quote that was never said is worse than none: cite the call "
                                          "it comes from, quote what was "
                                          "said, or tell it in your own words without quotation marks."))
          .related.push_back(RelatedCall(judged.call, StrCat("The cited call, ", judged.call.id, ".")));
      return;
    }
    const calls::Call& call = *judged.spec_quote.elsewhere->call;
    const evidence::Verification& found = judged.spec_quote.elsewhere->verification;
    Finding& finding = sink.Add(
        judged.quote.range,
        StrCat("Nobody says this in the call ", judged.call.id, ", but it is said in ", call.id, ", ",
               TurnName(call, found.first_turn), ". Cite that call, so that readers land on the words."));
    finding.related.push_back(RelatedTurn(context.log, call, found.first_turn));
    const std::string target =
        StrCat("call:", call.id,
               evidence::FormatAnchor(evidence::AnchorFor(call, found.first_turn, found.last_turn)));
    finding.fixes.push_back({.title = StrCat("Cite ", call.id, ", ", TurnName(call, found.first_turn)),
                             .edits = {{judged.cited.citation.destination_range, target}}});
  });
}

}  // namespace

const Rule kQuoteNotFound{
    .info = {.id = "quote/not-found",
             .summary = "Nobody says the quoted words in the cited call.",
             .why = "Quotes get invented: by memory, by a summary, by a machine that writes what sounds "
                    "right. A link "
                    "to a real call makes them look checked. This one was, and the words are not there.",
             .severity = Severity::kError,
             .needs = Needs::kLog,
             .fix = "Cites the call that says it, if one does.",
             .failing = R"(# Monthly export

## Customer evidence

> The export would save us two days of work every month.
> — [P1, ops lead](call:acme-2026-01-13#t=07:40)
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We type every figure by hand each month.
)",
             .passing = R"(# Monthly export

## Customer evidence

> We type every figure by hand.
> — [P1, ops lead](call:acme-2026-01-13#t=07:40)
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We type every figure by hand each month.
)"},
    .check = &Check};

}  // namespace whyspec::rules
