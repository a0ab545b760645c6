// What lies between the parts of a passage, and right outside it: omissions and what they
// hide, other people's words, far-apart passages read as one. Private to this layer.
#pragma once

#include <optional>

#include "evidence/judge_changes.h"

namespace whyspec::evidence {

// Of the omissions of a quote.
struct Omitted {
  std::optional<std::int64_t> longest_ms;
  bool other_speaker = false;
};

// How `after` follows `before`. Returns words that were left out without a sign, to be
// judged like any other difference.
std::optional<Hunk> JudgeLink(const JudgedWords& words, const calls::Call& call, const Part& before,
                              const Part& after, ChangeList& changes, Omitted& omitted);

// "use it every month" out of "we never use it every month": a negation right at an edge.
void JudgeEdges(const JudgedWords& words, const Passage& passage, ChangeList& changes);

// Words of two people, read as one person's.
void JudgeSpeakers(const JudgedWords& words, const Passage& passage, ChangeList& changes);

}  // namespace whyspec::evidence
