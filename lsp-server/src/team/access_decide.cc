// The ladder: facts in, a level out. Nothing else in the program decides it.
#include <algorithm>

#include "base/unicode.h"
#include "team/access.h"

namespace whyspec::team {
namespace {

bool Same(std::string_view a, std::string_view b) {
  return !Trim(a).empty() && Fold(Trim(a)) == Fold(Trim(b));
}

Level OfRole(Role role) {
  switch (role) {
    case Role::kDpo:
      return Level::kContact;
    case Role::kProduct:
    case Role::kFounder:
      return Level::kNamed;
    case Role::kEngineering:
    case Role::kSales:
      return Level::kAlias;
    case Role::kCi:
      return Level::kAggregate;
  }
  return Level::kAggregate;
}

Level OfSwitch(calls::Visibility visibility) {
  switch (visibility) {
    case calls::Visibility::kAggregate:
      return Level::kAggregate;
    case calls::Visibility::kAlias:
      return Level::kAlias;
    case calls::Visibility::kNamed:
      return Level::kNamed;
    case calls::Visibility::kTranscript:
      return Level::kTranscript;
  }
  return Level::kAggregate;
}

bool WasThere(const Caller& caller, const AccessFacts& facts) {
  const auto has = [](const std::vector<std::string>& list, std::string_view who) {
    return std::any_of(list.begin(), list.end(),
                       [who](const std::string& other) { return Same(other, who); });
  };
  return has(facts.participant_emails, caller.email) || has(facts.internal_people, caller.person);
}

bool Holds(const Grant& grant, const Caller& caller, const AccessFacts& facts) {
  const bool of_this = grant.call.empty()
                           ? std::find(facts.account_and_parents.begin(), facts.account_and_parents.end(),
                                       grant.account) != facts.account_and_parents.end()
                           : grant.call == facts.call;
  if (!of_this) return false;
  if (!grant.person.empty()) return Same(grant.person, caller.person);
  return grant.role.has_value() && *grant.role == caller.role;
}

// What closes a call to everyone, whatever they may else; the gravest first.
Withheld Closed(const AccessFacts& facts, Date today) {
  if (facts.consent == calls::Consent::kRefused || facts.consent == calls::Consent::kWithdrawn) {
    return Withheld::kConsent;
  }
  if (facts.retention_until && today > *facts.retention_until) return Withheld::kRetention;
  if (facts.embargo_until.empty()) return Withheld::kNo;
  // Whatever is no day is "closed": until then, the sale decides.
  const std::optional<Date> day = ParseDate(facts.embargo_until);
  const bool over = day ? today >= *day : facts.deal_is_closed;
  return over ? Withheld::kNo : Withheld::kEmbargo;
}

}  // namespace

Access Decide(const Caller& caller, const std::vector<Grant>& grants, const AccessFacts& facts, Date today) {
  Access access;
  const bool is_dpo = caller.role == Role::kDpo;
  // A program owns nothing and was nowhere.
  const bool is_person = caller.role != Role::kCi;
  access.is_owner = IsOwner(caller, facts.owner);
  const Withheld closed = Closed(facts, today);
  if (is_dpo) {
    access.level = Level::kContact;
    return access;
  }
  if (access.is_owner) {
    access.level = closed == Withheld::kConsent ? Level::kAggregate : Level::kContact;
    if (closed == Withheld::kConsent) access.withheld = closed;
    return access;
  }
  access.level = OfRole(caller.role);
  if (is_person && WasThere(caller, facts)) access.level = std::max(access.level, Level::kTranscript);
  for (const Grant& grant : grants) {
    if (!Holds(grant, caller, facts)) continue;
    access.level = std::max(access.level, std::min(grant.level, Level::kTranscript));
  }
  if (facts.switched_to && OfSwitch(*facts.switched_to) < access.level) {
    access.level = OfSwitch(*facts.switched_to);
    access.withheld = Withheld::kByOwner;
  }
  if (closed != Withheld::kNo) {
    access.level = std::min(access.level, Level::kAggregate);
    access.withheld = closed;
  }
  return access;
}

bool IsOwner(const Caller& caller, std::string_view owner) {
  return caller.role != Role::kCi && (Same(owner, caller.person) || Same(owner, caller.email));
}

bool May(Role role, Action action) {
  const bool is_person = role != Role::kCi;
  switch (action) {
    case Action::kReadCalls:
    case Action::kVerify:
    case Action::kFollowChanges:
    case Action::kReadReport:
      return true;
    case Action::kLogCalls:
      return role == Role::kSales || role == Role::kProduct || role == Role::kFounder || role == Role::kDpo;
    case Action::kPublishSpecs:
      return role == Role::kProduct || role == Role::kEngineering || role == Role::kFounder ||
             role == Role::kCi;
    case Action::kReadSpecs:
      return is_person;
    // Whose calls they are is asked for each.
    case Action::kErase:
    case Action::kReadAudit:
    case Action::kGrant:
      return is_person;
    case Action::kManageTokens:
      return role == Role::kDpo;
    case Action::kManageHooks:
      return role == Role::kDpo || role == Role::kFounder;
    case Action::kReadMetrics:
      return role == Role::kDpo || role == Role::kFounder || role == Role::kCi;
  }
  return false;
}

}  // namespace whyspec::team
