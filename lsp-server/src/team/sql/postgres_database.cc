#include "team/sql/postgres_database.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "team/sql/postgres_session.h"
#include "team/sql/postgres_trouble.h"

namespace whyspec::team::sql {
namespace {

#if PQXX_VERSION_MAJOR >= 7
constexpr auto kReadOnly = pqxx::write_policy::read_only;
constexpr auto kReadWrite = pqxx::write_policy::read_write;
#else
constexpr auto kReadOnly = pqxx::read_only;
constexpr auto kReadWrite = pqxx::read_write;
#endif

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kShortestPause{20};
constexpr milliseconds kLongestPause{500};

// libpq waits for minutes where a host says nothing any more.
std::string WithTimeouts(std::string uri) {
  for (const std::string_view setting : {"connect_timeout=3", "tcp_user_timeout=10000"}) {
    if (uri.find(setting.substr(0, setting.find('=') + 1)) != std::string::npos) continue;
    uri += StrCat(uri.find('?') == std::string::npos ? "?" : "&", setting);
  }
  return uri;
}

struct Seat {
  std::unique_ptr<pqxx::connection> connection;
  std::unique_ptr<pqxx::quiet_errorhandler> quiet;  // notices do not go to our stderr
  PostgresSession::Prepared prepared;
};

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(std::string uri, Options options)
      : uri_(WithTimeouts(std::move(uri))), name_(PlaceIn(uri_)), options_(std::move(options)) {}

  Dialect dialect() const override { return Dialect::kPostgres; }

  Status Start() {
    const auto until = steady_clock::now() + milliseconds(options_.patience_ms);
    Lease lease(*this, until, until);
    if (lease.error) return *lease.error;
    const int version = lease.seat->connection->server_version();
    if (version < 130'000) {
      return Error{ErrorCode::kInvalid, StrCat("The database ", name_, " is PostgreSQL ", version / 10'000,
                                               "; Whyspec needs 13 or newer.")};
    }
    return Done{};
  }

  Status Read(const Work& work) override {
    return Repeat<pqxx::transaction<pqxx::repeatable_read, kReadOnly>>(work);
  }
  Status Write(const Work& work) override {
    return Repeat<pqxx::transaction<pqxx::read_committed, kReadWrite>>(work);
  }

  Status Outside(const Work& work) override { return Repeat<pqxx::nontransaction>(work); }

  Status Ping() override {
    return Outside([](Session& session) -> Status {
      const auto rows = session.Query("SELECT 1");
      if (!rows.ok()) return rows.error();
      return Done{};
    });
  }

 private:
  // A connection out of the pool, for one transaction.
  struct Lease {
    // `until`: for a free place; `back_by`: for a database that is away.
    Lease(PostgresDatabase& database, steady_clock::time_point until,
          std::optional<steady_clock::time_point> back_by = std::nullopt)
        : database_(database) {
      std::unique_lock lock(database.pool_mutex_);
      const std::size_t most = std::max<std::size_t>(database.options_.connections, 1);
      const bool got = database.pool_free_.wait_until(
          lock, until, [&] { return !database.pool_.empty() || database.open_ < most; });
      if (!got) {
        error = Error{ErrorCode::kUnreadable, StrCat("The database ", database.name_,
                                                     " is busy: other requests have waited for it too long. "
                                                     "Try again.")};
        return;
      }
      has_place_ = true;
      if (!database.pool_.empty()) {
        seat = std::move(database.pool_.back());
        database.pool_.pop_back();
        return;
      }
      ++database.open_;
      lock.unlock();
      Connect(until, back_by);
    }
    ~Lease() {
      if (!has_place_) return;
      const std::lock_guard lock(database_.pool_mutex_);
      if (seat != nullptr && !is_lost && seat->connection->is_open()) {
        database_.pool_.push_back(std::move(seat));
      } else {
        --database_.open_;
        // The others are of the same server: if it was restarted, they are lost too.
        if (is_lost) {
          database_.open_ -= database_.pool_.size();
          database_.pool_.clear();
        }
      }
      database_.pool_free_.notify_all();
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    // A server that restarts is waited for; one that says no is not, nor one that is away for long.
    void Connect(steady_clock::time_point until, std::optional<steady_clock::time_point> back_by) {
      milliseconds pause = kShortestPause;
      while (true) {
        try {
          seat = std::make_unique<Seat>();
          seat->connection = std::make_unique<pqxx::connection>(database_.uri_);
          seat->quiet = std::make_unique<pqxx::quiet_errorhandler>(*seat->connection);
          database_.SetUp(*seat->connection);
          database_.IsThere();
          return;
        } catch (const std::exception& failure) {
          seat.reset();
          bool is_final = false;
          error = CannotConnect(database_.name_, failure.what(), is_final);
          const auto last = std::min(until, back_by ? *back_by : database_.IsAway());
          if (is_final || steady_clock::now() + pause >= last) return;
        }
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, kLongestPause);
        error.reset();
      }
    }

    PostgresDatabase& database_;
    std::unique_ptr<Seat> seat;
    std::optional<Error> error;
    bool is_lost = false;

   private:
    bool has_place_ = false;
  };

  void IsThere() {
    const std::lock_guard lock(pool_mutex_);
    away_since_.reset();
  }
  // When whoever waits for it gives up.
  steady_clock::time_point IsAway() {
    const std::lock_guard lock(pool_mutex_);
    if (!away_since_) away_since_ = steady_clock::now();
    return *away_since_ + milliseconds(options_.restart_ms);
  }

  void SetUp(pqxx::connection& connection) const {
    connection.set_client_encoding("UTF8");
    pqxx::nontransaction set(connection);
    const auto patience = std::max<std::int64_t>(options_.patience_ms, 1);
    set.exec(
        StrCat("SET application_name = 'whyspec-server'; SET client_min_messages = warning; SET bytea_output "
               "= 'hex'; "
               "SET jit = off; SET extra_float_digits = 3; SET lock_timeout = ",
               patience, "; SET statement_timeout = ", 12 * patience,
               "; SET idle_in_transaction_session_timeout = ", 30 * patience));
  }

  template <typename Transaction>
  Status Repeat(const Work& work) {
    const auto until = steady_clock::now() + milliseconds(options_.patience_ms);
    for (milliseconds pause = kShortestPause;; pause = std::min(pause * 2, kLongestPause)) {
      std::optional<Trouble> trouble;
      Status status = Once<Transaction>(work, until, trouble);
      if (!trouble) return status;
      if (!trouble->retry || steady_clock::now() + pause >= until) return trouble->error;
      options_.log(StrCat(trouble->error.message, " (done anew)"));
      std::this_thread::sleep_for(pause);
    }
  }

  template <typename Transaction>
  Status Once(const Work& work, steady_clock::time_point until, std::optional<Trouble>& trouble) {
    Lease lease(*this, until);
    if (lease.error) return *lease.error;
    Status status = Done{};
    std::exception_ptr failure;
    try {
      Transaction transaction(*lease.seat->connection);
      PostgresSession session(transaction, lease.seat->prepared,
                              !std::is_same_v<Transaction, pqxx::nontransaction>);
      status = work(session);
      failure = session.failure();
      if (failure == nullptr && status.ok()) transaction.commit();
    } catch (const std::exception&) {
      if (failure == nullptr) failure = std::current_exception();
    }
    if (failure == nullptr) return status;
    trouble = Explain(name_, failure);
    lease.is_lost = trouble->is_lost;
    return status;
  }

  const std::string uri_;
  const std::string name_;
  const Options options_;

  std::mutex pool_mutex_;
  std::condition_variable pool_free_;
  std::vector<std::unique_ptr<Seat>> pool_;
  std::size_t open_ = 0;  // in the pool or at work
  std::optional<steady_clock::time_point> away_since_;
};

}  // namespace

Result<std::shared_ptr<Database>> OpenPostgres(const std::string& uri, Database::Options options) {
  auto database = std::make_shared<PostgresDatabase>(uri, std::move(options));
  if (const Status status = database->Start(); !status.ok()) return status.error();
  return std::shared_ptr<Database>(std::move(database));
}

}  // namespace whyspec::team::sql
