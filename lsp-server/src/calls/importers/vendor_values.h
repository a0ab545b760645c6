// Members of vendors' JSON, leniently: the first of several spellings that is there and
// not empty. Units are the caller's to know (DOMAIN.md §2a).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "calls/importers/record_values.h"
#include "data/value.h"

namespace whyspec::calls {

using Keys = std::initializer_list<std::string_view>;

// Dotted paths ("content.utterances"). nullptr if none is there, or all are null.
const data::Value* AnyOf(const data::Value& map, Keys paths);
const data::Value* AnyList(const data::Value& map, Keys paths);
const data::Value* AnyMap(const data::Value& map, Keys paths);
// Trimmed; "" if there is none.
std::string AnyText(const data::Value& map, Keys paths);
// Milliseconds, from seconds or milliseconds as numbers, or strings of them.
std::optional<std::int64_t> FromSeconds(const data::Value& map, Keys paths);
std::optional<std::int64_t> FromMillis(const data::Value& map, Keys paths);
std::optional<std::int64_t> FromMinutes(const data::Value& map, Keys paths);
// "00:05:32" or "5:32".
std::optional<std::int64_t> FromClock(const data::Value& map, Keys paths);
// Since 1970: ISO 8601 text, or a number of seconds or milliseconds.
std::optional<std::int64_t> AnyInstant(const data::Value& map, Keys paths);
std::optional<std::int64_t> ParseAnyInstant(std::string_view text);

bool HasAll(const data::Value& map, Keys keys);
// `root`, or each item of it if it is a list (pages saved together, lines of JSONL).
template <typename Visit>
void ForEachPage(const data::Value& root, const Visit& visit) {
  if (root.is(data::Kind::kMap)) return visit(root);
  for (const data::Value& item : root.items) {
    if (item.is(data::Kind::kMap)) visit(item);
  }
}
// Whether some page satisfies `test`; the first hundred are looked at.
template <typename Test>
bool AnyPage(const data::Value& root, const Test& test) {
  if (root.is(data::Kind::kMap)) return test(root);
  std::size_t looked = 0;
  for (const data::Value& item : root.items) {
    if (item.is(data::Kind::kMap) && test(item)) return true;
    if (++looked == 100) break;
  }
  return false;
}

}  // namespace whyspec::calls
