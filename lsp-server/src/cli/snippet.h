// The lines of a text that a finding is about, cut to what a person can look at, so
// that the text itself need not be kept until the finding is printed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/line_index.h"
#include "base/text_range.h"
#include "cli/style.h"

namespace whyspec::cli {

struct SnippetLine {
  std::uint32_t number = 0;    // from 1
  std::string text;            // raw bytes of the line, or a window of it
  std::size_t mark_begin = 0;  // bytes in `text` to underline
  std::size_t mark_end = 0;    // == mark_begin: a caret between two characters
  bool cut_left = false;       // the line goes on before the window
  bool cut_right = false;      // … and after it
};

struct Snippet {
  std::vector<SnippetLine> lines;  // at most kMaxSnippetLines
  std::uint32_t more_lines = 0;    // of the range, not shown
};
inline constexpr std::uint32_t kMaxSnippetLines = 3;

Snippet MakeSnippet(std::string_view text, const LineIndex& index, TextRange range);

// The lines with a gutter of numbers and a line of "^" under each, exactly under the
// characters as a terminal draws them. `ink` colours the marks.
std::string RenderSnippet(const Snippet& snippet, const Style& style, Ink ink);
// Width of the gutter's numbers, for lines that go below the snippet.
std::size_t GutterWidth(const Snippet& snippet);

}  // namespace whyspec::cli
