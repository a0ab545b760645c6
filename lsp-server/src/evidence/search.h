// Finds the moments of logged calls that answer a question or support a sentence:
// ranked passages of one to five turns that belong together.
//
// Two steps. Candidates come from the call log's TextIndex: blocks that hold the rarer
// words of the query. Then the turns of the best blocks are read and windows of turns are
// scored: BM25 over turn, window, neighbourhood and call, nearness of the words, the
// side the speaker is on, question and answer kept together; the newer call wins a tie.
// External speakers rank before our own. The same log and query give the same answer.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"
#include "calls/call_log.h"

namespace whyspec::evidence {

inline constexpr std::uint32_t kMaxExcerptTurns = 5;
inline constexpr std::size_t kMaxQueryWords = 32;

struct ExcerptQuery {
  std::string_view text;  // a question, a sentence of a spec, a few words
  std::string call;       // only this call; "" = every call
  std::string language;   // BCP 47 of `text`; "" = unknown. Calls of every language are found
  std::size_t limit = 10;
  // The last word is still being typed: words that begin with it count as it.
  bool last_word_is_prefix = false;
  // Root accounts (CallLog::RootAccount) to leave out: "evidence from other accounts".
  std::set<std::string> without_accounts = {};
};

struct WordHit {
  std::uint32_t turn = 0;
  TextRange range;  // in Turn::text; a word of the query, to be marked
};

struct Excerpt {
  std::shared_ptr<const calls::Call> call;
  std::uint32_t first_turn = 0;
  std::uint32_t last_turn = 0;      // inclusive
  std::uint32_t best_turn = 0;      // the one to quote first
  double score = 0;                 // greater is better; comparable within one answer only
  std::vector<WordHit> words = {};  // in order
};

// Best first; excerpts of one call do not overlap. Of a long query the rarest
// kMaxQueryWords distinct words count; of a very long turn (64 KiB) its beginning. Calls that may not be read
// (CallLog::WhyGone) are left out. Empty if nothing fits, or if
// every call is asked for and the log keeps no index.
std::vector<Excerpt> Search(const calls::CallLog& log, const ExcerptQuery& query);

}  // namespace whyspec::evidence
