#include "evidence/judge_harmless.h"

#include <algorithm>

#include "base/text_range.h"
#include "base/unicode.h"

namespace whyspec::evidence {
namespace {

constexpr std::uint32_t kOddWord =
    kNegative | kQuantity | kCompares | kUnitWord | kDateWord | kNumeral | kModal;
constexpr std::uint32_t kNearNegation = 6;  // words between "ne" and its other half

std::uint32_t NextWord(const Transcript::Words& said, std::uint32_t i) {
  do {
    ++i;
  } while (i < said.size() && (said.words[i].Is(kSoundMark) || said.words[i].Is(kFiller)));
  return i;
}

bool SaidAgain(const Transcript::Words& said, const Indices& run, bool after) {
  const auto word = [&](std::int64_t i) -> const SpokenWord& {
    return said.words[static_cast<std::size_t>(i)];
  };
  std::int64_t at = after ? run.back() : run.front();
  for (std::size_t n = 0; n < run.size(); ++n) {
    do {
      at += after ? 1 : -1;
      if (at < 0 || at >= said.size()) return false;
    } while (word(at).Is(kSoundMark) || (word(at).Is(kFiller) && !word(run[0]).Is(kFiller)));
    if (word(at).id != word(after ? run[n] : run[run.size() - 1 - n]).id) return false;
  }
  return true;
}

bool IsStutter(const JudgedWords& words, std::uint32_t i, std::uint32_t next) {
  const Transcript::Words& said = words.said();
  const SpokenWord& word = words.Said(i);
  if (next >= said.size() || words.Has(word.id, kOddWord) || words.IsNumeral(word.id)) {
    return next < said.size() && words.Said(next).id == word.id && !words.IsNumeral(word.id);
  }
  if (words.Said(next).id == word.id) return true;
  // "de" before "déficits" is a word of its own.
  if (words.Has(word.id, kFunction | kPronoun) && !word.Is(kUnfinished)) return false;
  const std::string_view text = words.TextOf(word.id);
  const std::string_view following = words.TextOf(words.Said(next).id);
  if (text.size() >= following.size() || !following.starts_with(text)) return false;
  return text.size() <= 3 || word.Is(kUnfinished);
}

std::string Joined(const JudgedWords& words, Side side, const Indices& list) {
  std::string joined;
  for (const std::uint32_t i : list) {
    for (const char c : words.TextOf(words.IdAt(side, i))) {
      if (c != '\'' && c != ' ') joined += c;
    }
  }
  return joined;
}

// With the numerals around them.
Indices Widened(const JudgedWords& words, Side side, Indices list) {
  const std::size_t size = words.All(side).size();
  while (list.front() > 0 && words.IsNumeral(words.IdAt(side, list.front() - 1))) {
    list.insert(list.begin(), list.front() - 1);
  }
  while (list.back() + 1 < size && words.IsNumeral(words.IdAt(side, list.back() + 1))) {
    list.push_back(list.back() + 1);
  }
  return list;
}

bool AllNumeric(const JudgedWords& words, Side side, const Indices& list) {
  return std::all_of(list.begin(), list.end(), [&](std::uint32_t i) {
    const WordId id = words.IdAt(side, i);
    return words.IsNumeral(id) || words.Has(id, kUnitWord | kArticle) || words.TextOf(id) == "and" ||
           words.TextOf(id) == "et" || words.TextOf(id) == "a";
  });
}

std::vector<std::uint16_t> UnitsIn(const JudgedWords& words, Side side, const Indices& list) {
  std::vector<std::uint16_t> found;
  for (const std::uint32_t i : list) {
    const WordId id = words.IdAt(side, i);
    const WordInfo& info = words.Info(id);
    if (info.unit != 0 && !words.IsNumeral(id)) found.push_back(info.unit);
  }
  return found;
}

// "forty thousand" and "40,000": with the numerals around the words that differ.
bool SameNumbers(const JudgedWords& words, const Indices& quoted, const Indices& said) {
  if (!AllNumeric(words, Side::kQuote, quoted) || !AllNumeric(words, Side::kSaid, said)) return false;
  const std::vector<double> numbers = words.NumbersIn(Side::kQuote, Widened(words, Side::kQuote, quoted));
  if (numbers.empty() || numbers != words.NumbersIn(Side::kSaid, Widened(words, Side::kSaid, said))) {
    return false;
  }
  // "five days" is not "five weeks".
  return UnitsIn(words, Side::kQuote, quoted) == UnitsIn(words, Side::kSaid, said);
}

bool AllNegationMarks(const JudgedWords& words, Side side, const Indices& list) {
  return std::all_of(list.begin(), list.end(),
                     [&](std::uint32_t i) { return words.Has(words.IdAt(side, i), kNegationMark); });
}

}  // namespace

Indices WithoutRepeats(const JudgedWords& words, const Indices& said, bool& dropped) {
  Indices kept;
  for (std::size_t n = said.size(); n-- > 0;) {
    const std::uint32_t i = said[n];
    if (IsStutter(words, i, kept.empty() ? NextWord(words.said(), i) : kept.front())) {
      dropped = true;
      continue;
    }
    kept.insert(kept.begin(), i);
  }
  // "I don't I don't think": a run said again at once, before or after.
  if (kept.empty()) return kept;
  if (std::any_of(kept.begin(), kept.end(),
                  [&](std::uint32_t i) { return words.IsNumeral(words.Said(i).id); })) {
    return kept;
  }
  if (SaidAgain(words.said(), kept, true) || SaidAgain(words.said(), kept, false)) {
    dropped = true;
    return {};
  }
  return kept;
}

bool SameThing(const JudgedWords& words, const Indices& quoted, const Indices& said) {
  if (quoted.empty() || said.empty()) return false;
  if (Joined(words, Side::kQuote, quoted) == Joined(words, Side::kSaid, said)) return true;
  return SameNumbers(words, quoted, said);
}

bool IsCutAtEdge(const JudgedWords& words, std::string_view text, const Hunk& hunk) {
  if (hunk.quoted.size() != 1 || hunk.said.size() != 1 || hunk.quoted[0] != 0) return false;
  const SpokenWord& quoted = words.Quoted(hunk.quoted[0]);
  const std::string cut = Fold(Cut(text, quoted.range()));
  const std::string_view whole = words.TextOf(words.Said(hunk.said[0]).id);
  const bool known = cut.size() > 1 && !words.said().PlacesOf(quoted.id).empty();
  return !known && whole.size() == cut.size() + 1 && whole.ends_with(cut) && whole[0] != 'a';
}

bool OnlyNegationMark(const JudgedWords& words, const Hunk& hunk) {
  if (!AllNegationMarks(words, Side::kQuote, hunk.quoted) ||
      !AllNegationMarks(words, Side::kSaid, hunk.said)) {
    return false;
  }
  // The half that carries the meaning follows within a few words that are the same.
  std::uint32_t q = hunk.quote_place;
  std::uint32_t s = hunk.said_place;
  for (std::uint32_t n = 0; n < kNearNegation; ++n, ++q, ++s) {
    if (q >= words.quote().words.size() || s >= words.said().size()) return false;
    if (words.Quoted(q).id != words.Said(s).id) return false;
    if (words.Has(words.Quoted(q).id, kNegative)) return true;
  }
  return false;
}

}  // namespace whyspec::evidence
