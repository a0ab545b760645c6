#include "evidence/align.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace whyspec::evidence {
namespace {

constexpr int kDropCost = 4;
constexpr int kFillerCost = 1;
constexpr int kRepeatCost = 2;
constexpr int kJumpCost = 3;
constexpr int kReplacedCost = 2;  // a word in brackets for the one it stands for
constexpr int kOtherSpeakerCost = 8;
constexpr std::uint32_t kDistanceStep = 48;
constexpr std::uint32_t kLongestInterruption = 12;  // words
constexpr std::uint32_t kMostInterruptions = 4;     // turns

bool IsSaid(const SpokenWord& word) { return !word.Is(kSoundMark); }

// One of several words that say a number, which may be one figure on the other side.
// Whether they are the same number is for the judge to say.
bool IsInNumber(const Lexicon& lexicon, const std::vector<SpokenWord>& words, std::size_t at) {
  const auto numeral = [&](std::size_t i) {
    return i < words.size() && (lexicon.InfoOf(words[i].id).classes & kNumeral) != 0;
  };
  const std::size_t before = at == 0 ? words.size() : at - 1;
  if (numeral(at)) return numeral(before) || numeral(at + 1);
  return (lexicon.InfoOf(words[at].id).classes & kConjunction) != 0 && numeral(before) && numeral(at + 1);
}

int DropCost(const Transcript::Words& said, std::uint32_t at) {
  const SpokenWord& word = said.words[at];
  if (word.Is(kSoundMark)) return 0;
  if (word.Is(kFiller)) return kFillerCost;
  if (IsInNumber(said.lexicon(), said.words, at)) return kFillerCost;
  // "don't" is one word.
  if (at > 0 && said.words[at - 1].begin == word.begin && said.words[at - 1].turn == word.turn)
    return kFillerCost;
  // Said again at once, fillers between or not.
  constexpr std::uint32_t kNear = 4;
  for (std::uint32_t next = at + 1; next < said.size() && next <= at + kNear; ++next) {
    if (said.words[next].id == word.id) return kRepeatCost;
    if (!said.words[next].Is(kFiller) && !said.words[next].Is(kSoundMark)) break;
  }
  if (at > 0 && said.words[at - 1].id == word.id) return kRepeatCost;
  return kDropCost;
}

int AddCost(const Lexicon& lexicon, const QuoteReading& quote, std::size_t at) {
  const SpokenWord& word = quote.words[at];
  if (word.Is(kInserted)) return 0;
  if (IsInNumber(lexicon, quote.words, at)) return kRepeatCost;
  // A little more than a word in another's place, which is the likelier reading.
  return (lexicon.InfoOf(word.id).classes & kHesitation) != 0 ? kRepeatCost : kWordCost + 1;
}

// For each place of the window where a turn begins: the end of the same speaker's turn
// before a short interruption.
struct Jump {
  std::uint32_t to = 0;    // word, from the window's start
  std::uint32_t from = 0;  // likewise
};

std::vector<Jump> JumpsIn(const Transcript::Words& said, Window window) {
  std::vector<Jump> jumps;
  if (window.from >= window.to) return jumps;
  const std::uint32_t first = said.words[window.from].turn;
  const std::uint32_t last = said.words[window.to - 1].turn;
  for (std::uint32_t turn = first + 1; turn <= last; ++turn) {
    const std::uint32_t begin = said.turn_begin[turn];
    if (begin >= window.to || said.turn_begin[turn + 1] == begin || said.speaker[turn] == 0) continue;
    std::uint32_t others = 0;
    for (std::uint32_t back = turn; back-- > first && turn - back <= kMostInterruptions + 1;) {
      const std::uint32_t end = said.turn_begin[back + 1];
      if (said.speaker[back] == said.speaker[turn] && said.turn_begin[back] != end) {
        if (end > window.from && end < begin) jumps.push_back({begin - window.from, end - window.from});
        break;
      }
      for (std::uint32_t i = said.turn_begin[back]; i < said.turn_begin[back + 1]; ++i) {
        if (IsSaid(said.words[i]) && !said.words[i].Is(kFiller)) ++others;
      }
      if (others > kLongestInterruption) break;
    }
  }
  return jumps;
}

enum Move : std::uint8_t { kStart, kDiagonal, kLeft, kUp, kJumped };

}  // namespace

Alignment Align(const QuoteReading& quote, std::uint32_t quote_begin, std::uint32_t quote_end,
                const Transcript::Words& said, Window window, const AlignPreference& preference) {
  Alignment result{
      .quote_begin = quote_begin, .quote_end = quote_end, .begin = window.from, .end = window.from};
  const std::size_t rows = quote_end - quote_begin;
  const std::size_t columns = window.to - window.from;
  const Lexicon& lexicon = said.lexicon();
  const std::vector<Jump> jumps = JumpsIn(said, window);
  std::vector<int> drop(columns);
  std::vector<WordId> ids(columns);
  for (std::size_t j = 0; j < columns; ++j) {
    const std::uint32_t at = window.from + static_cast<std::uint32_t>(j);
    drop[j] = DropCost(said, at);
    ids[j] = said.words[at].id;
  }

  std::vector<int> above(columns + 1, 0);
  std::vector<int> row(columns + 1, 0);
  std::vector<std::uint8_t> moves((rows + 1) * (columns + 1), kStart);
  for (std::size_t i = 1; i <= rows; ++i) {
    const std::size_t index = quote_begin + i - 1;
    const SpokenWord& word = quote.words[index];
    const int add = AddCost(lexicon, quote, index);
    const int put = word.Is(kInserted) ? kReplacedCost : kWordCost;
    const bool has_twin = (lexicon.InfoOf(word.id).classes & kHasTwin) != 0;
    std::uint8_t* const line = moves.data() + i * (columns + 1);
    row[0] = above[0] + add;
    line[0] = kUp;
    std::size_t jump = 0;
    const bool last = i == rows;
    for (std::size_t j = 1; j <= columns; ++j) {
      int best = above[j - 1];
      if (ids[j - 1] != word.id) best += has_twin && lexicon.Same(word.id, ids[j - 1]) ? 1 : put;
      std::uint8_t move = kDiagonal;
      if (above[j] + add < best) {
        best = above[j] + add;
        move = kUp;
      }
      if (!last && row[j - 1] + drop[j - 1] < best) {
        best = row[j - 1] + drop[j - 1];
        move = kLeft;
      }
      while (jump < jumps.size() && jumps[jump].to < j) ++jump;
      for (std::size_t k = jump; !last && k < jumps.size() && jumps[k].to == j; ++k) {
        if (row[jumps[k].from] + kJumpCost < best) {
          best = row[jumps[k].from] + kJumpCost;
          move = kJumped;
        }
      }
      row[j] = best;
      line[j] = move;
    }
    std::swap(row, above);
  }

  std::size_t end = 0;
  int best = std::numeric_limits<int>::max();
  for (std::size_t j = 0; j <= columns; ++j) {
    int cost = above[j] * 4;  // a preference decides between places nearly as good
    if (preference.has_near) {
      const auto at = static_cast<std::int64_t>(window.from + j);
      cost += static_cast<int>(std::abs(at - static_cast<std::int64_t>(preference.near)) / kDistanceStep);
    }
    if (preference.speaker != 0 && j > 0 &&
        said.SpeakerAt(window.from + static_cast<std::uint32_t>(j) - 1) != preference.speaker) {
      cost += kOtherSpeakerCost * 4;
    }
    if (cost < best) {
      best = cost;
      end = j;
    }
  }
  result.cost = above[end];
  result.end = window.from + static_cast<std::uint32_t>(end);

  std::size_t i = rows;
  std::size_t j = end;
  while (i > 0) {
    const auto quoted = quote_begin + static_cast<std::uint32_t>(i);
    const auto at = window.from + static_cast<std::uint32_t>(j);
    switch (moves[i * (columns + 1) + j]) {
      case kDiagonal: {
        const bool match = lexicon.Same(quote.words[quoted - 1].id, said.words[at - 1].id);
        result.steps.push_back({match ? StepKind::kMatch : StepKind::kPut, quoted - 1, at - 1, at});
        --i;
        --j;
        break;
      }
      case kLeft:
        result.steps.push_back({StepKind::kDrop, quoted, at - 1, at});
        --j;
        break;
      case kJumped: {
        std::size_t from = j;
        for (const Jump& jump : jumps) {
          if (jump.to == j) from = jump.from;
        }
        result.steps.push_back({StepKind::kJump, quoted, window.from + static_cast<std::uint32_t>(from), at});
        j = from;
        break;
      }
      default:
        result.steps.push_back({StepKind::kAdd, quoted - 1, at, at});
        --i;
        break;
    }
  }
  result.begin = window.from + static_cast<std::uint32_t>(j);
  std::reverse(result.steps.begin(), result.steps.end());
  return result;
}

std::vector<int> PartCosts(const QuoteReading& quote, std::uint32_t quote_begin, std::uint32_t quote_end,
                           const Transcript::Words& said, Window window, bool backward) {
  const std::size_t rows = quote_end - quote_begin;
  const std::size_t columns = window.to - window.from;
  const Lexicon& lexicon = said.lexicon();
  std::vector<WordId> ids(columns);
  std::vector<int> drop(columns);
  for (std::size_t j = 0; j < columns; ++j) {
    const auto at = static_cast<std::uint32_t>(backward ? window.to - j - 1 : window.from + j);
    ids[j] = said.words[at].id;
    drop[j] = DropCost(said, at);
  }
  std::vector<int> costs(rows + 1, 0);
  std::vector<int> above(columns + 1, 0);
  std::vector<int> row(columns + 1, 0);
  for (std::size_t i = 1; i <= rows; ++i) {
    const std::size_t index = backward ? quote_end - i : quote_begin + i - 1;
    const SpokenWord& word = quote.words[index];
    const int add = AddCost(lexicon, quote, index);
    const int put = word.Is(kInserted) ? kReplacedCost : kWordCost;
    const bool has_twin = (lexicon.InfoOf(word.id).classes & kHasTwin) != 0;
    row[0] = above[0] + add;
    int least = row[0];
    for (std::size_t j = 1; j <= columns; ++j) {
      int cost = above[j - 1];
      if (ids[j - 1] != word.id) cost += has_twin && lexicon.Same(word.id, ids[j - 1]) ? 1 : put;
      cost = std::min({cost, above[j] + add, row[j - 1] + drop[j - 1]});
      row[j] = cost;
      least = std::min(least, cost);
    }
    costs[backward ? rows - i : i] = least;
    std::swap(row, above);
  }
  return costs;
}

}  // namespace whyspec::evidence
