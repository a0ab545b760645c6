// A 64-bit content hash (XXH3 of libxxhash): for result ids, baselines and cache
// keys. Not for secrets, not against an attacker.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace whyspec {

std::uint64_t Hash64(std::string_view bytes, std::uint64_t seed = 0);
std::string HashHex(std::uint64_t hash);  // 16 lower-case hex digits

}  // namespace whyspec
