// JSON in and out of the API. Keys keep their order; text that is no UTF-8 is made so.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/problem.h"

namespace whyspec::http {

using Json = nlohmann::ordered_json;

inline constexpr std::size_t kMaxJsonDepth = 32;

std::string Dump(const Json& json);
// {"items":[…],"next":…} of items that are JSON texts already.
std::string ListOf(const std::vector<std::string>& items, std::string_view next = "");
// `object` ("{…}") with the members of `more` after its own.
std::string WithMembers(std::string object, const Json& more);

// Bounded depth, duplicate keys refused, UTF-8 only. The error names line and column.
Result<Json> ParseJsonBody(std::string_view text, std::size_t max_depth = kMaxJsonDepth);

// Reads an object field by field and gathers what is wrong. A missing field, or null, is
// what the caller gave as its default.
class ObjectReader {
 public:
  ObjectReader(const Json& object, std::string pointer, std::vector<Problem::Place>& errors);

  std::string Text(std::string_view key, std::size_t max_bytes = 1000);
  std::string Required(std::string_view key, std::size_t max_bytes = 1000);
  std::optional<std::int64_t> Integer(std::string_view key, std::int64_t least, std::int64_t most);
  bool Bool(std::string_view key);
  std::vector<std::string> Texts(std::string_view key, std::size_t most = 200, std::size_t max_bytes = 1000);
  // Objects of a list: each with the pointer to it.
  struct Item {
    const Json* object = nullptr;
    std::string pointer;
  };
  std::vector<Item> Objects(std::string_view key, std::size_t most);
  std::optional<Item> Object(std::string_view key);
  // There at all, null included.
  bool Has(std::string_view key);
  bool IsNull(std::string_view key);
  void Wrong(std::string_view key, std::string detail);
  // What was not asked for is wrong.
  void Finish();

 private:
  const Json* Take(std::string_view key);

  const Json& object_;
  std::string pointer_;
  std::vector<Problem::Place>& errors_;
  std::vector<std::string> seen_;
};

}  // namespace whyspec::http
