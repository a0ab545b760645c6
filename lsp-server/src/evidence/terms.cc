#include "evidence/terms.h"

#include <libstemmer.h>

#include <array>
#include <memory>
#include <unordered_set>

#include "base/hash.h"
#include "base/unicode.h"
#include "calls/text_index.h"
#include "evidence/number_words.h"
#include "evidence/stop_words.h"

namespace whyspec::evidence {
namespace {

constexpr std::size_t kMaxWordBytes = 64;
constexpr std::size_t kLanguageSampleBytes = 4096;

const std::unordered_set<std::string_view>& StopWordSet(TermLanguage language) {
  static const auto sets = [] {
    std::array<std::unordered_set<std::string_view>, kTermLanguages> out;
    for (std::size_t i = 0; i < kTermLanguages; ++i) {
      std::string_view list = StopWords(static_cast<TermLanguage>(i));
      while (!list.empty()) {
        const std::size_t blank = std::min(list.find(' '), list.size());
        out[i].insert(list.substr(0, blank));
        list.remove_prefix(std::min(blank + 1, list.size()));
      }
    }
    return out;
  }();
  return sets[static_cast<std::size_t>(language)];
}

// --- Where words are ------------------------------------------------------------------

bool IsAsciiWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

enum class CharKind : std::uint8_t { kOther, kWord, kInvisible };

// As base/unicode Words() and Fold() see a character that is not ASCII.
CharKind KindOf(char32_t c, std::string_view bytes) {
  if (c >= 0xC0 && c <= 0x24F) return c == 0xD7 || c == 0xF7 ? CharKind::kOther : CharKind::kWord;
  if (c >= 0x2010 && c <= 0x2027) return CharKind::kOther;
  struct Known {
    char32_t c = 0;
    CharKind kind = CharKind::kOther;
  };
  thread_local std::array<Known, 1024> known{};
  Known& slot = known[c % known.size()];
  if (slot.c != c) {
    slot.c = c;
    slot.kind = !Words(bytes).empty() ? CharKind::kWord
                : Fold(bytes).empty() ? CharKind::kInvisible
                                      : CharKind::kOther;
  }
  return slot.kind;
}

// Calls `word(begin, end)` for each word. Characters nobody sees (soft hyphens, joiners)
// do not end a word, as they fold to nothing.
template <typename Word>
void EachWord(std::string_view text, Word word) {
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t begin = kNone;
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    CharKind kind = CharKind::kOther;
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      kind = IsAsciiWord(text[at]) ? CharKind::kWord : CharKind::kOther;
      ++at;
    } else {
      const char32_t c = DecodeAt(text, at);
      kind = KindOf(c, text.substr(start, at - start));
    }
    if (kind == CharKind::kWord) {
      if (begin == kNone) begin = start;
      end = at;
    } else if (kind == CharKind::kOther && begin != kNone) {
      word(begin, end);
      begin = kNone;
    }
  }
  if (begin != kNone) word(begin, end);
}

// Is there an apostrophe right before `begin` or right after `end`? (As Fold() has it.)
bool IsApostropheAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  if (static_cast<unsigned char>(text[at]) < 0x80) return text[at] == '\'' || text[at] == '`';
  const char32_t c = DecodeAt(text, at);
  return (c >= 0x2018 && c <= 0x201B) || c == 0x2032 || c == 0xB4;
}

bool TouchesApostrophe(std::string_view text, std::size_t begin, std::size_t end) {
  if (IsApostropheAt(text, end)) return true;
  if (begin == 0) return false;
  std::size_t before = begin - 1;
  while (before > 0 && begin - before < 4 && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80)
    --before;
  return IsApostropheAt(text, before);
}

// --- What a word is reduced to --------------------------------------------------------

// Snowball's French stemmer tells "décidé" from "décide" by the accent, which folding
// has taken: "decidee", "decides" and "decide" are made one before it looks.
void LevelFrenchEnding(std::string& word) {
  if (word.size() < 5) return;
  if (word.ends_with("ees")) {
    word.resize(word.size() - 2);
  } else if (word.ends_with("ee") || word.ends_with("es")) {
    word.pop_back();
  }
}

struct StemmerDeleter {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

// Words of one language met by one thread and what they became. Bounded: full, it starts
// again from nothing.
class StemCache {
 public:
  struct Entry {
    std::string_view term;
    bool is_stop = false;
    int number = 0;         // said in words; 0 = none
    bool is_split = false;  // folds to several words ("½"): the caller folds and cuts
  };

  explicit StemCache(TermLanguage language) : language_(language) {
    static constexpr std::array<const char*, kTermLanguages> kNames = {"english", "french", "german",
                                                                       "spanish"};
    stemmer_.reset(sb_stemmer_new(kNames[static_cast<std::size_t>(language)], "UTF_8"));
    slots_.resize(kFirstSlots);
  }

  // The answer is good until the next call. REQUIRES: word.size() <= kMaxWordBytes.
  Entry Get(std::string_view word) {
    const std::uint64_t hash = Hash64(word);
    std::size_t at = hash & (slots_.size() - 1);
    for (; slots_[at].length != 0; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.hash == static_cast<std::uint32_t>(hash >> 32) && slot.length == word.size() &&
          arena_.compare(slot.offset, slot.length, word) == 0) {
        return EntryOf(slot);
      }
    }
    if (used_ * 2 >= slots_.size()) {
      Grow();
      return Get(word);
    }
    Slot slot{.hash = static_cast<std::uint32_t>(hash >> 32),
              .offset = static_cast<std::uint32_t>(arena_.size()),
              .length = static_cast<std::uint8_t>(word.size())};
    arena_ += word;
    std::string folded = Fold(word);
    const std::vector<TextRange> parts = Words(folded);
    slot.is_split = parts.size() != 1 || parts[0].length() != folded.size();
    slot.is_stop = !slot.is_split && StopWordSet(language_).count(folded) != 0;
    slot.number = static_cast<std::uint16_t>(slot.is_split ? 0 : NumberOfWord(folded, language_));
    const std::string number = std::to_string(slot.number);
    const std::string_view stem = slot.is_split ? "" : slot.number != 0 ? number : Stem(folded);
    // A stem is never longer than a fold, and a fold of 64 bytes at most 64 * 18 (U+FDFA).
    slot.term_length = static_cast<std::uint16_t>(stem.size());
    arena_ += stem;
    slots_[at] = slot;
    ++used_;
    return EntryOf(slot);
  }

 private:
  static constexpr std::size_t kFirstSlots = 4096;
  static constexpr std::size_t kMostSlots = 65536;

  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t offset = 0;
    std::uint16_t term_length = 0;
    std::uint16_t number = 0;
    std::uint8_t length = 0;  // of the word; 0 = free
    bool is_stop : 1 = false;
    bool is_split : 1 = false;
  };

  Entry EntryOf(const Slot& slot) const {
    return Entry{.term = std::string_view(arena_).substr(slot.offset + slot.length, slot.term_length),
                 .is_stop = slot.is_stop,
                 .number = slot.number,
                 .is_split = slot.is_split};
  }

  void Grow() {
    used_ = 0;
    if (slots_.size() >= kMostSlots) {
      arena_.clear();
      slots_.assign(slots_.size(), Slot());
      return;
    }
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.length == 0) continue;
      const std::uint64_t hash = Hash64(std::string_view(arena_).substr(slot.offset, slot.length));
      std::size_t at = hash & (slots_.size() - 1);
      while (slots_[at].length != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
      ++used_;
    }
  }

  std::string_view Stem(std::string& folded) {
    if (language_ == TermLanguage::kFrench) LevelFrenchEnding(folded);
    if (stemmer_ == nullptr) return folded;
    const sb_symbol* stem = sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(folded.data()),
                                            static_cast<int>(folded.size()));
    // nullptr: out of memory inside the stemmer.
    if (stem == nullptr || sb_stemmer_length(stemmer_.get()) <= 0) return folded;
    return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
  }

  TermLanguage language_;
  std::unique_ptr<sb_stemmer, StemmerDeleter> stemmer_;
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
  std::string arena_;  // each word met, followed by its term
};

StemCache& CacheOf(TermLanguage language) {
  thread_local std::array<std::unique_ptr<StemCache>, kTermLanguages> caches;
  auto& cache = caches[static_cast<std::size_t>(language)];
  if (cache == nullptr) cache = std::make_unique<StemCache>(language);
  return *cache;
}

std::string_view CutWord(std::string_view word) {
  if (word.size() <= kMaxWordBytes) return word;
  std::size_t size = kMaxWordBytes;
  while (size > 0 && (static_cast<unsigned char>(word[size]) & 0xC0) == 0x80) --size;
  return word.substr(0, size);
}

void Append(std::string_view text, TermLanguage language, bool keep_stop_words, std::vector<Term>& out) {
  StemCache& cache = CacheOf(language);
  int number = 0;  // the last term, if said in words
  const auto add = [&](std::string_view inside, std::size_t begin, std::size_t end, TextRange source) {
    const std::string_view word = CutWord(inside.substr(begin, end - begin));
    // "it's", "l'export": what an apostrophe ties to a word is no word of its own; but
    // "speaker D" names one.
    if (word.size() == 1 && !keep_stop_words && TouchesApostrophe(inside, begin, end)) {
      number = 0;
      return true;
    }
    const StemCache::Entry entry = cache.Get(word);
    if (entry.is_split) {
      number = 0;
      return false;
    }
    // "seventy five" is one number, if one blank or hyphen is between.
    const bool follows = number != 0 && entry.number != 0 && out.back().source.end + 1 == source.begin;
    const int joined = follows ? JoinNumbers(number, entry.number, language) : 0;
    if (joined != 0) {
      number = joined;
      out.back() = Term{.text = std::to_string(joined), .source = {out.back().source.begin, source.end}};
      return true;
    }
    const bool is_kept = (!entry.is_stop || keep_stop_words) && !entry.term.empty();
    number = is_kept ? entry.number : 0;
    if (is_kept) {
      out.push_back(Term{.text = std::string(entry.term), .source = source});
    }
    return true;
  };
  EachWord(text, [&](std::size_t begin, std::size_t end) {
    const TextRange source{static_cast<Offset>(begin), static_cast<Offset>(end)};
    if (add(text, begin, end, source)) return;
    const std::string folded = Fold(text.substr(begin, end - begin));
    EachWord(folded, [&](std::size_t from, std::size_t to) { add(folded, from, to, source); });
  });
}

std::string_view Sample(std::string_view text) {
  std::size_t size = std::min(text.size(), kLanguageSampleBytes);
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

TermLanguage Guess(std::string_view sample) {
  std::array<std::size_t, kTermLanguages> hits{};
  EachWord(sample, [&](std::size_t begin, std::size_t end) {
    const std::string word = Fold(CutWord(sample.substr(begin, end - begin)));
    for (std::size_t i = 0; i < kTermLanguages; ++i) {
      hits[i] += StopWordSet(static_cast<TermLanguage>(i)).count(word);
    }
  });
  return static_cast<TermLanguage>(std::max_element(hits.begin(), hits.end()) - hits.begin());
}

}  // namespace

TermLanguage TermLanguageOf(std::string_view language, std::string_view sample) {
  const std::string primary = Fold(language.substr(0, language.find_first_of("-_")));
  if (primary == "en" || primary == "eng") return TermLanguage::kEnglish;
  if (primary == "fr" || primary == "fra" || primary == "fre") return TermLanguage::kFrench;
  if (primary == "de" || primary == "deu" || primary == "ger") return TermLanguage::kGerman;
  if (primary == "es" || primary == "spa") return TermLanguage::kSpanish;
  return Guess(Sample(sample));
}

TermLanguage TermLanguageOf(const calls::Call& call) {
  const TermLanguage said = TermLanguageOf(call.language, "");
  if (said != TermLanguage::kEnglish || Fold(call.language).starts_with("en")) {
    return said;
  }
  std::string sample;
  for (const calls::Turn& turn : call.turns) {
    if (sample.size() >= kLanguageSampleBytes) break;
    sample += Sample(turn.text);
    sample += ' ';
  }
  return Guess(sample);
}

std::vector<Term> Terms(std::string_view text, TermLanguage language) {
  std::vector<Term> out;
  Append(text, language, /*keep_stop_words=*/false, out);
  return out;
}

void AppendTerms(std::string_view text, TermLanguage language, std::vector<Term>& out) {
  Append(text, language, /*keep_stop_words=*/false, out);
}

void AppendAllWords(std::string_view text, TermLanguage language, std::vector<Term>& out) {
  Append(text, language, /*keep_stop_words=*/true, out);
}

std::string_view SpeakerName(const calls::Call& call, const calls::Turn& turn) {
  const calls::Participant* participant = call.FindParticipant(turn.speaker);
  return participant == nullptr || participant->name.empty() ? std::string_view(turn.speaker)
                                                             : std::string_view(participant->name);
}

BlockTerms::BlockTerms(const calls::Call& call) : call_(call), language_(TermLanguageOf(call)) {}

std::uint32_t BlockTerms::block_count() const {
  return static_cast<std::uint32_t>((call_.turns.size() + calls::kTurnsPerBlock - 1) / calls::kTurnsPerBlock);
}

const std::vector<std::string_view>& BlockTerms::Of(std::uint32_t block) {
  terms_.clear();
  distinct_.clear();
  if (block == 0) {
    AppendTerms(call_.title, language_, terms_);
    AppendTerms(call_.account, language_, terms_);
  }
  const std::size_t first = std::size_t{block} * calls::kTurnsPerBlock;
  const std::size_t last = std::min(first + calls::kTurnsPerBlock, call_.turns.size());
  for (std::size_t i = first; i < last; ++i) {
    const calls::Turn& turn = call_.turns[i];
    AppendTerms(SpeakerName(call_, turn), language_, terms_);
    AppendTerms(turn.text, language_, terms_);
  }
  distinct_.reserve(terms_.size());
  for (const Term& term : terms_) distinct_.push_back(term.text);
  std::sort(distinct_.begin(), distinct_.end());
  distinct_.erase(std::unique(distinct_.begin(), distinct_.end()), distinct_.end());
  return distinct_;
}

}  // namespace whyspec::evidence
