// Completion scripts for shells, written from the tree of commands and options itself
// (arguments.h), so that they cannot fall behind it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"

namespace whyspec::cli {

// What completes a value beyond words that are listed with it.
struct CompletionWords {
  std::vector<std::string> rules;
  std::vector<std::string> profiles;
  std::vector<std::string> formats;  // of exports
};

std::string BashCompletions(const std::vector<CommandDescription>& commands, const CompletionWords& words);
std::string ZshCompletions(const std::vector<CommandDescription>& commands, const CompletionWords& words);
std::string FishCompletions(const std::vector<CommandDescription>& commands, const CompletionWords& words);

}  // namespace whyspec::cli
