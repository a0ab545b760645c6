#include "cli/arguments.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "run_cli.h"

namespace whyspec::cli {
namespace {

using test::CliRun;
using test::CliWorld;

std::string ErrorOf(const std::vector<std::string>& arguments) { return ParseArguments(arguments).error; }

TEST_CASE("check takes every option of the design") {
  const ParsedArguments parsed =
      ParseArguments({"check",     "specs",    "a.md",    "--format",          "sarif",
                      "--fix",     "--config", "c.json",  "--fail-on=warning", "--baseline",
                      "b.json",    "--jobs",   "3",       "--calls",           "calls",
                      "--profile", "kep",      "--today", "2026-03-01",        "--color",
                      "never"});
  REQUIRE(parsed.arguments);
  const CheckOptions& check = parsed.arguments->check;
  CHECK(parsed.arguments->command == Command::kCheck);
  CHECK(check.paths == std::vector<std::string>{"specs", "a.md"});
  CHECK(check.format == "sarif");
  CHECK(check.fix);
  CHECK(check.config == "c.json");
  CHECK(check.fail_on == rules::Severity::kWarning);
  CHECK(check.baseline == "b.json");
  CHECK(check.jobs == 3);
  CHECK(check.calls == "calls");
  CHECK(check.profile == "kep");
  CHECK(check.today == Date{2026, 3, 1});
  CHECK(check.color == Color::kNever);
}

TEST_CASE("Paths may look like anything") {
  const ParsedArguments parsed =
      ParseArguments({"check", "[draft]", "a b.md", "é.md", "--", "-x.md", "--fix"});
  REQUIRE(parsed.arguments);
  CHECK(parsed.arguments->check.paths ==
        std::vector<std::string>{"./[draft]", "a b.md", "é.md", "-x.md", "--fix"});
  CHECK_FALSE(parsed.arguments->check.fix);
}

TEST_CASE("The title of something new may look like anything") {
  const ParsedArguments dash =
      ParseArguments({"new", "spec", "--language", "fr", "--", "--dir 5 % less paperwork"});
  REQUIRE(dash.arguments);
  CHECK(dash.arguments->create.kind == "spec");
  CHECK(dash.arguments->create.name == "--dir 5 % less paperwork");
  CHECK(dash.arguments->create.language == "fr");
  CHECK(dash.arguments->create.directory.empty());
  const ParsedArguments brackets = ParseArguments({"new", "call", "[draft]"});
  REQUIRE(brackets.arguments);
  CHECK(brackets.arguments->create.name == "[draft]");
  const ParsedArguments both = ParseArguments({"new", "--", "spec", "[-]"});
  REQUIRE(both.arguments);
  CHECK(both.arguments->create.kind == "spec");
  CHECK(both.arguments->create.name == "[-]");
  CHECK_FALSE(ParseArguments({"new", "spec", "--"}).arguments);
}

TEST_CASE("The last of a repeated option counts") {
  const ParsedArguments parsed = ParseArguments({"check", "--format", "json", "--format", "junit"});
  REQUIRE(parsed.arguments);
  CHECK(parsed.arguments->check.format == "junit");
}

TEST_CASE("A misspelt word names the closest one") {
  CHECK(ErrorOf({"chek"}) == "There is no command chek. Did you mean check? See `whyspec --help`.");
  CHECK(ErrorOf({"check", "--fromat", "json"}) ==
        "`whyspec check` has no option --fromat. Did you mean --format? See `whyspec check --help`.");
  CHECK(ErrorOf({"check", "--format", "jsno"}) ==
        "--format cannot be \"jsno\": choose text, json, sarif, github, gitlab or junit. Did you mean json?");
  CHECK(ErrorOf({"check", "--fail-on", "eror"}) ==
        "--fail-on cannot be \"eror\": choose error, warning, info or hint. Did you mean error?");
  CHECK(ErrorOf({"completions", "bsh"}) ==
        "SHELL cannot be \"bsh\": choose bash, zsh or fish. Did you mean bash?");
  CHECK(ErrorOf({"new", "spek", "Export"}) ==
        "KIND cannot be \"spek\": choose spec or call. Did you mean spec?");
}

TEST_CASE("Wrong values and missing ones are named") {
  CHECK(ErrorOf({"check", "--format"}) == "--format needs a value. See --help for the choices.");
  CHECK(ErrorOf({"check", "--today", "31.01.2026"}) ==
        "--today cannot be \"31.01.2026\": write a day as 2026-01-31.");
  CHECK(ErrorOf({"check", "--today", "2026-02-30"}) ==
        "--today cannot be \"2026-02-30\": write a day as 2026-01-31.");
  CHECK(ErrorOf({"check", "--jobs", "0"}) == "--jobs cannot be \"0\": write a number from 1 to 256.");
  CHECK(ErrorOf({"check", "--jobs", "-1"}) == "--jobs cannot be \"-1\": write a number from 1 to 256.");
  CHECK(ErrorOf({"check", "--jobs", "two"}) == "--jobs cannot be \"two\": write a number from 1 to 256.");
  CHECK(ErrorOf({"lsp", "--socket", "99999"}) ==
        "--socket cannot be \"99999\": write a port from 1 to 65535.");
  CHECK(ErrorOf({"rules", "a/b", "c/d"}) ==
        "`whyspec rules` does not know what to do with \"c/d\". See `whyspec rules --help`.");
  CHECK(ErrorOf({"new"}) ==
        "`whyspec new` needs to know what to start and its name: `whyspec new spec \"Export to Excel\"`.");
  CHECK(ErrorOf({"new", "spec"}) ==
        "`whyspec new` needs to know what to start and its name: `whyspec new spec \"Export to Excel\"`.");
  CHECK(ErrorOf({}).find("Say what to do: check") == 0);
}

TEST_CASE("Options that exclude each other say why") {
  CHECK(ErrorOf({"check", "--stdin"}).find("--stdin needs --path FILE") == 0);
  CHECK(ErrorOf({"check", "--path", "a.md"}).find("--path goes with --stdin only") == 0);
  CHECK(ErrorOf({"check", "--stdin", "--path", "a.md", "b.md"}).find("--stdin checks one text") == 0);
  CHECK(ErrorOf({"check", "--fix", "--diff"}).find("--diff shows what --fix would do") == 0);
  CHECK(ErrorOf({"check", "--watch", "--fix"}).find("--watch cannot go with") == 0);
  CHECK(ErrorOf({"check", "--baseline", "a", "--write-baseline", "b"}).find("--baseline reads") == 0);
}

TEST_CASE("Wrong use ends with 2 and one sentence on standard error") {
  const CliWorld world;
  const CliRun run = world.Run({"check", "--format", "xml"});
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(run.err.find("whyspec: --format cannot be") == 0);
  CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
}

TEST_CASE("Every command has its help, and it names every option") {
  const CliWorld world;
  for (const CommandDescription& command : DescribeCommands()) {
    std::vector<std::string> words;
    std::istringstream name_words(command.name == "whyspec" ? "" : command.name);
    for (std::string word; name_words >> word;) words.push_back(word);
    words.emplace_back("--help");
    const CliRun run = world.Run(words);
    CHECK(run.status == 0);
    CHECK(run.err.empty());
    for (const OptionDescription& option : command.options) {
      for (const std::string& name : option.names) CHECK(run.out.find(name) != std::string::npos);
    }
  }
}

TEST_CASE("The guide tells of every command, option and choice") {
  std::ifstream in(WHYSPEC_SOURCE_DIR "/lsp-server/docs/command-line.md");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  const std::string guide = bytes.str();
  for (const CommandDescription& command : DescribeCommands()) {
    if (command.name != "whyspec") CHECK(guide.find("\n## " + command.name + "\n") != std::string::npos);
    for (const OptionDescription& option : command.options) {
      INFO(command.name);
      for (const std::string& name : option.names) CHECK(guide.find(name) != std::string::npos);
    }
  }
  for (const std::string_view format : kFormats) {
    CHECK(guide.find("| `" + std::string(format) + "` |") != std::string::npos);
  }
}

TEST_CASE("calls takes every option of the design") {
  const ParsedArguments import =
      ParseArguments({"calls",     "import",      "a.json",       "[b].csv",    "--from",
                      "csv",       "--into",      "calls",        "--columns",  "text=Verbatim,speaker=Qui",
                      "--columns", "start=Quand", "--own-domain", "us.example", "--own-domain",
                      "us.test",   "--dry-run",   "--keep-going", "--",         "-x.csv"});
  REQUIRE(import.arguments);
  CHECK(import.arguments->command == Command::kCallsImport);
  const CallsOptions& options = import.arguments->calls;
  CHECK(options.files == std::vector<std::string>{"a.json", "[b].csv", "-x.csv"});
  CHECK(options.from == "csv");
  CHECK(options.into == "calls");
  CHECK(options.columns == std::vector<std::string>{"text=Verbatim,speaker=Qui", "start=Quand"});
  CHECK(options.own_domains == std::vector<std::string>{"us.example", "us.test"});
  CHECK(options.dry_run);
  CHECK(options.keep_going);
  const ParsedArguments search = ParseArguments(
      {"calls", "search", "export", "[\u2026] mail]", "--calls", "c", "--limit", "3", "--format", "json"});
  REQUIRE(search.arguments);
  CHECK(search.arguments->command == Command::kCallsSearch);
  CHECK(search.arguments->calls.words.size() == 2);
  CHECK(search.arguments->calls.limit == 3);
  CHECK(search.arguments->calls.calls == "c");
  const ParsedArguments verify = ParseArguments({"calls", "verify", "acme", "[We type it twice]"});
  REQUIRE(verify.arguments);
  CHECK(verify.arguments->calls.words == std::vector<std::string>{"acme", "[We type it twice]"});
  CHECK(ErrorOf({"calls", "verify", "acme", "we", "type"}).find("The quote is one argument") == 0);
  CHECK(ErrorOf({"calls", "search", "--batch", "x"}).find("--batch reads") == 0);
  CHECK(ErrorOf({"calls", "list", "--limit", "0"}).find("--limit cannot be") == 0);
  CHECK(
      ErrorOf({"calls", "list", "--fromat", "json"}) ==
      "`whyspec calls list` has no option --fromat. Did you mean --format? See `whyspec calls list --help`.");
}

TEST_CASE("The version is the program's own") {
  const CliWorld world;
  const CliRun run = world.Run({"--version"});
  CHECK(run.status == 0);
  CHECK(run.out.find("whyspec 0.") == 0);
}

TEST_CASE("lsp is handed to the function given, with its port") {
  const CliWorld world;
  CHECK(world.Run({"lsp"}).status == 100);
  CHECK(world.Run({"lsp", "--stdio"}).status == 100);
  CHECK(world.Run({"lsp", "--socket", "7000"}).status == 7100);
  CHECK(world.Run({"lsp", "--socket=7000"}).status == 7100);
  CHECK(world.Run({"lsp", "--stdio", "--clientProcessId=42"}).status == 100);
  CHECK(world.Run({"lsp", "--port", "7000"}).status == 2);
}

}  // namespace
}  // namespace whyspec::cli
