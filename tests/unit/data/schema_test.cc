#include "data/schema.h"

#include <catch2/catch.hpp>

namespace whyspec::data {
namespace {

constexpr std::string_view kColours[] = {"red", "green"};
constexpr Field kInner[] = {{.key = "name", .type = Type::kText, .doc = "A name.", .required = true},
                            {.key = "count", .type = Type::kInteger, .doc = "How many."}};
constexpr Field kFields[] = {
    {.key = "title", .type = Type::kText, .doc = "A title.", .default_text = "\"x\""},
    {.key = "day", .type = Type::kDate, .doc = "A day."},
    {.key = "colour", .type = Type::kEnum, .doc = "One | other.", .values = kColours},
    {.key = "words", .type = Type::kTextList, .doc = "Words."},
    {.key = "inner", .type = Type::kObject, .doc = "Group.", .fields = kInner},
    {.key = "many", .type = Type::kObjectList, .doc = "Groups.", .fields = kInner}};
constexpr Schema kSchema{.id = "x.schema.json", .title = "Sample", .doc = "A sample.", .fields = kFields};

std::vector<std::string> Messages(std::string_view yaml, const Schema& schema = kSchema) {
  std::vector<std::string> out;
  for (const Problem& problem : Check(ParseYaml(yaml).root, schema)) {
    out.push_back(std::string(Cut(yaml, problem.range)) + " | " + problem.message);
  }
  return out;
}

TEST_CASE("What fits gives no problem") {
  CHECK(Messages("title: 3\nday: 2026-01-13\ncolour: red\nwords: one\ninner: {name: a}\nmany: [{name: b, "
                 "count: 2}]\n")
            .empty());
  CHECK(Messages("title:\n").empty());
  CHECK(Messages("").empty());
}

TEST_CASE("A slip names the known key; a strange key names what is known") {
  CHECK(Messages("titel: x\n") ==
        std::vector<std::string>{"titel | \"titel\" is no known key. Did you mean \"title\"?"});
  REQUIRE(Messages("zebra: x\n").size() == 1);
  CHECK(Messages("zebra: x\n")[0].find("Known here: title, day") != std::string::npos);
  Schema free = kSchema;
  free.free_keys = true;
  CHECK(Messages("zebra: x\n", free).empty());
  CHECK(Messages("titel: x\n", free).size() == 1);
}

TEST_CASE("Wrong values say what is expected, at the value") {
  CHECK(Messages("day: soon\n") ==
        std::vector<std::string>{"soon | \"day\" needs a date such as 2026-01-13."});
  CHECK(Messages("colour: gren\n")[0].find("it can be \"red\" or \"green\"") != std::string::npos);
  CHECK(Check(ParseYaml("colour: gren\n").root, kSchema)[0].suggestion == "green");
  CHECK(Messages("inner: {count: many}\n").size() == 2);
  CHECK(Messages("words: [[1]]\n").size() == 1);
  CHECK(Messages("title: a\ntitle: b\n")[0].find("twice") != std::string::npos);
  CHECK(Messages("[1]\n").size() == 1);
}

TEST_CASE("The JSON Schema and the table of keys come from the same fields") {
  const Parsed schema = ParseJson(ToJsonSchema(kSchema));
  REQUIRE(schema.ok());
  CHECK(schema.root.FindPath("properties.title.default")->text == "x");
  CHECK(schema.root.FindPath("properties.many.items.required")->items[0].text == "name");
  const std::string markdown = ToMarkdown(kSchema);
  CHECK(markdown.find("| `many[].count` | a whole number |") != std::string::npos);
  CHECK(markdown.find("One \\| other.") != std::string::npos);
}

}  // namespace
}  // namespace whyspec::data
