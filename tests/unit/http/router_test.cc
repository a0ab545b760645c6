#include "http/router.h"

#include <catch2/catch.hpp>
#include <set>

namespace whyspec::http {
namespace {

TEST_CASE("A path finds its route, literal segments before names") {
  const Router router(AllRoutes());
  const RouteMatch call = router.Find("GET", "/v1/calls/acme-2026");
  REQUIRE(call.route != nullptr);
  CHECK(call.route->pattern == "/v1/calls/{id}");
  CHECK(call.values == std::vector<std::string>{"acme-2026"});
  CHECK(router.Find("POST", "/v1/calls/uploads").route->pattern == "/v1/calls/uploads");
  CHECK(router.Find("GET", "/v1/changes/stream").route->pattern == "/v1/changes/stream");
  CHECK(router.Find("HEAD", "/v1/health").route->pattern == "/v1/health");
  CHECK(router.Find("GET", "/v1/calls/a/grants").values == std::vector<std::string>{"a"});
  CHECK(router.Find("DELETE", "/v1/calls/a/grants/7").values == std::vector<std::string>{"a", "7"});
}

TEST_CASE("A wrong method is told which are right; an unknown path nothing") {
  const Router router(AllRoutes());
  CHECK(router.Find("PUT", "/v1/calls").route == nullptr);
  CHECK(router.Find("PUT", "/v1/calls").allow == "GET, HEAD, POST");
  CHECK(router.Find("GET", "/v1/nothing").allow.empty());
  CHECK(router.Find("GET", "/v1/calls/a/b/c").allow.empty());
  CHECK(router.Find("GET", "v1/calls").route == nullptr);
  CHECK(router.Find("GET", "/v1/calls/").route == nullptr);
}

TEST_CASE("A name is decoded, and what cannot be is no route") {
  const Router router(AllRoutes());
  CHECK(router.Find("GET", "/v1/calls/a%2Fb").values == std::vector<std::string>{"a/b"});
  CHECK(router.Find("GET", "/v1/calls/..%2f..%2fetc").values == std::vector<std::string>{"../../etc"});
  CHECK(router.Find("GET", "/v1/calls/a%00b").route == nullptr);
  CHECK(router.Find("GET", "/v1/calls/a%0d%0ab").route == nullptr);
  CHECK(router.Find("GET", "/v1/calls/%ff").route == nullptr);
  CHECK(router.Find("GET", "/v1/calls/%4").route == nullptr);
  CHECK(router.Find("GET", "/v1/%63alls").route == nullptr);
}

TEST_CASE("No route is there twice") {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Route& route : AllRoutes()) CHECK(seen.emplace(route.method, route.pattern).second);
}

}  // namespace
}  // namespace whyspec::http
