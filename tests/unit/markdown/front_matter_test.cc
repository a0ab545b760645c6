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

TEST_CASE("Front matter is YAML between two lines of dashes") {
  const std::string text = "---\ntitle: Export\nstatus: draft\n---\n# Heading\n";
  const Document document = Parse(text);
  REQUIRE(document.front_matter() != nullptr);
  const FrontMatter& front = *document.front_matter();
  CHECK(Cut(text, front.range) == "---\ntitle: Export\nstatus: draft\n---");
  CHECK(Cut(text, front.inner) == "title: Export\nstatus: draft\n");
  const data::Value* const status = front.yaml.root.Find("status");
  REQUIRE(status != nullptr);
  CHECK(Cut(text, status->range) == "draft");
  REQUIRE(document.headings().size() == 1);
  CHECK(Cut(text, document.headings()[0].range) == "# Heading");
  CHECK(document.title().text == "Export");
  CHECK(Cut(text, document.title().range) == "Export");
}

TEST_CASE("Comments in front matter are no headings") {
  const Document document = Parse("---\n# not a heading\na: b # nor this\n---\n\n# Yes\n");
  REQUIRE(document.headings().size() == 1);
  CHECK(document.headings()[0].text == "Yes");
}

TEST_CASE("Front matter may be empty, end with dots, and have any line ends") {
  for (const std::string text :
       {"---\n---\n# H", "---\n...\n# H", "---\r\na: b\r\n---\r\n# H", "---\ra: b\r---\r# H",
        "\xEF\xBB\xBF---\na: b\n---\n# H", "--- \na: b\n---\t\n# H"}) {
    INFO(text);
    const Document document = Parse(text);
    REQUIRE(document.front_matter() != nullptr);
    CHECK(document.front_matter()->yaml.ok());
    REQUIRE(document.headings().size() == 1);
    CHECK(Cut(text, document.headings()[0].range) == "# H");
    CHECK(document.sections()[0].own_body.begin == document.headings()[0].range.begin);
  }
  CHECK(Parse("---\na: b\n---").front_matter() != nullptr);
}

TEST_CASE("Without a closing line there is no front matter") {
  for (const std::string text : {"---\na: b\n", "---", "---\n", "----\na: b\n----\n", " ---\na: b\n---\n",
                                 "\n---\na: b\n---\n", "--- x\na: b\n---\n", "---\na: b\n ---\n"}) {
    INFO(text);
    CHECK(Parse(text).front_matter() == nullptr);
  }
}

TEST_CASE("Front matter that is not YAML is kept, with its errors") {
  const Document document = Parse("---\na: [b\n---\n# H\n");
  REQUIRE(document.front_matter() != nullptr);
  CHECK_FALSE(document.front_matter()->yaml.ok());
  CHECK(document.headings().size() == 1);
}

TEST_CASE("Front matter that holds no properties is told, its text is not taken for a value") {
  for (const std::string text : {"---\njust words\n---\n", "---\n- a\n- b\n---\n"}) {
    const Document document = Parse(text);
    REQUIRE(document.front_matter() != nullptr);
    CHECK(document.front_matter()->yaml.root.is(data::Kind::kNull));
    REQUIRE(document.front_matter()->yaml.errors.size() == 1);
    CHECK(document.front_matter()->yaml.errors[0].range == document.front_matter()->inner);
  }
}

TEST_CASE("The place of front matter is found without parsing") {
  const auto found = FindFrontMatter("---\nid: a\n---\nrest");
  REQUIRE(found.has_value());
  CHECK(found->range == TextRange{0, 13});
  CHECK(found->inner == TextRange{4, 10});
  CHECK_FALSE(FindFrontMatter("id: a").has_value());
}

}  // namespace
}  // namespace whyspec::markdown
