// A half-open range of byte offsets into one text: [begin, end).
//
// Every position inside Whyspec is a byte offset into the UTF-8 (or broken)
// bytes as they stand in the file, BOM and carriage returns included. Lines and
// columns are made at the edges only: LSP positions in src/lsp, the lines and
// columns of reports in src/cli.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace whyspec {

// Offsets are 32 bits: a text of 4 GiB or more is refused where it is read
// (see kMaxFileBytes in file_system.h), so an offset always fits.
using Offset = std::uint32_t;

struct TextRange {
  Offset begin = 0;
  Offset end = 0;

  constexpr Offset length() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  // A caret at the end of a word still touches the word, hence `<=`.
  constexpr bool Touches(Offset at) const { return begin <= at && at <= end; }
  constexpr bool Contains(Offset at) const { return begin <= at && at < end; }
  constexpr bool Contains(TextRange other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool Overlaps(TextRange other) const { return begin < other.end && other.begin < end; }
  friend constexpr auto operator<=>(const TextRange&, const TextRange&) = default;
};

// The bytes of `range`, cut to what `text` really has.
constexpr std::string_view Cut(std::string_view text, TextRange range) {
  const std::size_t begin = std::min<std::size_t>(range.begin, text.size());
  const std::size_t end = std::clamp<std::size_t>(range.end, begin, text.size());
  return text.substr(begin, end - begin);
}

}  // namespace whyspec
