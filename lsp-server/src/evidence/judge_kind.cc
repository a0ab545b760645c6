#include "evidence/judge_kind.h"

#include <algorithm>

#include "base/unicode.h"

namespace whyspec::evidence {
namespace {

constexpr std::size_t kLongestReplaced = 6;  // words that a bracket may stand for
constexpr std::size_t kMostDropped = 6;      // words left out before it is a joining

// Meanings (groups of words that mean the same) that only one of two rows has.
struct Unmatched {
  std::vector<std::uint16_t> quoted;
  std::vector<std::uint16_t> said;
  bool any() const { return !quoted.empty() || !said.empty(); }
  bool both() const { return !quoted.empty() && !said.empty(); }
};

Unmatched UnmatchedOf(const JudgedWords& words, const Hunk& hunk, std::uint16_t WordInfo::*group_of) {
  Unmatched left;
  for (const std::uint32_t i : hunk.said) {
    const std::uint16_t group = words.Info(words.Said(i).id).*group_of;
    if (group != 0) left.said.push_back(group);
  }
  for (const std::uint32_t i : hunk.quoted) {
    const std::uint16_t group = words.Info(words.Quoted(i).id).*group_of;
    if (group == 0) continue;
    const auto found = std::find(left.said.begin(), left.said.end(), group);
    if (found == left.said.end()) {
      left.quoted.push_back(group);
    } else {
      left.said.erase(found);
    }
  }
  return left;
}

bool HasNumerals(const JudgedWords& words, Side side, const Indices& list) {
  return std::any_of(list.begin(), list.end(), [&](std::uint32_t i) {
    const WordId id = words.IdAt(side, i);
    return words.IsNumeral(id) && !words.Has(id, kArticle);
  });
}

bool UnitBesideNumber(const JudgedWords& words, Side side, const Indices& list) {
  return std::any_of(list.begin(), list.end(), [&](std::uint32_t i) {
    return words.Info(words.IdAt(side, i)).unit != 0 && i > 0 && words.IsNumeral(words.IdAt(side, i - 1));
  });
}

// A quote in capitals tells nothing about names.
bool ShoutsInCapitals(const QuoteReading& quote) {
  std::size_t capitals = 0;
  for (const SpokenWord& word : quote.words) capitals += word.Is(kCapital) ? 1 : 0;
  return capitals * 2 > quote.words.size();
}

bool IsName(const JudgedWords& words, const SpokenWord& word) {
  const std::string_view text = words.TextOf(word.id);
  if (text.starts_with("name:")) return true;
  return (word.Is(kCapital) || words.said().IsNameSomewhere(word.id)) && text.size() > 1 &&
         !words.Has(word.id, kFunction | kPronoun | kModal | kConjunction);
}

// A name that has no like on the other side. A slip of the hand in a name is no other name.
bool OtherName(const JudgedWords& words, const Hunk& hunk) {
  if (hunk.quoted.empty() || ShoutsInCapitals(words.quote())) return false;
  const auto alike = [&](std::uint32_t q, std::uint32_t s) {
    const std::string_view said = words.TextOf(words.Said(s).id);
    return said.size() > 4 && EditDistance(words.TextOf(words.Quoted(q).id), said) <= 1;
  };
  for (const std::uint32_t q : hunk.quoted) {
    if (IsName(words, words.Quoted(q)) &&
        std::none_of(hunk.said.begin(), hunk.said.end(), [&](std::uint32_t s) { return alike(q, s); })) {
      return true;
    }
  }
  return std::any_of(hunk.said.begin(), hunk.said.end(), [&](std::uint32_t s) {
    return IsName(words, words.Said(s)) &&
           std::none_of(hunk.quoted.begin(), hunk.quoted.end(), [&](std::uint32_t q) { return alike(q, s); });
  });
}

bool TurnedAround(const JudgedWords& words, const Hunk& hunk) {
  const Lexicon& lexicon = words.lexicon();
  for (const std::uint32_t q : hunk.quoted) {
    const std::string_view quoted = words.TextOf(words.Quoted(q).id);
    for (const std::uint32_t s : hunk.said) {
      const std::string_view said = words.TextOf(words.Said(s).id);
      if (lexicon.Opposite(quoted, said) || lexicon.ConditionDiffers(quoted, said)) return true;
    }
  }
  return false;
}

}  // namespace

ChangeKind KindOf(const JudgedWords& words, const MovedWords& moved, const Hunk& hunk) {
  const Indices& quoted = hunk.quoted;
  const Indices& said = hunk.said;
  if (words.Negations(Side::kQuote, quoted) != words.Negations(Side::kSaid, said)) {
    return ChangeKind::kNegation;
  }
  // Numbers that are on both sides cancel, whatever else changed between them.
  if ((HasNumerals(words, Side::kQuote, quoted) || HasNumerals(words, Side::kSaid, said)) &&
      words.NumbersIn(Side::kQuote, quoted) != words.NumbersIn(Side::kSaid, said)) {
    return ChangeKind::kNumber;
  }
  if (moved.Any(words, hunk)) return ChangeKind::kSwapped;
  if (TurnedAround(words, hunk)) return ChangeKind::kOpposite;

  const Unmatched units = UnmatchedOf(words, hunk, &WordInfo::unit);
  if (units.both() || (units.any() && (UnitBesideNumber(words, Side::kQuote, quoted) ||
                                       UnitBesideNumber(words, Side::kSaid, said)))) {
    return ChangeKind::kUnit;
  }
  if (UnmatchedOf(words, hunk, &WordInfo::date).both()) return ChangeKind::kUnit;
  if (UnmatchedOf(words, hunk, &WordInfo::comparison).any()) return ChangeKind::kComparative;
  if (UnmatchedOf(words, hunk, &WordInfo::quantity).any()) return ChangeKind::kQuantifier;
  const Unmatched modals = UnmatchedOf(words, hunk, &WordInfo::modal);
  if (modals.both() || (modals.any() && (quoted.empty() || said.empty()))) return ChangeKind::kOpposite;
  if (UnmatchedOf(words, hunk, &WordInfo::person).both()) return ChangeKind::kName;
  if (OtherName(words, hunk)) return ChangeKind::kName;
  if (said.empty()) return ChangeKind::kAdded;
  if (quoted.empty()) return said.size() > kMostDropped ? ChangeKind::kJoined : ChangeKind::kDropped;
  return ChangeKind::kReworded;
}

ChangeKind KindOfInserted(const JudgedWords& words, const Indices& inserted, const Indices& replaced) {
  const auto negative = [&](Side side, const Indices& list) {
    return std::any_of(list.begin(), list.end(), [&](std::uint32_t i) {
      return words.Has(words.IdAt(side, i), kNegative | kNegationMark);
    });
  };
  if (negative(Side::kQuote, inserted) != negative(Side::kSaid, replaced)) return ChangeKind::kNegation;
  const std::vector<double> numbers = words.NumbersIn(Side::kSaid, replaced);
  if (!numbers.empty() && numbers != words.NumbersIn(Side::kQuote, inserted)) return ChangeKind::kNumber;
  // Replaced, and not among the words that stand for it.
  const auto lost = [&](std::uint32_t classes) {
    return std::any_of(replaced.begin(), replaced.end(), [&](std::uint32_t s) {
      const WordId id = words.Said(s).id;
      return words.Has(id, classes) && std::none_of(inserted.begin(), inserted.end(), [&](std::uint32_t q) {
               return words.Quoted(q).id == id;
             });
    });
  };
  if (lost(kQuantity) || lost(kModal)) return ChangeKind::kQuantifier;
  if (lost(kCompares)) return ChangeKind::kComparative;
  if (replaced.size() > kLongestReplaced) return ChangeKind::kReworded;
  for (const std::uint32_t s : replaced) {
    for (const std::uint32_t q : inserted) {
      if (words.lexicon().Opposite(words.TextOf(words.Quoted(q).id), words.TextOf(words.Said(s).id))) {
        return ChangeKind::kOpposite;
      }
    }
  }
  return ChangeKind::kInsertion;
}

}  // namespace whyspec::evidence
