// What a call says about who may know it.
#include "team/access.h"

#include <algorithm>

#include "base/unicode.h"
#include "evidence/spec_evidence.h"

namespace whyspec::team {

AccessFacts FactsOf(const calls::Call& call, const calls::CallLog& accounts) {
  AccessFacts facts;
  facts.call = call.id;
  facts.account = call.account;
  facts.owner = call.owner;
  facts.switched_to = call.visibility;
  std::string reference = call.account;
  while (!reference.empty()) {
    const auto account = accounts.FindAccount(reference);
    if (account == nullptr) break;
    std::vector<std::string>& known = facts.account_and_parents;
    if (std::find(known.begin(), known.end(), account->id) != known.end()) break;
    if (known.empty()) facts.account = account->id;
    known.push_back(account->id);
    if (facts.owner.empty()) facts.owner = account->owner;
    if (!facts.switched_to) facts.switched_to = account->visibility;
    reference = account->parent;
  }
  if (facts.account_and_parents.empty() && !call.account.empty()) {
    facts.account_and_parents.push_back(call.account);
  }
  for (const calls::Participant& person : call.participants) {
    if (!person.email.empty()) facts.participant_emails.push_back(Fold(Trim(person.email)));
    if (person.affiliation != calls::Affiliation::kInternal) continue;
    for (const std::string& name : {person.id, person.name}) {
      if (!name.empty()) facts.internal_people.push_back(name);
    }
  }
  facts.consent = call.consent;
  facts.embargo_until = call.embargo_until;
  facts.deal_is_closed = evidence::IsClosedStage(call.opportunity.stage);
  facts.retention_until = call.retention_until;
  return facts;
}

std::string_view Name(Withheld withheld) {
  switch (withheld) {
    case Withheld::kNo:
      return "";
    case Withheld::kByOwner:
      return "owner";
    case Withheld::kEmbargo:
      return "embargo";
    case Withheld::kConsent:
      return "consent";
    case Withheld::kRetention:
      return "retention";
  }
  return "";
}

}  // namespace whyspec::team
