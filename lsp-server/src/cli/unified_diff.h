// The difference between two texts as `diff -u` prints it, so that `patch` and `git
// apply` can make the change.
#pragma once

#include <string>
#include <string_view>

#include "cli/style.h"

namespace whyspec::cli {

// "" if the texts are equal. `path` names both sides. On a terminal (`style.width` > 0)
// control characters are made visible; else the bytes go out as they are.
std::string UnifiedDiff(std::string_view path, std::string_view before, std::string_view after,
                        const Style& style);

}  // namespace whyspec::cli
