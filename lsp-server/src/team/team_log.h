// The calls of the database as one CallLog: names and summaries in memory, words and text
// index from the database. A LogKeeper follows the changes; each snapshot shares with the one
// before what did not change, so that a write costs what it changed. Private to this layer.
#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "calls/call_log.h"
#include "team/call_store.h"
#include "team/sql/database.h"
#include "team/term_counts.h"

namespace whyspec::team {

// Words of calls, and the text index, for all snapshots of one database. Thread safe.
class LogWords {
 public:
  explicit LogWords(std::shared_ptr<sql::Database> database) : database_(std::move(database)) {}

  // By row; where that is gone (put again since), as the call is now. nullptr if it was erased.
  std::shared_ptr<const calls::Call> Find(std::int64_t row, std::string_view id);
  void Forget(std::int64_t row);

  std::vector<std::int64_t> BlocksWith(std::string_view term) const;
  std::vector<std::int64_t> BlocksWithin(std::string_view term, std::int64_t first, std::int64_t last) const;
  std::size_t Frequency(std::string_view term) const { return counts.Of(KeyOf(term, seed)); }

  TermCounts counts;
  std::int64_t seed = 0;   // set before the first snapshot
  std::int64_t epoch = 0;  // as well: of the database they are of

 private:
  static constexpr std::size_t kMostBytes = std::size_t{96} << 20U;  // of calls kept read

  void Remember(std::int64_t row, const std::shared_ptr<const calls::Call>& call);

  std::shared_ptr<sql::Database> database_;
  struct Kept {
    std::int64_t row;
    std::shared_ptr<const calls::Call> call;
    std::size_t bytes;
  };
  std::mutex mutex_;
  std::list<Kept> kept_;  // used last first
  std::unordered_map<std::int64_t, std::list<Kept>::iterator> by_row_;
  std::size_t bytes_ = 0;
};

// A call at hand. Immutable.
struct LoggedCall {
  calls::CallSummary summary;
  std::int64_t row = 0;
  std::int64_t first_block = 0;
  std::int64_t block_count = 0;
};
using LoggedCallPtr = std::shared_ptr<const LoggedCall>;

// Columns of the table calls that a LoggedCall is made of, and where each stands.
inline constexpr std::string_view kLoggedColumns =
    "id, gone, row, first_block, blocks, started_ms, type, account_text, title, lifecycle, visibility, "
    "personas, turns";
LoggedCall LoggedOf(const sql::Row& row);

class TeamLog final : public calls::CallLog {
 public:
  // Calls in order of their blocks: a later part holds later blocks only.
  using Part = std::vector<LoggedCallPtr>;
  struct Base {
    Part calls;
    std::vector<std::uint32_t> by_id;
  };
  struct Contents {
    std::shared_ptr<const Base> base;
    Part added;
    // What changed since `base`: where the call is now (kNowhere: erased).
    std::unordered_map<std::string, std::uint32_t> moved;
    std::unordered_set<std::uint32_t> hidden;  // places whose call is another one now
    std::shared_ptr<const std::unordered_map<std::string, calls::Gone>> gone;
    std::shared_ptr<const calls::CallLog> accounts;
    std::shared_ptr<LogWords> words;
    std::size_t call_count = 0, block_count = 0;
    std::int64_t sequence = 0;

    const LoggedCall& At(std::uint32_t place) const;
    std::uint32_t PlaceOf(const std::string& id) const;
  };
  static constexpr std::uint32_t kNowhere = 0xffff'ffff;

  explicit TeamLog(Contents contents);
  ~TeamLog() override;

  const Contents& contents() const { return contents_; }

  std::uint64_t revision() const override { return static_cast<std::uint64_t>(contents_.sequence); }
  bool available() const override { return true; }
  std::shared_ptr<const calls::Call> Find(std::string_view id) const override;
  std::shared_ptr<const calls::Call> FindByPath(std::string_view) const override { return nullptr; }
  calls::Gone WhyGone(std::string_view id) const override;
  std::vector<calls::CallSummary> List() const override;
  void VisitSummaries(const std::function<void(const calls::CallSummary&)>& visit) const override;
  std::shared_ptr<const calls::Account> FindAccount(std::string_view reference) const override;
  std::vector<std::shared_ptr<const calls::Account>> Accounts() const override;
  const calls::TextIndex* text_index() const override;

 private:
  class Index;

  std::size_t size() const { return contents_.base->calls.size() + contents_.added.size(); }
  const LoggedCall& At(std::uint32_t place) const { return contents_.At(place); }

  Contents contents_;
  std::unique_ptr<const Index> index_;
};

class LogKeeper {
 public:
  explicit LogKeeper(std::shared_ptr<sql::Database> database) : database_(std::move(database)) {}

  Result<std::shared_ptr<const TeamLog>> Get(Sequence at_least);
  // The next look goes to the database.
  void Doubt();

 private:
  static constexpr std::chrono::milliseconds kFresh{200};

  // What a look into the database found.
  struct Found {
    TeamLog::Contents contents;
    std::shared_ptr<LogWords> words;  // other ones than before
    CountChanges counts;
    std::vector<std::int64_t> replaced;  // rows
  };

  Status Refresh();
  Status Load(sql::Session& session, Sequence sequence, Sequence counted, Found& found);
  Status Follow(sql::Session& session, const TeamLog& log, Sequence sequence, Found& found);
  Status LoadAccounts(sql::Session& session, TeamLog::Contents& contents);

  std::shared_ptr<sql::Database> database_;
  std::mutex refreshing_;
  std::shared_ptr<LogWords> words_;  // of who refreshes
  std::mutex mutex_;                 // of what follows
  std::shared_ptr<const TeamLog> log_;
  std::chrono::steady_clock::time_point looked_;
  std::chrono::steady_clock::time_point failed_;  // when the last look did
  Status failure_ = Done{};
};

}  // namespace whyspec::team
