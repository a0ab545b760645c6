#include <algorithm>
#include <utility>

#include "calls/memory_call_log.h"
#include "team/call_record.h"
#include "team/team_log.h"

namespace whyspec::team {
namespace {

// More changes than this at once: everything is read anew.
constexpr std::int64_t kMostFollowed = 20'000;
// The changed calls are laid over the base until there are so many; then they become part of it.
std::size_t MostAdded(std::size_t in_base) { return std::max<std::size_t>(512, in_base / 16); }

std::shared_ptr<const TeamLog::Base> MakeBase(TeamLog::Part calls) {
  auto base = std::make_shared<TeamLog::Base>();
  base->calls = std::move(calls);
  base->by_id.resize(base->calls.size());
  for (std::uint32_t i = 0; i < base->by_id.size(); ++i) base->by_id[i] = i;
  std::sort(base->by_id.begin(), base->by_id.end(), [&](std::uint32_t a, std::uint32_t b) {
    return base->calls[a]->summary.id < base->calls[b]->summary.id;
  });
  return base;
}

// What was laid over a base becomes part of it.
void Merge(TeamLog::Contents& contents) {
  TeamLog::Part calls;
  calls.reserve(contents.call_count);
  std::uint32_t place = 0;
  for (const TeamLog::Part* part :
       {&contents.base->calls, static_cast<const TeamLog::Part*>(&contents.added)}) {
    for (const LoggedCallPtr& call : *part) {
      if (contents.hidden.count(place++) == 0) calls.push_back(call);
    }
  }
  contents.base = MakeBase(std::move(calls));
  contents.added.clear();
  contents.moved.clear();
  contents.hidden.clear();
}

}  // namespace

Result<std::shared_ptr<const TeamLog>> LogKeeper::Get(Sequence at_least) {
  const auto fresh = [&]() -> std::shared_ptr<const TeamLog> {
    const std::lock_guard lock(mutex_);
    if (log_ == nullptr || log_->contents().sequence < at_least) return nullptr;
    return std::chrono::steady_clock::now() - looked_ < kFresh ? log_ : nullptr;
  };
  if (auto log = fresh()) return log;
  const auto asked = std::chrono::steady_clock::now();
  const std::lock_guard refreshing(refreshing_);
  if (auto log = fresh()) return log;  // another thread has just looked
  {
    // It could not: whoever waited for it is told the same, instead of waiting in turn.
    const std::lock_guard lock(mutex_);
    if (failed_ >= asked) return failure_.error();
  }
  const Status status = Refresh();
  const std::lock_guard lock(mutex_);
  if (status.ok()) return log_;
  failed_ = std::chrono::steady_clock::now();
  failure_ = status;
  return status.error();
}

void LogKeeper::Doubt() {
  const std::lock_guard lock(mutex_);
  looked_ = {};
}

Status LogKeeper::Refresh() {
  const auto began = std::chrono::steady_clock::now();
  std::shared_ptr<const TeamLog> before;
  {
    const std::lock_guard lock(mutex_);
    before = log_;
  }
  if (before != nullptr) {
    // Most often there is nothing new, and one question tells.
    bool same = false;
    const Status status = database_->Outside([&](sql::Session& session) -> Status {
      const auto rows = session.Query("SELECT sequence, epoch FROM log WHERE id = 1");
      if (!rows.ok()) return rows.error();
      same = !rows->empty() && rows->front().Integer(0) == before->contents().sequence &&
             rows->front().Integer(1) == words_->epoch;
      return Done{};
    });
    if (!status.ok()) return status;
    if (same) {
      const std::lock_guard lock(mutex_);
      looked_ = began;
      return Done{};
    }
  }
  // The work may be done twice, so what it found is taken over only when it is over.
  Found found;
  Status status = database_->Read([&](sql::Session& session) -> Status {
    found = Found{};
    const auto rows = session.Query("SELECT sequence, kept, term_seed, counted, epoch FROM log WHERE id = 1");
    if (!rows.ok()) return rows.error();
    if (rows->empty()) {
      return Error{ErrorCode::kUnreadable,
                   "The call log's database lacks its counters. Restore a backup of it."};
    }
    const sql::Row& log = rows->front();
    const Sequence sequence = log.Integer(0);
    const bool reload = before == nullptr || words_->epoch != log.Integer(4) ||
                        log.Integer(1) > before->contents().sequence ||
                        sequence < before->contents().sequence ||
                        sequence - before->contents().sequence > kMostFollowed;
    if (!reload) return Follow(session, *before, sequence, found);
    // Words of a database that was restored, or whose index was made anew, are others.
    found.words = std::make_shared<LogWords>(database_);
    found.words->seed = log.Integer(2);
    found.words->epoch = log.Integer(4);
    return Load(session, sequence, log.Integer(3), found);
  });
  if (!status.ok()) return status;
  if (found.words != nullptr) words_ = std::move(found.words);
  words_->counts.Add(found.counts);
  for (const std::int64_t row : found.replaced) words_->Forget(row);
  found.contents.words = words_;
  auto log = std::make_shared<const TeamLog>(std::move(found.contents));
  const std::lock_guard lock(mutex_);
  log_ = std::move(log);
  looked_ = began;
  return Done{};
}

Status LogKeeper::Load(sql::Session& session, Sequence sequence, Sequence counted, Found& found) {
  TeamLog::Contents& contents = found.contents;
  contents.sequence = sequence;
  TeamLog::Part calls;
  auto gone = std::make_shared<std::unordered_map<std::string, calls::Gone>>();
  Status status = session.ForEach(
      std::string("SELECT ").append(kLoggedColumns).append(" FROM calls ORDER BY first_block, blocks, id"),
      {}, [&](const sql::Row& row) {
        if (row.Integer(1) != 0) {
          gone->emplace(row.Text(0), static_cast<calls::Gone>(row.Integer(1)));
          return true;
        }
        calls.push_back(std::make_shared<const LoggedCall>(LoggedOf(row)));
        contents.block_count += static_cast<std::size_t>(calls.back()->block_count);
        return true;
      });
  if (!status.ok()) return status;
  contents.call_count = calls.size();
  contents.base = MakeBase(std::move(calls));
  contents.gone = std::move(gone);
  if (status = LoadAccounts(session, contents); !status.ok()) return status;
  return found.words->counts.Load(session, counted);
}

Status LogKeeper::Follow(sql::Session& session, const TeamLog& log, Sequence sequence, Found& found) {
  found.contents = log.contents();
  TeamLog::Contents& contents = found.contents;
  const Sequence after = contents.sequence;
  contents.sequence = sequence;
  const std::size_t in_base = contents.base->calls.size();
  std::shared_ptr<std::unordered_map<std::string, calls::Gone>> gone;
  Status status = session.ForEach(
      std::string("SELECT ")
          .append(kLoggedColumns)
          .append(" FROM calls WHERE version > $1 ORDER BY first_block, blocks, id"),
      {after}, [&](const sql::Row& row) {
        const std::string& id = row.Text(0);
        if (const std::uint32_t before = contents.PlaceOf(id); before != TeamLog::kNowhere) {
          const LoggedCall& old = contents.At(before);
          contents.block_count -= static_cast<std::size_t>(old.block_count);
          --contents.call_count;
          contents.hidden.insert(before);
          found.replaced.push_back(old.row);
        }
        if (row.Integer(1) != 0) {
          contents.moved[id] = TeamLog::kNowhere;
          if (gone == nullptr) {
            gone = std::make_shared<std::unordered_map<std::string, calls::Gone>>(*contents.gone);
          }
          gone->insert_or_assign(id, static_cast<calls::Gone>(row.Integer(1)));
          return true;
        }
        contents.moved[id] = static_cast<std::uint32_t>(in_base + contents.added.size());
        contents.added.push_back(std::make_shared<const LoggedCall>(LoggedOf(row)));
        contents.block_count += static_cast<std::size_t>(contents.added.back()->block_count);
        ++contents.call_count;
        return true;
      });
  if (!status.ok()) return status;
  if (gone != nullptr) contents.gone = std::move(gone);
  const auto accounts = session.Query("SELECT 1 FROM accounts WHERE version > $1 LIMIT 1", {after});
  if (!accounts.ok()) return accounts.error();
  if (!accounts->empty()) {
    if (status = LoadAccounts(session, contents); !status.ok()) return status;
  }
  auto counts = ReadCountChanges(session, after, sequence);
  if (!counts.ok()) return counts.error();
  found.counts = std::move(counts).value();
  if (contents.added.size() + contents.hidden.size() > MostAdded(in_base)) Merge(contents);
  return Done{};
}

Status LogKeeper::LoadAccounts(sql::Session& session, TeamLog::Contents& contents) {
  const auto rows = session.Query("SELECT record FROM accounts WHERE gone = 0 ORDER BY id");
  if (!rows.ok()) return rows.error();
  calls::MemoryCallLog::Contents accounts;
  for (const sql::Row& row : *rows) {
    auto account = ReadAccount(row.Text(0));
    if (account) accounts.accounts.push_back(std::make_shared<const calls::Account>(std::move(*account)));
  }
  contents.accounts = calls::MemoryCallLog::Create(std::move(accounts));
  return Done{};
}

}  // namespace whyspec::team
