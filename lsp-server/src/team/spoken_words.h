// Words that were said in calls, found again in other texts (specs): runs of five words and
// more in a row, whatever stands between them (Markdown, capitals, accents).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "calls/call.h"

namespace whyspec::team {

class SpokenWords {
 public:
  static constexpr std::size_t kInARow = 5;

  // Turns and notes.
  void Add(const calls::Call& call);
  bool empty() const { return runs_.empty() && short_turns_.empty(); }
  // `text` with such runs replaced by "[…]". `changed` is set if there were any.
  std::string Strike(std::string_view text, bool& changed) const;

 private:
  void AddText(std::string_view text);

  std::unordered_set<std::uint64_t> runs_;  // hashes of kInARow words
  // Turns of fewer words, whole: for texts that are nothing but them (quotes of citations).
  std::unordered_set<std::uint64_t> short_turns_;
};

}  // namespace whyspec::team
