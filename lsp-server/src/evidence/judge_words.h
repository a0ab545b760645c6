// The words of a quote beside those of a transcript, as every file that judges looks at
// them. Private to this layer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/lexicon.h"
#include "evidence/quote_reading.h"
#include "evidence/transcript_words.h"

namespace whyspec::evidence {

enum class Side : std::uint8_t { kQuote, kSaid };
using Indices = std::vector<std::uint32_t>;  // of words of one side, ascending

// Refers to both; they outlive it.
class JudgedWords {
 public:
  JudgedWords(const QuoteReading& quote, const Transcript::Words& said)
      : quote_(quote), said_(said), lexicon_(said.lexicon()) {}

  const QuoteReading& quote() const { return quote_; }
  const Transcript::Words& said() const { return said_; }
  const Lexicon& lexicon() const { return lexicon_; }

  const SpokenWord& Quoted(std::uint32_t i) const { return quote_.words[i]; }
  const SpokenWord& Said(std::uint32_t i) const { return said_.words[i]; }
  const std::vector<SpokenWord>& All(Side side) const {
    return side == Side::kQuote ? quote_.words : said_.words;
  }
  WordId IdAt(Side side, std::uint32_t i) const { return All(side)[i].id; }

  const WordInfo& Info(WordId id) const { return lexicon_.InfoOf(id); }
  std::string_view TextOf(WordId id) const { return quote_.vocabulary.TextOf(id); }
  bool Has(WordId id, std::uint32_t classes) const { return (Info(id).classes & classes) != 0; }
  // Number words and digits.
  bool IsNumeral(WordId id) const;

  // Whether the word turns a meaning around where it stands: "personne" beside "ne".
  bool Negates(Side side, std::uint32_t i) const;
  // Negations among these words; a lone "ne" is one.
  std::size_t Negations(Side side, const Indices& list) const;
  // The numbers that these words say, in order.
  std::vector<double> NumbersIn(Side side, const Indices& list) const;

 private:
  const QuoteReading& quote_;
  const Transcript::Words& said_;
  const Lexicon& lexicon_;
};

}  // namespace whyspec::evidence
