// Marked-up text as its reader sees it.
#pragma once

#include <string>
#include <string_view>

namespace whyspec::calls {

// Decodes the HTML character reference at `at` (text[at] == '&') into `out` and
// moves past it; an "&" that begins none is copied. The names of Latin-1, of
// typographic signs and of the usual symbols are known (HTML Living Standard §13.5).
void AppendCharacterReference(std::string_view text, std::size_t& at, std::string& out);

// Every run of white space to one blank, none at the ends; NUL to U+FFFD.
std::string Tidy(std::string_view text);

}  // namespace whyspec::calls
