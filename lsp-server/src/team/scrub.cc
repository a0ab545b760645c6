// What is left of erased calls in the files, after the transaction that erased them.
#include <algorithm>
#include <set>

#include "base/strings.h"
#include "team/call_rows.h"
#include "team/call_store.h"
#include "team/call_store_state.h"
#include "team/sql/maintenance.h"
#include "team/term_counts.h"

namespace whyspec::team {
namespace {

// Counts of terms no longer tell of one call.
Status FoldAll(sql::Session& session) {
  auto counters = LockCounters(session);
  if (!counters.ok()) return counters.error();
  if (Status folded = FoldCounts(session, counters->counted, counters->sequence); !folded.ok()) return folded;
  counters->counted = counters->sequence;
  counters->kept = counters->sequence;
  counters->pending = 0;
  return SaveCounters(session, *counters);
}

// FTS5 keeps what was deleted until its parts are merged; a step at a time, so that others can write
// meanwhile. https://www.sqlite.org/fts5.html, "The 'merge' command".
Status MergeIndex(sql::Database& database) {
  // A first, negative step joins all parts; each next goes on with it.
  for (std::int64_t pages = -256;; pages = 256) {
    std::int64_t touched = 0;
    const Status status = database.Write([&](sql::Session& session) -> Status {
      const auto before = session.Query("SELECT total_changes()");
      if (!before.ok()) return before.error();
      const auto merged = session.Run("INSERT INTO words(words, rank) VALUES('merge', $1)", {pages});
      if (!merged.ok()) return merged.error();
      const auto after = session.Query("SELECT total_changes()");
      if (!after.ok()) return after.error();
      touched = after->front().Integer(0) - before->front().Integer(0);
      return Done{};
    });
    if (!status.ok()) return status;
    if (touched < 2) return Done{};
  }
}

}  // namespace

Status CallStore::Scrub(const std::vector<std::string>& tables) {
  sql::Database& database = *state_->database;
  if (const Status folded = database.Write(FoldAll); !folded.ok()) return folded;
  if (database.dialect() == sql::Dialect::kSqlite) {
    if (const Status merged = MergeIndex(database); !merged.ok()) return merged;
  }
  std::vector<std::string> touched = {"calls", "call_words", "accounts", "term_changes"};
  touched.insert(touched.end(), tables.begin(), tables.end());
  return sql::OverwriteErased(database, touched);
}

}  // namespace whyspec::team
