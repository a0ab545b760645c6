// The compiled cue lists of one language: all of them are looked for in one pass over
// the words of a text.
//
// Compiled on first use, then immutable and shared by all threads. A pattern is a row of
// groups; a group is a choice of short word rows. Words are numbered, so that matching
// compares integers; a pattern is tried only where one of its first words stands.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/cues.h"

namespace whyspec::rules {

// One word, number or currency sign of a folded text.
struct CueToken {
  enum Kind : std::uint8_t { kWord, kNumber, kSymbol };
  TextRange range;
  std::uint32_t word = 0;  // number of the word in the matcher; 0 = in no list
  Kind kind = kWord;
  bool after_stop = false;  // ". ; : ! ?" or a bracket stands before it
  bool negation = false;
  bool negation_after = false;
};

// Which lists: those that tell what a sentence of a spec does, or those that tell what
// people say in a call ("cues" and "said" of the JSON files). Apart, so that neither text
// pays for the other's words.
enum class CueGroup : std::uint8_t { kSpec, kSaid };

// Number of a list in its group, the same in every language; -1 if there is none of that
// name.
int CueListNumber(std::string_view name, CueGroup group = CueGroup::kSpec);

struct NumberedHit {
  int list = 0;
  CueHit hit;
};

class CueMatcher {
 public:
  static const CueMatcher& For(Language language, CueGroup group = CueGroup::kSpec);

  bool HasList(int list) const { return present_[static_cast<std::size_t>(list)]; }
  // Hits within `range` of `folded_text`, by start; of one list they do not overlap.
  // `list` >= 0 looks for that one only.
  void Scan(std::string_view folded_text, TextRange range, int list, std::vector<NumberedHit>* out) const;

 private:
  // A word as a pattern sees it.
  struct Piece {
    enum Kind : std::uint8_t { kWord, kStem, kNumber, kAny };
    Kind kind = kWord;
    std::uint32_t id = 0;  // of the word, or of the stem in stems_
  };
  using Choice = std::vector<Piece>;
  using Group = std::vector<Choice>;
  struct Pattern {
    int list = 0;
    std::vector<Group> groups;
  };

  CueMatcher(Language language, CueGroup group);
  void AddPattern(int list, std::string_view entry);
  void IndexFirst(std::uint32_t pattern);
  Choice ParseChoice(std::string_view text);
  std::uint32_t Intern(std::string_view word);
  void Tokenize(std::string_view text, TextRange range, std::vector<CueToken>* tokens) const;
  bool Fits(const Piece& piece, const CueToken& token, std::string_view text) const;
  // One past the last token of the longest match from `token` on; 0 if there is none.
  std::size_t Match(const Pattern& pattern, std::size_t group, std::size_t token, std::size_t start,
                    const std::vector<CueToken>& tokens, std::string_view text) const;
  bool Negated(const std::vector<CueToken>& tokens, std::size_t first, std::size_t end,
               std::string_view text) const;

  struct Word {
    bool negation = false;
    bool negation_after = false;
    std::vector<std::uint32_t> first_of;  // patterns
  };
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t id = 0;  // 0 = free
  };

  std::vector<bool> present_;
  std::vector<Pattern> patterns_;
  std::vector<Word> words_;             // by id; [0] is no word
  std::vector<std::string> spellings_;  // by id
  std::vector<Slot> slots_;             // open addressing, a power of two
  std::vector<std::string> stems_;
  // Patterns that begin with a stem, by its first three bytes.
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> stem_first_;
  std::vector<std::uint32_t> number_first_;
};

}  // namespace whyspec::rules
