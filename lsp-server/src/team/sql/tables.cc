#include "team/sql/tables.h"

#include "team/sql/database.h"

namespace whyspec::team::sql {
namespace {

Status ReadTables(Session& session, std::vector<Table>& tables) {
  const auto rows = session.Query(
      "SELECT name, sql LIKE '%AUTOINCREMENT%' FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
      "'sqlite_%' "
      "AND name <> 'whyspec_schema' AND name <> 'words' AND name NOT LIKE 'words\\_%' ESCAPE '\\' ORDER BY "
      "name");
  if (!rows.ok()) return rows.error();
  for (const Row& row : *rows) {
    Table table{.name = row.Text(0)};
    const auto columns =
        session.Query("SELECT name, pk FROM pragma_table_info($1) ORDER BY cid", {table.name});
    if (!columns.ok()) return columns.error();
    for (const Row& column : *columns) table.columns.push_back(column.Text(0));
    const auto key =
        session.Query("SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk", {table.name});
    if (!key.ok()) return key.error();
    for (const Row& column : *key) table.key.push_back(column.Text(0));
    if (row.Integer(1) != 0 && table.key.size() == 1) table.numbered = table.key.front();
    tables.push_back(std::move(table));
  }
  return Done{};
}

}  // namespace

// The migrations say it best: they are run in memory, and the result is read.
Result<std::vector<Table>> Tables() {
  const auto scratch = Database::Open("sqlite::memory:");
  if (!scratch.ok()) return scratch.error();
  if (const Status migrated = Migrate(**scratch); !migrated.ok()) return migrated.error();
  std::vector<Table> tables;
  const Status status = (*scratch)->Read([&tables](Session& session) { return ReadTables(session, tables); });
  if (!status.ok()) return status.error();
  return tables;
}

}  // namespace whyspec::team::sql
