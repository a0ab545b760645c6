// Who may know what of a call: the only place that decides it (DOMAIN.md §5). Pure: facts
// in, a level out, and a call cut down to that level. Deny by default.
//
//   base       the owner of the call (no program is one): kContact · dpo: kContact · somebody who was in the
//   call:
//              kTranscript · product, founder: kNamed · engineering, sales (other people's
//              accounts): kAlias · ci: kAggregate
//   grants     raise it, up to kTranscript
//   the switch visibility.level of the call, else of its account (nearest parent), lowers it for
//              everyone but owner and dpo. Unset: nothing is lowered
//   embargo, consent refused or withdrawn, retention over: everyone but owner and dpo is at
//              kAggregate, with the reason. Refused or withdrawn: the owner too
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "calls/call_log.h"
#include "calls/redaction.h"
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
// `owner` (of a call, an account) is this caller: by person or by e-mail address, as vendors name owners.
// Never a program's.
bool IsOwner(const Caller& caller, std::string_view owner);

// Turns that a reader below kTranscript gets: inclusive, ascending, apart.
struct TurnRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

// What stands for accounts where names are withheld, over one log. Immutable.
class Pseudonyms {
 public:
  static constexpr std::string_view kPrefix = "acct-";
  // `key`: the log's own secret; without it nobody can tell which account an id stands for.
  Pseudonyms(std::string key, const calls::CallLog& accounts);
  // "acct-7k2fqm3d": always the same for one account of one log. "" for "".
  std::string OfAccount(std::string_view id) const;
  // The account's segment, or "" where so few accounts share it that it would tell who is meant.
  std::string_view SegmentOf(const calls::Account& account) const;

 private:
  std::string key_;
  std::set<std::string, std::less<>> shared_segments_;
};

// The call as `level` may know it, and nothing more; whoever sends a call sends one of these.
//   kAggregate   id, type, day, language, lifecycle, consent; segment, persona counts and ARR band beside the
//                call; no title, no words, no account
//   kAlias       + title, turns in `excerpts` with names of people and accounts replaced by pseudonyms ("P2",
//                the account's alias), addresses and phone numbers struck out; the account's pseudonym; every
//                other turn keeps its place and times with text ""
//   kNamed       + names, titles, owner, tags, time of day, the account, opportunity and stage; turns in
//                `excerpts`, addresses and phone numbers struck out
//   kTranscript  + every turn, notes (addresses and phone numbers struck out), amounts, source
//   kContact     + e-mail addresses and phone numbers, recording URLs
// The id stays as it is at every level, for specs cite it: one that names somebody tells (see NamesInId).
// `visibility` of the call is the level, where that is less than the owner's switch: editors go by it.
struct Disclosed {
  calls::Call call;
  Level level = Level::kNothing;
  Withheld withheld = Withheld::kNo;
  bool text_is_partial = false;  // some turn was emptied
  std::string account_label;     // what the reader may call the account: name, alias, pseudonym; "" unknown
  std::string segment;           // of the account; "" unknown or too few share it
  std::map<std::string, std::size_t> personas;  // of people who are not ours
  std::string arr_band;                         // AmountBand of the opportunity
};
Disclosed Disclose(const calls::Call& call, const calls::CallLog& accounts, const Pseudonyms& pseudonyms,
                   const Access& access, const std::vector<TurnRange>& excerpts);
// The same for an account. Below kNamed: its pseudonym as id, its alias, lifecycle, segment, parent's
// pseudonym.
calls::Account Disclose(const calls::Account& account, const Pseudonyms& pseudonyms, Level level);

// Replaces every name that `call` knows (people, addresses, account and parents) by what readers at kAlias
// get instead: also for texts about the call, such as specs.
calls::Redaction NamesOf(const calls::Call& call, const calls::CallLog& accounts,
                         const Pseudonyms& pseudonyms);
// A sentence for whoever logs a call under an id that names somebody; "" if it does not.
std::string NamesInId(const calls::Call& call, const calls::CallLog& accounts, const Pseudonyms& pseudonyms);

// A sum as people below kTranscript see it: "50-100k EUR"; "unknown" if absent.
std::string AmountBand(std::optional<double> amount, std::string_view currency);

}  // namespace whyspec::team
