#include "team/deliveries.h"

#include <catch2/catch.hpp>

#include "unit/team/service_fixture.h"

namespace whyspec::team {
namespace {

bool Enqueue(sql::Database& database, Deliveries& queue, std::string key, std::int64_t at_ms = 0) {
  bool is_new = false;
  const Status written = database.Write([&](sql::Session& session) -> Status {
    is_new =
        Get(queue.Enqueue(session, {.kind = "gong", .key = std::move(key), .body = "{}", .at_ms = at_ms}));
    return Done{};
  });
  REQUIRE(written.ok());
  return is_new;
}

}  // namespace

TEST_CASE("A delivery is taken once, leased to one worker, and comes back if it dies") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  const AnyDatabase where(kind);
  const auto database = where.Open();
  Deliveries queue(*database);
  CHECK_FALSE(Get(queue.Claim(Direction::kIn, 0)).has_value());
  CHECK(Enqueue(*database, queue, "1"));
  CHECK_FALSE(Enqueue(*database, queue, "1"));
  const auto first = Get(queue.Claim(Direction::kIn, 10, 1'000));
  REQUIRE(first.has_value());
  CHECK(first->body == "{}");
  CHECK(first->attempts == 0);
  CHECK_FALSE(Get(queue.Claim(Direction::kIn, 20)).has_value());
  CHECK_FALSE(Get(queue.Claim(Direction::kOut, 20)).has_value());
  CHECK(Get(queue.Claim(Direction::kIn, 1'010)).has_value());
  REQUIRE(queue.Finish(first->number, 2'000).ok());
  CHECK_FALSE(Get(queue.Claim(Direction::kIn, 999'999)).has_value());
  // Known again after it was done, until it is forgotten.
  CHECK_FALSE(Enqueue(*database, queue, "1"));
  CHECK(Get(queue.Forget(2'001)) == 1);
  CHECK(Enqueue(*database, queue, "1"));
}

TEST_CASE("What fails comes back later and later, then is put aside") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  const AnyDatabase where(kind);
  const auto database = where.Open();
  Deliveries queue(*database);
  Enqueue(*database, queue, "1");
  std::int64_t now = 0;
  for (const std::int64_t wait : {5, 30, 120, 600, 3'600, 21'600, 86'400}) {
    const auto claimed = Get(queue.Claim(Direction::kIn, now, 1));
    REQUIRE(claimed.has_value());
    REQUIRE(queue.Fail(claimed->number, "no answer", now).ok());
    CHECK_FALSE(Get(queue.Claim(Direction::kIn, now + wait * 1'000 - 1)).has_value());
    now += wait * 1'000;
  }
  const auto last = Get(queue.Claim(Direction::kIn, now, 1));
  REQUIRE(last.has_value());
  CHECK(last->attempts == 7);
  CHECK(last->last_error == "no answer");
  REQUIRE(queue.Fail(last->number, "no answer", now).ok());
  CHECK_FALSE(Get(queue.Claim(Direction::kIn, now + 1'000'000'000)).has_value());
  CHECK(Get(queue.Count(Direction::kIn)).put_aside == 1);
  CHECK(Get(queue.Count(Direction::kIn)).waiting == 0);
}

TEST_CASE("Events go over https, or to this machine") {
  const AnyDatabase where(Kind::kSqlite);
  const auto database = where.Open();
  Subscriptions hooks(*database);
  for (const std::string_view url :
       {"https://a.example/x", "http://localhost:8080/", "http://127.0.0.1/", "http://[::1]:9/"}) {
    INFO(url);
    CHECK(hooks.Add({.url = std::string(url)}).ok());
  }
  for (const std::string_view url :
       {"http://a.example/", "ftp://a.example/", "https://", "https://u:p@a.example/",
        "http://localhost@a.example/", "https://a.example/\r\nX: y", "http://127.0.0.1.a.example/",
        "http://localhost.a.example", ""}) {
    INFO(url);
    CHECK_FALSE(hooks.Add({.url = std::string(url)}).ok());
  }
  CHECK_FALSE(hooks.Add({.url = "https://a.example/", .events = {"everything"}}).ok());
  const auto all = Get(hooks.List());
  REQUIRE(all.size() == 4);
  CHECK(all[0].secret.starts_with("whsec_"));
  CHECK(Get(hooks.Remove(all[0].id)));
  CHECK_FALSE(Get(hooks.Remove(all[0].id)));
}

TEST_CASE("An answer is remembered for a retry of the same request") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  const AnyDatabase where(kind);
  const auto database = where.Open();
  const auto in = [&](const sql::Database::Work& work) { REQUIRE(database->Write(work).ok()); };
  in([](sql::Session& session) {
    return RememberAnswer(session, "t", "k",
                          {.request_hash = ~0ULL, .status = 201, .headers = "ETag: 1", .body = "{}"}, 5);
  });
  in([](sql::Session& session) -> Status {
    const auto answer = Get(FindAnswer(session, "t", "k"));
    REQUIRE(answer.has_value());
    CHECK(answer->request_hash == ~0ULL);
    CHECK(answer->status == 201);
    CHECK(answer->headers == "ETag: 1");
    CHECK_FALSE(Get(FindAnswer(session, "other", "k")).has_value());
    return Done{};
  });
  const Status twice = database->Write(
      [](sql::Session& session) { return RememberAnswer(session, "t", "k", {.status = 200}, 6); });
  REQUIRE_FALSE(twice.ok());
  CHECK(twice.error().code == ErrorCode::kConflict);
  in([](sql::Session& session) { return ForgetAnswers(session, 6); });
  in([](sql::Session& session) -> Status {
    CHECK_FALSE(Get(FindAnswer(session, "t", "k")).has_value());
    return Done{};
  });
}

}  // namespace whyspec::team
