#include "data/value.h"

#include <charconv>
#include <cmath>

#include "base/unicode.h"

namespace whyspec::data {

std::string_view KindName(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return "nothing";
    case Kind::kBool:
      return "true or false";
    case Kind::kNumber:
      return "a number";
    case Kind::kString:
      return "text";
    case Kind::kList:
      return "a list";
    case Kind::kMap:
      return "a group of keys";
  }
  return "";
}

const Member* Value::FindMember(std::string_view key) const {
  for (const Member& member : members) {
    if (member.key == key) return &member;
  }
  return nullptr;
}

const Value* Value::Find(std::string_view key) const {
  const Member* const member = FindMember(key);
  return member == nullptr ? nullptr : &member->value;
}

const Value* Value::FindPath(std::string_view dotted) const {
  const Value* at = this;
  while (at != nullptr) {
    const std::size_t dot = dotted.find('.');
    at = at->Find(dotted.substr(0, dot));
    if (dot == std::string_view::npos) break;
    dotted.remove_prefix(dot + 1);
  }
  return at;
}

std::optional<std::string_view> Value::AsText() const {
  if (kind == Kind::kString || kind == Kind::kNumber || kind == Kind::kBool) return text;
  return std::nullopt;
}

std::optional<double> Value::AsNumber() const {
  if (kind != Kind::kNumber && kind != Kind::kString) return std::nullopt;
  std::string_view digits = Trim(text);
  if (!digits.empty() && digits.front() == '+') digits.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

std::optional<std::int64_t> Value::AsInteger() const {
  if (kind != Kind::kNumber && kind != Kind::kString) return std::nullopt;
  const std::string_view digits = Trim(text);
  std::int64_t integer = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), integer);
  if (error == std::errc() && end == digits.data() + digits.size()) return integer;
  // "3.8e3" and "12.0" are integers too; anything beyond 2^53 would not be exact.
  const std::optional<double> number = AsNumber();
  if (!number || std::floor(*number) != *number || std::abs(*number) > 9007199254740992.0)
    return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

std::optional<bool> Value::AsBool() const {
  if (kind != Kind::kBool && kind != Kind::kString) return std::nullopt;
  const std::string folded = Fold(text);
  if (folded == "true") return true;
  if (folded == "false") return false;
  return std::nullopt;
}

std::string TextOr(const Value& map, std::string_view key, std::string_view fallback) {
  const Value* const value = map.Find(key);
  const std::optional<std::string_view> text = value == nullptr ? std::nullopt : value->AsText();
  return std::string(text.value_or(fallback));
}

}  // namespace whyspec::data
