// Block quotes and words between quotation marks.
#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

#include "markdown/document.h"
#include "support/markdown_invariants.h"

namespace whyspec::markdown {
namespace {

Document Parse(const std::string& text) {
  for (const std::string& problem : testing::MarkdownProblems(text)) FAIL_CHECK(problem);
  return Document::Parse(text);
}

using Texts = std::vector<std::string>;

Texts Quotes(const std::string& text, QuoteKind kind) {
  Texts texts;
  const Document document = Parse(text);
  for (const Quote& quote : document.quotes())
    if (quote.kind == kind) texts.push_back(quote.text);
  return texts;
}
Texts Inline(const std::string& text) { return Quotes(text, QuoteKind::kInline); }
Texts Blocks(const std::string& text) { return Quotes(text, QuoteKind::kBlock); }

TEST_CASE("Quotation marks of four kinds hold a quote") {
  CHECK(Inline("He said \"we retype it\" twice.") == Texts{"we retype it"});
  CHECK(Inline("He said “we retype it” twice.") == Texts{"we retype it"});
  CHECK(Inline("Er sagt „wir tippen alles“ und „immer”.") == Texts{"wir tippen alles", "immer"});
  CHECK(Inline("Il dit «\xC2\xA0on ressaisit\xC2\xA0» et «\xE2\x80\xAF"
               "encore\xE2\x80\xAF».") == Texts{"on ressaisit", "encore"});
}

TEST_CASE("A quote's place holds its marks, its inner place does not") {
  const std::string text = "- a «\xC2\xA0on *ressaisit*\n  tout\xC2\xA0» b";
  const Document document = Parse(text);
  REQUIRE(document.quotes().size() == 1);
  const Quote& quote = document.quotes()[0];
  CHECK(Cut(text, quote.range) == "«\xC2\xA0on *ressaisit*\n  tout\xC2\xA0»");
  CHECK(Cut(text, quote.inner) == "\xC2\xA0on *ressaisit*\n  tout\xC2\xA0");
  CHECK(quote.text == "on ressaisit tout");
  CHECK(document.blocks()[quote.block].kind == BlockKind::kParagraph);
}

TEST_CASE("Markup, links, code and entities in a quote show as their words") {
  CHECK(Inline("\"we **retype** [it](call:a) in `csv` &amp; \\*more\\*\"") ==
        Texts{"we retype it in csv & *more*"});
  CHECK(Inline("**\"bold quote\"** and *“so”*") == Texts{"bold quote", "so"});
  CHECK(Inline("&quot;written as entities&quot; \\\"escaped\\\"") == Texts{"written as entities", "escaped"});
}

TEST_CASE("Inches and stray marks make no quote") {
  CHECK(Inline("A 5\" screen and a 7\" one").empty());
  CHECK(Inline("\"the 5\" screen is small\" he said") == Texts{"the 5\" screen is small"});
  CHECK(Inline("\"it takes 5\" he said") == Texts{"it takes 5"});
  CHECK(Inline("a \" b \" c").empty());
  CHECK(Inline("one \"two").empty());
  CHECK(Inline("\"\" “”").empty());
}

TEST_CASE("Marks in code, destinations, titles and comments do not count") {
  CHECK(Inline("`\"a\"` [b](c \"d\") <!-- \"e\" --> <i class=\"f\">g</i>").empty());
  CHECK(Inline("\"a `\" b` c\"") == Texts{"a \" b c"});
}

TEST_CASE("A quote does not leave its block or its table cell") {
  CHECK(Inline("one \"two\n\nthree\" four").empty());
  CHECK(Inline("- one “two\n- three” four").empty());
  CHECK(Inline("| a | b |\n|---|---|\n| \"c | d\" |\n| “e” | \"f\" |\n") == Texts{"e", "f"});
  CHECK(Inline("no table \"a | b\" here") == Texts{"a | b"});
}

TEST_CASE("A quote in a quote is reported, the outer one first") {
  CHECK(Inline("« il a dit “jamais” hier »") == Texts{"il a dit “jamais” hier", "jamais"});
}

TEST_CASE("A block quote's text is its words, one blank between lines") {
  CHECK(Blocks("> We *retype*\n> every order.\nTwice.\n>\n> Always.\n") ==
        Texts{"We retype every order. Twice. Always."});
  CHECK(Blocks("> ```\n> code\n> ```\n> words") == Texts{"words"});
}

TEST_CASE("The attribution is no part of a block quote's text") {
  CHECK(Blocks("> We retype it.\n> — Jane Roe, ops lead") == Texts{"We retype it."});
  CHECK(Blocks("> We retype it.\n>\n> – Jane Roe") == Texts{"We retype it."});
  CHECK(Blocks("> We retype it.\n>\n> -- Jane Roe") == Texts{"We retype it."});
  CHECK(Blocks("> We retype it.\n> - Jane Roe") == Texts{"We retype it."});
  CHECK(Blocks("> We retype it.\n> [P1](call:a#t=1), [P2](call:b)") == Texts{"We retype it."});
  CHECK(Blocks("> We retype it. [P1](call:a#t=1)") == Texts{"We retype it."});
  CHECK(Blocks("> We retype it. ([P1](call:a), [P2](call:b)).") == Texts{"We retype it."});
  CHECK(Blocks("> We retype it. — [P1](call:a)") == Texts{"We retype it."});
  CHECK(Blocks("> We retype it [P1](call:a) and [P2](call:b)") == Texts{"We retype it"});
  CHECK(Blocks("> We retype it. [Forum](https://example.com)") == Texts{"We retype it."});
  CHECK(Blocks("> [P1](call:a)") == Texts{""});
}

TEST_CASE("A link or dash inside the words stays") {
  CHECK(Blocks("> We use [the export](x) daily.") == Texts{"We use the export daily."});
  CHECK(Blocks("> For more see [the design](https://example.com).") == Texts{"For more see the design."});
  CHECK(Blocks("> — On ressaisit.\n> — Ah bon ?") == Texts{"— On ressaisit. — Ah bon ?"});
  CHECK(Blocks("> — On ressaisit.") == Texts{"— On ressaisit."});
  CHECK(Blocks("> - a\n> - b") == Texts{"a b"});
}

TEST_CASE("A nested block quote has its own text") {
  CHECK(Blocks("> outer\n> > inner\n>\n> more") == Texts{"outer more", "inner"});
}

TEST_CASE("A block quote's place begins with its mark") {
  const std::string text = "- x\n  > a \"b c\"\n  > d\n";
  const Document document = Parse(text);
  REQUIRE(document.quotes().size() == 2);
  CHECK(Cut(text, document.quotes()[0].range) == "> a \"b c\"\n  > d");
  CHECK(Cut(text, document.quotes()[0].inner) == "a \"b c\"\n  > d");
  CHECK(document.quotes()[1].text == "b c");
}

}  // namespace
}  // namespace whyspec::markdown
