#include "team/change_watch.h"

#include <algorithm>
#include <chrono>

namespace whyspec::team {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPause{100};
// After a write of this process, which commits in a moment or never.
constexpr milliseconds kShortPause{4};
constexpr int kShortPauses = 100;

}  // namespace

ChangeWatch::~ChangeWatch() {
  Stop();
  if (thread_.joinable()) thread_.join();
}

std::int64_t ChangeWatch::Wait(std::int64_t after, std::int64_t timeout_ms) {
  // Longer than anybody waits; a clock cannot count to the largest number there is.
  constexpr std::int64_t kLongest = 24 * 60 * 60 * 1000;
  const auto until =
      std::chrono::steady_clock::now() + milliseconds(std::clamp<std::int64_t>(timeout_ms, 0, kLongest));
  if (timeout_ms <= 0) return latest_().value_or(after);
  std::unique_lock lock(mutex_);
  if (!thread_.joinable() && !stopped_) thread_ = std::thread([this] { Run(); });
  ++waiting_;
  wanted_.notify_one();
  changed_.wait_until(lock, until, [&] { return stopped_ || seen_ > after; });
  --waiting_;
  return seen_;
}

void ChangeWatch::Expect(std::int64_t sequence) {
  const std::lock_guard lock(mutex_);
  expected_ = std::max(expected_, sequence);
  if (waiting_ > 0) wanted_.notify_one();
}

void ChangeWatch::Stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
  wanted_.notify_all();
}

void ChangeWatch::Run() {
  std::unique_lock lock(mutex_);
  int short_pauses = 0;
  std::int64_t hurried_for = 0;
  while (!stopped_) {
    if (waiting_ == 0) {
      wanted_.wait(lock);
      continue;
    }
    lock.unlock();
    const std::optional<std::int64_t> latest = latest_();
    lock.lock();
    // It can go down only if a backup was restored; then that is the truth.
    if (latest && *latest != seen_) {
      seen_ = *latest;
      changed_.notify_all();
    }
    if (expected_ > hurried_for) {
      hurried_for = expected_;
      short_pauses = kShortPauses;
    }
    const bool hurry = expected_ > seen_ && short_pauses > 0;
    if (hurry) --short_pauses;
    const std::int64_t expected = expected_;
    wanted_.wait_for(lock, hurry ? kShortPause : kPause, [&] { return stopped_ || expected_ > expected; });
  }
}

}  // namespace whyspec::team
