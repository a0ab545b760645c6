#include "any_database.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/strings.h"

namespace whyspec::team {
namespace {

std::string BytesIn(const std::filesystem::path& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream file;
    file << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    bytes += file.str();
  }
  return bytes;
}

}  // namespace

std::vector<Kind> Kinds() {
  if (test::PostgresServer::Shared() != nullptr) return {Kind::kSqlite, Kind::kPostgres};
  if (std::getenv("WHYSPEC_NO_POSTGRES") != nullptr) {
    WARN("PostgreSQL is left out: WHYSPEC_NO_POSTGRES is set.");
  } else {
    FAIL(
        "There is no PostgreSQL to test with. Install postgresql, or set WHYSPEC_NO_POSTGRES=1 to leave it "
        "out.");
  }
  return {Kind::kSqlite};
}

AnyDatabase::AnyDatabase(Kind kind, bool migrated) : kind_(kind) {
  if (kind == Kind::kSqlite) {
    url_ = StrCat("sqlite:", folder_ / "calls.sqlite");
  } else {
    static int made = 0;
    const std::string name = StrCat("test_", ++made);
    test::PostgresServer& server = *test::PostgresServer::Shared();
    const auto any = sql::Database::Open(server.Url("postgres"));
    REQUIRE(any.ok());
    const Status status = (*any)->Outside([&](sql::Session& session) -> Status {
      const auto created = session.Run(StrCat("CREATE DATABASE ", name));
      if (!created.ok()) return created.error();
      const auto rows = session.Query("SELECT CAST(oid AS TEXT) FROM pg_database WHERE datname = $1", {name});
      if (!rows.ok()) return rows.error();
      oid_ = rows->front().Text(0);
      return Done{};
    });
    REQUIRE(status.ok());
    url_ = server.Url(name);
  }
  if (!migrated) return;
  const Status status = sql::Migrate(*Open());
  if (!status.ok()) FAIL(status.error().message);
}

std::shared_ptr<sql::Database> AnyDatabase::Open(sql::Database::Options options) const {
  auto opened = sql::Database::Open(url_, std::move(options));
  if (!opened.ok()) FAIL(opened.error().message);
  return std::move(opened).value();
}

std::string AnyDatabase::Files() const {
  if (kind_ == Kind::kSqlite) return BytesIn(folder_.path());
  // What is in the server's memory only goes to the files first.
  REQUIRE(Open()
              ->Outside([](sql::Session& session) -> Status {
                const auto ran = session.Run("CHECKPOINT");
                if (!ran.ok()) return ran.error();
                return Done{};
              })
              .ok());
  return BytesIn(test::PostgresServer::Shared()->DataFolder() + "/base/" + oid_);
}

}  // namespace whyspec::team
