#include "http/query.h"

#include <catch2/catch.hpp>

namespace whyspec::http {
namespace {

constexpr std::string_view kKnown[] = {"q", "limit", "from", "flag"};

TEST_CASE("Values are decoded as forms write them") {
  const auto query = Query::Parse("q=%C3%A7a+va&limit=5&from=", kKnown);
  REQUIRE(query);
  CHECK(query->Text("q") == "ça va");
  CHECK(*query->Integer("limit", 1, 200, 50) == 5);
  CHECK(query->Has("from"));
  CHECK_FALSE(query->Has("flag"));
  CHECK(*query->Integer("flag", 1, 200, 50) == 50);
}

TEST_CASE("What cannot be read, is unknown or comes twice is refused with a sentence") {
  for (const char* text :
       {"nope=1", "q=1&q=2", "q=%", "q=%zz", "q=%ff", "q=%00", "q=%0d%0aSet-Cookie", "%71%71=1"}) {
    INFO(text);
    const auto query = Query::Parse(text, kKnown);
    REQUIRE_FALSE(query);
    CHECK(query.error().message.ends_with("."));
  }
}

TEST_CASE("Numbers keep their bounds") {
  for (const char* text : {"limit=0", "limit=201", "limit=1e2", "limit=-1", "limit=5x",
                           "limit=", "limit=99999999999999999999"}) {
    INFO(text);
    const auto query = Query::Parse(text, kKnown);
    REQUIRE(query);
    CHECK_FALSE(query->Integer("limit", 1, 200, 50));
  }
}

TEST_CASE("Instants are days or times") {
  CHECK((*Query::Parse("from=2026-01-13", kKnown)).Instant("from").value() == 1'768'262'400'000);
  CHECK((*Query::Parse("from=2026-01-13T09:00:00Z", kKnown)).Instant("from").value() == 1'768'294'800'000);
  CHECK_FALSE((*Query::Parse("from=yesterday", kKnown)).Instant("from"));
  CHECK_FALSE((*Query::Parse("from=2026-02-30", kKnown)).Instant("from"));
}

}  // namespace
}  // namespace whyspec::http
