#include "evidence/judge.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/unicode.h"
#include "evidence/word_numbers.h"

namespace whyspec::evidence {
namespace {

constexpr std::size_t kShortQuote = 5;          // words; a fragment that claims nothing
constexpr std::size_t kMostReworded = 3;        // words put differently in a short quote
constexpr double kRewordedShare = 0.2;          // … and in a long one
constexpr double kLeastScore = 0.6;             // below, the passage is another one
constexpr std::size_t kLongestReplaced = 6;     // words that a bracket may stand for
constexpr std::size_t kMostDropped = 6;         // words left out before it is a joining
constexpr std::uint32_t kMostUnmarkedGap = 12;  // likewise between two parts
constexpr std::size_t kEdge = 15;               // words at either side of a long omission
constexpr std::size_t kSmallGap = 8;            // an omission too short to be sentences of its own
constexpr std::size_t kLongestGap = 20000;      // words of an omission that are looked at
constexpr std::uint32_t kBeyondEnds = 3;        // words around a passage that may be moved ones
constexpr std::size_t kFarGap = 150;            // words; too far for a part of …
constexpr std::uint32_t kLeastFarPart = 4;      // … fewer words than this
constexpr std::size_t kShownGap = 12;           // words of an omission that are told in full
constexpr std::uint32_t kOddWord =
    kNegative | kQuantity | kCompares | kUnitWord | kDateWord | kNumeral | kModal;

using Indices = std::vector<std::uint32_t>;

// A run of steps that are no match.
struct Hunk {
  Indices quoted;
  Indices said;
  std::uint32_t quote_place = 0;  // the next word of the quote
  std::uint32_t said_place = 0;   // the next word of the transcript
};

class Judging {
 public:
  Judging(std::string_view text, const QuoteReading& quote, const Transcript::Words& said,
          const calls::Call& call, const Passage& passage)
      : text_(text), quote_(quote), said_(said), call_(call), passage_(passage), lexicon_(said.lexicon()) {}

  Verification Run() {
    CollectHunks();
    FindMoved();
    for (std::size_t i = 0; i < passage_.parts.size(); ++i) {
      if (i > 0) JudgeLink(passage_.parts[i - 1], passage_.parts[i]);
      for (const Hunk& hunk : hunks_[i]) JudgeHunk(hunk);
    }
    JudgeSpeakers();
    JudgeEdges();
    Conclude();
    return std::move(result_);
  }

 private:
  const SpokenWord& Quoted(std::uint32_t i) const { return quote_.words[i]; }
  const SpokenWord& Said(std::uint32_t i) const { return said_.words[i]; }
  const WordInfo& Info(WordId id) const { return lexicon_.InfoOf(id); }
  std::string_view TextOf(WordId id) const { return quote_.vocabulary.TextOf(id); }
  bool Has(WordId id, std::uint32_t classes) const { return (Info(id).classes & classes) != 0; }
  bool IsNumeral(WordId id) const {
    if (Has(id, kNumeral)) return true;
    const std::string_view text = TextOf(id);
    return !text.empty() && text[0] >= '0' && text[0] <= '9';
  }

  void CollectHunks() {
    hunks_.resize(passage_.parts.size());
    for (std::size_t p = 0; p < passage_.parts.size(); ++p) {
      const Alignment& alignment = passage_.parts[p].alignment;
      Hunk hunk;
      bool open = false;
      const auto close = [&](std::uint32_t quote_place, std::uint32_t said_place) {
        if (!open) return;
        hunk.quote_place = quote_place;
        hunk.said_place = said_place;
        hunks_[p].push_back(std::move(hunk));
        hunk = {};
        open = false;
      };
      for (const Step& step : alignment.steps) {
        switch (step.kind) {
          case StepKind::kMatch:
            close(step.quoted, step.said);
            ++matched_;
            if (!Quoted(step.quoted).Is(kInserted)) ++matched_spoken_;
            if (!Has(Quoted(step.quoted).id, kFunction)) ++matched_content_;
            if (Quoted(step.quoted).id != Said(step.said).id ||
                Quoted(step.quoted).form != Said(step.said).form) {
              AddChange(ChangeKind::kContraction, {step.quoted}, {step.said}, step.quoted, step.said);
            }
            break;
          case StepKind::kJump: {
            close(step.quoted, step.said);
            Indices between;
            for (std::uint32_t i = step.said; i < step.said_end; ++i) {
              if (!Said(i).Is(kSoundMark)) between.push_back(i);
            }
            if (!between.empty())
              AddChange(ChangeKind::kInterruption, {}, between, step.quoted, step.said_end);
            break;
          }
          case StepKind::kPut:
            open = true;
            hunk.quoted.push_back(step.quoted);
            hunk.said.push_back(step.said);
            break;
          case StepKind::kAdd:
            open = true;
            hunk.quoted.push_back(step.quoted);
            break;
          case StepKind::kDrop:
            open = true;
            hunk.said.push_back(step.said);
            break;
        }
      }
      close(alignment.quote_end, alignment.end);
    }
  }

  // ---- what a hunk leaves once the harmless is gone

  // Not said by anyone to mean anything: sounds, fillers, stutters and repeats.
  Indices WithoutRepeats(const Indices& said, bool& dropped) const {
    Indices kept;
    for (std::size_t n = said.size(); n-- > 0;) {
      const std::uint32_t i = said[n];
      if (IsStutter(i, kept.empty() ? NextWord(i) : kept.front())) {
        dropped = true;
        continue;
      }
      kept.insert(kept.begin(), i);
    }
    // "I don't I don't think": a run said again at once, before or after.
    const auto length = static_cast<std::uint32_t>(kept.size());
    if (length == 0) return kept;
    if (std::any_of(kept.begin(), kept.end(), [&](std::uint32_t i) { return IsNumeral(Said(i).id); }))
      return kept;
    if (SaidAgain(kept, true) || SaidAgain(kept, false)) {
      dropped = true;
      return {};
    }
    return kept;
  }

  std::uint32_t NextWord(std::uint32_t i) const {
    do {
      ++i;
    } while (i < said_.size() && (Said(i).Is(kSoundMark) || Said(i).Is(kFiller)));
    return i;
  }

  bool SaidAgain(const Indices& run, bool after) const {
    std::int64_t at = after ? run.back() : run.front();
    for (std::size_t n = 0; n < run.size(); ++n) {
      do {
        at += after ? 1 : -1;
        if (at < 0 || at >= said_.size()) return false;
      } while (Said(static_cast<std::uint32_t>(at)).Is(kSoundMark) ||
               (Said(static_cast<std::uint32_t>(at)).Is(kFiller) && !Said(run[0]).Is(kFiller)));
      const std::uint32_t mine = after ? run[n] : run[run.size() - 1 - n];
      if (Said(static_cast<std::uint32_t>(at)).id != Said(mine).id) return false;
    }
    return true;
  }

  bool IsStutter(std::uint32_t i, std::uint32_t next) const {
    const SpokenWord& word = Said(i);
    if (next >= said_.size() || Has(word.id, kOddWord) || IsNumeral(word.id)) {
      return next < said_.size() && Said(next).id == word.id && !IsNumeral(word.id);
    }
    if (Said(next).id == word.id) return true;
    // "de" before "déficits" is a word of its own.
    if (Has(word.id, kFunction | kPronoun) && !word.Is(kUnfinished)) return false;
    const std::string_view text = TextOf(word.id);
    const std::string_view following = TextOf(Said(next).id);
    if (text.size() >= following.size() || !following.starts_with(text)) return false;
    return text.size() <= 3 || word.Is(kUnfinished);
  }

  void JudgeHunk(const Hunk& hunk) {
    bool filler = false;
    Indices said;
    for (const std::uint32_t i : hunk.said) {
      if (!Said(i).Is(kSoundMark)) said.push_back(i);
    }
    Indices inserted;
    Indices quoted;
    for (const std::uint32_t i : hunk.quoted) (Quoted(i).Is(kInserted) ? inserted : quoted).push_back(i);

    if (!quoted.empty() && SameThing(quoted, said)) {
      matched_spoken_ += quoted.size();
      AddChange(ChangeKind::kContraction, quoted, said, hunk.quote_place, hunk.said_place);
      JudgeInserted(inserted, {}, hunk);
      return;
    }
    // Fillers on both sides, unless they are what the other side's word stands for.
    Indices plain_said;
    Indices plain_quoted;
    for (const std::uint32_t i : said) {
      if (!Said(i).Is(kFiller)) plain_said.push_back(i);
    }
    // Only sounds may be put in: "well" or "I mean" are words that somebody said or not.
    for (const std::uint32_t i : quoted) {
      if (!Has(Quoted(i).id, kHesitation)) plain_quoted.push_back(i);
    }
    if (plain_quoted.empty()) {
      filler = plain_said.size() != said.size() || plain_quoted.size() != quoted.size();
      if (inserted.empty()) {
        bool repeats = false;
        Indices kept = WithoutRepeats(plain_said, repeats);
        // A filler may be part of what is said again: "you know what you know what I".
        if (!kept.empty() && plain_said.size() != said.size()) {
          bool with_fillers = false;
          if (WithoutRepeats(said, with_fillers).empty()) kept.clear();
        }
        filler = filler || repeats;
        if (kept.empty()) {
          if (filler) AddChange(ChangeKind::kFiller, quoted, said, hunk.quote_place, hunk.said_place);
          return;
        }
        plain_said = std::move(kept);
      }
      quoted.clear();
      said = plain_said;
    } else {
      quoted = plain_quoted;
      said.erase(std::remove_if(said.begin(), said.end(),
                                [&](std::uint32_t i) { return Has(Said(i).id, kHesitation); }),
                 said.end());
    }
    if (!quoted.empty() && !said.empty() && SameThing(quoted, said)) {
      matched_spoken_ += quoted.size();
      AddChange(ChangeKind::kContraction, quoted, said, hunk.quote_place, hunk.said_place);
      JudgeInserted(inserted, {}, hunk);
      return;
    }
    if (quoted.empty()) {
      if (!inserted.empty()) {
        JudgeInserted(inserted, said, hunk);
        return;
      }
      if (said.empty()) return;
    } else {
      JudgeInserted(inserted, {}, hunk);
    }
    if (IsCutAtEdge(quoted, said)) {
      matched_spoken_ += 1;
      AddChange(ChangeKind::kContraction, quoted, said, hunk.quote_place, hunk.said_place);
      return;
    }
    if (OnlyNegationMark(quoted, said, hunk)) {
      AddChange(ChangeKind::kContraction, quoted, said, hunk.quote_place, hunk.said_place);
      return;
    }
    const ChangeKind kind = KindOf(quoted, said, hunk);
    if (kind == ChangeKind::kReworded || kind == ChangeKind::kDropped || kind == ChangeKind::kAdded) {
      reworded_ += std::max(quoted.size(), said.size());
    }
    AddChange(kind, quoted, said, hunk.quote_place, hunk.said_place);
  }

  // [words]: inserted, or standing for `replaced`.
  void JudgeInserted(const Indices& inserted, const Indices& replaced, const Hunk& hunk) {
    if (inserted.empty()) return;
    ChangeKind kind = ChangeKind::kInsertion;
    const auto negative = [&](const Indices& list, bool of_quote) {
      return std::any_of(list.begin(), list.end(), [&](std::uint32_t i) {
        return Has(of_quote ? Quoted(i).id : Said(i).id, kNegative | kNegationMark);
      });
    };
    const bool adds = negative(inserted, true);
    const bool hides = negative(replaced, false);
    const auto odd = [&](std::uint32_t classes) {
      return std::any_of(replaced.begin(), replaced.end(), [&](std::uint32_t i) {
        return Has(Said(i).id, classes) &&
               std::none_of(inserted.begin(), inserted.end(),
                            [&](std::uint32_t k) { return Quoted(k).id == Said(i).id; });
      });
    };
    if (adds != hides) {
      kind = ChangeKind::kNegation;
    } else if (NumbersIn(replaced, false) != NumbersIn(inserted, true) &&
               !NumbersIn(replaced, false).empty()) {
      kind = ChangeKind::kNumber;
    } else if (odd(kQuantity) || odd(kModal)) {
      kind = ChangeKind::kQuantifier;
    } else if (odd(kCompares)) {
      kind = ChangeKind::kComparative;
    } else if (replaced.size() > kLongestReplaced) {
      kind = ChangeKind::kReworded;
      reworded_ += replaced.size();
    } else {
      for (const std::uint32_t s : replaced) {
        for (const std::uint32_t q : inserted) {
          if (lexicon_.Opposite(TextOf(Quoted(q).id), TextOf(Said(s).id))) kind = ChangeKind::kOpposite;
        }
      }
    }
    AddChange(kind, inserted, replaced, hunk.quote_place, hunk.said_place);
  }

  // ---- two rows of words that are one thing

  std::string Joined(const Indices& list, bool of_quote) const {
    std::string joined;
    for (const std::uint32_t i : list) {
      for (const char c : TextOf(of_quote ? Quoted(i).id : Said(i).id)) {
        if (c != '\'' && c != ' ') joined += c;
      }
    }
    return joined;
  }

  bool SameThing(const Indices& quoted, const Indices& said) const {
    if (quoted.empty() || said.empty()) return false;
    if (Joined(quoted, true) == Joined(said, false)) return true;
    return SameNumbers(quoted, said);
  }

  std::vector<std::string_view> Texts(const Indices& list, bool of_quote) const {
    std::vector<std::string_view> texts;
    for (const std::uint32_t i : list) texts.push_back(TextOf(of_quote ? Quoted(i).id : Said(i).id));
    return texts;
  }

  std::vector<double> NumbersIn(const Indices& list, bool of_quote) const {
    return NumbersOf(Texts(list, of_quote), lexicon_);
  }

  // "forty thousand" and "40,000": with the numerals around the words that differ.
  bool SameNumbers(const Indices& quoted, const Indices& said) const {
    const auto numeric = [&](WordId id) {
      return IsNumeral(id) || Has(id, kUnitWord | kArticle) || TextOf(id) == "and" || TextOf(id) == "et" ||
             TextOf(id) == "a";
    };
    const auto all_numeric = [&](const Indices& list, bool of_quote) {
      return std::all_of(list.begin(), list.end(),
                         [&](std::uint32_t i) { return numeric(of_quote ? Quoted(i).id : Said(i).id); });
    };
    if (!all_numeric(quoted, true) || !all_numeric(said, false)) return false;
    Indices wide_quoted = quoted;
    Indices wide_said = said;
    while (wide_quoted.front() > 0 && IsNumeral(Quoted(wide_quoted.front() - 1).id)) {
      wide_quoted.insert(wide_quoted.begin(), wide_quoted.front() - 1);
    }
    while (wide_quoted.back() + 1 < quote_.words.size() && IsNumeral(Quoted(wide_quoted.back() + 1).id)) {
      wide_quoted.push_back(wide_quoted.back() + 1);
    }
    while (wide_said.front() > 0 && IsNumeral(Said(wide_said.front() - 1).id)) {
      wide_said.insert(wide_said.begin(), wide_said.front() - 1);
    }
    while (wide_said.back() + 1 < said_.size() && IsNumeral(Said(wide_said.back() + 1).id)) {
      wide_said.push_back(wide_said.back() + 1);
    }
    const std::vector<double> numbers = NumbersIn(wide_quoted, true);
    if (numbers.empty() || numbers != NumbersIn(wide_said, false)) return false;
    // "five days" is not "five weeks".
    const auto units = [&](const Indices& list, bool of_quote) {
      std::vector<std::uint16_t> found;
      for (const std::uint32_t i : list) {
        const WordInfo& info = Info(of_quote ? Quoted(i).id : Said(i).id);
        if (info.unit != 0 && !IsNumeral(of_quote ? Quoted(i).id : Said(i).id)) found.push_back(info.unit);
      }
      return found;
    };
    return units(quoted, true) == units(said, false);
  }

  // "lle propose": the first letter was lost in copying.
  bool IsCutAtEdge(const Indices& quoted, const Indices& said) const {
    if (quoted.size() != 1 || said.size() != 1 || quoted[0] != 0) return false;
    const std::string cut = Fold(Cut(text_, Quoted(quoted[0]).range()));
    const std::string_view whole = TextOf(Said(said[0]).id);
    const bool known = cut.size() > 1 && !said_.PlacesOf(Quoted(quoted[0]).id).empty();
    return !known && whole.size() == cut.size() + 1 && whole.ends_with(cut) && whole[0] != 'a';
  }

  // Spoken French leaves "ne" out; writing it back changes nothing as long as the other
  // half of the negation stands on both sides.
  bool OnlyNegationMark(const Indices& quoted, const Indices& said, const Hunk& hunk) const {
    const auto marks = [&](const Indices& list, bool of_quote) {
      return std::all_of(list.begin(), list.end(), [&](std::uint32_t i) {
        return Has(of_quote ? Quoted(i).id : Said(i).id, kNegationMark);
      });
    };
    if (!marks(quoted, true) || !marks(said, false)) return false;
    // The half that carries the meaning follows within a few words that are the same.
    constexpr std::uint32_t kNear = 6;
    std::uint32_t q = hunk.quote_place;
    std::uint32_t s = hunk.said_place;
    for (std::uint32_t n = 0; n < kNear; ++n, ++q, ++s) {
      if (q >= quote_.words.size() || s >= said_.size() || Quoted(q).id != Said(s).id) return false;
      if (Has(Quoted(q).id, kNegative)) return true;
    }
    return false;
  }

  // ---- what kind of change it is

  bool NegatesAt(WordId id, const SpokenWord* words, std::size_t size, std::size_t at) const {
    if (Has(id, kNegative)) return true;
    if (!Has(id, kMaybeNegative)) return false;
    constexpr std::size_t kNear = 5;
    for (std::size_t n = 1; n <= kNear && n <= at; ++n) {
      if (Has(words[at - n].id, kNegationMark)) return true;
    }
    // "personne ne", "plus personne".
    if (at > 0 && Has(words[at - 1].id, kMaybeNegative)) return true;
    return (at + 1 < size && Has(words[at + 1].id, kNegationMark | kMaybeNegative)) ||
           (at + 2 < size && Has(words[at + 2].id, kNegationMark));
  }

  std::size_t Negations(const Indices& list, bool of_quote) const {
    const std::vector<SpokenWord>& words = of_quote ? quote_.words : said_.words;
    std::size_t count = 0;
    std::size_t marks = 0;
    for (const std::uint32_t i : list) {
      if (NegatesAt(words[i].id, words.data(), words.size(), i)) ++count;
      if (Has(words[i].id, kNegationMark)) ++marks;
    }
    // "ne" alone negates too; beside another negation it belongs to it.
    return count > 0 ? count : marks;
  }

  template <typename GroupOf>
  static void GroupsLeft(const std::vector<const WordInfo*>& quoted, const std::vector<const WordInfo*>& said,
                         GroupOf group_of, std::vector<std::uint16_t>& more,
                         std::vector<std::uint16_t>& fewer) {
    for (const WordInfo* info : said) {
      if (group_of(*info) != 0) fewer.push_back(group_of(*info));
    }
    for (const WordInfo* info : quoted) {
      const std::uint16_t group = group_of(*info);
      if (group == 0) continue;
      const auto found = std::find(fewer.begin(), fewer.end(), group);
      if (found == fewer.end()) {
        more.push_back(group);
      } else {
        fewer.erase(found);
      }
    }
  }

  ChangeKind KindOf(const Indices& quoted, const Indices& said, const Hunk& hunk) const {
    if (Negations(quoted, true) != Negations(said, false)) return ChangeKind::kNegation;
    std::vector<const WordInfo*> q_infos;
    std::vector<const WordInfo*> s_infos;
    bool numerals = false;
    for (const std::uint32_t i : quoted) {
      q_infos.push_back(&Info(Quoted(i).id));
      numerals = numerals || (IsNumeral(Quoted(i).id) && !Has(Quoted(i).id, kArticle));
    }
    for (const std::uint32_t i : said) {
      s_infos.push_back(&Info(Said(i).id));
      numerals = numerals || (IsNumeral(Said(i).id) && !Has(Said(i).id, kArticle));
    }
    // Numbers that are on both sides cancel, whatever else changed between them.
    if (numerals && NumbersIn(quoted, true) != NumbersIn(said, false)) return ChangeKind::kNumber;

    if (IsMoved(quoted, said)) return ChangeKind::kSwapped;

    std::vector<std::uint16_t> more;
    std::vector<std::uint16_t> fewer;
    const auto left = [&](auto group_of) {
      more.clear();
      fewer.clear();
      GroupsLeft(q_infos, s_infos, group_of, more, fewer);
      return !more.empty() || !fewer.empty();
    };
    const auto both = [&] { return !more.empty() && !fewer.empty(); };
    for (const std::uint32_t q : quoted) {
      for (const std::uint32_t s : said) {
        if (lexicon_.Opposite(TextOf(Quoted(q).id), TextOf(Said(s).id))) return ChangeKind::kOpposite;
        if (lexicon_.ConditionDiffers(TextOf(Quoted(q).id), TextOf(Said(s).id))) return ChangeKind::kOpposite;
      }
    }
    if (left([](const WordInfo& info) { return info.unit; }) && (both() || BesideNumber(quoted, said))) {
      return ChangeKind::kUnit;
    }
    if (left([](const WordInfo& info) { return info.date; }) && both()) return ChangeKind::kUnit;
    if (left([](const WordInfo& info) { return info.comparison; })) return ChangeKind::kComparative;
    if (left([](const WordInfo& info) { return info.quantity; })) return ChangeKind::kQuantifier;
    if (left([](const WordInfo& info) { return info.modal; }) && (both() || quoted.empty() || said.empty())) {
      return ChangeKind::kOpposite;
    }
    if (left([](const WordInfo& info) { return info.person; }) && both()) return ChangeKind::kName;
    if (OtherName(quoted, said)) return ChangeKind::kName;
    (void)hunk;
    if (said.empty()) return ChangeKind::kAdded;
    if (quoted.empty()) return said.size() > kMostDropped ? ChangeKind::kJoined : ChangeKind::kDropped;
    return ChangeKind::kReworded;
  }

  bool BesideNumber(const Indices& quoted, const Indices& said) const {
    const auto beside = [&](const Indices& list, const std::vector<SpokenWord>& words) {
      return std::any_of(list.begin(), list.end(), [&](std::uint32_t i) {
        return words[i].id < lexicon_.size() && Info(words[i].id).unit != 0 && i > 0 &&
               IsNumeral(words[i - 1].id);
      });
    };
    return beside(quoted, quote_.words) || beside(said, said_.words);
  }

  bool OtherName(const Indices& quoted, const Indices& said) const {
    if (quoted.empty() || ShoutsInCapitals()) return false;
    const auto is_name = [&](const SpokenWord& word) {
      const std::string_view text = TextOf(word.id);
      if (text.starts_with("name:")) return true;
      return (word.Is(kCapital) || said_.IsNameSomewhere(word.id)) && text.size() > 1 &&
             !Has(word.id, kFunction | kPronoun | kModal | kConjunction);
    };
    for (const std::uint32_t q : quoted) {
      if (is_name(Quoted(q))) {
        // A slip of the hand in a name is no other name.
        const bool near = std::any_of(said.begin(), said.end(), [&](std::uint32_t s) {
          return EditDistance(TextOf(Quoted(q).id), TextOf(Said(s).id)) <= 1 && TextOf(Said(s).id).size() > 4;
        });
        if (!near) return true;
      }
    }
    return !said.empty() && std::any_of(said.begin(), said.end(), [&](std::uint32_t s) {
      if (!is_name(Said(s))) return false;
      return std::none_of(quoted.begin(), quoted.end(), [&](std::uint32_t q) {
        return EditDistance(TextOf(Quoted(q).id), TextOf(Said(s).id)) <= 1 && TextOf(Said(s).id).size() > 4;
      });
    });
  }

  // A quote in capitals tells nothing about names.
  bool ShoutsInCapitals() const {
    std::size_t capitals = 0;
    for (const SpokenWord& word : quote_.words) capitals += word.Is(kCapital) ? 1 : 0;
    return capitals * 2 > quote_.words.size();
  }

  // Words that are in the quote and in the passage, in other places of both.
  void FindMoved() {
    std::unordered_map<WordId, int> quoted;
    for (const auto& hunks : hunks_) {
      for (const Hunk& hunk : hunks) {
        for (const std::uint32_t i : hunk.quoted) {
          if (!Quoted(i).Is(kInserted) && !Has(Quoted(i).id, kHesitation)) ++quoted[Quoted(i).id];
        }
      }
    }
    if (quoted.empty()) return;
    for (const auto& hunks : hunks_) {
      for (const Hunk& hunk : hunks) {
        bool repeats = false;
        const Indices said = hunk.quoted.empty() ? WithoutRepeats(hunk.said, repeats) : hunk.said;
        for (const std::uint32_t i : said) {
          if (quoted.count(Said(i).id) > 0) moved_[Said(i).id] = true;
        }
      }
    }
    // A word moved from or to an end is not between the others any more.
    for (const Part& part : passage_.parts) {
      const std::uint32_t begin = part.alignment.begin;
      const std::uint32_t end = part.alignment.end;
      const auto look = [&](std::uint32_t i) {
        if (quoted.count(Said(i).id) > 0 && !Has(Said(i).id, kFunction)) moved_[Said(i).id] = true;
      };
      for (std::uint32_t i = begin - std::min(begin, kBeyondEnds); i < begin; ++i) look(i);
      for (std::uint32_t i = end; i < std::min(said_.size(), end + kBeyondEnds); ++i) look(i);
    }
    for (const auto& [id, yes] : moved_) matched_spoken_ += static_cast<std::size_t>(quoted[id]);
  }

  bool IsMoved(const Indices& quoted, const Indices& said) const {
    if (moved_.empty()) return false;
    return std::any_of(quoted.begin(), quoted.end(),
                       [&](std::uint32_t i) { return moved_.count(Quoted(i).id) > 0; }) ||
           std::any_of(said.begin(), said.end(),
                       [&](std::uint32_t i) { return moved_.count(Said(i).id) > 0; });
  }

  // ---- between two parts

  void JudgeLink(const Part& before, const Part& after) {
    const std::uint32_t from = before.alignment.end;
    const std::uint32_t to = after.alignment.begin;
    const std::uint32_t next = after.alignment.quote_begin;
    if (before.alignment.begin >= before.alignment.end || after.alignment.begin >= after.alignment.end)
      return;
    const std::uint32_t speaker_before = said_.SpeakerAt(from - 1);
    const std::uint32_t speaker_after = said_.SpeakerAt(to);
    const bool others = speaker_before != 0 && speaker_after != 0 && speaker_before != speaker_after;
    const bool mark = after.link == Link::kMark;
    if (to < from) {
      AddMark(ChangeKind::kJoined, after, {}, next, to);
      return;
    }
    Indices gap;
    bool other_speaks = false;
    std::size_t other_words = 0;
    for (std::uint32_t i = from; i < to; ++i) {
      if (Said(i).Is(kSoundMark)) continue;
      const std::uint32_t speaker = said_.SpeakerAt(i);
      if (speaker != speaker_before && speaker != speaker_after) {
        if (!Said(i).Is(kFiller)) {
          other_speaks = true;
          ++other_words;
        }
        continue;
      }
      if (gap.size() < kLongestGap) gap.push_back(i);
    }
    if (others) {
      AddMark(ChangeKind::kOtherSpeaker, after, {}, next, to);
      return;
    }
    if (mark) {
      JudgeOmission(before, after, gap, other_speaks, from, to);
      return;
    }
    if (gap.empty() && (!other_speaks || other_words <= kMostUnmarkedGap)) {
      if (other_speaks) AddMark(ChangeKind::kInterruption, after, {}, next, to);
      return;
    }
    if (gap.size() > kMostUnmarkedGap || other_speaks) {
      AddMark(ChangeKind::kJoined, after, {}, next, to);
      return;
    }
    JudgeHunk({.quoted = {}, .said = gap, .quote_place = next, .said_place = to});
  }

  void JudgeOmission(const Part& before, const Part& after, const Indices& gap, bool other_speaks,
                     std::uint32_t from, std::uint32_t to) {
    if (gap.empty() && !other_speaks) return;
    const auto& first = call_.turns[Said(from - 1).turn];
    const auto& second = call_.turns[Said(to).turn];
    if (Said(from - 1).turn != Said(to).turn && second.start_ms && (first.end_ms || first.start_ms)) {
      const std::int64_t pause =
          std::max<std::int64_t>(0, *second.start_ms - first.end_ms.value_or(*first.start_ms));
      result_.omitted_ms = std::max(result_.omitted_ms.value_or(0), pause);
    }
    result_.omits_other_speaker = result_.omits_other_speaker || other_speaks;
    // Two words here and two words there are no passage.
    if (to - from > kFarGap && (before.alignment.quote_end - before.alignment.quote_begin < kLeastFarPart ||
                                after.alignment.quote_end - after.alignment.quote_begin < kLeastFarPart)) {
      AddMark(ChangeKind::kJoined, after, {}, after.alignment.quote_begin, to);
      return;
    }
    // A negation counts in the sentences that the quote leaves and comes back to: the rest
    // of the one before, the beginning of the one after. Whole sentences between are other
    // statements, unless they are as short as "Not really."
    const auto ends_sentence = [&](std::uint32_t i) {
      return Said(i).Is(kSentenceEnd) || i + 1 == said_.turn_begin[Said(i).turn + 1];
    };
    std::size_t head = gap.size();
    std::size_t tail = 0;
    if (gap.size() > kSmallGap) {
      head = 0;
      if (!ends_sentence(from - 1)) {
        while (head < gap.size() && head < kEdge && (head == 0 || !ends_sentence(gap[head - 1]))) ++head;
      }
      tail = gap.size();
      if (to > 0 && !ends_sentence(to - 1)) {
        while (tail > 0 && gap.size() - tail < kEdge && !ends_sentence(gap[tail - 1])) --tail;
      }
    }
    for (std::size_t n = 0; n < gap.size(); ++n) {
      if (n >= head && n < tail) continue;
      const std::uint32_t i = gap[n];
      if (Said(i).Is(kFiller)) continue;
      if (!NegatesAt(Said(i).id, said_.words.data(), said_.words.size(), i) &&
          !Has(Said(i).id, kNegationMark))
        continue;
      Indices shown = gap;
      if (gap.size() > kShownGap) {
        const std::size_t begin = n < 3 ? 0 : n - 3;
        shown.assign(gap.begin() + static_cast<std::ptrdiff_t>(begin),
                     gap.begin() + static_cast<std::ptrdiff_t>(std::min(gap.size(), n + 4)));
      }
      AddMark(ChangeKind::kNegation, after, shown, after.alignment.quote_begin, i);
      if (gap.size() > kShownGap) {
        std::string& words = result_.changes.back().said_words;
        words = "[…] " + words + " […]";
      }
      return;
    }
    AddMark(ChangeKind::kOmission, after, {}, after.alignment.quote_begin, from);
  }

  // ---- all of it

  // "use it every month" out of "we never use it every month": a negation right at an edge.
  void JudgeEdges() {
    if (passage_.parts.empty() || quote_.CountSpoken() < kShortQuote) return;
    const Alignment& first = passage_.parts.front().alignment;
    const Alignment& last = passage_.parts.back().alignment;
    if (first.begin >= first.end || last.begin >= last.end) return;
    const auto negates = [&](std::uint32_t i) {
      return !Said(i).Is(kFiller) && NegatesAt(Said(i).id, said_.words.data(), said_.words.size(), i);
    };
    const std::uint32_t before = first.begin - 1;
    if (first.begin > 0 && Said(before).turn == Said(first.begin).turn && !Said(before).Is(kPause) &&
        negates(before)) {
      AddChange(ChangeKind::kNegation, {}, {before}, 0, first.begin);
    }
    const std::uint32_t after = last.end;
    if (after < said_.size() && Said(after).turn == Said(after - 1).turn && !Said(after - 1).Is(kPause) &&
        negates(after)) {
      AddChange(ChangeKind::kNegation, {}, {after}, static_cast<std::uint32_t>(quote_.words.size()), after);
    }
  }

  // Words of two people, read as one person's.
  void JudgeSpeakers() {
    for (const Part& part : passage_.parts) {
      std::unordered_map<std::uint32_t, std::size_t> words;
      for (const Step& step : part.alignment.steps) {
        if (step.kind != StepKind::kMatch || Said(step.said).Is(kFiller)) continue;
        if (const std::uint32_t speaker = said_.SpeakerAt(step.said); speaker != 0) ++words[speaker];
      }
      if (words.size() < 2) continue;
      std::uint32_t main = 0;
      for (const auto& [speaker, count] : words) {
        if (main == 0 || count > words[main] || (count == words[main] && speaker < main)) main = speaker;
      }
      const Step* first = nullptr;
      std::uint32_t previous = 0;
      for (const Step& step : part.alignment.steps) {
        if (step.kind != StepKind::kMatch) continue;
        const std::uint32_t speaker = said_.SpeakerAt(step.said);
        if (previous != 0 && speaker != 0 && speaker != previous && !Said(step.said).Is(kFiller)) {
          first = &step;
          break;
        }
        if (speaker != 0) previous = speaker;
      }
      if (first != nullptr) AddChange(ChangeKind::kOtherSpeaker, {}, {}, first->quoted, first->said);
    }
  }

  void Conclude() {
    std::uint32_t first = ~std::uint32_t{0};
    std::uint32_t last = 0;
    for (const Part& part : passage_.parts) {
      if (part.alignment.begin >= part.alignment.end) continue;
      first = std::min(first, Said(part.alignment.begin).turn);
      last = std::max(last, Said(part.alignment.end - 1).turn);
    }
    if (first <= last) {
      result_.first_turn = first;
      result_.last_turn = last;
    }
    std::size_t spoken = 0;
    std::size_t content = 0;
    for (const SpokenWord& word : quote_.words) {
      if (word.Is(kInserted)) continue;
      ++spoken;
      if (!Has(word.id, kFunction)) ++content;
    }
    result_.score =
        spoken == 0 ? 0 : std::min(1.0, static_cast<double>(matched_spoken_) / static_cast<double>(spoken));
    std::stable_sort(result_.changes.begin(), result_.changes.end(),
                     [](const Change& a, const Change& b) { return a.quoted.begin < b.quoted.begin; });
    ChangeKind worst = ChangeKind::kFiller;
    for (const Change& change : result_.changes) worst = std::max(worst, change.kind);
    const bool content_is_there = content == 0 || matched_content_ * 2 >= content || result_.score >= 0.85;
    if (spoken == 0 || matched_ == 0 || result_.score < kLeastScore || !content_is_there || quote_.is_cut) {
      result_.verdict = Verdict::kNotFound;
    } else if (worst >= ChangeKind::kSwapped) {
      result_.verdict = Verdict::kAltered;
    } else if (worst >= ChangeKind::kReworded) {
      const auto most = std::max<std::size_t>(
          kMostReworded, static_cast<std::size_t>(std::lround(static_cast<double>(spoken) * kRewordedShare)));
      result_.verdict = reworded_ <= most && result_.score >= 0.7 ? Verdict::kReworded
                        : result_.score >= 0.7                    ? Verdict::kAltered
                                                                  : Verdict::kNotFound;
    } else {
      result_.verdict = result_.changes.empty() ? Verdict::kExact : Verdict::kEdited;
    }
  }

  // ---- the words of a change

  TextRange QuotedRange(const Indices& quoted, std::uint32_t place) const {
    if (!quoted.empty()) return {Quoted(quoted.front()).begin, Quoted(quoted.back()).end};
    const Offset at = place > 0                     ? Quoted(place - 1).end
                      : place < quote_.words.size() ? Quoted(place).begin
                                                    : 0;
    return {at, at};
  }

  void AddChange(ChangeKind kind, const Indices& quoted, const Indices& said, std::uint32_t quote_place,
                 std::uint32_t said_place) {
    Change& change = result_.changes.emplace_back();
    change.kind = kind;
    change.quoted = QuotedRange(quoted, quote_place);
    change.quoted_words = std::string(Cut(text_, change.quoted));
    PutSaid(change, said, said_place);
  }

  void AddMark(ChangeKind kind, const Part& part, const Indices& said, std::uint32_t quote_place,
               std::uint32_t said_place) {
    AddChange(kind, {}, said, quote_place, said_place);
    if (!part.mark.empty()) {
      result_.changes.back().quoted = part.mark;
      result_.changes.back().quoted_words = std::string(Cut(text_, part.mark));
    }
  }

  void PutSaid(Change& change, const Indices& said, std::uint32_t place) const {
    if (said.empty()) {
      const std::uint32_t at = std::min(place, said_.size() - 1);
      change.turn = Said(at).turn;
      change.said = {Said(at).begin, Said(at).begin};
      return;
    }
    change.turn = Said(said.front()).turn;
    change.said = {Said(said.front()).begin, Said(said.front()).end};
    TextRange run;
    std::uint32_t turn = change.turn;
    run = change.said;
    const auto flush = [&] {
      if (!change.said_words.empty()) change.said_words += ' ';
      change.said_words.append(Cut(call_.turns[turn].text, run));
    };
    for (std::size_t n = 1; n < said.size(); ++n) {
      const SpokenWord& word = Said(said[n]);
      if (word.turn == turn) {
        run.end = std::max(run.end, word.end);
      } else {
        flush();
        turn = word.turn;
        run = word.range();
      }
      if (word.turn == change.turn) change.said.end = std::max(change.said.end, word.end);
    }
    flush();
  }

  std::string_view text_;
  const QuoteReading& quote_;
  const Transcript::Words& said_;
  const calls::Call& call_;
  const Passage& passage_;
  const Lexicon& lexicon_;
  std::vector<std::vector<Hunk>> hunks_;  // of each part
  std::unordered_map<WordId, bool> moved_;
  std::size_t matched_ = 0;
  std::size_t matched_spoken_ = 0;
  std::size_t matched_content_ = 0;
  std::size_t reworded_ = 0;
  Verification result_;
};

}  // namespace

Verification Judge(std::string_view text, const QuoteReading& quote, const Transcript::Words& said,
                   const calls::Call& call, const Passage& passage) {
  return Judging(text, quote, said, call, passage).Run();
}

}  // namespace whyspec::evidence
