#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace whyspec {

std::uint64_t Hash64(std::string_view bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

std::string HashHex(std::uint64_t hash) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 0; i < out.size(); ++i) out[out.size() - 1 - i] = kHex[(hash >> (4 * i)) & 0xF];
  return out;
}

}  // namespace whyspec
