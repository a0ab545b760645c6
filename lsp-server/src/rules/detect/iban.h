// International bank account numbers (ISO 13616): country, length of that country and
// check digits (mod 97) must all be right, so a chance hit is very unlikely.
#pragma once

#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::rules::detect {

// In order of place; never overlapping. Groups of four may be split by one blank or "-".
std::vector<TextRange> FindIbans(std::string_view text);

}  // namespace whyspec::rules::detect
