#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "rules/registry.h"
#include "sample_report.h"
#include "support/golden.h"

namespace whyspec::cli {
namespace {

using nlohmann::json;

std::string Sample(std::string_view format, const Style& style = {}) {
  std::ostringstream out;
  test_data::PrintSample(MakeFormatter(format, &out, style).get());
  return out.str();
}

std::string Nothing(std::string_view format) {
  std::ostringstream out;
  test_data::PrintNothing(MakeFormatter(format, &out, Style{}).get());
  return out.str();
}

std::string Golden(const std::string& name) {
  return std::string(WHYSPEC_SOURCE_DIR) + "/tests/unit/cli/golden/" + name;
}

// SARIF holds every rule of the registry, which changes with every rule: it is compared
// without them.
std::string SarifWithoutRules() {
  nlohmann::ordered_json sarif = nlohmann::ordered_json::parse(Sample("sarif"));
  auto& driver = sarif["runs"][0]["tool"]["driver"];
  driver["rules"] = nlohmann::ordered_json::array();
  driver.erase("version");
  driver.erase("semanticVersion");
  for (auto& result : sarif["runs"][0]["results"]) result.erase("ruleIndex");
  return sarif.dump(2) + "\n";
}

TEST_CASE("Each format prints the sample as agreed") {
  test::CheckGolden(Golden("sample.txt"), Sample("text"));
  test::CheckGolden(Golden("sample.wrapped.txt"), Sample("text", {.color = false, .width = 60}));
  test::CheckGolden(Golden("sample.colour.txt"), Sample("text", {.color = true, .width = 80}));
  test::CheckGolden(Golden("sample.json"), Sample("json"));
  test::CheckGolden(Golden("sample.github"), Sample("github"));
  test::CheckGolden(Golden("sample.gitlab.json"), Sample("gitlab"));
  test::CheckGolden(Golden("sample.junit.xml"), Sample("junit"));
  test::CheckGolden(Golden("sample.sarif"), SarifWithoutRules());
}

TEST_CASE("A run without results is well-formed in every format") {
  CHECK(Nothing("text") == "No findings in 0 specs\n");
  CHECK(json::parse(Nothing("json"))["files"].empty());
  CHECK(json::parse(Nothing("sarif"))["runs"][0]["results"].empty());
  CHECK(json::parse(Nothing("gitlab")) == json::array());
  CHECK(Nothing("github").empty());
  CHECK(Nothing("junit").find("<testsuites name=\"whyspec\" tests=\"0\"") != std::string::npos);
}

TEST_CASE("Text lets no control character through") {
  for (const char c : Sample("text")) {
    const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n';
    REQUIRE_FALSE(control);
  }
}

TEST_CASE("A GitHub annotation is one line whose parts cannot be forged") {
  std::istringstream lines(Sample("github"));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    INFO(line);
    CHECK(std::regex_match(
        line, std::regex("::(error|warning|notice) "
                         "(file=[^:,]*(,(line|endLine|col|endColumn)=[0-9]+)*,)?title=[^:,]*::.*")));
  }
  CHECK(count == 8);
}

TEST_CASE("GitLab entries have the keys GitLab needs and fingerprints of their own") {
  std::set<std::string> fingerprints;
  for (const json& entry : json::parse(Sample("gitlab"))) {
    CHECK(entry.at("description").is_string());
    CHECK(entry.at("check_name").is_string());
    CHECK(fingerprints.insert(entry.at("fingerprint")).second);
    CHECK(std::set<std::string>{"info", "minor", "major", "critical", "blocker"}.count(
              entry.at("severity")) == 1);
    CHECK(entry.at("location").at("path").get<std::string>().rfind("./", 0) != 0);
    CHECK(entry.at("location").at("lines").at("begin").get<int>() >= 1);
  }
  CHECK(fingerprints.size() == 7);
}

// The rules of the SARIF 2.1.0 schema and of what code-scanning pages require, for the
// parts we write.
void CheckRegion(const json& region) {
  for (const char* key : {"startLine", "startColumn", "endLine", "endColumn"})
    CHECK(region.at(key).get<int>() >= 1);
  const bool ordered =
      region["endLine"] > region["startLine"] ||
      (region["endLine"] == region["startLine"] && region["endColumn"] >= region["startColumn"]);
  CHECK(ordered);
}

void CheckLocation(const json& location, const json& run) {
  const json& artifact = location.at("physicalLocation").at("artifactLocation");
  const std::string uri = artifact.at("uri");
  CHECK(std::regex_match(uri, std::regex("([A-Za-z0-9._~/-]|%[0-9A-F]{2})+")));
  CHECK(uri.front() != '/');
  CHECK(run.at("originalUriBaseIds").contains(artifact.at("uriBaseId").get<std::string>()));
  if (location["physicalLocation"].contains("region")) CheckRegion(location["physicalLocation"]["region"]);
}

TEST_CASE("SARIF keeps the rules of its standard") {
  const json sarif = json::parse(Sample("sarif"));
  CHECK(sarif.at("version") == "2.1.0");
  CHECK(sarif.at("$schema").get<std::string>().find("sarif-schema-2.1.0.json") != std::string::npos);
  REQUIRE(sarif.at("runs").size() == 1);
  const json& run = sarif["runs"][0];
  CHECK(run.at("columnKind") == "unicodeCodePoints");
  const json& driver = run.at("tool").at("driver");
  CHECK(driver.at("name") == "Whyspec");
  const std::set<std::string> levels = {"none", "note", "warning", "error"};
  std::set<std::string> ids;
  for (const json& rule : driver.at("rules")) {
    CHECK(ids.insert(rule.at("id")).second);
    CHECK_FALSE(rule.at("shortDescription").at("text").get<std::string>().empty());
    CHECK_FALSE(rule.at("fullDescription").at("text").get<std::string>().empty());
    CHECK_FALSE(rule.at("help").at("text").get<std::string>().empty());
    CHECK(levels.count(rule.at("defaultConfiguration").at("level")) == 1);
  }
  CHECK(ids.size() == rules::AllRules().size());
  REQUIRE(run.at("results").size() == 6);
  std::size_t suppressed = 0;
  for (const json& result : run["results"]) {
    CHECK(levels.count(result.at("level")) == 1);
    CHECK_FALSE(result.at("message").at("text").get<std::string>().empty());
    CHECK(driver["rules"].at(result.at("ruleIndex").get<std::size_t>()).at("id") == result.at("ruleId"));
    for (const json& location : result.at("locations")) CheckLocation(location, run);
    for (const json& location : result.value("relatedLocations", json::array())) CheckLocation(location, run);
    for (const json& fix : result.value("fixes", json::array())) {
      CHECK(fix.at("artifactChanges").size() == 1);
      CHECK_FALSE(fix["artifactChanges"][0].at("replacements").empty());
      for (const json& replacement : fix["artifactChanges"][0]["replacements"]) {
        CheckRegion(replacement.at("deletedRegion"));
        CHECK(replacement.at("insertedContent").at("text").is_string());
      }
    }
    if (result.contains("suppressions")) {
      ++suppressed;
      CHECK(result["suppressions"][0].at("kind") == "external");
    }
  }
  CHECK(suppressed == 1);
  const json& invocation = run.at("invocations").at(0);
  CHECK(invocation.at("executionSuccessful") == false);
  CHECK(invocation.at("exitCode") == 2);
  CHECK(invocation.at("toolExecutionNotifications").size() == 3);
}

TEST_CASE("JUnit is XML 1.0 whatever the findings hold, and its counts add up") {
  const std::string xml = Sample("junit");
  for (const char c : xml) {
    const bool forbidden = static_cast<unsigned char>(c) < 0x20 && c != '\n';
    REQUIRE_FALSE(forbidden);
  }
  const auto count = [&](const std::string& text) {
    std::size_t found = 0;
    for (std::size_t at = xml.find(text); at != std::string::npos; at = xml.find(text, at + 1)) ++found;
    return found;
  };
  CHECK(xml.find("tests=\"" + std::to_string(count("<testcase ")) + "\" failures=\"" +
                 std::to_string(count("<failure ")) + "\"") != std::string::npos);
  CHECK(count("<testcase ") == 10);
  CHECK(count("<failure ") == 4);
  CHECK(count("<skipped ") == 2);
  // Below the threshold a finding is told, and fails nothing.
  CHECK(xml.find("hint: Starts with the solution.</system-out>") != std::string::npos);
}

TEST_CASE("The baseline's findings are left out of every format but SARIF, which marks them") {
  for (const char* format : {"text", "json", "github", "gitlab", "junit"}) {
    CHECK(Sample(format).find("Accepted long ago") == std::string::npos);
  }
  CHECK(Sample("sarif").find("Accepted long ago") != std::string::npos);
}

}  // namespace
}  // namespace whyspec::cli
