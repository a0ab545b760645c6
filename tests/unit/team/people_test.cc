#include "team/people.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "base/strings.h"
#include "unit/team/any_database.h"
#include "unit/team/service_fixture.h"

namespace whyspec::team {

TEST_CASE("A token is known until it expires or is revoked, and only by its whole secret") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  const AnyDatabase where(kind);
  const auto database = where.Open();
  People people(*database);
  const NewToken made =
      Get(people.Create({.person = "alex", .email = "Alex@Us.example", .role = Role::kSales}, 1'000'000, 0));
  CHECK(made.secret.starts_with(StrCat("wsp_", made.token.id, "_")));
  CHECK(made.secret.size() == 81);
  const Caller caller = Get(people.Authenticate(made.secret, 10));
  CHECK(caller.person == "alex");
  CHECK(caller.email == "alex@us.example");
  CHECK(caller.role == Role::kSales);
  CHECK(caller.token_id == made.token.id);
  // Remembered, and not for a secret that differs.
  CHECK(people.Authenticate(made.secret, 20).ok());
  std::string wrong = made.secret;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  std::string unknown = made.secret;
  unknown[5] = unknown[5] == 'a' ? 'b' : 'a';
  for (const std::string& token : {wrong, unknown, std::string("wsp_"), std::string(), made.secret + "0",
                                   made.secret.substr(0, 80), std::string(81, '\0')}) {
    const auto refused = people.Authenticate(token, 30);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == ErrorCode::kNotFound);
    CHECK(refused.error().message == people.Authenticate("", 30).error().message);
  }
  // Nothing of the secret is kept.
  CHECK(where.Files().find(made.secret.substr(17)) == std::string::npos);
  CHECK(where.Files().find("$argon2id$v=19$m=19456,t=2,p=1$") != std::string::npos);
  CHECK_FALSE(people.Authenticate(made.secret, 1'000'000).ok());

  const NewToken other = Get(people.Create({.person = "kim", .role = Role::kDpo}, std::nullopt, 0));
  REQUIRE(people.Authenticate(other.secret, 5).ok());
  REQUIRE(people.Revoke(other.token.id, 10).ok());
  CHECK_FALSE(people.Authenticate(other.secret, 11).ok());
  // Another process forgets it within a minute.
  People elsewhere(*database);
  CHECK_FALSE(elsewhere.Authenticate(other.secret, 11).ok());
  CHECK(CodeOf(people.Revoke("nosuchtoken1", 10)) == ErrorCode::kNotFound);
  const auto list = Get(people.List());
  REQUIRE(list.size() == 2);
  CHECK(list[0].last_used_ms.has_value());
}

TEST_CASE("An unknown token costs what a wrong secret costs") {
  const AnyDatabase where(Kind::kSqlite);
  const auto database = where.Open();
  People people(*database);
  const NewToken made = Get(people.Create({.person = "alex", .role = Role::kSales}, std::nullopt, 0));
  std::string wrong = made.secret;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  std::string unknown = wrong;
  unknown[5] = unknown[5] == 'a' ? 'b' : 'a';
  const auto time = [&](const std::string& token) {
    // The best of several: the machine is shared.
    double best = 1e9;
    for (int i = 0; i < 7; ++i) {
      const auto begin = std::chrono::steady_clock::now();
      CHECK_FALSE(people.Authenticate(token, 1).ok());
      best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    return best;
  };
  time(unknown);
  const double of_wrong = time(wrong);
  const double of_unknown = time(unknown);
  CHECK(of_unknown > of_wrong * 0.5);
  CHECK(of_unknown < of_wrong * 2);
}

TEST_CASE("Grants are kept with what they open, to whom, until when") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  const AnyDatabase where(kind);
  const auto database = where.Open();
  People people(*database);
  const auto open = [&](const Grant& grant) {
    Result<Grant> made = Grant{};
    const Status written = database->Write([&](sql::Session& session) -> Status {
      made = People::Open(session, grant);
      if (!made.ok()) return made.error();
      return Done{};
    });
    return made;
  };
  const Grant one = Get(open(
      {.call = "c1", .person = "Emma ", .level = Level::kNamed, .by = "olga", .at_ms = 5, .until_ms = 100}));
  Get(open({.account = "acme", .role = Role::kEngineering, .level = Level::kTranscript}));
  CHECK(CodeOf(open({.call = "c1", .level = Level::kNamed})) == ErrorCode::kInvalid);
  CHECK(CodeOf(open({.call = "c1", .account = "acme", .person = "e", .level = Level::kNamed})) ==
        ErrorCode::kInvalid);
  CHECK(CodeOf(open({.call = "c1", .person = "e", .role = Role::kSales, .level = Level::kNamed})) ==
        ErrorCode::kInvalid);
  CHECK(CodeOf(open({.call = "c1", .person = "e", .level = Level::kContact})) == ErrorCode::kInvalid);
  CHECK(Get(people.Grants("c1", {"acme"})).size() == 2);
  CHECK(Get(people.Grants("", {""})).empty());
  const Caller emma{.person = "emma", .role = Role::kEngineering};
  CHECK(Get(people.GrantsOf(emma, 50)).size() == 2);
  CHECK(Get(people.GrantsOf(emma, 100)).size() == 1);
  CHECK(Get(people.GrantsOf({.person = "", .role = Role::kSales}, 50)).empty());
  const Status closed = database->Write([&](sql::Session& session) -> Status {
    CHECK(Get(People::Close(session, one.id)));
    CHECK_FALSE(Get(People::Close(session, one.id)));
    return Done{};
  });
  REQUIRE(closed.ok());
  CHECK(Get(people.Grants("c1", {})).empty());
}

}  // namespace whyspec::team
