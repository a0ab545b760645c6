// What a language knows of its words: which ones turn a meaning around, count, measure,
// fill a pause, or stand for the same. Made once from words/<language>.json; immutable.
// Private to this layer.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "evidence/word_lists.h"
#include "evidence/word_table.h"

namespace whyspec::evidence {

enum WordClass : std::uint32_t {
  kNegative = 1U << 0U,
  kNegationMark = 1U << 1U,   // French "ne": a negation only with a second word, or alone
  kMaybeNegative = 1U << 2U,  // "plus", "personne": a negation beside "ne"
  kQuantity = 1U << 3U,       // how many, how often, how sure
  kCompares = 1U << 4U,
  kModal = 1U << 5U,
  kPronoun = 1U << 6U,
  kUnitWord = 1U << 7U,
  kDateWord = 1U << 8U,
  kNumeral = 1U << 9U,
  kArticle = 1U << 10U,  // "un", a number only where the other side has one
  kFunction = 1U << 11U,
  kStartsFiller = 1U << 12U,
  kSound = 1U << 13U,  // "laughs", in brackets of a transcript
  kStartsPair = 1U << 14U,
  kHasTwin = 1U << 15U,  // see Same()
  kConjunction = 1U << 16U,
  kIsForm = 1U << 17U,      // see FormOf()
  kHesitation = 1U << 18U,  // "um": a filler wherever it stands
};

struct NumberWord {
  enum class Kind : std::uint8_t { kUnit, kMultiplier, kOrdinal, kOpaque } kind = Kind::kOpaque;
  double value = 0;
};

struct WordInfo {
  std::uint32_t classes = 0;
  // Words of one group mean the same within their class; 0 = none.
  std::uint16_t quantity = 0;
  std::uint16_t comparison = 0;
  std::uint16_t modal = 0;
  std::uint16_t person = 0;
  std::uint16_t unit = 0;
  std::uint16_t date = 0;
};

class Lexicon {
 public:
  // `language` is BCP 47; French for "fr…", else English.
  static const Lexicon& Of(std::string_view language);
  // By its frequent words, for texts that do not say their language.
  static const Lexicon& Guess(std::string_view sample);

  bool is_french() const { return french_; }
  WordId size() const { return table_.end(); }
  WordId Find(std::string_view word) const { return table_.Find(word); }
  std::string_view TextOf(WordId id) const { return table_.TextOf(id); }
  // Of any id; those that are not of the lexicon have no class.
  const WordInfo& InfoOf(WordId id) const { return id < infos_.size() ? infos_[id] : none_; }

  // "don't" -> {do, not}; nullptr if `form` stands for itself.
  const std::vector<WordId>* FormOf(std::string_view form) const;
  // "pour cent" -> percent; kNoWord if the two are just two words.
  WordId PairOf(WordId first, WordId second) const;
  // Two spellings or openings of one word: "'d" and "would".
  bool Same(WordId a, WordId b) const;
  // Longest filler phrase that begins a list of words. One that may as well be a plain
  // word ("like") fills only where pauses set it off.
  struct Filler {
    std::size_t length = 0;  // 0: none
    bool must_be_set_off = false;
  };
  Filler FillerAt(std::span<const WordId> words) const;
  // "%" -> percent, "€" -> euro; kNoWord if it is no unit.
  WordId UnitOf(std::string_view symbol) const;
  std::optional<NumberWord> NumberOf(std::string_view word) const;
  bool Opposite(std::string_view a, std::string_view b) const;
  // The same verb, once as a condition ("utiliserait"), once not ("utilisera").
  bool ConditionDiffers(std::string_view a, std::string_view b) const;

 private:
  Lexicon(std::span<const WordList> lists, bool french);
  void Load(std::span<const WordList> lists);
  void AddMeanings(const WordList& list);
  void AddOpposites(const WordList& list);
  WordInfo& Add(std::string_view word, std::uint32_t classes);
  std::vector<WordId> Ids(std::string_view words);
  bool IsForm(std::string_view entry, std::string_view word) const;
  template <typename Visit>
  void ForSides(std::string_view word, Visit visit) const;
  bool NegatesByPrefix(std::string_view longer, std::string_view shorter) const;

  bool french_;
  WordTable table_;
  std::vector<WordInfo> infos_;
  WordInfo none_;
  std::unordered_map<WordId, std::vector<WordId>> forms_;  // by the id of the form as written
  std::unordered_map<std::uint64_t, WordId> pairs_;
  std::unordered_map<std::uint64_t, bool> twins_;
  struct FillerPhrase {
    std::vector<WordId> words;
    bool must_be_set_off = false;
  };
  std::unordered_map<WordId, std::vector<FillerPhrase>> fillers_;  // by first word, longest first
  std::unordered_map<std::string, WordId> symbols_;
  std::unordered_map<std::string, NumberWord> numbers_;
  struct Side {
    std::string_view word;
    std::uint32_t pair = 0;
    bool left = false;
  };
  std::unordered_map<std::string, std::vector<Side>> opposites_;  // by their first three letters
  std::uint32_t opposite_count_ = 0;
  std::uint16_t group_count_ = 0;
  std::vector<std::string_view> prefixes_;
  std::vector<std::pair<std::string_view, std::string_view>> suffixes_;
  std::vector<std::string_view> ordinal_suffixes_;
};

}  // namespace whyspec::evidence
