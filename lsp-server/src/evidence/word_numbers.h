// Numbers as people say and write them: "forty thousand", "quatre-vingt-dix", "40k".
// Private to this layer.
#pragma once

#include <string_view>
#include <vector>

#include "evidence/lexicon.h"

namespace whyspec::evidence {

// The numbers that a row of words says, in order; a word that is no number ends one.
// "deux mille dix-sept" -> {2017}; "seven, seven" -> {7, 7}. Ordinals are negative, so
// that "third" is not "three"; what has no value ("dozens") is told apart by its hash.
std::vector<double> NumbersOf(const std::vector<std::string_view>& words, const Lexicon& lexicon);

}  // namespace whyspec::evidence
