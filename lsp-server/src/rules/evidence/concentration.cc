// Most citations come from one of several accounts. That all come from one is
// evidence/single-account's business.
#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

constexpr OptionInfo kOptions[] = {
    {.key = "share",
     .default_json = "0.6",
     .doc = "Part of all citations from which one account is too much."},
    {.key = "minCitations", .default_json = "5", .doc = "With fewer citations nothing is said."},
};

void Check(const RuleContext& context, FindingSink& sink) {
  const evidence::Tally tally = evidence::Count(context.spec.evidence, context.log);
  if (tally.accounts < 2 ||
      static_cast<std::int64_t>(tally.citations) < context.options.Integer("minCitations"))
    return;
  const auto most = std::max_element(tally.citations_by_account.begin(), tally.citations_by_account.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  const double share = static_cast<double>(most->second) / static_cast<double>(tally.citations);
  if (share < context.options.Number("share")) return;
  sink.Add(EvidencePlace(context.spec), StrCat(most->second, " of ", tally.citations,
                                               " citations come from one account: it outweighs the other ",
                                               tally.accounts - 1 == 1 ? "one" : StrCat(tally.accounts - 1),
                                               ". Cite more of the others, or fewer moments of this one."));
}

}  // namespace

const Rule kEvidenceConcentration{
    .info = {.id = "evidence/concentration",
             .summary = "Most citations come from one account.",
             .why =
                 "Whoever talks most is heard most. Three hundred exchanges with one customer are still one "
                 "customer; a reader should see how wide the need is, not how long one conversation was.",
             .severity = Severity::kInfo,
             .needs = Needs::kLog,
             .options = kOptions,
             .failing = R"(# Monthly export

## Customer evidence

- Figures are copied by hand ([P1](call:acme-2026-01-13#turn=1), [P1](call:acme-2026-01-13#turn=2)).
- It takes two days ([P1](call:acme-2026-01-13#turn=3), [P1](call:acme-2026-01-13#turn=4)).
- Others do the same ([P1](call:borealis-2026-01-20#turn=1)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe**: We copy every figure by hand.

**Jane Roe**: Every month.

**Jane Roe**: It takes two days.

**Jane Roe**: Two whole days.
---8<--- calls/borealis-2026-01-20.md
---
account: borealis
---
**Sam Poe**: We copy them too.
)",
             .passing = R"(# Monthly export

## Customer evidence

- Figures are copied by hand ([P1](call:acme-2026-01-13#turn=1), [P1](call:acme-2026-01-13#turn=2)).
- Others do the same ([P1](call:borealis-2026-01-20#turn=1)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe**: We copy every figure by hand.

**Jane Roe**: Every month.
---8<--- calls/borealis-2026-01-20.md
---
account: borealis
---
**Sam Poe**: We copy them too.
)"},
    .check = &Check};

}  // namespace whyspec::rules
