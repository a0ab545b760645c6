// Words between quotation marks inside one paragraph or heading.
#pragma once

#include <vector>

#include "markdown/inline_locator.h"
#include "markdown/parsed_text.h"

namespace whyspec::markdown::internal {

// Adds the quotes of `block` to out.quotes, in order. `marks` are those of the block,
// ascending; table borders are added here.
void AddInlineQuotes(ParsedText& out, Index block, std::vector<QuoteMark> marks);

}  // namespace whyspec::markdown::internal
