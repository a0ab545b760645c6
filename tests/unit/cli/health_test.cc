// `whyspec report`, from files to each format.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#if __has_include(<valijson/validator.hpp>)
#define WHYSPEC_HAS_VALIJSON 1
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#endif

#include "rules/all_rules.h"
#include "run_cli.h"

namespace whyspec::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::CliRun;
using test::CliWorld;

void CopySample(const CliWorld& world) {
  fs::copy(WHYSPEC_SOURCE_DIR "/editor-extension/sample-workspace", world.dir.path(),
           fs::copy_options::recursive | fs::copy_options::overwrite_existing);
}

CliRun Report(const CliWorld& world, std::vector<std::string> more) {
  std::vector<std::string> arguments = {"report", "--today", "2026-11-20"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return world.Run(arguments);
}

json SampleReport() {
  const CliWorld world;
  CopySample(world);
  const CliRun run = Report(world, {"--format", "json"});
  INFO(run.err);
  REQUIRE(run.status == 0);
  return json::parse(run.out);
}

#ifdef WHYSPEC_HAS_VALIJSON
std::string Breaks(const json& report) {
  std::ifstream in(WHYSPEC_SOURCE_DIR "/schemas/report.schema.json");
  const json document = json::parse(in);
  valijson::Schema schema;
  valijson::SchemaParser parser;
  const valijson::adapters::NlohmannJsonAdapter adapter(document);
  parser.populateSchema(adapter, schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  const valijson::adapters::NlohmannJsonAdapter target(report);
  if (validator.validate(schema, target, &results)) return "";
  std::string out;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& part : error.context) out += part;
    out += ": " + error.description + "\n";
  }
  return out;
}

TEST_CASE("The JSON of the evidence report keeps its schema") {
  const json report = SampleReport();
  CHECK(Breaks(report) == "");
  json bad = report;
  bad["specs"][0]["standing"] = "great";
  CHECK_FALSE(Breaks(bad).empty());
  bad = report;
  bad["specs"][0].erase("claims");
  CHECK_FALSE(Breaks(bad).empty());
  bad = report;
  bad["version"] = 2;
  CHECK_FALSE(Breaks(bad).empty());
}
#endif

TEST_CASE("The report of the sample workspace adds up") {
  const json report = SampleReport();
  const json& summary = report["summary"];
  CHECK(summary["solid"].get<int>() + summary["weak"].get<int>() + summary["incomplete"].get<int>() +
            summary["closed"].get<int>() ==
        summary["specs"].get<int>());
  CHECK(report["specs"].size() == summary["specs"].get<std::size_t>());
  std::map<std::string, json> by_path;
  for (const json& spec : report["specs"]) by_path[spec["path"].get<std::string>()] = spec;
  // The two that nobody complains about.
  for (const char* path : {"specs/monthly-export.md", "specs/rappel-de-garde.md"}) {
    INFO(path);
    REQUIRE(by_path.count(path) == 1);
    CHECK(by_path[path]["standing"] == "solid");
    CHECK(by_path[path]["findings"]["errors"] == 0);
    CHECK(by_path[path]["quotes"]["unverified"] == 0);
    CHECK(by_path[path]["sections"]["evidence"] == "present");
    CHECK(by_path[path]["evidence"]["citations"] > 0);
  }
  // Citations of the columns are those of the specs.
  std::map<std::string, int> columns;
  for (const json& spec : report["specs"]) {
    for (const json& account : spec["accounts"]) {
      columns[account["account"].get<std::string>()] += account["citations"].get<int>();
    }
  }
  for (const json& account : report["accounts"]) {
    CHECK(columns[account["account"].get<std::string>()] == account["citations"].get<int>());
  }
  CHECK(report["calls"]["cited"].get<int>() <= report["calls"]["all"].get<int>());
  for (const json& ask : report["asks"]["unlinked"]) CHECK(ask["accounts"] >= 2);
}

TEST_CASE("The report is the same, byte for byte, whenever it is made") {
  const CliWorld world;
  CopySample(world);
  for (const char* format : {"text", "json", "html"}) {
    CHECK(Report(world, {"--format", format}).out == Report(world, {"--format", format}).out);
  }
}

TEST_CASE("The report counts what check finds") {
  const CliWorld world;
  CopySample(world);
  const json checked = json::parse(world.Run({"check", "--format", "json", "--today", "2026-11-20"}).out);
  const json report = json::parse(Report(world, {"--format", "json"}).out);
  std::size_t findings = 0;
  for (const json& spec : report["specs"]) {
    for (const char* key : {"errors", "warnings", "infos", "hints"}) {
      findings += spec["findings"][key].get<std::size_t>();
    }
  }
  CHECK(findings == checked["summary"]["findings"].get<std::size_t>());
}

const char* const kHostile =
    "<script>alert(1)</script> [x](command:evil) ![i](javascript:alert(2)) \x1b[31mred\x1b[0m &amp; \"'`";

// Two accounts ask the same in hostile words; one of them may not be named.
void WriteHostile(const CliWorld& world) {
  world.dir.Write("calls/accounts.yaml",
                  "- id: secretcorp\n  name: Secretcorp\n  alias: a clinic\n  visibility: alias\n"
                  "- id: acme\n  name: \"Acme <b>bold</b>\"\n");
  const std::string ask = std::string("We need single sign-on for the tablets ") + kHostile;
  world.dir.Write("calls/secretcorp-2026-11-01.md",
                  "---\ntitle: Secretcorp talk\nstarted_at: 2026-11-01T10:00:00Z\naccount: secretcorp\n"
                  "lifecycle: prospect\nparticipants:\n"
                  "  - {id: p1, name: Hidden Person, affiliation: external, persona: planner}\n---\n\n"
                  "**Hidden Person**: " +
                      ask + " of Hidden Person at Secretcorp\n");
  const json person = {
      {"id", "p1"}, {"name", "Jane Roe"}, {"affiliation", "external"}, {"title", "<i>boss</i>"}};
  const json acme = {{"title", "<img src=x onerror=alert(3)>"},
                     {"started_at", "2026-11-02T10:00:00Z"},
                     {"account", "acme"},
                     {"lifecycle", "customer"},
                     {"participants", json::array({person})},
                     {"transcript", {{"turns", json::array({{{"speaker", "p1"}, {"text", ask}}})}}}};
  world.dir.Write("calls/acme-2026-11-02.json", acme.dump());
  world.dir.Write(
      "specs/javascript:alert(1).md",
      "---\nowner: \"<u>me</u>\"\n---\n# Title <script>alert(4)</script> \x1b[5m\n\n## Why\n\nWords.\n");
}

TEST_CASE("Words of specs and calls are plain text in every format") {
  const CliWorld world;
  WriteHostile(world);
  const CliRun html = Report(world, {"--format", "html"});
  REQUIRE(html.status == 0);
  CHECK(html.out.find("<script") == std::string::npos);
  CHECK(html.out.find("<img") == std::string::npos);
  CHECK(html.out.find("<u>") == std::string::npos);
  CHECK(html.out.find("<b>") == std::string::npos);
  CHECK(html.out.find('\x1b') == std::string::npos);
  CHECK(html.out.find("&lt;script&gt;") != std::string::npos);
  // The only links are those to specs, and none has a scheme.
  static const std::regex kLinks("(?:href|src)=\"([^\"]*)\"");
  std::size_t links = 0;
  for (std::sregex_iterator it(html.out.begin(), html.out.end(), kLinks), end; it != end; ++it, ++links) {
    const std::string target = (*it)[1];
    INFO(target);
    CHECK((target.rfind("./", 0) == 0 || target.rfind("../", 0) == 0));
    CHECK(target.find(':') == std::string::npos);
  }
  CHECK(links >= 1);
  const CliRun text = Report(world, {});
  CHECK(text.out.find('\x1b') == std::string::npos);
  CHECK(text.out.find("sign-on") != std::string::npos);
  REQUIRE(json::parse(Report(world, {"--format", "json"}).out)["asks"]["unlinked"].size() == 1);
}

TEST_CASE("Names below their visibility are in no format") {
  const CliWorld world;
  WriteHostile(world);
  for (const char* format : {"text", "json", "html"}) {
    const std::string out = Report(world, {"--format", format}).out;
    INFO(format);
    CHECK(out.find("a clinic") != std::string::npos);
    CHECK(out.find("Acme") != std::string::npos);
    for (const char* name : {"Secretcorp", "secretcorp", "Hidden"})
      CHECK(out.find(name) == std::string::npos);
  }
}

TEST_CASE("The page needs nothing else and allows nothing to run") {
  const CliWorld world;
  CopySample(world);
  const std::string out = Report(world, {"--format", "html"}).out;
  CHECK(out.find("default-src 'none'") != std::string::npos);
  for (const char* outside : {"http://", "https://", "<script", "<link", "@import", "url(", " style=",
                              " on"
                              "click"}) {
    INFO(outside);
    CHECK(out.find(outside) == std::string::npos);
  }
  CHECK(out.find("<html lang=\"en\">") != std::string::npos);
  CHECK(Report(world, {"--format", "html", "--language", "fr"}).out.find("<html lang=\"fr\">") !=
        std::string::npos);
  // Every opened element is closed.
  for (const char* name : {"table", "section", "tr", "td", "th", "article", "figure", "dl", "p", "span"}) {
    const auto count = [&](const std::string& what) {
      std::size_t found = 0;
      for (std::size_t at = out.find(what); at != std::string::npos; at = out.find(what, at + 1)) ++found;
      return found;
    };
    INFO(name);
    CHECK(count(std::string("<") + name + " ") + count(std::string("<") + name + ">") ==
          count(std::string("</") + name + ">"));
  }
}

TEST_CASE("--output writes the file whole, with links from where it lies") {
  const CliWorld world;
  CopySample(world);
  fs::create_directories(world.dir / "out");
  const CliRun run = Report(world, {"--format", "html", "--output", "out/report.html"});
  CHECK(run.status == 0);
  CHECK(run.out.empty());
  CHECK(run.err == "The report is in out/report.html.\n");
  CHECK(world.dir.Read("out/report.html").find("href=\"../specs/monthly-export.md\"") != std::string::npos);
  const CliRun nowhere = Report(world, {"--output", "no/such/folder/report.txt"});
  CHECK(nowhere.status == 2);
  CHECK_FALSE(nowhere.err.empty());
}

TEST_CASE("Wrong use and a workspace without specs are told in one sentence") {
  const CliWorld world;
  const CliRun none = Report(world, {});
  CHECK(none.status == 2);
  CHECK(none.err.find("There is nothing to report on") != std::string::npos);
  CHECK(none.err.find("whyspec new spec") != std::string::npos);
  world.dir.Write("specs/a.md", "# A\n");
  CHECK(Report(world, {"--format", "pdf"}).status == 2);
  CHECK(Report(world, {"--calls", "nowhere"}).status == 2);
  const CliRun without_calls = Report(world, {});
  CHECK(without_calls.status == 0);
  CHECK(without_calls.out.find("No call is logged here") != std::string::npos);
}

TEST_CASE("The report is in French where most specs are, or where asked") {
  const CliWorld world;
  world.dir.Write("specs/a.md",
                  "---\nlanguage: fr\n---\n# Rappels\n\n## Pourquoi\n\nLes cadres rappellent à la main.\n");
  CHECK(Report(world, {}).out.find("incomplète") != std::string::npos);
  CHECK(Report(world, {"--language", "en"}).out.find("incomplete") != std::string::npos);
}

TEST_CASE("meta/unlinked-ask can be turned off") {
  const CliWorld world;
  WriteHostile(world);
  world.dir.Write("whyspec.json", "{ \"rules\": { \"meta/unlinked-ask\": \"off\" } }");
  const json report = json::parse(Report(world, {"--format", "json"}).out);
  CHECK(report["asks"]["lookedFor"] == false);
  CHECK(report["asks"]["unlinked"].empty());
}

// An example of a rule as a workspace: the spec, then each file it comes with.
void WriteExample(const CliWorld& world, std::string_view example) {
  std::string path = "specs/example.md";
  while (true) {
    const std::size_t cut = example.find("---8<--- ");
    world.dir.Write(path, example.substr(0, cut));
    if (cut == std::string_view::npos) return;
    example.remove_prefix(cut + 9);
    const std::size_t line = example.find('\n');
    path = std::string(example.substr(0, line));
    example.remove_prefix(line + 1);
  }
}

TEST_CASE("The examples on the page of meta/unlinked-ask are what it finds, and what it leaves") {
  const rules::RuleInfo& info = rules::kMetaUnlinkedAsk.info;
  const CliWorld failing;
  WriteExample(failing, info.failing);
  CHECK(json::parse(Report(failing, {"--format", "json"}).out)["asks"]["unlinked"].size() == 1);
  const CliWorld passing;
  WriteExample(passing, info.passing);
  const json report = json::parse(Report(passing, {"--format", "json"}).out);
  CHECK(report["calls"]["all"] == 2);
  CHECK(report["asks"]["unlinked"].empty());
}

TEST_CASE("A small spec is not incomplete for what nobody asks of it") {
  const CliWorld world;
  CopySample(world);
  const json report = json::parse(Report(world, {"--format", "json"}).out);
  for (const json& spec : report["specs"]) {
    if (spec["path"] != "specs/rename-a-button.md") continue;
    CHECK(spec["sections"]["evidence"] == "not_asked");
    CHECK(spec["standing"] == "solid");
    return;
  }
  FAIL("the sample has no small spec any more");
}

TEST_CASE("Declined specs are listed last and counted in no sum") {
  const CliWorld world;
  CopySample(world);
  const json before = json::parse(Report(world, {"--format", "json"}).out);
  std::string spec = world.dir.Read("specs/monthly-export.md");
  spec.replace(spec.find("status: ready"), 13, "status: declined");
  world.dir.Write("specs/monthly-export.md", spec);
  const json after = json::parse(Report(world, {"--format", "json"}).out);
  CHECK(after["specs"].back()["path"] == "specs/monthly-export.md");
  CHECK(after["specs"].back()["closed"] == true);
  CHECK(after["summary"]["solid"].get<int>() == before["summary"]["solid"].get<int>() - 1);
  CHECK(after["summary"]["evidence"]["citations"] < before["summary"]["evidence"]["citations"]);
}

TEST_CASE("check never says what only the report can") {
  const CliWorld world;
  WriteHostile(world);
  const CliRun run = world.Run({"check", "--format", "json", "specs/javascript:alert(1).md"});
  CHECK(run.out.find("meta/unlinked-ask") == std::string::npos);
  const CliRun rule = world.Run({"rules", "meta/unlinked-ask"});
  CHECK(rule.status == 0);
  CHECK(rule.out.find("in `whyspec report` only") != std::string::npos);
}

}  // namespace
}  // namespace whyspec::cli
