#include "calls/importers/vendor_values.h"

#include <algorithm>
#include <cmath>

#include "base/date.h"
#include "base/unicode.h"
#include "calls/importers/clock.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

std::optional<std::int64_t> Scaled(const Value* value, double factor) {
  constexpr double kLargest = 9e15;  // every integer up to here is exact in a double
  if (value == nullptr) return std::nullopt;
  const std::optional<double> number = value->AsNumber();
  if (!number || !std::isfinite(*number) || std::abs(*number * factor) > kLargest) return std::nullopt;
  return static_cast<std::int64_t>(std::llround(*number * factor));
}

}  // namespace

const Value* AnyOf(const Value& map, Keys paths) {
  for (const std::string_view path : paths) {
    const Value* value = map.Find(path);
    if (value == nullptr && path.find('.') != std::string_view::npos) value = map.FindPath(path);
    if (value != nullptr && !value->is(Kind::kNull)) return value;
  }
  return nullptr;
}

const Value* AnyList(const Value& map, Keys paths) {
  for (const std::string_view path : paths) {
    const Value* value = AnyOf(map, {path});
    if (value != nullptr && value->is(Kind::kList)) return value;
  }
  return nullptr;
}

const Value* AnyMap(const Value& map, Keys paths) {
  for (const std::string_view path : paths) {
    const Value* value = AnyOf(map, {path});
    if (value != nullptr && value->is(Kind::kMap)) return value;
  }
  return nullptr;
}

std::string AnyText(const Value& map, Keys paths) {
  for (const std::string_view path : paths) {
    const Value* value = AnyOf(map, {path});
    if (value == nullptr) continue;
    const std::optional<std::string_view> text = value->AsText();
    if (text && !Trim(*text).empty()) return std::string(Trim(*text));
  }
  return "";
}

std::optional<std::int64_t> FromSeconds(const Value& map, Keys paths) {
  return Scaled(AnyOf(map, paths), 1000);
}

std::optional<std::int64_t> FromMillis(const Value& map, Keys paths) { return Scaled(AnyOf(map, paths), 1); }

std::optional<std::int64_t> FromMinutes(const Value& map, Keys paths) {
  return Scaled(AnyOf(map, paths), 60000);
}

std::optional<std::int64_t> FromClock(const Value& map, Keys paths) {
  const std::string text = AnyText(map, paths);
  std::size_t at = 0;
  const std::optional<std::int64_t> time = ReadClock(text, at);
  return at == text.size() ? time : std::nullopt;
}

std::optional<std::int64_t> ParseAnyInstant(std::string_view text) {
  text = Trim(text);
  const bool digits = !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!digits) return ParseInstant(text);
  const std::string_view whole = text.substr(0, text.find('.'));
  if (whole.size() < 9 || whole.size() > 15) return std::nullopt;  // no time since 1970 of our days
  std::int64_t number = 0;
  for (const char c : whole) number = number * 10 + (c - '0');
  if (whole.size() <= 11) return number * 1000;
  return number;
}

std::optional<std::int64_t> AnyInstant(const Value& map, Keys paths) {
  for (const std::string_view path : paths) {
    const std::string text = AnyText(map, {path});
    if (text.empty()) continue;
    if (const std::optional<std::int64_t> instant = ParseAnyInstant(text)) return instant;
  }
  return std::nullopt;
}

bool HasAll(const Value& map, Keys keys) {
  return std::all_of(keys.begin(), keys.end(),
                     [&](std::string_view key) { return map.Find(key) != nullptr; });
}

}  // namespace whyspec::calls
