#include "cli/snippet.h"

#include <catch2/catch.hpp>

namespace whyspec::cli {
namespace {

// The range is what stands between "<|" and "|>".
std::string Render(std::string text, std::size_t width = 0) {
  const std::size_t begin = text.find("<|");
  text.erase(begin, 2);
  const std::size_t end = text.find("|>");
  text.erase(end, 2);
  const LineIndex index(text);
  const Snippet snippet = MakeSnippet(text, index, {static_cast<Offset>(begin), static_cast<Offset>(end)});
  return RenderSnippet(snippet, Style{.color = false, .width = width}, Ink::kError);
}

TEST_CASE("Marks stand under the characters") {
  CHECK(Render("# Title\n\nSome <|words|> here\n") ==
        "  |\n"
        "3 | Some words here\n"
        "  |      ^^^^^\n");
}

TEST_CASE("Wide characters take two columns and combining marks none") {
  CHECK(Render("日本<|語|>!") ==
        "  |\n"
        "1 | 日本語!\n"
        "  |     ^^\n");
  CHECK(Render("e\xCC\x81t\xC3\xA9 <|ici|>") ==
        "  |\n"
        "1 | e\xCC\x81t\xC3\xA9 ici\n"
        "  |     ^^^\n");
}

TEST_CASE("A tab reaches to the next stop") {
  CHECK(Render("a\t<|b|>\tc") ==
        "  |\n"
        "1 | a   b   c\n"
        "  |     ^\n");
}

TEST_CASE("Escapes and control characters cannot drive the terminal") {
  CHECK(Render("x\x1b[31m<|red|>") ==
        "  |\n"
        "1 | x\\u{1b}[31mred\n"
        "  |            ^^^\n");
}

TEST_CASE("Bytes that are no UTF-8 are shown, one mark cell each piece") {
  const std::string out = Render("a\xff<|b|>");
  CHECK(out.find("a\\x{ff}b\n") != std::string::npos);
  CHECK(out.find("  |        ^\n") != std::string::npos);
}

TEST_CASE("An empty range is one caret, at the end of a line too") {
  CHECK(Render("abc<||>") ==
        "  |\n"
        "1 | abc\n"
        "  |    ^\n");
  CHECK(Render("<||>") ==
        "  |\n"
        "1 |\n"
        "  | ^\n");
}

TEST_CASE("A range over lines shows the first few and counts the rest") {
  CHECK(Render("a\nb<|b\nc\nd\ne\nf|>f\n") ==
        "  |\n"
        "2 | bb\n"
        "  |  ^\n"
        "3 | c\n"
        "  | ^\n"
        "4 | d\n"
        "  | ^\n"
        "  | … and 2 more lines\n");
}

TEST_CASE("A range that ends where a line begins does not show that line") {
  CHECK(Render("<|ab\n|>c\n") ==
        "  |\n"
        "1 | ab\n"
        "  | ^^\n");
}

TEST_CASE("Windows line ends are not shown") {
  CHECK(Render("ab <|cd|>\r\nef\r\n") ==
        "  |\n"
        "1 | ab cd\n"
        "  |    ^^\n");
}

TEST_CASE("Line numbers of several digits keep the bars in line") {
  std::string text;
  for (int i = 0; i < 9; ++i) text += "\n";
  CHECK(Render(text + "<|x|>") ==
        "   |\n"
        "10 | x\n"
        "   | ^\n");
}

TEST_CASE("A long line is cut around the place, whatever its length") {
  const std::string words(100000, 'a');
  const std::string out = Render(words + "<|NEEDLE|>" + words, 80);
  CHECK(out.size() < 600);
  const std::size_t needle = out.find("NEEDLE");
  const std::size_t carets = out.find("^^^^^^");
  REQUIRE(needle != std::string::npos);
  REQUIRE(carets != std::string::npos);
  // The first "…" takes three bytes and one column.
  const std::size_t line_start = out.rfind('\n', needle) + 1;
  const std::size_t marks_start = out.rfind('\n', carets) + 1;
  CHECK(needle - line_start - 2 == carets - marks_start);
  CHECK(out.find("…") != std::string::npos);
}

}  // namespace
}  // namespace whyspec::cli
