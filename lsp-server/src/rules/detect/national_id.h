// Numbers that the state or a health system gives to one person.
//
// Decided by check digits where they are strong (French NIR, "1 85 05 2A 006 084 36":
// 13 digits and a key of 97 - n mod 97), else only with their name right before them
// (INS, RPPS, ADELI, NHS number, SSN).
#pragma once

#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::rules::detect {

struct NationalId {
  TextRange range;
  std::string_view kind;  // "NIR", "RPPS" …
};

// In order of place; never overlapping.
std::vector<NationalId> FindNationalIds(std::string_view text);

}  // namespace whyspec::rules::detect
