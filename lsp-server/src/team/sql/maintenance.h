// Care of a database while it runs: backups, and bytes that were deleted. Threads: as Database.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "team/sql/database.h"

namespace whyspec::team::sql {

// Everything as of one moment, into a new file, while others read and write (SQLite's VACUUM
// INTO; the file appears when it is whole). kConflict if there is a file of that name. PostgreSQL has tools
// of its own: kInvalid, with a sentence that says which.
Status Backup(Database& database, const std::string& file);
// A backup in place of what `database` holds now: it must be of this or an older version of
// Whyspec. Others may read meanwhile; they see all of it or nothing. PostgreSQL: as above.
Status Restore(Database& database, const std::string& file);

// What deleted rows of these tables left in the files is overwritten. SQLite: pages are
// (secure_delete), and the write-ahead log is emptied. PostgreSQL: the tables are written anew
// (VACUUM FULL: who reads or writes them waits), its own write-ahead log is recycled by it in time.
Status OverwriteErased(Database& database, const std::vector<std::string>& tables);

// Positive, and another each time.
std::int64_t RandomNumber();

}  // namespace whyspec::team::sql
