// Differences that change nothing: stutters and repeats left out, another spelling or way
// to say a number, a letter lost in copying, the French "ne". Private to this layer.
#pragma once

#include <string_view>

#include "evidence/judge_hunks.h"

namespace whyspec::evidence {

// `said` without what nobody said to mean anything: stutters, and what is said again at
// once. `dropped` is set if there was such.
Indices WithoutRepeats(const JudgedWords& words, const Indices& said, bool& dropped);

// Two rows of words that are one thing: "e mail" and "email", "forty thousand" and "40,000".
bool SameThing(const JudgedWords& words, const Indices& quoted, const Indices& said);

// "lle propose": the first letter of `text`, the quote as written, was lost in copying.
bool IsCutAtEdge(const JudgedWords& words, std::string_view text, const Hunk& hunk);

// Spoken French leaves "ne" out; writing it back changes nothing as long as the other
// half of the negation stands on both sides.
bool OnlyNegationMark(const JudgedWords& words, const Hunk& hunk);

}  // namespace whyspec::evidence
