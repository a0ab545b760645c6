// "Always", "everyone": a generality with no case, number, date or commitment. Said of oneself
// ("I always forget") it is a habit, which is closer to a fact. Silent where a sharper rule speaks.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (const CitedPassage& passage : context.spec.cited_words) {
    const auto& words = passage.judgement.generic;
    if (!words) continue;
    AddPassageFinding(
        context, sink, passage, *words,
        StrCat(
            ShownWords(context, passage, *words),
            " tells how things are in general: memory rounds it, and nobody can check it. Ask for one case: "
            "when, who, what did it cost?"));
  }
}

}  // namespace

const Rule kEvidenceGeneric{
    .info = {.id = "evidence/generic",
             .summary = "The cited words are a generality with no instance.",
             .why =
                 "What happens always, to everyone, happened to nobody in particular. One dated case with "
                 "its cost carries more than any rule of thumb, and shows whether the rule of thumb holds.",
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

**Jane Roe** [00:07:48]: Everyone has that problem in our industry.
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

**Jane Roe** [00:07:48]: Everyone has it: last Monday three of us stayed until nine.
)"},
    .check = &Check};

}  // namespace whyspec::rules
