#include "store/sqlite_call_log.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "base/uri.h"
#include "calls/memory_call_log.h"
#include "evidence/terms.h"
#include "store/call_codec.h"
#include "store/call_database.h"
#include "store/entry_codec.h"
#include "store/file_lock.h"
#include "store/sqlite.h"

namespace whyspec::store {
namespace {

constexpr const char* kTables = R"sql(
CREATE TABLE about(version TEXT NOT NULL, next_row INTEGER NOT NULL, next_block INTEGER NOT NULL);
-- What calls come from. facts: entry_codec.cc.
CREATE TABLE entries(name TEXT PRIMARY KEY, hash INTEGER NOT NULL, row INTEGER NOT NULL, facts BLOB NOT NULL);
-- The words. body: call_codec.cc.
CREATE TABLE calls(row INTEGER PRIMARY KEY, first_block INTEGER NOT NULL, body BLOB NOT NULL);
-- Rows of calls that were replaced or removed; swept when nobody can know of them.
CREATE TABLE dead(row INTEGER PRIMARY KEY);
-- One row a block of calls::kTurnsPerBlock turns, its rowid counted through all calls.
CREATE VIRTUAL TABLE words USING fts5(terms, content='', detail=none, columnsize=0, tokenize='terms');
-- In how many blocks a term stands, by its hash.
CREATE TABLE terms(hash INTEGER PRIMARY KEY, n INTEGER NOT NULL);
CREATE TABLE notes(name TEXT PRIMARY KEY, hash INTEGER NOT NULL, value BLOB NOT NULL);
INSERT INTO words(words, rank) VALUES('hashsize', 8388608);
)sql";

std::string TermsOf(evidence::BlockTerms& terms, std::uint32_t block) {
  std::string joined;
  for (const std::string_view term : terms.Of(block)) {
    if (!joined.empty()) joined += ' ';
    joined += term;
  }
  return joined;
}

template <typename Visit>
void ForEachTerm(std::string_view joined, const Visit& visit) {
  while (!joined.empty()) {
    const std::size_t end = std::min(joined.find(' '), joined.size());
    if (end > 0) visit(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
}

void RemoveFiles(const std::string& file) {
  for (const std::string_view suffix : {"", "-wal", "-shm", "-journal", ".damaged"}) {
    ::unlink(StrCat(file, suffix).c_str());
  }
}

std::string MarkOfDamage(const std::string& file) { return StrCat(file, ".damaged"); }

}  // namespace

PreparedCall Prepare(const calls::Call& call) {
  PreparedCall prepared{.summary = OutlineOf(call), .body = EncodeCall(call), .blocks = {}};
  evidence::BlockTerms terms(call);
  prepared.blocks.reserve(terms.block_count());
  for (std::uint32_t block = 0; block < terms.block_count(); ++block) {
    prepared.blocks.push_back(TermsOf(terms, block));
  }
  prepared.summary.block_count = terms.block_count();
  return prepared;
}

// What the writing side keeps: its connection, prepared statements, and, within a
// transaction, the counters and how counts of terms change.
struct SqliteCallLog::Writer {
  explicit Writer(Connection& used)
      : connection(used),
        about(used.Prepare("SELECT next_row, next_block FROM about")),
        set_about(used.Prepare("UPDATE about SET next_row = ?1, next_block = ?2")),
        entry(used.Prepare("SELECT hash, row, facts FROM entries WHERE name = ?1")),
        set_entry(used.Prepare("INSERT OR REPLACE INTO entries VALUES(?1, ?2, ?3, ?4)")),
        remove_entry(used.Prepare("DELETE FROM entries WHERE name = ?1")),
        call(used.Prepare("SELECT body, first_block FROM calls WHERE row = ?1")),
        add_call(used.Prepare("INSERT INTO calls VALUES(?1, ?2, ?3)")),
        bury(used.Prepare("INSERT OR IGNORE INTO dead VALUES(?1)")),
        add_block(used.Prepare("INSERT INTO words(rowid, terms) VALUES(?1, ?2)")),
        remove_block(used.Prepare("INSERT INTO words(words, rowid, terms) VALUES('delete', ?1, ?2)")),
        count(used.Prepare("INSERT INTO terms VALUES(?1, ?2) ON CONFLICT(hash) DO UPDATE SET n = n + ?2")),
        note(used.Prepare("SELECT value FROM notes WHERE name = ?1")),
        set_note(used.Prepare("INSERT OR REPLACE INTO notes VALUES(?1, ?2, ?3)")),
        remove_note(used.Prepare("DELETE FROM notes WHERE name = ?1")) {}

  bool ready() const {
    return about && set_about && entry && set_entry && add_block && remove_block && count && note && set_note;
  }

  Connection& connection;
  Statement about, set_about, entry, set_entry, remove_entry, call, add_call, bury, add_block, remove_block,
      count, note, set_note, remove_note;
  std::int64_t next_row = 1;
  std::int64_t next_block = 1;
  std::unordered_map<std::int64_t, std::int64_t> counts;
};

// --- opening ---

SqliteCallLog::SqliteCallLog(Options options, std::unique_ptr<FileLock> lock)
    : options_(std::move(options)), lock_(std::move(lock)) {}

SqliteCallLog::~SqliteCallLog() = default;

Result<std::shared_ptr<SqliteCallLog>> SqliteCallLog::Open(Options options) {
  std::unique_ptr<FileLock> opening;
  std::unique_ptr<FileLock> lock;
  if (!options.file.empty()) {
    // Only the user may look in: it holds customers' words.
    const std::filesystem::path folder = std::filesystem::path(options.file).parent_path();
    std::error_code error;
    if (std::filesystem::create_directories(folder, error) && options.is_cache) {
      std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    }
    // Tables are made, and what is damaged put out of the way, by one process at a time.
    opening = std::make_unique<FileLock>(StrCat(options.file, ".opening"));
    opening->WaitAlone();
    lock = std::make_unique<FileLock>(StrCat(options.file, ".lock"));
    if (options.is_cache && ::access(MarkOfDamage(options.file).c_str(), F_OK) == 0) {
      if (!lock->TryAlone()) {
        return Error{ErrorCode::kConflict,
                     StrCat(Printable(options.file), " is damaged, and another Whyspec still uses it.")};
      }
      RemoveFiles(options.file);
      lock->Share();
    }
  }
  std::shared_ptr<SqliteCallLog> log(new SqliteCallLog(std::move(options), std::move(lock)));
  if (Status status = log->Start(); !status.ok()) return status.error();
  return log;
}

std::shared_ptr<SqliteCallLog> SqliteCallLog::OpenCache(const std::string& file,
                                                        const std::function<void(std::string_view)>& log) {
  if (!file.empty()) {
    auto opened = Open({.file = file, .is_cache = true, .log = log});
    if (opened.ok()) return std::move(opened).value();
    log(StrCat(opened.error().message, " Calls are kept in memory until Whyspec starts again."));
  }
  auto in_memory = Open({.file = {}, .is_cache = true, .log = log});
  if (in_memory.ok()) return std::move(in_memory).value();
  log(in_memory.error().message);
  return nullptr;
}

Status SqliteCallLog::Start() {
  const bool in_memory = options_.file.empty();
  for (bool first = true;; first = false) {
    Result<std::unique_ptr<Connection>> opened =
        Connection::Open(options_.file, Connection::Mode::kReadWrite);
    if (!opened.ok()) return opened.error();
    Connection& connection = **opened;
    connection.Execute(in_memory           ? "PRAGMA synchronous = OFF"
                       : options_.is_cache ? "PRAGMA synchronous = NORMAL"
                                           : "PRAGMA synchronous = FULL");
    if (options_.forgets) connection.Execute("PRAGMA secure_delete = ON");
    connection.Execute("PRAGMA cache_size = -16000");
    connection.Execute("PRAGMA journal_size_limit = 1048576");
    bool other_version = false;
    Status status = Done{};
    if (in_memory || connection.Execute("PRAGMA journal_mode = WAL")) {
      Statement about = connection.Prepare("SELECT version FROM about");
      if (!about) {
        status = CreateTables(connection);
        about = connection.Prepare("SELECT version FROM about");
      }
      if (status.ok()) {
        other_version = !about.Step() || about.Text(0) != StoreVersion();
        if (about.failed()) status = Explain(connection);
      }
    } else {
      status = Explain(connection);
    }
    if (status.ok() && !other_version) {
      database_ = std::make_shared<CallDatabase>(options_.file, std::move(opened).value());
      writer_ = std::make_unique<Writer>(database_->writer());
      if (writer_->ready()) break;
      // Its tables are not what they were.
      status = Error{ErrorCode::kInvalid, StrCat(Printable(options_.file), " is damaged.")};
      writer_.reset();
      database_.reset();
    }
    const bool hopeless = other_version || (!status.ok() && status.error().code == ErrorCode::kInvalid);
    if (!hopeless || !first) return status;
    if (!options_.is_cache) {
      return Error{
          ErrorCode::kInvalid,
          StrCat(Printable(options_.file),
                 other_version ? " was made by another version of Whyspec. Use that version, or export "
                                 "its calls there and import them here."
                               : " is damaged, or no call log. Put a copy of yours in its place.")};
    }
    opened = Error{};  // closed before it is thrown away
    if (!lock_->TryAlone()) {
      return Error{ErrorCode::kConflict,
                   StrCat(Printable(options_.file), other_version ? " is of another version of Whyspec "
                                                                    "that is running."
                                                                  : " is damaged, and another Whyspec "
                                                                    "still uses it.")};
    }
    RemoveFiles(options_.file);
    lock_->Share();
    options_.log(other_version ? "The cache of calls is of another version of Whyspec; it is made anew."
                               : "The cache of calls was damaged; it is made anew.");
  }
  Sweep();
  return Done{};
}

Status SqliteCallLog::CreateTables(Connection& connection) {
  // Is it an empty file, or something that is not ours?
  Statement tables = connection.Prepare("SELECT count(*) FROM sqlite_schema");
  if (!tables || !tables.Step()) return Explain(connection);
  const bool empty = tables.Integer(0) == 0;
  tables.Reset();
  Transaction transaction(connection);
  if (!transaction.open()) return Explain(connection);
  // Another process may have been faster.
  Statement about = connection.Prepare("SELECT version FROM about");
  if (about) return Done{};
  if (!empty) return Error{ErrorCode::kInvalid, "It holds other tables."};
  Statement version;
  if (!connection.Execute(kTables)) return Explain(connection);
  version = connection.Prepare("INSERT INTO about VALUES(?1, 1, 1)");
  if (!version.BindText(1, StoreVersion()).Run()) return Explain(connection);
  version = {};
  if (!transaction.Commit()) return Explain(connection);
  return Done{};
}

// Rows that no snapshot can know of any more: nobody else has the file open.
void SqliteCallLog::Sweep() {
  if (lock_ == nullptr || !lock_->TryAlone()) return;
  Connection& connection = database_->writer();
  Statement any = connection.Prepare("SELECT 1 FROM dead LIMIT 1");
  const bool some = any && any.Step();
  any.Reset();
  if (some) {
    Transaction transaction(connection);
    if (transaction.open() && connection.Execute("DELETE FROM calls WHERE row IN (SELECT row FROM dead)") &&
        connection.Execute("DELETE FROM dead")) {
      transaction.Commit();  // if it fails, the rows stay until the next time
    }
  }
  lock_->Share();
}

void SqliteCallLog::GiveBackMemory() {
  const std::lock_guard writing(writing_);
  const auto turn = database_->TakeTurn();
  writer_->counts = {};
  if (!in_memory()) writer_->connection.Execute("PRAGMA shrink_memory");
}

bool SqliteCallLog::damaged() const { return database_->damaged(); }

void SqliteCallLog::Condemn() {
  if (options_.file.empty()) return;
  // From now on its snapshots must not open what will lie under this name.
  database_->Retire();
  FileLock mark(MarkOfDamage(options_.file));
}

Error SqliteCallLog::Explain(const Connection& connection) const {
  const std::string name = options_.file.empty() ? "The call log" : Printable(options_.file);
  switch (connection.trouble()) {
    case SqlTrouble::kDamaged:
      return {ErrorCode::kInvalid, StrCat(name, " is damaged (", connection.message(), ").")};
    case SqlTrouble::kBusy:
      return {ErrorCode::kConflict, StrCat("Another Whyspec is writing ", name,
                                           " and does not come to an end. Close it, or try again.")};
    case SqlTrouble::kNoSpace:
      return {ErrorCode::kTooLarge,
              StrCat("There is no room left on the disk for ", name, ". Free some space and try again.")};
    case SqlTrouble::kNone:
    case SqlTrouble::kOther:
      break;
  }
  return {ErrorCode::kUnreadable, StrCat("Cannot write ", name, " (", connection.message(),
                                         "). Check the folder and its permissions.")};
}

// --- reading ---

std::vector<Entry> SqliteCallLog::Entries() {
  const std::lock_guard writing(writing_);
  const auto turn = database_->TakeTurn();
  std::vector<Entry> entries;
  Statement all = database_->writer().Prepare("SELECT name, hash, row, facts FROM entries");
  while (all.Step()) {
    Entry entry;
    // One that is damaged is as good as none: its file will be read again.
    if (DecodeEntry(all.Text(0), static_cast<std::uint64_t>(all.Integer(1)),
                    static_cast<calls::CallNumber>(all.Integer(2)), all.Blob(3), entry)) {
      entries.push_back(std::move(entry));
    }
  }
  if (all.failed()) {
    database_->SetDamaged();
    entries.clear();
  }
  return entries;
}

std::shared_ptr<const calls::Call> SqliteCallLog::Words(const StoredCall& call) const {
  return call.words != nullptr ? call.words->call() : database_->Words(call.row);
}

std::map<std::string, std::string> SqliteCallLog::Notes() {
  const std::lock_guard writing(writing_);
  const auto turn = database_->TakeTurn();
  std::map<std::string, std::string> notes;
  Statement all = database_->writer().Prepare("SELECT name, hash, value FROM notes");
  bool fine = static_cast<bool>(all);
  while (fine && all.Step()) {
    std::string name(all.Text(0));
    std::string value(all.Blob(2));
    fine = static_cast<std::int64_t>(Hash64(value, Hash64(name))) == all.Integer(1);
    notes.emplace(std::move(name), std::move(value));
  }
  if (!fine || all.failed()) {
    database_->SetDamaged();
    notes.clear();
  }
  return notes;
}

std::shared_ptr<const calls::CallLog> SqliteCallLog::Snapshot(Date today) {
  std::vector<StoredCallPtr> calls;
  std::uint64_t revision = 0;
  for (Entry& entry : Entries()) {
    if (entry.call == nullptr) continue;
    revision += static_cast<std::uint64_t>(TermKey(StrCat(entry.name, " ", entry.hash)));
    calls.push_back(std::move(entry.call));
  }
  std::sort(calls.begin(), calls.end(), [](const StoredCallPtr& a, const StoredCallPtr& b) {
    return std::tie(a->summary.path, a->summary.id) < std::tie(b->summary.path, b->summary.id);
  });
  return StoredCallLog::Create({.table = std::make_shared<const CallTable>(std::move(calls)),
                                .database = database_,
                                .accounts = calls::MemoryCallLog::Create({}),
                                .today = today,
                                .revision = revision});
}

// --- writing ---

Result<std::vector<Entry>> SqliteCallLog::Apply(Batch batch) {
  const std::lock_guard writing(writing_);
  const auto turn = database_->TakeTurn();
  Writer& writer = *writer_;
  writer.counts.clear();
  Transaction transaction(writer.connection);
  bool fine = transaction.open() && writer.about.Step();
  if (fine) {
    writer.next_row = writer.about.Integer(0);
    writer.next_block = writer.about.Integer(1);
  }
  writer.about.Reset();
  bool as_expected = true;
  fine = fine && ApplyNotes(batch, as_expected);
  if (fine && !as_expected) {
    return Error{ErrorCode::kConflict, "Another Whyspec has changed the call log meanwhile."};
  }
  for (std::size_t i = 0; fine && i < batch.removals.size(); ++i) {
    const std::string& name = batch.removals[i];
    const bool known = writer.entry.BindText(1, name).Step();
    const auto row = known ? static_cast<calls::CallNumber>(writer.entry.Integer(1)) : 0;
    fine = !writer.entry.failed();
    writer.entry.Reset();
    if (fine && known) fine = RemoveCall(row) && writer.remove_entry.BindText(1, name).Run();
  }
  std::vector<Entry> entries(batch.puts.size());
  for (std::size_t i = 0; fine && i < batch.puts.size(); ++i) fine = ApplyPut(batch.puts[i], entries[i]);
  fine = fine && FlushTermCounts() &&
         writer.set_about.Bind(1, writer.next_row).Bind(2, writer.next_block).Run() && transaction.Commit();
  if (fine) return entries;
  Error error = Explain(writer.connection);
  if (writer.connection.trouble() == SqlTrouble::kDamaged) database_->SetDamaged();
  return error;
}

Status SqliteCallLog::Scour() {
  const std::lock_guard writing(writing_);
  const auto turn = database_->TakeTurn();
  Connection& connection = writer_->connection;
  database_->ForgetKept();
  {
    Transaction transaction(connection);
    // What is taken out of a text index stays in older parts of it until these are joined.
    const bool fine =
        transaction.open() && connection.Execute("DELETE FROM calls WHERE row IN (SELECT row FROM dead)") &&
        connection.Execute("DELETE FROM dead") && connection.Execute("DELETE FROM terms WHERE n <= 0") &&
        connection.Execute("INSERT INTO words(words) VALUES('optimize')") && transaction.Commit();
    if (!fine) return Explain(connection);
  }
  if (in_memory()) return Done{};
  // Pages as they were before are in the write-ahead log until it is emptied.
  Statement checkpoint = connection.Prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!checkpoint.Step()) return Explain(connection);
  if (checkpoint.Integer(0) != 0) {
    return Error{ErrorCode::kConflict, "Another Whyspec is reading the call log; its old words go later."};
  }
  return Done{};
}

bool SqliteCallLog::ApplyNotes(const Batch& batch, bool& as_expected) {
  Writer& writer = *writer_;
  if (batch.expected_note) {
    const bool known = writer.note.BindText(1, batch.expected_note->first).Step();
    as_expected = (known ? writer.note.Blob(0) : std::string_view()) == batch.expected_note->second;
    const bool failed = writer.note.failed();
    writer.note.Reset();
    if (failed) return false;
  }
  if (!as_expected) return true;
  for (const auto& [name, value] : batch.notes) {
    const bool fine = value ? writer.set_note.BindText(1, name)
                                  .Bind(2, static_cast<std::int64_t>(Hash64(*value, Hash64(name))))
                                  .BindBlob(3, *value)
                                  .Run()
                            : writer.remove_note.BindText(1, name).Run();
    if (!fine) return false;
  }
  return true;
}

bool SqliteCallLog::ApplyPut(Put& put, Entry& result) {
  Writer& writer = *writer_;
  result = std::move(put.entry);
  Entry before;
  calls::CallNumber old_row = 0;
  bool same = false;
  if (writer.entry.BindText(1, result.name).Step()) {
    const auto hash = static_cast<std::uint64_t>(writer.entry.Integer(0));
    old_row = static_cast<calls::CallNumber>(writer.entry.Integer(1));
    same = hash == result.hash && DecodeEntry(result.name, hash, old_row, writer.entry.Blob(2), before);
  }
  const bool fine = !writer.entry.failed();
  writer.entry.Reset();
  if (!fine) return false;
  if (!same && put.only_facts) return true;
  result.call = nullptr;
  calls::CallNumber row = 0;
  if (same) {
    row = old_row;
    result.call = std::move(before.call);
    result.problems = std::move(before.problems);
    if (before.file == result.file && before.sidecar == result.sidecar && before.read_ns == result.read_ns) {
      return true;
    }
  } else {
    if (old_row != 0 && !RemoveCall(old_row)) return false;
    if (put.call) {
      auto call = std::make_shared<StoredCall>(std::move(put.call->summary));
      if (!AddCall(*put.call, call->row, call->first_block)) return false;
      row = call->row;
      result.call = std::move(call);
    }
  }
  const std::string facts = EncodeEntry(result);
  return writer.set_entry.BindText(1, result.name)
      .Bind(2, static_cast<std::int64_t>(result.hash))
      .Bind(3, row)
      .BindBlob(4, facts)
      .Run();
}

bool SqliteCallLog::AddCall(PreparedCall& call, calls::CallNumber& row, std::uint64_t& first_block) {
  Writer& writer = *writer_;
  row = static_cast<calls::CallNumber>(writer.next_row++);
  first_block = static_cast<std::uint64_t>(writer.next_block);
  if (!writer.add_call.Bind(1, row).Bind(2, writer.next_block).BindBlob(3, call.body).Run()) return false;
  for (const std::string& terms : call.blocks) {
    if (!writer.add_block.Bind(1, writer.next_block++).BindText(2, terms).Run()) return false;
    ForEachTerm(terms, [&](std::string_view term) { ++writer.counts[TermKey(term)]; });
  }
  return true;
}

// Its terms are taken out of the index, made again from its words; the row stays.
bool SqliteCallLog::RemoveCall(calls::CallNumber row) {
  Writer& writer = *writer_;
  if (row == 0) return true;
  std::shared_ptr<const calls::Call> call;
  std::int64_t block = 0;
  if (writer.call.Bind(1, row).Step()) {
    call = DecodeCall(writer.call.Blob(0));
    block = writer.call.Integer(1);
  }
  writer.call.Reset();
  if (call == nullptr) {
    database_->SetDamaged();
    return writer.bury.Bind(1, row).Run();
  }
  evidence::BlockTerms blocks(*call);
  for (std::uint32_t i = 0; i < blocks.block_count(); ++i) {
    const std::string terms = TermsOf(blocks, i);
    if (!writer.remove_block.Bind(1, block++).BindText(2, terms).Run()) return false;
    ForEachTerm(terms, [&](std::string_view term) { --writer.counts[TermKey(term)]; });
  }
  return writer.bury.Bind(1, row).Run();
}

bool SqliteCallLog::FlushTermCounts() {
  for (const auto& [term, change] : writer_->counts) {
    if (change != 0 && !writer_->count.Bind(1, term).Bind(2, change).Run()) return false;
  }
  return true;
}

}  // namespace whyspec::store
