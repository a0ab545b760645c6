// Texts with marks for tests of editor features. The marks are no Markdown:
//   <|>      the cursor
//   {| |}    a range; ranges do not nest
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::test {

struct CursorText {
  std::string text;  // without the marks
  std::optional<Offset> cursor;
  std::vector<TextRange> ranges;  // in order

  // The cursor. REQUIRES: there is one.
  Offset at() const { return cursor.value(); }
};
CursorText ParseCursorText(std::string_view marked);

// The text with "{|" and "|}" around each range, to compare with an expectation.
std::string MarkRanges(std::string_view text, std::vector<TextRange> ranges);

}  // namespace whyspec::test
