// Lines of a text: LF, CRLF and lone CR all end one (WebVTT §4.1, LSP 3.17).
#pragma once

#include <cstdint>
#include <string_view>

#include "base/text_range.h"

namespace whyspec::calls {

struct Line {
  TextRange range;           // terminator excluded
  std::uint32_t number = 0;  // from 1
  bool terminated = false;   // false: the text ends here
};

// Walks a text line by line; may be copied to look ahead or to come back.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : text_(text) {}

  bool AtEnd() const { return at_ >= text_.size(); }
  // The line that starts here, empty at the end of the text; moves past its terminator.
  Line Next() {
    std::size_t end = text_.find_first_of("\r\n", at_);
    Line line;
    line.terminated = end != std::string_view::npos;
    if (!line.terminated) end = text_.size();
    line.range = {static_cast<Offset>(at_), static_cast<Offset>(end)};
    line.number = ++number_;
    at_ = end;
    if (line.terminated) {
      at_ += text_[end] == '\r' && end + 1 < text_.size() && text_[end + 1] == '\n' ? 2 : 1;
    }
    return line;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t number_ = 0;
};

}  // namespace whyspec::calls
