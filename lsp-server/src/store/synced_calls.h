// The calls of a team's log as they lie on this computer, at one moment. Immutable.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "calls/call_log.h"
#include "store/stored_call_log.h"

namespace whyspec::store {

struct SyncedCalls {
  // In byte order of ids, each id once. Not null.
  std::shared_ptr<const CallTable> table = std::make_shared<const CallTable>(std::vector<StoredCallPtr>());
  std::shared_ptr<CallDatabase> database;
  std::vector<std::shared_ptr<const calls::Account>> accounts;
  std::map<std::string, calls::Gone, std::less<>> gone;  // ids of calls that were taken back
  std::uint64_t revision = 0;                            // of all that is here
  // Whether the log was ever read to its end: until then calls may be missing.
  bool complete = false;
  // Of some call only a part is here (calls::Call::partial).
  bool has_partial = false;
  std::shared_ptr<const void> keeps_open;  // the file
};

}  // namespace whyspec::store
