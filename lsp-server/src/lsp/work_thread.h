// One thread that does pieces of work in the order they were given, started with the first.
// Its end waits for all of them.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace whyspec::lsp {

class WorkThread {
 public:
  WorkThread() = default;
  ~WorkThread();
  WorkThread(const WorkThread&) = delete;
  WorkThread& operator=(const WorkThread&) = delete;

  // From one thread. Where the machine gives no thread, the work is done here and now.
  void Run(std::function<void()> work);

 private:
  void Loop();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> work_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace whyspec::lsp
