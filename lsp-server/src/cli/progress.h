// A line on a terminal's standard error that says how far a run is, gone before
// anything else is printed. Silent when standard error is no terminal, and for the
// first moments, so that short runs do not flicker.
#pragma once

#include <chrono>
#include <string_view>

#include "cli/context.h"

namespace whyspec::cli {

class Progress {
 public:
  explicit Progress(const Context& context) : context_(&context) {}
  ~Progress() { Clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // "Checking 120 of 5,000 specs"; `total` 0 = not known.
  void Show(std::string_view what, std::size_t done, std::size_t total);
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;
  const Context* context_;
  Clock::time_point next_ = Clock::now() + std::chrono::milliseconds(300);
  bool shown_ = false;
};

}  // namespace whyspec::cli
