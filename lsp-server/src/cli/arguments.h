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
  bool publish = false;  // tell the team's call log what the specs cite
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

struct ReportOptions {
  std::string format = "text";
  std::string output;    // "" = standard output
  std::string language;  // "" = that of most specs
  std::string config;
  std::string calls;
  std::string profile;
  std::optional<Date> today;
  Color color = Color::kAuto;
};

// `whyspec calls …`, one struct for all of them: they share most.
struct CallsOptions {
  std::vector<std::string> files;        // import
  std::string from = "auto";             // import
  std::string into;                      // import; "" = the config's calls folder
  std::vector<std::string> columns;      // import: "text=Verbatim"
  std::vector<std::string> own_domains;  // import
  bool dry_run = false;                  // import
  bool keep_going = false;               // import
  std::string reference;                 // show: ID, ID#t=…, a path
  std::vector<std::string> words;        // search: the query; verify: [ID] QUOTE
  std::string call;                      // search: only this call
  std::string account;                   // list
  bool batch = false;                    // search, verify
  std::string calls;                     // `--calls DIR`
  int limit = 0;                         // 0 = the command's own
  std::string format = "text";
  Color color = Color::kAuto;
};

enum class Command {
  kNone,
  kCheck,
  kRules,
  kNew,
  kDoctor,
  kReport,
  kCompletions,
  kLsp,
  kCallsImport,
  kCallsList,
  kCallsShow,
  kCallsSearch,
  kCallsVerify
};

struct Arguments {
  Command command = Command::kNone;
  CheckOptions check;
  RulesOptions rules;
  NewOptions create;
  DoctorOptions doctor;
  ReportOptions report;
  CallsOptions calls;
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
  std::string name;  // "check", "calls search"; `calls` itself has an entry too
  std::string description;
  std::vector<OptionDescription> options;
  std::vector<OptionDescription> positionals;
};
// The first entry is the program itself.
std::vector<CommandDescription> DescribeCommands();

inline constexpr std::string_view kFormats[] = {"text", "json", "sarif", "github", "gitlab", "junit"};

}  // namespace whyspec::cli
