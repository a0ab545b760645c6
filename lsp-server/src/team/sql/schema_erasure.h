// Table of what must not come back: hashes alone (team/erasure.h).
// Once released never edited: changes are further migrations (migrations.cc).
#pragma once

#include <string_view>

namespace whyspec::team::sql {

inline constexpr std::string_view kErasureSchema = R"sql(
CREATE TABLE tombstones (
  hash TEXT PRIMARY KEY,
  at_ms BIGINT NOT NULL
);
)sql";

}  // namespace whyspec::team::sql
