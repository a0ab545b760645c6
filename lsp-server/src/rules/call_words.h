// The words of a call, folded, for finding where a passage is said word for word.
//
// Verbatim only: what was reworded or shortened is the business of quote verification.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calls/call.h"
#include "evidence/citation.h"

namespace whyspec::rules {

// Folded words with one blank before, between and after: " on ressaisit tout ".
std::string FoldedWords(std::string_view text);

// `words`, as FoldedWords makes them, are said in these turns, the last one included.
bool SaidIn(const calls::Call& call, std::string_view words, std::uint32_t first_turn,
            std::uint32_t last_turn);

class CallWords {
 public:
  explicit CallWords(const calls::Call& call);

  // The turns that say it, if it is said exactly once.
  std::optional<evidence::TurnSpan> SaidOnce(std::string_view words) const;

 private:
  std::uint32_t TurnAt(std::size_t offset) const;

  std::string words_;                // of all turns, joined by single blanks
  std::vector<std::size_t> begins_;  // where each turn starts in words_
};

// One CallWords per call, made when first asked for. For the length of one check.
class CallWordsCache {
 public:
  const CallWords& Of(const calls::Call& call);

 private:
  std::map<const calls::Call*, std::unique_ptr<CallWords>> by_call_;
};

}  // namespace whyspec::rules
