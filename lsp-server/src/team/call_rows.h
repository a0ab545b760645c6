// Rows of the tables calls, call_words and log, as a transaction reads and writes them.
// Private to this layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "calls/call_log.h"
#include "team/call_store.h"
#include "team/sql/database.h"

namespace whyspec::team {

// The row of counters, locked until the transaction ends.
struct Counters {
  Sequence sequence = 0;
  std::int64_t next_row = 1;
  std::int64_t next_block = 1;
  std::int64_t term_seed = 0;
  std::int64_t terms_version = 0;
  Sequence counted = 0;
  Sequence kept = 0;
  std::int64_t pending = 0;
  std::int64_t epoch = 0;
  // Not in the row: changes of counts are folded when there are so many bytes of them.
  std::int64_t most_pending = std::int64_t{4} << 20U;
};
// Makes the index anew first if this program reduces words to other terms than the one that
// wrote it.
Result<Counters> LockCounters(sql::Session& session);
Status SaveCounters(sql::Session& session, const Counters& counters);
// Takes the next number for a change. SaveCounters() afterwards.
Status AddChange(sql::Session& session, Counters& counters, ChangeKind kind, std::string_view object,
                 std::int64_t now_ms);

struct CallRow {
  std::string id;
  std::int64_t row = 0;
  std::int64_t first_block = 0;
  std::int64_t blocks = 0;
  Sequence version = 0;
  std::int64_t updated_ms = 0;
  calls::Gone gone = calls::Gone::kNo;
  std::string source_system, source_id;
  std::string record;  // JSON; "" if gone
};
Result<std::optional<CallRow>> FindRow(sql::Session& session, std::string_view id);
Result<std::optional<CallRow>> FindRowBySource(sql::Session& session, std::string_view system,
                                               std::string_view source_id);

// Writes `call`, whose record is `record`, in place of `before`; with the next number.
Status WriteRow(sql::Session& session, Counters& counters, const calls::Call& call, std::string_view record,
                const CallRow* before, std::int64_t now_ms);
// Nothing is left of it but that it was there.
Status ClearRow(sql::Session& session, Counters& counters, const CallRow& before, calls::Gone why,
                std::int64_t now_ms);

// How a filter finds an account as calls spell it.
std::string AccountKey(std::string_view reference);

// The text index and its counts, from the records. Of a transaction.
Status MakeIndexAnew(sql::Session& session, Counters& counters);

// What a table row says as a TeamCall; kUnreadable if it is damaged.
Result<TeamCall> TeamCallOf(const CallRow& row);
inline constexpr std::string_view kCallRowColumns =
    "calls.id, calls.row, calls.first_block, calls.blocks, calls.version, calls.updated_ms, calls.gone, "
    "calls.source_system, calls.source_id, call_words.record";
Result<CallRow> CallRowOf(const sql::Row& row);

}  // namespace whyspec::team
