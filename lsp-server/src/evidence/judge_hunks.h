// The places where a quote and the passage it was laid over differ. Private to this layer.
#pragma once

#include <unordered_set>
#include <vector>

#include "evidence/judge_words.h"
#include "evidence/passage.h"

namespace whyspec::evidence {

// A run of steps that are no match.
struct Hunk {
  Indices quoted;
  Indices said;
  std::uint32_t quote_place = 0;  // the next word of the quote
  std::uint32_t said_place = 0;   // the next word of the transcript
};

// What an alignment says without any judging.
struct Differences {
  std::vector<Hunk> hunks;
  // Words in another spelling or form ("don't", "do not"), and somebody else's words that
  // were jumped over.
  struct Harmless {
    ChangeKind kind = ChangeKind::kContraction;
    Hunk where;
  };
  std::vector<Harmless> harmless;
  // Words of the quote that are in the transcript …
  std::size_t matched = 0;
  std::size_t matched_spoken = 0;   // … and are not in brackets
  std::size_t matched_content = 0;  // … and are no function words
};
Differences DifferencesOf(const Alignment& alignment, const JudgedWords& words);

// Words that are in the quote and in the passage, in other places of both.
struct MovedWords {
  std::unordered_set<WordId> ids;
  std::size_t quoted = 0;  // times they stand in the quote
  bool Any(const JudgedWords& words, const Hunk& hunk) const;
};
MovedWords FindMoved(const Passage& passage, const std::vector<Differences>& parts, const JudgedWords& words);

}  // namespace whyspec::evidence
