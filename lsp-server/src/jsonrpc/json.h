// JSON on the wire: nlohmann-json, compiled once (json.cc), with readers that do not
// throw. Names are those of the protocol; numbers are checked, never wrapped.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

extern template class nlohmann::basic_json<>;

namespace whyspec::jsonrpc {

using Json = nlohmann::json;

// A message nested deeper than this is refused: copying and printing a Json recurse.
inline constexpr int kMaxJsonDepth = 200;

// nullopt and a sentence in `problem` (if given) for anything but one JSON text. A
// lone half of a surrogate pair ("\ud83d", which editors send for half-typed emoji)
// becomes U+FFFD.
std::optional<Json> ParseJson(std::string_view text, std::string* problem = nullptr);
// Compact; bytes that are not UTF-8 become U+FFFD.
std::string DumpJson(const Json& value);

// Member of an object; nullptr if absent, null, or `object` is no object.
const Json* Find(const Json& object, std::string_view key);

// Typed reading: false, and `*out` untouched, if the value is of another type.
bool ReadJson(const Json& value, bool* out);
bool ReadJson(const Json& value, std::string* out);
// An integral number; what lies outside the type is clamped to it. A fraction is none.
bool ReadJson(const Json& value, std::int32_t* out);
bool ReadJson(const Json& value, std::int64_t* out);
// As above, but a negative number is none.
bool ReadJson(const Json& value, std::uint32_t* out);
bool ReadJson(const Json& value, Json* out);

template <typename T>
bool ReadJson(const Json& value, std::vector<T>* out) {
  if (!value.is_array()) return false;
  std::vector<T> items(value.size());
  std::size_t at = 0;
  for (const Json& item : value) {
    if (!ReadJson(item, &items[at++])) return false;
  }
  *out = std::move(items);
  return true;
}

// A member that must be there.
template <typename T>
bool ReadMember(const Json& object, std::string_view key, T* out) {
  const Json* value = Find(object, key);
  return value != nullptr && ReadJson(*value, out);
}
// A member that may be absent or null, but if present must fit.
template <typename T>
bool ReadOptional(const Json& object, std::string_view key, T* out) {
  const Json* value = Find(object, key);
  return value == nullptr || ReadJson(*value, out);
}
template <typename T>
bool ReadOptional(const Json& object, std::string_view key, std::optional<T>* out) {
  const Json* value = Find(object, key);
  if (value == nullptr) return true;
  return ReadJson(*value, &out->emplace());
}

// Value at a path of members ("textDocument", "hover", "contentFormat"), leniently:
// nullptr as soon as one is missing.
const Json* FindPath(const Json& object, std::initializer_list<std::string_view> path);
bool FlagAt(const Json& object, std::initializer_list<std::string_view> path);

}  // namespace whyspec::jsonrpc
