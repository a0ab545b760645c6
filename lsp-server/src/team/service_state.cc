#include "team/service_state.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "team/crypto.h"

namespace whyspec::team {

using sql::Session;

Error Forbidden(std::string_view what) {
  return {ErrorCode::kForbidden,
          StrCat("You may not ", what, ". Ask the owner of the call, or your data protection officer.")};
}

Error NoSuchCall(std::string_view id) {
  return {ErrorCode::kNotFound,
          StrCat("There is no call \xE2\x80\x9C", Printable(id), "\xE2\x80\x9D in the log.")};
}

Access Sight::OfAccount(std::string_view id) const {
  calls::Call any;
  any.account = std::string(id);
  return Of(any);
}

Service::State::State(Options given)
    : options(std::move(given)),
      database(options.database),
      calls(database),
      people(*database),
      specs(*database, calls),
      deliveries(*database),
      subscriptions(*database),
      eraser(*database, calls, specs),
      trail(*database) {}

Result<Sight> Service::State::LookAs(const Caller& caller, bool fresh) {
  Sequence at_least = 0;
  if (fresh) {
    const auto latest = calls.Latest();
    if (!latest.ok()) return latest.error();
    at_least = *latest;
  } else {
    const std::lock_guard lock(mutex_);
    at_least = written_;
  }
  auto log = calls.Log(at_least);
  if (!log.ok()) return log.error();
  auto grants = people.GrantsOf(caller, Now());
  if (!grants.ok()) return grants.error();
  Sight sight{.caller = caller, .log = *std::move(log), .grants = *std::move(grants), .today = Today()};
  const std::lock_guard lock(mutex_);
  if (known_log_ != sight.log) {
    known_pseudonyms_ = std::make_shared<const Pseudonyms>(pseudonym_key, *sight.log);
    known_log_ = sight.log;
  }
  sight.pseudonyms = known_pseudonyms_;
  return sight;
}

void Service::State::Wrote(Sequence version) {
  const std::lock_guard lock(mutex_);
  written_ = std::max(written_, version);
}

AuditEntry Service::State::Entry(const Caller& caller, std::string_view action, std::string object,
                                 std::string owner, std::string_view reason) const {
  return {.at_ms = Now(),
          .actor = caller.person.empty() ? caller.token_id : caller.person,
          .role = std::string(Name(caller.role)),
          .action = std::string(action),
          .object = std::move(object),
          .owner = std::move(owner),
          .level = "",
          .reason = Shorten(reason, 500)};
}

Status Service::State::NoteView(const Sight& sight, std::string_view action, const calls::Call& call,
                                const Disclosed& shown) {
  if (shown.level < Level::kAlias) return Done{};
  const bool words =
      !shown.call.notes.empty() || std::any_of(shown.call.turns.begin(), shown.call.turns.end(),
                                               [](const calls::Turn& turn) { return !turn.text.empty(); });
  if (!words) return Done{};
  AuditEntry entry = Entry(sight.caller, action, StrCat("call:", call.id), FactsOf(call, *sight.log).owner);
  entry.level = std::string(Name(shown.level));
  return trail.Add({std::move(entry)});
}

std::vector<TurnRange> Service::State::ExcerptsOf(const calls::Call& call,
                                                  const std::vector<SpecStore::Cited>& cited) {
  std::vector<TurnRange> ranges;
  const auto count = static_cast<std::uint32_t>(call.turns.size());
  for (const SpecStore::Cited& citation : cited) {
    if (citation.call != call.id || !citation.first_turn || !citation.last_turn) continue;
    const std::uint32_t first = *citation.first_turn;
    if (first >= count || *citation.last_turn < first) continue;
    const std::uint32_t last = std::min({*citation.last_turn, count - 1, first + kMostCitedTurns - 1});
    ranges.push_back({first - std::min(first, kAround), std::min(last + kAround, count - 1)});
  }
  std::sort(ranges.begin(), ranges.end(), [](TurnRange a, TurnRange b) { return a.first < b.first; });
  std::vector<TurnRange> out;
  for (const TurnRange range : ranges) {
    if (!out.empty() && range.first <= out.back().last + 1) {
      out.back().last = std::max(out.back().last, range.last);
    } else {
      out.push_back(range);
    }
  }
  std::uint32_t left = kMostExcerptTurns;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::uint32_t length = out[i].last - out[i].first + 1;
    if (length <= left) {
      left -= length;
      continue;
    }
    if (left > 0) {
      out[i].last = out[i].first + left - 1;
      ++i;
    }
    out.resize(i);
    break;
  }
  return out;
}

Result<std::vector<SpecStore::Cited>> Service::State::CitedOf(const Sight& sight,
                                                              const std::vector<std::string>& ids) {
  std::vector<SpecStore::Cited> out;
  if (ids.empty()) return out;
  auto cited = specs.CitedOf(ids);
  if (!cited.ok() || cited->empty()) return cited;
  std::set<std::string> citing;
  for (const SpecStore::Cited& citation : *cited) citing.insert(citation.spec);
  const auto calls_of = specs.CallsOf(citing);
  if (!calls_of.ok()) return calls_of.error();
  std::map<std::string, std::optional<calls::Redaction>> names;  // by call; unset: may be known
  std::map<std::string, std::string> titles;
  for (SpecStore::Cited& citation : *cited) {
    const auto [title, is_new] = titles.try_emplace(citation.spec, citation.title);
    const auto of_spec = calls_of->find(citation.spec);
    if (is_new && of_spec != calls_of->end()) {
      for (const std::string& id : of_spec->second) {
        const auto [withheld, is_new_call] = names.try_emplace(id);
        if (is_new_call) {
          const auto found = FindLiving(id);
          const bool gone = !found.ok() && (found.error().code == ErrorCode::kGone ||
                                            found.error().code == ErrorCode::kNotFound);
          if (!found.ok() && !gone) return found.error();
          if (found.ok() && sight.Of(*found->call).level < Level::kNamed) {
            withheld->second = NamesOf(*found->call, *sight.log, *sight.pseudonyms);
          }
        }
        if (withheld->second) title->second = withheld->second->Apply(title->second);
      }
    }
    citation.title = title->second;
  }
  return cited;
}

Result<CallView> Service::State::ViewOf(const Sight& sight, const TeamCall& known,
                                        const std::vector<SpecStore::Cited>& cited, bool words) const {
  const calls::Call& call = *known.call;
  const Access access = sight.Of(call);
  CallView view{
      .disclosed = sight.Show(call, access, words ? ExcerptsOf(call, cited) : std::vector<TurnRange>()),
      .version = known.version,
      .updated_ms = known.updated_ms,
      .is_owner = access.is_owner};
  if (!words) {
    view.disclosed.text_is_partial = view.disclosed.level >= Level::kAlias && !call.turns.empty();
    view.disclosed.call.turns.clear();
    view.disclosed.call.notes.clear();
  }
  if (!May(sight.caller.role, Action::kReadSpecs)) return view;
  for (const SpecStore::Cited& citation : cited) {
    if (citation.call != call.id) continue;
    view.cited_by.push_back({.spec = citation.spec,
                             .title = citation.title,
                             .status = citation.status,
                             .first_turn = citation.first_turn,
                             .last_turn = citation.last_turn});
  }
  return view;
}

Result<TeamCall> Service::State::FindLiving(std::string_view id) {
  auto found = calls.Find(id);
  if (!found.ok()) {
    if (found.error().code == ErrorCode::kNotFound) return NoSuchCall(id);
    return found.error();
  }
  const calls::Call& call = *found->call;
  // A call whose words its source deleted is there; an erased one is nothing but its id.
  if (call.transcript_status == calls::TranscriptStatus::kGone && call.account.empty() &&
      call.owner.empty() && call.participants.empty() && call.source.id.empty() && !call.started_at_ms) {
    return Error{ErrorCode::kGone, StrCat("\xE2\x80\x9C", Printable(id),
                                          "\xE2\x80\x9D was erased for good. Remove its citations.")};
  }
  return found;
}

Status Service::State::Tell(Session& session, std::string_view event, std::string_view key,
                            const std::function<std::string(std::string_view owner)>& data_for) {
  const auto hooks = Subscriptions::List(session);
  if (!hooks.ok()) return hooks.error();
  for (const Subscription& hook : *hooks) {
    const bool wants =
        hook.events.empty() || std::find(hook.events.begin(), hook.events.end(), event) != hook.events.end();
    if (!wants) continue;
    const std::string data = data_for(hook.owner);
    if (data.empty()) continue;
    const auto queued =
        deliveries.Enqueue(session, {.direction = Direction::kOut,
                                     .kind = hook.id,
                                     .key = std::string(key),
                                     .body = StrCat("{\"type\":\"", event, "\",\"timestamp\":\"",
                                                    FormatInstant(Now()), "\",\"data\":", data, "}"),
                                     .at_ms = Now()});
    if (!queued.ok()) return queued.error();
  }
  return Done{};
}

Status Service::State::AnnounceAccess(Session& session, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    const auto announced = calls.Announce(session, ChangeKind::kAccessChanged, id, Now());
    if (!announced.ok()) return announced.error();
  }
  return Done{};
}

Eraser::Also Service::State::NoteErasure(const Caller& caller, std::string_view reason) {
  return [this, caller, why = std::string(reason)](Session& session, const Erased& erased,
                                                   const std::vector<std::string>& owners) -> Status {
    for (std::size_t i = 0; i < erased.calls.size(); ++i) {
      const std::string& call = erased.calls[i];
      const std::string owner = i < owners.size() ? owners[i] : "";
      const Status noted = Append(session, Entry(caller, "erase", StrCat("call:", call), owner, why));
      if (!noted.ok()) return noted;
      const Status told =
          Tell(session, "call.erased", StrCat("call.erased:", call), [&](std::string_view of) {
            if (!of.empty() && Fold(of) != Fold(owner)) return std::string();
            return nlohmann::json{{"call", call}, {"specs", erased.specs}}.dump(
                -1, ' ', false, nlohmann::json::error_handler_t::replace);
          });
      if (!told.ok()) return told;
    }
    return Done{};
  };
}

std::string Service::State::OpaqueId(const calls::Call& call) const {
  constexpr std::string_view kLetters = "23456789abcdefghjkmnpqrstuvwxyz2";
  const std::string bytes = call.source.id.empty()
                                ? RandomBytes(32)
                                : HmacSha256(call_id_key, StrCat(call.source.system, "\n", call.source.id));
  std::string tail;
  for (std::size_t i = 0; i < 8; ++i) tail += kLetters[static_cast<unsigned char>(bytes[i]) % 32];
  if (!call.started_at_ms) return StrCat("call-", tail);
  return StrCat("call-", FormatDate(DateOfInstant(*call.started_at_ms)), "-", tail);
}

std::vector<std::string> Service::State::CallsOfAccount(const calls::CallLog& log,
                                                        std::string_view account) const {
  std::vector<std::string> out;
  std::map<std::string, bool> within;  // by the account as calls write it
  log.VisitSummaries([&](const calls::CallSummary& call) {
    const auto [found, is_new] = within.try_emplace(call.account, false);
    if (is_new) {
      calls::Call any;
      any.account = call.account;
      const std::vector<std::string> chain = FactsOf(any, log).account_and_parents;
      found->second = std::find(chain.begin(), chain.end(), account) != chain.end();
    }
    if (found->second) out.push_back(call.id);
  });
  return out;
}

}  // namespace whyspec::team
