// Clock times as transcripts of people and tools write them: 7:40, 00:07:40,
// 00:07:40.230, 00:07:40,230.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace whyspec::calls {

// Milliseconds of the time at `at`, and moves past it; nullopt (and `at` as it was)
// if there is none. Seconds, and minutes beside hours, are below 60.
std::optional<std::int64_t> ReadClock(std::string_view text, std::size_t& at);

}  // namespace whyspec::calls
