// Keys of the log itself: made once, kept in its database, the same for every process on it.
// Not for the outside.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "team/sql/database.h"

namespace whyspec::team {

inline constexpr std::string_view kPseudonymKey = "pseudonyms";
inline constexpr std::string_view kTombstoneKey = "tombstones";
inline constexpr std::string_view kCallIdKey = "call-ids";

// 32 bytes; made if it is not there yet (several processes agree on one).
Result<std::string> LogKey(sql::Session& session, std::string_view name);

}  // namespace whyspec::team
