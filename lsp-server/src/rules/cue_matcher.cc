#include "rules/cue_matcher.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <memory>
#include <mutex>

#include "base/unicode.h"
#include "rules/cue_tables.h"

namespace whyspec::rules {
namespace {

enum ByteClass : std::uint8_t { kGap, kLetter, kDigit, kSign, kStop, kHigh };

constexpr std::array<ByteClass, 256> MakeClasses() {
  std::array<ByteClass, 256> classes{};
  for (int c = 0; c < 256; ++c) {
    ByteClass k = kGap;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) k = kLetter;
    if (c >= '0' && c <= '9') k = kDigit;
    if (c == '%' || c == '$') k = kSign;
    if (c == '.' || c == ';' || c == ':' || c == '!' || c == '?' || c == '(' || c == ')') k = kStop;
    if (c >= 0x80) k = kHigh;
    classes[static_cast<std::size_t>(c)] = k;
  }
  return classes;
}
constexpr std::array<ByteClass, 256> kClasses = MakeClasses();

ByteClass ClassOf(char c) { return kClasses[static_cast<unsigned char>(c)]; }

// Length of a symbol or punctuation mark beyond ASCII at `at`: U+2000..U+2FFF, U+0080..U+00BF
// and emoji (all four-byte characters of plane 1). 0 for letters. `sign` tells € and £.
std::size_t SymbolAt(std::string_view text, std::size_t at, bool* sign) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  *sign = false;
  if (byte(at) == 0xC2) {
    *sign = byte(at + 1) == 0xA3;
    return 2;
  }
  if (byte(at) == 0xE2) {
    *sign = byte(at + 1) == 0x82 && byte(at + 2) == 0xAC;
    return 3;
  }
  return byte(at) == 0xF0 ? 4 : 0;
}

std::uint64_t HashWord(std::string_view word) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

std::uint32_t StemKey(std::string_view word) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(word[0])) << 16U |
         static_cast<std::uint32_t>(static_cast<unsigned char>(word[1])) << 8U |
         static_cast<std::uint32_t>(static_cast<unsigned char>(word[2]));
}

constexpr std::string_view kGroupNames[] = {"cues", "said"};

// Names of all lists of a group: the English file has every one.
const std::vector<std::string_view>& ListNames(CueGroup group) {
  static const auto* const names = [] {
    auto* made = new std::array<std::vector<std::string_view>, std::size(kGroupNames)>;
    for (std::size_t i = 0; i < made->size(); ++i) {
      for (const WordList& words : WordLists(Language::kEnglish)) {
        if (words.group == kGroupNames[i]) (*made)[i].push_back(words.name);
      }
    }
    return made;
  }();
  return (*names)[static_cast<std::size_t>(group)];
}

}  // namespace

int CueListNumber(std::string_view name, CueGroup group) {
  const std::vector<std::string_view>& names = ListNames(group);
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

const CueMatcher& CueMatcher::For(Language language, CueGroup group) {
  struct Cell {
    std::once_flag once;
    const CueMatcher* matcher = nullptr;
  };
  static std::array<std::array<Cell, kLanguageCount>, std::size(kGroupNames)> cells;
  Cell& cell = cells[static_cast<std::size_t>(group)][static_cast<std::size_t>(language)];
  std::call_once(cell.once, [&] { cell.matcher = new CueMatcher(language, group); });
  return *cell.matcher;
}

CueMatcher::CueMatcher(Language language, CueGroup group)
    : present_(ListNames(group).size(), false), words_(1), spellings_(1), slots_(1U << 12U) {
  for (const WordList& words : WordLists(language)) {
    if (words.group != kGroupNames[static_cast<std::size_t>(group)]) continue;
    const int list = CueListNumber(words.name, group);
    assert(list >= 0);
    present_[static_cast<std::size_t>(list)] = true;
    for (std::string_view entry : words.entries) AddPattern(list, entry);
  }
  for (std::string_view word : FindWordList(language, "words", "negation")) {
    words_[Intern(Fold(word))].negation = true;
  }
  for (std::string_view word : FindWordList(language, "words", "negation_after")) {
    words_[Intern(Fold(word))].negation_after = true;
  }
}

std::uint32_t CueMatcher::Intern(std::string_view word) {
  if (words_.size() * 2 > slots_.size()) {
    std::vector<Slot> bigger(slots_.size() * 2);
    for (const Slot& slot : slots_) {
      if (slot.id == 0) continue;
      std::size_t at = slot.hash & (bigger.size() - 1);
      while (bigger[at].id != 0) at = (at + 1) & (bigger.size() - 1);
      bigger[at] = slot;
    }
    slots_ = std::move(bigger);
  }
  const std::uint64_t hash = HashWord(word);
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].id != 0) {
    if (slots_[at].hash == hash && spellings_[slots_[at].id] == word) return slots_[at].id;
    at = (at + 1) & (slots_.size() - 1);
  }
  slots_[at] = {hash, static_cast<std::uint32_t>(words_.size())};
  words_.emplace_back();
  spellings_.emplace_back(word);
  return slots_[at].id;
}

CueMatcher::Choice CueMatcher::ParseChoice(std::string_view text) {
  Choice choice;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    std::string_view piece = text.substr(at, end - at);
    at = end + 1;
    if (piece.empty()) continue;
    if (piece == "#") {
      choice.push_back({Piece::kNumber, 0});
      continue;
    }
    if (piece == "_") {
      choice.push_back({Piece::kAny, 0});
      continue;
    }
    const bool stem = piece.back() == '*';
    if (stem) piece.remove_suffix(1);
    std::vector<CueToken> tokens;
    Tokenize(piece, {0, static_cast<Offset>(piece.size())}, &tokens);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const std::string_view word = Cut(piece, tokens[i].range);
      if (stem && i + 1 == tokens.size()) {
        assert(word.size() >= 3);
        stems_.emplace_back(word);
        choice.push_back({Piece::kStem, static_cast<std::uint32_t>(stems_.size() - 1)});
      } else {
        choice.push_back({Piece::kWord, Intern(word)});
      }
    }
  }
  return choice;
}

void CueMatcher::AddPattern(int list, std::string_view entry) {
  const std::string text = Fold(entry);
  Pattern pattern;
  pattern.list = list;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = std::min(text.find('(', at), text.size());
    if (Choice plain = ParseChoice(std::string_view(text).substr(at, open - at)); !plain.empty()) {
      pattern.groups.push_back({std::move(plain)});
    }
    if (open == text.size()) break;
    const std::size_t close = std::min(text.find(')', open), text.size());
    Group group;
    std::size_t from = open + 1;
    while (from <= close) {
      const std::size_t bar = std::min(text.find('|', from), close);
      group.push_back(ParseChoice(std::string_view(text).substr(from, bar - from)));
      from = bar + 1;
    }
    pattern.groups.push_back(std::move(group));
    at = close + 1;
  }
  patterns_.push_back(std::move(pattern));
  IndexFirst(static_cast<std::uint32_t>(patterns_.size() - 1));
}

void CueMatcher::IndexFirst(std::uint32_t number) {
  const auto add = [number](std::vector<std::uint32_t>& to) {
    if (to.empty() || to.back() != number) to.push_back(number);
  };
  for (const Group& group : patterns_[number].groups) {
    bool may_be_empty = false;
    for (const Choice& choice : group) {
      if (choice.empty()) {
        may_be_empty = true;
        continue;
      }
      const Piece& first = choice.front();
      if (first.kind == Piece::kWord) add(words_[first.id].first_of);
      if (first.kind == Piece::kStem) add(stem_first_[StemKey(stems_[first.id])]);
      if (first.kind == Piece::kNumber) add(number_first_);
    }
    if (!may_be_empty) return;
  }
}

void CueMatcher::Tokenize(std::string_view text, TextRange range, std::vector<CueToken>* tokens) const {
  const std::size_t end = std::min<std::size_t>(range.end, text.size());
  std::size_t at = range.begin;
  bool stop = false;
  while (at < end) {
    const ByteClass kind = ClassOf(text[at]);
    bool sign = kind == kSign;
    std::size_t symbol = sign ? 1 : 0;
    if (kind == kHigh) symbol = SymbolAt(text, at, &sign);
    if (kind == kGap || kind == kStop || (symbol > 0 && !sign)) {
      stop = stop || kind == kStop;
      at += std::max<std::size_t>(symbol, 1);
      continue;
    }
    CueToken token;
    const std::size_t begin = at;
    if (sign) {
      token.kind = CueToken::kSymbol;
      at = std::min(at + symbol, end);
    } else if (kind == kDigit) {
      token.kind = CueToken::kNumber;
      while (at < end && (ClassOf(text[at]) == kDigit || ((text[at] == '.' || text[at] == ',') &&
                                                          at + 1 < end && ClassOf(text[at + 1]) == kDigit))) {
        ++at;
      }
    } else {
      bool ignored = false;
      while (at < end) {
        const ByteClass next = ClassOf(text[at]);
        if (next != kLetter && next != kDigit && (next != kHigh || SymbolAt(text, at, &ignored) > 0)) break;
        ++at;
      }
    }
    token.range = {static_cast<Offset>(begin), static_cast<Offset>(at)};
    token.after_stop = stop;
    stop = false;
    const std::string_view word = Cut(text, token.range);
    const std::uint64_t hash = HashWord(word);
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot].id != 0) {
      if (slots_[slot].hash == hash && spellings_[slots_[slot].id] == word) {
        token.word = slots_[slot].id;
        token.negation = words_[token.word].negation;
        token.negation_after = words_[token.word].negation_after;
        break;
      }
      slot = (slot + 1) & (slots_.size() - 1);
    }
    tokens->push_back(token);
  }
}

bool CueMatcher::Fits(const Piece& piece, const CueToken& token, std::string_view text) const {
  switch (piece.kind) {
    case Piece::kWord:
      return token.word == piece.id;
    case Piece::kNumber:
      return token.kind == CueToken::kNumber;
    case Piece::kAny:
      return true;
    case Piece::kStem: {
      const std::string& stem = stems_[piece.id];
      return Cut(text, token.range).substr(0, stem.size()) == stem;
    }
  }
  return false;
}

std::size_t CueMatcher::Match(const Pattern& pattern, std::size_t group, std::size_t token, std::size_t start,
                              const std::vector<CueToken>& tokens, std::string_view text) const {
  if (group == pattern.groups.size()) return token;
  std::size_t longest = 0;
  for (const Choice& choice : pattern.groups[group]) {
    std::size_t at = token;
    bool fits = true;
    for (const Piece& piece : choice) {
      fits = at < tokens.size() && (at == start || !tokens[at].after_stop) && Fits(piece, tokens[at], text);
      if (!fits) break;
      ++at;
    }
    if (fits) longest = std::max(longest, Match(pattern, group + 1, at, start, tokens, text));
  }
  return longest;
}

bool CueMatcher::Negated(const std::vector<CueToken>& tokens, std::size_t first, std::size_t end,
                         std::string_view text) const {
  for (std::size_t back = 1; back <= 3 && back <= first; ++back) {
    if (tokens[first - back + 1].after_stop) break;
    const CueToken& token = tokens[first - back];
    if (token.negation) return true;
    // The end of "won't", "can't": fold leaves "won't", cut at the apostrophe.
    if (Cut(text, token.range) == "t" && token.range.begin > 0 && text[token.range.begin - 1] == '\'')
      return true;
  }
  for (std::size_t at = end; at < tokens.size() && at < end + 2; ++at) {
    if (tokens[at].after_stop) break;
    if (tokens[at].negation_after) return true;
  }
  return false;
}

void CueMatcher::Scan(std::string_view text, TextRange range, int list, std::vector<NumberedHit>* out) const {
  thread_local std::vector<CueToken> tokens;
  thread_local std::vector<std::size_t> list_end;  // first token each list may start at again
  tokens.clear();
  Tokenize(text, range, &tokens);
  list_end.assign(present_.size(), 0);
  const auto try_pattern = [&](std::uint32_t number, std::size_t first) {
    const Pattern& pattern = patterns_[number];
    if (list >= 0 && pattern.list != list) return;
    const auto which = static_cast<std::size_t>(pattern.list);
    const std::size_t end = Match(pattern, 0, first, first, tokens, text);
    if (end <= first) return;
    const TextRange hit{tokens[first].range.begin, tokens[end - 1].range.end};
    // A longer match at the same place replaces the shorter one.
    if (!out->empty()) {
      for (auto it = out->rbegin(); it != out->rend() && it->hit.range.begin == hit.begin; ++it) {
        if (it->list != pattern.list) continue;
        if (it->hit.range.end < hit.end) {
          it->hit.range = hit;
          it->hit.negated = Negated(tokens, first, end, text);
          list_end[which] = std::max(list_end[which], end);
        }
        return;
      }
    }
    if (first < list_end[which]) return;
    list_end[which] = end;
    out->push_back({pattern.list, {hit, Negated(tokens, first, end, text)}});
  };
  for (std::size_t first = 0; first < tokens.size(); ++first) {
    const CueToken& token = tokens[first];
    for (const std::uint32_t number : words_[token.word].first_of) try_pattern(number, first);
    if (token.kind == CueToken::kNumber) {
      for (const std::uint32_t number : number_first_) try_pattern(number, first);
    }
    if (token.range.length() >= 3) {
      const auto found = stem_first_.find(StemKey(Cut(text, token.range)));
      if (found != stem_first_.end()) {
        for (const std::uint32_t number : found->second) try_pattern(number, first);
      }
    }
  }
}

}  // namespace whyspec::rules
