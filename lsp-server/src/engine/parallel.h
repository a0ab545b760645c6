// Runs a function over indices on a few threads. For work on many files at once; the
// caller waits, so nothing is left running.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <system_error>
#include <thread>
#include <vector>

namespace whyspec::engine {

// `work(i)` for each i below `count`, each exactly once, in no order. It must not throw
// and may touch only what belongs to its index. Few items run on the calling thread.
template <typename Work>
void ParallelFor(std::size_t count, const Work& work) {
  constexpr std::size_t kWorthAThread = 32;
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t threads = std::min(cores, count / kWorthAThread);
  if (threads < 2) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    return;
  }
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i) {
    try {
      others.emplace_back(run);
    } catch (const std::system_error&) {
      break;  // the machine gives no more threads: go on with those there are
    }
  }
  run();
  for (std::thread& thread : others) thread.join();
}

}  // namespace whyspec::engine
