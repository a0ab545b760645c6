#include "team/sql/postgres_database.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <pqxx/pqxx>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/strings.h"
#include "team/sql/clean_text.h"

namespace whyspec::team::sql {

// A parameter on its way to libpq, which takes all as text: bytes in PostgreSQL's hex form.
struct Parameter {
  const Value* value = nullptr;
};

}  // namespace whyspec::team::sql

namespace pqxx {

template <>
struct string_traits<whyspec::team::sql::Parameter> {
  static constexpr const char* name() noexcept { return "parameter"; }
  static constexpr bool has_null() noexcept { return true; }
  static bool is_null(const whyspec::team::sql::Parameter& parameter) {
    return std::holds_alternative<std::monostate>(*parameter.value);
  }
  static std::string to_string(const whyspec::team::sql::Parameter& parameter);
};

std::string string_traits<whyspec::team::sql::Parameter>::to_string(
    const whyspec::team::sql::Parameter& parameter) {
  using whyspec::team::sql::Blob;
  if (const auto* number = std::get_if<std::int64_t>(parameter.value)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(parameter.value)) {
    char digits[40];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), *real).ptr;
    return {std::begin(digits), end};
  }
  if (const auto* text = std::get_if<std::string>(parameter.value)) {
    return whyspec::team::sql::CleanText(*text);
  }
  if (const auto* blob = std::get_if<Blob>(parameter.value)) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex = "\\x";
    hex.reserve(2 + blob->bytes.size() * 2);
    for (const char c : blob->bytes) {
      const auto byte = static_cast<unsigned char>(c);
      hex += kDigits[byte >> 4U];
      hex += kDigits[byte & 0xfU];
    }
    return hex;
  }
  return {};
}

}  // namespace pqxx

namespace whyspec::team::sql {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Statements kept prepared, for each connection. There are fewer in the program.
constexpr std::size_t kMostStatements = 256;
// Rows fetched at once by ForEach().
constexpr int kFetched = 200;
constexpr milliseconds kShortestPause{20};
constexpr milliseconds kLongestPause{500};

// Object ids of types that are not text: "SELECT oid, typname FROM pg_type".
constexpr pqxx::oid kBool = 16;
constexpr pqxx::oid kBytea = 17;
constexpr pqxx::oid kInt8 = 20;
constexpr pqxx::oid kInt2 = 21;
constexpr pqxx::oid kInt4 = 23;
constexpr pqxx::oid kOid = 26;
constexpr pqxx::oid kFloat4 = 700;
constexpr pqxx::oid kFloat8 = 701;
constexpr pqxx::oid kNumeric = 1700;

std::string BytesOfHex(std::string_view hex) {
  const auto digit = [](char c) -> unsigned {
    return c <= '9' ? static_cast<unsigned>(c - '0') : static_cast<unsigned>((c | 0x20) - 'a' + 10);
  };
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 2; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(digit(hex[i]) << 4U | digit(hex[i + 1]));
  }
  return bytes;
}

Value NumberOf(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return number;
  double real = 0;
  std::from_chars(text.data(), text.data() + text.size(), real);
  return real;
}

Value ValueOf(const pqxx::field& field, pqxx::oid type) {
  if (field.is_null()) return std::monostate{};
  const std::string_view text(field.c_str(), field.size());
  switch (type) {
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
    case kNumeric:
      return NumberOf(text);
    case kFloat4:
    case kFloat8: {
      double real = 0;
      std::from_chars(text.data(), text.data() + text.size(), real);
      return real;
    }
    case kBool:
      return std::int64_t{text == "t" ? 1 : 0};
    case kBytea:
      return Blob{BytesOfHex(text)};
    default:
      return std::string(text);
  }
}

// What went wrong, and what may be done about it.
struct Trouble {
  Error error;
  bool is_lost = false;  // the connection is of no use any more
  bool retry = false;    // the same work may succeed if it is done anew
};

// "host:port/name" of a URI if that is all there is to it, never what stands before "@".
std::string PlaceIn(std::string_view uri) {
  uri.remove_prefix(std::min(uri.find("://") + 3, uri.size()));
  uri = uri.substr(0, uri.find('?'));
  if (const std::size_t at = uri.rfind('@'); at != std::string_view::npos) uri.remove_prefix(at + 1);
  for (const char c : uri) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view(".:_-/[],").find(c) != std::string_view::npos;
    if (!plain) return {};
  }
  return std::string(uri);
}

class PostgresSession final : public Session {
 public:
  // What one connection has prepared: text -> name.
  using Prepared = std::unordered_map<std::string, std::string>;

  PostgresSession(pqxx::transaction_base& transaction, Prepared& prepared)
      : transaction_(transaction), prepared_(prepared) {}

  Dialect dialect() const override { return Dialect::kPostgres; }

  Result<Rows> Query(std::string_view sql, const Values& values) override {
    try {
      return RowsOf(Execute(sql, values));
    } catch (const std::exception&) {
      return Failed();
    }
  }

  Status ForEach(std::string_view sql, const Values& values,
                 const std::function<bool(const Row&)>& visit) override {
    const std::string cursor = StrCat("rows_", ++cursors_);
    try {
      transaction_.exec_params(StrCat("DECLARE ", cursor, " NO SCROLL CURSOR FOR ", sql),
                               pqxx::prepare::make_dynamic_params(ParametersOf(values)));
      const std::string fetch = StrCat("FETCH ", kFetched, " FROM ", cursor);
      for (bool more = true; more;) {
        const Rows rows = RowsOf(transaction_.exec(fetch));
        more = rows.size() == static_cast<std::size_t>(kFetched);
        for (std::size_t i = 0; i < rows.size(); ++i) {
          if (!visit(rows[i])) {
            more = false;
            break;
          }
        }
      }
      transaction_.exec(StrCat("CLOSE ", cursor));
      return Done{};
    } catch (const std::exception&) {
      return Failed();
    }
  }

  Result<std::int64_t> Run(std::string_view sql, const Values& values) override {
    try {
      return static_cast<std::int64_t>(Execute(sql, values).affected_rows());
    } catch (const std::exception&) {
      return Failed();
    }
  }

  // What the first failed statement threw; the work that goes on after it cannot hide it.
  std::exception_ptr failure() const { return failure_; }

 private:
  static std::vector<Parameter> ParametersOf(const Values& values) {
    std::vector<Parameter> parameters;
    parameters.reserve(values.size());
    for (const Value& value : values) parameters.push_back(Parameter{.value = &value});
    return parameters;
  }

  pqxx::result Execute(std::string_view sql, const Values& values) {
    const std::vector<Parameter> parameters = ParametersOf(values);
    const auto known = prepared_.find(std::string(sql));
    if (known != prepared_.end()) {
      return transaction_.exec_prepared(known->second, pqxx::prepare::make_dynamic_params(parameters));
    }
    if (values.empty() || prepared_.size() >= kMostStatements) {
      return transaction_.exec_params(std::string(sql), pqxx::prepare::make_dynamic_params(parameters));
    }
    const std::string name = StrCat("s", prepared_.size() + 1);
    transaction_.conn().prepare(name, std::string(sql));
    prepared_.emplace(sql, name);
    return transaction_.exec_prepared(name, pqxx::prepare::make_dynamic_params(parameters));
  }

  static Rows RowsOf(const pqxx::result& result) {
    Rows rows;
    rows.reserve(result.size());
    const auto columns = result.columns();
    std::vector<pqxx::oid> types;
    for (pqxx::row_size_type at = 0; at < columns; ++at) types.push_back(result.column_type(at));
    for (const auto& row : result) {
      Values values;
      values.reserve(columns);
      for (pqxx::row_size_type at = 0; at < columns; ++at) {
        values.push_back(ValueOf(row[at], types[at]));
      }
      rows.emplace_back(std::move(values));
    }
    return rows;
  }

  // The sentence comes from PostgresDatabase, which knows its name.
  Error Failed() {
    if (failure_ == nullptr) failure_ = std::current_exception();
    return {ErrorCode::kUnreadable, "The database refused a request."};
  }

  pqxx::transaction_base& transaction_;
  Prepared& prepared_;
  std::exception_ptr failure_;
  int cursors_ = 0;
};

struct Seat {
  std::unique_ptr<pqxx::connection> connection;
  std::unique_ptr<pqxx::quiet_errorhandler> quiet;  // notices do not go to our stderr
  PostgresSession::Prepared prepared;
};

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(std::string uri, Options options)
      : uri_(std::move(uri)), place_(PlaceIn(uri_)), options_(std::move(options)) {}

  Dialect dialect() const override { return Dialect::kPostgres; }

  Status Start() {
    Lease lease(*this, steady_clock::now() + milliseconds(options_.patience_ms));
    if (lease.error) return *lease.error;
    const int version = lease.seat->connection->server_version();
    if (version < 130'000) {
      return Error{ErrorCode::kInvalid, StrCat("The database ", Name(), " is PostgreSQL ", version / 10'000,
                                               "; Whyspec needs 13 or newer.")};
    }
    return Done{};
  }

  Status Read(const Work& work) override {
    return Repeat<pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>>(work);
  }
  Status Write(const Work& work) override {
    return Repeat<pqxx::transaction<pqxx::read_committed, pqxx::read_write>>(work);
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
    Lease(PostgresDatabase& database, steady_clock::time_point until) : database_(database) {
      std::unique_lock lock(database.pool_mutex_);
      const std::size_t most = std::max<std::size_t>(database.options_.connections, 1);
      const bool got = database.pool_free_.wait_until(
          lock, until, [&] { return !database.pool_.empty() || database.open_ < most; });
      if (!got) {
        error = Error{ErrorCode::kUnreadable, StrCat("The database ", database.Name(),
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
      Connect(until);
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

    // A server that restarts is waited for; one that says no is not.
    void Connect(steady_clock::time_point until) {
      milliseconds pause = kShortestPause;
      while (true) {
        try {
          seat = std::make_unique<Seat>();
          seat->connection = std::make_unique<pqxx::connection>(database_.uri_);
          seat->quiet = std::make_unique<pqxx::quiet_errorhandler>(*seat->connection);
          database_.SetUp(*seat->connection);
          return;
        } catch (const std::exception& failure) {
          seat.reset();
          bool is_final = false;
          error = database_.CannotConnect(failure.what(), is_final);
          if (is_final || steady_clock::now() + pause >= until) return;
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

  std::string Name() const { return place_.empty() ? "(PostgreSQL)" : place_; }

  void SetUp(pqxx::connection& connection) const {
    connection.set_client_encoding("UTF8");
    pqxx::nontransaction set(connection);
    const auto patience = std::max<std::int64_t>(options_.patience_ms, 1);
    set.exec("SET application_name = 'whyspec-server'");
    set.exec("SET client_min_messages = warning");
    set.exec("SET bytea_output = 'hex'");
    set.exec("SET jit = off");
    set.exec("SET extra_float_digits = 3");
    set.exec(StrCat("SET lock_timeout = ", patience));
    set.exec(StrCat("SET statement_timeout = ", 12 * patience));
    set.exec(StrCat("SET idle_in_transaction_session_timeout = ", 30 * patience));
  }

  Error CannotConnect(std::string_view message, bool& is_final) const {
    const auto says = [message](std::string_view text) {
      return message.find(text) != std::string_view::npos;
    };
    is_final = true;
    if (says("invalid URI") || says("invalid port") || says("missing \"=\"") ||
        says("unexpected character") || says("invalid connection option")) {
      return {
          ErrorCode::kInvalid,
          "The address of the database is no postgresql://USER:PASSWORD@HOST/NAME. Characters such as @ : / "
          "in a password are written as %40 %3A %2F."};
    }
    if (says("password authentication failed") || says("no password supplied") ||
        says("authentication failed")) {
      return {ErrorCode::kInvalid,
              StrCat("The database ", Name(), " does not accept this user and password.")};
    }
    if (says("pg_hba.conf")) {
      return {ErrorCode::kInvalid,
              StrCat("The database ", Name(), " lets nobody in from here (see its pg_hba.conf).")};
    }
    if (says("database \"") && says("does not exist")) {
      return {ErrorCode::kInvalid, StrCat("There is no database ", Name(), ". Make it with createdb.")};
    }
    if (says("role \"") && says("does not exist")) {
      return {ErrorCode::kInvalid, StrCat("The database ", Name(), " does not know this user.")};
    }
    is_final = false;
    if (says("too many clients") || says("remaining connection slots") || says("too many connections")) {
      return {ErrorCode::kUnreadable,
              StrCat("The database ", Name(), " has no connection free. Raise its max_connections.")};
    }
    if (says("starting up") || says("shutting down") || says("in recovery")) {
      return {ErrorCode::kUnreadable,
              StrCat("The database ", Name(), " is starting or stopping. Try again.")};
    }
    if (says("could not translate host name")) {
      return {ErrorCode::kUnreadable,
              StrCat("The host of the database ", Name(), " is not known. Check its name.")};
    }
    return {ErrorCode::kUnreadable,
            StrCat("The database ", Name(), " does not answer. Check that PostgreSQL runs there.")};
  }

  // By SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
  Trouble Explain(const std::exception_ptr& failure) const {
    const auto sentence = [this](std::string_view what) {
      return Error{ErrorCode::kUnreadable, StrCat("The database ", Name(), " ", what)};
    };
    try {
      std::rethrow_exception(failure);
    } catch (const pqxx::in_doubt_error&) {
      return {
          .error = sentence("was lost while it kept a change: nobody knows whether it did. Look before you "
                            "try again."),
          .is_lost = true};
    } catch (const pqxx::serialization_failure&) {
      return {.error = sentence("was changed by others at the same time. Try again."), .retry = true};
    } catch (const pqxx::deadlock_detected&) {
      return {.error = sentence("was changed by others at the same time. Try again."), .retry = true};
    } catch (const pqxx::statement_completion_unknown&) {
      return {
          .error = sentence("was lost while it kept a change: nobody knows whether it did. Look before you "
                            "try again."),
          .is_lost = true};
    } catch (const pqxx::transaction_rollback&) {
      return {.error = sentence("was changed by others at the same time. Try again."), .retry = true};
    } catch (const pqxx::broken_connection&) {
      return {.error = sentence("was lost. Try again."), .is_lost = true, .retry = true};
    } catch (const pqxx::sql_error& error) {
      return ExplainState(error.sqlstate());
    } catch (const std::exception&) {
      return {.error = sentence("gave an answer that cannot be read."), .is_lost = true};
    }
  }

  Trouble ExplainState(const std::string& state) const {
    const auto sentence = [this](const std::string& what) {
      return Error{ErrorCode::kUnreadable, StrCat("The database ", Name(), " ", what)};
    };
    const std::string_view group = std::string_view(state).substr(0, 2);
    if (state == "40001" || state == "40P01") {
      return {.error = sentence("was changed by others at the same time. Try again."), .retry = true};
    }
    if (state.empty() || group == "08" || state == "57P01" || state == "57P02" || state == "57P03" ||
        state == "25P03") {
      return {.error = sentence("was lost. Try again."), .is_lost = true, .retry = true};
    }
    // A statement prepared before the tables changed.
    if (state == "0A000" || state == "26000") {
      return {.error = sentence("has other tables than before. Try again."), .is_lost = true, .retry = true};
    }
    if (state == "55P03" || state == "57014")
      return {.error = sentence("is busy: a change has waited too long. Try again.")};
    if (state == "53100")
      return {.error = sentence("has no room left on its disk. Free some space and try again.")};
    if (group == "53") return {.error = sentence("has not enough memory or connections. Try again.")};
    if (state == "42501") {
      return {.error = sentence("does not let this user do that. Give it the rights to its tables.")};
    }
    if (state == "42P01" || state == "42703") {
      return {.error = sentence(
                  "has not the tables of this version of Whyspec. Start whyspec-server to make them.")};
    }
    if (state == "42P07") {
      return {.error = sentence("holds a table of another program under a name Whyspec needs. Give Whyspec a "
                                "database of its own.")};
    }
    if (state == "25006") return {.error = sentence("is read-only (a standby?). Name the primary.")};
    if (group == "23")
      return {.error = {ErrorCode::kConflict, StrCat("The database ", Name(), " holds that already.")}};
    return {.error = sentence(StrCat("refused a request (SQLSTATE ", state, ")."))};
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
      PostgresSession session(transaction, lease.seat->prepared);
      status = work(session);
      failure = session.failure();
      if (failure == nullptr && status.ok()) transaction.commit();
    } catch (const std::exception&) {
      if (failure == nullptr) failure = std::current_exception();
    }
    if (failure == nullptr) return status;
    trouble = Explain(failure);
    lease.is_lost = trouble->is_lost;
    return status;
  }

  const std::string uri_;
  const std::string place_;
  const Options options_;

  std::mutex pool_mutex_;
  std::condition_variable pool_free_;
  std::vector<std::unique_ptr<Seat>> pool_;
  std::size_t open_ = 0;  // in the pool or at work
};

}  // namespace

Result<std::shared_ptr<Database>> OpenPostgres(const std::string& uri, Database::Options options) {
  auto database = std::make_shared<PostgresDatabase>(uri, std::move(options));
  if (const Status status = database->Start(); !status.ok()) return status.error();
  return std::shared_ptr<Database>(std::move(database));
}

}  // namespace whyspec::team::sql
