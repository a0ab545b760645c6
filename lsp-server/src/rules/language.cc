#include "rules/language.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "rules/cue_tables.h"

namespace whyspec::rules {
namespace {

constexpr std::array<std::string_view, kLanguageCount> kCodes = {"en", "fr", "de", "es"};

// Function word -> bit set of the languages that have it.
const std::unordered_map<std::string_view, unsigned>& FunctionWords() {
  static const auto* const words = [] {
    auto* map = new std::unordered_map<std::string_view, unsigned>;
    for (int i = 0; i < kLanguageCount; ++i) {
      for (std::string_view word : FindWordList(static_cast<Language>(i), "words", "function")) {
        (*map)[word] |= 1U << static_cast<unsigned>(i);
      }
    }
    return map;
  }();
  return *words;
}

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string_view Code(Language language) { return kCodes[static_cast<std::size_t>(language)]; }

std::optional<Language> ParseLanguage(std::string_view bcp47) {
  const std::size_t end = std::min(bcp47.find_first_of("-_"), bcp47.size());
  if (end != 2) return std::nullopt;
  const char code[2] = {static_cast<char>(bcp47[0] | 0x20), static_cast<char>(bcp47[1] | 0x20)};
  for (std::size_t i = 0; i < kCodes.size(); ++i) {
    if (kCodes[i] == std::string_view(code, 2)) return static_cast<Language>(i);
  }
  return std::nullopt;
}

std::optional<Language> GuessLanguage(std::string_view folded_text) {
  // Enough words to be sure early; more only where languages are mixed.
  constexpr int kMaxWords = 400;
  constexpr int kClearLead = 8;
  constexpr int kLeast = 3;
  const auto& function_words = FunctionWords();
  std::array<int, kLanguageCount> count{};
  int words = 0;
  const auto best = [&count] {
    return static_cast<std::size_t>(std::max_element(count.begin(), count.end()) - count.begin());
  };
  const auto second = [&count](std::size_t first) {
    int most = 0;
    for (std::size_t i = 0; i < count.size(); ++i) {
      if (i != first) most = std::max(most, count[i]);
    }
    return most;
  };
  std::size_t at = 0;
  while (at < folded_text.size() && words < kMaxWords) {
    if (!IsWordByte(folded_text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < folded_text.size() && IsWordByte(folded_text[at])) ++at;
    ++words;
    const auto found = function_words.find(folded_text.substr(begin, at - begin));
    if (found == function_words.end()) continue;
    for (std::size_t i = 0; i < count.size(); ++i) count[i] += static_cast<int>(found->second >> i & 1U);
    const std::size_t first = best();
    if (count[first] - second(first) >= kClearLead) return static_cast<Language>(first);
  }
  const std::size_t first = best();
  if (count[first] < kLeast || count[first] * 2 < second(first) * 3) return std::nullopt;
  return static_cast<Language>(first);
}

}  // namespace whyspec::rules
