// Which past of the log its numbers are of. Once released never edited: changes are further migrations
// (migrations.cc).
#pragma once

#include <string_view>

namespace whyspec::team::sql {

// history: another number when the log was put back from a backup. Who holds a cursor of another
// history knows things that never were, and begins anew.
inline constexpr std::string_view kHistoryColumn = R"sql(
ALTER TABLE log ADD COLUMN history BIGINT NOT NULL DEFAULT 0;
)sql";
inline constexpr std::string_view kHistorySqlite = R"sql(
UPDATE log SET history = abs(random() / 2);
)sql";
inline constexpr std::string_view kHistoryPostgres = R"sql(
UPDATE log SET history = (random() * 9000000000000000)::BIGINT;
)sql";

}  // namespace whyspec::team::sql
