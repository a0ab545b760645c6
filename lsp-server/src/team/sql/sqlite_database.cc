#include "team/sql/sqlite_database.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>
#include <utility>

#include "base/strings.h"
#include "store/sqlite.h"
#include "team/sql/migrations.h"
#include "team/sql/sqlite_session.h"

namespace whyspec::team::sql {
namespace {

using store::Connection;
using store::SqlTrouble;
using store::Statement;

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::string file, Options options)
      : file_(std::move(file)),
        name_(file_.empty() ? "in memory" : Printable(file_)),
        options_(std::move(options)) {}

  Status Start() {
    if (!file_.empty()) {
      // Only its owner may look in: it holds customers' words. What SQLite makes beside it
      // gets the same permissions.
      const int made = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
      if (made < 0) {
        return Error{ErrorCode::kUnreadable,
                     StrCat("The database ", name_, " cannot be opened: ", std::strerror(errno),
                            ". Check the folder and its permissions.")};
      }
      ::close(made);
    }
    auto opened = OpenSeat();
    if (!opened.ok()) return opened.error();
    Connection& connection = *(*opened)->connection;
    if (!file_.empty() && !connection.Execute("PRAGMA journal_mode = WAL")) return Damaged(connection);
    Statement tables = connection.Prepare("SELECT count(*) FROM sqlite_schema");
    if (!tables || !tables.Step()) return Damaged(connection);
    tables = {};
    writer_ = std::move(opened).value();
    return Done{};
  }

  Dialect dialect() const override { return Dialect::kSqlite; }

  Status Read(const Work& work) override {
    if (file_.empty()) return InMemory("BEGIN", work);
    Lease lease(*this);
    if (lease.error) return *lease.error;
    return Transact(*lease.seat, "BEGIN", work);
  }

  Status Write(const Work& work) override {
    if (file_.empty()) return InMemory("BEGIN IMMEDIATE", work);
    std::unique_lock turn(writing_, std::defer_lock);
    if (writer_thread_ == std::this_thread::get_id()) {
      return Error{ErrorCode::kInvalid,
                   "A write was begun inside a write. This is a mistake in Whyspec: report it."};
    }
    if (!turn.try_lock_for(std::chrono::milliseconds(options_.patience_ms))) return Busy();
    writer_thread_ = std::this_thread::get_id();
    const Status status = Transact(*writer_, "BEGIN IMMEDIATE", work);
    writer_thread_ = std::thread::id();
    return status;
  }

  Status Outside(const Work& work) override {
    if (file_.empty()) {
      std::unique_lock turn(in_memory_, std::defer_lock);
      if (!turn.try_lock_for(std::chrono::milliseconds(options_.patience_ms))) return Busy();
      SqliteSession session(name_, *writer_);
      return work(session);
    }
    Lease lease(*this);
    if (lease.error) return *lease.error;
    SqliteSession session(name_, *lease.seat);
    return work(session);
  }

  Status Ping() override {
    return Outside([](Session& session) -> Status {
      const auto rows = session.Query("SELECT 1");
      if (!rows.ok()) return rows.error();
      return Done{};
    });
  }

  // A new file with everything. VACUUM INTO reads as of one moment and does not keep others from writing.
  Status Backup(const std::string& file) {
    const std::string part = StrCat(file, ".part");
    const auto failed = [&](std::string_view why) {
      ::unlink(part.c_str());
      return Error{ErrorCode::kUnreadable,
                   StrCat("The backup ", Printable(file), " cannot be written: ", why, ".")};
    };
    if (::access(file.c_str(), F_OK) == 0) return Exists(file);
    ::unlink(part.c_str());
    auto seat = file_.empty() ? Result<std::unique_ptr<Seat>>(nullptr) : OpenSeat();
    if (!seat.ok()) return seat.error();
    std::unique_lock turn(in_memory_, std::defer_lock);
    if (file_.empty()) turn.lock();
    Connection& connection = file_.empty() ? *writer_->connection : *(*seat)->connection;
    // Only its owner may look in.
    const int made = ::open(part.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0) return failed(std::strerror(errno));
    Statement copy = connection.Prepare("VACUUM INTO ?1");
    const bool copied = copy && copy.BindText(1, part).Run();
    const bool synced = copied && ::fsync(made) == 0;
    ::close(made);
    if (!copied) return failed(connection.message());
    if (!synced) return failed(std::strerror(errno));
    // Whole or not at all, and never over another file.
    if (::link(part.c_str(), file.c_str()) != 0) {
      if (errno != EEXIST) return failed(std::strerror(errno));
      ::unlink(part.c_str());
      return Exists(file);
    }
    ::unlink(part.c_str());
    return Done{};
  }

  Status Restore(const std::string& file) {
    if (::access(file.c_str(), R_OK) != 0) {
      return Error{ErrorCode::kNotFound,
                   StrCat("The backup ", Printable(file), " cannot be read: ", std::strerror(errno), ".")};
    }
    auto source = Connection::Open(file, Connection::Mode::kRead);
    if (!source.ok()) return source.error();
    Statement check = (*source)->Prepare("PRAGMA integrity_check(1)");
    if (!check || !check.Step() || check.Text(0) != "ok") {
      return Error{ErrorCode::kInvalid, StrCat("The backup ", Printable(file),
                                               " is damaged, or no backup of Whyspec. Take another.")};
    }
    check = (*source)->Prepare("SELECT max(version) FROM whyspec_schema");
    const bool is_ours = check && check.Step();
    const std::int64_t version = is_ours ? check.Integer(0) : 0;
    check = {};
    if (!is_ours || version > static_cast<std::int64_t>(Migrations().size())) {
      return Error{ErrorCode::kInvalid,
                   StrCat("The backup ", Printable(file),
                          is_ours ? " was made by a newer Whyspec. Install that version, or a newer one."
                                  : " is no backup of a call log. Take another.")};
    }
    std::unique_lock turn(writing_, std::defer_lock);
    std::unique_lock alone(in_memory_, std::defer_lock);
    if (file_.empty()) {
      alone.lock();
    } else if (!turn.try_lock_for(std::chrono::milliseconds(options_.patience_ms))) {
      return Busy();
    }
    writer_->statements.clear();
    if (!writer_->connection->CopyFrom(**source)) return Explain(name_, *writer_->connection);
    return Done{};
  }

  Status EmptyWriteAheadLog() {
    if (file_.empty()) return Done{};
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(options_.patience_ms);
    while (true) {
      std::unique_lock turn(writing_, std::defer_lock);
      if (!turn.try_lock_for(std::chrono::milliseconds(options_.patience_ms))) return Busy();
      Statement checkpoint = writer_->connection->Prepare("PRAGMA wal_checkpoint(TRUNCATE)");
      if (!checkpoint || !checkpoint.Step()) return Explain(name_, *writer_->connection);
      const bool busy = checkpoint.Integer(0) != 0;
      checkpoint = {};
      if (!busy) return Done{};
      turn.unlock();
      if (std::chrono::steady_clock::now() >= until) return Busy();
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

 private:
  static Error Exists(const std::string& file) {
    return {ErrorCode::kConflict,
            StrCat("There is a file ", Printable(file), " already. Name another for the backup.")};
  }

  // A reading connection out of the pool, for one transaction.
  struct Lease {
    explicit Lease(SqliteDatabase& database) : database_(database) {
      std::unique_lock lock(database.pool_mutex_);
      const bool got = database.pool_free_.wait_for(
          lock, std::chrono::milliseconds(database.options_.patience_ms), [&database] {
            return !database.pool_.empty() ||
                   database.readers_ < std::max<std::size_t>(database.options_.connections, 1);
          });
      if (!got) {
        error = database.Busy();
        return;
      }
      if (!database.pool_.empty()) {
        seat = std::move(database.pool_.back());
        database.pool_.pop_back();
        return;
      }
      ++database.readers_;
      lock.unlock();
      auto opened = database.OpenSeat();
      if (opened.ok() && (*opened)->connection->Execute("PRAGMA query_only = ON")) {
        seat = std::move(opened).value();
        return;
      }
      error = opened.ok() ? Explain(database.name_, *(*opened)->connection) : opened.error();
    }
    ~Lease() {
      const std::lock_guard lock(database_.pool_mutex_);
      if (seat != nullptr && !seat->connection->in_transaction()) {
        database_.pool_.push_back(std::move(seat));
      } else {
        --database_.readers_;
      }
      database_.pool_free_.notify_one();
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    SqliteDatabase& database_;
    std::unique_ptr<Seat> seat;
    std::optional<Error> error;
  };

  Error Busy() const {
    return {
        ErrorCode::kUnreadable,
        StrCat("The database ", name_, " is busy: other requests have waited for it too long. Try again.")};
  }

  Error Damaged(const Connection& connection) const {
    if (connection.trouble() != SqlTrouble::kDamaged) return Explain(name_, connection);
    return {ErrorCode::kInvalid,
            StrCat("The file ", name_, " is damaged, or no database of Whyspec (", connection.message(),
                   "). Put a backup in its place, or name another file.")};
  }

  Result<std::unique_ptr<Seat>> OpenSeat() {
    auto opened = Connection::Open(file_, Connection::Mode::kReadWrite);
    if (!opened.ok()) return opened.error();
    auto seat = std::make_unique<Seat>();
    seat->connection = std::move(opened).value();
    Connection& connection = *seat->connection;
    connection.SetPatience(static_cast<int>(options_.patience_ms));
    // What is erased is overwritten; what was answered for is on the disk.
    if (!connection.Execute("PRAGMA secure_delete = ON") || !connection.Execute("PRAGMA foreign_keys = ON") ||
        !connection.Execute("PRAGMA synchronous = FULL") ||
        !connection.Execute("PRAGMA cache_size = -16000") ||
        !connection.Execute("PRAGMA journal_size_limit = 16777216")) {
      return Explain(name_, connection);
    }
    return seat;
  }

  Status Transact(Seat& seat, const char* begin, const Work& work) {
    Connection& connection = *seat.connection;
    if (!connection.Execute(begin)) return Explain(name_, connection);
    struct Undo {
      Connection& connection;
      ~Undo() {
        if (connection.in_transaction()) connection.Execute("ROLLBACK");
      }
    } undo{connection};
    SqliteSession session(name_, seat);
    Status status = work(session);
    if (!status.ok()) return status;
    if (!connection.Execute("COMMIT")) return Explain(name_, connection);
    return status;
  }

  // The one connection there is; what is asked inside a transaction is part of it.
  Status InMemory(const char* begin, const Work& work) {
    std::unique_lock turn(in_memory_, std::defer_lock);
    if (!turn.try_lock_for(std::chrono::milliseconds(options_.patience_ms))) return Busy();
    if (!writer_->connection->in_transaction()) return Transact(*writer_, begin, work);
    SqliteSession session(name_, *writer_);
    return work(session);
  }

  const std::string file_;
  const std::string name_;
  const Options options_;

  std::unique_ptr<Seat> writer_;
  std::timed_mutex writing_;
  std::atomic<std::thread::id> writer_thread_;
  std::recursive_timed_mutex in_memory_;

  std::mutex pool_mutex_;
  std::condition_variable pool_free_;
  std::vector<std::unique_ptr<Seat>> pool_;
  std::size_t readers_ = 0;  // in the pool or at work
};

}  // namespace

Result<std::shared_ptr<Database>> OpenSqlite(const std::string& file, Database::Options options) {
  auto database = std::make_shared<SqliteDatabase>(file, std::move(options));
  if (const Status status = database->Start(); !status.ok()) return status.error();
  return std::shared_ptr<Database>(std::move(database));
}

Status BackupSqlite(Database& database, const std::string& file) {
  return dynamic_cast<SqliteDatabase&>(database).Backup(file);
}

Status RestoreSqlite(Database& database, const std::string& file) {
  return dynamic_cast<SqliteDatabase&>(database).Restore(file);
}

Status EmptyWriteAheadLog(Database& database) {
  return dynamic_cast<SqliteDatabase&>(database).EmptyWriteAheadLog();
}

}  // namespace whyspec::team::sql
