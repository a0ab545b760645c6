#include "rules/detect/health_lexicon.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/unicode.h"
#include "rules/cue_tables.h"
#include "rules/detect/characters.h"

namespace whyspec::rules::detect {
namespace {

// The first four bytes of a word, lower case; shorter words are filled with zeros.
std::uint32_t Key(std::string_view word) {
  std::uint32_t key = 0;
  for (std::size_t i = 0; i < 4 && i < word.size(); ++i) {
    key |= static_cast<std::uint32_t>(static_cast<unsigned char>(Lower(word[i]))) << (8 * i);
  }
  return key;
}

// A table, for the lengths of words are what a branch predictor cannot learn.
constexpr std::uint32_t kMask[] = {0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF};

// The same from the word's first four bytes as they lie in memory, of which the first
// `letters` belong to it: ASCII letters and digits.
std::uint32_t AsciiKey(std::uint32_t head, std::size_t letters) {
  if constexpr (std::endian::native == std::endian::big) head = __builtin_bswap32(head);
  return (head | 0x20202020U) & kMask[letters];  // lower case; digits have that bit already
}

// How many of the first four bytes at `at` are ASCII letters or digits.
std::size_t LettersAt(std::string_view text, std::size_t at) {
  std::size_t letters = 0;
  while (letters < 4 && at + letters < text.size() && IsAlnum(text[at + letters])) ++letters;
  return letters;
}

// Which of 64 bytes are ASCII letters or digits, and which are no ASCII, a bit for each.
// The loops over flags become vector instructions; the multiplication gathers eight flags
// of a byte each into eight bits.
struct ByteClasses {
  std::uint64_t ascii = 0;
  std::uint64_t high = 0;
};

std::uint64_t GatherBits(const unsigned char (&flags)[64]) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    std::uint64_t eight = 0;
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(&eight, flags + 8 * i, 8);
    } else {
      for (std::size_t k = 0; k < 8; ++k) eight |= static_cast<std::uint64_t>(flags[8 * i + k]) << (8 * k);
    }
    bits |= ((eight * 0x0102040810204080ULL) >> 56) << (8 * i);
  }
  return bits;
}

ByteClasses Classify(const char* data) {
  unsigned char ascii[64];
  unsigned char high[64];
  for (std::size_t i = 0; i < 64; ++i) {
    const auto c = static_cast<unsigned char>(data[i]);
    const auto letter = static_cast<unsigned char>(static_cast<unsigned char>((c | 0x20) - 'a') < 26);
    const auto digit = static_cast<unsigned char>(static_cast<unsigned char>(c - '0') < 10);
    ascii[i] = letter | digit;
    high[i] = c >> 7;
  }
  return {GatherBits(ascii), GatherBits(high)};
}

bool IsRunByte(char c) { return IsAlnum(c) || static_cast<unsigned char>(c) >= 0x80; }

// True if a health term may begin in the run of word bytes that begins at `at`. A run with
// accents, typographic quotes or dashes may hold several words, and its first letters are
// not what its words fold to.
bool RunMayHoldTerm(std::string_view text, std::size_t at, const HealthLexicon& lexicon) {
  constexpr std::size_t kLongestRun = 96;  // bytes; every further word of it has a start of its own
  std::size_t end = at;
  bool ascii = true;
  while (end < text.size() && end - at < kLongestRun && IsRunByte(text[end])) {
    ascii = ascii && static_cast<unsigned char>(text[end]) < 0x80;
    ++end;
  }
  const std::string_view run = text.substr(at, end - at);
  if (ascii) {
    char lower[kLongestRun];
    std::transform(run.begin(), run.end(), lower, [](char c) { return Lower(c); });
    return lexicon.Begins({lower, run.size()});
  }
  const std::vector<TextRange> words = Words(run);
  return std::any_of(words.begin(), words.end(),
                     [&](TextRange word) { return lexicon.Begins(Fold(Cut(run, word))); });
}

}  // namespace

const HealthLexicon& HealthLexicon::Get() {
  static const HealthLexicon lexicon;
  return lexicon;
}

HealthLexicon::HealthLexicon() {
  for (std::string_view entry : Read("health_terms")) {
    Term term;
    for (std::size_t at = 0; at <= entry.size();) {
      const std::size_t blank = std::min(entry.find(' ', at), entry.size());
      term.words.emplace_back(entry.substr(at, blank - at));
      at = blank + 1;
    }
    // A stem of fewer than four letters could not be found by its key: such an entry
    // has to be spelt out, which a test holds the lists to.
    const std::uint32_t key = Key(term.words[0]);
    filter_.set(Slot(key));
    terms_[key].push_back(std::move(term));
  }
  titles_ = Read("titles");
  age_words_ = Read("age_words");
  years_ = Read("years");
  group_words_ = Read("group_words");
  humans_ = Read("humans");
  born_ = Read("born");
}

bool HealthLexicon::Has(const Words& words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

HealthLexicon::Words HealthLexicon::Read(std::string_view list) {
  Words words;
  for (int i = 0; i < kLanguageCount; ++i) {
    const auto entries = FindWordList(static_cast<Language>(i), "privacy", list);
    words.insert(words.end(), entries.begin(), entries.end());
  }
  std::sort(words.begin(), words.end());
  return words;
}

bool HealthLexicon::Fits(std::string_view pattern, std::string_view word) {
  if (!pattern.empty() && pattern.back() == '*') {
    pattern.remove_suffix(1);
    return word.substr(0, pattern.size()) == pattern;
  }
  return word == pattern;
}

bool HealthLexicon::Begins(std::string_view folded) const {
  const std::uint32_t key = Key(folded);
  if (!MayBegin(key)) return false;
  const auto found = terms_.find(key);
  return found != terms_.end() && std::any_of(found->second.begin(), found->second.end(),
                                              [&](const Term& term) { return Fits(term.words[0], folded); });
}

std::size_t HealthLexicon::TermAt(const std::vector<std::string>& words, std::size_t at) const {
  const auto found = terms_.find(Key(words[at]));
  if (found == terms_.end()) return 0;
  std::size_t longest = 0;
  for (const Term& term : found->second) {
    if (term.words.size() <= longest || at + term.words.size() > words.size()) continue;
    bool fits = true;
    for (std::size_t i = 0; i < term.words.size() && fits; ++i) fits = Fits(term.words[i], words[at + i]);
    if (fits) longest = term.words.size();
  }
  return longest;
}

// The hot loop of this rule: it sees every word of every spec.
std::size_t NextHealthCandidate(std::string_view text, std::size_t from) {
  const HealthLexicon& lexicon = HealthLexicon::Get();
  char last_block[64] = {};
  for (std::size_t block = from; block < text.size(); block += 64) {
    const char* data = text.data() + block;
    if (text.size() - block < 64) {
      std::copy(data, data + (text.size() - block), last_block);
      data = last_block;
    }
    const ByteClasses bytes = Classify(data);
    const std::uint64_t word = bytes.ascii | bytes.high;
    const std::uint64_t carry = block > 0 && IsRunByte(text[block - 1]) ? 1 : 0;
    const std::uint64_t high_carry = block > 0 && static_cast<unsigned char>(text[block - 1]) >= 0x80 ? 1 : 0;
    // Where a run begins, and, in it, each letter after an accent, quote or dash.
    std::uint64_t starts = (word & ~((word << 1) | carry)) | (bytes.ascii & ((bytes.high << 1) | high_carry));
    for (; starts != 0; starts &= starts - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(starts));
      const std::size_t at = block + bit;
      std::uint32_t head = 0;
      if (bit <= 60) {
        std::memcpy(&head, data + bit, 4);
      } else {
        std::memcpy(&head, text.data() + at, std::min<std::size_t>(4, text.size() - at));
      }
      if ((head & 0x80808080U) == 0) {
        const std::size_t letters =
            bit <= 60 ? static_cast<std::size_t>(std::countr_one((bytes.ascii >> bit) & 0xF))
                      : LettersAt(text, at);
        if (!lexicon.MayBegin(AsciiKey(head, letters))) continue;
      }
      if (RunMayHoldTerm(text, at, lexicon)) return at;
    }
  }
  return text.size();
}

}  // namespace whyspec::rules::detect
