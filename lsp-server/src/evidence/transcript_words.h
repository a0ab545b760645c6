// What Transcript keeps: the words of all turns in one row, where each word occurs, who
// speaks. Private to this layer.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "evidence/spoken_words.h"
#include "evidence/verify_quote.h"

namespace whyspec::evidence {

struct Transcript::Words {
  Words(const calls::Call& call, const Lexicon& lexicon, std::shared_ptr<const NameTable> names);

  Vocabulary vocabulary;
  std::vector<SpokenWord> words;
  std::vector<std::uint32_t> turn_begin;  // first word of each turn; one past the last at the end
  std::vector<std::uint32_t> speaker;     // of each turn; 0 = unattributed

  const Lexicon& lexicon() const { return vocabulary.lexicon(); }
  std::uint32_t size() const { return static_cast<std::uint32_t>(words.size()); }
  std::uint32_t SpeakerAt(std::uint32_t word) const { return speaker[words[word].turn]; }
  // Mostly written with a capital in the middle of a sentence: a name.
  bool IsNameSomewhere(WordId id) const { return id < names_.size() && names_[id]; }
  // Places of a word, ascending.
  std::span<const std::uint32_t> PlacesOf(WordId id) const;

 private:
  std::vector<std::uint32_t> begins_;  // by id, into places_
  std::vector<std::uint32_t> places_;
  std::vector<bool> names_;  // by id
};

// The lexicon for a call: its language's, or a guess by its words.
const Lexicon& LexiconOf(const calls::Call& call, std::string_view language = {});

}  // namespace whyspec::evidence
