#include "calls/importers/problems.h"

#include <algorithm>

#include "base/strings.h"

namespace whyspec::calls {

void Problems::Add(TextRange range, std::string message) {
  if (places_.contains(range)) return;
  if (problems_.size() >= kMaxProblems) {
    ++left_out_;
    return;
  }
  places_.insert(range);
  problems_.push_back(Problem{.message = std::move(message), .range = range, .in_sidecar = in_sidecar_});
}

void Problems::AddFatal(TextRange range, std::string message) {
  fatal_ = true;
  problems_.push_back(
      Problem{.message = std::move(message), .range = range, .in_sidecar = in_sidecar_, .fatal = true});
}

std::vector<Problem> Problems::Take() {
  std::stable_sort(problems_.begin(), problems_.end(),
                   [](const Problem& a, const Problem& b) { return a.range < b.range; });
  if (left_out_ > 0) {
    const TextRange last = problems_.empty() ? TextRange{} : problems_.back().range;
    problems_.push_back(
        Problem{.message = StrCat("This file has ", left_out_,
                                  " more places like these, which are not listed. Correct the "
                                  "ones above first, then look again."),
                .range = last,
                .in_sidecar = in_sidecar_});
    left_out_ = 0;
  }
  places_.clear();
  return std::move(problems_);
}

}  // namespace whyspec::calls
