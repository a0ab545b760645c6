// rules, new and doctor.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "calls/read_call.h"
#include "rules/profile.h"
#include "rules/registry.h"
#include "run_cli.h"

namespace whyspec::cli {
namespace {

using nlohmann::json;
using test::CliRun;
using test::CliWorld;

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// --- rules -----------------------------------------------------------------------------

TEST_CASE("rules lists every rule with its severity") {
  const CliWorld world;
  const CliRun run = world.Run({"rules"});
  CHECK(run.status == 0);
  for (const rules::Rule* rule : rules::AllRules())
    CHECK(Contains(run.out, std::string(rule->info.id) + " "));
  const json list = json::parse(world.Run({"rules", "--format", "json"}).out);
  CHECK(list["rules"].size() == rules::AllRules().size());
  for (const json& rule : list["rules"]) {
    CHECK_FALSE(rule["summary"].get<std::string>().empty());
    for (const json& option : rule["options"]) CHECK_FALSE(option["default"].is_null());
  }
}

TEST_CASE("rules ID explains one with its page") {
  const CliWorld world;
  for (const rules::Rule* rule : rules::AllRules()) {
    const CliRun run = world.Run({"rules", std::string(rule->info.id)});
    CHECK(run.status == 0);
    CHECK(run.out == rules::RulePage(rule->info));
  }
  const json one = json::parse(world.Run({"rules", "evidence/stale", "--format", "json"}).out);
  CHECK(one["id"] == "evidence/stale");
  CHECK(one["needs"] == "calls");
}

TEST_CASE("A rule that is not there names the closest") {
  const CliWorld world;
  const CliRun run = world.Run({"rules", "evidence/stael"});
  CHECK(run.status == 2);
  CHECK(Contains(run.err, "There is no rule \"evidence/stael\". Did you mean evidence/stale?"));
}

// --- new -------------------------------------------------------------------------------

TEST_CASE("new spec writes the template, says where, and never over a file") {
  const CliWorld world;
  const CliRun run = world.Run({"new", "spec", "Export to Excel", "--today", "2026-03-01"});
  CHECK(run.status == 0);
  CHECK(run.out == "specs/export-to-excel.md\n");
  CHECK(Contains(run.err, "whyspec check specs/export-to-excel.md"));
  const std::string text = world.dir.Read("specs/export-to-excel.md");
  CHECK(text.find("---\nid: export-to-excel\ntitle: \"Export to Excel\"\nstatus: draft\ncreated: "
                  "2026-03-01\n---\n\n# Export to Excel\n") == 0);
  // What to write stands below each heading, and is no content.
  CHECK(Contains(text, "## Why\n\n<!-- Which problem do we solve"));
  CHECK(Contains(text, "## Customer evidence\n\n<!-- What did customers"));
  CHECK(Contains(text, "## Expected usage\n\n<!-- Who will use it"));

  world.dir.Write("specs/export-to-excel.md", "mine");
  const CliRun again = world.Run({"new", "spec", "Export to Excel"});
  CHECK(again.status == 2);
  CHECK(Contains(again.err, "already there"));
  CHECK(world.dir.Read("specs/export-to-excel.md") == "mine");
}

TEST_CASE("A fresh spec of any profile lacks content, and nothing else") {
  for (const rules::Profile& profile : rules::BuiltinProfiles()) {
    for (const char* language : {"en", "fr", "de", "es"}) {
      const CliWorld world;
      INFO(profile.name << " " << language);
      REQUIRE(
          world.Run({"new", "spec", "Export", "--profile", profile.name, "--language", language}).status ==
          0);
      const CliRun run = world.Run({"check", "--format", "json"});
      const json report = json::parse(run.out);
      REQUIRE(report["files"].size() == 1);
      std::size_t empty = 0;
      for (const json& finding : report["files"][0]["findings"]) {
        INFO(finding.dump());
        CHECK(finding["rule"] == "section/empty");
        if (finding["rule"] == "section/empty") ++empty;
      }
      CHECK(empty >= 3);
      CHECK(report["problems"].empty());
    }
  }
}

TEST_CASE("new spec speaks the language asked for") {
  const CliWorld world;
  REQUIRE(world.Run({"new", "spec", "Relances", "--language", "fr"}).status == 0);
  CHECK(Contains(world.dir.Read("specs/relances.md"), "## Pourquoi\n\n<!-- Quel problème"));
  CHECK(Contains(world.dir.Read("specs/relances.md"), "language: fr\n"));
}

TEST_CASE("new spec goes where the config says, and marks itself where no pattern would find it") {
  const CliWorld world;
  world.dir.Write("whyspec.json", R"({"specs": ["product/ideas/**/*.md"]})");
  CHECK(world.Run({"new", "spec", "One"}).out == "product/ideas/one.md\n");
  CHECK_FALSE(Contains(world.dir.Read("product/ideas/one.md"), "type: spec"));
  CHECK(world.Run({"new", "spec", "Two", "--dir", "elsewhere"}).out == "elsewhere/two.md\n");
  CHECK(Contains(world.dir.Read("elsewhere/two.md"), "type: spec"));
}

TEST_CASE("A title may hold anything YAML minds") {
  const CliWorld world;
  REQUIRE(world.Run({"new", "spec", "Été: \"fast\" # 1 & 'all'"}).status == 0);
  const json report = json::parse(world.Run({"check", "--format", "json"}).out);
  for (const json& finding : report["files"][0]["findings"]) CHECK(finding["rule"] == "section/empty");
}

TEST_CASE("A name that cannot be one is refused") {
  const CliWorld world;
  for (const char* name : {"", "///", "...", "a/b"}) {
    const CliRun run = world.Run({"new", "spec", name});
    CHECK(run.status == 2);
    CHECK(Contains(run.err, "cannot be a name"));
  }
  CHECK(Contains(world.Run({"new", "spec", "A", "--profile", "kepp"}).err, "Did you mean kep?"));
  CHECK(Contains(world.Run({"new", "call", "A", "--profile", "kep"}).err, "no profile"));
}

TEST_CASE("new call writes a record that reads without a problem") {
  for (const char* language : {"en", "fr"}) {
    const CliWorld world;
    const CliRun run =
        world.Run({"new", "call", "Acme: first \"call\"", "--language", language, "--today", "2026-03-01"});
    REQUIRE(run.status == 0);
    CHECK(run.out == "calls/acme-first-call.md\n");
    const std::string text = world.dir.Read("calls/acme-first-call.md");
    const calls::ReadCallResult read = calls::ReadCall({.path = "/calls/acme-first-call.md", .bytes = text});
    CHECK(read.problems.empty());
    REQUIRE(read.call);
    CHECK(read.call->id == "acme-first-call");
    CHECK(read.call->title == "Acme: first \"call\"");
    CHECK(read.call->participants.size() == 2);
    REQUIRE(read.call->turns.size() == 2);
    CHECK(read.call->turns[0].speaker == "us");
    CHECK(read.call->turns[1].speaker == "p1");
    CHECK(read.call->turns[1].start_ms == 10000);
  }
}

// --- doctor ------------------------------------------------------------------------------

TEST_CASE("doctor says what is missing and what to do, and ends with 1") {
  const CliWorld world;
  const CliRun run = world.Run({"doctor"});
  CHECK(run.status == 1);
  CHECK(Contains(run.out, "no whyspec.json"));
  CHECK(Contains(run.out, "no spec found"));
  CHECK(Contains(run.out, "whyspec new spec NAME"));
  CHECK(Contains(run.out, "no call log"));
  CHECK(Contains(run.out, "things need attention"));
}

TEST_CASE("doctor names files among the calls that are not read") {
  const CliWorld world;
  world.dir.Write("calls/a.txt", "Jane: yes\n");
  world.dir.Write("calls/accounts.yaml", "- {id: acme}\n");
  world.dir.Write("calls/a.call.yaml", "account: acme\n");
  world.dir.Write("calls/brief.docx", "PK");
  const CliRun run = world.Run({"doctor"});
  CHECK(Contains(run.out, "1 file among the calls is not read: calls/brief.docx"));
}

TEST_CASE("doctor says where each setting comes from") {
  const CliWorld world;
  world.dir.Write("base.json", "{\n  \"failOn\": \"warning\"\n}\n");
  world.dir.Write("whyspec.json",
                  "{\n  // ours\n  \"extends\": \"./base.json\",\n  \"profile\": \"kep\",\n"
                  "  \"rules\": { \"why/solution-first\": \"off\" }\n}\n");
  world.dir.Write("specs/a.md", "# A\n");
  world.dir.Write("calls/acme.md", "---\nstarted_at: 2026-01-01\naccount: acme\n---\n\n**Jane**: Words.\n");
  world.dir.Write("calls/accounts.yaml", "- id: acme\n  name: Acme\n");
  const CliRun run = world.Run({"doctor"});
  INFO(run.out);
  CHECK(run.status == 0);
  CHECK(Contains(run.out, "profile: kep  (from whyspec.json:4)"));
  CHECK(Contains(run.out, "fail on: warning  (from base.json:2)"));
  CHECK(Contains(run.out, "(built in)"));
  CHECK(Contains(run.out, "off: why/solution-first  (from whyspec.json:5)"));
  CHECK(Contains(run.out, "1 spec, the first is specs/a.md"));
  CHECK(Contains(run.out, "1 call, the first is acme"));
  CHECK(Contains(run.out, "1 account"));
  CHECK(Contains(run.out, "All is well."));
  CHECK(Contains(world.Run({"doctor", "--profile", "shape-up"}).out,
                 "profile: shape-up  (from the option --profile)"));
}

TEST_CASE("doctor shows the problems of files") {
  const CliWorld world;
  world.dir.Write("specs/a.md", "# A\n");
  world.dir.Write("calls/broken.json", "{");
  const CliRun run = world.Run({"doctor"});
  CHECK(run.status == 1);
  CHECK(Contains(run.out, "calls/broken.json"));
}

}  // namespace
}  // namespace whyspec::cli
