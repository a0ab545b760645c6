// The cited words ask for a feature and name no pain, workaround, fact or number behind it.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (const CitedPassage& passage : context.spec.cited_words) {
    const auto& words = passage.judgement.request;
    if (!words) continue;
    AddPassageFinding(
        context, sink, passage, *words,
        StrCat(
            ShownWords(context, passage, *words),
            " asks for a feature and not for what it is to solve. Ask what they do without it, and when they "
            "last needed it, and cite that."));
  }
}

}  // namespace

const Rule kEvidenceFeatureRequest{
    .info =
        {.id = "evidence/feature-request",
         .summary = "The cited words ask for a feature and name no pain or workaround.",
         .why =
             "A request is the customer's own design, made with what they know of your product. The problem "
             "behind it can often be solved better, and only the problem tells how much it matters.",
         .severity = Severity::kInfo,
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

**Jane Roe** [00:07:48]: We need a button for that.
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

**Jane Roe** [00:07:48]: We need a button for that because we copy every figure by hand.
)"},
    .check = &Check};

}  // namespace whyspec::rules
