// The program's version, "MAJOR.MINOR.PATCH", from the project's CMakeLists.txt.
#pragma once

#include <string_view>

namespace whyspec {

std::string_view Version();

}  // namespace whyspec
