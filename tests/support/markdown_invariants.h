// What holds for markdown::Document whatever the text: used by the unit tests, the
// property tests over generated and real texts, and the fuzz target.
#pragma once

#include <string>
#include <vector>

namespace whyspec::testing {

// Parses `text` and says what is wrong with the result; empty if all is well. Checks
// each range against the text, and blocks, headings, links, code and visible words
// against the tree that cmark itself makes of the same text. Linear in the text.
std::vector<std::string> MarkdownProblems(const std::string& text);

}  // namespace whyspec::testing
