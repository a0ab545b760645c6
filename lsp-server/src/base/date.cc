#include "base/date.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace whyspec {
namespace {

constexpr std::int64_t kMsPerDay = 86'400'000;

// Reads exactly `digits` decimal digits at `at`.
bool ReadDigits(std::string_view text, std::size_t& at, int digits, int* out) {
  int value = 0;
  for (int i = 0; i < digits; ++i, ++at) {
    if (at >= text.size() || text[at] < '0' || text[at] > '9') return false;
    value = value * 10 + (text[at] - '0');
  }
  *out = value;
  return true;
}

bool ReadChar(std::string_view text, std::size_t& at, char c) {
  if (at >= text.size() || text[at] != c) return false;
  ++at;
  return true;
}

std::optional<Date> ReadDate(std::string_view text, std::size_t& at) {
  Date date;
  if (!ReadDigits(text, at, 4, &date.year) || !ReadChar(text, at, '-') ||
      !ReadDigits(text, at, 2, &date.month) || !ReadChar(text, at, '-') ||
      !ReadDigits(text, at, 2, &date.day)) {
    return std::nullopt;
  }
  const std::chrono::year_month_day ymd{std::chrono::year{date.year},
                                        std::chrono::month{static_cast<unsigned>(date.month)},
                                        std::chrono::day{static_cast<unsigned>(date.day)}};
  if (!ymd.ok()) return std::nullopt;
  return date;
}

}  // namespace

std::optional<Date> ParseDate(std::string_view text) {
  std::size_t at = 0;
  const std::optional<Date> date = ReadDate(text, at);
  return at == text.size() ? date : std::nullopt;
}

std::string FormatDate(Date date) {
  std::array<char, 32> buffer{};
  const int length =
      std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
  return {buffer.data(), static_cast<std::size_t>(length)};
}

std::int64_t DaysSinceEpoch(Date date) {
  using namespace std::chrono;
  return sys_days{year_month_day{year{date.year}, month{static_cast<unsigned>(date.month)},
                                 day{static_cast<unsigned>(date.day)}}}
      .time_since_epoch()
      .count();
}

Date DateFromDays(std::int64_t days) {
  using namespace std::chrono;
  const year_month_day ymd{sys_days{std::chrono::days{days}}};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

std::optional<std::int64_t> ParseInstant(std::string_view text) {
  std::size_t at = 0;
  const std::optional<Date> date = ReadDate(text, at);
  if (!date) return std::nullopt;
  std::int64_t ms = DaysSinceEpoch(*date) * kMsPerDay;
  if (at == text.size()) return ms;
  if (text[at] != 'T' && text[at] != 't' && text[at] != ' ') return std::nullopt;
  ++at;
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!ReadDigits(text, at, 2, &hour) || !ReadChar(text, at, ':') || !ReadDigits(text, at, 2, &minute)) {
    return std::nullopt;
  }
  int fraction_ms = 0;
  if (ReadChar(text, at, ':')) {
    if (!ReadDigits(text, at, 2, &second)) return std::nullopt;
    if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
      ++at;
      int scale = 100;
      const std::size_t first = at;
      for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10) {
        fraction_ms += (text[at] - '0') * scale;
      }
      if (at == first) return std::nullopt;
    }
  }
  if (hour > 23 || minute > 59 || second > 60) return std::nullopt;  // 60: a leap second
  ms += ((hour * 60LL + minute) * 60 + second) * 1000 + fraction_ms;
  if (at == text.size()) return ms;
  if (text[at] == 'Z' || text[at] == 'z') return at + 1 == text.size() ? std::optional(ms) : std::nullopt;
  if (text[at] != '+' && text[at] != '-') return std::nullopt;
  const int sign = text[at] == '+' ? 1 : -1;
  ++at;
  int offset_hour = 0;
  int offset_minute = 0;
  if (!ReadDigits(text, at, 2, &offset_hour)) return std::nullopt;
  if (at < text.size()) {
    ReadChar(text, at, ':');
    if (!ReadDigits(text, at, 2, &offset_minute)) return std::nullopt;
  }
  if (at != text.size() || offset_hour > 23 || offset_minute > 59) return std::nullopt;
  return ms - sign * (offset_hour * 60LL + offset_minute) * 60'000;
}

Date DateOfInstant(std::int64_t ms_since_epoch) {
  std::int64_t days = ms_since_epoch / kMsPerDay;
  if (ms_since_epoch % kMsPerDay < 0) --days;
  return DateFromDays(days);
}

std::string FormatInstant(std::int64_t ms_since_epoch) {
  const Date date = DateOfInstant(ms_since_epoch);
  const std::int64_t in_day = ms_since_epoch - DaysSinceEpoch(date) * kMsPerDay;
  const int seconds = static_cast<int>(in_day / 1000);
  const int ms = static_cast<int>(in_day % 1000);
  std::array<char, 40> buffer{};
  int length = std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d:%02d", seconds / 3600,
                             seconds / 60 % 60, seconds % 60);
  std::string out = FormatDate(date).append(buffer.data(), static_cast<std::size_t>(length));
  if (ms != 0) {
    length = std::snprintf(buffer.data(), buffer.size(), ".%03d", ms);
    out.append(buffer.data(), static_cast<std::size_t>(length));
  }
  return out += 'Z';
}

Date TodayUtc() {
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return DateFromDays(now.time_since_epoch().count());
}

}  // namespace whyspec
