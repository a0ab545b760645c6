// One log of two: calls of files, and beside them those of a team's log. A file stands
// before the team's call of the same id.
#pragma once

#include <cstdint>
#include <memory>

#include "calls/call_log.h"
#include "store/stored_call_log.h"
#include "store/synced_calls.h"

namespace whyspec::store {

class UnionCallLog final : public calls::CallLog {
 public:
  struct Contents {
    std::shared_ptr<const calls::CallLog> files;  // not null
    std::shared_ptr<const SyncedCalls> team;      // not null
    // Of the team's calls, those that no file stands before.
    std::shared_ptr<const CallTable> table;
    Date today;
    // Every call file was read at least once.
    bool files_are_read = true;
  };
  static std::shared_ptr<const calls::CallLog> Create(Contents contents);
  ~UnionCallLog() override;

  std::uint64_t revision() const override { return revision_; }
  bool available() const override;
  bool complete() const override { return contents_.team->complete && contents_.files->complete(); }
  std::shared_ptr<const calls::Call> Find(std::string_view id) const override;
  std::shared_ptr<const calls::Call> FindByPath(std::string_view path) const override;
  calls::Gone WhyGone(std::string_view id) const override;
  std::vector<calls::CallSummary> List() const override;
  std::shared_ptr<const calls::Account> FindAccount(std::string_view reference) const override;
  std::vector<std::shared_ptr<const calls::Account>> Accounts() const override;
  const calls::TextIndex* text_index() const override;

 private:
  class Words;
  explicit UnionCallLog(Contents contents);

  Contents contents_;
  std::shared_ptr<const calls::CallLog> team_;
  std::shared_ptr<const calls::CallLog> accounts_;
  std::uint64_t revision_ = 0;
  std::unique_ptr<const Words> words_;
};

}  // namespace whyspec::store
