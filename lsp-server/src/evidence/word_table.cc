#include "evidence/word_table.h"

#include "base/hash.h"

namespace whyspec::evidence {

std::size_t WordTable::SlotOf(std::string_view word, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot] != 0) {
    const std::uint32_t index = slots_[slot] - 1;
    if (hashes_[index] == static_cast<std::uint32_t>(hash) && texts_[index] == word) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

WordId WordTable::Find(std::string_view word) const {
  const std::size_t slot = SlotOf(word, Hash64(word));
  return slots_[slot] == 0 ? kNoWord : first_ + slots_[slot] - 1;
}

WordId WordTable::Intern(std::string_view word) {
  const std::uint64_t hash = Hash64(word);
  std::size_t slot = SlotOf(word, hash);
  if (slots_[slot] != 0) return first_ + slots_[slot] - 1;
  if ((texts_.size() + 1) * 2 > slots_.size()) {
    Grow();
    slot = SlotOf(word, hash);
  }
  pool_.emplace_back(word);
  texts_.push_back(pool_.back());
  hashes_.push_back(static_cast<std::uint32_t>(hash));
  slots_[slot] = static_cast<std::uint32_t>(texts_.size());
  return end() - 1;
}

void WordTable::Grow() {
  std::vector<std::uint32_t> bigger(slots_.size() * 4, 0);
  const std::size_t mask = bigger.size() - 1;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    std::size_t slot = Hash64(texts_[i]) & mask;
    while (bigger[slot] != 0) slot = (slot + 1) & mask;
    bigger[slot] = static_cast<std::uint32_t>(i + 1);
  }
  slots_ = std::move(bigger);
}

}  // namespace whyspec::evidence
