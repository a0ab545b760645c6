// The tables, version after version. Private to this folder and to copying.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "team/sql/database.h"

namespace whyspec::team::sql {

// What brings the tables one version further. In texts, {BLOB} stands for the type of bytes and
// {NUMBER} for that of a column the database numbers itself (a primary key, ascending), {KEY} for
// TEXT that is compared and sorted by its bytes, whatever the database's language. Each statement ends with
// ";" at the end of a line.
struct Migration {
  std::string_view both;
  std::string_view sqlite = {};    // after `both`
  std::string_view postgres = {};  // after `both`
};
const std::vector<Migration>& Migrations();

// The statements of a text, for a dialect.
std::vector<std::string> StatementsOf(std::string_view text, Dialect dialect);

}  // namespace whyspec::team::sql
