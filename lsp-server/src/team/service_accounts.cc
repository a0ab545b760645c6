// Accounts: who they are is withheld like the words of their calls.
#include <algorithm>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "team/service_state.h"

namespace whyspec::team {
namespace {

using calls::Account;
using sql::Session;

std::vector<std::string> SpellingsOf(const Account& account) {
  // How calls may name it: its alias too.
  std::vector<std::string> out = {account.id, account.name, account.alias};
  out.insert(out.end(), account.aliases.begin(), account.aliases.end());
  std::erase_if(out, [](const std::string& spelling) { return Trim(spelling).empty(); });
  return out;
}

// True if calls or accounts that are there would be this account's from now on, which were not
// before: who could say so would make them his own.
bool TakesOver(const Account& account, const Account* before, const calls::CallLog& log) {
  std::set<std::string> fresh;
  for (const std::string& spelling : SpellingsOf(account)) fresh.insert(Fold(Trim(spelling)));
  if (before != nullptr) {
    for (const std::string& spelling : SpellingsOf(*before)) fresh.erase(Fold(Trim(spelling)));
  }
  if (fresh.empty()) return false;
  for (const auto& other : log.Accounts()) {
    if (other->id == account.id) continue;
    if (fresh.count(Fold(Trim(other->parent))) != 0) return true;
    for (const std::string& spelling : SpellingsOf(*other)) {
      if (fresh.count(Fold(Trim(spelling))) != 0) return true;
    }
  }
  bool takes = false;
  log.VisitSummaries(
      [&](const calls::CallSummary& call) { takes = takes || fresh.count(Fold(Trim(call.account))) != 0; });
  return takes;
}

std::map<std::string, std::int64_t, std::less<>> CallsByAccount(const calls::CallLog& log) {
  std::map<std::string, std::int64_t, std::less<>> written;
  log.VisitSummaries([&written](const calls::CallSummary& call) {
    if (!call.account.empty()) ++written[call.account];
  });
  std::map<std::string, std::int64_t, std::less<>> out;
  for (const auto& [reference, count] : written) {
    if (const auto account = log.FindAccount(reference)) out[account->id] += count;
  }
  return out;
}

}  // namespace

Result<std::vector<Service::AccountView>> Service::ListAccounts(const Caller& caller) {
  if (!May(caller.role, Action::kReadCalls)) return Forbidden("see accounts");
  const auto sight = state_->LookAs(caller, true);
  if (!sight.ok()) return sight.error();
  const auto accounts = state_->calls.Accounts();
  if (!accounts.ok()) return accounts.error();
  const auto counts = CallsByAccount(*sight->log);
  std::vector<AccountView> out;
  for (const TeamAccount& known : *accounts) {
    const Level level = sight->OfAccount(known.account.id).level;
    if (level < Level::kAlias) continue;
    const auto count = counts.find(known.account.id);
    out.push_back({.account = Disclose(known.account, *sight->pseudonyms, level),
                   .level = level,
                   .version = known.version,
                   .calls = count == counts.end() ? 0 : count->second});
  }
  // In no order that would tell names.
  std::sort(out.begin(), out.end(),
            [](const AccountView& a, const AccountView& b) { return a.account.id < b.account.id; });
  return out;
}

Result<Service::AccountView> Service::ReadAccount(const Caller& caller, std::string_view id) {
  if (!May(caller.role, Action::kReadCalls)) return Forbidden("see accounts");
  const auto views = ListAccounts(caller);
  if (!views.ok()) return views.error();
  for (const AccountView& view : *views) {
    if (view.account.id == id) return view;
  }
  return Error{ErrorCode::kNotFound,
               StrCat("There is no account \xE2\x80\x9C", Printable(id), "\xE2\x80\x9D here.")};
}

Result<Sequence> Service::PutAccount(const Caller& caller, const Account& given,
                                     const Precondition& precondition) {
  if (!May(caller.role, Action::kLogCalls)) return Forbidden("change accounts");
  const auto sight = state_->LookAs(caller, true);
  if (!sight.ok()) return sight.error();
  Account account = given;
  account.path.clear();
  account.source = {};
  if (!calls::IsCallId(account.id)) {
    return Error{
        ErrorCode::kInvalid,
        "An account needs an id of small letters, digits, dots, hyphens and underscores, such as \"acme\"."};
  }
  const auto before = state_->calls.FindAccount(account.id);
  if (!before.ok() && before.error().code != ErrorCode::kNotFound) return before.error();
  const Account* was = before.ok() ? &before->account : nullptr;
  const bool decides = caller.role == Role::kDpo || caller.role == Role::kFounder;
  if (!decides) {
    if (was == nullptr) {
      if (account.owner.empty()) account.owner = caller.person;
      if (!IsOwner(caller, account.owner)) {
        return Forbidden("make an account in somebody else's name");
      }
    } else if (!sight->OfAccount(account.id).is_owner) {
      return Forbidden("change an account that is somebody else's");
    }
    if (TakesOver(account, was, *sight->log)) {
      return Error{ErrorCode::kForbidden,
                   "Calls or accounts of this name are in the log already. Ask a founder or your data "
                   "protection officer "
                   "to add the account, so that nobody makes others' calls their own by it."};
    }
  }
  const bool opens = was == nullptr || was->visibility != account.visibility || was->owner != account.owner ||
                     was->parent != account.parent || SpellingsOf(*was) != SpellingsOf(account) ||
                     was->alias != account.alias;
  std::vector<std::string> touched;
  if (opens && was != nullptr) touched = state_->CallsOfAccount(*sight->log, account.id);
  if (opens && was == nullptr) {
    // Calls that named it before it was there.
    const std::vector<std::string> spellings = SpellingsOf(account);
    sight->log->VisitSummaries([&](const calls::CallSummary& call) {
      const bool names = std::any_of(spellings.begin(), spellings.end(), [&](const std::string& spelling) {
        return Fold(Trim(spelling)) == Fold(Trim(call.account));
      });
      if (names) touched.push_back(call.id);
    });
  }
  Sequence version = 0;
  const Status written = state_->database->Write([&](Session& session) -> Status {
    const auto blocked = state_->eraser.IsBlocked(session, account);
    if (!blocked.ok()) return blocked.error();
    if (*blocked) {
      return Error{ErrorCode::kGone,
                   "This account was erased from the log for good, so it is not taken in again. Ask your "
                   "data protection "
                   "officer."};
    }
    const auto put = state_->calls.PutAccount(session, account, precondition, state_->Now());
    if (!put.ok()) return put.error();
    version = *put;
    const Status announced = state_->AnnounceAccess(session, touched);
    if (!announced.ok()) return announced;
    const bool switched = was != nullptr && was->visibility != account.visibility;
    return Append(session,
                  state_->Entry(caller,
                                was == nullptr ? "create"
                                : switched     ? "switch"
                                               : "replace",
                                StrCat("account:", account.id), was == nullptr ? account.owner : was->owner));
  });
  if (!written.ok()) return written.error();
  state_->Wrote(version);
  return version;
}

Result<Erased> Service::EraseAccount(const Caller& caller, std::string_view id, std::string_view reason) {
  if (caller.role != Role::kDpo) return Forbidden("erase an account");
  auto erased = state_->eraser.EraseAccount(id, state_->Now(), state_->NoteErasure(caller, reason));
  if (!erased.ok()) return erased;
  const Status noted = state_->database->Write([&](Session& session) {
    return Append(session, state_->Entry(caller, "erase", "account", "", reason));
  });
  if (!noted.ok()) return noted.error();
  return erased;
}

}  // namespace whyspec::team
