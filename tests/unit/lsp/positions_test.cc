#include "lsp/positions.h"

#include <catch2/catch.hpp>
#include <random>

#include "base/strings.h"
#include "base/unicode.h"

namespace whyspec::lsp {
namespace {

constexpr ColumnUnit kUnits[] = {ColumnUnit::kUtf8, ColumnUnit::kUtf16, ColumnUnit::kUtf32};

Range At(std::uint32_t line, std::uint32_t from, std::uint32_t to) {
  return {.start = {.line = line, .character = from}, .end = {.line = line, .character = to}};
}

std::string Apply(std::string text, std::vector<ContentChange> changes,
                  ColumnUnit unit = ColumnUnit::kUtf16) {
  return ApplyChanges(std::make_shared<const LineText>(std::move(text)), std::move(changes), unit)->text;
}

TEST_CASE("columns count in the unit that was agreed on") {
  const LineText text("aé😀日b\n");
  const auto columns = [&text](ColumnUnit unit) {
    const TextPositions positions(text, unit);
    std::vector<std::uint32_t> seen;
    for (const Offset at : {0U, 1U, 3U, 7U, 10U, 11U}) seen.push_back(positions.ToPosition(at).character);
    return seen;
  };
  CHECK(columns(ColumnUnit::kUtf8) == std::vector<std::uint32_t>{0, 1, 3, 7, 10, 11});
  CHECK(columns(ColumnUnit::kUtf16) == std::vector<std::uint32_t>{0, 1, 2, 4, 5, 6});
  CHECK(columns(ColumnUnit::kUtf32) == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5});
}

TEST_CASE("positions past the end are clamped, those inside a character are its start") {
  const LineText text("ab\r\n😀c");
  const TextPositions positions(text, ColumnUnit::kUtf16);
  CHECK(positions.ToOffset({.line = 0, .character = 99}) == 2);
  CHECK(positions.ToOffset({.line = 0, .character = 4294967295U}) == 2);
  CHECK(positions.ToOffset({.line = 7, .character = 0}) == 9);
  CHECK(positions.ToOffset({.line = 4294967295U, .character = 4294967295U}) == 9);
  CHECK(positions.ToOffset({.line = 1, .character = 1}) == 4);
  CHECK(positions.ToOffset({.line = 1, .character = 2}) == 8);
}

TEST_CASE("an offset between CR and LF is the end of its line") {
  const LineText text("ab\r\ncd\rx\n");
  const TextPositions positions(text, ColumnUnit::kUtf16);
  CHECK(positions.ToPosition(2) == Position{.line = 0, .character = 2});
  CHECK(positions.ToPosition(3) == Position{.line = 0, .character = 2});
  CHECK(positions.ToPosition(4) == Position{.line = 1, .character = 0});
  CHECK(positions.ToPosition(7) == Position{.line = 2, .character = 0});
  CHECK(positions.ToPosition(9) == Position{.line = 3, .character = 0});
  CHECK(positions.ToPosition(1000) == Position{.line = 3, .character = 0});
}

TEST_CASE("a range given backwards is turned around") {
  const LineText text("abcdef");
  const TextPositions positions(text, ColumnUnit::kUtf16);
  CHECK(positions.ToTextRange({.start = {.line = 0, .character = 4}, .end = {.line = 0, .character = 1}}) ==
        TextRange{1, 4});
}

TEST_CASE("positions must be whole numbers that are not negative") {
  Position position;
  CHECK(ReadJson(Json::parse(R"({"line":3,"character":2147483647})"), &position));
  CHECK(position == Position{.line = 3, .character = 2147483647});
  CHECK(ReadJson(Json::parse(R"({"line":1e12,"character":0})"), &position));
  for (const char* wrong : {R"({"line":-1,"character":0})", R"({"line":null,"character":0})", R"({"line":1})",
                            R"({"line":"1","character":0})", R"({"line":0.5,"character":0})", "[]", "null"}) {
    CAPTURE(wrong);
    CHECK_FALSE(ReadJson(Json::parse(wrong), &position));
  }
}

// Characters of every length, line ends of every kind, combining marks, bytes that are no UTF-8.
std::string RandomText(std::mt19937& random, std::size_t pieces) {
  static const std::vector<std::string> kPieces = {
      "a",  "B",    " ",  "é",  "e\u0301", "日",   "😀",        "👍🏽", "\u202e",
      "\n", "\r\n", "\r", "\t", "\xff",    "\xc3", "\xe6\x97", "\xf0\x9f", std::string(1, '\0')};
  std::string text;
  for (std::size_t i = 0; i < pieces; ++i) text += kPieces[random() % kPieces.size()];
  return text;
}

// Offsets at which characters start; the middle of a CRLF is none.
std::vector<Offset> CharacterStarts(const std::string& text) {
  std::vector<Offset> starts;
  for (std::size_t i = 0; i < text.size();) {
    const bool inside_crlf = i > 0 && text[i] == '\n' && text[i - 1] == '\r';
    if (!inside_crlf) starts.push_back(static_cast<Offset>(i));
    DecodeAt(text, i);
  }
  starts.push_back(static_cast<Offset>(text.size()));
  return starts;
}

TEST_CASE("property: offset to position and back is the same offset") {
  std::mt19937 random(20260301);
  for (int round = 0; round < 200; ++round) {
    const LineText text(RandomText(random, random() % 60));
    for (const ColumnUnit unit : kUnits) {
      const TextPositions positions(text, unit);
      for (const Offset at : CharacterStarts(text.text)) {
        INFO(text.text << " at " << at << " in " << static_cast<int>(unit));
        CHECK(positions.ToOffset(positions.ToPosition(at)) == at);
      }
    }
  }
}

TEST_CASE("property: position to offset and back is the same position, once clamped") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const LineText text(RandomText(random, random() % 60));
    for (const ColumnUnit unit : kUnits) {
      const TextPositions positions(text, unit);
      for (std::uint32_t line = 0; line <= text.lines.line_count(); ++line) {
        for (std::uint32_t column = 0; column < 12; ++column) {
          const Offset at = positions.ToOffset({.line = line, .character = column});
          REQUIRE(at <= text.text.size());
          const Position clamped = positions.ToPosition(at);
          CHECK(clamped <= Position{.line = line, .character = column});
          CHECK(positions.ToOffset(clamped) == at);
        }
      }
    }
  }
}

TEST_CASE("very long lines give the same columns as short ones") {
  std::mt19937 random(11);
  std::string line;
  while (line.size() < 20000) line += random() % 3 == 0 ? "é😀" : "abc日";
  const LineText text("first\n" + line + "\nlast");
  for (const ColumnUnit unit : {ColumnUnit::kUtf16, ColumnUnit::kUtf32}) {
    const TextPositions positions(text, unit);
    for (int i = 0; i < 300; ++i) {
      const auto at = static_cast<Offset>(random() % text.text.size());
      const LineColumn expected = text.lines.ToLineColumn(text.text, at, unit);
      CHECK(positions.ToPosition(at) == Position{.line = expected.line, .character = expected.column});
    }
  }
}

TEST_CASE("changes apply one after the other, each to the text the last one left") {
  CHECK(Apply("alpha beta\n", {{.range = At(0, 0, 5), .text = "first second"},
                               {.range = At(0, 6, 12), .text = "x"},
                               {.range = At(0, 7, 7), .text = "\n"}}) == "first x\n beta\n");
}

TEST_CASE("a change without a range replaces the whole text, also by nothing") {
  CHECK(Apply("old", {{.range = {}, .text = ""}}) == "");
  CHECK(Apply("old", {{.range = {}, .text = ""}, {.range = At(0, 0, 0), .text = "new"}}) == "new");
  CHECK(Apply("old", {{.range = At(0, 0, 1), .text = "lost"}, {.range = {}, .text = "kept"}}) == "kept");
  CHECK(Apply("old", {}) == "old");
}

TEST_CASE("changes out of the text go to its ends") {
  CHECK(Apply("ab\ncd", {{.range = At(0, 1, 2147483647), .text = "X"}}) == "aX\ncd");
  CHECK(Apply("ab\ncd", {{.range = At(1000000, 5, 5), .text = "\n"}}) == "ab\ncd\n");
  CHECK(Apply("ab", {{.range = Range{.start = {}, .end = {.line = 4294967295U, .character = 4294967295U}},
                      .text = "all"}}) == "all");
}

TEST_CASE("property: edits by range leave the same text as replacing it whole") {
  std::mt19937 random(99);
  for (int round = 0; round < 100; ++round) {
    std::string expected = RandomText(random, 40);
    auto actual = std::make_shared<const LineText>(expected);
    const ColumnUnit unit = kUnits[random() % 3];
    for (int edit = 0; edit < 20; ++edit) {
      const std::vector<Offset> starts = CharacterStarts(expected);
      Offset begin = starts[random() % starts.size()];
      Offset end = starts[random() % starts.size()];
      if (begin > end) std::swap(begin, end);
      const std::string inserted = RandomText(random, random() % 4);
      const LineText before(expected);
      const Range range = TextPositions(before, unit).ToRange({begin, end});
      expected = expected.substr(0, begin) + inserted + expected.substr(end);
      actual = ApplyChanges(actual, {{.range = range, .text = inserted}}, unit);
      REQUIRE(actual->text == expected);
    }
  }
}

}  // namespace
}  // namespace whyspec::lsp
