#include <catch2/catch.hpp>

#include <string>

#include "markdown/document.h"
#include "support/markdown_invariants.h"

namespace whyspec::markdown {
namespace {

Document Parse(const std::string& text) {
  for (const std::string& problem : testing::MarkdownProblems(text)) FAIL_CHECK(problem);
  return Document::Parse(text);
}

TEST_CASE("A section runs up to the next heading of its level or higher") {
  const std::string text = "intro\n\n# A\na\n## B\nb\n#### C\nc\n## D\nd\n# E\n";
  const Document document = Parse(text);
  const auto sections = document.sections();
  REQUIRE(sections.size() == 6);
  CHECK(Cut(text, sections[0].own_body) == "intro\n\n");
  CHECK(Cut(text, sections[1].range) == "# A\na\n## B\nb\n#### C\nc\n## D\nd\n");
  CHECK(Cut(text, sections[1].body) == "a\n## B\nb\n#### C\nc\n## D\nd\n");
  CHECK(Cut(text, sections[1].own_body) == "a\n");
  CHECK(Cut(text, sections[2].range) == "## B\nb\n#### C\nc\n");
  CHECK(sections[3].parent == 2);
  CHECK(sections[4].parent == 1);
  CHECK(Cut(text, sections[4].body) == "d\n");
  CHECK(sections[5].body.empty());
  CHECK(document.SectionAt(0) == 0);
  CHECK(document.SectionAt(static_cast<Offset>(text.find("c\n"))) == 3);
  CHECK(document.SectionAt(static_cast<Offset>(text.size())) == 5);
}

TEST_CASE("A section begins at the start of its heading's line") {
  const std::string text = "# A\n\n  ## B\n\nS\n---\nbody";
  const Document document = Parse(text);
  REQUIRE(document.sections().size() == 4);
  CHECK(Cut(text, document.sections()[2].range) == "  ## B\n\n");
  CHECK(Cut(text, document.sections()[3].body) == "body");
}

TEST_CASE("Headings in quotes and lists open no section") {
  const Document document = Parse("# A\n\n> # quoted\n\n- # item\n\n## B\n");
  CHECK(document.headings().size() == 4);
  CHECK(document.sections().size() == 3);
}

TEST_CASE("The title is the front matter's, else the first H1") {
  CHECK(Parse("---\ntitle: T\n---\n# H\n").title().text == "T");
  CHECK(Parse("## x\n\n# The *title*\n\n# other\n").title().text == "The title");
  CHECK(Parse("Title\n=====\n").title().text == "Title");
  CHECK(Parse("---\ntitle:\n---\n# H\n").title().text == "H");
  CHECK(Parse("**Bold**\n\n# H\n").title().text == "H");
}

TEST_CASE("Without a title its place is what a reader sees first") {
  const std::string text = "\n\n## Why\n\nwords\n";
  const Document document = Parse(text);
  CHECK(document.title().text.empty());
  CHECK(Cut(text, document.title().range) == "Why");
  const std::string plain = "\nfirst line\nsecond\n";
  CHECK(Cut(plain, Parse(plain).title().range) == "first line");
}

}  // namespace
}  // namespace whyspec::markdown
