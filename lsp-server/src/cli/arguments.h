// Arguments of every command, parsed with CLI11. The tree of commands and options is
// declared once (arguments.cc); parsing, --help and the shell completions all come
// from it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "rules/finding.h"

namespace whyspec::cli {

enum class Color { kAuto, kAlways, kNever };

struct CheckOptions {
  std::vector<std::string> paths;
  std::string format = "text";
  bool fix = false;
  bool diff = false;
  bool watch = false;
  bool from_stdin = false;
  std::string stdin_path;
  std::string config;
  std::optional<rules::Severity> fail_on;
  std::string baseline;
  std::string write_baseline;
  int jobs = 0;  // 0 = one a core
  std::string calls;
  std::string profile;
  std::optional<Date> today;
  Color color = Color::kAuto;
};

struct RulesOptions {
  std::string id;
  std::string format = "text";
};

struct NewOptions {
  std::string kind;  // "spec" or "call"
  std::string name;
  std::string profile;
  std::string language;
  std::string directory;
  std::optional<Date> today;
};

struct DoctorOptions {
  std::string config;
  std::string calls;
  std::string profile;
};

enum class Command { kNone, kCheck, kRules, kNew, kDoctor, kCompletions, kLsp };

struct Arguments {
  Command command = Command::kNone;
  CheckOptions check;
  RulesOptions rules;
  NewOptions create;
  DoctorOptions doctor;
  std::string shell;  // completions
  int lsp_port = 0;
};

struct ParsedArguments {
  std::optional<Arguments> arguments;  // set: run it
  std::string text;                    // not set and ok: --help or --version, for `out`
  std::string error;                   // a sentence; then the use was wrong
};
ParsedArguments ParseArguments(const std::vector<std::string>& arguments);

// The tree as data, for completions.cc and the test that holds the guide to it.
struct OptionDescription {
  std::vector<std::string> names;  // "--format", "-h"; empty for a positional
  std::string value;               // "text|json", "FILE"; "" = a flag
  std::string description;
};
struct CommandDescription {
  std::string name;
  std::string description;
  std::vector<OptionDescription> options;
  std::vector<OptionDescription> positionals;
};
// The first entry is the program itself.
std::vector<CommandDescription> DescribeCommands();

inline constexpr std::string_view kFormats[] = {"text", "json", "sarif", "github", "gitlab", "junit"};

}  // namespace whyspec::cli
