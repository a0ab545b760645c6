#include "base/line_index.h"

#include <catch2/catch.hpp>

#include <random>

#include "base/unicode.h"

namespace whyspec {
namespace {

TEST_CASE("Lines end at LF, CRLF and lone CR") {
  const std::string text = "a\nb\r\nc\rd";
  const LineIndex lines(text);
  REQUIRE(lines.line_count() == 4);
  for (std::uint32_t i = 0; i < 4; ++i)
    CHECK(Cut(text, lines.LineRange(text, i)) == std::string(1, static_cast<char>('a' + i)));
  CHECK(LineIndex("").line_count() == 1);
  CHECK(LineIndex("x\n").line_count() == 2);
}

TEST_CASE("Columns count in the unit asked for") {
  const std::string text = "é🙂x";
  const LineIndex lines(text);
  const auto at = static_cast<Offset>(text.find('x'));
  CHECK(lines.ToLineColumn(text, at, ColumnUnit::kUtf8).column == 6);
  CHECK(lines.ToLineColumn(text, at, ColumnUnit::kUtf16).column == 3);
  CHECK(lines.ToLineColumn(text, at, ColumnUnit::kUtf32).column == 2);
  CHECK(lines.ToOffset(text, {0, 2}, ColumnUnit::kUtf16) == 2);  // inside the pair: its start
  CHECK(lines.ToOffset(text, {0, 99}, ColumnUnit::kUtf16) == text.size());
  CHECK(lines.ToOffset(text, {9, 0}, ColumnUnit::kUtf16) == text.size());
}

TEST_CASE("Offset to column and back is the identity at every character, whatever the bytes") {
  std::mt19937 random(11);
  const std::vector<std::string> pieces{"a",  "é",    "€",        "🙂", "\n", "\r\n",
                                        "\r", "\xff", "\xe2\x82", "\0",   "\t"};
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (unsigned i = random() % 30; i > 0; --i) text += pieces[random() % pieces.size()];
    const LineIndex lines(text);
    for (std::uint32_t line = 0; line < lines.line_count(); ++line) {
      const TextRange range = lines.LineRange(text, line);
      for (std::size_t at = range.begin;; DecodeAt(text, at)) {
        const auto offset = static_cast<Offset>(at);
        for (const ColumnUnit unit : {ColumnUnit::kUtf8, ColumnUnit::kUtf16, ColumnUnit::kUtf32}) {
          const LineColumn column = lines.ToLineColumn(text, offset, unit);
          CHECK(column.line == line);
          CHECK(lines.ToOffset(text, column, unit) == offset);
        }
        if (at >= range.end) break;
      }
    }
  }
}

}  // namespace
}  // namespace whyspec
