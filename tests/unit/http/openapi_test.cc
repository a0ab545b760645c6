// schemas/openapi.json and the routes are the same API.
#include <catch2/catch.hpp>
#include <set>

#include "base/ascii.h"
#include "world.h"

namespace whyspec::http::test {
namespace {

// "GET /v1/calls/{}".
std::string Plain(std::string_view method, std::string_view path) {
  std::string out = Lower(method) + " ";
  bool in_name = false;
  for (const char c : path) {
    if (c == '}') in_name = false;
    if (!in_name) out += c;
    if (c == '{') in_name = true;
  }
  return out;
}

TEST_CASE("Every route is described, and everything described is routed") {
  const Json document = OpenApiDocument();
  std::set<std::string> described;
  for (const auto& [path, methods] : document["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) described.insert(Plain(method, path));
  }
  std::set<std::string> routed;
  for (const Route& route : AllRoutes()) {
    if (!route.is_page) routed.insert(Plain(route.method, route.pattern));
  }
  CHECK(described == routed);
}

TEST_CASE("Query parameters and the need of a token are those of the routes") {
  const Json document = OpenApiDocument();
  for (const Route& route : AllRoutes()) {
    if (route.is_page) continue;
    const Json* operation = nullptr;
    for (const auto& [path, methods] : document["paths"].items()) {
      for (const auto& [method, candidate] : methods.items()) {
        if (Plain(method, path) == Plain(route.method, route.pattern)) operation = &candidate;
      }
    }
    INFO(route.method << " " << route.pattern);
    REQUIRE(operation != nullptr);
    std::set<std::string> described;
    for (const Json& parameter : operation->value("parameters", Json::array())) {
      if (parameter["in"] == "query") described.insert(parameter["name"].get<std::string>());
    }
    CHECK(described == std::set<std::string>(route.query.begin(), route.query.end()));
    const bool open = operation->contains("security") && (*operation)["security"].empty();
    // The numbers look for the token themselves: on loopback they may do without.
    if (route.pattern != "/v1/metrics") CHECK(open == (route.needs == Needs::kNothing));
    CHECK(operation->contains("requestBody") == (route.takes != Takes::kNothing));
    CHECK((*operation)["responses"].contains("default"));
  }
}

TEST_CASE("Operations have names of their own, and references lead somewhere") {
  const Json document = OpenApiDocument();
  std::set<std::string> names;
  for (const auto& [path, methods] : document["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      CHECK(names.insert(operation["operationId"].get<std::string>()).second);
      CHECK_FALSE(operation["summary"].get<std::string>().empty());
    }
  }
  const std::string text(openapi_files().front().bytes);
  const std::string mark = "\"$ref\": \"#/components/";
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    const std::size_t begin = text.find('#', at) + 1;
    const std::string pointer = text.substr(begin, text.find('"', begin) - begin);
    INFO(pointer);
    CHECK(document.contains(Json::json_pointer(pointer)));
  }
}

TEST_CASE("A broken answer would be told") {
  CHECK(Breaks("CallPut", Json{{"id", "a"}, {"version", 1}, {"created", true}, {"changed", true}}) == "");
#if __has_include(<valijson/validator.hpp>)
  CHECK(Breaks("CallPut", Json{{"id", "a"}, {"version", -1}, {"created", true}, {"changed", true}}) != "");
  CHECK(Breaks("CallPut",
               Json{{"id", "a"}, {"version", 1}, {"created", true}, {"changed", true}, {"more", 1}}) != "");
  CHECK(Breaks("CallPut", Json{{"id", "a"}}) != "");
#endif
}

}  // namespace
}  // namespace whyspec::http::test
