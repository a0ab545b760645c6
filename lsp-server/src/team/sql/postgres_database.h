// PostgreSQL behind sql::Database, through libpqxx. Private to this folder.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "team/sql/database.h"

namespace whyspec::team::sql {

// `uri`: as libpq reads it. Connects once, so that a wrong address is told at the start.
Result<std::shared_ptr<Database>> OpenPostgres(const std::string& uri, Database::Options options);

}  // namespace whyspec::team::sql
