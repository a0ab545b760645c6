#include "store/sqlite.h"

#include <sqlite3.h>

#include <climits>
#include <utility>

#include "base/strings.h"

namespace whyspec::store {
namespace {

// How long one process waits while another writes. A writer holds the file for a few
// seconds at most (see kBatchTerms in call_reading.cc).
constexpr int kBusyMilliseconds = 15'000;

// --- the tokenizer "terms": the words are cut already, with one blank between two ---

int MakeTerms(void*, const char**, int, Fts5Tokenizer** out) {
  static char nothing = 0;  // it has no state, but must not be null
  *out = reinterpret_cast<Fts5Tokenizer*>(&nothing);
  return SQLITE_OK;
}

void DropTerms(Fts5Tokenizer*) {}

int CutTerms(Fts5Tokenizer*, void* context, int, const char* text, int size,
             int (*token)(void*, int, const char*, int, int, int)) {
  for (int begin = 0; begin < size;) {
    int end = begin;
    while (end < size && text[end] != ' ') ++end;
    if (end > begin) {
      const int result = token(context, 0, text + begin, end - begin, begin, end);
      if (result != SQLITE_OK) return result;
    }
    begin = end + 1;
  }
  return SQLITE_OK;
}

// https://www.sqlite.org/fts5.html section 7, "Extending FTS5".
bool AddTokenizer(sqlite3* handle) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nullptr) != SQLITE_OK) return false;
  sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
  sqlite3_step(statement);
  sqlite3_finalize(statement);
  if (api == nullptr) return false;
  fts5_tokenizer terms{.xCreate = MakeTerms, .xDelete = DropTerms, .xTokenize = CutTerms};
  return api->xCreateTokenizer(api, "terms", nullptr, &terms, nullptr) == SQLITE_OK;
}

}  // namespace

// --- Statement ---

Statement::Statement(sqlite3* connection, std::string_view sql) {
  if (sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                         &statement_, nullptr) != SQLITE_OK) {
    statement_ = nullptr;
  }
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(statement_, other.statement_);
  std::swap(failed_, other.failed_);
  return *this;
}

Statement& Statement::Bind(int at, std::int64_t value) {
  sqlite3_bind_int64(statement_, at, value);
  return *this;
}

Statement& Statement::BindReal(int at, double value) {
  sqlite3_bind_double(statement_, at, value);
  return *this;
}

Statement& Statement::BindText(int at, std::string_view text) {
  sqlite3_bind_text64(statement_, at, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
  return *this;
}

Statement& Statement::BindBlob(int at, std::string_view bytes) {
  sqlite3_bind_blob64(statement_, at, bytes.empty() ? "" : bytes.data(), bytes.size(), SQLITE_STATIC);
  return *this;
}

Statement& Statement::BindNull(int at) {
  sqlite3_bind_null(statement_, at);
  return *this;
}

int Statement::ParameterAt(const char* name) const { return sqlite3_bind_parameter_index(statement_, name); }

bool Statement::Step() {
  const int result = statement_ == nullptr ? SQLITE_MISUSE : sqlite3_step(statement_);
  failed_ = result != SQLITE_ROW && result != SQLITE_DONE;
  return result == SQLITE_ROW;
}

bool Statement::Run() {
  while (Step()) {
  }
  const bool fine = !failed_;
  Reset();
  return fine;
}

void Statement::Reset() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

int Statement::column_count() const { return sqlite3_column_count(statement_); }

SqlKind Statement::Kind(int at) const {
  switch (sqlite3_column_type(statement_, at)) {
    case SQLITE_INTEGER:
      return SqlKind::kInteger;
    case SQLITE_FLOAT:
      return SqlKind::kReal;
    case SQLITE_TEXT:
      return SqlKind::kText;
    case SQLITE_BLOB:
      return SqlKind::kBlob;
    default:
      return SqlKind::kNull;
  }
}

double Statement::Real(int at) const { return sqlite3_column_double(statement_, at); }

std::int64_t Statement::Integer(int at) const { return sqlite3_column_int64(statement_, at); }

std::string_view Statement::Text(int at) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, at));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, at))};
}

std::string_view Statement::Blob(int at) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, at));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, at))};
}

bool Statement::IsNull(int at) const { return sqlite3_column_type(statement_, at) == SQLITE_NULL; }

// --- Connection ---

Result<std::unique_ptr<Connection>> Connection::Open(const std::string& file, Mode mode) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_NOMUTEX |
                    (mode == Mode::kRead ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  const int result = sqlite3_open_v2(file.empty() ? ":memory:" : file.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Connection> connection(new Connection(handle));
  if (result != SQLITE_OK) {
    return Error{ErrorCode::kUnreadable,
                 StrCat("Cannot open ", Printable(file), ": ",
                        handle == nullptr ? "out of memory" : sqlite3_errmsg(handle), ".")};
  }
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  // A file somebody else wrote must not run anything of its own.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  if (!AddTokenizer(handle)) {
    return Error{ErrorCode::kInvalid,
                 "The SQLite library of this program has no full-text search (FTS5). Install Whyspec anew."};
  }
  return connection;
}

Connection::~Connection() { sqlite3_close_v2(handle_); }

bool Connection::Execute(const char* sql) {
  return sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

std::int64_t Connection::changes() const { return sqlite3_changes64(handle_); }

void Connection::SetPatience(int milliseconds) { sqlite3_busy_timeout(handle_, milliseconds); }

bool Connection::CopyFrom(Connection& source) {
  sqlite3_backup* copy = sqlite3_backup_init(handle_, "main", source.handle_, "main");
  if (copy == nullptr) return false;
  sqlite3_backup_step(copy, -1);
  return sqlite3_backup_finish(copy) == SQLITE_OK;
}

SqlTrouble Connection::trouble() const {
  const int code = sqlite3_extended_errcode(handle_);
  switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
      return SqlTrouble::kNone;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_MISMATCH:
    case SQLITE_SCHEMA:
    case SQLITE_ERROR:  // our SQL is right: the tables are not what they were
      return SqlTrouble::kDamaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return SqlTrouble::kBusy;
    case SQLITE_FULL:
      return SqlTrouble::kNoSpace;
    case SQLITE_IOERR:
      // The file is shorter than its own header says.
      if (code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS) return SqlTrouble::kDamaged;
      return code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_TRUNCATE ? SqlTrouble::kNoSpace
                                                                         : SqlTrouble::kOther;
    default:
      return SqlTrouble::kOther;
  }
}

std::string Connection::message() const { return sqlite3_errmsg(handle_); }

}  // namespace whyspec::store
