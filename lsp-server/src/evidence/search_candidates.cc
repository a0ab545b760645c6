#include "evidence/search_candidates.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <tuple>

namespace whyspec::evidence {
namespace {

using calls::CallNumber;
using calls::kTurnsPerBlock;
using calls::Posting;

// A search visits this many postings, reads this many calls and this many blocks of them
// (and what lies next to these). In a large log every word is in more places, so less of
// it is read: the time of a search stays the same.
struct Limits {
  std::size_t postings = 0, calls = 0, blocks = 0;
};
constexpr std::size_t kLargeLogBlocks = 65'536;  // about 2,000 hours of talk

Limits LimitsOf(const calls::TextIndex& index) {
  return index.block_count() < kLargeLogBlocks ? Limits{.postings = 40'000, .calls = 40, .blocks = 128}
                                               : Limits{.postings = 12'000, .calls = 24, .blocks = 64};
}

constexpr std::size_t kMostBytes = std::size_t{2} << 20;
// Of one call, all is read unless it is longer than any call (a day of talk is 1 MiB).
constexpr std::size_t kMostWholeBytes = std::size_t{8} << 20;
// Calls looked into for a word too frequent to visit wherever it is.
constexpr std::size_t kSampledCalls = 256;

constexpr double kCallSaturation = 0.5;
constexpr double kBestBlockShare = 0.5;  // beside the score of the whole call

// Where a word is: call, block and word in one number, so that sorting brings together
// what is near.
struct Hit {
  CallNumber call = 0;
  std::uint32_t block = 0;
  std::uint32_t word = 0;
  friend bool operator<(const Hit& a, const Hit& b) {
    return std::tie(a.call, a.block, a.word) < std::tie(b.call, b.block, b.word);
  }
};

// The distinct terms a word stands for, over all languages.
std::vector<std::string_view> TermsOf(const QueryWord& word) {
  std::vector<std::string_view> out;
  for (const std::string& term : word.term) {
    if (!term.empty() && std::find(out.begin(), out.end(), term) == out.end()) out.push_back(term);
  }
  return out;
}

// `words` come rarest first, so the budget is spent on those that tell most.
std::vector<Hit> Visit(const calls::TextIndex& index, std::size_t most_postings,
                       std::vector<QueryWord>& words) {
  std::vector<Hit> hits;
  std::vector<std::uint32_t> too_frequent;
  std::size_t left = most_postings;
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    if (words[i].frequency > left) {
      too_frequent.push_back(i);
      continue;
    }
    const std::size_t before = hits.size();
    for (const std::string_view term : TermsOf(words[i])) {
      index.ForEach(term, [&](Posting at) {
        hits.push_back(Hit{.call = at.call, .block = at.block, .word = i});
        return hits.size() < 2 * most_postings;  // a frequency may be out of date
      });
    }
    left -= std::min(left, hits.size() - before);
    std::size_t calls = 0;
    std::optional<CallNumber> last;
    for (std::size_t h = before; h < hits.size(); ++h) {
      if (last != hits[h].call) ++calls;
      last = hits[h].call;
    }
    words[i].call_idf =
        words[i].weight * Idf(static_cast<double>(calls), static_cast<double>(index.call_count()));
  }
  if (hits.empty() && !too_frequent.empty()) {
    // Only words that are everywhere: a sample, evenly spread, is as good as any.
    const std::size_t step = std::max<std::size_t>(1, index.call_count() / kSampledCalls);
    for (std::size_t call = 0; call < index.call_count(); call += step) {
      for (const std::uint32_t i : too_frequent) {
        for (const std::string_view term : TermsOf(words[i])) {
          index.ForEachIn(static_cast<CallNumber>(call), term, [&](Posting at) {
            hits.push_back(Hit{.call = at.call, .block = at.block, .word = i});
            return hits.size() < most_postings;
          });
        }
      }
    }
  }
  std::sort(hits.begin(), hits.end());
  return hits;
}

// Which words each block of a call holds, ascending; bit i = word i.
using BlockWords = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

struct ScoredCall {
  CallNumber number = 0;
  double call = 0;
  double total = 0;
  BlockWords block_words = {};
};

std::vector<ScoredCall> ScoreCalls(const std::vector<Hit>& hits, const std::vector<QueryWord>& words) {
  std::vector<ScoredCall> calls;
  std::array<int, kMaxQueryWords> blocks{};
  for (std::size_t h = 0; h < hits.size();) {
    ScoredCall call{.number = hits[h].call};
    blocks.fill(0);
    double best = 0;
    while (h < hits.size() && hits[h].call == call.number) {
      const std::uint32_t block = hits[h].block;
      std::uint32_t mask = 0;
      double score = 0;
      for (; h < hits.size() && hits[h].call == call.number && hits[h].block == block; ++h) {
        if ((mask >> hits[h].word & 1U) != 0) continue;
        mask |= 1U << hits[h].word;
        score += words[hits[h].word].call_idf;
        ++blocks[hits[h].word];
      }
      best = std::max(best, score);
      call.block_words.emplace_back(block, mask);
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
      call.call += words[i].call_idf * blocks[i] / (blocks[i] + kCallSaturation);
    }
    call.total = call.call + kBestBlockShare * best;
    calls.push_back(std::move(call));
  }
  return calls;
}

bool MayBeRead(const calls::CallLog& log, const calls::Call& call, const ExcerptQuery& query) {
  return query.without_accounts.empty() || query.without_accounts.count(log.RootAccount(call.account)) == 0;
}

// Which blocks to read: the best of all calls, and those next to them.
void ChooseBlocks(std::vector<CandidateCall>& candidates, const std::vector<BlockWords>& block_words,
                  const std::vector<QueryWord>& words, std::size_t most_blocks) {
  struct Choice {
    double score = 0;
    std::size_t candidate = 0;
    std::uint32_t block = 0;
  };
  std::vector<Choice> choices;
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    for (const auto& [block, mask] : block_words[c]) {
      double score = kBestBlockShare * candidates[c].call_score;
      for (std::uint32_t bits = mask; bits != 0; bits &= bits - 1) {
        score += words[static_cast<std::size_t>(std::countr_zero(bits))].call_idf;
      }
      choices.push_back(Choice{.score = score, .candidate = c, .block = block});
    }
  }
  std::stable_sort(choices.begin(), choices.end(),
                   [](const Choice& a, const Choice& b) { return a.score > b.score; });
  if (choices.size() > most_blocks) choices.resize(most_blocks);
  std::size_t bytes = 0;
  for (const Choice& choice : choices) {
    CandidateCall& candidate = candidates[choice.candidate];
    const std::size_t turns = candidate.call->turns.size();
    const std::uint32_t first = choice.block - std::min(choice.block, 1U);
    for (std::uint32_t block = first; block <= choice.block + 1; ++block) {
      const std::size_t begin = std::size_t{block} * kTurnsPerBlock;
      if (begin >= turns || bytes > kMostBytes) break;
      if (std::find(candidate.blocks.begin(), candidate.blocks.end(), block) != candidate.blocks.end())
        continue;
      candidate.blocks.push_back(block);
      for (std::size_t t = begin; t < std::min(begin + kTurnsPerBlock, turns); ++t) {
        bytes += std::min(candidate.call->turns[t].text.size(), kMostTurnBytes);
      }
    }
  }
  for (CandidateCall& candidate : candidates) std::sort(candidate.blocks.begin(), candidate.blocks.end());
}

}  // namespace

std::vector<CandidateCall> FindCandidates(const calls::CallLog& log, const calls::TextIndex& index,
                                          const ExcerptQuery& query, std::vector<QueryWord>& words) {
  const Limits limits = LimitsOf(index);
  const std::vector<Hit> hits = Visit(index, limits.postings, words);
  std::vector<ScoredCall> scored = ScoreCalls(hits, words);
  std::sort(scored.begin(), scored.end(), [](const ScoredCall& a, const ScoredCall& b) {
    return a.total != b.total ? a.total > b.total : a.number < b.number;
  });
  double idf_sum = 0;
  for (const QueryWord& word : words) idf_sum += word.call_idf;
  std::vector<CandidateCall> out;
  std::vector<BlockWords> block_words;
  for (ScoredCall& call : scored) {
    if (out.size() >= limits.calls) break;
    const std::string id = index.IdOf(call.number);
    if (log.WhyGone(id) != calls::Gone::kNo) continue;
    std::shared_ptr<const calls::Call> found = log.Find(id);
    if (found == nullptr || !MayBeRead(log, *found, query)) continue;
    CandidateCall candidate{.call = std::move(found), .call_score = call.call / idf_sum};
    for (const auto& [block, mask] : call.block_words) candidate.words |= mask;
    out.push_back(std::move(candidate));
    block_words.push_back(std::move(call.block_words));
  }
  ChooseBlocks(out, block_words, words, limits.blocks);
  return out;
}

std::vector<CandidateCall> WholeCall(const calls::CallLog& log, const ExcerptQuery& query) {
  if (log.WhyGone(query.call) != calls::Gone::kNo) return {};
  CandidateCall candidate{.call = log.Find(query.call)};
  if (candidate.call == nullptr || !MayBeRead(log, *candidate.call, query)) return {};
  std::size_t bytes = 0;
  for (std::size_t begin = 0; begin < candidate.call->turns.size() && bytes <= kMostWholeBytes;
       begin += kTurnsPerBlock) {
    candidate.blocks.push_back(static_cast<std::uint32_t>(begin / kTurnsPerBlock));
    for (std::size_t t = begin; t < std::min(begin + kTurnsPerBlock, candidate.call->turns.size()); ++t) {
      bytes += std::min(candidate.call->turns[t].text.size(), kMostTurnBytes);
    }
  }
  return {std::move(candidate)};
}

}  // namespace whyspec::evidence
