#include "evidence/judge_words.h"

#include "evidence/word_numbers.h"

namespace whyspec::evidence {

bool JudgedWords::IsNumeral(WordId id) const {
  if (Has(id, kNumeral)) return true;
  const std::string_view text = TextOf(id);
  return !text.empty() && text[0] >= '0' && text[0] <= '9';
}

bool JudgedWords::Negates(Side side, std::uint32_t i) const {
  const std::vector<SpokenWord>& words = All(side);
  if (Has(words[i].id, kNegative)) return true;
  if (!Has(words[i].id, kMaybeNegative)) return false;
  constexpr std::size_t kNear = 5;
  for (std::size_t n = 1; n <= kNear && n <= i; ++n) {
    if (Has(words[i - n].id, kNegationMark)) return true;
  }
  // "personne ne", "plus personne".
  if (i > 0 && Has(words[i - 1].id, kMaybeNegative)) return true;
  return (i + 1 < words.size() && Has(words[i + 1].id, kNegationMark | kMaybeNegative)) ||
         (i + 2 < words.size() && Has(words[i + 2].id, kNegationMark));
}

std::size_t JudgedWords::Negations(Side side, const Indices& list) const {
  std::size_t count = 0;
  std::size_t marks = 0;
  for (const std::uint32_t i : list) {
    if (Negates(side, i)) ++count;
    if (Has(IdAt(side, i), kNegationMark)) ++marks;
  }
  // "ne" alone negates too; beside another negation it belongs to it.
  return count > 0 ? count : marks;
}

std::vector<double> JudgedWords::NumbersIn(Side side, const Indices& list) const {
  std::vector<std::string_view> texts;
  texts.reserve(list.size());
  for (const std::uint32_t i : list) texts.push_back(TextOf(IdAt(side, i)));
  return NumbersOf(texts, lexicon_);
}

}  // namespace whyspec::evidence
