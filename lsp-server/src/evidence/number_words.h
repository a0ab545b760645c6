// Numbers said in words, as digits: "fifty percent" and "50 %" are searched alike. Private
// to this layer.
#pragma once

#include <string_view>

#include "evidence/terms.h"

namespace whyspec::evidence {

// "fifty" -> 50; 0 for a word that is no number. `word` is folded.
int NumberOfWord(std::string_view word, TermLanguage language);
// What two numbers said one after the other make: 70 and 5 -> 75; in French 60 and 15, 4
// and 20 as well. 0 if they make none.
int JoinNumbers(int before, int next, TermLanguage language);

}  // namespace whyspec::evidence
