// Calendar dates and instants, in UTC, without a time zone database.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace whyspec {

// A day of the proleptic Gregorian calendar.
struct Date {
  int year = 1970;
  int month = 1;  // 1..12
  int day = 1;    // 1..31
  friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

// "2026-01-13"; nullopt for anything else, impossible days included.
std::optional<Date> ParseDate(std::string_view text);
std::string FormatDate(Date date);
// Days since 1970-01-01.
std::int64_t DaysSinceEpoch(Date date);
Date DateFromDays(std::int64_t days);
inline std::int64_t DaysBetween(Date from, Date to) { return DaysSinceEpoch(to) - DaysSinceEpoch(from); }

// ISO 8601 / RFC 3339 instant or a bare date (midnight) -> milliseconds since
// 1970-01-01T00:00Z. A missing offset means UTC.
std::optional<std::int64_t> ParseInstant(std::string_view text);
std::string FormatInstant(std::int64_t ms_since_epoch);  // "2026-01-13T09:00:00Z"
Date DateOfInstant(std::int64_t ms_since_epoch);

// The current day in UTC. The only place that reads the wall clock for dates;
// `--today` and tests never call it.
Date TodayUtc();

}  // namespace whyspec
