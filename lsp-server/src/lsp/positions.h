// LSP positions <-> byte offsets: the only place where columns of the wire are made or
// read. Lines and columns count from 0; the unit of a column is what was negotiated
// in `initialize` (LSP 3.17 "PositionEncodingKind"; UTF-16 if nothing was).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/line_index.h"
#include "base/text_range.h"
#include "jsonrpc/json.h"

namespace whyspec::lsp {

using jsonrpc::Json;

struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
  friend constexpr auto operator<=>(const Position&, const Position&) = default;
};

struct Range {
  Position start;
  Position end;
  friend constexpr auto operator<=>(const Range&, const Range&) = default;
};

bool ReadJson(const Json& value, Position* out);
bool ReadJson(const Json& value, Range* out);
Json ToJson(Position position);
Json ToJson(const Range& range);

// A text with the index of its lines. Immutable; shared between threads.
struct LineText {
  explicit LineText(std::string bytes) : text(std::move(bytes)), lines(text) {}
  std::string text;
  LineIndex lines;
};

// Conversions for one text. Keeps references to both, which must outlive it. Many
// conversions on one very long line stay linear in all (columns are remembered at
// every few hundred bytes). Not thread safe; cheap to make.
class TextPositions {
 public:
  TextPositions(std::string_view text, const LineIndex& lines, ColumnUnit unit)
      : text_(text), lines_(&lines), unit_(unit) {}
  TextPositions(const LineText& text, ColumnUnit unit) : TextPositions(text.text, text.lines, unit) {}

  // An offset between CR and LF is the end of its line; one past the text its end.
  Position ToPosition(Offset at) const;
  Range ToRange(TextRange range) const;
  // Positions past the end of a line or of the text are clamped, as LSP says; one
  // inside a character is its start.
  Offset ToOffset(Position position) const;
  // Ends given in the wrong order are swapped.
  TextRange ToTextRange(const Range& range) const;

  std::string_view text() const { return text_; }

 private:
  std::uint32_t ColumnOf(std::uint32_t line, Offset at) const;

  std::string_view text_;
  const LineIndex* lines_;
  ColumnUnit unit_;
  // For long lines: column at each multiple of kStep bytes from the line's start
  // (or at the first character start after it, with that offset).
  struct Mark {
    Offset at;
    std::uint32_t column;
  };
  mutable std::unordered_map<std::uint32_t, std::vector<Mark>> marks_;
};

// One content change of didChange: `range` replaced, or the whole text if there is none.
struct ContentChange {
  std::optional<Range> range;
  std::string text;
};
bool ReadJson(const Json& value, ContentChange* out);
// The text after `changes`, each of which speaks of the text that the one before left.
std::shared_ptr<const LineText> ApplyChanges(std::shared_ptr<const LineText> text,
                                             std::vector<ContentChange> changes, ColumnUnit unit);

}  // namespace whyspec::lsp
