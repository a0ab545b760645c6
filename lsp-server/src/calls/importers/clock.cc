#include "calls/importers/clock.h"

namespace whyspec::calls {
namespace {

// Up to `max_digits` digits; nullopt if there is none, or one more than that.
std::optional<std::int64_t> ReadDigits(std::string_view text, std::size_t& at, std::size_t max_digits) {
  std::int64_t value = 0;
  std::size_t digits = 0;
  std::size_t end = at;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') {
    if (++digits > max_digits) return std::nullopt;
    value = value * 10 + (text[end++] - '0');
  }
  if (digits == 0) return std::nullopt;
  at = end;
  return value;
}

}  // namespace

std::optional<std::int64_t> ReadClock(std::string_view text, std::size_t& at) {
  std::size_t cursor = at;
  const auto colon = [&] { return cursor < text.size() && text[cursor] == ':'; };
  const std::optional<std::int64_t> first = ReadDigits(text, cursor, 6);
  if (!first || !colon()) return std::nullopt;
  const std::size_t second_at = ++cursor;
  const std::optional<std::int64_t> second = ReadDigits(text, cursor, 2);
  if (!second || cursor - second_at != 2 || *second > 59) return std::nullopt;
  std::int64_t seconds = *first * 60 + *second;
  if (colon()) {
    const std::size_t third_at = ++cursor;
    const std::optional<std::int64_t> third = ReadDigits(text, cursor, 2);
    if (!third || cursor - third_at != 2 || *third > 59) return std::nullopt;
    seconds = seconds * 60 + *third;
  }
  std::int64_t ms = seconds * 1000;
  if (cursor + 1 < text.size() && (text[cursor] == '.' || text[cursor] == ',') && text[cursor + 1] >= '0' &&
      text[cursor + 1] <= '9') {
    ++cursor;
    std::int64_t scale = 100;
    while (cursor < text.size() && text[cursor] >= '0' && text[cursor] <= '9') {
      ms += (text[cursor++] - '0') * scale;
      scale /= 10;
    }
  }
  at = cursor;
  return ms;
}

}  // namespace whyspec::calls
