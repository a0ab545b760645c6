#include "evidence/passage.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace whyspec::evidence {
namespace {

constexpr std::uint32_t kDiagonal = 16;        // words that one bucket of votes spans
constexpr std::size_t kMostVotes = 256;        // a word said more often tells nothing
constexpr std::size_t kMostPairVotes = 20000;  // places of a frequent word that are looked at
constexpr std::size_t kMostWindows = 5;
constexpr std::uint32_t kShortSlice = 16;  // words
constexpr std::uint32_t kFaintSlice = 4;   // words said here and there
constexpr std::size_t kMostHalfWindows = 8;
constexpr std::size_t kMostExactPlaces = 40;
constexpr std::size_t kMostReadings = 3;
constexpr std::uint32_t kLongestPart = 200;  // words; a longer piece is read in parts
constexpr std::uint32_t kReach = 400;        // words after an omission that are looked at first
constexpr std::uint32_t kLeastSplit = 6;
constexpr std::uint32_t kLeastHalf = 2;
constexpr std::size_t kMostParts = 96;
constexpr std::size_t kMostSplits = 2;
constexpr int kSplitCost = 16;
constexpr int kBackwardCost = 15;
constexpr int kOtherSpeakerCost = 12;
constexpr std::uint32_t kFar = 80;  // words
constexpr int kMostDistanceCost = 10;

struct Slice {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Link link = Link::kFirst;
  TextRange mark;
  std::uint32_t size() const { return end - begin; }
};

class Finder {
 public:
  Finder(const QuoteReading& quote, const Transcript::Words& said, std::optional<Window> cited)
      : quote_(quote), said_(said), cited_(cited) {
    for (const QuotePiece& piece : quote.pieces) {
      for (std::uint32_t begin = piece.begin; begin < piece.end; begin += kLongestPart) {
        const bool onward = begin != piece.begin;
        // What is left over at the end stays with its part.
        std::uint32_t end = std::min(piece.end, begin + kLongestPart);
        if (piece.end - end < kLongestPart / 4) end = piece.end;
        const Link link = onward ? Link::kOnward : piece.after_mark ? Link::kMark : Link::kFirst;
        slices_.push_back({begin, end, link, onward ? TextRange{} : piece.mark});
        if (end == piece.end) break;
      }
    }
  }

  std::vector<Passage> Run() {
    std::vector<Passage> passages;
    if (slices_.empty() || slices_.size() > kMostParts || said_.size() == 0) return passages;
    for (std::size_t splits = 0;; ++splits) {
      main_ = 0;
      std::uint32_t most = 0;
      for (std::size_t i = 0; i < slices_.size(); ++i) {
        const std::uint32_t telling = TellingOf(slices_[i]);
        if (telling > most) {
          most = telling;
          main_ = i;
        }
      }
      known_.assign(slices_.size(), std::nullopt);
      if (splits == kMostSplits || !SplitWorst()) break;
    }
    std::vector<Alignment> mains = AlignmentsOf(main_);
    if (slices_.size() > 1 && slices_[main_].size() <= kFaintSlice) {
      // A few frequent words: what stands beside them tells which of many places is meant.
      std::vector<Alignment> exact = ExactPlacesOf(slices_[main_]);
      mains.insert(mains.begin(), std::make_move_iterator(exact.begin()),
                   std::make_move_iterator(exact.end()));
    }
    const std::size_t readings = mains.size() > kMostWindows * 2 ? kMostExactPlaces : kMostReadings;
    if (mains.size() > readings) mains.resize(readings);
    for (const Alignment& main : mains) passages.push_back(Extend(main));
    std::stable_sort(passages.begin(), passages.end(),
                     [](const Passage& a, const Passage& b) { return a.cost < b.cost; });
    if (passages.size() > kMostReadings) passages.resize(kMostReadings);
    return passages;
  }

 private:
  Window Clip(std::int64_t from, std::int64_t to) const {
    const auto size = static_cast<std::int64_t>(said_.size());
    from = std::clamp<std::int64_t>(from, 0, size);
    to = std::clamp<std::int64_t>(to, from, size);
    return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
  }

  // How little chance there is to meet these words by chance: rare ones count more.
  std::uint32_t TellingOf(const Slice& slice) const {
    std::uint32_t bits = 0;
    for (std::uint32_t i = slice.begin; i < slice.end; ++i) {
      const std::size_t places = said_.PlacesOf(quote_.words[i].id).size();
      if (places > 0) bits += static_cast<std::uint32_t>(std::bit_width(said_.size() / places));
    }
    return bits;
  }

  // Places where many of the slice's rarer words stand in their order.
  std::vector<Window> WindowsOf(const Slice& slice, std::size_t most = kMostWindows) const {
    const auto length = static_cast<std::int64_t>(slice.size());
    std::vector<std::uint32_t> votes((said_.size() + slice.size()) / kDiagonal + 3, 0);
    const auto vote = [&](std::uint32_t place, std::uint32_t index, std::uint32_t weight) {
      votes[(place + slice.size() - index) / kDiagonal] += weight;
    };
    bool voted = false;
    for (std::uint32_t i = slice.begin; i < slice.end; ++i) {
      const auto places = said_.PlacesOf(quote_.words[i].id);
      if (places.empty() || places.size() > kMostVotes || quote_.words[i].Is(kInserted)) continue;
      const auto weight = static_cast<std::uint32_t>(std::bit_width(said_.size() / places.size()));
      for (const std::uint32_t place : places) vote(place, i - slice.begin, weight);
      voted = true;
    }
    if (!voted || slice.size() <= kShortSlice) {
      // Frequent words: two that follow each other tell more.
      std::size_t looked_at = 0;
      for (std::uint32_t i = slice.begin; i + 1 < slice.end; ++i) {
        const WordId next = quote_.words[i + 1].id;
        for (const std::uint32_t place : said_.PlacesOf(quote_.words[i].id)) {
          if (++looked_at > kMostPairVotes) break;
          if (place + 1 < said_.size() && said_.words[place + 1].id == next) {
            vote(place, i - slice.begin, 2);
          }
        }
      }
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> peaks;  // votes, bucket
    for (std::uint32_t b = 0; b + 1 < votes.size(); ++b) {
      const std::uint32_t sum = votes[b] + votes[b + 1];
      if (sum > 0) peaks.emplace_back(sum, b);
    }
    const std::size_t kept = std::min<std::size_t>(peaks.size(), kMostHalfWindows * 3);
    std::partial_sort(peaks.begin(), peaks.begin() + static_cast<std::ptrdiff_t>(kept), peaks.end(),
                      [](const auto& a, const auto& b) {
                        return a.first != b.first ? a.first > b.first : a.second < b.second;
                      });
    peaks.resize(kept);
    const std::size_t most_windows = slice.size() <= kFaintSlice ? most * 2 : most;
    std::vector<Window> windows;
    std::vector<std::uint32_t> taken;
    for (const auto& [sum, bucket] : peaks) {
      if (windows.size() == most_windows) break;
      const bool near = std::any_of(taken.begin(), taken.end(), [b = bucket](std::uint32_t other) {
        return std::max(b, other) - std::min(b, other) <= 1;
      });
      if (near) continue;
      taken.push_back(bucket);
      const std::int64_t start = static_cast<std::int64_t>(bucket) * kDiagonal - length;
      windows.push_back(Clip(start - length / 4 - 8, start + 2 * kDiagonal + length + length / 2 + 24));
    }
    return windows;
  }

  // The places of a slice, cheapest first.
  const std::vector<Alignment>& AlignmentsOf(std::size_t index) {
    if (known_[index]) return *known_[index];
    const Slice& slice = slices_[index];
    std::vector<Window> windows = WindowsOf(slice);
    if (cited_ && cited_->from < cited_->to) {
      const std::int64_t most = static_cast<std::int64_t>(slice.size()) * 3 + 200;
      const std::int64_t margin = slice.size() / 2 + 8;
      windows.insert(windows.begin(),
                     Clip(cited_->from, std::min<std::int64_t>(cited_->to, cited_->from + most)));
      windows.insert(
          windows.begin() + 1,
          Clip(cited_->from - margin, std::min<std::int64_t>(cited_->to + margin, cited_->from + most)));
    }
    std::vector<Alignment> found;
    for (const Window& window : windows) {
      // Of equal places the cited one.
      AlignPreference preference;
      if (cited_) preference = {.near = cited_->from, .has_near = true};
      Alignment one = Align(quote_, slice.begin, slice.end, said_, window, preference);
      const bool known = std::any_of(found.begin(), found.end(), [&](const Alignment& other) {
        return other.begin == one.begin && other.end == one.end;
      });
      if (!known) found.push_back(std::move(one));
      if (found.back().cost == 0) break;  // nothing is nearer than the words themselves
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Alignment& a, const Alignment& b) { return a.cost < b.cost; });
    known_[index] = std::move(found);
    return *known_[index];
  }

  std::vector<Alignment> ExactPlacesOf(const Slice& slice) const {
    std::uint32_t rarest = slice.begin;
    for (std::uint32_t i = slice.begin; i < slice.end; ++i) {
      if (said_.PlacesOf(quote_.words[i].id).size() < said_.PlacesOf(quote_.words[rarest].id).size())
        rarest = i;
    }
    std::vector<Alignment> exact;
    std::size_t looked_at = 0;
    for (const std::uint32_t place : said_.PlacesOf(quote_.words[rarest].id)) {
      if (exact.size() == kMostExactPlaces || ++looked_at > kMostPairVotes) break;
      if (place < rarest - slice.begin || place + (slice.end - rarest) > said_.size()) continue;
      Alignment one{.quote_begin = slice.begin, .quote_end = slice.end};
      one.begin = place - (rarest - slice.begin);
      one.end = one.begin + slice.size();
      for (std::uint32_t i = 0; i < slice.size(); ++i) {
        if (said_.words[one.begin + i].id != quote_.words[slice.begin + i].id) break;
        one.steps.push_back({StepKind::kMatch, slice.begin + i, one.begin + i, one.begin + i + 1});
      }
      if (one.steps.size() == slice.size()) exact.push_back(std::move(one));
    }
    return exact;
  }

  // A slice that fits nowhere as a whole, but whose two halves do: words from two places.
  bool SplitWorst() {
    for (std::size_t index = 0; index < slices_.size(); ++index) {
      const Slice slice = slices_[index];
      if (slice.size() < kLeastSplit || slice.size() > kLongestPart * 2) continue;
      std::vector<Window> windows = WindowsOf(slice);
      int best_whole = static_cast<int>(slice.size()) * kWordCost;
      for (const Alignment& one : AlignmentsOf(index)) best_whole = std::min(best_whole, one.cost);
      if (best_whole <= kSplitCost) continue;
      // Either half may be too faint in the votes for the whole.
      const std::uint32_t middle = slice.begin + slice.size() / 2;
      for (const Slice& half : {Slice{slice.begin, middle, {}, {}}, Slice{middle, slice.end, {}, {}}}) {
        const bool left = half.begin == slice.begin;
        for (const Window& window : WindowsOf(half, kMostHalfWindows)) {
          windows.push_back(Clip(std::int64_t{window.from} - (left ? 0 : slice.size()),
                                 std::int64_t{window.to} + (left ? slice.size() : 0)));
        }
      }
      std::vector<int> before(slice.size() + 1, best_whole);
      std::vector<int> after(slice.size() + 1, best_whole);
      for (const Window& window : windows) {
        const std::vector<int> forward = PartCosts(quote_, slice.begin, slice.end, said_, window, false);
        const std::vector<int> backward = PartCosts(quote_, slice.begin, slice.end, said_, window, true);
        for (std::size_t i = 0; i <= slice.size(); ++i) {
          before[i] = std::min(before[i], forward[i]);
          after[i] = std::min(after[i], backward[i]);
        }
      }
      int best = best_whole;
      std::uint32_t at = 0;
      for (std::uint32_t i = kLeastHalf; i + kLeastHalf <= slice.size(); ++i) {
        const int cost = before[i] + after[i] + kSplitCost;
        if (cost < best) {
          best = cost;
          at = i;
        }
      }
      if (at == 0) continue;
      slices_[index].end = slice.begin + at;
      slices_.insert(slices_.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                     {slice.begin + at, slice.end, Link::kJoin, {}});
      return true;
    }
    return false;
  }

  Passage Extend(const Alignment& main) {
    std::vector<Alignment> placed(slices_.size());
    placed[main_] = main;
    const std::uint32_t speaker = main.end > main.begin ? said_.SpeakerAt(main.end - 1) : 0;
    int cost = main.cost;
    for (std::size_t i = main_ + 1; i < slices_.size(); ++i) {
      placed[i] = PlaceBeside(i, placed[i - 1].end, slices_[i].link, true, speaker, cost);
    }
    for (std::size_t i = main_; i-- > 0;) {
      placed[i] = PlaceBeside(i, placed[i + 1].begin, slices_[i + 1].link, false, speaker, cost);
    }
    Passage passage{.parts = {}, .cost = cost};
    for (std::size_t i = 0; i < slices_.size(); ++i) {
      passage.parts.push_back(
          {.alignment = std::move(placed[i]), .link = slices_[i].link, .mark = slices_[i].mark});
    }
    return passage;
  }

  // After (or before) the word `edge`: near if it can be, else where its words are.
  Alignment PlaceBeside(std::size_t index, std::uint32_t edge, Link link, bool after, std::uint32_t speaker,
                        int& cost) {
    const Slice& slice = slices_[index];
    const std::int64_t length = slice.size();
    const std::int64_t reach = link == Link::kMark ? kReach + 2 * length : length + length / 2 + 40;
    const std::int64_t at = edge;
    const Window window = after ? Clip(at, at + reach) : Clip(at - reach, at);
    std::vector<Alignment> places;
    places.push_back(Align(quote_, slice.begin, slice.end, said_, window,
                           {.near = edge, .has_near = true, .speaker = speaker}));
    if (places[0].cost > 2) {
      const std::vector<Alignment>& anywhere = AlignmentsOf(index);
      places.insert(places.end(), anywhere.begin(), anywhere.end());
    }
    const auto total = [&](const Alignment& one) {
      int sum = one.cost;
      if (one.end <= one.begin) return sum;
      if (after ? one.begin < edge : one.end > edge) sum += kBackwardCost;
      if (speaker != 0 && said_.SpeakerAt(after ? one.begin : one.end - 1) != speaker)
        sum += kOtherSpeakerCost;
      const std::int64_t gap = std::abs(static_cast<std::int64_t>(after ? one.begin : one.end) - at);
      return sum + static_cast<int>(std::min<std::int64_t>(gap / kFar, kMostDistanceCost));
    };
    const auto best =
        std::min_element(places.begin(), places.end(),
                         [&](const Alignment& a, const Alignment& b) { return total(a) < total(b); });
    cost += total(*best);
    return std::move(*best);
  }

  const QuoteReading& quote_;
  const Transcript::Words& said_;
  std::optional<Window> cited_;
  std::vector<Slice> slices_;
  std::size_t main_ = 0;
  std::vector<std::optional<std::vector<Alignment>>> known_;  // of AlignmentsOf
};

}  // namespace

std::vector<Passage> FindPassages(const QuoteReading& quote, const Transcript::Words& said,
                                  std::optional<Window> cited) {
  return Finder(quote, said, cited).Run();
}

std::uint32_t CountOccurrences(const QuoteReading& quote, const Transcript::Words& said) {
  if (quote.words.empty()) return 0;
  std::size_t rarest = 0;
  for (std::size_t i = 1; i < quote.words.size(); ++i) {
    if (said.PlacesOf(quote.words[i].id).size() < said.PlacesOf(quote.words[rarest].id).size()) rarest = i;
  }
  std::uint32_t count = 0;
  std::uint32_t free_from = 0;  // occurrences do not overlap
  std::size_t compared = 0;
  constexpr std::size_t kMostCompared = 1U << 21U;
  for (const std::uint32_t place : said.PlacesOf(quote.words[rarest].id)) {
    if (place < rarest + free_from || place - rarest + quote.words.size() > said.size()) continue;
    const std::size_t begin = place - rarest;
    std::size_t i = 0;
    while (i < quote.words.size() && said.words[begin + i].id == quote.words[i].id) ++i;
    compared += i + 1;
    if (i == quote.words.size()) {
      ++count;
      free_from = static_cast<std::uint32_t>(begin + i);
    }
    if (compared > kMostCompared) break;
  }
  return count;
}

}  // namespace whyspec::evidence
