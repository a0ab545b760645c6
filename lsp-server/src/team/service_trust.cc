// Who may see what: the owner's switch, grants, tokens, erasure, the audit log, webhooks out.
#include <algorithm>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "team/service_state.h"

namespace whyspec::team {

using sql::Session;

Result<CallView> Service::SwitchCall(const Caller& caller, std::string_view id, const Switch& to) {
  const auto sight = state_->LookAs(caller);
  if (!sight.ok()) return sight.error();
  const auto found = state_->FindOwn(*sight, id, "say who may see a call that is somebody else's");
  if (!found.ok()) return found.error();
  calls::Call call = *found->call;
  if (to.level) call.visibility = *to.level;
  if (to.embargo_until) {
    if (!to.embargo_until->empty() && *to.embargo_until != "closed" && !ParseDate(*to.embargo_until)) {
      return Error{ErrorCode::kInvalid,
                   "An embargo ends on a day, written as 2026-07-13, or with the sale: \"closed\"."};
    }
    call.embargo_until = *to.embargo_until;
  }
  if (to.consent) call.consent = *to.consent;
  if (to.retention_until) call.retention_until = *to.retention_until;
  const auto version = state_->Rewrite(*sight, *found, call, {}, "switch", to.reason);
  if (!version.ok()) return version.error();
  const auto written = state_->FindLiving(id);
  if (!written.ok()) return written.error();
  const auto cited = state_->CitedOf(*sight, {call.id});
  if (!cited.ok()) return cited.error();
  return state_->ViewOf(*sight, *written, *cited, false);
}

Result<std::vector<Grant>> Service::ListGrants(const Caller& caller, std::string_view call) {
  if (!May(caller.role, Action::kGrant)) return Forbidden("see to whom calls are open");
  const auto sight = state_->LookAs(caller);
  if (!sight.ok()) return sight.error();
  const auto found = state_->FindOwn(*sight, call, "see to whom somebody else's call is open");
  if (!found.ok()) return found.error();
  return state_->people.Grants(found->call->id, FactsOf(*found->call, *sight->log).account_and_parents);
}

Result<Grant> Service::OpenCall(const Caller& caller, const Grant& grant) {
  if (!May(caller.role, Action::kGrant)) return Forbidden("open calls to others");
  const auto sight = state_->LookAs(caller, true);
  if (!sight.ok()) return sight.error();
  Grant wanted = grant;
  wanted.by = caller.person.empty() ? caller.token_id : caller.person;
  wanted.at_ms = state_->Now();
  std::string owner;
  std::vector<std::string> touched;
  if (!wanted.call.empty()) {
    const auto found = state_->FindOwn(*sight, wanted.call, "open a call that is somebody else's");
    if (!found.ok()) return found.error();
    wanted.call = found->call->id;
    owner = FactsOf(*found->call, *sight->log).owner;
    touched.push_back(wanted.call);
  } else if (!wanted.account.empty()) {
    const auto account = sight->log->FindAccount(wanted.account);
    const bool may =
        account != nullptr && (caller.role == Role::kDpo || sight->OfAccount(account->id).is_owner);
    if (!may) return Forbidden("open calls of an account that is somebody else's");
    wanted.account = account->id;
    owner = account->owner;
    touched = state_->CallsOfAccount(*sight->log, account->id);
  }
  Grant made;
  const Status written = state_->database->Write([&](Session& session) -> Status {
    auto opened = People::Open(session, wanted);
    if (!opened.ok()) return opened.error();
    made = *std::move(opened);
    const Status announced = state_->AnnounceAccess(session, touched);
    if (!announced.ok()) return announced;
    AuditEntry entry = state_->Entry(
        caller, "grant", made.call.empty() ? StrCat("account:", made.account) : StrCat("call:", made.call),
        owner, StrCat("to ", made.role ? StrCat("role ", Name(*made.role)) : made.person));
    entry.level = std::string(Name(made.level));
    return Append(session, entry);
  });
  if (!written.ok()) return written.error();
  return made;
}

Status Service::CloseGrant(const Caller& caller, std::string_view call, std::int64_t grant) {
  if (!May(caller.role, Action::kGrant)) return Forbidden("close calls to others");
  const auto sight = state_->LookAs(caller, true);
  if (!sight.ok()) return sight.error();
  const auto found = state_->FindOwn(*sight, call, "close a call that is somebody else's");
  if (!found.ok()) return found.error();
  const AccessFacts facts = FactsOf(*found->call, *sight->log);
  const auto grants = state_->people.Grants(found->call->id, facts.account_and_parents);
  if (!grants.ok()) return grants.error();
  const auto known =
      std::find_if(grants->begin(), grants->end(), [&](const Grant& other) { return other.id == grant; });
  if (known == grants->end())
    return Error{ErrorCode::kNotFound, "The call is not open in this way (any more)."};
  std::vector<std::string> touched = {found->call->id};
  if (known->call.empty()) {
    // Who owns one call of an account does not decide for the others.
    if (caller.role != Role::kDpo && !sight->OfAccount(known->account).is_owner) {
      return Forbidden("close calls of an account that is somebody else's");
    }
    touched = state_->CallsOfAccount(*sight->log, known->account);
  }
  return state_->database->Write([&](Session& session) -> Status {
    const auto closed = People::Close(session, grant);
    if (!closed.ok()) return closed.error();
    if (!*closed) return Done{};
    const Status announced = state_->AnnounceAccess(session, touched);
    if (!announced.ok()) return announced;
    return Append(
        session,
        state_->Entry(caller, "revoke",
                      known->call.empty() ? StrCat("account:", known->account) : StrCat("call:", known->call),
                      facts.owner,
                      StrCat("from ", known->role ? StrCat("role ", Name(*known->role)) : known->person)));
  });
}

Result<std::vector<Service::Reader>> Service::WhoSees(const Caller& caller, std::string_view call) {
  if (!May(caller.role, Action::kGrant)) return Forbidden("see who sees a call");
  const auto sight = state_->LookAs(caller, true);
  if (!sight.ok()) return sight.error();
  const auto found = state_->FindOwn(*sight, call, "see who sees somebody else's call");
  if (!found.ok()) return found.error();
  const AccessFacts facts = FactsOf(*found->call, *sight->log);
  auto grants = state_->people.Grants(found->call->id, facts.account_and_parents);
  if (!grants.ok()) return grants.error();
  const std::int64_t now = state_->Now();
  grants->erase(
      std::remove_if(grants->begin(), grants->end(),
                     [now](const Grant& grant) { return grant.until_ms && *grant.until_ms <= now; }),
      grants->end());
  const auto tokens = state_->people.List();
  if (!tokens.ok()) return tokens.error();
  std::vector<Reader> readers;
  for (const Role role : kRoles) {
    Caller other;
    other.role = role;
    readers.push_back({.person = {}, .role = role, .access = Decide(other, *grants, facts, sight->today)});
  }
  std::vector<std::string> people = {facts.owner};
  for (const Grant& grant : *grants) people.push_back(grant.person);
  const std::size_t decided = people.size();
  people.insert(people.end(), facts.internal_people.begin(), facts.internal_people.end());
  std::set<std::string> known;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const std::string& person = people[i];
    if (Trim(person).empty() || !known.insert(Fold(Trim(person))).second) continue;
    Reader reader{.person = person, .role = std::nullopt, .access = {}};
    // Without a token they see nothing yet; with one, at least what the lowest role of people does.
    Caller other;
    other.person = person;
    other.role = Role::kEngineering;
    std::int64_t newest = 0;
    for (const Token& token : *tokens) {
      const bool holds = !token.revoked_ms && (!token.expires_ms || *token.expires_ms > now) &&
                         token.caller.role != Role::kCi && token.created_ms >= newest;
      if (!holds || Fold(Trim(token.caller.person)) != Fold(Trim(person))) continue;
      newest = token.created_ms;
      other = token.caller;
      reader.role = token.caller.role;
    }
    // Who was in the call is there by several spellings; one that nobody signs in with is nobody.
    if (i >= decided && !reader.role) continue;
    reader.access = Decide(other, *grants, facts, sight->today);
    readers.push_back(std::move(reader));
  }
  return readers;
}

Result<Erased> Service::ErasePerson(const Caller& caller, const Person& person, std::string_view reason) {
  if (caller.role != Role::kDpo) return Forbidden("erase a person");
  auto erased = state_->eraser.ErasePerson(person, state_->Now(), state_->NoteErasure(caller, reason));
  if (!erased.ok()) return erased;
  const Status noted = state_->database->Write([&](Session& session) {
    // That it was done, not of whom.
    return Append(session, state_->Entry(caller, "erase", "person", "", reason));
  });
  if (!noted.ok()) return noted.error();
  return erased;
}

Result<Eraser::Dossier> Service::FindPerson(const Caller& caller, const Person& person,
                                            std::string_view reason) {
  if (caller.role != Role::kDpo) return Forbidden("ask for all that is known of a person");
  auto dossier = state_->eraser.Find(person);
  if (!dossier.ok()) return dossier;
  const Status noted = state_->database->Write([&](Session& session) {
    return Append(session, state_->Entry(caller, "access-request", "person", "", reason));
  });
  if (!noted.ok()) return noted.error();
  return dossier;
}

Result<std::vector<AuditEntry>> Service::Audit(const Caller& caller, AuditFilter filter) {
  if (!May(caller.role, Action::kReadAudit)) return Forbidden("read the audit log");
  if (caller.role != Role::kDpo) {
    // Of their own calls, whatever they ask for.
    if (Trim(caller.person).empty()) return Forbidden("read the audit log");
    filter.owner = caller.person;
    filter.or_owner = caller.email;
  }
  const Status flushed = state_->trail.Flush();
  if (!flushed.ok()) return flushed.error();
  return ReadAudit(*state_->database, filter);
}

Result<NewToken> Service::CreateToken(const Caller& caller, const Caller& for_whom,
                                      std::optional<std::int64_t> expires_ms) {
  if (!May(caller.role, Action::kManageTokens)) return Forbidden("make tokens");
  if (for_whom.role != Role::kCi && Trim(for_whom.person).empty()) {
    return Error{ErrorCode::kInvalid,
                 "A token is somebody's: say whose, as calls name their owner (\"alex\")."};
  }
  if (expires_ms && *expires_ms <= state_->Now()) {
    return Error{ErrorCode::kInvalid, "The token would have expired already. Name a day to come."};
  }
  auto made = state_->people.Create(for_whom, expires_ms, state_->Now());
  if (!made.ok()) return made;
  const Status noted = state_->database->Write([&](Session& session) {
    return Append(session, state_->Entry(caller, "token", StrCat("token:", made->token.id), "",
                                         StrCat("for ", for_whom.person, " as ", Name(for_whom.role))));
  });
  if (!noted.ok()) return noted.error();
  return made;
}

Result<std::vector<Token>> Service::ListTokens(const Caller& caller) {
  if (!May(caller.role, Action::kManageTokens)) return Forbidden("see tokens");
  return state_->people.List();
}

Status Service::RevokeToken(const Caller& caller, std::string_view id) {
  if (!May(caller.role, Action::kManageTokens)) return Forbidden("revoke tokens");
  const Status revoked = state_->people.Revoke(id, state_->Now());
  if (!revoked.ok()) return revoked;
  return state_->database->Write([&](Session& session) {
    return Append(session, state_->Entry(caller, "token", StrCat("token:", id), "", "revoked"));
  });
}

Result<Subscription> Service::AddHook(const Caller& caller, const Subscription& subscription) {
  if (!May(caller.role, Action::kManageHooks)) return Forbidden("have events sent elsewhere");
  auto added = state_->subscriptions.Add(subscription);
  if (!added.ok()) return added;
  const Status noted = state_->database->Write([&](Session& session) {
    return Append(session, state_->Entry(caller, "hook", StrCat("hook:", added->id), "", "added"));
  });
  if (!noted.ok()) return noted.error();
  return added;
}

Result<std::vector<Subscription>> Service::ListHooks(const Caller& caller) {
  if (!May(caller.role, Action::kManageHooks)) return Forbidden("see where events are sent");
  auto hooks = state_->subscriptions.List();
  if (!hooks.ok()) return hooks;
  for (Subscription& hook : *hooks) hook.secret.clear();
  return hooks;
}

Status Service::RemoveHook(const Caller& caller, std::string_view id) {
  if (!May(caller.role, Action::kManageHooks)) return Forbidden("change where events are sent");
  const auto removed = state_->subscriptions.Remove(id);
  if (!removed.ok()) return removed.error();
  if (!*removed) return Error{ErrorCode::kNotFound, "There is no such webhook."};
  return state_->database->Write([&](Session& session) {
    return Append(session, state_->Entry(caller, "hook", StrCat("hook:", id), "", "removed"));
  });
}

}  // namespace whyspec::team
