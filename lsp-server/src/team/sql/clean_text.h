// Text as every database takes it. Private to this folder.
#pragma once

#include <string>
#include <string_view>

namespace whyspec::team::sql {

// What is not UTF-8, and NUL, becomes U+FFFD: PostgreSQL refuses both.
std::string CleanText(std::string_view text);

}  // namespace whyspec::team::sql
