// The cited words are about the future ("would use", "on aimerait") and hold no past fact and
// no commitment. "We would never use it" is an objection, which is worth hearing.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (const CitedPassage& passage : context.spec.cited_words) {
    const auto& words = passage.judgement.hypothetical;
    if (!words) continue;
    AddPassageFinding(
        context, sink, passage, *words,
        StrCat(
            ShownWords(context, passage, *words),
            " tells what they imagine, not what they did: about the future people are kind. Ask for the last "
            "time it happened, and cite what they did then."));
  }
}

}  // namespace

const Rule kEvidenceHypothetical{
    .info = {.id = "evidence/hypothetical",
             .summary = "The cited words are about what they would do, and hold no past fact.",
             .why = "People overrate what they will do, and rarely disappoint a friendly asker. What they "
                    "did last week, and what it cost them, predicts what they will do and pay far better. A "
                    "past fact or a commitment in the same words is enough for this rule.",
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

**Jane Roe** [00:07:48]: Oh, we would use that every month, I think.
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

**Jane Roe** [00:07:48]: Last month we spent two days copying it. We would use that.
)"},
    .check = &Check};

}  // namespace whyspec::rules
