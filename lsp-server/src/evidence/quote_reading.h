// A quote cut at its omissions: "a b […] c" is two pieces. Private to this layer.
#pragma once

#include <string_view>
#include <vector>

#include "evidence/spoken_words.h"

namespace whyspec::evidence {

struct QuotePiece {
  std::uint32_t begin = 0;  // words of the quote
  std::uint32_t end = 0;
  // How it follows the piece before: after an omission mark, or at once.
  bool after_mark = false;
  TextRange mark;  // the omission mark before it; empty if there is none

  std::uint32_t size() const { return end - begin; }
};

struct QuoteReading {
  explicit QuoteReading(std::string_view quote, const Vocabulary& transcript);

  Vocabulary vocabulary;  // on that of the transcript
  std::vector<SpokenWord> words;
  std::vector<QuotePiece> pieces;
  bool is_cut = false;  // longer than any quote: only the beginning was read

  // Words the speaker must have said: not inserted in brackets, no sounds.
  std::size_t CountSpoken() const;
};

}  // namespace whyspec::evidence
