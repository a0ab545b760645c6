#include "features/markdown_escape.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "base/unicode.h"
#include "base/uri.h"
#include "markdown/document.h"

namespace whyspec::features {
namespace {

// What CommonMark makes of `markdown` when other words stand around it.
std::string Shown(const std::string& markdown) {
  const auto document = markdown::Document::Parse("x " + markdown + " y\n");
  REQUIRE(document.links().empty());
  REQUIRE(document.comments().empty());
  REQUIRE(document.blocks().size() == 1);
  const std::string shown = document.ProseOf(0).text;
  REQUIRE(shown.size() >= 4);
  return shown.substr(2, shown.size() - 4);
}

// The same with nothing before it.
void CheckAlone(const std::string& markdown) {
  const auto document = markdown::Document::Parse(markdown + "\n");
  for (const auto& block : document.blocks()) CHECK(block.kind == markdown::BlockKind::kParagraph);
  CHECK(document.headings().empty());
  CHECK(document.links().empty());
}

}  // namespace

TEST_CASE("No link is left for editors that look for one by a pattern") {
  CHECK(EscapeMarkdown("[x](command:y) (z)") == "\\[x\\]\\(command:y) (z)");
}

TEST_CASE("Hostile words come out as the words they are") {
  const std::string hostile[] = {
      "[click me](command:workbench.action.terminal.new)",
      "![x](https://evil.example/p.png)",
      "<script>alert(1)</script>",
      "<https://evil.example>",
      "<!-- hidden -->",
      "```\ncode\n```",
      "`code`",
      "a ``` b ```` c",
      "# heading",
      "- item",
      "+ item",
      "1. item",
      "12) item",
      "> quote",
      "---",
      "===",
      "***bold***",
      "__bold__ snake_case",
      "~~~ fence",
      "&lt;b&gt; &#60; R&D",
      "[ref]: https://evil.example",
      "| a | b |",
      "back\\slash \\[x](y)",
      "ends with a backslash\\",
      "a@b.example",
      "$(sync~spin) ${x} 5 $",
  };
  for (const std::string& words : hostile) {
    INFO(words);
    CHECK(Shown(EscapeMarkdown(words)) == PlainLine(words));
    CheckAlone(EscapeMarkdown(words));
  }
}

TEST_CASE("No autolink of GitHub's Markdown is left") {
  CHECK(EscapeMarkdown("https://evil.example") == "https\\://evil.example");
  CHECK(EscapeMarkdown("see WWW.evil.example") == "see WWW\\.evil.example");
  CHECK(EscapeMarkdown("mailto:a@b.example") == "mailto:a\\@b.example");
}

TEST_CASE("Ordinary prose stays readable") {
  CHECK(EscapeMarkdown("C'est l'export : 12 % (R&D), 5 $ - merci !") ==
        "C'est l'export : 12 % (R&D), 5 $ - merci !");
}

TEST_CASE("Controls and reordering marks become visible") {
  CHECK(PlainLine("a\x1b[31mred") == "a\\u{1b}[31mred");
  CHECK(PlainLine("x\u202Etxt") == "x\\u{202e}txt");
  CHECK(PlainLine(std::string("nul\0here", 8)) == "nul\\u{0}here");
  CHECK(PlainLine("tag\U000E0041") == "tag\\u{e0041}");
  CHECK(PlainLine("two\r\n  lines\u2028three ") == "two lines three");
  CHECK(PlainLine("bad \xFF byte") == "bad \uFFFD byte");
  CHECK(PlainLine("👩‍⚕️ ok") == "👩‍⚕️ ok");
}

TEST_CASE("Any bytes at all come out as plain words") {
  std::mt19937 random(20260214);
  const std::string_view alphabet = "[]()<>!`*_~#-+=.:/\\|&;@$ \n\tabw1\"'";
  for (int round = 0; round < 3000; ++round) {
    std::string words;
    const std::size_t length = random() % 24;
    for (std::size_t i = 0; i < length; ++i) {
      words += random() % 12 == 0 ? static_cast<char>(random() % 256) : alphabet[random() % alphabet.size()];
    }
    const std::string plain = PlainLine(words);
    const std::string escaped = EscapeMarkdown(words);
    INFO(words);
    REQUIRE(IsValidUtf8(plain));
    REQUIRE(plain.find_first_of("\r\n\t") == std::string::npos);
    if (!plain.empty()) REQUIRE(Shown(escaped) == plain);
    CheckAlone(escaped);
  }
}

TEST_CASE("A link carries only addresses we made") {
  CHECK(MarkdownLink("a]b", "file:///team/x.md") == "[a\\]b](file:///team/x.md)");
  CHECK(MarkdownLink("a", FileUriFromPath("/team/a (1).md")) == "[a](file:///team/a%20%281%29.md)");
  CHECK(MarkdownLink("a", "command:evil") == "a");
  CHECK(MarkdownLink("a", "javascript:alert(1)") == "a");
  CHECK(MarkdownLink("", "file:///x") == "[…](file:///x)");
}

TEST_CASE("A code span holds any number of back-ticks") {
  CHECK(MarkdownCode("evidence/stale") == "`evidence/stale`");
  CHECK(MarkdownCode("a`b``c") == "```a`b``c```");
  CHECK(MarkdownCode("`") == "`` ` ``");
  CHECK(MarkdownCode("") == "");
}

TEST_CASE("Snippets and their plain forms") {
  CHECK(EscapeSnippet("a$b}c\\") == "a\\$b\\}c\\\\");
  CHECK(PlainFromSnippet("## ${1:Why}\n$0") == "## Why\n");
  CHECK(PlainFromSnippet("${1|draft,review|}: \\$5 ${2}") == "draft: $5 ");
  CHECK(PlainFromSnippet("${1:a ${2:b} c}") == "a b c");
  for (const char* broken : {"${", "${1", "${1:", "${1|", "${1|a", "$", "\\"})
    CHECK_NOTHROW(PlainFromSnippet(broken));
}

}  // namespace whyspec::features
