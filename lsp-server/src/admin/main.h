// The `whyspec-server` program, as a function.
#pragma once

#include <string>
#include <vector>

#include "admin/commands.h"

namespace whyspec::admin {

int Main(const std::vector<std::string>& arguments, const Io& io, const Environment& environment);

}  // namespace whyspec::admin
