// Every cited call came through the founder's network, or through one salesperson where the
// accounts name others.
#include <algorithm>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

bool IsFounderNetwork(std::string_view channel) {
  std::string words = Fold(Trim(channel));
  std::replace(words.begin(), words.end(), '-', '_');
  std::replace(words.begin(), words.end(), ' ', '_');
  return words == "founder_network" || words == "founders_network";
}

// False in a team of one: there is nobody else to hear it from.
bool OthersSell(const calls::CallLog& log, const std::string& owner) {
  std::size_t owners = 0;
  for (const auto& account : log.Accounts()) {
    if (account->owner.empty()) continue;
    ++owners;
    if (Fold(account->owner) != owner) return true;
  }
  return owners == 0;
}

void Check(const RuleContext& context, FindingSink& sink) {
  std::set<const calls::Call*> calls;
  std::set<std::string> owners;
  bool all_from_founders = true;
  for (const evidence::ResolvedCitation& resolved : context.spec.evidence.citations) {
    if (resolved.state != evidence::CitationState::kResolved) continue;
    if (!calls.insert(resolved.call.get()).second) continue;
    owners.insert(Fold(Trim(resolved.call->owner)));
    all_from_founders = all_from_founders && IsFounderNetwork(resolved.call->source_channel);
  }
  if (calls.empty()) return;
  std::string found;
  if (all_from_founders) {
    found = calls.size() == 1   ? "The one cited call came"
            : calls.size() == 2 ? "Both cited calls came"
                                : StrCat("All ", calls.size(), " cited calls came");
    found += " through the founder's network: friends are kinder than the market.";
  } else if (calls.size() >= 2 && owners.size() == 1 && !owners.begin()->empty() &&
             OthersSell(context.log, *owners.begin())) {
    const calls::Call& one = **calls.begin();
    found = StrCat(calls.size() == 2 ? "Both" : StrCat("All ", calls.size()),
                   " cited calls came through one salesperson, ", Printable(Trim(one.owner)),
                   ": one person's contacts and questions resemble each other.");
  } else {
    return;
  }
  Finding& finding = sink.Add(
      EvidencePlace(context.spec),
      StrCat(found, " Cite somebody who came another way: inbound, outbound, an event, another colleague."));
  std::set<const calls::Call*> told;
  for (const evidence::ResolvedCitation& resolved : context.spec.evidence.citations) {
    const calls::Call* call = resolved.call.get();
    if (calls.count(call) == 0 || !told.insert(call).second) continue;
    finding.related.push_back(
        RelatedCall(*call, StrCat("“", call->id, "”: ",
                                  all_from_founders ? "source_channel founder_network."
                                                    : StrCat("owner ", Printable(call->owner), "."))));
  }
}

}  // namespace

const Rule kEvidenceOneChannel{
    .info = {.id = "evidence/one-channel",
             .summary = "All evidence came through the founder's network, or through one salesperson.",
             .why = "People who know the founder want to help, and one salesperson meets one kind of buyer. "
                    "A need that is real is heard by others too. Calls say how they came in `source_channel` "
                    "and `owner`; a team whose accounts have one owner only is not told of it.",
             .severity = Severity::kWarning,
             .needs = Needs::kLog,
             .failing = R"(# Monthly export

## Customer evidence

It takes them two days a month ([P1](call:acme#t=07:48), [P1](call:borealis#t=07:48)).
---8<--- calls/acme.md
---
account: acme
owner: alex
source_channel: founder_network
---
**Jane Roe** [00:07:48]: It takes two days each month.
---8<--- calls/borealis.md
---
account: borealis
owner: kim
source_channel: founder_network
---
**Jane Roe** [00:07:48]: It takes two days each month.
)",
             .passing = R"(# Monthly export

## Customer evidence

It takes them two days a month ([P1](call:acme#t=07:48), [P1](call:borealis#t=07:48)).
---8<--- calls/acme.md
---
account: acme
owner: alex
source_channel: founder_network
---
**Jane Roe** [00:07:48]: It takes two days each month.
---8<--- calls/borealis.md
---
account: borealis
owner: kim
source_channel: inbound
---
**Jane Roe** [00:07:48]: It takes two days each month.
)"},
    .check = &Check};

}  // namespace whyspec::rules
