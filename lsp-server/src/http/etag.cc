#include "http/etag.h"

#include <charconv>

#include "base/hash.h"
#include "base/strings.h"

namespace whyspec::http {

std::string EtagOf(team::Sequence version) { return StrCat('"', version, '"'); }

std::string EtagOf(team::Sequence version, std::string_view body) {
  return StrCat('"', version, '-', HashHex(Hash64(body)), '"');
}

bool IsConditional(const Headers& headers) { return headers.Has("If-Match") || headers.Has("If-None-Match"); }

Result<team::Precondition> PreconditionOf(const Headers& headers) {
  team::Precondition precondition;
  if (headers.Has("If-None-Match")) {
    if (headers.Get("If-None-Match") != "*") {
      return Error{.code = ErrorCode::kInvalid,
                   .message = "If-None-Match of a write can only be *: it must not be there yet."};
    }
    precondition.absent = true;
  }
  if (headers.Has("If-Match")) {
    const std::string_view tag = headers.Get("If-Match");
    team::Sequence version = 0;
    const char* begin = tag.data() + 1;
    const char* end = tag.data() + tag.size() - 1;
    const bool quoted = tag.size() > 2 && tag.front() == '"' && tag.back() == '"';
    const auto read = quoted ? std::from_chars(begin, end, version)
                             : std::from_chars_result{begin, std::errc::invalid_argument};
    if (read.ec != std::errc() || (read.ptr != end && *read.ptr != '-') || precondition.absent) {
      return Error{.code = ErrorCode::kInvalid,
                   .message = "If-Match must be one ETag as this server gave it, such as \"12\"."};
    }
    precondition.version = version;
  }
  return precondition;
}

bool IsSame(const Headers& headers, std::string_view etag) {
  for (std::string_view tag : ListItems(headers.Get("If-None-Match"))) {
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag || tag == "*") return true;
  }
  return false;
}

}  // namespace whyspec::http
