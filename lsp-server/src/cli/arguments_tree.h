// The tree of commands and options while it is declared and parsed: what arguments.cc and
// its neighbours share. CLI11 is seen by them alone.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"

namespace whyspec::cli {

// What the options spell; turned into Arguments once all of it is known to be right.
struct Raw {
  Arguments arguments;
  std::string fail_on, today, color = "auto", jobs, port, client, limit;
  bool version = false;
  bool stdio = false;
};

// A value that must be one of a few words: declared with the option, checked after
// parsing, so that the sentence is ours and names the closest word.
struct Choice {
  std::string name;
  const std::string* value;
  std::vector<std::string> allowed;
};

// Options point into `raw`: a tree stays where it was made.
struct Tree {
  Tree();
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  CLI::App app;
  Raw raw;
  std::vector<Choice> choices;
};

CLI::Option* AddText(CLI::App* command, const std::string& name, std::string* target,
                     const std::string& value_name, const std::string& description);
void AddChoice(Tree* tree, CLI::App* command, const std::string& name, std::string* target,
               std::vector<std::string> allowed, const std::string& description);
// " Did you mean check?", or nothing.
std::string DidYouMean(std::string_view word, const std::vector<std::string>& candidates);
std::string ChoiceSentence(const Choice& choice);

}  // namespace whyspec::cli
