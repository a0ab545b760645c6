// Collects what was wrong in one file, bounded: a file that is wrong in 100,000
// places gets the first hundred and their number, not a flood.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "calls/read_call.h"

namespace whyspec::calls {

inline constexpr std::size_t kMaxProblems = 100;

class Problems {
 public:
  explicit Problems(bool in_sidecar = false) : in_sidecar_(in_sidecar) {}

  // One problem a place: the first to name it stands.
  void Add(TextRange range, std::string message);
  void AddFatal(TextRange range, std::string message);
  bool fatal() const { return fatal_; }
  // All problems, by place; empties this.
  std::vector<Problem> Take();

 private:
  bool in_sidecar_;
  bool fatal_ = false;
  std::vector<Problem> problems_;
  std::set<TextRange> places_;
  std::size_t left_out_ = 0;
};

}  // namespace whyspec::calls
