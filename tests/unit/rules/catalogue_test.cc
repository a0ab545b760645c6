// Every rule in the registry: its examples give what they say, its page is up to date,
// its fixtures hold.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "base/strings.h"
#include "rules/registry.h"
#include "support/rule_harness.h"

namespace whyspec::rules {
namespace {

std::string Describe(const test::RuleRun& run) {
  std::string text;
  for (const Finding& finding : run.findings) {
    text +=
        StrCat(finding.rule, " ", finding.range.begin, "-", finding.range.end, ": ", finding.message, "\n");
  }
  for (const std::string& problem : run.problems) text += StrCat("problem: ", problem, "\n");
  return text;
}

std::string ReadText(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

void ExpectFile(const std::string& path, const std::string& text) {
  if (std::getenv("UPDATE_GOLDEN") != nullptr && ReadText(path) != text) {
    std::ofstream(path, std::ios::binary) << text;
  }
  INFO(path << " is made from the rules: run the tests once with UPDATE_GOLDEN=1");
  CHECK(ReadText(path) == text);
}

std::string FolderOf(std::string_view id) {
  std::string folder(id);
  std::replace(folder.begin(), folder.end(), '/', '-');
  return folder;
}

TEST_CASE("every failing example gives the finding and every passing one does not") {
  for (const Rule* rule : AllRules()) {
    if (rule->check == nullptr) continue;
    INFO(rule->info.id);
    REQUIRE_FALSE(rule->info.failing.empty());
    REQUIRE_FALSE(rule->info.passing.empty());
    const test::RuleRun failing = test::RunRule(rule->info.id, rule->info.failing);
    INFO("failing example:\n" << Describe(failing));
    CHECK_FALSE(failing.findings.empty());
    CHECK(failing.problems.empty());
    for (const Finding& finding : failing.findings) {
      CHECK(finding.range.end <= failing.spec->text().size());
      CHECK(finding.range.begin <= finding.range.end);
      CHECK_FALSE(finding.message.empty());
    }
    const test::RuleRun passing = test::RunRule(rule->info.id, rule->info.passing);
    INFO("passing example:\n" << Describe(passing));
    CHECK(passing.findings.empty());
    CHECK(passing.problems.empty());
  }
}

TEST_CASE("an automatic fix removes its finding, and a second time changes nothing") {
  for (const Rule* rule : AllRules()) {
    if (rule->check == nullptr) continue;
    INFO(rule->info.id);
    const test::RuleRun run = test::RunRule(rule->info.id, rule->info.failing);
    for (const Finding& finding : run.findings) {
      if (finding.fixes.empty() || !finding.fixes.front().automatic) continue;
      const std::string fixed = ApplyEdits(run.spec->text(), finding.fixes.front().edits);
      CHECK(test::RunRule(rule->info.id, fixed).findings.size() < run.findings.size());
    }
    const std::string once = test::FixWithRule(rule->info.id, run.spec->text());
    CHECK(test::FixWithRule(rule->info.id, once) == once);
  }
}

TEST_CASE("rule ids are unique, well-formed, grouped, and found again") {
  std::set<std::string_view> seen;
  for (const Rule* rule : AllRules()) {
    const std::string_view id = rule->info.id;
    INFO(id);
    CHECK(seen.insert(id).second);
    CHECK(std::count(id.begin(), id.end(), '/') == 1);
    CHECK(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz-/") == std::string_view::npos);
    CHECK(FindRule(id) == rule);
    CHECK_FALSE(rule->info.summary.empty());
    CHECK_FALSE(rule->info.why.empty());
  }
  CHECK(FindRule("no/such-rule") == nullptr);
}

TEST_CASE("a misspelt rule id finds its neighbour") {
  CHECK(ClosestRule("section/missing-wy") == "section/missing-why");
  CHECK(ClosestRule("qqqqqqqqqqqqqqqq").empty());
}

TEST_CASE("rule pages in docs/rules are the ones the rules give") {
  const std::string folder = StrCat(WHYSPEC_SOURCE_DIR, "/lsp-server/docs/rules/");
  for (const Rule* rule : AllRules())
    ExpectFile(folder + RulePageFileName(rule->info.id), RulePage(rule->info));
  ExpectFile(folder + "README.md", RuleIndexPage());
}

TEST_CASE("fixtures of every rule hold") {
  for (const Rule* rule : AllRules()) {
    for (const std::string& path : test::FixturesOf(rule->info.id)) {
      INFO(path);
      CHECK(test::CheckFixture(rule->info.id, path) == "");
    }
  }
}

TEST_CASE("every rule that reads a spec has fixtures in English and in French") {
  for (const Rule* rule : AllRules()) {
    if (rule->check == nullptr) continue;
    INFO(rule->info.id);
    bool english = false;
    bool french = false;
    for (const std::string& path : test::FixturesOf(rule->info.id)) {
      english = english || path.find("/en") != std::string::npos;
      french = french || path.find("/fr") != std::string::npos;
    }
    CHECK(english);
    CHECK(french);
  }
}

TEST_CASE("every fixture folder belongs to a rule") {
  std::set<std::string> known;
  for (const Rule* rule : AllRules()) known.insert(FolderOf(rule->info.id));
  for (const std::string& folder : test::FixtureFolders()) {
    INFO(folder);
    CHECK(known.count(folder) == 1);
  }
}

}  // namespace
}  // namespace whyspec::rules
