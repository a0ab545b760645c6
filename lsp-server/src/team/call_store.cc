// The writing side: see call_reads.cc for the other.
#include "team/call_store.h"

#include <array>
#include <random>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "calls/update_call.h"
#include "calls/write_call.h"
#include "team/call_record.h"
#include "team/call_rows.h"
#include "team/call_store_state.h"

namespace whyspec::team {
namespace {

constexpr std::size_t kMostIdBytes = 200;
// An index cannot hold longer ones.
constexpr std::size_t kMostSourceBytes = 500;
constexpr int kMostTries = 4;

constexpr std::array<std::string_view, 7> kKinds = {
    "call.put", "call.erased", "account.put", "account.erased", "spec.put", "spec.removed", "access.changed"};

Error Invalid(std::string message) { return {ErrorCode::kInvalid, std::move(message)}; }

Status CheckPrecondition(const Precondition& precondition, std::optional<Sequence> version,
                         std::string_view what, std::string_view id) {
  if (precondition.absent && version) {
    return Error{ErrorCode::kConflict, StrCat("There is ", what, " ", Printable(id), " already.")};
  }
  if (precondition.version && precondition.version != version) {
    return Error{ErrorCode::kConflict,
                 version ? StrCat("Somebody changed ", what, " ", Printable(id),
                                  " after you read it. Read it again, then make your change.")
                         : StrCat("There is no ", what.substr(what.find(' ') + 1), " ", Printable(id),
                                  " to change any more.")};
  }
  return Done{};
}

Status CheckCall(const calls::Call& call) {
  if (!call.id.empty() && (!calls::IsCallId(call.id) || call.id.size() > kMostIdBytes)) {
    return Invalid(StrCat(
        "\"", Printable(Shorten(call.id, 60)),
        "\" cannot be the id of a call: use lower-case letters, digits, \".\", \"_\" and \"-\", at most ",
        kMostIdBytes, "."));
  }
  if (call.source.system.size() > kMostSourceBytes || call.source.id.size() > kMostSourceBytes) {
    return Invalid(StrCat("The source of a call (its system and id there) is at most ", kMostSourceBytes,
                          " characters long."));
  }
  return Done{};
}

// Letters and digits nobody chose before.
std::string RandomLetters() {
  std::random_device random;
  return HashHex(std::uint64_t{random()} << 32U | random()).substr(0, 8);
}

// An id for a call that has none, or one that is taken.
Result<std::string> FreeId(sql::Session& session, const calls::Call& call) {
  std::string wanted = call.id;
  if (wanted.empty()) {
    std::string words = call.account;
    if (call.started_at_ms) words += StrCat(' ', FormatInstant(*call.started_at_ms).substr(0, 10));
    if (words.empty()) words = call.title;
    wanted = calls::MakeCallId(Shorten(words, 80));
  }
  if (!calls::IsCallId(wanted) || wanted.size() > kMostIdBytes - 20) wanted = "call";
  std::string id = wanted;
  // A few in order, then one by chance: thousands of calls may want the same.
  for (int i = 2;; ++i) {
    const auto rows = session.Query("SELECT 1 FROM calls WHERE id = $1", {id});
    if (!rows.ok()) return rows.error();
    if (rows->empty()) return id;
    id = i <= kMostTries ? StrCat(wanted, "-", i) : StrCat(wanted, "-", RandomLetters());
  }
}

bool HasSource(const calls::Call& call) { return !call.source.system.empty() && !call.source.id.empty(); }

Result<std::string> RecordOf(const calls::Call& call) {
  std::string record = calls::WriteCall(call);
  if (record.size() > kMostRecordBytes) {
    return Error{ErrorCode::kTooLarge,
                 StrCat("The call ", Printable(call.id), " is larger than ", kMostRecordBytes >> 20U,
                        " MiB. No conversation is: look at what was sent.")};
  }
  return record;
}

}  // namespace

std::string_view Name(ChangeKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<ChangeKind> ParseChangeKind(std::string_view text) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds[i] == text) return static_cast<ChangeKind>(i);
  }
  return std::nullopt;
}

CallStore::CallStore(std::shared_ptr<sql::Database> database)
    : state_(std::make_unique<State>(std::move(database))) {}
CallStore::~CallStore() = default;

Result<CallStore::PutResult> CallStore::Put(sql::Session& session, const calls::Call& call,
                                            const Precondition& precondition, std::int64_t now_ms) {
  if (!HasSource(call)) {
    if (!call.id.empty()) return Replace(session, call, precondition, now_ms);
    if (const Status checked = CheckCall(call); !checked.ok()) return checked.error();
  } else if (const Status checked = CheckCall(call); !checked.ok()) {
    return checked.error();
  }
  auto counters = LockCounters(session);
  if (!counters.ok()) return counters.error();
  std::optional<CallRow> before;
  if (HasSource(call)) {
    auto found = FindRowBySource(session, call.source.system, call.source.id);
    if (!found.ok()) return found.error();
    before = std::move(found).value();
  }
  const auto version = before ? std::optional(before->version) : std::nullopt;
  if (const Status met = CheckPrecondition(precondition, version, "the call", before ? before->id : call.id);
      !met.ok()) {
    return met.error();
  }
  if (before) {
    calls::Call imported = call;
    if (imported.id.empty()) imported.id = before->id;
    calls::CallUpdate update = calls::UpdateCall(imported, StrCat(before->id, ".json"), before->record);
    if (!update.readable) {
      return Error{ErrorCode::kUnreadable,
                   StrCat("The call ", before->id, " is damaged in the database. Restore a backup of it.")};
    }
    PutResult result{.id = before->id, .version = before->version, .created = false, .changed = false};
    if (!update.changed) return result;
    const std::shared_ptr<const calls::Call> merged = ReadRecord(update.bytes);
    if (merged == nullptr || update.bytes.size() > kMostRecordBytes)
      return Invalid("The call cannot be kept.");
    if (const Status written = WriteRow(session, *counters, *merged, update.bytes, &*before, now_ms);
        !written.ok()) {
      return written.error();
    }
    state_->watch.Expect(counters->sequence);
    result.version = counters->sequence;
    result.changed = true;
    return result;
  }
  calls::Call added = call;
  auto id = FreeId(session, call);
  if (!id.ok()) return id.error();
  added.id = std::move(id).value();
  const auto record = RecordOf(added);
  if (!record.ok()) return record.error();
  if (const Status written = WriteRow(session, *counters, added, *record, nullptr, now_ms); !written.ok()) {
    return written.error();
  }
  state_->watch.Expect(counters->sequence);
  return PutResult{.id = added.id, .version = counters->sequence, .created = true};
}

Result<CallStore::PutResult> CallStore::Replace(sql::Session& session, const calls::Call& call,
                                                const Precondition& precondition, std::int64_t now_ms) {
  if (const Status checked = CheckCall(call); !checked.ok()) return checked.error();
  if (call.id.empty()) return Invalid("A call that replaces another needs its id.");
  auto counters = LockCounters(session);
  if (!counters.ok()) return counters.error();
  const auto before = FindRow(session, call.id);
  if (!before.ok()) return before.error();
  const bool is_gone = *before && (*before)->gone != calls::Gone::kNo;
  const bool is_there = *before && !is_gone;
  const auto version = is_there ? std::optional((*before)->version) : std::nullopt;
  if (const Status met = CheckPrecondition(precondition, version, "the call", call.id); !met.ok())
    return met.error();
  if (is_gone) {
    return Error{ErrorCode::kGone, StrCat("The call ", call.id, " was erased. Log it under another id.")};
  }
  if (HasSource(call)) {
    const auto other = FindRowBySource(session, call.source.system, call.source.id);
    if (!other.ok()) return other.error();
    if (*other && (*other)->id != call.id) {
      return Error{ErrorCode::kConflict, StrCat("The call ", (*other)->id, " has this source already.")};
    }
  }
  const auto record = RecordOf(call);
  if (!record.ok()) return record.error();
  PutResult result{.id = call.id, .version = version.value_or(0), .created = !is_there};
  if (is_there && (*before)->record == *record) {
    result.changed = false;
    return result;
  }
  const CallRow* old = is_there ? &**before : nullptr;
  if (const Status written = WriteRow(session, *counters, call, *record, old, now_ms); !written.ok()) {
    return written.error();
  }
  state_->watch.Expect(counters->sequence);
  result.version = counters->sequence;
  return result;
}

Result<bool> CallStore::Erase(sql::Session& session, std::string_view id, calls::Gone why,
                              std::int64_t now_ms) {
  auto counters = LockCounters(session);
  if (!counters.ok()) return counters.error();
  const auto before = FindRow(session, id);
  if (!before.ok()) return before.error();
  if (!*before || (*before)->gone != calls::Gone::kNo) return false;
  const calls::Gone gone = why == calls::Gone::kNo ? calls::Gone::kErased : why;
  if (const Status cleared = ClearRow(session, *counters, **before, gone, now_ms); !cleared.ok()) {
    return cleared.error();
  }
  state_->watch.Expect(counters->sequence);
  return true;
}

Result<Sequence> CallStore::PutAccount(sql::Session& session, const calls::Account& account,
                                       const Precondition& precondition, std::int64_t now_ms) {
  if (Trim(account.id).empty() || account.id.size() > kMostIdBytes) {
    return Invalid(StrCat("An account needs an id of at most ", kMostIdBytes, " characters."));
  }
  auto counters = LockCounters(session);
  if (!counters.ok()) return counters.error();
  const auto rows = session.Query("SELECT version, gone, record FROM accounts WHERE id = $1", {account.id});
  if (!rows.ok()) return rows.error();
  const bool is_there = !rows->empty() && rows->front().Integer(1) == 0;
  const auto version = is_there ? std::optional<Sequence>(rows->front().Integer(0)) : std::nullopt;
  if (const Status met = CheckPrecondition(precondition, version, "the account", account.id); !met.ok()) {
    return met.error();
  }
  const std::string record = WriteAccount(account);
  if (is_there && rows->front().Text(2) == record) return *version;
  if (const Status noted = AddChange(session, *counters, ChangeKind::kAccountPut, account.id, now_ms);
      !noted.ok()) {
    return noted.error();
  }
  const auto written = session.Run(
      "INSERT INTO accounts(id, version, gone, record) VALUES($1, $2, 0, $3) "
      "ON CONFLICT(id) DO UPDATE SET version = excluded.version, gone = 0, record = excluded.record",
      {account.id, counters->sequence, record});
  if (!written.ok()) return written.error();
  if (const Status saved = SaveCounters(session, *counters); !saved.ok()) return saved.error();
  state_->watch.Expect(counters->sequence);
  return counters->sequence;
}

Result<bool> CallStore::EraseAccount(sql::Session& session, std::string_view id, std::int64_t now_ms) {
  auto counters = LockCounters(session);
  if (!counters.ok()) return counters.error();
  const auto erased =
      session.Run("UPDATE accounts SET version = $2, gone = 1, record = '' WHERE id = $1 AND gone = 0",
                  {std::string(id), counters->sequence + 1});
  if (!erased.ok()) return erased.error();
  if (*erased == 0) return false;
  if (const Status noted = AddChange(session, *counters, ChangeKind::kAccountErased, id, now_ms);
      !noted.ok()) {
    return noted.error();
  }
  if (const Status saved = SaveCounters(session, *counters); !saved.ok()) return saved.error();
  state_->watch.Expect(counters->sequence);
  return true;
}

Result<Sequence> CallStore::Announce(sql::Session& session, ChangeKind kind, std::string_view object,
                                     std::int64_t now_ms) {
  auto counters = LockCounters(session);
  if (!counters.ok()) return counters.error();
  if (const Status noted = AddChange(session, *counters, kind, object, now_ms); !noted.ok())
    return noted.error();
  if (const Status saved = SaveCounters(session, *counters); !saved.ok()) return saved.error();
  state_->watch.Expect(counters->sequence);
  return counters->sequence;
}

Status CallStore::Reindex() {
  Status status = state_->database->Write([](sql::Session& session) -> Status {
    auto counters = LockCounters(session);
    if (!counters.ok()) return counters.error();
    if (Status made = MakeIndexAnew(session, *counters); !made.ok()) return made;
    return SaveCounters(session, *counters);
  });
  state_->keeper.Doubt();
  return status;
}

}  // namespace whyspec::team
