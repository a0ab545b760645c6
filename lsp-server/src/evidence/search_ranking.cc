#include "evidence/search_ranking.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

#include "base/unicode.h"
#include "calls/text_index.h"

namespace whyspec::evidence {

const Ranking kRanking = {
    .weight = {.25, .6, .5, 1, .5, 1, .6, .25, .5, .5, .5},
};

namespace {

constexpr std::array<std::uint32_t, 4> kReach = {1, 2, 4, 8};
constexpr std::uint32_t kBlockReach = 2;

using calls::kTurnsPerBlock;

// Counts of words over a run of turns, as sums from its start: any window in one step.
class Sums {
 public:
  Sums(std::size_t turns, std::size_t words) : words_(words), sums_((turns + 1) * words, 0.0F) {}

  void Add(std::size_t turn, std::size_t word, float count) { sums_[(turn + 1) * words_ + word] += count; }
  void Finish() {
    for (std::size_t i = words_; i < sums_.size(); ++i) sums_[i] += sums_[i - words_];
  }
  float In(std::size_t begin, std::size_t end, std::size_t word) const {
    return sums_[end * words_ + word] - sums_[begin * words_ + word];
  }

 private:
  std::size_t words_;
  std::vector<float> sums_;
};

class Scorer {
 public:
  explicit Scorer(const std::vector<QueryWord>& words) : words_(words) {
    for (const QueryWord& word : words) {
      idf_sum_ += word.idf;
      call_idf_sum_ += word.call_idf;
    }
    std::vector<std::uint32_t> by_position(words.size());
    for (std::uint32_t i = 0; i < words.size(); ++i) by_position[i] = i;
    std::sort(by_position.begin(), by_position.end(),
              [&](std::uint32_t a, std::uint32_t b) { return words[a].position < words[b].position; });
    for (std::size_t i = 0; i + 1 < by_position.size(); ++i) {
      const Pair pair{.a = by_position[i], .b = by_position[i + 1]};
      pairs_.push_back(pair);
      pair_sum_ += std::min(words[pair.a].idf, words[pair.b].idf);
    }
  }

  void Score(const CandidateCall& candidate, std::size_t number, std::vector<Region>& out) {
    const calls::Call& call = *candidate.call;
    language_ = TermLanguageOf(call);
    const WordMatcher& matcher = MatcherOf(language_);
    speakers_.clear();
    const std::size_t first = out.size();
    block_words_ = {candidate.block_words.begin(), candidate.block_words.end()};
    for (std::size_t i = 0; i < candidate.blocks.size();) {
      std::size_t end = i + 1;
      while (end < candidate.blocks.size() && candidate.blocks[end] == candidate.blocks[end - 1] + 1) ++end;
      const std::size_t from = std::size_t{candidate.blocks[i]} * kTurnsPerBlock;
      const std::size_t to =
          std::min((std::size_t{candidate.blocks[end - 1]} + 1) * kTurnsPerBlock, call.turns.size());
      if (from < to) ScoreRun(call, matcher, from, to, number, out);
      i = end;
    }
    float best = 0;
    for (std::size_t i = first; i < out.size(); ++i) best = std::max(best, best_around_[i]);
    const auto of_call = static_cast<float>(kRanking.weight[kCall] * candidate.call_score +
                                            kRanking.weight[kBestOfCall] * best);
    for (std::size_t i = first; i < out.size(); ++i) {
      for (std::size_t t = 0; t < out[i].score.size(); ++t) {
        // A turn with nothing of the query around it is no answer, whatever its call is.
        if (out[i].score[t] > 0) out[i].score[t] += of_call;
      }
    }
  }

 private:
  struct Pair {
    std::uint32_t a = 0, b = 0;
  };

  const WordMatcher& MatcherOf(TermLanguage language) {
    auto& matcher = matchers_[static_cast<std::size_t>(language)];
    if (!matcher) matcher.emplace(words_, language);
    return *matcher;
  }

  const std::vector<WordMatch>& SpeakerMatches(const calls::Call& call, const calls::Turn& turn,
                                               const WordMatcher& matcher) {
    const auto [at, is_new] = speakers_.try_emplace(turn.speaker);
    if (is_new) {
      for (const Term& term : Terms(SpeakerName(call, turn), language_)) {
        matcher.Match(term.text, matches_);
        for (const WordMatch& match : matches_) {
          if (match.whole) at->second.push_back(match);
        }
      }
    }
    return at->second;
  }

  void ScoreRun(const calls::Call& call, const WordMatcher& matcher, std::size_t from, std::size_t to,
                std::size_t number, std::vector<Region>& out) {
    const std::size_t turns = to - from;
    const std::size_t words = words_.size();
    Sums said(turns, words);
    Sums speaking(turns, words);
    std::vector<float> length(turns + 1, 0.0F);
    Region region{.candidate = number, .first_turn = static_cast<std::uint32_t>(from)};
    region.score.resize(turns);
    region.own.resize(turns);
    region.terms.resize(turns);
    for (std::size_t t = 0; t < turns; ++t) {
      const calls::Turn& turn = call.turns[from + t];
      terms_.clear();
      AppendTerms(std::string_view(turn.text).substr(0, kMostTurnBytes), language_, terms_);
      region.terms[t] = static_cast<std::uint32_t>(terms_.size());
      length[t + 1] = length[t] + static_cast<float>(terms_.size());
      for (const Term& term : terms_) {
        matcher.Match(term.text, matches_);
        for (const WordMatch& match : matches_) {
          said.Add(t, match.word, match.whole ? 1.0F : static_cast<float>(kRanking.alike));
        }
      }
      if (turn.speaker.empty()) continue;
      for (const WordMatch& match : SpeakerMatches(call, turn, matcher)) speaking.Add(t, match.word, 1.0F);
    }
    said.Finish();
    speaking.Finish();
    NoteBlocks(said, speaking, from, to);

    const auto count = [&](std::size_t begin, std::size_t end, std::size_t word) {
      return static_cast<double>(said.In(begin, end, word) + std::min(speaking.In(begin, end, word), 1.0F));
    };
    float best_around = 0;
    std::array<double, kSignals> signal{};
    double blocks_signal = 0;
    for (std::size_t t = 0; t < turns; ++t) {
      if (t == 0 || (from + t) % kTurnsPerBlock == 0) blocks_signal = OfBlocks((from + t) / kTurnsPerBlock);
      signal.fill(0);
      signal[kBlocks] = blocks_signal;
      double coverage = 0;
      const double usual = kRanking.usual_terms;
      const double own_room =
          kRanking.turn_saturation *
          (1 - kRanking.turn_length + kRanking.turn_length * (length[t + 1] - length[t]) / usual);
      double own = 0;
      for (std::size_t w = 0; w < words; ++w) {
        const double x = count(t, t + 1, w);
        if (x <= 0) continue;
        own += words_[w].idf * x / (x + own_room);
        signal[kTurnByCalls] += words_[w].call_idf * x / (x + own_room);
        coverage += words_[w].idf;
      }
      signal[kTurn] = own / idf_sum_;
      signal[kTurnByCalls] /= call_idf_sum_;
      signal[kTurnCoverage] = (coverage / idf_sum_) * (coverage / idf_sum_);
      for (std::size_t r = 0; r < kReach.size(); ++r) {
        const std::size_t begin = t - std::min<std::size_t>(t, kReach[r]);
        const std::size_t end = std::min<std::size_t>(t + kReach[r] + 1, turns);
        const double room = kRanking.saturation *
                            (1 - kRanking.length +
                             kRanking.length * (length[end] - length[begin]) / (usual * (2 * kReach[r] + 1)));
        double sum = 0;
        for (std::size_t w = 0; w < words; ++w) {
          const double x = count(begin, end, w);
          if (x > 0) sum += words_[w].idf * x / (x + room);
        }
        signal[kAround1 + r] = sum / idf_sum_;
        if (r == 0 && pair_sum_ > 0) {
          double near = 0;
          for (const Pair pair : pairs_) {
            if (said.In(begin, end, pair.a) > 0 && said.In(begin, end, pair.b) > 0) {
              near += std::min(words_[pair.a].idf, words_[pair.b].idf);
            }
          }
          signal[kPairs] = near / pair_sum_;
        }
      }
      best_around = std::max(best_around, static_cast<float>(signal[kAround4]));
      double score = 0;
      if (signal[kAround2] > 0) {
        for (std::size_t i = 0; i < kSignals; ++i) score += kRanking.weight[i] * signal[i];
      }
      region.score[t] = static_cast<float>(score);
      region.own[t] = static_cast<float>(signal[kTurn]);
    }
    best_around_.resize(out.size());
    best_around_.push_back(best_around);
    out.push_back(std::move(region));
  }

  // What the turns read say of their blocks, in place of what the index said.
  void NoteBlocks(const Sums& said, const Sums& speaking, std::size_t from, std::size_t to) {
    for (std::size_t begin = from; begin < to; begin += kTurnsPerBlock) {
      const std::size_t end = std::min(begin + kTurnsPerBlock, to);
      std::uint32_t mask = 0;
      for (std::size_t w = 0; w < words_.size(); ++w) {
        if (said.In(begin - from, end - from, w) + speaking.In(begin - from, end - from, w) > 0)
          mask |= 1U << w;
      }
      block_words_[static_cast<std::uint32_t>(begin / kTurnsPerBlock)] |= mask;
    }
  }

  double OfBlocks(std::size_t block) const {
    double sum = 0;
    std::array<int, kMaxQueryWords> counts{};
    const std::size_t first = block - std::min<std::size_t>(block, kBlockReach);
    for (auto at = block_words_.lower_bound(static_cast<std::uint32_t>(first));
         at != block_words_.end() && at->first <= block + kBlockReach; ++at) {
      for (std::uint32_t mask = at->second; mask != 0; mask &= mask - 1) ++counts[std::countr_zero(mask)];
    }
    for (std::size_t w = 0; w < words_.size(); ++w) {
      sum += words_[w].call_idf * counts[w] / (counts[w] + 1.0);
    }
    return sum / call_idf_sum_;
  }

  const std::vector<QueryWord>& words_;
  std::vector<Pair> pairs_;
  double idf_sum_ = 0;
  double call_idf_sum_ = 0;
  double pair_sum_ = 0;
  std::array<std::optional<WordMatcher>, kTermLanguages> matchers_;
  // Of the call at hand.
  TermLanguage language_ = TermLanguage::kEnglish;
  std::map<std::string_view, std::vector<WordMatch>> speakers_;
  std::map<std::uint32_t, std::uint32_t> block_words_;
  std::vector<float> best_around_;  // by region
  std::vector<Term> terms_;
  std::vector<WordMatch> matches_;
};

}  // namespace

std::vector<Region> ScoreTurns(const std::vector<CandidateCall>& candidates,
                               const std::vector<QueryWord>& words) {
  std::vector<Region> regions;
  Scorer scorer(words);
  for (std::size_t i = 0; i < candidates.size(); ++i) scorer.Score(candidates[i], i, regions);
  return regions;
}

}  // namespace whyspec::evidence
