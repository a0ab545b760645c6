// Numbers written as words, per language.
#pragma once

#include <string_view>

#include "rules/language.h"

namespace whyspec::rules {

// "two", "trente", "dozen": from two up. "one" and "un" are articles as often as numbers.
bool IsNumberWord(std::string_view folded_word, Language language);

}  // namespace whyspec::rules
