// Lines of a text: byte offset <-> line and column, in every unit anyone asks for.
//
// A line ends at LF, CRLF or a lone CR, as LSP 3.17 has it ("Text Documents").
// Columns count from 0 here, in the unit the caller names. Invalid UTF-8: each
// byte that starts no valid sequence counts as one character in every unit, so
// conversions are total and round-trip at character boundaries.
// Immutable; safe to share between threads. Does not keep the text: every call
// takes the same text the index was built from.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec {

enum class ColumnUnit { kUtf8, kUtf16, kUtf32 };

struct LineColumn {
  std::uint32_t line = 0;    // from 0
  std::uint32_t column = 0;  // from 0, in the unit asked for
  friend constexpr auto operator<=>(const LineColumn&, const LineColumn&) = default;
};

class LineIndex {
 public:
  LineIndex() : starts_{0} {}
  explicit LineIndex(std::string_view text);

  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }
  // The line that holds `at`; an offset past the end is on the last line.
  std::uint32_t LineOf(Offset at) const;
  // Start of `line`; past the last line, the end of the text.
  Offset LineStart(std::uint32_t line) const;
  // The line without its terminator.
  TextRange LineRange(std::string_view text, std::uint32_t line) const;

  LineColumn ToLineColumn(std::string_view text, Offset at, ColumnUnit unit) const;
  // Out-of-range columns clamp to the line's end, out-of-range lines to the
  // text's end (LSP: "defaults back to the line length"); a column inside a
  // character goes to its start.
  Offset ToOffset(std::string_view text, LineColumn at, ColumnUnit unit) const;

 private:
  std::vector<Offset> starts_;  // starts_[0] == 0, ascending
  Offset size_ = 0;
};

}  // namespace whyspec
