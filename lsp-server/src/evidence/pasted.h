// Long stretches of a transcript copied into a text. Private to this layer but for the
// result, which SpecEvidence carries.
#pragma once

#include <optional>
#include <string_view>

#include "evidence/transcript_words.h"

namespace whyspec::evidence {

struct PastedWords {
  TextRange range;  // in the text
  std::size_t words = 0;
  std::uint32_t first_turn = 0;
  std::uint32_t last_turn = 0;
};

// A text read once, to be compared with many calls.
class PasteReader {
 public:
  explicit PasteReader(std::string_view text) : text_(text) {}
  // The longest run of the call's words in the text, speaker labels between turns
  // skipped; nullopt if none is longer than `most`.
  std::optional<PastedWords> Longest(const Transcript::Words& said, std::size_t most);

 private:
  struct Read {
    const Lexicon* lexicon = nullptr;
    std::unique_ptr<Vocabulary> vocabulary;
    std::vector<SpokenWord> words;
  };
  const Read& ReadWith(const Transcript::Words& said);

  std::string_view text_;
  std::vector<Read> reads_;  // one a lexicon
};

}  // namespace whyspec::evidence
