// What cannot be done now, and what did not come whole: which status, and when to come back.
#include <catch2/catch.hpp>

#include "team/webhooks/events.h"
#include "world.h"

namespace whyspec::http::test {
namespace {

using team::Role;

Response PostWith(World& world, const Error& error) {
  Request request{.method = "POST", .target = "/v1/calls"};
  request.headers.Add("Host", "127.0.0.1");
  request.headers.Add("Authorization", "Bearer " + world.TokenOf(Role::kSales));
  request.headers.Add("Content-Type", "application/json");
  request.read_body = [&error](std::size_t) -> Result<std::string> { return error; };
  return world.app().Handle(std::move(request));
}

TEST_CASE("A body that comes too slowly is told so, one that breaks off is a bad request") {
  World world;
  const Response slow = PostWith(world, {.code = ErrorCode::kCancelled, .message = "It came too slowly."});
  CHECK(slow.status == 408);
  CHECK(slow.close);
  CHECK(Parsed(slow)["detail"] == "It came too slowly.");
  CHECK(Breaks("Problem", Parsed(slow)) == "");
  CHECK(PostWith(world, {.code = ErrorCode::kInvalid, .message = "It broke off."}).status == 400);
  CHECK(PostWith(world, {.code = ErrorCode::kTooLarge, .message = "It is too large."}).status == 413);
}

TEST_CASE("A webhook that cannot be kept is to be sent again, and when") {
  constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  AppOptions options;
  options.webhooks[team::webhooks::Vendor::kStandard].secrets = {kSecret};
  World world(std::move(options));
  REQUIRE(world.service().database().Write([](team::sql::Session& session) -> Status {
    const auto run = session.Run("DROP TABLE deliveries");
    return run ? Status(Done{}) : Status(run.error());
  }));
  const std::string body = R"({"transcript":{"turns":[{"text":"We type it twice."}]}})";
  const std::int64_t now_s = world.clock().NowMs() / 1000;
  const Response answer = world.Send(
      {.method = "POST",
       .target = "/v1/webhooks/standard",
       .body = body,
       .headers = {{"Content-Type", "application/json"},
                   {"webhook-id", "msg-1"},
                   {"webhook-timestamp", std::to_string(now_s)},
                   {"webhook-signature", team::webhooks::SignStandard(kSecret, "msg-1", now_s, body)}}});
  INFO(answer.body);
  CHECK(answer.status == 503);
  CHECK(answer.headers.Has("Retry-After"));
  CHECK(Breaks("Problem", Parsed(answer)) == "");
}

}  // namespace
}  // namespace whyspec::http::test
