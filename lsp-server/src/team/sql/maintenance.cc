#include "team/sql/maintenance.h"

#include <algorithm>
#include <random>

#include "base/strings.h"
#include "team/sql/sqlite_database.h"

namespace whyspec::team::sql {
namespace {

Error UsePostgresTools(std::string_view what) {
  return {ErrorCode::kInvalid, StrCat("A PostgreSQL database is ", what,
                                      " with PostgreSQL's own tools: pg_dump --format=custom "
                                      "for a backup, pg_restore to put it back.")};
}

bool IsTableName(std::string_view name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

}  // namespace

std::int64_t RandomNumber() {
  std::random_device random;
  const std::uint64_t drawn = (std::uint64_t{random()} << 32U | random()) >> 1U;
  return static_cast<std::int64_t>(std::max<std::uint64_t>(drawn, 1));
}

Status Backup(Database& database, const std::string& file) {
  if (database.dialect() == Dialect::kPostgres) return UsePostgresTools("backed up");
  return BackupSqlite(database, file);
}

Status Restore(Database& database, const std::string& file) {
  if (database.dialect() == Dialect::kPostgres) return UsePostgresTools("restored");
  // What came after the backup is gone, but its numbers are not given out again: somebody may
  // hold one as a cursor.
  std::int64_t sequence = 0;
  Status status = database.Read([&](Session& session) -> Status {
    const auto rows = session.Query("SELECT sequence FROM log WHERE id = 1");
    if (!rows.ok()) return rows.error();
    if (!rows->empty()) sequence = rows->front().Integer(0);
    return Done{};
  });
  if (!status.ok()) return status;
  if (status = RestoreSqlite(database, file); !status.ok()) return status;
  if (status = Migrate(database); !status.ok()) return status;
  return database.Write([&](Session& session) -> Status {
    const auto set =
        session.Run("UPDATE log SET epoch = $1, history = $2, sequence = max(sequence, $3) WHERE id = 1",
                    {RandomNumber(), RandomNumber(), sequence});
    if (!set.ok()) return set.error();
    return Done{};
  });
}

Status OverwriteErased(Database& database, const std::vector<std::string>& tables) {
  if (database.dialect() == Dialect::kSqlite) return EmptyWriteAheadLog(database);
  return database.Outside([&](Session& session) -> Status {
    const auto before = session.Query("SHOW statement_timeout");
    if (!before.ok()) return before.error();
    const auto unlimited = session.Run("SET statement_timeout = 0");
    if (!unlimited.ok()) return unlimited.error();
    for (const std::string& table : tables) {
      if (!IsTableName(table)) continue;
      const auto cleaned = session.Run(StrCat("VACUUM (FULL) ", table));
      if (!cleaned.ok()) return cleaned.error();
    }
    const auto limited =
        session.Query("SELECT set_config('statement_timeout', $1, false)", {before->front().Text(0)});
    if (!limited.ok()) return limited.error();
    return Done{};
  });
}

}  // namespace whyspec::team::sql
