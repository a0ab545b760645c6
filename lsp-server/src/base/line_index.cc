#include "base/line_index.h"

#include <cstring>

#include "base/unicode.h"

namespace whyspec {
namespace {

std::uint32_t Units(char32_t c, std::size_t bytes, ColumnUnit unit) {
  switch (unit) {
    case ColumnUnit::kUtf8:
      return static_cast<std::uint32_t>(bytes);
    case ColumnUnit::kUtf16:
      return c >= 0x10000 ? 2 : 1;
    case ColumnUnit::kUtf32:
      return 1;
  }
  return 1;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : starts_{0}, size_(static_cast<Offset>(text.size())) {
  const char* const data = text.data();
  const bool has_cr = std::memchr(data, '\r', text.size()) != nullptr;
  if (!has_cr) {
    const char* at = data;
    const char* const end = data + text.size();
    while (at < end) {
      const auto* newline =
          static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
      if (newline == nullptr) break;
      at = newline + 1;
      starts_.push_back(static_cast<Offset>(at - data));
    }
    return;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n')
      ++i;
    else if (text[i] != '\r' && text[i] != '\n')
      continue;
    starts_.push_back(static_cast<Offset>(i + 1));
  }
}

std::uint32_t LineIndex::LineOf(Offset at) const {
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), at);
  return static_cast<std::uint32_t>(next - starts_.begin() - 1);
}

Offset LineIndex::LineStart(std::uint32_t line) const {
  return line < starts_.size() ? starts_[line] : size_;
}

TextRange LineIndex::LineRange(std::string_view text, std::uint32_t line) const {
  const Offset begin = LineStart(line);
  Offset end = line + 1 < starts_.size() ? starts_[line + 1] : size_;
  if (end > begin && line + 1 < starts_.size()) {
    --end;
    if (end > begin && text[end] == '\n' && text[end - 1] == '\r') --end;
  }
  return {begin, end};
}

LineColumn LineIndex::ToLineColumn(std::string_view text, Offset at, ColumnUnit unit) const {
  at = std::min(at, size_);
  const std::uint32_t line = LineOf(at);
  const Offset begin = starts_[line];
  if (unit == ColumnUnit::kUtf8) return {line, at - begin};
  std::uint32_t column = 0;
  for (std::size_t i = begin; i < at;) {
    const std::size_t before = i;
    const char32_t c = DecodeAt(text, i);
    if (i > at) break;  // inside a character: its start
    column += Units(c, i - before, unit);
  }
  return {line, column};
}

Offset LineIndex::ToOffset(std::string_view text, LineColumn at, ColumnUnit unit) const {
  if (at.line >= starts_.size()) return size_;
  const TextRange line = LineRange(text, at.line);
  std::uint32_t column = 0;
  for (std::size_t i = line.begin; i < line.end;) {
    const std::size_t before = i;
    const char32_t c = DecodeAt(text, i);
    column += Units(c, i - before, unit);
    if (column > at.column) return static_cast<Offset>(before);
  }
  return line.end;
}

}  // namespace whyspec
