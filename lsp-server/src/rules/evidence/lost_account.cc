// The account left, or the deal was lost, after the cited call: by the account's lifecycle in
// accounts.yaml, or the opportunity's stage in this or another cited call.
#include <map>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

bool SaysLost(std::string_view stage) {
  const std::string folded = Fold(stage);
  for (const TextRange word : Words(folded)) {
    const std::string_view text = Cut(folded, word);
    for (std::string_view lost :
         {"lost", "perdu", "perdue", "verloren", "perdido", "perdida", "closedlost"}) {
      if (text == lost) return true;
    }
  }
  return false;
}

void Check(const RuleContext& context, FindingSink& sink) {
  // A later record of the same deal, among the cited calls, may know how it ended.
  std::map<std::string, std::string> lost_deals;  // opportunity -> stage
  for (const evidence::ResolvedCitation& resolved : context.spec.evidence.citations) {
    if (resolved.call == nullptr || resolved.call->opportunity.id.empty()) continue;
    if (SaysLost(resolved.call->opportunity.stage)) {
      lost_deals[resolved.call->opportunity.id] = resolved.call->opportunity.stage;
    }
  }
  std::set<const calls::Call*> seen;
  for (const evidence::ResolvedCitation& resolved : context.spec.evidence.citations) {
    if (resolved.state != evidence::CitationState::kResolved || !seen.insert(resolved.call.get()).second)
      continue;
    const calls::Call& call = *resolved.call;
    // Who had left before the call says why: that is no news.
    if (call.lifecycle == calls::Lifecycle::kFormer) continue;
    const std::shared_ptr<const calls::Account> account =
        call.account.empty() ? nullptr : context.log.FindAccount(call.account);
    if (account != nullptr && account->lifecycle == calls::Lifecycle::kFormer) {
      Finding& finding =
          sink.Add(resolved.citation.range,
                   "This account has left since that call. Say so, and whether this was why: a "
                   "reader will weigh their words differently.");
      finding.related.push_back({.path = account->path,
                                 .range = account->source,
                                 .message = "The account's lifecycle is “former”."});
      continue;
    }
    std::string stage = SaysLost(call.opportunity.stage) ? call.opportunity.stage : "";
    const auto deal = lost_deals.find(call.opportunity.id);
    if (stage.empty() && !call.opportunity.id.empty() && deal != lost_deals.end()) stage = deal->second;
    if (stage.empty()) continue;
    Finding& finding = sink.Add(resolved.citation.range,
                                StrCat("The deal behind this call was lost (“", Printable(stage),
                                       "”). Say so, and whether this was why: a need that did not make them "
                                       "buy may not make others buy."));
    finding.related.push_back(
        RelatedCall(call, StrCat("Its opportunity is at the stage “", Printable(stage), "”.")));
  }
}

}  // namespace

const Rule kEvidenceLostAccount{
    .info = {.id = "evidence/lost-account",
             .summary = "The cited account left, or its deal was lost, after the call.",
             .why = "A customer who left over the very thing is the strongest evidence there is, and one who "
                    "left for another reason is weak evidence. Only the spec can say which.",
             .severity = Severity::kInfo,
             .needs = Needs::kLog,
             .failing = R"(# Monthly export

## Customer evidence

It takes them two days a month ([P2, ops lead](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
lifecycle: prospect
opportunity: {id: opp-1, stage: Closed Lost}
---
**Jane Roe** [00:07:48]: It takes us two days each month.
)",
             .passing = R"(# Monthly export

## Customer evidence

It takes them two days a month ([P2, ops lead](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
lifecycle: prospect
opportunity: {id: opp-1, stage: Proposal}
---
**Jane Roe** [00:07:48]: It takes us two days each month.
)"},
    .check = &Check};

}  // namespace whyspec::rules
