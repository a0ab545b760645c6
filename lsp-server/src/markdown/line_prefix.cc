#include "markdown/line_prefix.h"

#include <algorithm>

namespace whyspec::markdown::internal {
namespace {

constexpr std::uint32_t kTabStop = 4;

std::uint32_t ColumnsToTab(std::uint32_t column) { return kTabStop - column % kTabStop; }

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

void AdvanceColumns(std::string_view text, Offset line_end, std::uint32_t columns, LinePoint& point) {
  while (columns > 0 && point.at < line_end) {
    if (text[point.at] == '\t') {
      const std::uint32_t to_tab = ColumnsToTab(point.column);
      const std::uint32_t step = std::min(columns, to_tab);
      point.column += step;
      columns -= step;
      if (step == to_tab) ++point.at;
    } else {
      ++point.at;
      ++point.column;
      --columns;
    }
  }
}

LinePoint SkipBlanks(std::string_view text, Offset line_end, LinePoint point) {
  while (point.at < line_end && IsBlank(text[point.at])) {
    point.column += text[point.at] == '\t' ? ColumnsToTab(point.column) : 1;
    ++point.at;
  }
  return point;
}

void AdvanceQuoteMarker(std::string_view text, Offset line_end, LinePoint& point) {
  ++point.at;
  ++point.column;
  if (point.at < line_end && IsBlank(text[point.at])) AdvanceColumns(text, line_end, 1, point);
}

std::uint32_t AdvanceItemMarker(std::string_view text, Offset line_end, LinePoint& point) {
  std::uint32_t marker = 1;
  if (text[point.at] >= '0' && text[point.at] <= '9') {
    while (point.at + marker < line_end && text[point.at + marker] >= '0' && text[point.at + marker] <= '9')
      ++marker;
    ++marker;  // "." or ")"
  }
  point.at += marker;
  point.column += marker;
  const LinePoint after = SkipBlanks(text, line_end, point);
  const std::uint32_t blanks = after.column - point.column;
  if (blanks >= 5 || blanks == 0 || after.at == line_end) {
    // Indented code after the marker, or nothing: one blank belongs to the marker.
    if (blanks > 0) AdvanceColumns(text, line_end, 1, point);
    return marker + 1;
  }
  point = after;
  return marker + blanks;
}

bool AdvancePrefixes(std::string_view text, Offset line_end, const std::vector<Container>& containers,
                     LinePoint& point) {
  if (containers.empty()) return true;
  LinePoint content = SkipBlanks(text, line_end, point);
  for (const Container& container : containers) {
    // Blanks are looked at once, however many containers share them.
    if (content.at < point.at || (content.at == point.at && content.column < point.column))
      content = SkipBlanks(text, line_end, point);
    const std::uint32_t indent = content.column - point.column;
    if (container.quote) {
      if (indent > 3 || content.at >= line_end || text[content.at] != '>') return false;
      point = content;
      AdvanceQuoteMarker(text, line_end, point);
      content = SkipBlanks(text, line_end, point);
    } else if (indent >= container.width) {
      AdvanceColumns(text, line_end, container.width, point);
    } else if (content.at == line_end) {
      point = content;  // a blank line stays in the item
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace whyspec::markdown::internal
