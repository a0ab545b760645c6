#include "rules/call_words.h"

#include <algorithm>

#include "base/unicode.h"

namespace whyspec::rules {

std::string FoldedWords(std::string_view text) {
  const std::string folded = Fold(text);
  std::string out = " ";
  for (TextRange word : Words(folded)) out.append(Cut(folded, word)).append(" ");
  return out;
}

bool SaidIn(const calls::Call& call, std::string_view words, std::uint32_t first_turn,
            std::uint32_t last_turn) {
  std::string said = " ";
  for (std::size_t i = first_turn; i <= last_turn && i < call.turns.size(); ++i) {
    said.append(FoldedWords(call.turns[i].text), 1);
  }
  return said.find(words) != std::string::npos;
}

CallWords::CallWords(const calls::Call& call) {
  words_ = " ";
  begins_.reserve(call.turns.size());
  for (const calls::Turn& turn : call.turns) {
    // The blank that ends one turn begins the next.
    begins_.push_back(words_.size() - 1);
    words_.append(FoldedWords(turn.text), 1);
  }
}

std::uint32_t CallWords::TurnAt(std::size_t offset) const {
  // Of turns without words, which share an offset with the next, the last one says it.
  const auto after = std::upper_bound(begins_.begin(), begins_.end(), offset);
  return static_cast<std::uint32_t>(after - begins_.begin() - 1);
}

std::optional<evidence::TurnSpan> CallWords::SaidOnce(std::string_view words) const {
  if (words.size() < 3 || begins_.empty()) return std::nullopt;
  const std::size_t at = words_.find(words);
  if (at == std::string::npos || words_.find(words, at + 1) != std::string::npos) return std::nullopt;
  // The blanks around do not count: the passage begins after the first.
  return evidence::TurnSpan{.first = TurnAt(at), .last = TurnAt(at + words.size() - 2)};
}

const CallWords& CallWordsCache::Of(const calls::Call& call) {
  std::unique_ptr<CallWords>& words = by_call_[&call];
  if (words == nullptr) words = std::make_unique<CallWords>(call);
  return *words;
}

}  // namespace whyspec::rules
