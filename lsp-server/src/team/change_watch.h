// Waiting for a change of any process: one thread asks the database while somebody waits,
// the others sleep. Private to this layer.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace whyspec::team {

class ChangeWatch {
 public:
  // `latest` asks the database for the number of its last change; unset if that fails.
  explicit ChangeWatch(std::function<std::optional<std::int64_t>()> latest) : latest_(std::move(latest)) {}
  ~ChangeWatch();
  ChangeWatch(const ChangeWatch&) = delete;
  ChangeWatch& operator=(const ChangeWatch&) = delete;

  // The last change known; at once if it is after `after`, else when there is one, after
  // `timeout_ms`, or after Stop().
  std::int64_t Wait(std::int64_t after, std::int64_t timeout_ms);
  // This process is about to commit change `sequence`: it is looked for more often.
  void Expect(std::int64_t sequence);
  void Stop();

 private:
  void Run();

  std::function<std::optional<std::int64_t>()> latest_;
  std::mutex mutex_;
  std::condition_variable changed_;  // for those who wait
  std::condition_variable wanted_;   // for the thread
  std::thread thread_;               // started by the first who waits
  int waiting_ = 0;
  std::int64_t seen_ = 0;
  std::int64_t expected_ = 0;
  bool stopped_ = false;
};

}  // namespace whyspec::team
