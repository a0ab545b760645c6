// Habits of captions that are no speech: text that rolls up, so that every line is shown
// twice or three times, and a dash before every line.
#pragma once

#include <vector>

#include "calls/importers/speakers.h"

namespace whyspec::calls {

// Captions that roll up (YouTube's): each line once, with its own times, and lines that
// follow each other without a pause as one passage. Others come back as they are.
void Unroll(std::vector<Passage>& passages);
// A dash before nearly every cue says nothing: it goes, and cues that follow each other
// without a pause are one passage.
void DropIdleDashes(std::vector<Passage>& passages);

}  // namespace whyspec::calls
