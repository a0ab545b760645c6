// Both real databases, for tests that must hold on either: SQLite in a temporary file, and
// PostgreSQL on a server of the test's own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "support/postgres_server.h"
#include "support/temp_dir.h"
#include "team/sql/database.h"

namespace whyspec::team {

enum class Kind { kSqlite, kPostgres };

// For GENERATE_COPY(from_range(Kinds())): PostgreSQL where it may be asked for.
std::vector<Kind> Kinds();

// An empty database, migrated.
class AnyDatabase {
 public:
  explicit AnyDatabase(Kind kind, bool migrated = true);

  Kind kind() const { return kind_; }
  const std::string& url() const { return url_; }
  // Another connection pool, as another process has.
  std::shared_ptr<sql::Database> Open(sql::Database::Options options = {}) const;
  // Bytes of the files it keeps tables in (without PostgreSQL's write-ahead log).
  std::string Files() const;

 private:
  Kind kind_;
  test::TempDir folder_;
  std::string url_;
  std::string oid_;  // of the PostgreSQL database: its folder
};

}  // namespace whyspec::team
