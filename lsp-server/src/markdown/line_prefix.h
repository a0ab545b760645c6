// Where a line's own content begins, after the markers and indentation of the
// containers (block quotes, list items) it stands in. CommonMark 0.30 §2.2, §5.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::markdown::internal {

struct Container {
  bool quote = false;
  std::uint32_t width = 0;  // list item: columns its content is indented by
};

// A place in a line. A tab may be used up in part, so the column (tab stops of 4,
// bytes otherwise) can be ahead of the byte.
struct LinePoint {
  Offset at = 0;
  std::uint32_t column = 0;
};

// Moves over blanks and tabs, at most `columns` of them.
void AdvanceColumns(std::string_view text, Offset line_end, std::uint32_t columns, LinePoint& point);
// The first byte that is neither blank nor tab.
LinePoint SkipBlanks(std::string_view text, Offset line_end, LinePoint point);
// Moves over the ">" at `point` and the one blank that belongs to it.
void AdvanceQuoteMarker(std::string_view text, Offset line_end, LinePoint& point);
// Moves over the list marker at `point`; returns the marker's width with the blanks
// that belong to it.
std::uint32_t AdvanceItemMarker(std::string_view text, Offset line_end, LinePoint& point);

// Moves `point`, at the start of a line, over the prefixes of `containers`, outermost
// first. False if the line lacks one of them: a lazy continuation, or the line is
// outside; `point` is then where the first missing prefix would stand.
bool AdvancePrefixes(std::string_view text, Offset line_end, const std::vector<Container>& containers,
                     LinePoint& point);

}  // namespace whyspec::markdown::internal
