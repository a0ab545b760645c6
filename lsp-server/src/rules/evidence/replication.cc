// Fewer independent prospects or customers than the team asks for. Accounts whose calls
// do not say what they were are named, for they may be the missing ones.
#include <algorithm>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

std::string Counts(std::size_t prospects, std::size_t customers) {
  return StrCat(Plural(prospects, "prospect"), " and ", Plural(customers, "customer"));
}

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  const evidence::Tally tally = evidence::Count(spec.evidence, context.log);
  if (tally.citations == 0) return;  // evidence/none and citation/* say that
  const auto wanted_prospects = static_cast<std::size_t>(std::max(context.goals.prospects, 0));
  const auto wanted_customers = static_cast<std::size_t>(std::max(context.goals.customers, 0));
  if (tally.prospects >= wanted_prospects && tally.customers >= wanted_customers) return;
  std::string message = StrCat("Heard from ", Counts(tally.prospects, tally.customers),
                               "; this team asks for ", Counts(wanted_prospects, wanted_customers),
                               ", independent of each other. Cite who else has this need");
  std::vector<const calls::Call*> unknown;
  for (const evidence::ResolvedCitation& resolved : spec.evidence.citations) {
    const calls::Call* call = resolved.call.get();
    if (call == nullptr || call->lifecycle != calls::Lifecycle::kUnknown) continue;
    if (std::find(unknown.begin(), unknown.end(), call) == unknown.end()) unknown.push_back(call);
  }
  const std::shared_ptr<const calls::Account> none;
  std::erase_if(unknown, [&](const calls::Call* call) {
    const auto account = call->account.empty() ? none : context.log.FindAccount(call->account);
    return account != nullptr && account->lifecycle != calls::Lifecycle::kUnknown;
  });
  message += ".";
  if (!unknown.empty()) {
    message +=
        StrCat(" ", unknown.size() == 1 ? "One cited call does" : StrCat(unknown.size(), " cited calls do"),
               " not say whether it was with a prospect or a customer: add `lifecycle` there.");
  }
  Finding& finding = sink.Add(EvidencePlace(spec), std::move(message));
  for (const calls::Call* call : unknown) {
    finding.related.push_back(RelatedCall(*call, StrCat("“", call->id, "” says no lifecycle.")));
  }
}

}  // namespace

const Rule kEvidenceReplication{
    .info =
        {.id = "evidence/replication",
         .summary = "Fewer independent prospects or customers than the team asks for.",
         .why =
             "One account is an anecdote; the same need heard from several that do not know each other is a "
             "pattern. Prospects tell what would make them buy, customers what they live with. How many of "
             "each is set in whyspec.json (`evidence`: 2 prospects and 1 customer by default).",
         .severity = Severity::kInfo,
         .raise_when_ready = true,
         .off_when_small = true,
         .needs = Needs::kLog,
         .failing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
lifecycle: prospect
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)",
         .passing = R"(# Monthly export

## Customer evidence

All three copy the figures by hand ([P1](call:acme-2026-01-13#t=07:40),
[P1](call:borealis-2026-01-20#t=01:10), [P1](call:cedar-2026-02-02#t=03:00)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
lifecycle: prospect
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
---8<--- calls/borealis-2026-01-20.md
---
account: borealis
lifecycle: prospect
---
**Sam Poe** [00:01:10]: We copy them too.
---8<--- calls/cedar-2026-02-02.md
---
account: cedar
lifecycle: customer
---
**Kim Moe** [00:03:00]: By hand, every month.
)"},
    .check = &Check};

}  // namespace whyspec::rules
