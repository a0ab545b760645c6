// Texts as rows of words that can be compared: folded, contractions opened, figures and
// symbols made alike, names that are one name made one word. Private to this layer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text_range.h"
#include "evidence/lexicon.h"
#include "evidence/word_table.h"

namespace whyspec::evidence {

enum WordMark : std::uint8_t {
  kCapital = 1U << 0U,      // written with a capital in the middle of a sentence
  kSentenceEnd = 1U << 1U,  // a full stop, question or exclamation mark follows
  kSoundMark = 1U << 2U,    // no word: "[laughs]", "{vocalsound}"
  kFiller = 1U << 3U,       // "um", "you know"
  kInserted = 1U << 4U,     // in square brackets of a quote
  kUnfinished = 1U << 5U,   // "gene-": broken off
  kPause = 1U << 6U,        // any punctuation but an apostrophe or hyphen follows
};

struct SpokenWord {
  WordId id = 0;
  Offset begin = 0;  // in the text; words of one contraction share a range
  Offset end = 0;
  std::uint32_t turn = 0;
  // 0: written as its id says; else a hash of the spelling ("don't", "%"), so that
  // spellings that differ are known to.
  std::uint32_t form = 0;
  std::uint8_t marks = 0;

  TextRange range() const { return {begin, end}; }
  bool Is(WordMark mark) const { return (marks & mark) != 0; }
};

// Spellings that mean one name, ready for one lexicon. Immutable, shared by transcripts.
class NameTable {
 public:
  NameTable(const Lexicon& lexicon, const std::vector<std::vector<std::string>>& names);

  WordId end() const { return table_.end(); }
  WordId Find(std::string_view word) const { return table_.Find(word); }
  std::string_view TextOf(WordId id) const { return table_.TextOf(id); }
  bool empty() const { return spellings_.empty(); }
  // Puts one word in the place of each spelling found in words[from …).
  void Join(std::vector<SpokenWord>& words, std::size_t from) const;

 private:
  struct Spelling {
    std::vector<WordId> words;
    WordId name = 0;
  };
  WordTable table_;
  std::unordered_map<WordId, std::vector<Spelling>> spellings_;  // by first word, longest first
};

// Gives words their numbers: of the lexicon, of names, of the texts read so far. One that
// stands on a `base` finds the words of that one and keeps its own apart.
class Vocabulary {
 public:
  Vocabulary(const Lexicon& lexicon, std::shared_ptr<const NameTable> names)
      : lexicon_(&lexicon), names_(std::move(names)), own_(names_ ? names_->end() : lexicon.size()) {}
  explicit Vocabulary(const Vocabulary* base)
      : lexicon_(base->lexicon_), names_(base->names_), base_(base), own_(base->own_.end()) {}

  const Lexicon& lexicon() const { return *lexicon_; }
  const NameTable* names() const { return names_.get(); }
  WordId Intern(std::string_view word);
  WordId Find(std::string_view word) const;  // kNoWord if it was never read
  std::string_view TextOf(WordId id) const;
  WordId end() const { return own_.end(); }

 private:
  const Lexicon* lexicon_;
  std::shared_ptr<const NameTable> names_;
  const Vocabulary* base_ = nullptr;
  WordTable own_;
};

struct ReadOptions {
  std::uint32_t turn = 0;
  bool sounds_in_brackets = true;  // "[laughs]" is a sound; else its words are words
  std::uint8_t marks = 0;          // put on every word
  Offset base = 0;                 // of the text in the text that ranges are in
};
// Appends the words of `text`. Total: any bytes.
void ReadWords(std::string_view text, const ReadOptions& options, Vocabulary& vocabulary,
               std::vector<SpokenWord>& out);

// Joins words that are one ("pour cent"), names, and marks fillers in words[from …).
void FinishWords(const Vocabulary& vocabulary, std::vector<SpokenWord>& words, std::size_t from);

}  // namespace whyspec::evidence
