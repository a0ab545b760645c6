#include "evidence/search.h"

#include <algorithm>

#include "evidence/memory_text_index.h"
#include "evidence/search_candidates.h"
#include "evidence/search_ranking.h"
#include "evidence/search_words.h"

namespace whyspec::evidence {
namespace {

// Turns join an excerpt until it has this many terms (about three times as many words):
// one long answer stands alone, short ones are shown together.
constexpr std::uint32_t kEnoughTerms = 40;

struct Peak {
  double score = 0;
  const Region* region = nullptr;
  std::uint32_t turn = 0;  // in the region
};

class Excerpts {
 public:
  Excerpts(const std::vector<CandidateCall>& candidates, std::vector<Region> regions,
           const std::vector<QueryWord>& words)
      : candidates_(candidates), regions_(std::move(regions)), words_(words) {}

  std::vector<Excerpt> Best(std::size_t limit) {
    PreferExternal();
    std::vector<std::vector<bool>> taken(regions_.size());
    for (std::size_t i = 0; i < regions_.size(); ++i) taken[i].resize(regions_[i].score.size());
    std::vector<Excerpt> out;
    for (const Peak& peak : Peaks()) {
      if (out.size() >= limit) break;
      std::vector<bool>& used = taken[static_cast<std::size_t>(peak.region - regions_.data())];
      if (used[peak.turn]) continue;
      out.push_back(Around(peak, used));
    }
    return out;
  }

 private:
  const calls::Call& CallOf(const Region& region) const { return *candidates_[region.candidate].call; }

  bool IsInternal(const Region& region, std::size_t turn) const {
    const calls::Call& call = CallOf(region);
    return call.IsOurs(call.turns[region.first_turn + turn]);
  }

  // What our own side says is no evidence of what a customer thinks.
  void PreferExternal() {
    for (Region& region : regions_) {
      for (std::size_t t = 0; t < region.score.size(); ++t) {
        if (region.score[t] > 0 && IsInternal(region, t))
          region.score[t] *= static_cast<float>(kRanking.internal);
      }
    }
  }

  std::vector<Peak> Peaks() const {
    std::vector<Peak> peaks;
    for (const Region& region : regions_) {
      for (std::uint32_t t = 0; t < region.score.size(); ++t) {
        if (region.score[t] > 0)
          peaks.push_back(Peak{.score = region.score[t], .region = &region, .turn = t});
      }
    }
    std::sort(peaks.begin(), peaks.end(), [&](const Peak& a, const Peak& b) {
      if (a.score != b.score) return a.score > b.score;
      const calls::Call& left = CallOf(*a.region);
      const calls::Call& right = CallOf(*b.region);
      const auto newer = left.started_at_ms.value_or(INT64_MIN);
      const auto older = right.started_at_ms.value_or(INT64_MIN);
      if (newer != older) return newer > older;
      if (left.id != right.id) return left.id < right.id;
      return a.region->first_turn + a.turn < b.region->first_turn + b.turn;
    });
    return peaks;
  }

  // The turn and those next to it, the better side first; of equals the answer rather
  // than the question before.
  Excerpt Around(const Peak& peak, std::vector<bool>& used) {
    const Region& region = *peak.region;
    std::uint32_t first = peak.turn;
    std::uint32_t last = peak.turn;
    std::uint32_t terms = region.terms[peak.turn];
    used[peak.turn] = true;
    while (last - first + 1 < kMaxExcerptTurns && terms < kEnoughTerms) {
      const bool may_before = first > 0 && !used[first - 1];
      const bool may_after = last + 1 < region.score.size() && !used[last + 1];
      if (!may_before && !may_after) break;
      const bool after = may_after && (!may_before || region.score[last + 1] >= region.score[first - 1]);
      const std::uint32_t next = after ? ++last : --first;
      used[next] = true;
      terms += region.terms[next];
    }
    Excerpt excerpt{.call = candidates_[region.candidate].call,
                    .first_turn = region.first_turn + first,
                    .last_turn = region.first_turn + last,
                    .best_turn = region.first_turn + BestTurn(region, first, last, peak.turn),
                    .score = peak.score};
    MarkWords(excerpt);
    return excerpt;
  }

  std::uint32_t BestTurn(const Region& region, std::uint32_t first, std::uint32_t last,
                         std::uint32_t peak) const {
    std::uint32_t best = peak;
    const auto key = [&](std::uint32_t t) {
      return std::pair(region.own[t] > 0 && !IsInternal(region, t), region.own[t]);
    };
    for (std::uint32_t t = first; t <= last; ++t) {
      if (key(t) > key(best)) best = t;
    }
    return best;
  }

  void MarkWords(Excerpt& excerpt) {
    const TermLanguage language = TermLanguageOf(*excerpt.call);
    const WordMatcher matcher(words_, language);
    std::vector<Term> terms;
    std::vector<WordMatch> matches;
    for (std::uint32_t t = excerpt.first_turn; t <= excerpt.last_turn; ++t) {
      terms.clear();
      AppendTerms(std::string_view(excerpt.call->turns[t].text).substr(0, kMostTurnBytes), language, terms);
      for (const Term& term : terms) {
        matcher.Match(term.text, matches);
        const bool whole =
            std::any_of(matches.begin(), matches.end(), [](const WordMatch& m) { return m.whole; });
        if (whole) excerpt.words.push_back(WordHit{.turn = t, .range = term.source});
      }
    }
  }

  const std::vector<CandidateCall>& candidates_;
  std::vector<Region> regions_;
  const std::vector<QueryWord>& words_;
};

}  // namespace

std::vector<Excerpt> Search(const calls::CallLog& log, const ExcerptQuery& query) {
  if (query.limit == 0) return {};
  const calls::TextIndex* index = log.text_index();
  std::vector<CandidateCall> candidates;
  std::shared_ptr<const calls::TextIndex> of_call;
  if (!query.call.empty()) {
    candidates = WholeCall(log, query);
    if (candidates.empty()) return {};
    if (index == nullptr) {
      of_call = MakeMemoryTextIndex({candidates.front().call});
      index = of_call.get();
    }
  }
  if (index == nullptr) return {};
  std::vector<QueryWord> words = QueryWords(query, index);
  if (words.empty()) return {};
  if (query.call.empty()) candidates = FindCandidates(log, *index, query, words);
  return Excerpts(candidates, ScoreTurns(candidates, words), words).Best(query.limit);
}

}  // namespace whyspec::evidence
