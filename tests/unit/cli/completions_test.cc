#include "cli/completions.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>

#include "run_cli.h"

namespace whyspec::cli {
namespace {

using test::CliWorld;

bool HasShell(const std::string& shell) {
  return std::system(("command -v " + shell + " >/dev/null 2>&1").c_str()) == 0;
}

std::string OutputOf(const std::string& command) {
  std::string out;
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char bytes[4096];
  for (std::size_t size; (size = ::fread(bytes, 1, sizeof bytes, pipe)) > 0;) out.append(bytes, size);
  ::pclose(pipe);
  return out;
}

TEST_CASE("Each script knows every command and long option") {
  const CliWorld world;
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const test::CliRun run = world.Run({"completions", shell});
    CHECK(run.status == 0);
    for (const CommandDescription& command : DescribeCommands()) {
      CHECK(run.out.find(command.name.substr(command.name.rfind(' ') + 1)) != std::string::npos);
      for (const OptionDescription& option : command.options) {
        INFO(shell << " " << option.names.back());
        CHECK(run.out.find(option.names.back().substr(2)) != std::string::npos);
      }
    }
  }
}

std::string Bash(const CliWorld& world, const std::string& words, int index) {
  world.dir.Write("whyspec.bash", world.Run({"completions", "bash"}).out);
  world.dir.Write("ask.bash", "source '" + (world.dir / "whyspec.bash") + "'\nCOMP_WORDS=(" + words +
                                  ")\nCOMP_CWORD=" + std::to_string(index) +
                                  "\n_whyspec\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
  return OutputOf("bash --norc --noprofile '" + (world.dir / "ask.bash") + "' 2>&1");
}

TEST_CASE("bash completes commands, options and values") {
  const CliWorld world;
  CHECK(Bash(world, "whyspec che", 1) == "check\n");
  CHECK(Bash(world, "whyspec check --fo", 2) == "--format\n");
  CHECK(Bash(world, "whyspec check --format sa", 3) == "sarif\n");
  CHECK(Bash(world, "whyspec check --format = gi", 4) == "github\ngitlab\n");
  CHECK(Bash(world, "whyspec check --profile swift", 3) == "swift-evolution\n");
  CHECK(Bash(world, "whyspec rules evidence/sta", 2) == "evidence/stale\n");
  CHECK(Bash(world, "whyspec new sp", 2) == "spec\n");
  CHECK(Bash(world, "whyspec completions z", 2) == "zsh\n");
  CHECK(Bash(world, "whyspec calls s", 2) == "show\nsearch\n");
  CHECK(Bash(world, "whyspec calls import --fr", 3) == "--from\n");
  CHECK(Bash(world, "whyspec calls import --from ff", 4) == "\n");
  CHECK(Bash(world, "whyspec calls import --from fir", 4) == "fireflies\n");
  CHECK(Bash(world, "whyspec calls search --format j", 4) == "json\n");
}

TEST_CASE("zsh reads its script") {
  if (!HasShell("zsh")) {
    WARN("zsh is not installed: not checked");
    return;
  }
  const CliWorld world;
  world.dir.Write("_whyspec", world.Run({"completions", "zsh"}).out);
  CHECK(OutputOf("zsh -fc 'autoload -U compinit; compinit -u -D; source \"" + (world.dir / "_whyspec") +
                 "\"; print -r -- ${_comps[whyspec]}' 2>&1") == "_whyspec\n");
}

TEST_CASE("fish completes options") {
  if (!HasShell("fish")) {
    WARN("fish is not installed: not checked");
    return;
  }
  const CliWorld world;
  world.dir.Write("whyspec.fish", world.Run({"completions", "fish"}).out);
  const std::string out =
      OutputOf("HOME='" + world.dir.path() + "' fish --no-config -c 'source \"" +
               (world.dir / "whyspec.fish") + "\"; complete -C \"whyspec check --fo\"' 2>&1");
  CHECK(out.find("--format") == 0);
}

}  // namespace
}  // namespace whyspec::cli
