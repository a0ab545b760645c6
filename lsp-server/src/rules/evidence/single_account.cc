// All evidence comes from one account, after parents and aliases. A call that does not
// say its account could be another one: then nothing is claimed.
#include <algorithm>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  const bool unknown = std::any_of(
      spec.evidence.citations.begin(), spec.evidence.citations.end(),
      [](const evidence::ResolvedCitation& one) { return one.call == nullptr || one.call->account.empty(); });
  if (unknown) return;
  const evidence::Tally tally = evidence::Count(spec.evidence, context.log);
  if (tally.accounts != 1) return;
  sink.Add(EvidencePlace(spec), StrCat("All evidence comes from one account",
                                       tally.calls > 1 ? StrCat(" (", tally.calls, " calls)") : "",
                                       ". What one company needs may be its own way of working: cite a "
                                       "second, independent account, or say "
                                       "in the text that this is built for one."));
}

}  // namespace

const Rule kEvidenceSingleAccount{
    .info = {.id = "evidence/single-account",
             .summary = "All citations come from one account.",
             .why = "A feature built for one voice often serves one voice. Entities of one group count as "
                    "one account "
                    "(`parent` in accounts.yaml), and so do its other spellings.",
             .severity = Severity::kWarning,
             .raise_when_ready = true,
             .needs = Needs::kLog,
             .failing = R"(# Monthly export

## Customer evidence

Both sites copy the figures by hand
([P1](call:acme-north-2026-01-13#t=07:40), [P2](call:acme-south-2026-01-20#t=01:10)).
---8<--- calls/acme-north-2026-01-13.md
---
account: acme-north
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
---8<--- calls/acme-south-2026-01-20.md
---
account: acme-south
---
**Sam Poe** [00:01:10]: We copy them too.
---8<--- calls/accounts.yaml
- {id: acme, name: Acme}
- {id: acme-north, name: Acme North, parent: acme}
- {id: acme-south, name: Acme South, parent: acme}
)",
             .passing = R"(# Monthly export

## Customer evidence

Both companies copy the figures by hand
([P1](call:acme-2026-01-13#t=07:40), [P2](call:borealis-2026-01-20#t=01:10)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
---8<--- calls/borealis-2026-01-20.md
---
account: borealis
---
**Sam Poe** [00:01:10]: We copy them too.
)"},
    .check = &Check};

}  // namespace whyspec::rules
