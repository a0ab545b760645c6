#include "team/audit.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"

namespace whyspec::team {

using sql::Session;
using sql::Value;

Status Append(Session& session, const AuditEntry& entry) {
  const auto ran = session.Run(
      "INSERT INTO audit (at_ms, actor, role, action, object, owner, level, reason) VALUES ($1, $2, $3, $4, "
      "$5, $6, "
      "$7, $8)",
      {entry.at_ms, entry.actor, entry.role, entry.action, entry.object, Fold(Trim(entry.owner)), entry.level,
       entry.reason});
  if (!ran.ok()) return ran.error();
  return Done{};
}

Result<std::vector<AuditEntry>> ReadAudit(sql::Database& database, const AuditFilter& filter) {
  constexpr std::size_t kMost = 10'000;
  std::string sql =
      "SELECT number, at_ms, actor, role, action, object, owner, level, reason FROM audit WHERE number > $1";
  sql::Values values = {filter.after};
  const auto only = [&](std::string_view column, const std::string& value) {
    if (value.empty()) return;
    values.emplace_back(value);
    sql += StrCat(" AND ", column, " = $", values.size());
  };
  only("object", filter.object);
  if (filter.or_owner.empty()) {
    only("owner", Fold(Trim(filter.owner)));
  } else {
    values.emplace_back(Fold(Trim(filter.owner)));
    values.emplace_back(Fold(Trim(filter.or_owner)));
    sql += StrCat(" AND owner <> '' AND owner IN ($", values.size() - 1, ", $", values.size(), ")");
  }
  only("actor", filter.actor);
  if (filter.newest_first && filter.before > 0) {
    values.emplace_back(filter.before);
    sql += StrCat(" AND number < $", values.size());
  }
  values.emplace_back(static_cast<std::int64_t>(std::min(filter.limit, kMost)));
  sql += StrCat(" ORDER BY number", filter.newest_first ? " DESC" : "", " LIMIT $", values.size());
  std::vector<AuditEntry> entries;
  const Status read = database.Read([&](Session& session) -> Status {
    const auto rows = session.Query(sql, values);
    if (!rows.ok()) return rows.error();
    entries.clear();
    for (const sql::Row& row : *rows) {
      entries.push_back({.number = row.Integer(0),
                         .at_ms = row.Integer(1),
                         .actor = row.Text(2),
                         .role = row.Text(3),
                         .action = row.Text(4),
                         .object = row.Text(5),
                         .owner = row.Text(6),
                         .level = row.Text(7),
                         .reason = row.Text(8)});
    }
    return Done{};
  });
  if (!read.ok()) return read.error();
  return entries;
}

Result<std::int64_t> CutAudit(Session& session, std::int64_t before_ms) {
  return session.Run("DELETE FROM audit WHERE at_ms < $1", {before_ms});
}

}  // namespace whyspec::team
