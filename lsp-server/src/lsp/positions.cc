#include "lsp/positions.h"

#include <iterator>

#include "base/unicode.h"

namespace whyspec::lsp {
namespace {

constexpr Offset kStep = 512;
constexpr Offset kLongLine = 2048;

std::uint32_t Units(char32_t c, ColumnUnit unit) {
  return unit == ColumnUnit::kUtf16 && c >= 0x10000 ? 2 : 1;
}

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

}  // namespace

bool ReadJson(const Json& value, Position* out) {
  return jsonrpc::ReadMember(value, "line", &out->line) &&
         jsonrpc::ReadMember(value, "character", &out->character);
}

bool ReadJson(const Json& value, Range* out) {
  return jsonrpc::ReadMember(value, "start", &out->start) && jsonrpc::ReadMember(value, "end", &out->end);
}

Json ToJson(Position position) { return {{"line", position.line}, {"character", position.character}}; }

Json ToJson(const Range& range) { return {{"start", ToJson(range.start)}, {"end", ToJson(range.end)}}; }

std::uint32_t TextPositions::ColumnOf(std::uint32_t line, Offset at) const {
  const TextRange range = lines_->LineRange(text_, line);
  at = std::min(at, range.end);
  if (unit_ == ColumnUnit::kUtf8) return at - range.begin;

  const auto advance = [this](Offset from, std::uint32_t column, Offset to) {
    for (std::size_t i = from; i < to;) {
      if (IsAscii(text_[i])) {
        ++i;
        ++column;
        continue;
      }
      const char32_t c = DecodeAt(text_, i);
      if (i > to) break;  // inside a character: its start
      column += Units(c, unit_);
    }
    return column;
  };
  if (range.length() < kLongLine) return advance(range.begin, 0, at);

  auto [entry, fresh] = marks_.try_emplace(line);
  std::vector<Mark>& marks = entry->second;
  if (fresh) {
    marks.push_back({.at = range.begin, .column = 0});
    std::uint32_t column = 0;
    for (std::size_t i = range.begin; i < range.end;) {
      column += Units(DecodeAt(text_, i), unit_);
      if (i >= marks.back().at + kStep) marks.push_back({.at = static_cast<Offset>(i), .column = column});
    }
  }
  const auto after = std::upper_bound(marks.begin(), marks.end(), at,
                                      [](Offset offset, const Mark& mark) { return offset < mark.at; });
  const Mark& mark = *std::prev(after);
  return advance(mark.at, mark.column, at);
}

Position TextPositions::ToPosition(Offset at) const {
  at = std::min<Offset>(at, static_cast<Offset>(text_.size()));
  const std::uint32_t line = lines_->LineOf(at);
  return {.line = line, .character = ColumnOf(line, at)};
}

Range TextPositions::ToRange(TextRange range) const {
  return {.start = ToPosition(range.begin), .end = ToPosition(range.end)};
}

Offset TextPositions::ToOffset(Position position) const {
  return lines_->ToOffset(text_, {.line = position.line, .column = position.character}, unit_);
}

TextRange TextPositions::ToTextRange(const Range& range) const {
  const Offset a = ToOffset(range.start);
  const Offset b = ToOffset(range.end);
  return {.begin = std::min(a, b), .end = std::max(a, b)};
}

bool ReadJson(const Json& value, ContentChange* out) {
  return jsonrpc::ReadOptional(value, "range", &out->range) && jsonrpc::ReadMember(value, "text", &out->text);
}

std::shared_ptr<const LineText> ApplyChanges(std::shared_ptr<const LineText> text,
                                             std::vector<ContentChange> changes, ColumnUnit unit) {
  for (ContentChange& change : changes) {
    if (!change.range) {
      text = std::make_shared<const LineText>(std::move(change.text));
      continue;
    }
    const TextRange range = TextPositions(*text, unit).ToTextRange(*change.range);
    const std::string_view old = text->text;
    std::string next;
    next.reserve(old.size() - range.length() + change.text.size());
    next.append(old.substr(0, range.begin)).append(change.text).append(old.substr(range.end));
    text = std::make_shared<const LineText>(std::move(next));
  }
  return text;
}

}  // namespace whyspec::lsp
