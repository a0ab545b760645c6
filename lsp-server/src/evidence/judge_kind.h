// What kind of change it is to say these words for those. Private to this layer.
#pragma once

#include "evidence/judge_hunks.h"

namespace whyspec::evidence {

// Of a hunk that is not known to be harmless; the worst kind that it may be.
ChangeKind KindOf(const JudgedWords& words, const MovedWords& moved, const Hunk& hunk);

// Of [words] that an editor put in, standing for `replaced` or for nothing.
ChangeKind KindOfInserted(const JudgedWords& words, const Indices& inserted, const Indices& replaced);

}  // namespace whyspec::evidence
