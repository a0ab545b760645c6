// The database of a team's call log: SQLite (one file) or PostgreSQL 13 and what speaks
// its protocol. One SQL text serves both: parameters are $1, $2 …; a statement keeps to
// what both understand (INSERT … ON CONFLICT … DO UPDATE, RETURNING, WITH). Column types in
// migrations: BIGINT, TEXT, DOUBLE PRECISION, and {BLOB} for bytes (migrations.h has more). Whatever must
// differ asks dialect(), and only the text index does.
//
// Values travel as parameters, never as SQL text. Texts hold no NUL and are UTF-8: drivers
// replace what is not (a transcript is data, a database that refuses it would lose it).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace whyspec::team::sql {

enum class Dialect : std::uint8_t { kSqlite, kPostgres };

struct Blob {
  std::string bytes;
};
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;  // monostate: NULL
using Values = std::vector<Value>;

class Row {
 public:
  explicit Row(Values values) : values_(std::move(values)) {}
  bool IsNull(std::size_t at) const { return std::holds_alternative<std::monostate>(values_[at]); }
  // 0, 0.0 and "" for NULL.
  std::int64_t Integer(std::size_t at) const;
  double Real(std::size_t at) const;
  const std::string& Text(std::size_t at) const;
  const std::string& Bytes(std::size_t at) const;
  std::optional<std::int64_t> OptionalInteger(std::size_t at) const;
  const Value& At(std::size_t at) const { return values_[at]; }

 private:
  Values values_;
};
using Rows = std::vector<Row>;

// One transaction. Of one thread. After an error it can only be given up.
class Session {
 public:
  virtual ~Session() = default;
  virtual Dialect dialect() const = 0;
  virtual Result<Rows> Query(std::string_view sql, const Values& values = {}) = 0;
  // Rows one at a time, until `visit` says false: for what does not fit in memory.
  virtual Status ForEach(std::string_view sql, const Values& values,
                         const std::function<bool(const Row&)>& visit) = 0;
  // Rows touched.
  virtual Result<std::int64_t> Run(std::string_view sql, const Values& values = {}) = 0;
};

// Thread safe: keeps a pool of connections. Errors say in one sentence what is wrong with the
// database (not reachable, full, busy, of a newer version); no SQL and no values in them.
class Database {
 public:
  struct Options {
    std::size_t connections = 8;        // at most, at once
    std::int64_t patience_ms = 10'000;  // for a free connection, a lock, a database at the start
    // For a database that restarts, counted from when it was lost: who asks after that is told at
    // once that it is away.
    std::int64_t restart_ms = 2'000;
    std::function<void(std::string_view)> log = [](std::string_view) {};
  };
  // "sqlite:PATH", "sqlite::memory:" (one connection), "postgresql://…" (libpq's URI).
  // Nothing is created but an empty file. The password in a URI is never in an error or log.
  static Result<std::shared_ptr<Database>> Open(std::string_view url, Options options);
  static Result<std::shared_ptr<Database>> Open(std::string_view url) { return Open(url, {}); }
  virtual ~Database() = default;

  virtual Dialect dialect() const = 0;

  using Work = std::function<Status(Session&)>;
  // Reads of one moment (a snapshot). `work` may run again after a lost connection.
  virtual Status Read(const Work& work) = 0;
  // All of it or nothing; on the disk when this returns without error. Writers take turns
  // (SQLite: BEGIN IMMEDIATE; PostgreSQL: as `work` locks rows, SERIALIZABLE is not used).
  // `work` may run again from its beginning after a deadlock, a serialization failure or a
  // connection lost BEFORE commit, so it must not act on the world outside.
  // A connection lost DURING commit is answered with ErrorCode::kUnreadable: nobody knows.
  virtual Status Write(const Work& work) = 0;

  // One statement a time, each on its own (no snapshot, no rollback): look-ups where the time
  // of a transaction's begin and end counts, and what cannot be in one (PostgreSQL's VACUUM). SQLite: reads
  // only. As Read() else.
  virtual Status Outside(const Work& work) = 0;

  // For health: a round trip.
  virtual Status Ping() = 0;
};

// Schema versions go forward only: brings the tables to the version of this program in one
// transaction (several processes may call it at once); refuses a database of a newer one
// with a sentence. Migrations: team/sql/migrations.cc, a list of texts, never edited.
Status Migrate(Database& database);

}  // namespace whyspec::team::sql
