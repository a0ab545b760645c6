// A CallLog over stored calls: summaries in memory, words from a database when asked for;
// with calls laid over it that exist in memory only (open in an editor, not yet saved).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "calls/call_log.h"
#include "store/stored_call.h"

namespace whyspec::store {

class CallDatabase;

// Many stored calls, with their look-up tables. Immutable; shared by logs that differ
// only in what is laid over.
class CallTable {
 public:
  // In byte order of paths (of two calls with one id the first stands).
  explicit CallTable(std::vector<StoredCallPtr> calls);

  const std::vector<StoredCallPtr>& calls() const { return calls_; }
  // Positions in calls(), all that have this id, in order.
  std::pair<const std::uint32_t*, const std::uint32_t*> WithId(std::string_view id) const;
  // By path of the call file or of its side-car.
  const StoredCall* WithPath(std::string_view path) const;
  const std::string& Id(std::uint32_t at) const { return calls_[at]->summary.id; }
  const std::vector<std::uint32_t>& by_id() const { return by_id_; }

  // Calls in the database, one of each id, by row; and so by first block.
  struct Blocks {
    std::uint64_t first;
    std::uint32_t count;
    calls::CallNumber row;
    std::uint32_t at;  // in calls()
  };
  const std::vector<Blocks>& blocks() const { return blocks_; }
  std::size_t block_count() const { return block_count_; }
  // Those in no database.
  const std::vector<StoredCallPtr>& held() const { return held_; }

 private:
  std::vector<StoredCallPtr> calls_;
  std::vector<std::uint32_t> by_id_;
  std::unordered_map<std::string_view, std::uint32_t> by_sidecar_;
  std::vector<Blocks> blocks_;
  std::vector<StoredCallPtr> held_;
  std::size_t block_count_ = 0;
};

class StoredCallLog final : public calls::CallLog {
 public:
  struct Contents {
    std::shared_ptr<const CallTable> table;
    std::shared_ptr<CallDatabase> database;  // of the table's rows; may be null if it has none
    // Files that are open: what the table has of them is hidden, `held` stands for them.
    // Both in byte order of paths.
    std::vector<std::string> hidden;
    std::vector<StoredCallPtr> held;
    // Answers FindAccount() and Accounts(); not null.
    std::shared_ptr<const calls::CallLog> accounts;
    Date today;  // embargoes end
    bool available = true;
    std::uint64_t revision = 0;
    // Reads a call whose row turned out damaged from where it came; thread safe.
    std::function<std::shared_ptr<const calls::Call>(const StoredCall&)> recover;
  };
  static std::shared_ptr<const calls::CallLog> Create(Contents contents);
  ~StoredCallLog() override;

  std::uint64_t revision() const override { return contents_.revision; }
  bool available() const override { return contents_.available; }
  std::shared_ptr<const calls::Call> Find(std::string_view id) const override;
  std::shared_ptr<const calls::Call> FindByPath(std::string_view path) const override;
  calls::Gone WhyGone(std::string_view id) const override;
  std::vector<calls::CallSummary> List() const override;
  std::shared_ptr<const calls::Account> FindAccount(std::string_view reference) const override;
  std::vector<std::shared_ptr<const calls::Account>> Accounts() const override;
  const calls::TextIndex* text_index() const override;

 private:
  class Words;

  explicit StoredCallLog(Contents contents);
  bool IsHidden(const StoredCall& call) const;
  // All calls with this id, in byte order of paths.
  std::vector<const StoredCall*> WithId(std::string_view id) const;
  std::shared_ptr<const calls::Call> WordsOf(const StoredCall& call) const;

  Contents contents_;
  std::unique_ptr<const Words> words_;
};

}  // namespace whyspec::store
