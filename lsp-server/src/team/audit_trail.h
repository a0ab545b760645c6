// Views of words, written down in groups: readers do not wait for the disk each by itself.
// What was shown is on the disk within a tenth of a second; while it cannot be written, nothing
// more is shown.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "team/audit.h"

namespace whyspec::team {

// Thread safe.
class AuditTrail {
 public:
  explicit AuditTrail(sql::Database& database);
  ~AuditTrail();  // writes what is left

  // kUnreadable while entries cannot be written, or too many wait: show nothing then.
  Status Add(std::vector<AuditEntry> entries);
  // All that was added before is on the disk.
  Status Flush();
  void Stop();

 private:
  void Run();

  sql::Database& database_;
  std::mutex mutex_;
  std::condition_variable added_, written_;
  std::vector<AuditEntry> waiting_;
  std::uint64_t added_count_ = 0, written_count_ = 0;
  Status last_ = Done{};
  bool stop_ = false;
  std::thread writer_;
};

}  // namespace whyspec::team
