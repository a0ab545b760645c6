#include "team/sql/database.h"

#include <signal.h>
#include <sys/resource.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "any_database.h"
#include "base/strings.h"
#include "team/sql/maintenance.h"
#include "team/sql/migrations.h"

namespace whyspec::team {
namespace {

using sql::Blob;
using sql::Session;
using sql::Values;

Status Ran(const Result<std::int64_t>& result) {
  if (!result.ok()) return result.error();
  return Done{};
}

void Exec(sql::Database& database, std::string_view statement, const Values& values = {}) {
  const Status status = database.Write([&](Session& session) { return Ran(session.Run(statement, values)); });
  INFO((status.ok() ? std::string() : status.error().message));
  REQUIRE(status.ok());
}

std::int64_t Number(sql::Database& database, std::string_view query, const Values& values = {}) {
  std::int64_t number = -1;
  const Status status = database.Read([&](Session& session) -> Status {
    const auto rows = session.Query(query, values);
    if (!rows.ok()) return rows.error();
    if (!rows->empty()) number = rows->front().Integer(0);
    return Done{};
  });
  INFO((status.ok() ? std::string() : status.error().message));
  REQUIRE(status.ok());
  return number;
}

TEST_CASE("Values come back from a database as they went in") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())), false);
  const auto database = fresh.Open();
  Exec(*database, fresh.kind() == Kind::kSqlite
                      ? "CREATE TABLE t(a BIGINT, b DOUBLE PRECISION, c TEXT, d BLOB)"
                      : "CREATE TABLE t(a BIGINT, b DOUBLE PRECISION, c TEXT, d BYTEA)");
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  const std::string text = "l'été — $1 'quoted' \\x41 \n日本 😀";
  Exec(*database, "INSERT INTO t VALUES($1, $2, $3, $4)",
       {std::int64_t{-9'223'372'036'854'775'807 - 1}, 0.1, text, Blob{bytes}});
  Exec(*database, "INSERT INTO t VALUES($4, $3, $2, $1)",
       {Blob{}, std::string(), std::monostate{}, std::monostate{}});
  const Status status = database->Read([&](Session& session) -> Status {
    const auto rows = session.Query("SELECT a, b, c, d FROM t ORDER BY a IS NULL");
    REQUIRE(rows.ok());
    REQUIRE(rows->size() == 2);
    CHECK((*rows)[0].Integer(0) == -9'223'372'036'854'775'807 - 1);
    CHECK((*rows)[0].Real(1) == 0.1);
    CHECK((*rows)[0].Text(2) == text);
    CHECK((*rows)[0].Bytes(3) == bytes);
    CHECK((*rows)[1].IsNull(0));
    CHECK((*rows)[1].OptionalInteger(0) == std::nullopt);
    CHECK((*rows)[1].IsNull(1));
    CHECK_FALSE((*rows)[1].IsNull(2));
    CHECK((*rows)[1].Text(2).empty());
    CHECK_FALSE((*rows)[1].IsNull(3));
    return Done{};
  });
  CHECK(status.ok());
}

TEST_CASE("Text that a database would refuse is kept with a mark where it was wrong") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())), false);
  const auto database = fresh.Open();
  Exec(*database, "CREATE TABLE t(c TEXT)");
  Exec(*database, "INSERT INTO t VALUES($1)", {std::string("a\0b\xff\xc3(é", 8)});
  CHECK(Number(*database, "SELECT count(*) FROM t WHERE c = $1",
               {std::string("a\xef\xbf\xbd"
                            "b\xef\xbf\xbd\xef\xbf\xbd(\xc3\xa9")}) == 1);
}

TEST_CASE("A write that fails leaves nothing, one that succeeds is seen by others") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())), false);
  const auto database = fresh.Open();
  const auto other = fresh.Open();
  Exec(*database, "CREATE TABLE t(a BIGINT PRIMARY KEY)");
  const Status failed = database->Write([&](Session& session) -> Status {
    REQUIRE(session.Run("INSERT INTO t VALUES(1)").ok());
    return Error{ErrorCode::kForbidden, "No."};
  });
  REQUIRE_FALSE(failed.ok());
  CHECK(failed.error().code == ErrorCode::kForbidden);
  const Status twice = database->Write([&](Session& session) -> Status {
    REQUIRE(session.Run("INSERT INTO t VALUES(2)").ok());
    return Ran(session.Run("INSERT INTO t VALUES(2)"));
  });
  REQUIRE_FALSE(twice.ok());
  CHECK(twice.error().message.find("INSERT") == std::string::npos);
  CHECK(Number(*other, "SELECT count(*) FROM t") == 0);
  Exec(*database, "INSERT INTO t VALUES(3)");
  CHECK(Number(*other, "SELECT count(*) FROM t") == 1);
}

TEST_CASE("A read sees one moment, whatever is written meanwhile") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())), false);
  const auto database = fresh.Open();
  Exec(*database, "CREATE TABLE t(a BIGINT)");
  const Status status = database->Read([&](Session& session) -> Status {
    CHECK(session.Query("SELECT count(*) FROM t")->front().Integer(0) == 0);
    Exec(*database, "INSERT INTO t VALUES(1)");
    CHECK(session.Query("SELECT count(*) FROM t")->front().Integer(0) == 0);
    return Done{};
  });
  CHECK(status.ok());
  CHECK(Number(*database, "SELECT count(*) FROM t") == 1);
}

TEST_CASE("Rows one at a time end when the visitor has enough") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())), false);
  const auto database = fresh.Open();
  Exec(*database, "CREATE TABLE t(a BIGINT)");
  Exec(*database,
       "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT "
       "i FROM n");
  std::int64_t sum = 0;
  std::int64_t seen = 0;
  const Status status = database->Read([&](Session& session) -> Status {
    Status all = session.ForEach("SELECT a FROM t WHERE a > $1 ORDER BY a", {std::int64_t{10}},
                                 [&](const sql::Row& row) {
                                   sum += row.Integer(0);
                                   return true;
                                 });
    if (!all.ok()) return all;
    return session.ForEach("SELECT a FROM t ORDER BY a", {}, [&](const sql::Row&) { return ++seen < 300; });
  });
  CHECK(status.ok());
  CHECK(sum == 1000 * 1001 / 2 - 55);
  CHECK(seen == 300);
}

TEST_CASE("Rows one at a time come outside a transaction too") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())), false);
  const auto database = fresh.Open();
  Exec(*database, "CREATE TABLE t(a BIGINT)");
  Exec(*database, "INSERT INTO t VALUES(1), (2), (3)");
  std::int64_t seen = 0;
  const Status status = database->Outside([&](Session& session) {
    return session.ForEach("SELECT a FROM t WHERE a < $1 ORDER BY a", {std::int64_t{3}},
                           [&](const sql::Row& row) { return (seen += row.Integer(0)) > 0; });
  });
  CHECK(status.ok());
  CHECK(seen == 3);
}

// As on a full disk: a file cannot grow any more.
TEST_CASE("When there is no room a write is refused with a sentence, and what was there stays") {
  const AnyDatabase fresh(Kind::kSqlite, false);
  const auto database = fresh.Open();
  Exec(*database, "CREATE TABLE t(a BIGINT, b BLOB)");
  Exec(*database, "INSERT INTO t VALUES(1, $1)", {Blob{std::string(10'000, 'x')}});
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = 200'000;
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const Status status = database->Write([](Session& session) {
    return Ran(session.Run("INSERT INTO t VALUES(2, $1)", {Blob{std::string(1'000'000, 'y')}}));
  });
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().message.find("no room left") != std::string::npos);
  CHECK(Number(*database, "SELECT count(*) FROM t") == 1);
  Exec(*database, "INSERT INTO t VALUES(3, $1)", {Blob{std::string(1'000'000, 'z')}});
  CHECK(Number(*database, "SELECT count(*) FROM t") == 2);
}

TEST_CASE("Who waits too long for a connection is told that the database is busy") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())), false);
  const auto database = fresh.Open({.connections = 1, .patience_ms = 30});
  const Status status = database->Read([&](Session&) {
    const Status inner = database->Read([](Session&) -> Status { return Done{}; });
    REQUIRE_FALSE(inner.ok());
    CHECK(inner.error().message.find("busy") != std::string::npos);
    return Status(Done{});
  });
  CHECK(status.ok());
  CHECK(database->Ping().ok());
}

TEST_CASE("Writers on several threads take turns and lose nothing") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())), false);
  const auto first = fresh.Open();
  const auto second = fresh.Open();
  Exec(*first, "CREATE TABLE t(id BIGINT PRIMARY KEY, n BIGINT)");
  Exec(*first, "INSERT INTO t VALUES(1, 0)");
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&, i] {
      sql::Database& database = i % 2 == 0 ? *first : *second;
      for (int n = 0; n < 20; ++n) {
        const Status status = database.Write(
            [](Session& session) { return Ran(session.Run("UPDATE t SET n = n + 1 WHERE id = 1")); });
        if (!status.ok()) ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(failures == 0);
  CHECK(Number(*first, "SELECT n FROM t") == 120);
}

TEST_CASE("Migrations by several processes at once make the tables once") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())), false);
  std::vector<std::thread> threads;
  std::atomic<int> fine = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto database = fresh.Open();
      if (sql::Migrate(*database).ok()) ++fine;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(fine == 4);
  const auto database = fresh.Open();
  CHECK(Number(*database, "SELECT max(version) FROM whyspec_schema") ==
        static_cast<std::int64_t>(sql::Migrations().size()));
}

TEST_CASE("A database of a newer Whyspec is refused with a sentence") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  Exec(*database, "INSERT INTO whyspec_schema VALUES(1000)");
  const Status status = sql::Migrate(*database);
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().code == ErrorCode::kInvalid);
  CHECK(status.error().message.find("newer Whyspec") != std::string::npos);
}

TEST_CASE("A SQLite file of another program is left alone") {
  const AnyDatabase fresh(Kind::kSqlite, false);
  const auto database = fresh.Open();
  Exec(*database, "CREATE TABLE somebody_elses(a BIGINT)");
  const Status status = sql::Migrate(*database);
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().message.find("another program") != std::string::npos);
}

TEST_CASE("What is no database, or not there, is told in a sentence without a password") {
  const test::TempDir folder;
  folder.Write("letter.txt", std::string(5000, 'x'));
  for (const std::string& url :
       {StrCat("sqlite:", folder / "letter.txt"), StrCat("sqlite:", folder / "missing/calls.sqlite"),
        std::string("postgresql://alex:s3cret@127.0.0.1:1/calls"),
        std::string("postgresql://alex:s3cret@/x@127.0.0.1:port/calls"),
        std::string("mysql://alex:s3cret@host/calls"), std::string("sqlite:"), std::string()}) {
    const auto opened = sql::Database::Open(url, {.patience_ms = 50});
    REQUIRE_FALSE(opened.ok());
    INFO(opened.error().message);
    CHECK(opened.error().message.ends_with("."));
    CHECK(opened.error().message.find("s3cret") == std::string::npos);
  }
}

TEST_CASE("Only its owner may read a SQLite call log") {
  const AnyDatabase fresh(Kind::kSqlite);
  const auto database = fresh.Open();
  const auto permissions = std::filesystem::status(fresh.url().substr(7)).permissions();
  CHECK((permissions & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
        std::filesystem::perms::none);
}

TEST_CASE("A database in memory reads inside its own write") {
  const auto database = sql::Database::Open("sqlite::memory:").value();
  REQUIRE(sql::Migrate(*database).ok());
  const Status status = database->Write([&](Session& session) -> Status {
    REQUIRE(session.Run("UPDATE log SET sequence = 7 WHERE id = 1").ok());
    CHECK(Number(*database, "SELECT sequence FROM log") == 7);
    return Done{};
  });
  CHECK(status.ok());
}

TEST_CASE("A write inside a write is told at once") {
  const AnyDatabase fresh(Kind::kSqlite);
  const auto database = fresh.Open();
  const Status status =
      database->Write([&](Session&) { return database->Write([](Session&) -> Status { return Done{}; }); });
  CHECK_FALSE(status.ok());
}

}  // namespace
}  // namespace whyspec::team
