#include "markdown/document.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "support/markdown_invariants.h"

namespace whyspec::markdown {
namespace {

using namespace std::string_literals;  // NOLINT(google-build-using-namespace)

// Parses `text` after the general invariants have been held over it.
Document Parse(const std::string& text) {
  for (const std::string& problem : testing::MarkdownProblems(text)) FAIL_CHECK(problem);
  return Document::Parse(text);
}

std::vector<std::string> BlockTexts(const Document& document) {
  std::vector<std::string> texts;
  for (const Block& block : document.blocks()) texts.emplace_back(Cut(document.text(), block.range));
  return texts;
}

std::vector<std::string> LinkTexts(const Document& document) {
  std::vector<std::string> texts;
  for (const Link& link : document.links()) texts.emplace_back(Cut(document.text(), link.range));
  return texts;
}

using Texts = std::vector<std::string>;

TEST_CASE("A block runs from its marker to the end of its last line") {
  const Document document = Parse("# One #  \n\nTwo\n  three\n\n***\n\n    code\n\n<div>\n</div>\n");
  CHECK(BlockTexts(document) == Texts{"# One #  ", "Two\n  three", "***", "code", "<div>\n</div>"});
  CHECK(document.blocks()[4].kind == BlockKind::kHtml);
}

TEST_CASE("Lists and their items leave out the blank lines that follow") {
  const Document document = Parse("- a\n- b\n\n  c\n\n\n1. d\n   - e\n\n\nf\n");
  CHECK(BlockTexts(document) == Texts{"- a\n- b\n\n  c", "- a", "a", "- b\n\n  c", "b", "c", "1. d\n   - e",
                                      "1. d\n   - e", "d", "- e", "- e", "e", "f"});
  CHECK(document.blocks()[9].depth == 2);
}

TEST_CASE("A block quote holds its lazy lines and its trailing marks") {
  const Document document = Parse("> a\nlazy\n>\n\n> b\n> > c\n");
  CHECK(BlockTexts(document) == Texts{"> a\nlazy\n>", "a\nlazy", "> b\n> > c", "b", "> c", "c"});
}

TEST_CASE("A fence that is never closed ends with its container") {
  CHECK(BlockTexts(Parse("> ```\n> code\n\ntext")) == Texts{"> ```\n> code", "```\n> code", "text"});
  CHECK(BlockTexts(Parse("- ~~~\n  code\n- b")) ==
        Texts{"- ~~~\n  code\n- b", "- ~~~\n  code", "~~~\n  code", "- b", "b"});
  CHECK(BlockTexts(Parse("```\ncode")) == Texts{"```\ncode"});
  CHECK(BlockTexts(Parse("```\ncode\n```\nx")) == Texts{"```\ncode\n```", "x"});
  CHECK(BlockTexts(Parse("````\n```\n`````  \nx")) == Texts{"````\n```\n`````  ", "x"});
}

TEST_CASE("Indented code that looks like a fence is indented code") {
  CHECK(BlockTexts(Parse("    ```\n    a\n\n\nb")) == Texts{"```\n    a", "b"});
}

TEST_CASE("What follows a list marker says how far its item is indented") {
  // Five blanks are indented code after one blank; up to four belong to the marker.
  CHECK(BlockTexts(Parse("-     code\n\n  > a\n  > b\n")).back() == "a\n  > b");
  CHECK(BlockTexts(Parse("-    four\n\n     > a\n     > b\n")).back() == "a\n     > b");
  CHECK(BlockTexts(Parse("-\n  > a\n  > b\n")).back() == "a\n  > b");
  CHECK(BlockTexts(Parse(" 10)\tten\n\n\t\t> a\n\t\t> b\n")).back() == "a\n\t\t> b");
}

TEST_CASE("A title may hold its own mark after a backslash") {
  CHECK(LinkTexts(Parse("[a](b \"c\\\" d\") [e](f '\\'') [g](h (i\\)j)) \"k\"")) ==
        Texts{"[a](b \"c\\\" d\")", "[e](f '\\'')", "[g](h (i\\)j))"});
}

TEST_CASE("HTML blocks end where HTML says") {
  CHECK(BlockTexts(Parse("<!-- a -->\nb\n")) == Texts{"<!-- a -->", "b"});
  CHECK(BlockTexts(Parse("<!-- a\n\nb -->\n\nc\n")) == Texts{"<!-- a\n\nb -->", "c"});
  CHECK(BlockTexts(Parse("<!-- never closed\n\nb")) == Texts{"<!-- never closed\n\nb"});
}

TEST_CASE("Setext headings hold their underline and nothing below it") {
  for (const std::string text :
       {"One\ntwo\n===", "One\ntwo\n===\n", "One\ntwo\n===\n\n", "One\ntwo\n===\nx"}) {
    const Document document = Parse(text);
    REQUIRE(document.headings().size() == 1);
    const Heading& heading = document.headings()[0];
    CHECK(heading.kind == HeadingKind::kSetext);
    CHECK(Cut(text, heading.range) == "One\ntwo\n===");
    CHECK(Cut(text, heading.text_range) == "One\ntwo");
    CHECK(heading.text == "One two");
  }
  const Document twice = Parse("One\n---\n---");
  CHECK(BlockTexts(twice) == Texts{"One\n---", "---"});
  CHECK(BlockTexts(Parse("> One\n> ---\nx")) == Texts{"> One\n> ---", "One\n> ---", "x"});
}

TEST_CASE("The words of a heading are what a reader sees") {
  const Document document = Parse("##  **Why** `it` &amp; \\*how\\* [here](x) <b>now</b> ##\n");
  REQUIRE(document.headings().size() == 1);
  const Heading& heading = document.headings()[0];
  CHECK(heading.text == "Why it & *how* here now");
  CHECK(Cut(document.text(), heading.text_range) == "**Why** `it` &amp; \\*how\\* [here](x) <b>now</b>");
  CHECK(heading.level == 2);
}

TEST_CASE("An empty heading has an empty place for its words") {
  for (const std::string text : {"#", "# ", "## ##", "#\n", "#\t\n"}) {
    const Document document = Parse(text);
    REQUIRE(document.headings().size() == 1);
    CHECK(document.headings()[0].text.empty());
    CHECK(document.headings()[0].text_range.empty());
  }
}

TEST_CASE("A bold line alone is a heading below the real one above it") {
  const Document document =
      Parse("## Real\n\n**Why**\n\ntext\n\n**Usage:**\n\n__Evidence__:\n\n### Deeper\n\n**Last**\n");
  REQUIRE(document.headings().size() == 6);
  const auto& why = document.headings()[1];
  CHECK(why.kind == HeadingKind::kBold);
  CHECK(why.level == 3);
  CHECK(Cut(document.text(), why.range) == "**Why**");
  CHECK(Cut(document.text(), why.text_range) == "Why");
  CHECK(document.headings()[2].text == "Usage");
  CHECK(document.headings()[3].text == "Evidence");
  CHECK(Cut(document.text(), document.headings()[3].text_range) == "Evidence");
  CHECK(document.headings()[5].level == 4);
  CHECK(document.sections().size() == 7);
}

TEST_CASE("Bold words that are no heading stay a paragraph") {
  for (const std::string text :
       {"**We retype everything.**", "**Note** this", "this **note**", "- **Why**", "> **Why**", "***Why***",
        "**Why**\nnot", "**a** **b**", "**one\ntwo**", "****",
        "**This line of bold words is so long that nobody would ever have taken it for a heading at all, not "
        "even once**"}) {
    INFO(text);
    CHECK(Parse(text).headings().empty());
  }
}

TEST_CASE("Links of every kind have their place") {
  const Document document = Parse(
      "[a](b) and [c *d*](<e f> \"t\n u\") ![g](h 'i') <http://j.k> <l@m.n> [o][p], [p][] [p]\n\n[p]: /q "
      "\"r\"\n");
  CHECK(LinkTexts(document) == Texts{"[a](b)", "[c *d*](<e f> \"t\n u\")", "![g](h 'i')", "<http://j.k>",
                                     "<l@m.n>", "[o][p]", "[p][]", "[p]"});
  const auto links = document.links();
  CHECK(links[1].destination == "e f");
  CHECK(Cut(document.text(), links[1].destination_range) == "e f");
  CHECK(Cut(document.text(), links[1].text_range) == "c *d*");
  CHECK(links[2].image);
  CHECK(links[3].kind == LinkKind::kAutolink);
  CHECK(links[4].destination == "mailto:l@m.n");
  for (const std::size_t i : {5U, 6U, 7U}) {
    CHECK(links[i].kind == LinkKind::kReference);
    CHECK(links[i].destination == "/q");
    CHECK(links[i].destination_range == document.definitions()[0].destination_range);
  }
  CHECK(Cut(document.text(), links[5].text_range) == "o");
}

TEST_CASE("Citations are found in lists, quotes, tables and headings") {
  const Document document = Parse(
      "# H [1](call:a#t=1)\n\n- x\n  - [2](call:a#t=2)\n\n> [3](call:a#t=3)\n\n| a | b |\n|---|---|\n| "
      "[4](call:a#t=4) | x \\| "
      "[5](call:a#t=5) |\n");
  CHECK(document.links().size() == 5);
  for (const Link& link : document.links())
    CHECK(Cut(document.text(), link.destination_range) == link.destination);
}

TEST_CASE("Destinations are decoded, their places are as written") {
  const Document document = Parse("[a](b\\)c&amp;d) [e]\n\n[e]: <f\\>g&eacute;>\n");
  REQUIRE(document.links().size() == 2);
  CHECK(document.links()[0].destination == "b)c&d");
  CHECK(Cut(document.text(), document.links()[0].destination_range) == "b\\)c&amp;d");
  CHECK(document.links()[1].destination == "f>g\xC3\xA9");
  CHECK(document.definitions()[0].destination == "f>g\xC3\xA9");
}

TEST_CASE("Nothing in code or comments is a link") {
  const Document document =
      Parse("`[a](b)` <!-- [a](b) --> ``[c] ` (d)``\n\n    [a](b)\n\n```\n[a](b)\n```\n\n<!-- [a](b) -->\n");
  CHECK(document.links().empty());
  for (std::size_t at = document.text().find("[a]"); at != std::string::npos;
       at = document.text().find("[a]", at + 1))
    CHECK(document.InCode(static_cast<Offset>(at)));
  CHECK_FALSE(Parse("text `code`").InCode(2));
}

TEST_CASE("Images may hold links and links images") {
  CHECK(LinkTexts(Parse("[![a](b)](c) ![d [e](f)](g)")) ==
        Texts{"[![a](b)](c)", "![a](b)", "![d [e](f)](g)", "[e](f)"});
}

TEST_CASE("Definitions are all reported: used, unused, duplicate, anywhere") {
  const std::string text =
      "[a]: b\n[c]:\n  <d>\n  'two\n  lines'\ntext [A]\n\n> [e]: f\n\n- [g]: h\n  [g]: i\n\n[ j\nk ]: l\n";
  const Document document = Parse(text);
  Texts found;
  for (const LinkDefinition& definition : document.definitions())
    found.emplace_back(Cut(text, definition.range));
  CHECK(found ==
        Texts{"[a]: b", "[c]:\n  <d>\n  'two\n  lines'", "[e]: f", "[g]: h", "[g]: i", "[ j\nk ]: l"});
  CHECK(Cut(text, document.definitions()[1].label_range) == "c");
  CHECK(Cut(text, document.definitions()[1].destination_range) == "d");
  REQUIRE(document.links().size() == 1);
  CHECK(Cut(text, document.links()[0].destination_range) == "b");
  CHECK(BlockTexts(document)[0] == "text [A]");
}

TEST_CASE("What only looks like a definition is text") {
  for (const std::string text :
       {"[a]: b c", "[a]", "[a]:", "text\n[a]: b", "[]: b", "[a]: <b", "    [a]: b"}) {
    INFO(text);
    CHECK(Parse(text).definitions().empty());
  }
}

TEST_CASE("Comments are found in paragraphs and HTML blocks") {
  const std::string text =
      "a <!-- b --> c\n\n<!-- d\ne -->\n\n<div>\n<!-- f --><!-- g -->\n</div>\n\n<!-- open";
  const Document document = Parse(text);
  Texts inner;
  for (const Comment& comment : document.comments()) inner.emplace_back(Cut(text, comment.inner));
  CHECK(inner == Texts{" b ", " d\ne ", " f ", " g ", " open"});
}

TEST_CASE("Prose is what a reader sees and leads back to the source") {
  const std::string text = "A *b* `c` \\*d\\* &eacute;\n> no quote <i>e</i> [f](g)  \nh\n";
  const Document document = Parse("Intro.\n\n- " + text);
  const Index block = 3;
  const Prose prose = document.ProseOf(block);
  CHECK(prose.text == "A b   *d* \xC3\xA9");
  const auto source = [&](std::string_view words) {
    const auto at = static_cast<Offset>(prose.text.find(words));
    return Cut(document.text(), prose.ToSource({at, at + static_cast<Offset>(words.size())}));
  };
  CHECK(source("A b") == "A *b");
  CHECK(source("*d*") == "\\*d\\*");
  CHECK(source("\xC3\xA9") == "&eacute;");
  CHECK(document.ProseOf(0).text == "Intro.");
  CHECK(document.ProseOf(kNone).text.empty());
}

TEST_CASE("Prose maps every empty range to a place in the block") {
  const Document document = Parse("a \\* b");
  const Prose prose = document.ProseOf(0);
  CHECK(prose.ToSource({0, 0}) == TextRange{0, 0});
  CHECK(prose.ToSource({5, 5}) == TextRange{6, 6});
  CHECK(prose.ToSource({99, 120}) == TextRange{6, 6});
  CHECK(Prose{}.ToSource({1, 2}) == TextRange{0, 0});
}

TEST_CASE("Places are exact with every line ending") {
  const std::string unix_text =
      "# Title\n\nOne [a](b\n\"t\") **two\nthree** `x\ny`\n\n> q [c][d]\n> r\n\n- i\n\n  ```\n  k\n  "
      "```\n\n[d]: e\n\nS\n===\n";
  const Document expected = Parse(unix_text);
  for (const std::string ending : {"\r\n", "\r"}) {
    std::string text;
    for (const char c : unix_text) text += c == '\n' ? ending : std::string(1, c);
    const Document document = Parse(text);
    REQUIRE(document.blocks().size() == expected.blocks().size());
    for (Index i = 0; i < document.blocks().size(); ++i) {
      std::string cut(Cut(unix_text, expected.blocks()[i].range));
      std::string wanted;
      for (const char c : cut) wanted += c == '\n' ? ending : std::string(1, c);
      CHECK(Cut(text, document.blocks()[i].range) == wanted);
      CHECK(document.ProseOf(i).text == expected.ProseOf(i).text);
    }
    REQUIRE(document.links().size() == expected.links().size());
    for (std::size_t i = 0; i < document.links().size(); ++i)
      CHECK(document.links()[i].destination == expected.links()[i].destination);
  }
}

TEST_CASE("A byte order mark belongs to no block") {
  const Document document = Parse("\xEF\xBB\xBF# Title\n\n[a](b)");
  CHECK(Cut(document.text(), document.headings()[0].range) == "# Title");
  CHECK(LinkTexts(document) == Texts{"[a](b)"});
}

TEST_CASE("NUL bytes and invalid UTF-8 keep their places") {
  const std::string text = "a\0b [c\0](d\0e) \xFF\xFE [f](g\x80)\n\n# \0 x\n"s;
  const Document document = Parse(text);
  REQUIRE(document.links().size() == 2);
  CHECK(document.links()[0].destination == "d\0e"s);
  CHECK(Cut(text, document.links()[0].range) == "[c\0](d\0e)"s);
  CHECK(document.links()[1].destination == "g\x80");
  CHECK(document.headings().size() == 1);
}

TEST_CASE("Tabs, emoji and CJK before a node do not move it") {
  CHECK(LinkTexts(Parse("\xF0\x9F\x98\x80\t\xE6\xBC\xA2\xE5\xAD\x97 [a](b)")) == Texts{"[a](b)"});
  CHECK(LinkTexts(Parse("-\t[a](b)\n\n\t[c](d)\n\n>\t[e](f)\n>\t\tcode\n")) ==
        Texts{"[a](b)", "[c](d)", "[e](f)"});
  CHECK(LinkTexts(Parse("- - > [a\n\tb](c)\n")) == Texts{"[a\n\tb](c)"});
}

TEST_CASE("A table is a paragraph whose cells hold links") {
  const Document document = Parse("| a | b |\n|---|---|\n| [x](y) | `z|` |\n");
  REQUIRE(document.blocks().size() == 1);
  CHECK(document.blocks()[0].kind == BlockKind::kParagraph);
  CHECK(LinkTexts(document) == Texts{"[x](y)"});
}

TEST_CASE("Blocks are found by place and by range") {
  const std::string text = "# A\n\n> b\n>\n> - c\n\nd\n";
  const Document document = Parse(text);
  const auto at = [&](std::string_view word) {
    return document.BlockAt(static_cast<Offset>(text.find(word)));
  };
  CHECK(document.blocks()[at("c")].kind == BlockKind::kParagraph);
  CHECK(document.blocks()[at("- c")].kind == BlockKind::kItem);
  CHECK(document.blocks()[at(">\n")].kind == BlockKind::kBlockQuote);
  CHECK(document.BlockAt(4) == kNone);
  CHECK(document.BlockAt(3) == 0);  // a caret after the last letter
  const Section& whole = document.sections()[0];
  CHECK(document.BlocksIn(whole.range).size() == 4);
  CHECK(document.BlocksIn({0, 3}).size() == 1);
  CHECK(document.BlocksIn({1, 3}).empty());
}

TEST_CASE("Texts without anything in them are documents too") {
  for (const std::string text : {"", "\n", "\r", "\r\n\r\n", " ", "\xEF\xBB\xBF", "\t\n \n"}) {
    const Document document = Parse(text);
    CHECK(document.blocks().empty());
    CHECK(document.sections().size() == 1);
    CHECK(document.title().text.empty());
    CHECK(document.BlockAt(0) == kNone);
    CHECK(document.SectionAt(99) == 0);
  }
}

TEST_CASE("A copy shares the parsed text") {
  const Document document = Document::Parse("# A");
  const Document copy = document;  // NOLINT(performance-unnecessary-copy-initialization)
  CHECK(copy.text().data() == document.text().data());
}

}  // namespace
}  // namespace whyspec::markdown
