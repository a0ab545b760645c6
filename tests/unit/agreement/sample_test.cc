// The sample workspace shows what Whyspec can say: every rule somewhere in it, and two specs
// that have nothing to be said about.
#include <catch2/catch.hpp>

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "jsonrpc/json.h"
#include "rules/registry.h"
#include "unit/cli/run_cli.h"

namespace whyspec::test {
namespace {

namespace fs = std::filesystem;
using jsonrpc::Json;

// The rules that found something, by spec.
std::map<std::string, std::set<std::string>> CheckSample() {
  const CliWorld world;
  fs::copy(WHYSPEC_SOURCE_DIR "/editor-extension/sample-workspace", world.dir.path(),
           fs::copy_options::recursive);
  const CliRun run = world.Run({"check", "--format", "json", "--today", "2026-11-20"});
  INFO(run.err);
  REQUIRE(run.status == 1);  // it holds errors on purpose
  std::map<std::string, std::set<std::string>> out;
  const Json report = Json::parse(run.out);
  for (const Json& file : report["files"]) {
    std::set<std::string>& rules = out[file["path"].get<std::string>()];
    for (const Json& finding : file["findings"]) rules.insert(finding["rule"].get<std::string>());
  }
  return out;
}

TEST_CASE("every rule finds something in the sample workspace") {
  std::set<std::string> fired;
  for (const auto& [spec, rules] : CheckSample()) fired.insert(rules.begin(), rules.end());
  for (const rules::Rule* rule : rules::AllRules()) {
    if (rule->info.report_only) continue;
    INFO(rule->info.id);
    CHECK(fired.count(std::string(rule->info.id)) == 1);
  }
}

TEST_CASE("the good specs of the sample workspace are left in peace") {
  const std::map<std::string, std::set<std::string>> found = CheckSample();
  for (const char* spec : {"specs/monthly-export.md", "specs/rappel-de-garde.md"}) {
    INFO(spec);
    REQUIRE(found.count(spec) == 1);
    CHECK(found.at(spec).empty());
  }
}

}  // namespace
}  // namespace whyspec::test
