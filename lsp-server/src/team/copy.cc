// A whole log from one database into another of any kind: every table row by row, the text
// index from the words, and a look at the end whether the same is in both.
#include <algorithm>
#include <map>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "evidence/terms.h"
#include "team/call_record.h"
#include "team/call_rows.h"
#include "team/call_store.h"
#include "team/sql/tables.h"
#include "team/text_index.h"

namespace whyspec::team {
namespace {

using sql::Dialect;
using sql::Row;
using sql::Session;
using sql::Table;
using sql::Values;

// Rows are written together while they are few and small.
constexpr std::size_t kMostRows = 50;
constexpr std::size_t kMostBytes = std::size_t{1} << 20U;
// Beside the number of rows, how often it is told how far the copy is.
constexpr std::int64_t kToldEvery = 10'000;

using Progress = std::function<void(std::string_view)>;

// What a table holds, in any order: its rows and the sum of their hashes.
struct Sum {
  std::int64_t rows = 0;
  std::uint64_t hash = 0;
  friend bool operator==(const Sum&, const Sum&) = default;

  void Add(const Row& row, std::size_t columns) {
    std::string bytes;
    for (std::size_t at = 0; at < columns; ++at) {
      if (row.IsNull(at)) {
        bytes += 'n';
        continue;
      }
      const std::string& text = row.Text(at);
      const std::string& blob = row.Bytes(at);
      bytes += StrCat('v', row.Integer(at), ':', text.size(), ':', text, ':', blob.size(), ':', blob);
    }
    ++rows;
    hash += Hash64(bytes);
  }
};

std::size_t SizeOf(const Row& row, std::size_t columns) {
  std::size_t bytes = 0;
  for (std::size_t at = 0; at < columns; ++at) bytes += 16 + row.Text(at).size() + row.Bytes(at).size();
  return bytes;
}

Error OutOfStep(std::string_view which) {
  return {ErrorCode::kInvalid,
          StrCat("The tables of the log to copy ", which,
                 " are not those of this version. Start whyspec-server on it once, then copy.")};
}

std::string SelectAll(const Table& table) {
  return StrCat("SELECT ", Join(table.columns, ", "), " FROM ", table.name, " ORDER BY ",
                Join(table.key, ", "));
}

class Writer {
 public:
  Writer(Session& session, const Table& table) : session_(session), table_(table) {}

  Status Add(const Row& row) {
    const std::size_t columns = table_.columns.size();
    for (std::size_t at = 0; at < columns; ++at) values_.push_back(row.At(at));
    bytes_ += SizeOf(row, columns);
    ++rows_;
    return rows_ >= kMostRows || bytes_ >= kMostBytes ? Flush() : Status(Done{});
  }

  Status Flush() {
    if (rows_ == 0) return Done{};
    std::string sql = StrCat("INSERT INTO ", table_.name, "(", Join(table_.columns, ", "), ") VALUES ");
    std::size_t value = 0;
    for (std::size_t row = 0; row < rows_; ++row) {
      sql += row == 0 ? "(" : ", (";
      for (std::size_t at = 0; at < table_.columns.size(); ++at)
        sql += StrCat(at == 0 ? "$" : ", $", ++value);
      sql += ')';
    }
    const auto written = session_.Run(sql, values_);
    values_.clear();
    bytes_ = 0;
    rows_ = 0;
    if (!written.ok()) return written.error();
    return Done{};
  }

 private:
  Session& session_;
  const Table& table_;
  Values values_;
  std::size_t rows_ = 0;
  std::size_t bytes_ = 0;
};

class Copy {
 public:
  Copy(Session& from, Session& to, const std::vector<Table>& tables, const Progress& progress)
      : from_(from), to_(to), tables_(tables), progress_(progress) {}

  Status Run() {
    if (Status same = SameVersion(); !same.ok()) return same;
    if (Status empty = IsEmpty(); !empty.ok()) return empty;
    for (const Table& table : tables_) {
      if (Status copied = CopyTable(table); !copied.ok()) return copied;
    }
    if (Status indexed = CopyIndex(); !indexed.ok()) return indexed;
    for (const Table& table : tables_) {
      if (Status same = Compare(table); !same.ok()) return same;
    }
    return Count();
  }

  const Copied& copied() const { return copied_; }

 private:
  Status SameVersion() {
    std::int64_t versions[2] = {0, 0};
    for (int i = 0; i < 2; ++i) {
      const auto rows = (i == 0 ? from_ : to_).Query("SELECT max(version) FROM whyspec_schema");
      if (!rows.ok()) return rows.error();
      versions[i] = rows->empty() ? 0 : rows->front().Integer(0);
    }
    return versions[0] == versions[1] ? Status(Done{}) : OutOfStep("from");
  }

  Status IsEmpty() {
    for (const Table& table : tables_) {
      const auto rows = to_.Query(table.name == "log" ? "SELECT 1 FROM log WHERE sequence > 0"
                                                      : StrCat("SELECT 1 FROM ", table.name, " LIMIT 1"));
      if (!rows.ok()) return rows.error();
      if (!rows->empty()) {
        return Error{ErrorCode::kConflict,
                     "The database to copy into holds a call log already. Name an empty one, so that nothing "
                     "is lost."};
      }
    }
    const auto removed = to_.Run("DELETE FROM log");
    if (!removed.ok()) return removed.error();
    return Done{};
  }

  Status CopyTable(const Table& table) {
    Writer writer(to_, table);
    Sum& sum = sums_[table.name];
    Status written = Done{};
    Status read = from_.ForEach(SelectAll(table), {}, [&](const Row& row) {
      sum.Add(row, table.columns.size());
      written = writer.Add(row);
      if (sum.rows % kToldEvery == 0) progress_(StrCat(table.name, ": ", sum.rows, " rows …"));
      return written.ok();
    });
    if (!read.ok()) return read;
    if (!written.ok()) return written;
    if (written = writer.Flush(); !written.ok()) return written;
    if (!table.numbered.empty() && to_.dialect() == Dialect::kPostgres) {
      const auto set = to_.Query(StrCat("SELECT setval(pg_get_serial_sequence('", table.name, "', '",
                                        table.numbered, "'), (SELECT coalesce(max(", table.numbered,
                                        "), 0) + 1 FROM ", table.name, "), false)"));
      if (!set.ok()) return set.error();
    }
    progress_(StrCat(table.name, ": ", sum.rows, " rows"));
    return Done{};
  }

  // Blocks keep their numbers, which are in the table calls.
  Status CopyIndex() {
    auto counters = LockCounters(to_);  // makes it, if it was of other terms
    if (!counters.ok()) return counters.error();
    const auto was = from_.Query("SELECT terms_version FROM log WHERE id = 1");
    if (!was.ok()) return was.error();
    if (was->empty() || was->front().Integer(0) != evidence::kTermsVersion) {
      // It was just made; what it changed is not compared.
      sums_.erase("log");
      sums_.erase("calls");
      sums_.erase("term_counts");
      sums_.erase("term_changes");
      return Done{};
    }
    std::int64_t indexed = 0;
    Status written = Done{};
    Status read = from_.ForEach(
        StrCat("SELECT ", kCallRowColumns,
               " FROM calls JOIN call_words ON call_words.row = calls.row ORDER BY calls.first_block"),
        {}, [&](const Row& found) {
          const auto row = CallRowOf(found);
          const auto call = row.ok() ? ReadRecord(row->record) : nullptr;
          if (call == nullptr) {
            written = Error{
                ErrorCode::kUnreadable,
                StrCat("The call ", found.Text(0), " is damaged in the database. Restore a backup of it.")};
            return false;
          }
          written = AddBlocks(to_, row->first_block, BlocksOf(*call, counters->term_seed));
          if (++indexed % kToldEvery == 0) progress_(StrCat("text index: ", indexed, " calls …"));
          return written.ok();
        });
    if (!read.ok()) return read;
    return written;
  }

  Status Compare(const Table& table) {
    const auto expected = sums_.find(table.name);
    if (expected == sums_.end()) return Done{};
    Sum sum;
    Status read = to_.ForEach(SelectAll(table), {}, [&](const Row& row) {
      sum.Add(row, table.columns.size());
      return true;
    });
    if (!read.ok()) return read;
    if (sum == expected->second) return Done{};
    return Error{
        ErrorCode::kUnreadable,
        StrCat("The copy of the table ", table.name, " is not what was copied (", expected->second.rows,
               " rows there, ", sum.rows, " here). Nothing was kept; try again.")};
  }

  Status Count() {
    const std::pair<std::string_view, std::int64_t&> wanted[] = {
        {"SELECT count(*) FROM calls WHERE gone = 0", copied_.calls},
        {"SELECT count(*) FROM accounts WHERE gone = 0", copied_.accounts},
        {"SELECT count(*) FROM specs", copied_.specs},
        {"SELECT count(*) FROM tokens", copied_.tokens},
        {"SELECT count(*) FROM audit", copied_.audit}};
    for (const auto& [sql, count] : wanted) {
      const auto rows = to_.Query(sql);
      if (!rows.ok()) return rows.error();
      count = rows->front().Integer(0);
    }
    return Done{};
  }

  Session& from_;
  Session& to_;
  const std::vector<Table>& tables_;
  const Progress& progress_;
  std::map<std::string, Sum> sums_;
  Copied copied_;
};

}  // namespace

Result<Copied> CopyEverything(sql::Database& from, sql::Database& to, const Progress& progress) {
  if (&from == &to) {
    return Error{ErrorCode::kInvalid, "A call log cannot be copied onto itself. Name another database."};
  }
  const auto tables = sql::Tables();
  if (!tables.ok()) return tables.error();
  if (Status migrated = sql::Migrate(to); !migrated.ok()) return migrated.error();
  Copied copied;
  // One transaction on either side: all of one moment, all of it or nothing.
  const Status status = to.Write([&](Session& into) {
    return from.Read([&](Session& out) -> Status {
      Copy copy(out, into, *tables, progress);
      Status done = copy.Run();
      copied = copy.copied();
      return done;
    });
  });
  if (!status.ok()) return status.error();
  return copied;
}

}  // namespace whyspec::team
