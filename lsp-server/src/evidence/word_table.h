// Strings to small numbers: open addressing over a pool, for tens of thousands of words
// at a few nanoseconds each. Private to this layer.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace whyspec::evidence {

using WordId = std::uint32_t;
inline constexpr WordId kNoWord = ~WordId{0};

class WordTable {
 public:
  // Ids are given from `first` on.
  explicit WordTable(WordId first = 0) : first_(first), slots_(64, 0) {}

  WordId Find(std::string_view word) const;
  WordId Intern(std::string_view word);
  std::string_view TextOf(WordId id) const { return texts_[id - first_]; }
  WordId first() const { return first_; }
  WordId end() const { return first_ + static_cast<WordId>(texts_.size()); }

 private:
  std::size_t SlotOf(std::string_view word, std::uint64_t hash) const;
  void Grow();

  WordId first_;
  std::deque<std::string> pool_;
  std::vector<std::string_view> texts_;
  std::vector<std::uint32_t> hashes_;
  std::vector<std::uint32_t> slots_;  // index into texts_ + 1; 0 = empty. A power of two
};

}  // namespace whyspec::evidence
