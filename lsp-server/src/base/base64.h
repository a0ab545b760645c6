// Bytes as text: hexadecimal and base64 (RFC 4648).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whyspec {

std::string ToHex(std::string_view bytes);     // lower case
std::string ToBase64(std::string_view bytes);  // §4, with padding
// Strict: nullopt for anything that is not exactly this alphabet. Padding may be missing.
std::optional<std::string> FromBase64(std::string_view text);
std::optional<std::string> FromBase64Url(std::string_view text);  // §5

}  // namespace whyspec
