// The cited words are praise with no fact, number, pain or commitment. A word that only opens
// a longer answer ("great, so I open the file") praises nothing.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (const CitedPassage& passage : context.spec.cited_words) {
    const auto& words = passage.judgement.compliment;
    if (!words) continue;
    AddPassageFinding(
        context, sink, passage, *words,
        StrCat(
            ShownWords(context, passage, *words),
            " is praise: it costs nothing and shows no need. Ask what they do today and what it costs them, "
            "and cite that."));
  }
}

}  // namespace

const Rule kEvidenceCompliment{
    .info = {.id = "evidence/compliment",
             .summary = "The cited words are praise, with no fact, number or commitment.",
             .why = "Praise is how people end a demo politely. It says that they like you, not that they "
                    "have the problem. Facts, workarounds, time, money or a signature say it.",
             .severity = Severity::kWarning,
             .needs = Needs::kLog,
             .failing = R"(# Monthly export

## Customer evidence

They told us about the export ([P2, ops lead](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
language: en
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Alex Martin** [00:07:40]: How do you do it today?

**Jane Roe** [00:07:48]: That is a great idea, I love it.
)",
             .passing = R"(# Monthly export

## Customer evidence

They told us about the export ([P2, ops lead](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
language: en
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Alex Martin** [00:07:40]: How do you do it today?

**Jane Roe** [00:07:48]: I love it, we spend two days a month on that.
)"},
    .check = &Check};

}  // namespace whyspec::rules
