// Work on many items at once, results taken in order: the output of a run is the same
// for any number of threads. At most a few results wait, so memory does not grow with
// the number of items.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace whyspec::cli {

// Calls `work(i)` for each i below `count` on up to `jobs` threads, and `take(result)` on
// this thread in order of i. Stops early when `take` returns false. `work` runs on
// several threads and must not throw.
template <typename T>
void OrderedParallel(std::size_t count, std::size_t jobs, const std::function<T(std::size_t)>& work,
                     const std::function<bool(T)>& take) {
  jobs = std::min(jobs, count);
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::size_t, T> done;
  std::size_t next = 0;   // the next item to hand out
  std::size_t taken = 0;  // items given to `take`
  bool stop = false;
  const std::size_t window = jobs * 8;

  const auto run = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return stop || next >= count || next < taken + window; });
      if (stop || next >= count) return;
      const std::size_t item = next++;
      lock.unlock();
      T result = work(item);
      lock.lock();
      done.emplace(item, std::move(result));
      changed.notify_all();
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 0; jobs > 1 && i < jobs; ++i) {
    try {
      threads.emplace_back(run);
    } catch (const std::system_error&) {
      break;  // the machine gives no more threads: go on with those there are
    }
  }
  if (threads.empty()) {
    for (std::size_t i = 0; i < count; ++i) {
      if (!take(work(i))) return;
    }
    return;
  }
  for (; taken < count && !stop;) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return done.count(taken) > 0; });
    auto node = done.extract(taken);
    lock.unlock();
    const bool go_on = take(std::move(node.mapped()));
    lock.lock();
    ++taken;
    stop = !go_on;
    changed.notify_all();
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace whyspec::cli
