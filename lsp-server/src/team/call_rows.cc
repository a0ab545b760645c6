#include "team/call_rows.h"

#include <algorithm>
#include <limits>

#include "base/strings.h"
#include "base/unicode.h"
#include "evidence/terms.h"
#include "team/call_record.h"
#include "team/sql/maintenance.h"
#include "team/text_index.h"

namespace whyspec::team {
namespace {

// An index cannot hold longer texts; what is cut is found by none of its words less.
constexpr std::size_t kMostKeyBytes = 300;

Error Damaged(std::string_view id) {
  return {ErrorCode::kUnreadable,
          StrCat("The call ", id, " is damaged in the database. Restore a backup of it.")};
}

// Changes of counts, and a fold now and then.
Status NoteCounts(sql::Session& session, Counters& counters, const CountChanges& changes) {
  const std::string packed = PackCounts(changes);
  if (packed.empty()) return Done{};
  const auto noted = session.Run("INSERT INTO term_changes(sequence, counts) VALUES($1, $2)",
                                 {counters.sequence, sql::Blob{packed}});
  if (!noted.ok()) return noted.error();
  counters.pending += static_cast<std::int64_t>(packed.size());
  if (counters.pending < counters.most_pending) return Done{};
  if (Status folded = FoldCounts(session, counters.counted, counters.counted); !folded.ok()) return folded;
  counters.kept = counters.counted;
  counters.counted = counters.sequence;
  counters.pending = 0;
  return Done{};
}

// Takes the words of a row out of index and table; `changes` tells of the counts.
Status DropWords(sql::Session& session, const Counters& counters, const CallRow& row, CountChanges& changes) {
  if (row.gone != calls::Gone::kNo) return Done{};
  const std::shared_ptr<const calls::Call> call = ReadRecord(row.record);
  if (call == nullptr) return Damaged(row.id);
  const IndexedBlocks blocks = BlocksOf(*call, counters.term_seed);
  if (Status removed = RemoveBlocks(session, row.first_block, blocks); !removed.ok()) return removed;
  for (const auto& [key, count] : blocks.counts) changes[key] -= count;
  const auto dropped = session.Run("DELETE FROM call_words WHERE row = $1", {row.row});
  if (!dropped.ok()) return dropped.error();
  return Done{};
}

}  // namespace

std::string AccountKey(std::string_view reference) {
  std::string key = Fold(Trim(reference));
  if (key.size() > kMostKeyBytes) key.resize(kMostKeyBytes);
  return key;
}

Result<Counters> LockCounters(sql::Session& session) {
  constexpr std::string_view kRead =
      "SELECT sequence, next_row, next_block, term_seed, terms_version, counted, kept, pending, epoch FROM "
      "log "
      "WHERE id = 1";
  // In SQLite who writes is alone already.
  const auto rows = session.dialect() == sql::Dialect::kPostgres ? session.Query(StrCat(kRead, " FOR UPDATE"))
                                                                 : session.Query(kRead);
  if (!rows.ok()) return rows.error();
  if (rows->empty()) {
    return Error{ErrorCode::kUnreadable,
                 "The call log's database lacks its counters. Restore a backup of it."};
  }
  const sql::Row& row = rows->front();
  Counters counters{.sequence = row.Integer(0),
                    .next_row = row.Integer(1),
                    .next_block = row.Integer(2),
                    .term_seed = row.Integer(3),
                    .terms_version = row.Integer(4),
                    .counted = row.Integer(5),
                    .kept = row.Integer(6),
                    .pending = row.Integer(7),
                    .epoch = row.Integer(8)};
  if (counters.terms_version > evidence::kTermsVersion) {
    return Error{
        ErrorCode::kInvalid,
        "The text index of the call log was made by a newer Whyspec. Install that version, or a newer one."};
  }
  if (counters.terms_version < evidence::kTermsVersion) {
    if (Status made = MakeIndexAnew(session, counters); !made.ok()) return made.error();
    if (Status saved = SaveCounters(session, counters); !saved.ok()) return saved.error();
  }
  return counters;
}

Status SaveCounters(sql::Session& session, const Counters& counters) {
  const auto saved = session.Run(
      "UPDATE log SET sequence = $1, next_row = $2, next_block = $3, term_seed = $4, terms_version = $5, "
      "counted = $6, kept = $7, pending = $8, epoch = $9 WHERE id = 1",
      {counters.sequence, counters.next_row, counters.next_block, counters.term_seed, counters.terms_version,
       counters.counted, counters.kept, counters.pending, counters.epoch});
  if (!saved.ok()) return saved.error();
  return Done{};
}

Status AddChange(sql::Session& session, Counters& counters, ChangeKind kind, std::string_view object,
                 std::int64_t now_ms) {
  ++counters.sequence;
  const auto added = session.Run("INSERT INTO changes(sequence, kind, object, at_ms) VALUES($1, $2, $3, $4)",
                                 {counters.sequence, std::string(Name(kind)), std::string(object), now_ms});
  if (!added.ok()) return added.error();
  return Done{};
}

Result<CallRow> CallRowOf(const sql::Row& row) {
  CallRow found{.id = row.Text(0),
                .row = row.Integer(1),
                .first_block = row.Integer(2),
                .blocks = row.Integer(3),
                .version = row.Integer(4),
                .updated_ms = row.Integer(5),
                .gone = static_cast<calls::Gone>(row.Integer(6)),
                .source_system = row.Text(7),
                .source_id = row.Text(8),
                .record = {}};
  if (found.gone != calls::Gone::kNo) return found;
  std::optional<std::string> record = UnpackRecord(row.Bytes(9));
  if (!record) return Damaged(found.id);
  found.record = std::move(*record);
  return found;
}

namespace {

Result<std::optional<CallRow>> FindOne(sql::Session& session, std::string_view where,
                                       const sql::Values& values) {
  const auto rows =
      session.Query(StrCat("SELECT ", kCallRowColumns,
                           " FROM calls LEFT JOIN call_words ON call_words.row = calls.row WHERE ", where),
                    values);
  if (!rows.ok()) return rows.error();
  if (rows->empty()) return std::optional<CallRow>();
  auto row = CallRowOf(rows->front());
  if (!row.ok()) return row.error();
  return std::optional<CallRow>(std::move(row).value());
}

}  // namespace

Result<std::optional<CallRow>> FindRow(sql::Session& session, std::string_view id) {
  return FindOne(session, "calls.id = $1", {std::string(id)});
}

Result<std::optional<CallRow>> FindRowBySource(sql::Session& session, std::string_view system,
                                               std::string_view source_id) {
  return FindOne(session, "calls.source_system = $1 AND calls.source_id = $2",
                 {std::string(system), std::string(source_id)});
}

Status WriteRow(sql::Session& session, Counters& counters, const calls::Call& call, std::string_view record,
                const CallRow* before, std::int64_t now_ms) {
  CountChanges changes;
  if (before != nullptr) {
    if (Status dropped = DropWords(session, counters, *before, changes); !dropped.ok()) return dropped;
  }
  const IndexedBlocks blocks = BlocksOf(call, counters.term_seed);
  for (const auto& [key, count] : blocks.counts) changes[key] += count;
  const std::int64_t row = counters.next_row++;
  const std::int64_t first_block = counters.next_block;
  counters.next_block += static_cast<std::int64_t>(blocks.tokens.size());
  if (Status added = AddBlocks(session, first_block, blocks); !added.ok()) return added;
  const auto words =
      session.Run("INSERT INTO call_words(row, record) VALUES($1, $2)", {row, sql::Blob{PackRecord(record)}});
  if (!words.ok()) return words.error();
  if (Status noted = AddChange(session, counters, ChangeKind::kCallPut, call.id, now_ms); !noted.ok())
    return noted;
  const calls::CallSummary summary = calls::Summarise(call);
  const auto written = session.Run(
      "INSERT INTO calls(id, row, first_block, blocks, version, updated_ms, gone, source_system, source_id, "
      "started_ms, type, owner, account, account_text, title, lifecycle, visibility, personas, turns) "
      "VALUES($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) "
      "ON CONFLICT(id) DO UPDATE SET row = excluded.row, first_block = excluded.first_block, "
      "blocks = excluded.blocks, version = excluded.version, updated_ms = excluded.updated_ms, gone = 0, "
      "source_system = excluded.source_system, source_id = excluded.source_id, "
      "started_ms = excluded.started_ms, type = excluded.type, owner = excluded.owner, "
      "account = excluded.account, account_text = excluded.account_text, title = excluded.title, "
      "lifecycle = excluded.lifecycle, visibility = excluded.visibility, personas = excluded.personas, "
      "turns = excluded.turns",
      {call.id, row, first_block, static_cast<std::int64_t>(blocks.tokens.size()), counters.sequence, now_ms,
       call.source.system, call.source.id,
       call.started_at_ms.value_or(std::numeric_limits<std::int64_t>::min()), std::string(Name(call.type)),
       call.owner, AccountKey(call.account), call.account, call.title, std::string(Name(call.lifecycle)),
       call.visibility ? std::string(Name(*call.visibility)) : std::string(), Join(summary.personas, "\n"),
       static_cast<std::int64_t>(call.turns.size())});
  if (!written.ok()) return written.error();
  if (Status noted = NoteCounts(session, counters, changes); !noted.ok()) return noted;
  return SaveCounters(session, counters);
}

Status ClearRow(sql::Session& session, Counters& counters, const CallRow& before, calls::Gone why,
                std::int64_t now_ms) {
  CountChanges changes;
  if (Status dropped = DropWords(session, counters, before, changes); !dropped.ok()) return dropped;
  if (Status noted = AddChange(session, counters, ChangeKind::kCallErased, before.id, now_ms); !noted.ok()) {
    return noted;
  }
  const auto cleared = session.Run(
      "UPDATE calls SET row = 0, first_block = 0, blocks = 0, version = $2, updated_ms = $3, gone = $4, "
      "source_system = '', source_id = '', started_ms = 0, type = '', owner = '', account = '', "
      "account_text = '', title = '', lifecycle = '', visibility = '', personas = '', turns = 0 WHERE id = "
      "$1",
      {before.id, counters.sequence, now_ms, static_cast<std::int64_t>(why)});
  if (!cleared.ok()) return cleared.error();
  if (Status noted = NoteCounts(session, counters, changes); !noted.ok()) return noted;
  return SaveCounters(session, counters);
}

Result<TeamCall> TeamCallOf(const CallRow& row) {
  TeamCall found{.call = nullptr, .version = row.version, .updated_ms = row.updated_ms};
  if (row.gone != calls::Gone::kNo) {
    auto gone = std::make_shared<calls::Call>();
    gone->id = row.id;
    gone->transcript_status = calls::TranscriptStatus::kGone;
    found.call = std::move(gone);
    return found;
  }
  found.call = ReadRecord(row.record);
  if (found.call == nullptr) return Damaged(row.id);
  return found;
}

Status MakeIndexAnew(sql::Session& session, Counters& counters) {
  counters.term_seed = sql::RandomNumber();
  counters.epoch = sql::RandomNumber();  // whoever has counts in memory reads them anew
  if (Status cleared = ClearBlocks(session); !cleared.ok()) return cleared;
  for (const std::string_view table : {"DELETE FROM term_counts", "DELETE FROM term_changes"}) {
    if (const auto cleared = session.Run(table); !cleared.ok()) return cleared.error();
  }
  CountChanges changes;
  std::string last;
  while (true) {
    // Page by page: what is written must not be read on.
    const auto rows = session.Query(StrCat("SELECT ", kCallRowColumns,
                                           " FROM calls JOIN call_words ON call_words.row = calls.row WHERE "
                                           "calls.id > $1 ORDER BY calls.id LIMIT 100"),
                                    {last});
    if (!rows.ok()) return rows.error();
    if (rows->empty()) break;
    for (const sql::Row& found : *rows) {
      const auto row = CallRowOf(found);
      if (!row.ok()) return row.error();
      last = row->id;
      const std::shared_ptr<const calls::Call> call = ReadRecord(row->record);
      if (call == nullptr) return Damaged(row->id);
      const IndexedBlocks blocks = BlocksOf(*call, counters.term_seed);
      for (const auto& [key, count] : blocks.counts) changes[key] += count;
      const auto placed =
          session.Run("UPDATE calls SET first_block = $2, blocks = $3 WHERE id = $1",
                      {row->id, counters.next_block, static_cast<std::int64_t>(blocks.tokens.size())});
      if (!placed.ok()) return placed.error();
      if (Status added = AddBlocks(session, counters.next_block, blocks); !added.ok()) return added;
      counters.next_block += static_cast<std::int64_t>(blocks.tokens.size());
    }
  }
  const std::string packed = PackCounts(changes);
  if (!packed.empty()) {
    const auto noted = session.Run("INSERT INTO term_changes(sequence, counts) VALUES($1, $2)",
                                   {counters.sequence, sql::Blob{packed}});
    if (!noted.ok()) return noted.error();
    if (Status folded = FoldCounts(session, counters.sequence - 1, counters.sequence); !folded.ok())
      return folded;
  }
  counters.counted = counters.sequence;
  counters.kept = counters.sequence;
  counters.pending = 0;
  counters.terms_version = evidence::kTermsVersion;
  return Done{};
}

}  // namespace whyspec::team
