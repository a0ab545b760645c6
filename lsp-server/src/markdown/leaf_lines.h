// The content of one leaf block as CommonMark sees it: its lines without the
// prefixes of their containers, read in place, so that each byte keeps its offset.
#pragma once

#include <string_view>
#include <vector>

#include "base/line_index.h"
#include "markdown/line_prefix.h"

namespace whyspec::markdown::internal {

struct Cursor {
  Offset at = 0;
  Offset line_end = 0;  // where the content of this line ends
  std::uint32_t line = 0;
  friend constexpr bool operator==(const Cursor& a, const Cursor& b) { return a.at == b.at; }
};

class LeafLines {
 public:
  // `last_line` ends at `limit`, the others before their terminators.
  LeafLines(std::string_view text, const LineIndex& lines, const std::vector<Container>& containers,
            std::uint32_t last_line, Offset limit)
      : text_(text), lines_(lines), containers_(containers), last_line_(last_line), limit_(limit) {}

  std::string_view text() const { return text_; }
  std::uint32_t last_line() const { return last_line_; }
  void SetEnd(std::uint32_t last_line, Offset limit) {
    last_line_ = last_line;
    limit_ = limit;
  }

  Cursor At(std::uint32_t line, Offset at) const { return {at, EndOf(line), line}; }

  static constexpr int kEnd = -1;
  // The byte under the cursor, '\n' between two lines, kEnd after the last one.
  int Peek(const Cursor& c) const {
    if (c.at < c.line_end) return static_cast<unsigned char>(text_[c.at]);
    return c.line < last_line_ ? '\n' : kEnd;
  }
  void Next(Cursor& c) const {
    if (c.at < c.line_end)
      ++c.at;
    else if (c.line < last_line_)
      NextLine(c);
  }
  void SkipBlanksOn(Cursor& c) const {
    while (c.at < c.line_end && (text_[c.at] == ' ' || text_[c.at] == '\t')) ++c.at;
  }
  // To the content of the next line. REQUIRES: there is one.
  void NextLine(Cursor& c) const {
    ++c.line;
    c.line_end = EndOf(c.line);
    LinePoint point{lines_.LineStart(c.line), 0};
    const bool inside = AdvancePrefixes(text_, c.line_end, containers_, point);
    // cmark cuts the indentation of a line inside its containers, but leaves that of
    // a lazy continuation line to the inlines.
    c.at = std::min(inside ? SkipBlanks(text_, c.line_end, point).at : point.at, c.line_end);
  }

 private:
  Offset EndOf(std::uint32_t line) const {
    return line >= last_line_ ? limit_ : lines_.LineRange(text_, line).end;
  }

  std::string_view text_;
  const LineIndex& lines_;
  const std::vector<Container>& containers_;
  std::uint32_t last_line_;
  Offset limit_;
};

// As cmark has them (ASCII only).
constexpr bool IsSpaceByte(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool IsPunctByte(int c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

}  // namespace whyspec::markdown::internal
