// A small face of SQLite's C interface: connections and statements that close
// themselves, errors as values. For this layer and for team/sql; sqlite3.h stays in sqlite.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace whyspec::store {

// What an error means for whoever holds the file.
enum class SqlTrouble : std::uint8_t {
  kNone,
  kDamaged,  // not a database, or not one any more
  kBusy,     // another process writes and does not come to an end
  kNoSpace,  // the disk, the quota or the file-size limit is full
  kOther,    // permission, I/O, …
};

// How a column's value is kept.
enum class SqlKind : std::uint8_t { kNull, kInteger, kReal, kText, kBlob };

// One statement, prepared. Not thread safe, like its connection, which outlives it.
class Statement {
 public:
  Statement() = default;
  Statement(sqlite3* connection, std::string_view sql);
  ~Statement();
  Statement(Statement&& other) noexcept : statement_(other.statement_) { other.statement_ = nullptr; }
  Statement& operator=(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  explicit operator bool() const { return statement_ != nullptr; }

  // Parameters from 1; bytes must stay until the next Reset().
  Statement& Bind(int at, std::int64_t value);
  Statement& BindReal(int at, double value);
  Statement& BindText(int at, std::string_view text);
  Statement& BindBlob(int at, std::string_view bytes);
  Statement& BindNull(int at);
  // Where the parameter of this name ("$1") is; 0 if the statement has none. NUL-terminated.
  int ParameterAt(const char* name) const;

  // True if there is a row; false at the end and on an error (see Connection::trouble()).
  bool Step();
  // Runs to the end; false on an error. Resets.
  bool Run();
  void Reset();
  // The last Step() failed.
  bool failed() const { return failed_; }

  // Columns from 0; views are valid until the next Step() or Reset().
  int column_count() const;
  SqlKind Kind(int at) const;
  std::int64_t Integer(int at) const;
  double Real(int at) const;
  std::string_view Text(int at) const;
  std::string_view Blob(int at) const;
  bool IsNull(int at) const;

 private:
  sqlite3_stmt* statement_ = nullptr;
  bool failed_ = false;
};

class Connection {
 public:
  enum class Mode : std::uint8_t { kReadWrite, kRead };
  // "" = a database in memory, of this connection alone. Text indices can be made and
  // read. Errors: the sentence of a database that cannot be opened.
  static Result<std::unique_ptr<Connection>> Open(const std::string& file, Mode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool Execute(const char* sql);
  Statement Prepare(std::string_view sql) { return Statement(handle_, sql); }
  bool in_transaction() const;
  // Rows touched by the last INSERT, UPDATE or DELETE.
  std::int64_t changes() const;
  // How long a statement waits for another writer, in milliseconds.
  void SetPatience(int milliseconds);
  // Everything `source` holds in place of what this holds, in one transaction of this.
  bool CopyFrom(Connection& source);

  // Of the last call that failed.
  SqlTrouble trouble() const;
  std::string message() const;

 private:
  explicit Connection(sqlite3* handle) : handle_(handle) {}
  sqlite3* handle_;
};

// BEGIN IMMEDIATE … COMMIT; rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Connection& connection)
      : connection_(connection), open_(connection.Execute("BEGIN IMMEDIATE")) {}
  ~Transaction() {
    if (open_ && connection_.in_transaction()) connection_.Execute("ROLLBACK");
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  bool open() const { return open_; }
  bool Commit() {
    if (!connection_.Execute("COMMIT")) return false;
    open_ = false;
    return true;
  }

 private:
  Connection& connection_;
  bool open_;
};

}  // namespace whyspec::store
