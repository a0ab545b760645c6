// The word lists behind health mentions, and the one pass over a text that finds where a
// term may begin. Private to this folder.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace whyspec::rules::detect {

// Terms and words that tell a person, of all languages at once. Immutable.
class HealthLexicon {
 public:
  static const HealthLexicon& Get();

  // False for nearly every word that begins no term. `key` is its first four bytes, lower case.
  bool MayBegin(std::uint32_t key) const { return filter_.test(Slot(key)); }
  // True if some term begins with this word, folded.
  bool Begins(std::string_view folded) const;
  // Number of words of the longest term that begins at words[at], folded; 0 if none does.
  std::size_t TermAt(const std::vector<std::string>& words, std::size_t at) const;

  // The word, folded, is …
  bool IsTitle(std::string_view word) const { return Has(titles_, word); }           // "mrs"
  bool IsAgeWord(std::string_view word) const { return Has(age_words_, word); }      // "aged"
  bool IsYears(std::string_view word) const { return Has(years_, word); }            // "ans"
  bool IsGroupWord(std::string_view word) const { return Has(group_words_, word); }  // "over"
  bool IsHuman(std::string_view word) const { return Has(humans_, word); }           // "patiente"
  bool IsBorn(std::string_view word) const { return Has(born_, word); }              // "born"

 private:
  struct Term {
    std::vector<std::string> words;  // folded; a "*" at the end of one means any ending
  };
  using Words = std::vector<std::string_view>;  // sorted

  HealthLexicon();
  static bool Has(const Words& words, std::string_view word);
  static Words Read(std::string_view list);
  static bool Fits(std::string_view pattern, std::string_view word);
  static std::size_t Slot(std::uint32_t key) { return (key * 2654435761U) >> 17; }  // 15 bits

  std::bitset<32768> filter_;
  std::unordered_map<std::uint32_t, std::vector<Term>> terms_;  // by key of the first word
  Words titles_, age_words_, years_, group_words_, humans_, born_;
};

// Offset of the next word at or after `from` that may begin a health term; the text's size
// if there is none.
std::size_t NextHealthCandidate(std::string_view text, std::size_t from);

}  // namespace whyspec::rules::detect
