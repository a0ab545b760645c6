// Telephone numbers in raw text: international ones (E.164, "+33 6 39 98 01 02",
// "0033…", with or without "(0)") and French ones ("06 39 98 01 02").
//
// Country code, length and grouping must fit, so that versions, dates, amounts, ids,
// hashes and addresses of machines are left alone.
#pragma once

#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::rules::detect {

// In order of place; never overlapping. The "+" belongs to the range.
std::vector<TextRange> FindPhoneNumbers(std::string_view text);

}  // namespace whyspec::rules::detect
