// The arguments of `whyspec calls …`: a part of the tree of arguments.cc.
#pragma once

#include <string>
#include <string_view>

#include "cli/arguments_tree.h"

namespace whyspec::cli {

inline constexpr std::string_view kCallsCommand = "calls";

void AddCalls(Tree* tree, CLI::App* app);
// What is wrong with them; "" if nothing is.
std::string CallsSentence(Command command, const CallsOptions& options);

}  // namespace whyspec::cli
