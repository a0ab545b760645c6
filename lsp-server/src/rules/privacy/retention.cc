// A cited call that should have been deleted already.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (const evidence::ResolvedCitation& resolved : context.spec.evidence.citations) {
    if (resolved.call == nullptr || !resolved.call->retention_until) continue;
    const calls::Call& call = *resolved.call;
    if (context.today <= *call.retention_until) continue;
    Finding& finding =
        sink.Add(resolved.citation.range,
                 StrCat("“", call.id, "” could be kept until ", FormatDate(*call.retention_until),
                        ", and that day is over. Delete the call and the words taken from it, or agree on a "
                        "later date with "
                        "the people who spoke."));
    finding.related.push_back(RelatedCall(call, "The date stands in `visibility.retention_until`."));
  }
}

}  // namespace

const Rule kPrivacyRetention{
    .info =
        {.id = "privacy/retention",
         .summary = "A cited call is past the day until which it could be kept.",
         .why =
             "Recordings are made with a promise of how long they stay. A spec that cites one after that day "
             "keeps it alive, and shows that nobody deleted it.",
         .severity = Severity::kError,
         .needs = Needs::kLog,
         .failing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1](call:acme-2025-06-13#t=07:40)).
---8<--- calls/acme-2025-06-13.md
---
account: acme
visibility: {level: named, retention_until: 2025-12-13}
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)",
         .passing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
visibility: {level: named, retention_until: 2026-07-13}
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)"},
    .check = &Check};

}  // namespace whyspec::rules
