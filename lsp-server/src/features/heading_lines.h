// A quick look at a Markdown text: could some heading of it match a query? Lets a
// search over thousands of specs parse only the few that have an answer.
#pragma once

#include <string_view>

namespace whyspec::features {

// False only if no heading, title or `id:` line of `text` can match. `folded_query` as
// for FuzzyScore.
bool MayHaveSymbol(std::string_view text, std::string_view folded_query);

}  // namespace whyspec::features
