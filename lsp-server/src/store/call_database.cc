#include "store/call_database.h"

#include <limits>
#include <utility>

#include "base/hash.h"
#include "store/call_codec.h"

namespace whyspec::store {

std::int64_t TermKey(std::string_view term) { return static_cast<std::int64_t>(Hash64(term)); }

CallDatabase::CallDatabase(std::string file, std::unique_ptr<Connection> writer)
    : file_(std::move(file)), writer_(std::move(writer)) {}

CallDatabase::~CallDatabase() {
  pool_.clear();  // statements of the connection in memory go before it
}

class CallDatabase::Lease {
 public:
  explicit Lease(CallDatabase& database) : database_(database), turn_(database.TakeTurn()) {
    {
      const std::lock_guard lock(database.pool_mutex_);
      if (!database.pool_.empty()) {
        reader_ = std::move(database.pool_.back());
        database.pool_.pop_back();
        return;
      }
    }
    auto reader = std::make_unique<Reader>();
    Connection* connection = database.writer_.get();
    if (!database.in_memory()) {
      if (database.retired_.load(std::memory_order_relaxed)) return;
      auto opened = Connection::Open(database.file_, Connection::Mode::kRead);
      if (!opened.ok()) return;
      reader->connection = std::move(opened).value();
      connection = reader->connection.get();
      connection->Execute("PRAGMA cache_size = -2000");
    }
    reader->words = connection->Prepare("SELECT body FROM calls WHERE row = ?1");
    reader->blocks = connection->Prepare(
        "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid");
    reader->frequency = connection->Prepare("SELECT n FROM terms WHERE hash = ?1");
    if (!reader->words || !reader->blocks || !reader->frequency) {
      database.Note(*connection);
      return;
    }
    reader_ = std::move(reader);
  }
  ~Lease() {
    if (reader_ == nullptr) return;
    const std::lock_guard lock(database_.pool_mutex_);
    if (database_.pool_.size() < kPooled) database_.pool_.push_back(std::move(reader_));
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  Reader* operator->() { return reader_.get(); }
  explicit operator bool() const { return reader_ != nullptr; }
  const Connection& connection() const {
    return reader_->connection ? *reader_->connection : *database_.writer_;
  }

 private:
  CallDatabase& database_;
  std::unique_lock<std::recursive_mutex> turn_;
  std::unique_ptr<Reader> reader_;
};

std::unique_lock<std::recursive_mutex> CallDatabase::TakeTurn() {
  return in_memory() ? std::unique_lock(turn_) : std::unique_lock<std::recursive_mutex>();
}

void CallDatabase::Note(const Connection& connection) {
  if (connection.trouble() == SqlTrouble::kDamaged) SetDamaged();
}

std::shared_ptr<const calls::Call> CallDatabase::Words(calls::CallNumber row) {
  if (auto known = Remembered(row)) return known;
  std::shared_ptr<const calls::Call> call;
  {
    Lease reader(*this);
    if (!reader) return nullptr;
    if (reader->words.Bind(1, row).Step()) {
      call = DecodeCall(reader->words.Blob(0));
      if (call == nullptr) SetDamaged();
    } else if (reader->words.failed()) {
      Note(reader.connection());
    }
    reader->words.Reset();
  }
  if (call != nullptr) Remember(row, call);
  return call;
}

void CallDatabase::ForEachBlock(std::string_view term, std::uint64_t first, std::uint64_t last,
                                const std::function<bool(std::uint64_t)>& visit) {
  // No term is written so (terms.h), and a query of two words asks something else.
  if (term.empty() || term.find_first_of(std::string_view(" \0", 2)) != std::string_view::npos) return;
  std::string query = "\"";
  for (const char c : term) {
    query += c;
    if (c == '"') query += c;
  }
  query += '"';
  constexpr auto kLast = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  Lease reader(*this);
  if (!reader) return;
  Statement& blocks = reader->blocks;
  blocks.BindText(1, query);
  blocks.Bind(2, static_cast<std::int64_t>(std::min(first, kLast)));
  blocks.Bind(3, static_cast<std::int64_t>(std::min(last, kLast)));
  while (blocks.Step()) {
    if (!visit(static_cast<std::uint64_t>(blocks.Integer(0)))) break;
  }
  if (blocks.failed()) Note(reader.connection());
  blocks.Reset();
}

std::size_t CallDatabase::Frequency(std::string_view term) {
  Lease reader(*this);
  if (!reader) return 0;
  std::int64_t count = 0;
  if (reader->frequency.Bind(1, TermKey(term)).Step()) {
    count = reader->frequency.Integer(0);
  } else if (reader->frequency.failed()) {
    Note(reader.connection());
  }
  reader->frequency.Reset();
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

// --- calls kept unpacked ---

std::shared_ptr<const calls::Call> CallDatabase::Remembered(calls::CallNumber row) {
  const std::lock_guard lock(kept_mutex_);
  const auto found = kept_by_row_.find(row);
  if (found == kept_by_row_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found->second);
  return kept_.front().call;
}

void CallDatabase::Remember(calls::CallNumber row, const std::shared_ptr<const calls::Call>& call) {
  const std::size_t bytes = BytesOf(*call);
  if (bytes > kMostBytes / 2) return;
  const std::lock_guard lock(kept_mutex_);
  if (kept_by_row_.count(row) != 0) return;  // another thread was faster
  kept_.push_front({.row = row, .call = call, .bytes = bytes});
  kept_by_row_[row] = kept_.begin();
  for (kept_bytes_ += bytes; kept_bytes_ > kMostBytes;) {
    kept_bytes_ -= kept_.back().bytes;
    kept_by_row_.erase(kept_.back().row);
    kept_.pop_back();
  }
}

void CallDatabase::ForgetKept() {
  const std::lock_guard lock(kept_mutex_);
  kept_.clear();
  kept_by_row_.clear();
  kept_bytes_ = 0;
}

}  // namespace whyspec::store
