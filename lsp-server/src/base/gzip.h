// gzip (RFC 1952) both ways, bounded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace whyspec {

std::string Gzip(std::string_view bytes, int level);
// kTooLarge: more than `limit` bytes come out (nothing beyond is made); kInvalid: no gzip, or cut off.
Result<std::string> Gunzip(std::string_view bytes, std::size_t limit);

}  // namespace whyspec
