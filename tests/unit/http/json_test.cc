#include "http/json.h"

#include <catch2/catch.hpp>

namespace whyspec::http {
namespace {

TEST_CASE("A body that is no JSON says where") {
  const auto json = ParseJsonBody("{\"a\": 1,\n  \"b\" 2}");
  REQUIRE_FALSE(json);
  CHECK(json.error().message.find("line 2") != std::string::npos);
  CHECK_FALSE(ParseJsonBody(""));
  CHECK_FALSE(ParseJsonBody("{\"a\":\"\xff\"}"));
  CHECK_FALSE(ParseJsonBody("{} {}"));
  CHECK_FALSE(ParseJsonBody("{\"a\":NaN}"));
}

TEST_CASE("Nesting is bounded, brackets in text are not counted") {
  const std::string deep(200'000, '[');
  const auto json = ParseJsonBody(deep);
  REQUIRE_FALSE(json);
  CHECK(json.error().message.find("32 levels") != std::string::npos);
  CHECK(ParseJsonBody(std::string(32, '[') + std::string(32, ']')));
  CHECK_FALSE(ParseJsonBody(std::string(33, '[') + std::string(33, ']')));
  CHECK(ParseJsonBody("{\"a\":\"" + std::string(100, '[') + "\\\"" + std::string(100, '{') + "\"}"));
}

TEST_CASE("A key that is there twice is refused, in different objects it is fine") {
  const auto json = ParseJsonBody(R"({"a":1,"b":{"a":2},"a":3})");
  REQUIRE_FALSE(json);
  CHECK(json.error().message.find("\"a\"") != std::string::npos);
  CHECK(ParseJsonBody(R"([{"a":1},{"a":2},{"b":{"a":1},"a":{"a":2}}])"));
  CHECK_FALSE(ParseJsonBody(R"({"x":[{"a":1,"c":[{}],"a":2}]})"));
}

TEST_CASE("An object is read field by field, and everything wrong is told with its place") {
  const Json json =
      Json::parse(R"({"name":5,"count":-1,"flag":"x","list":["a",1],"odd/key~":1,"items":[{"a":"b"},{}]})");
  std::vector<Problem::Place> errors;
  ObjectReader reader(json, "", errors);
  CHECK(reader.Text("name").empty());
  CHECK_FALSE(reader.Integer("count", 0, 10));
  CHECK_FALSE(reader.Bool("flag"));
  CHECK(reader.Texts("list").empty());
  CHECK(reader.Required("missing").empty());
  const auto items = reader.Objects("items", 5);
  REQUIRE(items.size() == 2);
  CHECK(items[1].pointer == "/items/1");
  reader.Finish();
  std::vector<std::string> places;
  for (const auto& error : errors) places.push_back(error.pointer);
  CHECK(places == std::vector<std::string>{"/name", "/count", "/flag", "/list", "/missing", "/odd~1key~0"});
}

TEST_CASE("Text that is no UTF-8 still makes JSON") {
  const std::string text = Dump(Json{{"a", std::string("x\xff")}});
  CHECK(Json::accept(text));
}

TEST_CASE("Members are added to an object") {
  CHECK(WithMembers("{\"a\":1}", {{"b", 2}}) == "{\"a\":1,\"b\":2}");
  CHECK(WithMembers("{}", {{"b", 2}}) == "{\"b\":2}");
  CHECK(WithMembers("{\n}\n", Json::object()) == "{\n}");
}

}  // namespace
}  // namespace whyspec::http
