#include "evidence/search_ranking.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

#include "base/unicode.h"
#include "calls/text_index.h"

namespace whyspec::evidence {

const Ranking kRanking = {
    .weight = {.85, .4, .9, .5, .9, 1, .5, .4, .5, .4, 1.1, .3},
};

namespace {

constexpr std::array<std::uint32_t, 5> kReach = {1, 2, 4, 8, 20};

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
  }

  void Score(const CandidateCall& candidate, std::size_t number, std::vector<Region>& out) {
    const calls::Call& call = *candidate.call;
    language_ = TermLanguageOf(call);
    const WordMatcher& matcher = MatcherOf(language_);
    speakers_.clear();
    const std::size_t first = out.size();
    in_call_ = candidate.words;
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
    double coverage = 0;
    for (std::uint32_t mask = in_call_; mask != 0; mask &= mask - 1) {
      coverage += words_[static_cast<std::size_t>(std::countr_zero(mask))].call_idf / call_idf_sum_;
    }
    const auto of_call = static_cast<float>(kRanking.weight[kCall] * candidate.call_score +
                                            kRanking.weight[kCallCoverage] * coverage * coverage +
                                            kRanking.weight[kBestOfCall] * best);
    for (std::size_t i = first; i < out.size(); ++i) {
      for (std::size_t t = 0; t < out[i].score.size(); ++t) {
        // A turn with nothing of the query around it is no answer, whatever its call is.
        if (out[i].score[t] > 0) out[i].score[t] += of_call;
      }
    }
  }

 private:
  const WordMatcher& MatcherOf(TermLanguage language) {
    auto& matcher = matchers_[static_cast<std::size_t>(language)];
    if (!matcher) matcher.emplace(words_, language);
    return *matcher;
  }

  struct Speaker {
    std::vector<WordMatch> matches;  // words of the query in the name
    bool is_named = false;           // every word of the name is in the query
  };
  const Speaker& SpeakerOf(const calls::Call& call, const calls::Turn& turn, const WordMatcher& matcher) {
    const auto [at, is_new] = speakers_.try_emplace(turn.speaker);
    if (is_new) {
      Speaker& speaker = at->second;
      const std::vector<Term> name = Terms(SpeakerName(call, turn), language_);
      speaker.is_named = !name.empty();
      for (const Term& term : name) {
        matcher.Match(term.text, matches_);
        const auto whole =
            std::find_if(matches_.begin(), matches_.end(), [](const WordMatch& m) { return m.whole; });
        if (whole == matches_.end()) {
          speaker.is_named = false;
        } else {
          speaker.matches.push_back(*whole);
        }
      }
    }
    return at->second;
  }

  static bool HasAny(const std::vector<std::uint32_t>& sums, std::size_t begin, std::size_t end) {
    return sums[end] > sums[begin];
  }

  void ScoreRun(const calls::Call& call, const WordMatcher& matcher, std::size_t from, std::size_t to,
                std::size_t number, std::vector<Region>& out) {
    const std::size_t turns = to - from;
    const std::size_t words = words_.size();
    Sums said(turns, words);
    Sums speaking(turns, words);
    std::vector<float> length(turns + 1, 0.0F);
    std::vector<bool> named(turns);
    std::vector<std::uint32_t> hits(turns + 1);  // words of the query before each turn
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
      hits[t + 1] = hits[t];
      for (const Term& term : terms_) {
        matcher.Match(term.text, matches_);
        for (const WordMatch& match : matches_) {
          said.Add(t, match.word, match.weight);
          ++hits[t + 1];
        }
      }
      if (turn.speaker.empty()) continue;
      const Speaker& speaker = SpeakerOf(call, turn, matcher);
      for (const WordMatch& match : speaker.matches) speaking.Add(t, match.word, 1.0F);
      hits[t + 1] += static_cast<std::uint32_t>(speaker.matches.size());
      named[t] = speaker.is_named;
    }
    said.Finish();
    speaking.Finish();
    present_.clear();
    for (std::size_t w = 0; w < words; ++w) {
      if (said.In(0, turns, w) + speaking.In(0, turns, w) <= 0) continue;
      present_.push_back(w);
      in_call_ |= 1U << w;
    }

    const auto count = [&](std::size_t begin, std::size_t end, std::size_t word) {
      return static_cast<double>(said.In(begin, end, word) + std::min(speaking.In(begin, end, word), 1.0F));
    };
    float best_around = 0;
    std::array<double, kSignals> signal{};
    for (std::size_t t = 0; t < turns; ++t) {
      // A turn with nothing of the query near it is no answer, whatever lies further away.
      if (!HasAny(hits, t - std::min<std::size_t>(t, 2), std::min(t + 3, turns))) continue;
      signal.fill(0);
      double coverage = 0;
      const double usual = kRanking.usual_terms;
      const double own_room =
          kRanking.turn_saturation *
          (1 - kRanking.turn_length + kRanking.turn_length * (length[t + 1] - length[t]) / usual);
      double own = 0;
      for (const std::size_t w : present_) {
        const double x = count(t, t + 1, w);
        if (x <= 0) continue;
        own += words_[w].idf * x / (x + own_room);
        signal[kTurnByCalls] += words_[w].call_idf * x / (x + own_room);
        coverage += words_[w].idf;
      }
      signal[kTurn] = own / idf_sum_;
      signal[kSpeaker] = named[t] ? 1 : 0;
      signal[kTurnByCalls] /= call_idf_sum_;
      signal[kTurnCoverage] = (coverage / idf_sum_) * (coverage / idf_sum_);
      for (std::size_t r = 0; r < kReach.size(); ++r) {
        const std::size_t begin = t - std::min<std::size_t>(t, kReach[r]);
        const std::size_t end = std::min<std::size_t>(t + kReach[r] + 1, turns);
        const double room = kRanking.saturation *
                            (1 - kRanking.length +
                             kRanking.length * (length[end] - length[begin]) / (usual * (2 * kReach[r] + 1)));
        double sum = 0;
        for (const std::size_t w : present_) {
          const double x = count(begin, end, w);
          if (x > 0) sum += words_[w].idf * x / (x + room);
        }
        signal[kAround1 + r] = sum / idf_sum_;
      }
      best_around = std::max(best_around, static_cast<float>(signal[kAround4]));
      double score = 0;
      for (std::size_t i = 0; i < kSignals; ++i) score += kRanking.weight[i] * signal[i];
      region.score[t] = static_cast<float>(score);
      region.own[t] = static_cast<float>(signal[kTurn]);
    }
    best_around_.resize(out.size());
    best_around_.push_back(best_around);
    out.push_back(std::move(region));
  }

  const std::vector<QueryWord>& words_;
  double idf_sum_ = 0;
  double call_idf_sum_ = 0;
  std::array<std::optional<WordMatcher>, kTermLanguages> matchers_;
  // Of the call at hand.
  TermLanguage language_ = TermLanguage::kEnglish;
  std::map<std::string_view, Speaker> speakers_;
  std::uint32_t in_call_ = 0;       // bit i: word i
  std::vector<float> best_around_;  // by region
  std::vector<Term> terms_;
  std::vector<WordMatch> matches_;
  std::vector<std::size_t> present_;
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
