// The spec is about to be built, and no cited words commit time, money or reputation. Silent
// while no cited words can be read at all.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  if (!spec.meta.status || spec.cited_words.empty()) return;
  const SpecStatus status = *spec.meta.status;
  if (status != SpecStatus::kReady && status != SpecStatus::kCommitted && status != SpecStatus::kShipped)
    return;
  for (const CitedPassage& passage : spec.cited_words) {
    if (passage.judgement.commitment) return;
  }
  Finding& finding = sink.Add(
      EvidencePlace(spec),
      StrCat(
          "The status is “", Name(status),
          "”, and nobody cited gives time, money or reputation for it: no pilot, budget, signature, meeting "
          "or introduction. Ask for one, and cite the answer."));
  if (!spec.meta.status_range.empty()) {
    finding.related.push_back({.path = "", .range = spec.meta.status_range, .message = "The spec's status."});
  }
}

}  // namespace

const Rule kEvidenceNoCommitment{
    .info = {.id = "evidence/no-commitment",
             .summary = "The spec is ready, and no cited turn commits time, money or reputation.",
             .why = "Words are free. Who puts a budget, an afternoon or their name behind a need has it; "
                    "before a team spends weeks, somebody outside should have spent something too.",
             .severity = Severity::kInfo,
             .needs = Needs::kLog,
             .failing = R"(---
status: ready
---
# Monthly export

## Customer evidence

It takes them two days a month ([P2, ops lead](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
language: en
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Jane Roe** [00:07:48]: It takes us two days each month.
)",
             .passing = R"(---
status: ready
---
# Monthly export

## Customer evidence

They tie the budget to it ([P2, ops lead](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
language: en
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Jane Roe** [00:07:48]: It takes us two days. The budget is approved.
)"},
    .check = &Check};

}  // namespace whyspec::rules
