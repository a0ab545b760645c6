// `whyspec check` as a person or a CI job meets it.

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "run_cli.h"

namespace whyspec::cli {
namespace {

using nlohmann::json;
using test::CliRun;
using test::CliWorld;

constexpr std::string_view kGood =
    "---\nstatus: draft\n---\n# Export\n\n## Why\n\nPlant managers at hospitals type each reading twice, "
    "once on paper "
    "and once in the tool, which takes them two days a month and cost us one renewal of 40,000 euros in "
    "2025; the "
    "audit in June makes it urgent.\n\n## Customer evidence\n\n> \"We type everything twice, every single "
    "month.\"\n> "
    "— [Jane, ops lead](call:acme#t=00:00:10)\n\n## Expected usage\n\nEach of the 12 plant managers exports "
    "once a month; "
    "by 2026-09-30 half of the readings are exported, measured in the audit log.\n";
constexpr std::string_view kCall =
    "---\nid: acme\nstarted_at: 2026-02-01\naccount: Acme\nlifecycle: prospect\nconsent: {status: informed}\n"
    "participants:\n  - {id: p1, name: Jane, affiliation: external}\n---\n\n"
    "**Jane** [00:00:10]: We type everything twice, every single month.\n";
constexpr std::string_view kBare = "# Export\n\nSome words.\n";

CliWorld& Bare(CliWorld& world) {
  world.dir.Write("specs/export.md", kBare);
  return world;
}

std::size_t Count(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size()))
    ++count;
  return count;
}

std::vector<std::string> RulesIn(const std::string& report) {
  std::vector<std::string> out;
  const json parsed = json::parse(report);
  for (const json& file : parsed["files"]) {
    for (const json& finding : file["findings"]) out.push_back(finding["rule"]);
  }
  return out;
}

bool Has(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

TEST_CASE("A bare spec has findings, told with place, source and summary, and ends with 1") {
  CliWorld world;
  const CliRun run = Bare(world).Run({"check", "--today", "2026-03-01"});
  CHECK(run.status == 1);
  CHECK(run.err.empty());
  CHECK(run.out.find("specs/export.md:1:3: error section/missing-") == 0);
  CHECK(Count(run.out, "specs/export.md:1:3: error section/missing-why: ") == 1);
  CHECK(run.out.find("1 | # Export\n  |   ^^^^^^\n") != std::string::npos);
  CHECK(run.out.find(" in 1 spec") != std::string::npos);
  CHECK(run.out.find("skipped: no call log") != std::string::npos);
  CHECK(run.out.find('\x1b') == std::string::npos);
}

TEST_CASE("A spec with its why, evidence and usage ends with 0") {
  const CliWorld world;
  world.dir.Write("specs/export.md", kGood);
  world.dir.Write("calls/acme.md", kCall);
  const CliRun run = world.Run({"check", "--today", "2026-03-01"});
  INFO(run.out << run.err);
  CHECK(run.status == 0);
}

TEST_CASE("--fail-on moves the threshold, and nothing else") {
  const CliWorld world;
  world.dir.Write("specs/export.md", kGood);
  world.dir.Write("calls/acme.md", kCall);
  world.dir.Write("whyspec.json", R"({"rules": {"evidence/replication": "warning"}})");
  const CliRun error = world.Run({"check", "--today", "2026-03-01", "--fail-on", "error"});
  const CliRun warning = world.Run({"check", "--today", "2026-03-01", "--fail-on", "warning"});
  CHECK(error.status == 0);
  CHECK(warning.status == 1);
  CHECK(error.out == warning.out);
  CHECK(error.out.find("warning evidence/replication") != std::string::npos);
}

TEST_CASE("failOn of the config holds when no option is given") {
  const CliWorld world;
  world.dir.Write("specs/export.md", kGood);
  world.dir.Write("calls/acme.md", kCall);
  world.dir.Write("whyspec.json", R"({"failOn": "info", "rules": {"evidence/replication": "info"}})");
  CHECK(world.Run({"check", "--today", "2026-03-01"}).status == 1);
  CHECK(world.Run({"check", "--today", "2026-03-01", "--fail-on", "error"}).status == 0);
}

TEST_CASE("The output is the same for one job and for many") {
  const CliWorld world;
  for (int i = 0; i < 60; ++i) {
    world.dir.Write("specs/s" + std::to_string(i) + ".md", i % 3 == 0 ? kGood : kBare);
  }
  world.dir.Write("calls/acme.md", kCall);
  for (const char* format : {"text", "json", "sarif", "github", "gitlab", "junit"}) {
    const CliRun one = world.Run({"check", "--today", "2026-03-01", "--format", format, "--jobs", "1"});
    for (const char* jobs : {"2", "5"}) {
      const CliRun many = world.Run({"check", "--today", "2026-03-01", "--format", format, "--jobs", jobs});
      CHECK(one.out == many.out);
      CHECK(one.status == many.status);
    }
  }
}

TEST_CASE("Files come in byte order of their paths, relative to where the command was run") {
  CliWorld world;
  for (const char* name : {"b.md", "a.md", "Z.md", "é.md"})
    world.dir.Write(std::string("specs/") + name, kBare);
  world.folder = "specs";
  const json report = json::parse(world.Run({"check", "--format", "json"}).out);
  std::vector<std::string> paths;
  for (const json& file : report["files"]) paths.push_back(file["path"]);
  CHECK(paths == std::vector<std::string>{"Z.md", "a.md", "b.md", "é.md"});
}

TEST_CASE("Lines, columns and offsets are what they say") {
  const CliWorld world;
  world.dir.Write("specs/a.md", "\xEF\xBB\xBF# 📤 Export\r\n\r\nx\r\n");
  const json report = json::parse(world.Run({"check", "--format", "json"}).out);
  for (const json& finding : report["files"][0]["findings"]) {
    if (finding["rule"] != "section/missing-why") continue;
    CHECK(finding["range"]["start"]["line"] == 1);
    CHECK(finding["range"]["start"]["offset"] == 5);
    CHECK(finding["range"]["end"]["offset"] == 16);
    CHECK(finding["range"]["end"]["column"].get<int>() - finding["range"]["start"]["column"].get<int>() == 8);
    return;
  }
  FAIL("section/missing-why was not found");
}

// --- what to check -----------------------------------------------------------------

TEST_CASE("Nothing to check is an error that names the patterns and what to do") {
  const CliWorld world;
  const CliRun run = world.Run({"check"});
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(run.err.find("0 files checked") != std::string::npos);
  CHECK(run.err.find("\"specs/**/*.md\"") != std::string::npos);
  CHECK(run.err.find("whyspec new spec NAME") != std::string::npos);
}

TEST_CASE("A path that is not there, or a folder without specs, is named") {
  CliWorld world;
  Bare(world);
  world.dir.Write("empty/readme.txt", "x");
  const CliRun missing = world.Run({"check", "specs/exprot.md"});
  CHECK(missing.status == 2);
  CHECK(missing.err.find("specs/exprot.md") != std::string::npos);
  const CliRun empty = world.Run({"check", "empty"});
  CHECK(empty.status == 2);
  CHECK(empty.err.find("empty") != std::string::npos);
  CHECK(std::count(empty.err.begin(), empty.err.end(), '\n') == 1);
}

TEST_CASE("A call named as a spec is told for what it is") {
  CliWorld world;
  Bare(world);
  world.dir.Write("calls/acme.md", kCall);
  const CliRun run = world.Run({"check", "calls/acme.md"});
  CHECK(run.status == 2);
  CHECK(run.err.find("calls/acme.md belongs to the call log") != std::string::npos);
}

TEST_CASE("A file named on the command line is checked, pattern or not") {
  const CliWorld world;
  world.dir.Write("notes/idea.md", kBare);
  const CliRun run = world.Run({"check", "notes/idea.md"});
  CHECK(run.status == 1);
  CHECK(run.out.find("notes/idea.md:1:3: error section/missing-") == 0);
}

TEST_CASE("Only the paths given are checked") {
  const CliWorld world;
  world.dir.Write("specs/a.md", kBare);
  world.dir.Write("specs/b.md", kBare);
  const CliRun run = world.Run({"check", "specs/b.md"});
  CHECK(run.out.find("specs/b.md") != std::string::npos);
  CHECK(run.out.find("specs/a.md") == std::string::npos);
}

TEST_CASE("A spec that cannot be read is told, the others are checked, and the end is 2") {
  if (::geteuid() == 0) {
    // Root reads everything; a link to itself nobody can.
    const CliWorld world;
    world.dir.Write("specs/a.md", kBare);
    std::filesystem::create_symlink("b.md", world.dir / "specs/b.md");
    const CliRun run = world.Run({"check", "specs/a.md", "specs/b.md"});
    CHECK(run.status == 2);
    return;
  }
  const CliWorld world;
  world.dir.Write("specs/a.md", kBare);
  world.dir.Write("specs/b.md", kBare);
  std::filesystem::permissions(world.dir / "specs/b.md", std::filesystem::perms::none);
  const CliRun run = world.Run({"check"});
  CHECK(run.status == 2);
  CHECK(run.out.find("specs/a.md:1:3: error section/missing-why") != std::string::npos);
  CHECK(run.out.find("specs/b.md") != std::string::npos);
  CHECK(run.out.find("Permission denied") != std::string::npos);
}

TEST_CASE("Broken specs are findings, not failures") {
  const CliWorld world;
  world.dir.Write("specs/nul.md", std::string("# A\0B\n", 6));
  world.dir.Write("specs/latin1.md", "# Caf\xE9\n");
  world.dir.Write("specs/empty.md", "");
  world.dir.Write("specs/cr.md", "# A\r\rb\r");
  for (const char* format : {"text", "json", "sarif", "github", "gitlab", "junit"}) {
    const CliRun run = world.Run({"check", "--format", format});
    CHECK(run.status == 1);
    CHECK(run.out.find('\0') == std::string::npos);
  }
}

TEST_CASE("The workspace is where the highest config is, within the repository") {
  CliWorld world;
  world.dir.Write("app/whyspec.json", R"({"rules": {"section/missing-why": "off"}})");
  world.dir.Write("app/specs/deep/a.md", kBare);
  world.dir.Write("specs/other.md", kBare);
  for (const char* folder : {"app", "app/specs", "app/specs/deep"}) {
    world.folder = folder;
    const json report = json::parse(world.Run({"check", "--format", "json"}).out);
    REQUIRE(report["files"].size() == 1);
    const std::vector<std::string> found = RulesIn(report.dump());
    CHECK_FALSE(Has(found, "section/missing-why"));
    CHECK(Has(found, "section/missing-usage"));
  }
  world.folder = "";
  CHECK(json::parse(world.Run({"check", "--format", "json"}).out)["files"].size() == 2);
}

TEST_CASE("A path in another workspace is checked with that one's config") {
  CliWorld world;
  std::filesystem::create_directories(world.dir / "here/.git");
  world.dir.Write("there/whyspec.json", R"({"rules": {"section/missing-why": "off"}})");
  world.dir.Write("there/specs/a.md", kBare);
  world.folder = "here";
  const CliRun run = world.Run({"check", "../there"});
  CHECK(run.out.find("../there/specs/a.md:1:3: error section/missing-usage") != std::string::npos);
  CHECK(run.out.find("section/missing-why") == std::string::npos);
}

// --- options -------------------------------------------------------------------------

TEST_CASE("An unknown profile names the closest one") {
  CliWorld world;
  const CliRun run = Bare(world).Run({"check", "--profile", "kepp"});
  CHECK(run.status == 2);
  CHECK(run.err.find("No profile is called \"kepp\". Did you mean kep?") != std::string::npos);
}

TEST_CASE("--profile wins over front matter and config") {
  const CliWorld world;
  world.dir.Write("specs/a.md", "---\nprofile: rust-rfc\n---\n# A\n");
  const CliRun own = world.Run({"check"});
  const CliRun kep = world.Run({"check", "--profile", "kep"});
  CHECK(own.out != kep.out);
}

TEST_CASE("--config, --calls and --baseline must be there") {
  CliWorld world;
  Bare(world);
  for (const char* option : {"--config", "--calls", "--baseline"}) {
    const CliRun run = world.Run({"check", option, "nowhere.json"});
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK(run.err.find("nowhere.json") != std::string::npos);
  }
}

TEST_CASE("--config holds for every spec") {
  CliWorld world;
  Bare(world);
  world.dir.Write("ci/strict.json", R"({"rules": {"section/missing-why": "off"}})");
  const CliRun run = world.Run({"check", "specs", "--config", "ci/strict.json"});
  CHECK(run.out.find("section/missing-why") == std::string::npos);
  CHECK(run.out.find("section/missing-usage") != std::string::npos);
}

TEST_CASE("--calls reads calls from elsewhere") {
  const CliWorld world;
  world.dir.Write("specs/export.md", kGood);
  world.dir.Write("elsewhere/acme.md", kCall);
  CHECK(
      Has(RulesIn(
              world.Run({"check", "--format", "json", "--calls", "elsewhere", "--today", "2026-03-01"}).out),
          "citation/unknown-call") == false);
  const json without = json::parse(world.Run({"check", "--format", "json"}).out);
  CHECK_FALSE(without["skipped"].empty());
}

TEST_CASE("--today decides how old a call is") {
  const CliWorld world;
  world.dir.Write("specs/export.md", kGood);
  world.dir.Write("calls/acme.md", kCall);
  CHECK_FALSE(
      Has(RulesIn(world.Run({"check", "--format", "json", "--today", "2026-03-01"}).out), "evidence/stale"));
  CHECK(
      Has(RulesIn(world.Run({"check", "--format", "json", "--today", "2027-03-01"}).out), "evidence/stale"));
}

TEST_CASE("--stdin checks a text that stands for a file") {
  CliWorld world;
  world.dir.Write("specs/export.md", kGood);
  world.dir.Write("calls/acme.md", kCall);
  world.input = std::string(kBare);
  const CliRun run = world.Run({"check", "--stdin", "--path", "specs/export.md"});
  CHECK(run.status == 1);
  CHECK(run.out.find("specs/export.md:1:3: error section/missing-") == 0);
  CHECK(world.dir.Read("specs/export.md") == kGood);
  // The file need not exist.
  CHECK(world.Run({"check", "--stdin", "--path", "specs/new.md"}).out.find("specs/new.md:1:3: ") == 0);
}

TEST_CASE("The text on standard input gets the findings the file would get") {
  CliWorld world;
  Bare(world);
  const CliRun file = world.Run({"check", "specs/export.md", "--format", "json", "--today", "2026-03-01"});
  world.input = std::string(kBare);
  const CliRun text = world.Run(
      {"check", "--stdin", "--path", "specs/export.md", "--format", "json", "--today", "2026-03-01"});
  CHECK(file.out == text.out);
}

// --- fixes ---------------------------------------------------------------------------

// A fix that needs no judgement: a slip of the hand in a heading.
std::string Fixable() {
  std::string text(kGood);
  return text.erase(text.find("## Why") + 4, 1);
}

TEST_CASE("--diff prints the change and makes none; --fix makes it") {
  const CliWorld world;
  world.dir.Write("specs/a.md", Fixable());
  world.dir.Write("specs/b.md", kGood);
  world.dir.Write("calls/acme.md", kCall);
  const CliRun diff = world.Run({"check", "--diff"});
  INFO(diff.out << diff.err);
  CHECK(diff.status == 1);
  CHECK(diff.out.find("--- specs/a.md\n+++ specs/a.md\n@@ ") == 0);
  CHECK(diff.out.find("\n-## Wy\n+## Why\n") != std::string::npos);
  CHECK(world.dir.Read("specs/a.md") == Fixable());

  const CliRun fix = world.Run({"check", "--fix"});
  CHECK(fix.out.find(" fixed") != std::string::npos);
  CHECK(world.dir.Read("specs/a.md") == kGood);
  CHECK(world.dir.Read("specs/b.md") == kGood);

  const CliRun again = world.Run({"check", "--diff"});
  CHECK(again.status == 0);
  CHECK(again.out.empty());
  CHECK(again.err.find("Nothing to fix") == 0);
  // No temporary file is left behind.
  std::size_t entries = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(world.dir / "specs"))
    ++entries;
  CHECK(entries == 2);
}

TEST_CASE("--fix leaves a spec without fixes alone, its time of change too") {
  const CliWorld world;
  world.dir.Write("specs/export.md", kGood);
  const auto before = std::filesystem::last_write_time(world.dir / "specs/export.md");
  world.Run({"check", "--fix"});
  const bool untouched = std::filesystem::last_write_time(world.dir / "specs/export.md") == before;
  CHECK(untouched);
}

TEST_CASE("--fix keeps line ends, and what it writes needs no second fix") {
  const CliWorld world;
  world.dir.Write("specs/a.md", "# Export\r\n\r\nSome words.\r\n");
  const CliRun run = world.Run({"check", "--fix"});
  CHECK(run.status == 1);  // the sections are there now, and empty
  const std::string fixed = world.dir.Read("specs/a.md");
  CHECK(fixed.find("## Why\r\n") != std::string::npos);
  CHECK(Count(fixed, "\n") == Count(fixed, "\r\n"));
  CHECK(world.Run({"check", "--diff"}).status == 0);
}

TEST_CASE("--stdin --fix prints the fixed text and touches no file") {
  CliWorld world;
  world.dir.Write("specs/a.md", kBare);
  world.dir.Write("calls/acme.md", kCall);
  world.input = Fixable();
  const CliRun run =
      world.Run({"check", "--stdin", "--path", "specs/a.md", "--fix", "--today", "2026-03-01"});
  CHECK(run.out == kGood);
  CHECK(run.status == 0);
  CHECK(run.err.find(" in 1 spec") != std::string::npos);
  CHECK(world.dir.Read("specs/a.md") == kBare);
}

// --- baseline ------------------------------------------------------------------------

TEST_CASE("A baseline accepts what is there, keeps it when lines move, and nothing new") {
  const CliWorld world;
  world.dir.Write("specs/a.md", "# A\n\n## Why\n\nMany customers want it.\n");
  const CliRun written = world.Run({"check", "--write-baseline", "ci/base.json"});
  CHECK(written.status == 2);  // the folder is not there: say so, write nothing
  std::filesystem::create_directories(world.dir / "ci");
  CHECK(world.Run({"check", "--write-baseline", "ci/base.json"}).status == 0);
  const CliRun same = world.Run({"check", "--baseline", "ci/base.json"});
  CHECK(same.status == 0);
  CHECK(same.out.find("accepted by the baseline") != std::string::npos);

  world.dir.Write("specs/a.md", "# A\n\nMoved down by this line.\n\n## Why\n\nMany customers want it.\n");
  CHECK(world.Run({"check", "--baseline", "ci/base.json"}).status == 0);

  world.dir.Write("specs/b.md", "# B\n");
  const CliRun more = world.Run({"check", "--baseline", "ci/base.json"});
  CHECK(more.status == 1);
  CHECK(more.out.find("specs/b.md:1:3: error section/missing-why") != std::string::npos);
  CHECK(more.out.find("specs/a.md") == std::string::npos);
}

TEST_CASE("Entries that no longer occur are reported") {
  const CliWorld world;
  world.dir.Write("specs/a.md", "# A\n");
  world.dir.Write("specs/b.md", "# B\n");
  REQUIRE(world.Run({"check", "--write-baseline", "base.json"}).status == 0);
  std::filesystem::remove(world.dir / "specs/b.md");
  const CliRun run = world.Run({"check", "--baseline", "base.json", "--format", "json"});
  CHECK(run.status == 0);
  CHECK(run.err.find("no longer occur") != std::string::npos);
  CHECK(json::parse(run.out)["summary"]["stale"].get<int>() > 0);
}

TEST_CASE("A baseline that cannot be used ends with 2 before anything is checked") {
  CliWorld world;
  Bare(world);
  world.dir.Write("base.json", R"({"version": 9, "entries": []})");
  const CliRun run = world.Run({"check", "--baseline", "base.json"});
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(run.err.find("its version is 9") != std::string::npos);
}

// --- problems with files -----------------------------------------------------------------

TEST_CASE("A config that is not JSON is told with its line, and the end is 2") {
  CliWorld world;
  Bare(world);
  world.dir.Write("whyspec.json", "{\n  \"profile\": \"kep\",\n  oops\n}\n");
  const CliRun run = world.Run({"check"});
  CHECK(run.status == 2);
  CHECK(run.out.find("whyspec.json:3:") != std::string::npos);
  CHECK(run.out.find("specs/export.md:1:3:") != std::string::npos);
}

TEST_CASE("An unknown rule in the config names the closest one and its line") {
  CliWorld world;
  Bare(world);
  world.dir.Write("whyspec.json", "{\n  \"rules\": {\n    \"evidence/stael\": \"off\"\n  }\n}\n");
  const CliRun run = world.Run({"check"});
  CHECK(run.out.find("whyspec.json:3:") != std::string::npos);
  CHECK(run.out.find("evidence/stale") != std::string::npos);
}

TEST_CASE("Configs that extend each other in a circle end with 2") {
  CliWorld world;
  Bare(world);
  world.dir.Write("whyspec.json", R"({"extends": "./other.json"})");
  world.dir.Write("other.json", R"({"extends": "./whyspec.json"})");
  const CliRun run = world.Run({"check"});
  CHECK(run.status == 2);
  CHECK(run.out.find("whyspec.json") != std::string::npos);
}

TEST_CASE("Calls that cannot be read are told and disturb nothing else") {
  const CliWorld world;
  world.dir.Write("specs/export.md", kGood);
  world.dir.Write("calls/acme.md", kCall);
  world.dir.Write("calls/broken.json", "{\"turns\": [");
  world.dir.Write("calls/odd.json", "[1, 2, 3]");
  world.dir.Write("calls/cut.vtt", "WEBVTT\n\n00:00:01.000 --> 00:0");
  world.dir.Write("calls/twin.md", "---\nid: acme\n---\n\n**Jane**: Words.\n");
  const CliRun run = world.Run({"check", "--today", "2026-03-01", "--format", "json"});
  const json report = json::parse(run.out);
  std::set<std::string> told;
  for (const json& problem : report["problems"]) told.insert(problem["path"].get<std::string>());
  CHECK(told.count("calls/broken.json") == 1);
  CHECK(told.count("calls/odd.json") == 1);
  CHECK(told.count("calls/cut.vtt") == 1);
  CHECK(told.count("calls/twin.md") == 1);
  for (const json& finding : report["files"][0]["findings"]) {
    INFO(finding.dump());
    CHECK(finding["rule"] != "citation/unknown-call");
  }
}

TEST_CASE("A transcript of 200 MB is told and not read") {
  const CliWorld world;
  world.dir.Write("specs/export.md", kGood);
  world.dir.Write("calls/acme.md", kCall);
  world.dir.Write("calls/huge.vtt", "WEBVTT\n");
  std::filesystem::resize_file(world.dir / "calls/huge.vtt", 200 * 1024 * 1024);
  const CliRun run = world.Run({"check", "--today", "2026-03-01"});
  CHECK(run.status == 1);
  CHECK(run.out.find("calls/huge.vtt: error") == 0);
  CHECK(run.out.find("citation/unknown-call") == std::string::npos);
}

TEST_CASE("A spec that is too large to read is told, and the others are checked") {
  CliWorld world;
  Bare(world);
  world.dir.Write("specs/huge.md", "# Huge\n");
  std::filesystem::resize_file(world.dir / "specs/huge.md", 200 * 1024 * 1024);
  const CliRun run = world.Run({"check"});
  CHECK(run.status == 2);
  CHECK(run.out.find("specs/huge.md: error: ") != std::string::npos);
  CHECK(run.out.find("specs/export.md:1:3: ") != std::string::npos);
}

TEST_CASE("Front matter that is not YAML is a finding on its line") {
  const CliWorld world;
  world.dir.Write("specs/a.md", "---\ntitle: \"open\nstatus: [\n---\n# A\n");
  const CliRun run = world.Run({"check"});
  CHECK(run.status == 1);
  CHECK(Count(run.out, "meta/front-matter") >= 1);
}

TEST_CASE("A loop of folders is told, and the specs in it are checked once") {
  CliWorld world;
  Bare(world);
  std::filesystem::create_directory_symlink(world.dir / "specs", world.dir / "specs/again");
  const CliRun run = world.Run({"check", "--format", "json"});
  const json report = json::parse(run.out);
  CHECK(report["files"].size() == 1);
  CHECK(report["problems"].size() == 1);
  // The same on every machine: no path of this one.
  CHECK(run.out.find(world.dir.path()) == std::string::npos);
}

TEST_CASE("A path that is not UTF-8 is told, and the file is checked") {
  const CliWorld world;
  world.dir.Write("specs/caf\xE9.md", kBare);
  for (const char* format : {"text", "json", "sarif", "github", "gitlab", "junit"}) {
    const CliRun run = world.Run({"check", "--format", format});
    CHECK(run.status == 1);
    CHECK(run.out.find("is not UTF-8") != std::string::npos);
    CHECK(run.out.find("section/missing-why") != std::string::npos);
    CHECK(run.out.find('\xE9') == std::string::npos);
  }
}

// --- terminal --------------------------------------------------------------------------

TEST_CASE("A terminal gets colours and wrapped lines, unless told otherwise") {
  CliWorld world;
  Bare(world);
  world.terminal = true;
  ::unsetenv("NO_COLOR");
  ::setenv("TERM", "xterm", 1);
  CHECK(world.Run({"check"}).out.find("\x1b[1;31merror\x1b[0m") != std::string::npos);
  CHECK(world.Run({"check", "--color", "never"}).out.find('\x1b') == std::string::npos);
  ::setenv("NO_COLOR", "1", 1);
  CHECK(world.Run({"check"}).out.find('\x1b') == std::string::npos);
  CHECK(world.Run({"check", "--color", "always"}).out.find('\x1b') != std::string::npos);
  ::unsetenv("NO_COLOR");
  ::setenv("TERM", "dumb", 1);
  CHECK(world.Run({"check"}).out.find('\x1b') == std::string::npos);
  ::unsetenv("TERM");
}

TEST_CASE("What a spec or its name holds cannot drive the terminal") {
  CliWorld world;
  world.terminal = true;
  world.dir.Write("specs/\x1b[2J.md", "# \x1b]0;owned\x07 Title\n");
  const CliRun run = world.Run({"check", "--color", "never"});
  CHECK(run.out.find('\x1b') == std::string::npos);
  CHECK(run.out.find('\x07') == std::string::npos);
}

}  // namespace
}  // namespace whyspec::cli
