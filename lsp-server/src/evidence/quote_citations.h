// Which citation supports which quote (DESIGN.md "The documents": in the same block or
// directly after it). Private to this layer.
#pragma once

#include <vector>

#include "evidence/spec_evidence.h"

namespace whyspec::evidence {

// Quotes of `document` with their citations; `citations` in document order.
std::vector<SpecQuote> PairQuotes(const markdown::Document& document,
                                  const std::vector<ResolvedCitation>& citations);

}  // namespace whyspec::evidence
