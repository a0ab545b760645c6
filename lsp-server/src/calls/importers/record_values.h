// Reading members of a map that somebody may have written wrongly: what is not there,
// or of another kind, leaves everything as it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/value.h"

namespace whyspec::calls {

inline const data::Value* ValueOf(const data::Value& map, std::string_view key, data::Kind kind) {
  const data::Value* value = map.Find(key);
  return value != nullptr && value->is(kind) ? value : nullptr;
}
inline const data::Value* ListAt(const data::Value& map, std::string_view key) {
  return ValueOf(map, key, data::Kind::kList);
}
inline const data::Value* MapAt(const data::Value& map, std::string_view key) {
  return ValueOf(map, key, data::Kind::kMap);
}

// True if the key is there with a text, which then stands in `out`.
inline bool ReadText(const data::Value& map, std::string_view key, std::string& out) {
  const data::Value* value = map.Find(key);
  if (value == nullptr) return false;
  const std::optional<std::string_view> text = value->AsText();
  if (!text) return false;
  out = std::string(*text);
  return true;
}

inline void ReadTexts(const data::Value& map, std::string_view key, std::vector<std::string>& out) {
  const data::Value* value = map.Find(key);
  if (value == nullptr || value->is(data::Kind::kNull)) return;
  std::vector<std::string> texts;
  if (const std::optional<std::string_view> one = value->AsText()) texts.emplace_back(*one);
  for (const data::Value& item : value->items) {
    if (const std::optional<std::string_view> text = item.AsText()) texts.emplace_back(*text);
  }
  out = std::move(texts);
}

template <typename Enum>
bool ReadEnum(const data::Value& map, std::string_view key, std::optional<Enum> (*parse)(std::string_view),
              Enum& out) {
  std::string text;
  if (!ReadText(map, key, text)) return false;
  const std::optional<Enum> value = parse(text);
  if (value) out = *value;
  return value.has_value();
}

}  // namespace whyspec::calls
