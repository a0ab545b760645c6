// The tables of this version, as the migrations make them: what a copy has to carry. Private to
// this layer.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace whyspec::team::sql {

struct Table {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::string> key;  // columns of the primary key, in order
  std::string numbered;          // the column the database numbers itself; "" if none
};
// All but the schema's own version and the text index. In order of name.
Result<std::vector<Table>> Tables();

}  // namespace whyspec::team::sql
