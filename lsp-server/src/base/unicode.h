// Unicode folding and words: how Whyspec compares texts written by people.
//
// Fold() maps to NFKD, drops combining marks, lower-cases, turns typographic
// apostrophes, quotes and dashes to their ASCII forms and every white space run
// to one blank (DOMAIN.md §4). Tables come from utf8proc; ASCII takes a fast
// path. All functions are total: an invalid byte is kept as it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec {

std::string Fold(std::string_view text);

// A folded text that remembers where each folded byte came from, so that a cue
// found in it can be shown in the original.
struct FoldedText {
  std::string text;
  // origin[i] is the byte offset in the original of the character that produced
  // text[i]; origin.back() (one past the end) is the original's size.
  std::vector<Offset> origin;

  // The range in the original that produced text[folded).
  TextRange ToOriginal(TextRange folded) const;
};
FoldedText FoldWithOrigin(std::string_view text);

// A word is a run of letters, digits and marks (Unicode categories L, N, M);
// an apostrophe or hyphen between two of them splits ("l'export" is two words,
// "aujourd'hui" too: both sides of any comparison split alike).
std::vector<TextRange> Words(std::string_view text);
std::size_t CountWords(std::string_view text);

// Decodes the character at `at`; advances `at` past it. An invalid byte yields
// U+FFFD and advances by one. REQUIRES: at < text.size().
char32_t DecodeAt(std::string_view text, std::size_t& at);
void AppendUtf8(std::string& out, char32_t c);
bool IsValidUtf8(std::string_view text);
std::size_t CountCodePoints(std::string_view text);
// Columns a terminal gives this character: 0 (combining, joiner), 1, or 2 (wide).
int DisplayWidth(char32_t c);

// Edit distance (Damerau-Levenshtein, optimal string alignment) over code points.
std::size_t EditDistance(std::string_view a, std::string_view b);
// The candidate nearest to `word` after folding, if near enough to be a slip of
// the hand (distance at most a third of the longer word, and at least one
// letter in common); ties go to the earlier candidate.
std::optional<std::string_view> Closest(std::string_view word,
                                        const std::vector<std::string_view>& candidates);

// ASCII helpers that leave non-ASCII bytes alone.
std::string_view Trim(std::string_view text);
bool IsAsciiSpace(char c);

}  // namespace whyspec
