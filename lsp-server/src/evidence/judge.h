// Says how honest one reading of a quote is. Private to this layer.
#pragma once

#include <string_view>

#include "evidence/passage.h"
#include "evidence/verify_quote.h"

namespace whyspec::evidence {

// The verdict on one reading, without `occurrences` and `is_short`.
Verification Judge(std::string_view text, const QuoteReading& quote, const Transcript::Words& said,
                   const calls::Call& call, const Passage& passage);

}  // namespace whyspec::evidence
