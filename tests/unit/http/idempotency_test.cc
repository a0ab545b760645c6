#include "http/idempotency.h"

#include <catch2/catch.hpp>

#include "world.h"

namespace whyspec::http::test {
namespace {

using team::Role;

const std::string kNotes = R"({"title":"Short talk","account":"orchard","notes":"They will send a list."})";

TEST_CASE("The same key gives the same answer, and the call is there once") {
  World world;
  const Response first = world.As(Role::kSales, "POST", "/v1/calls", kNotes, {{"Idempotency-Key", "k-1"}});
  INFO(first.body);
  REQUIRE(first.status == 201);
  const Response again = world.As(Role::kSales, "POST", "/v1/calls", kNotes, {{"Idempotency-Key", "k-1"}});
  CHECK(again.status == 201);
  CHECK(again.body == first.body);
  CHECK(again.headers.Get("ETag") == first.headers.Get("ETag"));
  CHECK(again.headers.Get("Location") == first.headers.Get("Location"));
  CHECK(again.headers.Get("Idempotency-Replayed") == "true");
  CHECK(Parsed(world.Get(Role::kSales, "/v1/calls"))["items"].size() == 1);
}

TEST_CASE("A key belongs to one request of one caller") {
  World world;
  REQUIRE(world.As(Role::kSales, "POST", "/v1/calls", kNotes, {{"Idempotency-Key", "k-1"}}).status == 201);
  CHECK(world.As(Role::kSales, "POST", "/v1/calls", R"({"notes":"other"})", {{"Idempotency-Key", "k-1"}})
            .status == 422);
  const Response other = world.As(Role::kFounder, "POST", "/v1/calls", kNotes, {{"Idempotency-Key", "k-1"}});
  CHECK_FALSE(other.headers.Has("Idempotency-Replayed"));
  CHECK(world.As(Role::kSales, "POST", "/v1/calls", kNotes, {{"Idempotency-Key", std::string(201, 'k')}})
            .status == 400);
}

TEST_CASE("An answer that was lost before it was kept still finds its call") {
  // What a crash between the two leaves: the call, and no answer.
  World world;
  REQUIRE(world.As(Role::kSales, "POST", "/v1/calls", kNotes, {{"Idempotency-Key", "k-1"}}).status == 201);
  REQUIRE(world.service().database().Write([](team::sql::Session& session) -> Status {
    const auto run = session.Run("DELETE FROM answers");
    return run ? Status(Done{}) : Status(run.error());
  }));
  const Response again = world.As(Role::kSales, "POST", "/v1/calls", kNotes, {{"Idempotency-Key", "k-1"}});
  INFO(again.body);
  CHECK(again.status < 300);
  CHECK(Parsed(world.Get(Role::kSales, "/v1/calls"))["items"].size() == 1);
}

TEST_CASE("A secret is never kept with a key") {
  World world;
  const std::string body = R"({"person":"sam","role":"sales"})";
  const Response first = world.As(Role::kDpo, "POST", "/v1/tokens", body, {{"Idempotency-Key", "k-1"}});
  const Response second = world.As(Role::kDpo, "POST", "/v1/tokens", body, {{"Idempotency-Key", "k-1"}});
  CHECK(first.status == 201);
  CHECK(Parsed(first)["secret"] != Parsed(second)["secret"]);
}

}  // namespace
}  // namespace whyspec::http::test
