// Who may know what of a call: the only place that decides it (DOMAIN.md §5). Pure: facts
// in, a level out, and a call cut down to that level. Deny by default.
//
//   base       the owner of the call: kContact · dpo: kContact · somebody who was in the call:
//              kTranscript · product, founder: kNamed · engineering, sales (other people's
//              accounts): kAlias · ci: kAggregate
//   grants     raise it, up to kTranscript
//   the switch visibility.level of the call, else of its account (nearest parent), lowers it for
//              everyone but owner and dpo. Unset: nothing is lowered
//   embargo, consent refused or withdrawn, retention over: everyone but owner and dpo is at
//              kAggregate, with the reason. Refused or withdrawn: the owner too
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "calls/call_log.h"
#include "team/people.h"

namespace whyspec::team {

// What the decision depends on, beside the caller.
struct AccessFacts {
  std::string call;                              // id
  std::string account;                           // id of the call's account
  std::vector<std::string> account_and_parents;  // ids, nearest first: grants may name any
  std::string owner;                             // of the call, else of its account
  std::vector<std::string> participant_emails;   // lower case
  std::vector<std::string> internal_people;      // persons of ours in the call, as owners are named
  std::optional<calls::Visibility> switched_to;  // the owner's switch
  calls::Consent consent = calls::Consent::kUnknown;
  std::string embargo_until;    // "", "closed" or a date
  bool deal_is_closed = false;  // the opportunity's stage says won or lost
  std::optional<Date> retention_until;
};
AccessFacts FactsOf(const calls::Call& call, const calls::CallLog& accounts);

enum class Withheld : std::uint8_t { kNo, kByOwner, kEmbargo, kConsent, kRetention };
std::string_view Name(Withheld withheld);  // "" "owner" "embargo" "consent" "retention"

struct Access {
  Level level = Level::kNothing;
  Withheld withheld = Withheld::kNo;  // why it is lower than the role alone would say
  bool is_owner = false;              // may switch, embargo, grant, read the call's audit
};
Access Decide(const Caller& caller, const std::vector<Grant>& grants, const AccessFacts& facts, Date today);

// What a role may do at all, whatever the call. Deny by default.
enum class Action : std::uint8_t {
  kReadCalls,     // lists, single calls, excerpts, search, at the level Decide() says
  kLogCalls,      // create, upload; replace and patch need Access::is_owner or dpo
  kPublishSpecs,  // product, engineering, founder, ci
  kReadSpecs,
  kVerify,  // verdicts without words
  kFollowChanges,
  kReadReport,
  kErase,         // owner: own calls; dpo: calls, persons, accounts
  kManageTokens,  // dpo
  kManageHooks,   // dpo, founder
  kReadAudit,     // owner: of own calls; dpo: everything
  kGrant,         // owner: own calls; dpo
  kReadMetrics
};
inline constexpr Action kActions[] = {Action::kReadCalls,   Action::kLogCalls,  Action::kPublishSpecs,
                                      Action::kReadSpecs,   Action::kVerify,    Action::kFollowChanges,
                                      Action::kReadReport,  Action::kErase,     Action::kManageTokens,
                                      Action::kManageHooks, Action::kReadAudit, Action::kGrant,
                                      Action::kReadMetrics};
bool May(Role role, Action action);

// Turns that a reader below kTranscript gets: inclusive, ascending, apart.
struct TurnRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

// The call as `level` may know it, and nothing more; whoever sends a call sends one of these.
//   kAggregate   id, type, day, language, lifecycle, segment and persona counts; no title, no words, ARR as a
//   band kAlias       + title, turns in `excerpts` with names of people and accounts replaced by pseudonyms
//                ("P2", the account's alias); every other turn keeps its place and times with text ""
//   kNamed       + names, titles, the account; turns in `excerpts`
//   kTranscript  + every turn, notes, amounts
//   kContact     + e-mail addresses, recording URLs
// `text_is_partial`: some turn was emptied.
struct Disclosed {
  calls::Call call;
  Level level = Level::kNothing;
  Withheld withheld = Withheld::kNo;
  bool text_is_partial = false;
};
Disclosed Disclose(const calls::Call& call, const calls::CallLog& accounts, const Access& access,
                   const std::vector<TurnRange>& excerpts);
// The same for an account: below kNamed its alias stands for it ("" name, no aliases, no parent name).
calls::Account Disclose(const calls::Account& account, Level level);

// A sum as people below kTranscript see it: "50-100k EUR"; "unknown" if absent.
std::string AmountBand(std::optional<double> amount, std::string_view currency);

}  // namespace whyspec::team
