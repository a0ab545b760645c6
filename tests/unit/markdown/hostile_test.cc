// Texts made to hurt. Each is so large that a step quadratic in it would take hours:
// that the test ends at all is the proof. Nesting is so deep that recursion would
// overflow the stack.
#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

#include "markdown/document.h"

namespace whyspec::markdown {
namespace {

std::string Repeat(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

// Parses and asks for everything that is made on demand.
Document ParseAll(std::string text) {
  Document document = Document::Parse(std::move(text));
  std::size_t shown = 0;
  for (Index block = 0; block < document.blocks().size(); ++block)
    shown += document.ProseOf(block).text.size();
  // What is shown is no more than what is there (an entity shows fewer bytes than it has).
  CHECK(shown <= document.text().size());
  std::size_t quoted = 0;
  for (const Quote& quote : document.quotes()) quoted += quote.text.size();
  CHECK(quoted <= 5 * document.text().size());
  return document;
}

TEST_CASE("Openers that never close take linear time") {
  for (const std::string_view piece :
       {"[",    "![",      "`",    "<!--",         "<?",          "<![CDATA[", "<!A",
        "<a ",  "<a b=\"", "[a](", "[a](<b",       "[a](b \"",    "[a](b (",   "*a ",
        "**a ", "_a __b ", "*_",   "\xE2\x80\x9C", "\"a ",        "\xC2\xAB",  "&a",
        "\\",   "<",       "]",    "[a][",         "[](b \"\\\" "}) {
    INFO(piece);
    ParseAll("x " + Repeat(piece, 100'000));
  }
}

TEST_CASE("Backtick runs of every length take linear time") {
  std::string text = "x ";
  for (std::size_t length = 1; length < 1500; ++length) text += Repeat("`", length) + "a";
  ParseAll(std::move(text));
}

TEST_CASE("Nesting of ten thousand neither overflows the stack nor copies its words") {
  const Document quotes = ParseAll(Repeat("> ", 10'000) + Repeat("word ", 100'000));
  CHECK(quotes.quotes().size() == 10'000);
  CHECK(quotes.blocks().size() == 10'001);
  CHECK(quotes.BlockAt(static_cast<Offset>(quotes.text().size() - 2)) == 10'000);
  ParseAll(Repeat("- ", 10'000) + "a");
  ParseAll(Repeat("> - ", 10'000) + "a");
  ParseAll(Repeat("*a **a ", 10'000) + Repeat(" b** b*", 10'000));
  ParseAll(Repeat("![", 10'000) + "a" + Repeat("](b)", 10'000));
  const Document marks = ParseAll(Repeat("\xE2\x80\x9C", 10'000) + "a" + Repeat("\xE2\x80\x9D", 10'000));
  CHECK_FALSE(marks.quotes().empty());
}

TEST_CASE("Many of anything take linear time") {
  for (const std::string_view piece : {"\"a\" ",
                                       "5\" ",
                                       "[a](b) ",
                                       "`a` ",
                                       "<!-- a --> ",
                                       "&aaaa; ",
                                       "&nbsp;",
                                       "> a\n> \xE2\x80\x94 [b](c)\n\n",
                                       "# a\n",
                                       "**a**\n\n",
                                       "a\n---\n",
                                       "[a]: b\n",
                                       "> [a]: b\n\n",
                                       "- a\n",
                                       ">\n",
                                       "\r",
                                       "a\r",
                                       "\r\n",
                                       "<div>\n<!-- a\n",
                                       "```\n",
                                       "a  \n",
                                       "a   ",
                                       "\t",
                                       "> > a\nb\n",
                                       "- [a]: &aaaa;\n",
                                       "[\xC3\xA9]: b\n\n[\xC3\xA9]\n\n",
                                       "| \"a | b\" |\n"}) {
    INFO(piece);
    ParseAll(Repeat(piece, 100'000));
  }
  ParseAll("|a|b|\n|-|-|\n" + Repeat("| \"a | b\" | [c](d) |\n", 50'000));
  ParseAll(std::string(1'000'000, '\0'));
  ParseAll(std::string(1'000'000, '\xFF'));
}

TEST_CASE("References to many definitions take linear time") {
  std::string text;
  for (int i = 0; i < 100'000; ++i)
    text += "[label " + std::to_string(i) + "]: dest" + std::to_string(i) + "\n";
  text += "\n";
  for (int i = 0; i < 100'000; ++i) text += "[Label " + std::to_string(i) + "] ";
  const Document document = ParseAll(text);
  REQUIRE(document.links().size() == 100'000);
  CHECK(document.definitions().size() == 100'000);
  CHECK(Cut(text, document.links()[77'777].destination_range) == "dest77777");
}

TEST_CASE("Front matter that never ends is read once") {
  CHECK(Document::Parse("---\n" + Repeat("a: b\n", 100'000)).front_matter() == nullptr);
}

TEST_CASE("A line of a megabyte is a line") {
  const std::string line = Repeat("word ", 200'000);
  const Document document = ParseAll(line + "[a](b) \"quoted words\" " + line);
  REQUIRE(document.links().size() == 1);
  CHECK(document.links()[0].range == TextRange{1'000'000, 1'000'006});
  REQUIRE(document.quotes().size() == 1);
  CHECK(document.quotes()[0].text == "quoted words");
}

}  // namespace
}  // namespace whyspec::markdown
