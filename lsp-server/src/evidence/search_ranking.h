// The numbers of the ranking, and the scores of turns. Private to search.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "calls/call.h"
#include "evidence/search_words.h"

namespace whyspec::evidence {

// Of one turn, this much is read: a whole transcript without any cue can be one turn.
inline constexpr std::size_t kMostTurnBytes = std::size_t{64} << 10;

// What a turn's score is the weighted sum of. All lie in 0..1: shares of what the whole
// query could give.
enum Signal : std::size_t {
  kTurn,          // BM25 of the turn, words weighed by how few blocks hold them
  kTurnByCalls,   // the same, words weighed by how few calls do
  kTurnCoverage,  // square of the share of the query that the turn says
  kAround1,       // BM25 of the turns up to 1, 2, 4, 8, 20 away
  kAround2,
  kAround4,
  kAround8,
  kAround20,
  kCall,          // BM25 of the call, by blocks
  kCallCoverage,  // square of the share of the query that the call says
  kBestOfCall,    // the call's best kAround4
  kSpeaker,       // the query names who speaks
  kSignals
};

struct Ranking {
  double idf_power = 0.7;
  double faint = 0.4;            // weight of a word of telling
  double alike = 0.4;            // weight of a word that only begins alike
  double turn_saturation = 0.5;  // BM25's k1 and b, for single turns …
  double turn_length = 0.2;
  double saturation = 1.5;  // … and for more
  double length = 0.5;
  double usual_terms = 8;  // of a turn
  double internal = 0.6;   // a turn of our own side
  std::array<double, kSignals> weight = {};
};
// Chosen by coordinate ascent on English and French claims at once, over all calls and
// within one. Fitted on half of the calls and measured on the other, MRR over all calls is
// within 0.01 of what all of them give: one set for all languages and scopes.
extern const Ranking kRanking;

// One call that may hold the answer, and what is known of it.
struct CandidateCall {
  std::shared_ptr<const calls::Call> call;
  double call_score = 0;                   // 0..1
  std::vector<std::uint32_t> blocks = {};  // to be read, ascending
  std::uint32_t words = 0;                 // that the index says it holds; bit i = word i
};

// A run of turns that were read.
struct Region {
  std::size_t candidate = 0;  // of the list given
  std::uint32_t first_turn = 0;
  std::vector<float> score = {};          // by turn
  std::vector<float> own = {};            // the turn's own share
  std::vector<std::uint32_t> terms = {};  // by turn: how many
};

// Reads the turns of the candidates' blocks and scores them.
std::vector<Region> ScoreTurns(const std::vector<CandidateCall>& candidates,
                               const std::vector<QueryWord>& words);

}  // namespace whyspec::evidence
