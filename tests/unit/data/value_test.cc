// YAML and JSON into one tree with places.
#include "data/value.h"

#include <catch2/catch.hpp>

#include <functional>
#include <random>

#include "base/strings.h"

namespace whyspec::data {
namespace {

// "a[1] b[x,y]" : each scalar as kind letter and source text; shows kinds and ranges at once.
std::string Dump(std::string_view text, const Value& value) {
  const std::string source(Cut(text, value.range));
  switch (value.kind) {
    case Kind::kNull:
      return StrCat("null<", source, ">");
    case Kind::kBool:
      return StrCat("bool<", source, ">");
    case Kind::kNumber:
      return StrCat("number<", source, ">");
    case Kind::kString:
      return StrCat("text<", source, ">");
    case Kind::kList: {
      std::string out = "[";
      for (const Value& item : value.items) out += Dump(text, item) + " ";
      return out + "]";
    }
    case Kind::kMap: {
      std::string out = "{";
      for (const Member& member : value.members)
        out += StrCat(Cut(text, member.key_range), "=", Dump(text, member.value), " ");
      return out + "}";
    }
  }
  return "";
}

std::string Yaml(std::string_view text) {
  const Parsed parsed = ParseYaml(text);
  return parsed.errors.empty()
             ? Dump(text, parsed.root)
             : StrCat("error <", Cut(text, parsed.errors[0].range), "> ", parsed.errors[0].message);
}

std::string Json(std::string_view text, bool comments = false) {
  const Parsed parsed = ParseJson(text, {.comments = comments});
  return parsed.errors.empty()
             ? Dump(text, parsed.root)
             : StrCat("error <", Cut(text, parsed.errors[0].range), "> ", parsed.errors[0].message);
}

TEST_CASE("YAML values know their kind and place") {
  CHECK(Yaml("a: 1\nb: two words # c\nc: \"q: \\\"x\\\"\"\nd: 'it''s'\n") ==
        "{a=number<1> b=text<two words> c=text<\"q: \\\"x\\\"\"> d=text<'it''s'> }");
  CHECK(Yaml("a: [x, {b: true}]\nc:\n- 1.5\n- ~\n") ==
        "{a=[text<x> {b=bool<true> } ] c=[number<1.5> null<~> ] }");
  CHECK(Yaml("a:\nb: 2\n") == "{a=null<> b=number<2> }");
  CHECK(Yaml("d: 2026-01-13\nv: 1.2.3\nn: .inf\nw: infinity\n") ==
        "{d=text<2026-01-13> v=text<1.2.3> n=text<.inf> w=text<infinity> }");
  CHECK(Yaml("a: long\n  line\nb: |\n  block\n  two\n\nc: 3\n") ==
        "{a=text<long\n  line> b=text<|\n  block\n  two> c=number<3> }");
  CHECK(Yaml("") == "null<>");
  CHECK(Yaml("x: &a [1]\ny: *a\n") == "{x=[number<1> ] y=[number<1> ] }");
}

TEST_CASE("Line endings and byte order marks move nothing") {
  CHECK(Yaml("a: 1\r\nb: x y\r\n") == "{a=number<1> b=text<x y> }");
  CHECK(Yaml("a: 1\rb: 2\r") == "{a=number<1> b=number<2> }");
  CHECK(Yaml("\xEF\xBB\xBF"
             "a: é\n") == "{a=text<é> }");
  CHECK(Json("\xEF\xBB\xBF[1]") == "[number<1> ]");
}

TEST_CASE("Ranges start at the base of the larger file") {
  const Parsed parsed = ParseYaml("a: b\n", 100);
  CHECK(parsed.root.members[0].value.range == TextRange{103, 104});
  CHECK(ParseJson("[1]", {}, 50).root.items[0].range == TextRange{51, 52});
}

TEST_CASE("Broken YAML names the line and the remedy, and keeps what came before") {
  CHECK(Yaml("a: b: c\n").rfind("error <a: b: c>", 0) == 0);
  CHECK(Yaml("ok: 1\na: 'x\nb: 2\n").find("quotation mark") != std::string::npos);
  CHECK(Yaml("a:\n\t- x\n").find("tab") != std::string::npos);
  CHECK(Yaml("- a\nb: 1\n").find("indentation") != std::string::npos);
  CHECK(Yaml("a: 1\n---\nb: 2\n").find("second document") != std::string::npos);
  const Parsed parsed = ParseYaml("title: Export\nowner: [a\n");
  CHECK_FALSE(parsed.ok());
  CHECK(TextOr(parsed.root, "title") == "Export");
}

TEST_CASE("Hostile YAML is bounded") {
  std::string laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 12; ++i) {
    laughs += StrCat("a", i, ": &a", i, " [");
    for (int j = 0; j < 10; ++j) laughs += StrCat(j > 0 ? "," : "", "*a", i - 1);
    laughs += "]\n";
  }
  CHECK(ParseYaml(laughs).errors.size() == 1);
  CHECK_FALSE(ParseYaml(std::string(10000, '[')).ok());
  CHECK_FALSE(ParseYaml(std::string("a: \0b\n", 6)).ok());
  CHECK_FALSE(ParseYaml(std::string("a: 1\n\x04: 2\n")).ok());
}

TEST_CASE("JSON values know their kind and place") {
  CHECK(Json(R"({"a": [1, -2.50e3, true , null, "x\"y"], "b" : {}})") ==
        R"({"a"=[number<1> number<-2.50e3> bool<true> null<null> text<"x\"y"> ] "b"={} })");
  CHECK(ParseJson("[90071992547409931234]").root.items[0].text == "90071992547409931234");
  CHECK(ParseJson("7").root.range == TextRange{0, 1});
}

TEST_CASE("JSON with comments allows what people write in a config") {
  const std::string text = "{ // one\n  \"a\": [1, 2,], /* two, */ \"u\": \"http://x//y\",\n}";
  CHECK(Json(text, true) == "{\"a\"=[number<1> number<2> ] \"u\"=text<\"http://x//y\"> }");
  CHECK(Json("[1,]").rfind("error <]>", 0) == 0);
}

TEST_CASE("Broken JSON names the spot and the remedy") {
  CHECK(Json(R"({"a": 1 "b": 2})").find("comma is probably missing") != std::string::npos);
  CHECK(Json(R"({"a": 1 "b": 2})").rfind("error <\"b\">", 0) == 0);
  CHECK(Json("[1, 2").find("stops before it is complete") != std::string::npos);
  CHECK(Json("{a: 1}").find("quotation marks") != std::string::npos);
  CHECK(Json("").find("no JSON value") != std::string::npos);
  CHECK(Json("[\"\xff\"]").find("UTF-8") != std::string::npos);
  CHECK(Json(std::string(100000, '[')).find("nested more than") != std::string::npos);
  const Parsed parsed = ParseJson(R"({"id": "x", "turns": [{"text": "a"}, {"te)");
  CHECK(TextOr(parsed.root, "id") == "x");
}

TEST_CASE("JSON that breaks off keeps what was complete under its own name, behind a byte order mark too") {
  const std::string text = "\xEF\xBB\xBF{\"a\": {\"b\": 1, \"c\": ";
  const Parsed parsed = ParseJson(text);
  CHECK_FALSE(parsed.ok());
  CHECK(parsed.root.range == TextRange{3, static_cast<Offset>(text.size())});
  const Value* inner = parsed.root.Find("a");
  REQUIRE(inner != nullptr);
  CHECK(inner->range.end == text.size());
  CHECK(inner->Find("b") != nullptr);
  CHECK(parsed.root.Find("c") == nullptr);
}

TEST_CASE("Any bytes give a tree whose ranges lie inside the text and inside each other") {
  std::mt19937 random(3);
  const std::vector<std::string> pieces{"{",   "}",    "[",  "]",  ",",  ":",    ": ",    "\"", "'",   "a",
                                        "b c", "1",    "- ", "\n", "  ", "\r\n", "#",     "|",  "&a ", "*a",
                                        "é",   "\xff", "\0", "//", "\\", "true", "---\n", "? ", "!t "};
  const std::function<void(const Value&, TextRange)> inside = [&](const Value& value, TextRange outer) {
    CHECK(value.range.begin <= value.range.end);
    CHECK(outer.Contains(value.range));
  };
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (unsigned i = random() % 25; i > 0; --i) text += pieces[random() % pieces.size()];
    for (const Parsed& parsed : {ParseYaml(text), ParseJson(text), ParseJson(text, {.comments = true})}) {
      const TextRange all{0, static_cast<Offset>(text.size())};
      for (const ParseError& error : parsed.errors) CHECK(all.Contains(error.range));
      inside(parsed.root, all);
      for (const Value& item : parsed.root.items) inside(item, all);
      for (const Member& member : parsed.root.members) inside(member.value, all);
    }
  }
}

TEST_CASE("Conversions are lenient and never guess") {
  const Value root = ParseJson(R"({"n": "3800", "f": 1.5, "i": 12.0, "t": "x", "b": "true", "l": [1]})").root;
  CHECK(root.Find("n")->AsInteger() == 3800);
  CHECK(root.Find("f")->AsNumber() == 1.5);
  CHECK_FALSE(root.Find("f")->AsInteger());
  CHECK(root.Find("i")->AsInteger() == 12);
  CHECK_FALSE(root.Find("t")->AsNumber());
  CHECK(root.Find("b")->AsBool() == true);
  CHECK_FALSE(root.Find("l")->AsText());
  CHECK(root.FindPath("none.of.this") == nullptr);
}

}  // namespace
}  // namespace whyspec::data
