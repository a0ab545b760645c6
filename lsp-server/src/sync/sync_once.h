// Brings the copy of a team's call log up to date once, for a command that then ends.
#pragma once

#include <chrono>
#include <memory>

#include "store/synced_calls.h"
#include "sync/follower.h"

namespace whyspec::sync {

struct SyncLimits {
  std::chrono::milliseconds an_answer = std::chrono::seconds(10);  // may take no longer
  std::chrono::milliseconds all = std::chrono::minutes(2);
};

struct SyncedOnce {
  SyncStatus status;  // kSynced, or why not; then `calls` are those of the last time
  std::shared_ptr<const store::SyncedCalls> calls;  // null: no copy could be opened
};
// On the calling thread. `changed`, `wait_seconds` and `threads` of the options have no meaning here.
SyncedOnce SyncOnce(const Follower::Options& options, const SyncLimits& limits = {});

// One request on the calling thread, with the token and the way there that `options` name.
HttpResult SendOnce(const Follower::Options& options, HttpRequest request);

}  // namespace whyspec::sync
