// Query parameters and path segments: decoded strictly, and each name known.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace whyspec::http {

// Percent-decoded text; nullopt for a broken escape, a control character, or what is no UTF-8.
std::optional<std::string> DecodeStrictly(std::string_view text, bool plus_is_blank);

class Query {
 public:
  // kInvalid: a name that is not among `known`, a name twice, a value that cannot be read.
  static Result<Query> Parse(std::string_view text, std::span<const std::string_view> known);

  // "" if it is not there.
  const std::string& Text(std::string_view name) const;
  bool Has(std::string_view name) const;
  // `otherwise` if it is not there; kInvalid outside least..most.
  Result<std::int64_t> Integer(std::string_view name, std::int64_t least, std::int64_t most,
                               std::int64_t otherwise) const;
  // A date or an instant, as milliseconds; kInvalid for anything else.
  Result<std::optional<std::int64_t>> Instant(std::string_view name) const;
  Result<bool> Flag(std::string_view name) const;  // "", "0", "false" · "1", "true"

 private:
  std::vector<std::pair<std::string, std::string>> values_;
};

}  // namespace whyspec::http
