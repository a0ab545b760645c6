#include "jsonrpc/json.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

#include "base/strings.h"

template class nlohmann::basic_json<>;

namespace whyspec::jsonrpc {
namespace {

// Deepest nesting of brackets outside strings; what is not JSON is left to the parser.
int Depth(std::string_view text) {
  int depth = 0;
  int deepest = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '"':
        for (++i; i < text.size() && text[i] != '"'; ++i) {
          if (text[i] == '\\') ++i;
        }
        break;
      case '[':
      case '{':
        deepest = std::max(deepest, ++depth);
        break;
      case ']':
      case '}':
        --depth;
        break;
      default:
        break;
    }
  }
  return deepest;
}

// The code unit of a "\uXXXX" that starts at `at`; nullopt if there is none.
std::optional<unsigned> EscapedUnit(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  for (const char c : text.substr(at + 2, 4)) {
    const bool digit = c >= '0' && c <= '9';
    const char lower = static_cast<char>(c | 0x20);
    if (!digit && (lower < 'a' || lower > 'f')) return std::nullopt;
    unit = unit * 16 + static_cast<unsigned>(digit ? c - '0' : lower - 'a' + 10);
  }
  return unit;
}

bool IsHigh(unsigned unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool IsLow(unsigned unit) { return unit >= 0xDC00 && unit < 0xE000; }

// The text with lone surrogate escapes replaced; nullopt if it has none.
std::optional<std::string> RepairSurrogates(std::string_view text) {
  std::string repaired;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') continue;
    const std::optional<unsigned> unit = EscapedUnit(text, i);
    if (!unit) {
      ++i;  // whatever is escaped, "\\" too
      continue;
    }
    if (IsHigh(*unit)) {
      const std::optional<unsigned> next = EscapedUnit(text, i + 6);
      if (next && IsLow(*next)) {
        i += 11;
        continue;
      }
    }
    if (IsHigh(*unit) || IsLow(*unit)) {
      repaired.append(text, copied, i - copied).append("\\ufffd");
      copied = i + 6;
    }
    i += 5;
  }
  if (copied == 0) return std::nullopt;
  repaired.append(text, copied);
  return repaired;
}

template <typename Integer>
bool ReadInteger(const Json& value, Integer* out) {
  constexpr std::int64_t kMin = std::numeric_limits<Integer>::min();
  constexpr std::int64_t kMax = std::numeric_limits<Integer>::max();
  if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    *out = static_cast<Integer>(std::min<std::uint64_t>(number, static_cast<std::uint64_t>(kMax)));
    return true;
  }
  if (value.is_number_integer()) {
    *out = static_cast<Integer>(std::clamp(value.get<std::int64_t>(), kMin, kMax));
    return true;
  }
  if (value.is_number_float()) {
    const double number = value.get<double>();
    if (!std::isfinite(number) || number != std::floor(number)) return false;
    if (number >= static_cast<double>(kMax)) {
      *out = static_cast<Integer>(kMax);
    } else if (number <= static_cast<double>(kMin)) {
      *out = static_cast<Integer>(kMin);
    } else {
      *out = static_cast<Integer>(number);
    }
    return true;
  }
  return false;
}

}  // namespace

std::optional<Json> ParseJson(std::string_view text, std::string* problem) {
  const auto fail = [problem](std::string sentence) -> std::optional<Json> {
    if (problem != nullptr) *problem = std::move(sentence);
    return std::nullopt;
  };
  if (Depth(text) > kMaxJsonDepth) {
    return fail(StrCat("The message is nested deeper than ", kMaxJsonDepth, " levels and was not read."));
  }
  Json value = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (value.is_discarded()) {
    if (const auto repaired = RepairSurrogates(text)) {
      value = Json::parse(*repaired, nullptr, /*allow_exceptions=*/false);
    }
  }
  if (value.is_discarded()) return fail("The message is not valid JSON in UTF-8.");
  return value;
}

std::string DumpJson(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

const Json* Find(const Json& object, std::string_view key) {
  if (!object.is_object()) return nullptr;
  const auto it = object.find(key);
  return it == object.end() || it->is_null() ? nullptr : &*it;
}

bool ReadJson(const Json& value, bool* out) {
  if (!value.is_boolean()) return false;
  *out = value.get<bool>();
  return true;
}

bool ReadJson(const Json& value, std::string* out) {
  if (!value.is_string()) return false;
  *out = value.get_ref<const std::string&>();
  return true;
}

bool ReadJson(const Json& value, std::int32_t* out) { return ReadInteger(value, out); }

bool ReadJson(const Json& value, std::int64_t* out) { return ReadInteger(value, out); }

bool ReadJson(const Json& value, std::uint32_t* out) {
  std::int64_t number = 0;
  if (!ReadInteger(value, &number) || number < 0) return false;
  *out =
      static_cast<std::uint32_t>(std::min<std::int64_t>(number, std::numeric_limits<std::uint32_t>::max()));
  return true;
}

bool ReadJson(const Json& value, Json* out) {
  *out = value;
  return true;
}

const Json* FindPath(const Json& object, std::initializer_list<std::string_view> path) {
  const Json* value = &object;
  for (const std::string_view key : path) {
    value = Find(*value, key);
    if (value == nullptr) return nullptr;
  }
  return value;
}

bool FlagAt(const Json& object, std::initializer_list<std::string_view> path) {
  const Json* value = FindPath(object, path);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

}  // namespace whyspec::jsonrpc
