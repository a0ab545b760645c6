// The reading side of CallStore.
#include <algorithm>
#include <charconv>
#include <limits>
#include <set>
#include <utility>

#include "base/strings.h"
#include "base/unicode.h"
#include "team/call_record.h"
#include "team/call_rows.h"
#include "team/call_store.h"
#include "team/call_store_state.h"

namespace whyspec::team {
namespace {

// Rows read at once by ForEach(); each holds a whole call.
constexpr std::int64_t kPage = 50;
constexpr std::size_t kMostListed = 1000;

Error NoCall(std::string_view id) {
  return {ErrorCode::kNotFound, StrCat("There is no call ", Printable(Shorten(id, 80)), ".")};
}

// Every spelling under which calls may name `account` or one below it.
std::vector<std::string> SpellingsOf(const calls::CallLog& log, std::string_view account) {
  const std::shared_ptr<const calls::Account> top = log.FindAccount(account);
  if (top == nullptr) return {AccountKey(account)};
  std::set<std::string> spellings;
  for (const auto& candidate : log.Accounts()) {
    // Up the chain of parents, which may be a loop.
    std::set<std::string> seen;
    std::shared_ptr<const calls::Account> at = candidate;
    while (at != nullptr && at->id != top->id && seen.insert(at->id).second) {
      at = at->parent.empty() ? nullptr : log.FindAccount(at->parent);
    }
    if (at == nullptr || at->id != top->id) continue;
    std::vector<std::string> names = candidate->aliases;
    names.insert(names.end(), {candidate->id, candidate->name, candidate->alias});
    for (const std::string& name : names) {
      const auto meant = name.empty() ? nullptr : log.FindAccount(name);
      if (meant != nullptr && meant->id == candidate->id) spellings.insert(AccountKey(name));
    }
  }
  return {spellings.begin(), spellings.end()};
}

// Conditions of a WHERE and the values they ask for.
class Conditions {
 public:
  void Add(std::string_view before, sql::Value value, std::string_view after = "") {
    values_.push_back(std::move(value));
    text_ += StrCat(" AND ", before, "$", values_.size(), after);
  }
  void AddAnyOf(std::string_view column, const std::vector<std::string>& options) {
    std::string list;
    for (const std::string& option : options) {
      values_.emplace_back(option);
      list += StrCat(list.empty() ? "" : ", ", "$", values_.size());
    }
    text_ += StrCat(" AND ", column, " IN (", list, ")");
  }
  // "$7": of the value given.
  std::string Place(sql::Value value) {
    values_.push_back(std::move(value));
    return StrCat("$", values_.size());
  }
  void AddText(std::string_view text) { text_ += StrCat(" AND ", text); }
  const std::string& text() const { return text_; }
  const sql::Values& values() const { return values_; }

 private:
  std::string text_;
  sql::Values values_;
};

struct Cursor {
  std::int64_t started_ms = 0;
  std::string id;
};

std::string WriteCursor(std::int64_t started_ms, std::string_view id) { return StrCat(started_ms, "~", id); }

std::optional<Cursor> ReadCursor(std::string_view text) {
  Cursor cursor;
  const std::size_t mark = text.find('~');
  if (mark == std::string_view::npos) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + mark, cursor.started_ms);
  if (error != std::errc() || end != text.data() + mark) return std::nullopt;
  cursor.id = text.substr(mark + 1);
  return cursor;
}

std::int64_t SortKey(const calls::Call& call) {
  return call.started_at_ms.value_or(std::numeric_limits<std::int64_t>::min());
}

}  // namespace

std::optional<Sequence> CallStore::State::AskLatest() {
  std::optional<Sequence> latest;
  const Status status = database->Outside([&](sql::Session& session) -> Status {
    const auto rows = session.Query("SELECT sequence FROM log WHERE id = 1");
    if (!rows.ok()) return rows.error();
    if (!rows->empty()) latest = rows->front().Integer(0);
    return Done{};
  });
  return status.ok() ? latest : std::nullopt;
}

Result<TeamCall> CallStore::Find(std::string_view id) {
  std::optional<CallRow> found;
  const Status status = state_->database->Outside([&](sql::Session& session) -> Status {
    auto row = FindRow(session, id);
    if (!row.ok()) return row.error();
    found = std::move(row).value();
    return Done{};
  });
  if (!status.ok()) return status.error();
  if (!found) return NoCall(id);
  return TeamCallOf(*found);
}

Result<std::optional<TeamCall>> CallStore::FindBySource(std::string_view system, std::string_view source_id) {
  std::optional<CallRow> found;
  const Status status = state_->database->Outside([&](sql::Session& session) -> Status {
    auto row = FindRowBySource(session, system, source_id);
    if (!row.ok()) return row.error();
    found = std::move(row).value();
    return Done{};
  });
  if (!status.ok()) return status.error();
  if (!found) return std::optional<TeamCall>();
  auto call = TeamCallOf(*found);
  if (!call.ok()) return call.error();
  return std::optional<TeamCall>(std::move(call).value());
}

Result<CallStore::Page> CallStore::List(const CallFilter& filter, std::string_view cursor,
                                        std::size_t limit) {
  Conditions conditions;
  if (!filter.account.empty()) {
    const auto latest = Latest();
    if (!latest.ok()) return latest.error();
    const auto log = Log(*latest);
    if (!log.ok()) return log.error();
    conditions.AddAnyOf("calls.account", SpellingsOf(**log, filter.account));
  }
  if (!filter.owner.empty()) conditions.Add("calls.owner = ", filter.owner);
  if (!filter.source_system.empty()) conditions.Add("calls.source_system = ", filter.source_system);
  if (filter.type) conditions.Add("calls.type = ", std::string(Name(*filter.type)));
  if (filter.started_from_ms) conditions.Add("calls.started_ms >= ", *filter.started_from_ms);
  if (filter.started_before_ms) {
    conditions.Add("calls.started_ms < ", *filter.started_before_ms);
    conditions.Add("calls.started_ms > ", std::numeric_limits<std::int64_t>::min());
  }
  if (!cursor.empty()) {
    const std::optional<Cursor> from = ReadCursor(cursor);
    if (!from) {
      return Error{ErrorCode::kInvalid,
                   "This cursor is none that a list gave. Begin the list anew, without a cursor."};
    }
    const std::string ms = conditions.Place(from->started_ms);
    const std::string id = conditions.Place(from->id);
    conditions.AddText(
        StrCat("(calls.started_ms < ", ms, " OR (calls.started_ms = ", ms, " AND calls.id < ", id, "))"));
  }
  const std::size_t most = std::clamp<std::size_t>(limit, 1, kMostListed);
  const std::string place = conditions.Place(static_cast<std::int64_t>(most) + 1);
  Page page;
  const Status status = state_->database->Outside([&](sql::Session& session) -> Status {
    page = Page{};
    const auto rows = session.Query(
        StrCat("SELECT ", kCallRowColumns,
               " FROM calls JOIN call_words ON call_words.row = calls.row WHERE calls.gone = 0",
               conditions.text(), " ORDER BY calls.started_ms DESC, calls.id DESC LIMIT ", place),
        conditions.values());
    if (!rows.ok()) return rows.error();
    for (const sql::Row& row : *rows) {
      if (page.calls.size() == most) {
        const calls::Call& last = *page.calls.back().call;
        page.next = WriteCursor(SortKey(last), last.id);
        break;
      }
      const auto found = CallRowOf(row);
      if (!found.ok()) return found.error();
      auto call = TeamCallOf(*found);
      if (!call.ok()) return call.error();
      page.calls.push_back(std::move(call).value());
    }
    return Done{};
  });
  if (!status.ok()) return status.error();
  return page;
}

Status CallStore::ForEach(const std::function<bool(const TeamCall&)>& visit) {
  std::string last;
  while (true) {
    // Page by page, so that a slow visitor holds no transaction open.
    std::vector<TeamCall> calls;
    const Status status = state_->database->Outside([&](sql::Session& session) -> Status {
      calls.clear();
      const auto rows = session.Query(StrCat("SELECT ", kCallRowColumns,
                                             " FROM calls JOIN call_words ON call_words.row = calls.row "
                                             "WHERE calls.gone = 0 AND calls.id > $1 "
                                             "ORDER BY calls.id LIMIT $2"),
                                      {last, kPage});
      if (!rows.ok()) return rows.error();
      for (const sql::Row& row : *rows) {
        const auto found = CallRowOf(row);
        if (!found.ok()) return found.error();
        auto call = TeamCallOf(*found);
        if (!call.ok()) return call.error();
        calls.push_back(std::move(call).value());
      }
      return Done{};
    });
    if (!status.ok()) return status;
    for (const TeamCall& call : calls) {
      if (!visit(call)) return Done{};
    }
    if (calls.empty()) return Done{};
    last = calls.back().call->id;
  }
}

Result<TeamAccount> CallStore::FindAccount(std::string_view id) {
  std::optional<TeamAccount> found;
  const Status status = state_->database->Outside([&](sql::Session& session) -> Status {
    const auto rows =
        session.Query("SELECT record, version FROM accounts WHERE id = $1 AND gone = 0", {std::string(id)});
    if (!rows.ok()) return rows.error();
    if (rows->empty()) return Done{};
    if (auto account = ReadAccount(rows->front().Text(0))) {
      found = TeamAccount{.account = std::move(*account), .version = rows->front().Integer(1)};
    }
    return Done{};
  });
  if (!status.ok()) return status.error();
  if (!found) {
    return Error{ErrorCode::kNotFound, StrCat("There is no account ", Printable(Shorten(id, 80)), ".")};
  }
  return *found;
}

Result<std::vector<TeamAccount>> CallStore::Accounts() {
  std::vector<TeamAccount> accounts;
  const Status status = state_->database->Outside([&](sql::Session& session) -> Status {
    accounts.clear();
    const auto rows = session.Query("SELECT record, version FROM accounts WHERE gone = 0 ORDER BY id");
    if (!rows.ok()) return rows.error();
    for (const sql::Row& row : *rows) {
      if (auto account = ReadAccount(row.Text(0))) {
        accounts.push_back({.account = std::move(*account), .version = row.Integer(1)});
      }
    }
    return Done{};
  });
  if (!status.ok()) return status.error();
  return accounts;
}

Result<std::vector<Change>> CallStore::Changes(Sequence after, std::size_t limit) {
  std::vector<Change> changes;
  const Status status = state_->database->Outside([&](sql::Session& session) -> Status {
    changes.clear();
    const auto rows = session.Query(
        "SELECT sequence, kind, object, at_ms FROM changes WHERE sequence > $1 ORDER BY sequence LIMIT $2",
        {after,
         static_cast<std::int64_t>(std::min<std::size_t>(limit, std::numeric_limits<std::int32_t>::max()))});
    if (!rows.ok()) return rows.error();
    for (const sql::Row& row : *rows) {
      const std::optional<ChangeKind> kind = ParseChangeKind(row.Text(1));
      if (!kind) {
        return Error{ErrorCode::kInvalid,
                     "The call log holds changes of a newer Whyspec. Install that version."};
      }
      changes.push_back(
          {.sequence = row.Integer(0), .kind = *kind, .object = row.Text(2), .at_ms = row.Integer(3)});
    }
    return Done{};
  });
  if (!status.ok()) return status.error();
  return changes;
}

Result<Sequence> CallStore::Latest() {
  const auto head = FindHead();
  if (!head.ok()) return head.error();
  return head->latest;
}

Result<CallStore::Head> CallStore::FindHead() {
  Head head;
  const Status status = state_->database->Outside([&](sql::Session& session) -> Status {
    const auto rows = session.Query("SELECT sequence, history FROM log WHERE id = 1");
    if (!rows.ok()) return rows.error();
    if (!rows->empty())
      head = {.latest = rows->front().Integer(0), .history = StrCat(rows->front().Integer(1))};
    return Done{};
  });
  if (!status.ok()) return status.error();
  return head;
}

Sequence CallStore::WaitForChange(Sequence after, std::int64_t timeout_ms) {
  return state_->watch.Wait(after, timeout_ms);
}

void CallStore::Stop() { state_->watch.Stop(); }

Result<std::shared_ptr<const calls::CallLog>> CallStore::Log(Sequence at_least) {
  auto log = state_->keeper.Get(at_least);
  if (!log.ok()) return log.error();
  return std::shared_ptr<const calls::CallLog>(std::move(log).value());
}

}  // namespace whyspec::team
