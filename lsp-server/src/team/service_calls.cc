// Calls: read, listed, logged, changed, erased.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/read_call.h"
#include "calls/write_call.h"
#include "data/value.h"
#include "team/service_state.h"

namespace whyspec::team {
namespace {

using calls::Call;
using sql::Session;

constexpr std::size_t kMostTurns = 50'000;
constexpr std::size_t kMostPeople = 1'000;
constexpr std::size_t kMostBytes = 16 * 1024 * 1024;
constexpr std::size_t kMostListed = 200;
constexpr int kTries = 4;

Status Fits(const Call& call) {
  std::size_t bytes = call.title.size() + call.notes.size();
  for (const calls::Turn& turn : call.turns) bytes += turn.text.size() + turn.speaker.size();
  for (const calls::Participant& who : call.participants) {
    bytes += who.id.size() + who.name.size() + who.email.size() + who.persona.size() + who.title.size();
  }
  for (const std::string& tag : call.tags) bytes += tag.size();
  if (call.turns.size() > kMostTurns || call.participants.size() > kMostPeople || bytes > kMostBytes) {
    return Error{ErrorCode::kTooLarge, StrCat("The call is too large to log: at most ", kMostTurns,
                                              " turns, ", kMostPeople, " people and 16 MiB of text.")};
  }
  return Done{};
}

Error WasErased() {
  return {ErrorCode::kGone,
          "This call, a person in it or its account was erased from the log for good, so it is not taken in "
          "again. "
          "Remove it where it comes from, or ask your data protection officer."};
}

// Whatever is the file's, not the log's.
Call Unfiled(Call call) {
  call.path.clear();
  call.sidecar_path.clear();
  // Addresses are found as they are compared.
  if (call.owner.find('@') != std::string::npos) call.owner = Fold(Trim(call.owner));
  call.id_source = {};
  call.account_source = {};
  for (calls::Participant& who : call.participants) who.source = {};
  for (calls::Turn& turn : call.turns) turn.source = {};
  return call;
}

}  // namespace

Result<CallView> Service::ReadCall(const Caller& caller, std::string_view id) {
  if (!May(caller.role, Action::kReadCalls)) return Forbidden("read calls");
  const auto sight = state_->LookAs(caller);
  if (!sight.ok()) return sight.error();
  const auto found = state_->FindLiving(id);
  if (!found.ok()) return found.error();
  const auto cited = state_->CitedOf(*sight, {found->call->id});
  if (!cited.ok()) return cited.error();
  auto view = state_->ViewOf(*sight, *found, *cited, true);
  if (!view.ok()) return view;
  const Status noted = state_->NoteView(*sight, "view", *found->call, view->disclosed);
  if (!noted.ok()) return noted.error();
  return view;
}

Result<Service::CallPage> Service::ListCalls(const Caller& caller, const CallFilter& filter,
                                             std::string_view cursor, std::size_t limit) {
  if (!May(caller.role, Action::kReadCalls)) return Forbidden("read calls");
  const auto sight = state_->LookAs(caller);
  if (!sight.ok()) return sight.error();
  limit = std::clamp<std::size_t>(limit, 1, kMostListed);
  // Who asks for an account by a name they may not know would learn whose calls they are: a name
  // finds calls that show it, a pseudonym finds the others.
  CallFilter asked = filter;
  bool by_pseudonym = false;
  if (asked.account.starts_with(Pseudonyms::kPrefix)) {
    for (const auto& account : sight->log->Accounts()) {
      if (sight->pseudonyms->OfAccount(account->id) != asked.account) continue;
      asked.account = account->id;
      by_pseudonym = true;
      break;
    }
  }
  const auto is_shown = [&](const TeamCall& known) {
    const Access access = sight->Of(*known.call);
    if (access.level >= Level::kTranscript) return true;
    if (!filter.source_system.empty()) return false;
    if (access.level >= Level::kNamed) return true;
    if (!filter.owner.empty()) return false;
    return filter.account.empty() || (by_pseudonym && access.level >= Level::kAlias);
  };
  CallPage page{.next = std::string(cursor)};
  // Pages of the store until one has something for this caller.
  constexpr int kMostPages = 20;
  std::vector<TeamCall> shown;
  for (int i = 0; i < kMostPages; ++i) {
    auto stored = state_->calls.List(asked, page.next, limit);
    if (!stored.ok()) return stored.error();
    page.next = stored->next;
    for (TeamCall& known : stored->calls) {
      if (is_shown(known)) shown.push_back(std::move(known));
    }
    if (page.next.empty() || !shown.empty()) break;
  }
  if (shown.empty()) return page;
  std::vector<std::string> ids;
  for (const TeamCall& known : shown) ids.push_back(known.call->id);
  const auto cited = state_->CitedOf(*sight, ids);
  if (!cited.ok()) return cited.error();
  for (const TeamCall& known : shown) {
    auto view = state_->ViewOf(*sight, known, *cited, false);
    if (!view.ok()) return view.error();
    page.calls.push_back(*std::move(view));
  }
  return page;
}

Result<Service::State::Place> Service::State::PlaceOf(const Sight& sight, Call call, From from) {
  const Status fits = Fits(call);
  if (!fits.ok()) return fits.error();
  Place place{.call = Unfiled(std::move(call))};
  Call& placed = place.call;
  const Caller& caller = sight.caller;
  if (!placed.id.empty() && !calls::IsCallId(placed.id)) {
    return Error{ErrorCode::kInvalid,
                 StrCat("\xE2\x80\x9C", Printable(Shorten(placed.id, 80)),
                        "\xE2\x80\x9D cannot be the id of a call: small letters, digits, dots, hyphens "
                        "and underscores, beginning with a letter or digit.")};
  }
  if (!placed.embargo_until.empty() && placed.embargo_until != "closed" && !ParseDate(placed.embargo_until)) {
    return Error{ErrorCode::kInvalid,
                 "An embargo ends on a day, written as 2026-07-13, or with the sale: \"closed\"."};
  }
  if (!placed.source.system.empty() && !placed.source.id.empty()) {
    auto known = calls.FindBySource(placed.source.system, placed.source.id);
    if (!known.ok()) return known.error();
    if (*known && (*known)->call->transcript_status == calls::TranscriptStatus::kGone &&
        (*known)->call->source.id.empty()) {
      return WasErased();
    }
    if (*known && (placed.id.empty() || from != From::kPerson || (*known)->call->id == placed.id)) {
      place.by_source = placed.id.empty() || from != From::kPerson;
      place.before = **std::move(known);
    } else if (*known) {
      return Error{ErrorCode::kConflict, StrCat("This recording is in the log already, as \xE2\x80\x9C",
                                                (*known)->call->id, "\xE2\x80\x9D.")};
    }
  }
  const bool names_somebody =
      !placed.id.empty() && !place.before && !NamesInId(placed, *sight.log, *sight.pseudonyms).empty();
  // Importers make ids of file names, which people make of customers' names.
  if (from != From::kPerson && !place.before && (placed.id.empty() || names_somebody)) placed.id.clear();
  if (placed.id.empty() && !place.before) placed.id = OpaqueId(placed);
  if (!place.before) {
    auto known = calls.Find(placed.id);
    if (known.ok()) {
      auto living = FindLiving(placed.id);
      if (!living.ok()) return WasErased();
      if (from == From::kPerson) {
        place.before = *std::move(living);
      } else {
        // Another call has it: this one gets an id of its own.
        placed.id = OpaqueId(placed);
      }
    } else if (known.error().code == ErrorCode::kGone) {
      return WasErased();
    } else if (known.error().code != ErrorCode::kNotFound) {
      return known.error();
    }
  }
  if (from == From::kWebhook) return place;
  if (place.before) {
    const bool may = caller.role == Role::kDpo || sight.Of(*place.before->call).is_owner;
    if (!may) return Forbidden("change a call that is somebody else's");
    if (placed.owner.empty()) placed.owner = place.before->call->owner;
  } else {
    if (placed.owner.empty()) placed.owner = caller.person;
    if (caller.role == Role::kSales && !IsOwner(caller, placed.owner)) {
      return Forbidden("log a call in somebody else's name");
    }
    if (from == From::kPerson && names_somebody) {
      place.remark = NamesInId(placed, *sight.log, *sight.pseudonyms);
      options.log(place.remark);
    }
  }
  return place;
}

Precondition Service::State::MustFind(const Place& place) {
  if (place.before) return {.version = place.before->version};
  return {.absent = true};
}

Result<CallStore::PutResult> Service::State::Write(Session& session, const Sight& sight, const Place& place,
                                                   const Precondition& must, From from) {
  const auto blocked = eraser.IsBlocked(session, place.call);
  if (!blocked.ok()) return blocked.error();
  if (*blocked) return WasErased();
  const bool whole = place.before && !place.by_source;
  auto put =
      whole ? calls.Replace(session, place.call, must, Now()) : calls.Put(session, place.call, must, Now());
  if (!put.ok() || !put->changed) return put;
  put->remark = place.remark;
  const std::string_view action = from != From::kPerson ? "import" : put->created ? "create" : "replace";
  const Call& filed = place.before ? *place.before->call : place.call;
  const Status noted = Append(
      session, Entry(sight.caller, action, StrCat("call:", put->id), FactsOf(filed, *sight.log).owner));
  if (!noted.ok()) return noted.error();
  return put;
}

Result<CallStore::PutResult> Service::State::Log(const Caller& caller, Call call,
                                                 const Precondition& precondition, From from) {
  const bool is_free = !precondition.version && !precondition.absent;
  for (int attempt = 1;; ++attempt) {
    const auto sight = LookAs(caller);
    if (!sight.ok()) return sight.error();
    auto place = PlaceOf(*sight, call, from);
    if (!place.ok()) return place.error();
    // What was decided holds for what stood there: if somebody was quicker, it is decided anew.
    const Precondition must = is_free ? MustFind(*place) : precondition;
    CallStore::PutResult result;
    const Status written = database->Write([&](Session& session) -> Status {
      auto put = Write(session, *sight, *place, must, from);
      if (!put.ok()) return put.error();
      result = *std::move(put);
      return Done{};
    });
    if (written.ok()) return result;
    if (written.error().code != ErrorCode::kConflict || !is_free || attempt == kTries) return written.error();
  }
}

Result<CallStore::PutResult> Service::PutCall(const Caller& caller, Call call,
                                              const Precondition& precondition) {
  if (!May(caller.role, Action::kLogCalls)) return Forbidden("log calls");
  return state_->Log(caller, std::move(call), precondition, State::From::kPerson);
}

Result<TeamCall> Service::State::FindOwn(const Sight& sight, std::string_view id, std::string_view what) {
  auto found = FindLiving(id);
  if (!found.ok()) return found;
  if (sight.caller.role != Role::kDpo && !sight.Of(*found->call).is_owner) return Forbidden(what);
  return found;
}

Result<Sequence> Service::State::Rewrite(const Sight& sight, const TeamCall& before, const Call& call,
                                         const Precondition& precondition, std::string_view action,
                                         std::string_view reason) {
  Precondition must = precondition;
  if (!must.version) must.version = before.version;
  Sequence version = before.version;
  const Status written = database->Write([&](Session& session) -> Status {
    const auto blocked = eraser.IsBlocked(session, call);
    if (!blocked.ok()) return blocked.error();
    if (*blocked) return WasErased();
    const auto put = calls.Replace(session, call, must, Now());
    if (!put.ok()) return put.error();
    version = put->version;
    if (!put->changed) return Done{};
    return Append(session, Entry(sight.caller, action, StrCat("call:", call.id),
                                 FactsOf(*before.call, *sight.log).owner, reason));
  });
  if (!written.ok()) return written.error();
  return version;
}

Result<CallStore::PutResult> Service::PatchCall(const Caller& caller, std::string_view id,
                                                std::string_view json_merge_patch,
                                                const Precondition& precondition) {
  if (!May(caller.role, Action::kLogCalls)) return Forbidden("change calls");
  const auto sight = state_->LookAs(caller);
  if (!sight.ok()) return sight.error();
  const auto found = state_->FindOwn(*sight, id, "change a call that is somebody else's");
  if (!found.ok()) return found.error();
  const data::Parsed checked = data::ParseJson(json_merge_patch);
  const auto patch = checked.ok() ? nlohmann::json::parse(json_merge_patch, nullptr, false)
                                  : nlohmann::json(nlohmann::json::value_t::discarded);
  if (patch.is_discarded() || !patch.is_object()) {
    return Error{ErrorCode::kInvalid,
                 "What is to change is told as a JSON object with the fields of the call record: {\"title\": "
                 "\"Renewal\"}."};
  }
  const Call& before = *found->call;
  if (patch.contains("id") && patch["id"] != before.id) {
    return Error{ErrorCode::kInvalid, "The id of a call stays: specs cite it."};
  }
  const std::string record = calls::WriteCall(before);
  auto json = nlohmann::json::parse(record, nullptr, false);
  if (json.is_discarded()) return Error{ErrorCode::kUnreadable, "The call as it stands cannot be read."};
  json.merge_patch(patch);
  const std::string path = StrCat("/", before.id, ".json");
  const std::string bytes = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  const calls::ReadCallResult was = calls::ReadCall({.path = path, .bytes = record});
  const calls::ReadCallResult read = calls::ReadCall({.path = path, .bytes = bytes});
  for (const calls::Problem& problem : read.problems) {
    const bool known =
        std::any_of(was.problems.begin(), was.problems.end(),
                    [&](const calls::Problem& other) { return other.message == problem.message; });
    if (!known) return Error{ErrorCode::kInvalid, problem.message};
  }
  if (!read.call || read.call->id != before.id) {
    return Error{ErrorCode::kInvalid, "With this change it would be no call record any more."};
  }
  const Status fits = Fits(*read.call);
  if (!fits.ok()) return fits.error();
  Precondition must = precondition;
  if (must.absent) return Error{ErrorCode::kConflict, "The call is there already."};
  const auto version = state_->Rewrite(*sight, *found, Unfiled(*read.call), must, "replace", "");
  if (!version.ok()) return version.error();
  return CallStore::PutResult{
      .id = before.id, .version = *version, .created = false, .changed = *version != found->version};
}

Result<Erased> Service::EraseCall(const Caller& caller, std::string_view id, std::string_view reason) {
  if (!May(caller.role, Action::kErase)) return Forbidden("erase calls");
  const auto sight = state_->LookAs(caller);
  if (!sight.ok()) return sight.error();
  const auto found = state_->FindOwn(*sight, id, "erase a call that is somebody else's");
  if (!found.ok()) return found.error();
  return state_->eraser.EraseCall(found->call->id, state_->Now(), state_->NoteErasure(caller, reason));
}

Result<bool> Service::EraseBySource(std::string_view vendor, std::string_view source_id) {
  const auto known = state_->calls.FindBySource(vendor, source_id);
  if (!known.ok()) return known.error();
  if (!*known) return false;
  const Caller webhook{.token_id = StrCat("webhook:", vendor)};
  const auto erased = state_->eraser.EraseCall((*known)->call->id, state_->Now(),
                                               state_->NoteErasure(webhook, "erased at its source"));
  if (!erased.ok()) {
    if (erased.error().code == ErrorCode::kGone || erased.error().code == ErrorCode::kNotFound) return false;
    return erased.error();
  }
  return true;
}

}  // namespace whyspec::team
