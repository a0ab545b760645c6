// Sentences in source text, near enough for selecting and for ranking completions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::features {

// The sentence of `block` around `at`: up to ". ", "? ", "! ", "… " before a capital or
// any other start. Looks at most 2,000 bytes to each side; inside `block`.
TextRange SentenceAround(std::string_view text, TextRange block, Offset at);

// The words of a text that say something, as excerpt search sees them (evidence/terms.h):
// folded, stemmed, without stop words; each once, in byte order.
std::vector<std::string> TellingWords(std::string_view text);
// How many of `wanted` (from TellingWords) `text` holds.
std::size_t CountShared(const std::vector<std::string>& wanted, std::string_view text);

}  // namespace whyspec::features
