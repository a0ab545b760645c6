// The commands of whyspec-server as somebody on the machine runs them.
#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>

#include "admin/main.h"
#include "base/strings.h"
#include "support/temp_dir.h"

namespace whyspec::admin {
namespace {

struct Ran {
  int status = 0;
  std::string out, err;
};

class Machine {
 public:
  Ran Run(std::vector<std::string> arguments) {
    std::ostringstream out;
    std::ostringstream err;
    const Environment environment = [this](const std::string& name) -> std::optional<std::string> {
      if (name == "WHYSPEC_SERVER_DB") return Db();
      return std::nullopt;
    };
    const int status = Main(arguments, {.out = out, .err = err}, environment);
    return {.status = status, .out = out.str(), .err = err.str()};
  }
  std::string Db() const { return "sqlite:" + (folder / "calls.db"); }
  test::TempDir folder;
};

const std::string kSample = std::string(WHYSPEC_SOURCE_DIR) + "/editor-extension/sample-workspace";

TEST_CASE("Tokens are made, listed and revoked; a secret is shown once") {
  Machine machine;
  const Ran made =
      machine.Run({"token", "create", "--role", "sales", "--person", "alex", "--email", "Alex@Ours.example"});
  INFO(made.err);
  REQUIRE(made.status == 0);
  CHECK(made.out.starts_with("wsp_"));
  const Ran list = machine.Run({"token", "list"});
  CHECK(list.out.find("sales  alex  alex@ours.example") != std::string::npos);
  CHECK(list.out.find(made.out.substr(0, made.out.size() - 1)) == std::string::npos);
  const std::string id = list.out.substr(0, list.out.find(' '));
  CHECK(machine.Run({"token", "revoke", id}).status == 0);
  CHECK(machine.Run({"token", "list"}).out.find("revoked") != std::string::npos);
  CHECK(machine.Run({"token", "revoke", "nobody"}).status == 2);
}

TEST_CASE("A login link carries its token where no server sees it") {
  Machine machine;
  const Ran link = machine.Run({"login-link", "--role", "dpo", "--person", "dora", "--expires", "30d",
                                "--public-url", "https://calls.example.com/"});
  INFO(link.err);
  CHECK(link.status == 0);
  CHECK(link.out.starts_with("https://calls.example.com/login#wsp_"));
  CHECK(machine.Run({"login-link", "--role", "dpo", "--person", "d"})
            .out.starts_with("http://127.0.0.1:7171/login#wsp_"));
}

TEST_CASE("Wrong use is one sentence on stderr, and 2") {
  Machine machine;
  const std::vector<std::vector<std::string>> wrong = {
      {"token", "create", "--role", "king", "--person", "a"},
      {"token", "create", "--role", "sales"},
      {"token", "create", "--role", "sales", "--person", "a", "--expires", "yesterday"},
      {"token", "create", "--role", "sales", "--person", "a", "--expires", "2001-01-01"},
      {"token"},
      {"nonsense"},
      {"--nonsense"},
      {"erase", "person", "--name", "Jane", "--reason", "x"},
      {"erase", "call", "a"},
      {"copy", "--from", "a", "--to", "b"},
      {"copy", "--from", "sqlite:/nowhere/a.db", "--to", "sqlite::memory:"},
      {"restore", "/nowhere/a.db"},
      {"load", "/nowhere"},
      {"load", ".", "--today", "soon"},
      {"hook", "add", "https://a.example", "--event", "all"},
      {"serve", "--listen", "0.0.0.0:7171"},
      {"serve", "--listen", "nonsense:port"},
      {"audit", "--limit", "0"},
      {"migrate", "--db", "mysql://x"},
  };
  for (const auto& arguments : wrong) {
    const Ran ran = machine.Run(arguments);
    INFO(Join(arguments, " ") << " -> " << ran.err);
    CHECK(ran.status == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err.starts_with("whyspec-server: "));
    CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 1);
  }
}

TEST_CASE("Help names every setting, its variable and its key; version is told") {
  Machine machine;
  const Ran help = machine.Run({"--help"});
  CHECK(help.status == 0);
  for (const Setting& setting : AllSettings()) {
    INFO(setting.name);
    CHECK(help.out.find(StrCat("--", setting.name)) != std::string::npos);
    CHECK(help.out.find(VariableOf(setting.name)) != std::string::npos);
  }
  CHECK(help.out.find("…_API_TOKEN") != std::string::npos);
  CHECK(machine.Run({"--version"}).out.starts_with("whyspec-server "));
  CHECK(machine.Run({"version"}).out.starts_with("whyspec-server "));
}

TEST_CASE("A workspace is loaded once, however often") {
  Machine machine;
  const Ran first = machine.Run({"load", kSample, "--today", "2026-11-20"});
  INFO(first.out << first.err);
  // Two specs of the sample share an id on purpose: one is left out, and told.
  CHECK(first.status == 1);
  CHECK(first.err.find("feat-15") != std::string::npos);
  CHECK(first.out.find("11 specs") != std::string::npos);
  const Ran accounts = machine.Run({"account", "list"});
  CHECK(accounts.out.find("orchard") != std::string::npos);
  const Ran again = machine.Run({"load", kSample, "--today", "2026-11-20"});
  CHECK(again.out == first.out);
  CHECK(machine.Run({"account", "list"}).out == accounts.out);

  SECTION("it is backed up and restored whole") {
    const std::string backup = machine.folder / "backup.db";
    const Ran kept = machine.Run({"backup", backup});
    INFO(kept.err);
    REQUIRE(kept.status == 0);
    CHECK((std::filesystem::status(backup).permissions() & std::filesystem::perms::others_all) ==
          std::filesystem::perms::none);
    CHECK(machine.Run({"backup", backup}).status == 2);   // never over another
    CHECK(machine.Run({"restore", backup}).status == 2);  // nor into a log that has calls
    const std::string other = "sqlite:" + (machine.folder / "other.db");
    const Ran restored = machine.Run({"restore", backup, "--db", other});
    INFO(restored.err);
    REQUIRE(restored.status == 0);
    CHECK(machine.Run({"account", "list", "--db", other}).out == accounts.out);
  }
  SECTION("what is erased is told, and who cited it") {
    const Ran erased = machine.Run({"erase", "account", "orchard", "--reason", "asked to"});
    INFO(erased.out << erased.err);
    CHECK(erased.status == 0);
    CHECK(erased.out.starts_with("Erased: "));
    const Ran audit = machine.Run({"audit", "--actor", "admin", "--limit", "100000"});
    CHECK(audit.out.find("asked to") != std::string::npos);
    CHECK(machine.Run({"erase", "person", "--email", "nobody@nowhere.example", "--reason", "x"}).status == 1);
  }
}

TEST_CASE("Subscriptions are added, listed and ended") {
  Machine machine;
  const Ran added = machine.Run({"hook", "add", "https://hooks.example/x", "--event", "call.erased"});
  INFO(added.err);
  REQUIRE(added.status == 0);
  CHECK(added.out.starts_with("whsec_"));
  const Ran list = machine.Run({"hook", "list"});
  CHECK(list.out.find("https://hooks.example/x  call.erased") != std::string::npos);
  CHECK(list.out.find("whsec_") == std::string::npos);
  CHECK(machine.Run({"hook", "remove", list.out.substr(0, list.out.find(' '))}).status == 0);
  CHECK(machine.Run({"hook", "list"}).out.empty());
  CHECK(machine.Run({"hook", "add", "http://hooks.example/x"}).status == 2);
}

}  // namespace
}  // namespace whyspec::admin
