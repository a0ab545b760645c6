#include "rules/number_words.h"

#include <array>
#include <functional>
#include <set>
#include <string>

#include "base/unicode.h"
#include "rules/cue_tables.h"

namespace whyspec::rules {

bool IsNumberWord(std::string_view folded_word, Language language) {
  using WordSet = std::set<std::string, std::less<>>;
  static const auto* const sets = [] {
    auto* made = new std::array<WordSet, kLanguageCount>;
    for (int i = 0; i < kLanguageCount; ++i) {
      auto& set = (*made)[static_cast<std::size_t>(i)];
      const auto language_of = static_cast<Language>(i);
      const auto small = FindWordList(language_of, "words", "number");
      for (std::size_t n = 2; n < small.size(); ++n) set.insert(Fold(small[n]));
      for (std::string_view word : FindWordList(language_of, "words", "number_big")) set.insert(Fold(word));
    }
    return made;
  }();
  return (*sets)[static_cast<std::size_t>(language)].count(folded_word) > 0;
}

}  // namespace whyspec::rules
