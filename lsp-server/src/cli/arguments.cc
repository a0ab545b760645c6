#include "cli/arguments.h"

#include <charconv>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/version.h"
#include "cli/arguments_tree.h"
#include "cli/calls_arguments.h"

namespace whyspec::cli {
namespace {

std::vector<std::string> FormatNames() { return {std::begin(kFormats), std::end(kFormats)}; }

void AddCheck(Tree* tree, CLI::App* app) {
  CLI::App* check = app->add_subcommand("check", "Check specs and print what is missing or unsupported");
  CheckOptions* options = &tree->raw.arguments.check;
  check
      ->add_option("PATH", options->paths,
                   "Specs, or folders to look for specs in (default: the config's \"specs\")")
      ->type_name("PATH")
      ->option_text("...");
  AddChoice(tree, check, "--format", &options->format, FormatNames(),
            "How to print the findings (default: text)");
  check->add_flag("--fix", options->fix, "Apply every fix that needs no judgement, then check again");
  check->add_flag("--diff", options->diff, "Print what --fix would change, and change nothing");
  check->add_flag("--watch", options->watch, "Check again whenever a spec, a call or a config changes");
  check->add_flag("--publish", options->publish,
                  "Tell the team's call log (callLog in whyspec.json) what the specs cite");
  check->add_flag("--stdin", options->from_stdin, "Read one spec from standard input (needs --path)");
  AddText(check, "--path", &options->stdin_path, "FILE",
          "The path that the text on standard input stands for");
  AddText(check, "--config", &options->config, "FILE",
          "Use this config for every spec, instead of the nearest whyspec.json");
  AddText(check, "--profile", &options->profile, "PROFILE",
          "Use this profile for every spec, whatever config and front matter say");
  AddText(check, "--calls", &options->calls, "DIR", "Read the logged calls from this folder");
  AddChoice(tree, check, "--fail-on", &tree->raw.fail_on, {"error", "warning", "info", "hint"},
            "End with status 1 at this severity or worse (default: the config's \"failOn\")");
  AddText(check, "--baseline", &options->baseline, "FILE", "Leave out the findings this file accepts");
  AddText(check, "--write-baseline", &options->write_baseline, "FILE",
          "Accept all present findings: write them to this file");
  AddText(check, "--today", &tree->raw.today, "DATE",
          "The day to reckon ages from, as 2026-01-31 (default: today, UTC)");
  AddText(check, "--jobs", &tree->raw.jobs, "N", "Specs to check at once (default: one a core)");
  AddChoice(tree, check, "--color", &tree->raw.color, {"auto", "always", "never"},
            "Colours in text output (default: auto, on a terminal unless NO_COLOR is set)");
  check->footer(
      "Examples:\n"
      "  whyspec check                              every spec of the workspace\n"
      "  whyspec check specs/export.md --fix        one spec, with its automatic fixes\n"
      "  whyspec check --format sarif > out.sarif   for a code-scanning page\n"
      "  whyspec check --stdin --path specs/a.md < draft.md\n\n"
      "Exit status: 0 nothing at --fail-on or worse, 1 findings, 2 wrong use or an I/O failure.");
}

void AddRules(Tree* tree, CLI::App* app) {
  CLI::App* rules = app->add_subcommand("rules", "List the rules, or explain one");
  AddText(rules, "ID", &tree->raw.arguments.rules.id, "RULE", "The rule to explain, as evidence/stale");
  AddChoice(tree, rules, "--format", &tree->raw.arguments.rules.format, {"text", "json"},
            "How to print them (default: text)");
  rules->footer("Examples:\n  whyspec rules\n  whyspec rules evidence/stale");
}

void AddNew(Tree* tree, CLI::App* app) {
  CLI::App* create = app->add_subcommand("new", "Start a spec from the profile's template, or a call record");
  NewOptions* options = &tree->raw.arguments.create;
  create->add_option("KIND", options->kind, "What to start: spec or call")
      ->type_name("spec|call")
      ->option_text("spec|call")
      ->required();
  tree->choices.push_back({"KIND", &options->kind, {"spec", "call"}});
  create->add_option("NAME", options->name, "Its title, as \"Export to Excel\"; the file is named after it")
      ->type_name("TEXT")
      ->option_text("TEXT")
      ->required();
  AddText(create, "--profile", &options->profile, "PROFILE",
          "The profile whose template to use (default: the config's)");
  AddChoice(tree, create, "--language", &options->language, {"en", "fr", "de", "es"},
            "The language of headings and prompts");
  AddText(create, "--dir", &options->directory, "DIR", "The folder to write to (default: from the config)");
  AddText(create, "--today", &tree->raw.today, "DATE",
          "The day to date it with, as 2026-01-31 (default: today, UTC)");
  create->footer(
      "Examples:\n  whyspec new spec \"Export to Excel\"\n  whyspec new spec Relances --language fr\n"
      "  whyspec new call \"Acme discovery\"");
}

void AddDoctor(Tree* tree, CLI::App* app) {
  CLI::App* doctor =
      app->add_subcommand("doctor", "Show what Whyspec finds here, what is missing and what to do");
  DoctorOptions* options = &tree->raw.arguments.doctor;
  AddText(doctor, "--config", &options->config, "FILE",
          "Look at this config instead of the nearest whyspec.json");
  AddText(doctor, "--profile", &options->profile, "PROFILE", "As for check");
  AddText(doctor, "--calls", &options->calls, "DIR", "As for check");
  doctor->footer("Exit status: 0 all is well, 1 something needs attention, 2 wrong use or an I/O failure.");
}

void AddReport(Tree* tree, CLI::App* app) {
  CLI::App* report = app->add_subcommand(
      "report", "Show the evidence health of all specs: for a screen, a page or a script");
  ReportOptions* options = &tree->raw.arguments.report;
  AddChoice(tree, report, "--format", &options->format, {"text", "json", "html"},
            "How to print it (default: text)");
  AddText(report, "--output", &options->output, "FILE", "Write it to this file, in one step");
  AddChoice(tree, report, "--language", &options->language, {"en", "fr"},
            "The language of the report (default: that of most specs)");
  AddText(report, "--config", &options->config, "FILE", "As for check");
  AddText(report, "--profile", &options->profile, "PROFILE", "As for check");
  AddText(report, "--calls", &options->calls, "DIR", "As for check");
  AddText(report, "--today", &tree->raw.today, "DATE",
          "The day to reckon ages from, as 2026-01-31 (default: today, UTC)");
  AddChoice(tree, report, "--color", &tree->raw.color, {"auto", "always", "never"},
            "Colours in text output (default: auto, on a terminal unless NO_COLOR is set)");
  report->footer(
      "Examples:\n"
      "  whyspec report                                   at a glance, in the terminal\n"
      "  whyspec report --format html --output report.html   one page, to read and to print\n"
      "  whyspec report --format json                     for scripts\n\n"
      "Exit status: 0 whatever the specs are like, 2 wrong use or an I/O failure.");
}

void AddCompletions(Tree* tree, CLI::App* app) {
  CLI::App* completions = app->add_subcommand("completions", "Print a completion script for a shell");
  completions->add_option("SHELL", tree->raw.arguments.shell, "The shell: bash, zsh or fish")
      ->type_name("bash|zsh|fish")
      ->option_text("bash|zsh|fish")
      ->required();
  tree->choices.push_back({"SHELL", &tree->raw.arguments.shell, {"bash", "zsh", "fish"}});
  completions->footer(
      "Examples:\n"
      "  source <(whyspec completions bash)\n"
      "  whyspec completions zsh > \"${fpath[1]}/_whyspec\"\n"
      "  whyspec completions fish > ~/.config/fish/completions/whyspec.fish");
}

// "calls search" for the command below `calls`.
std::string FullName(const CLI::App* command) {
  const CLI::App* parent = command->get_parent();
  if (parent == nullptr || parent->get_parent() == nullptr) return command->get_name();
  return StrCat(parent->get_name(), " ", command->get_name());
}

void AddLsp(Tree* tree, CLI::App* app) {
  CLI::App* lsp = app->add_subcommand("lsp", "Run the language server (an editor starts this)");
  lsp->add_flag("--stdio", tree->raw.stdio, "Talk over standard input and output (the default)");
  // Editors built on vscode-languageclient may add their process id; the server reads it
  // from `initialize`.
  AddText(lsp, "--clientProcessId", &tree->raw.client, "PID", "")->group("");
  AddText(lsp, "--socket", &tree->raw.port, "PORT", "Connect to the editor on this port of 127.0.0.1");
}

// `only`: the one command to declare, so that `whyspec lsp` does not pay for the rest.
// All of them if it names none.
void Declare(Tree* tree, std::string_view only) {
  CLI::App* app = &tree->app;
  app->get_formatter()->column_width(34);
  app->get_formatter()->label("SUBCOMMAND", "COMMAND");
  app->get_formatter()->label("OPTIONS", "OPTION...");
  app->get_formatter()->label("Positionals", "Arguments");
  app->add_flag("--version", tree->raw.version, "Print the version and end");
  app->set_help_flag("-h,--help", "Print help and end");
  app->require_subcommand(0, 1);
  struct Entry {
    std::string_view name;
    void (*add)(Tree*, CLI::App*);
  };
  constexpr Entry kCommands[] = {{"check", AddCheck},
                                 {"rules", AddRules},
                                 {"new", AddNew},
                                 {"calls", AddCalls},
                                 {"doctor", AddDoctor},
                                 {"report", AddReport},
                                 {"completions", AddCompletions},
                                 {"lsp", AddLsp}};
  const bool known = std::any_of(std::begin(kCommands), std::end(kCommands),
                                 [&](const Entry& entry) { return entry.name == only; });
  for (const Entry& entry : kCommands) {
    if (!known || entry.name == only) entry.add(tree, app);
  }
  for (CLI::App* command : app->get_subcommands([](CLI::App*) { return true; })) {
    command->group("Commands");
    command->allow_extras();
  }
  app->allow_extras();
  app->footer("`whyspec COMMAND --help` tells more about one command.");
}

std::vector<std::string> OptionNames(const CLI::App* command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command->get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::string ExtraSentence(const CLI::App* command, const std::string& extra) {
  const std::string help = StrCat(" See `whyspec ", FullName(command), " --help`.");
  if (extra.size() > 1 && extra[0] == '-') {
    const std::string name = extra.substr(0, extra.find('='));
    return StrCat("`whyspec ", FullName(command), "` has no option ", Printable(name), ".",
                  DidYouMean(name, OptionNames(command)), help);
  }
  return StrCat("`whyspec ", FullName(command), "` does not know what to do with \"", Printable(extra), "\".",
                help);
}

std::optional<int> ParseNumber(std::string_view text, int low, int high) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < low || number > high)
    return std::nullopt;
  return number;
}

std::string CheckSentence(const CheckOptions& options) {
  if (options.from_stdin && options.stdin_path.empty()) {
    return "--stdin needs --path FILE, so that config, relative links and the report know which spec this "
           "is.";
  }
  if (!options.from_stdin && !options.stdin_path.empty()) {
    return "--path goes with --stdin only; to check a file on disk, name it without --path.";
  }
  if (options.from_stdin && !options.paths.empty())
    return "--stdin checks one text: give no other PATH with it.";
  if (options.publish && (options.from_stdin || options.watch || options.diff)) {
    return "--publish sends specs as they are on disk: it cannot go with --stdin, --watch or --diff.";
  }
  if (options.watch && (options.from_stdin || options.fix || options.diff)) {
    return "--watch cannot go with --stdin, --fix or --diff: watch in one window, fix in another.";
  }
  if (options.fix && options.diff) {
    return "--diff shows what --fix would do and changes nothing: use one of them.";
  }
  if (!options.baseline.empty() && !options.write_baseline.empty()) {
    return "--baseline reads accepted findings and --write-baseline writes them: use one of them.";
  }
  if (!options.write_baseline.empty() && (options.from_stdin || options.watch || options.diff)) {
    return "--write-baseline cannot go with --stdin, --watch or --diff.";
  }
  return "";
}

// Turns spelt values into typed ones; a sentence if one is wrong.
std::string Finish(Raw* raw) {
  Arguments& arguments = raw->arguments;
  if (!raw->fail_on.empty()) {
    rules::Severity severity = rules::Severity::kError;
    rules::ParseSeverity(raw->fail_on, &severity);
    arguments.check.fail_on = severity;
  }
  if (!raw->today.empty()) {
    const std::optional<Date> day = ParseDate(raw->today);
    if (!day) return StrCat("--today cannot be \"", Printable(raw->today), "\": write a day as 2026-01-31.");
    arguments.check.today = day;
    arguments.create.today = day;
    arguments.report.today = day;
  }
  if (!raw->jobs.empty()) {
    const std::optional<int> jobs = ParseNumber(raw->jobs, 1, 256);
    if (!jobs)
      return StrCat("--jobs cannot be \"", Printable(raw->jobs), "\": write a number from 1 to 256.");
    arguments.check.jobs = *jobs;
  }
  if (!raw->port.empty()) {
    const std::optional<int> port = ParseNumber(raw->port, 1, 65535);
    if (!port)
      return StrCat("--socket cannot be \"", Printable(raw->port), "\": write a port from 1 to 65535.");
    arguments.lsp_port = *port;
  }
  if (!raw->limit.empty()) {
    const std::optional<int> limit = ParseNumber(raw->limit, 1, 1'000'000);
    if (!limit)
      return StrCat("--limit cannot be \"", Printable(raw->limit), "\": write a number from 1 to 1000000.");
    arguments.calls.limit = *limit;
  }
  arguments.check.color = raw->color == "always"  ? Color::kAlways
                          : raw->color == "never" ? Color::kNever
                                                  : Color::kAuto;
  arguments.calls.color = arguments.check.color;
  arguments.report.color = arguments.check.color;
  return "";
}

Command CommandOf(std::string_view name) {
  if (name == "check") return Command::kCheck;
  if (name == "rules") return Command::kRules;
  if (name == "new") return Command::kNew;
  if (name == "doctor") return Command::kDoctor;
  if (name == "report") return Command::kReport;
  if (name == "completions") return Command::kCompletions;
  if (name == "calls import") return Command::kCallsImport;
  if (name == "calls list") return Command::kCallsList;
  if (name == "calls show") return Command::kCallsShow;
  if (name == "calls search") return Command::kCallsSearch;
  if (name == "calls verify") return Command::kCallsVerify;
  return Command::kLsp;
}

OptionDescription Describe(const CLI::Option* option) {
  OptionDescription out;
  for (const std::string& name : option->get_snames()) out.names.push_back("-" + name);
  for (const std::string& name : option->get_lnames()) out.names.push_back("--" + name);
  if (option->get_items_expected_max() > 0) out.value = option->get_type_name();
  out.description = option->get_description();
  return out;
}

}  // namespace

namespace {

// Stands before a bracketed quote while CLI11 has it.
constexpr const char* kMark = "\x01";

bool IsBracketed(const std::string& argument) {
  return argument.size() > 1 && argument.front() == '[' && argument.back() == ']';
}

void Unmark(std::string& word) {
  if (word.starts_with(kMark)) word.erase(0, 1);
}

void Unmark(std::vector<std::string>& words) {
  for (std::string& word : words) Unmark(word);
}

// What the command was not meant to get goes where it takes any number of words.
void TakeLiteral(std::vector<std::string> literal, const std::vector<std::string>& arguments,
                 Arguments& out) {
  std::vector<std::string>* into = &out.check.paths;
  if (!arguments.empty() && arguments.front() == kCallsCommand) {
    into = arguments.size() > 1 && arguments[1] == "import" ? &out.calls.files : &out.calls.words;
  }
  into->insert(into->end(), literal.begin(), literal.end());
}

}  // namespace

ParsedArguments ParseArguments(const std::vector<std::string>& arguments) {
  Tree tree;
  Declare(&tree, arguments.empty() ? "" : arguments.front());
  // What follows "--" are paths, whatever they look like; CLI11 would give them to the
  // program instead of the command once a first path was seen.
  auto end = arguments.end();
  std::vector<std::string> literal;
  const bool calls = !arguments.empty() && arguments.front() == kCallsCommand;
  const bool create = !arguments.empty() && arguments.front() == "new";
  if (!arguments.empty() && (arguments.front() == "check" || calls)) {
    end = std::find(arguments.begin(), arguments.end(), "--");
    if (end != arguments.end()) literal.assign(end + 1, arguments.end());
  }
  // CLI11 takes them from the back. A value like "[draft]" would be read as a list of
  // values; as a path it means the same with "./" before it.
  std::vector<std::string> reversed(arguments.begin(), end);
  std::reverse(reversed.begin(), reversed.end());
  for (std::string& argument : reversed) {
    if (IsBracketed(argument)) argument.insert(0, calls || create ? kMark : "./");
  }
  // `whyspec new spec -- "-5 % paperwork"`: its name is required, so it cannot be added later.
  const auto dashes = create ? std::find(reversed.begin(), reversed.end(), "--") : reversed.end();
  if (dashes != reversed.end()) {
    for (auto word = reversed.begin(); word != dashes; ++word) {
      if (!word->starts_with(kMark)) word->insert(0, kMark);
    }
    reversed.erase(dashes);
  }
  ParsedArguments out;
  try {
    tree.app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    out.text = tree.app.help();
    return out;
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string what = error.what();
    out.error = StrCat(what.substr(0, what.find(':')), " needs a value. See --help for the choices.");
    return out;
  } catch (const CLI::RequiredError& error) {
    const std::vector<CLI::App*> used = tree.app.get_subcommands();
    const std::string name = used.empty() ? "" : used.front()->get_name();
    out.error = name == "new" ? "`whyspec new` needs to know what to start and its name: `whyspec new spec "
                                "\"Export to Excel\"`."
                              : StrCat("`whyspec ", name, "` needs more: see `whyspec ", name, " --help`.");
    return out;
  } catch (const CLI::ParseError& error) {
    out.error = StrCat(Printable(error.what()), ". See `whyspec --help`.");
    return out;
  }
  TakeLiteral(std::move(literal), arguments, tree.raw.arguments);
  Unmark(tree.raw.arguments.calls.files);
  Unmark(tree.raw.arguments.calls.words);
  Unmark(tree.raw.arguments.create.kind);
  Unmark(tree.raw.arguments.create.name);
  if (tree.raw.version) {
    out.text = StrCat("whyspec ", Version(), "\n");
    return out;
  }
  std::vector<CLI::App*> used = tree.app.get_subcommands();
  if (!used.empty() && used.front()->get_name() == kCallsCommand) {
    const std::vector<CLI::App*> below = used.front()->get_subcommands();
    if (below.empty()) {
      const std::vector<std::string> extras = used.front()->remaining();
      if (extras.empty()) {
        out.text = used.front()->help("whyspec");
        return out;
      }
      std::vector<std::string> names;
      for (const CLI::App* command : used.front()->get_subcommands([](const CLI::App*) { return true; })) {
        names.push_back(command->get_name());
      }
      out.error = StrCat("There is no command `whyspec calls ", Printable(extras.front()), "`.",
                         DidYouMean(extras.front(), names), " There are ", JoinWords(names), ".");
      return out;
    }
    used = below;
  }
  if (used.empty()) {
    const std::vector<std::string> extras = tree.app.remaining();
    std::vector<std::string> names;
    for (const CLI::App* command : tree.app.get_subcommands([](const CLI::App*) { return true; })) {
      names.push_back(command->get_name());
    }
    if (extras.empty()) {
      out.error = StrCat("Say what to do: ", JoinWords(names, " or "), ". See `whyspec --help`.");
    } else {
      out.error =
          StrCat("There is no ", extras.front()[0] == '-' ? "option " : "command ", Printable(extras.front()),
                 ".", DidYouMean(extras.front(), names), " See `whyspec --help`.");
    }
    return out;
  }
  for (const std::string& extra : used.front()->remaining()) {
    out.error = ExtraSentence(used.front(), extra);
    return out;
  }
  for (const Choice& choice : tree.choices) {
    if (!choice.value->empty() &&
        std::find(choice.allowed.begin(), choice.allowed.end(), *choice.value) == choice.allowed.end()) {
      out.error = ChoiceSentence(choice);
      return out;
    }
  }
  tree.raw.arguments.command = CommandOf(FullName(used.front()));
  out.error = Finish(&tree.raw);
  if (out.error.empty() && tree.raw.arguments.command == Command::kCheck) {
    out.error = CheckSentence(tree.raw.arguments.check);
  }
  if (out.error.empty()) out.error = CallsSentence(tree.raw.arguments.command, tree.raw.arguments.calls);
  if (out.error.empty()) out.arguments = std::move(tree.raw.arguments);
  return out;
}

std::vector<CommandDescription> DescribeCommands() {
  Tree tree;
  Declare(&tree, "");
  std::vector<const CLI::App*> apps = {&tree.app};
  for (const CLI::App* command : tree.app.get_subcommands([](const CLI::App*) { return true; })) {
    apps.push_back(command);
    for (const CLI::App* below : command->get_subcommands([](const CLI::App*) { return true; }))
      apps.push_back(below);
  }
  std::vector<CommandDescription> out;
  for (const CLI::App* app : apps) {
    CommandDescription& command = out.emplace_back();
    command.name = FullName(app);
    command.description = app->get_description();
    for (const CLI::Option* option : app->get_options()) {
      if (option->get_group().empty()) continue;  // hidden
      (option->get_positional() ? command.positionals : command.options).push_back(Describe(option));
    }
  }
  return out;
}

}  // namespace whyspec::cli
