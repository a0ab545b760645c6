#include "team/audit.h"

#include <catch2/catch.hpp>

#include "team/audit_trail.h"
#include "unit/team/service_fixture.h"

namespace whyspec::team {

TEST_CASE("The audit log is read by object, owner and actor, and cut at its old end") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  const AnyDatabase where(kind);
  const auto database = where.Open();
  REQUIRE(database
              ->Write([](sql::Session& session) -> Status {
                for (int i = 0; i < 5; ++i) {
                  const Status appended = Append(session, {.at_ms = i,
                                                           .actor = i < 3 ? "emma" : "paul",
                                                           .role = "product",
                                                           .action = "view",
                                                           .object = i % 2 == 0 ? "call:a" : "call:b",
                                                           .owner = "Olga",
                                                           .level = "named"});
                  if (!appended.ok()) return appended;
                }
                return Done{};
              })
              .ok());
  CHECK(Get(ReadAudit(*database, {})).size() == 5);
  CHECK(Get(ReadAudit(*database, {.object = "call:a"})).size() == 3);
  CHECK(Get(ReadAudit(*database, {.object = "call:a", .actor = "paul"})).size() == 1);
  CHECK(Get(ReadAudit(*database, {.owner = "olga", .limit = 2})).size() == 2);
  const auto all = Get(ReadAudit(*database, {}));
  CHECK(Get(ReadAudit(*database, {.after = all[2].number})).size() == 2);
  CHECK(Get(ReadAudit(*database, {.owner = "' OR '1'='1"})).empty());
  REQUIRE(database
              ->Write([](sql::Session& session) -> Status {
                CHECK(Get(CutAudit(session, 3)) == 3);
                return Done{};
              })
              .ok());
  CHECK(Get(ReadAudit(*database, {})).size() == 2);
}

TEST_CASE("Nothing more is shown while views cannot be written down") {
  const AnyDatabase where(Kind::kSqlite);
  const auto database = where.Open({.patience_ms = 50});
  AuditTrail trail(*database);
  REQUIRE(trail.Add({{.actor = "emma", .action = "view", .object = "call:a"}}).ok());
  REQUIRE(trail.Flush().ok());
  CHECK(Get(ReadAudit(*database, {})).size() == 1);
  REQUIRE(database
              ->Write([](sql::Session& session) -> Status {
                const auto ran = session.Run("ALTER TABLE audit RENAME TO elsewhere");
                if (!ran.ok()) return ran.error();
                return Done{};
              })
              .ok());
  REQUIRE(trail.Add({{.actor = "emma", .action = "view", .object = "call:b"}}).ok());
  CHECK_FALSE(trail.Flush().ok());
  CHECK_FALSE(trail.Add({{.actor = "emma", .action = "view", .object = "call:c"}}).ok());
  REQUIRE(database
              ->Write([](sql::Session& session) -> Status {
                const auto ran = session.Run("ALTER TABLE elsewhere RENAME TO audit");
                if (!ran.ok()) return ran.error();
                return Done{};
              })
              .ok());
  // What waited is written when it can be, and not lost at the end.
  trail.Stop();
  const auto entries = Get(ReadAudit(*database, {}));
  REQUIRE(entries.size() == 2);
  CHECK(entries[1].object == "call:b");
  CHECK_FALSE(trail.Add({{.actor = "emma"}}).ok());
}

}  // namespace whyspec::team
