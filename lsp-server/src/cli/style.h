// How text reaches a terminal: colours, wrapping at words, and widths as the terminal
// draws them. Untrusted text goes through OneLine() or Printable() first.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "cli/arguments.h"
#include "cli/context.h"

namespace whyspec::cli {

enum class Ink { kPlain, kBold, kDim, kError, kWarning, kInfo, kHint, kGutter, kAdded, kRemoved };

struct Style {
  bool color = false;
  std::size_t width = 0;  // columns to wrap at; 0 = never wrap

  std::string Paint(Ink ink, std::string_view text) const;
};

// For results on `out`: colours as asked for and as NO_COLOR and TERM allow, wrapped only
// on a terminal (its real width, else $COLUMNS, else 100).
Style StyleFor(const Context& context, Color color);

Ink InkOf(rules::Severity severity);
// Printable, and line breaks and tabs turned into blanks: one finding stays one line.
std::string OneLine(std::string_view text);
// Columns that printable text takes.
std::size_t TextWidth(std::string_view text);
// Breaks at blanks so that no line is wider than `width` (a longer word stands alone).
// The first line starts after `used` columns; the others start with `indent` blanks.
std::string Wrap(std::string_view text, std::size_t used, std::size_t indent, std::size_t width);

}  // namespace whyspec::cli
