// SQLite behind sql::Database: one connection that writes, several that read (WAL). Private
// to this folder.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "team/sql/database.h"

namespace whyspec::team::sql {

// `file`: a path, or "" for a database in memory.
Result<std::shared_ptr<Database>> OpenSqlite(const std::string& file, Database::Options options);

// For maintenance.cc; REQUIRES: a database that OpenSqlite() made.
Status BackupSqlite(Database& database, const std::string& file);
Status RestoreSqlite(Database& database, const std::string& file);
Status EmptyWriteAheadLog(Database& database);

}  // namespace whyspec::team::sql
