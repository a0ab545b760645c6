// whyspec calls …, run as people run it. All people, companies and calls are made up.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "run_cli.h"

namespace whyspec::cli {
namespace {

using Catch::Contains;
using Catch::StartsWith;
using test::CliRun;
using test::CliWorld;

void Put(const CliWorld& world, const std::string& path, const std::string& bytes) {
  std::filesystem::create_directories(std::filesystem::path(world.dir / path).parent_path());
  std::ofstream(world.dir / path, std::ios::binary) << bytes;
}
std::string Get(const CliWorld& world, const std::string& path) {
  std::ifstream in(world.dir / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

constexpr const char* kCall =
    R"({"id": "acme-demo", "title": "Demo", "started_at": "2026-01-13T09:00:00Z", "account": "acme",
 "lifecycle": "prospect", "type": "demo", "participants": [{"id": "p1", "name": "Jane Roe", "affiliation": "external", "title": "Head of operations"},
 {"id": "us", "name": "Alex Us", "affiliation": "internal"}],
 "transcript": {"turns": [
 {"speaker": "us", "start_ms": 1000, "end_ms": 4000, "text": "How do you do it today?"},
 {"speaker": "p1", "start_ms": 5000, "end_ms": 9000, "text": "We type every order twice, and the export never matches the invoices."},
 {"speaker": "us", "start_ms": 10000, "end_ms": 11000, "text": "Twice?"},
 {"speaker": "p1", "start_ms": 12000, "end_ms": 15000, "text": "Every week."}]}})";

// A workspace with one call.
struct CallWorld : CliWorld {
  CallWorld() {
    Put(*this, "calls/acme-demo.json", kCall);
    Put(*this, "calls/accounts.yaml", "- {id: acme, name: Acme Industries}\n");
  }
};

constexpr const char* kGong =
    R"({"calls": [{"metaData": {"id": "7", "title": "Demo", "started": "2026-01-13T09:00:00Z"},
 "parties": [{"id": "1", "speakerId": "11", "name": "Jane Roe", "emailAddress": "jane@acme.example"},
 {"id": "2", "speakerId": "12", "name": "Alex Us", "emailAddress": "alex@us.example"}]}]})";
constexpr const char* kGongWords =
    R"({"callTranscripts": [{"callId": "7", "transcript": [{"speakerId": "11", "sentences": [
 {"start": 5000, "end": 9000, "text": "We type every order twice."}]}]}]})";

TEST_CASE("calls without a command shows its commands") {
  const CliWorld world;
  const CliRun run = world.Run({"calls"});
  CHECK(run.status == 0);
  for (const char* name : {"import", "list", "show", "search", "verify"}) CHECK_THAT(run.out, Contains(name));
  const CliRun wrong = world.Run({"calls", "serch"});
  CHECK(wrong.status == 2);
  CHECK_THAT(wrong.err, Contains("Did you mean search?"));
}

TEST_CASE("calls import makes call files; importing twice changes nothing") {
  CliWorld world;
  Put(world, "exports/calls.json", kGong);
  Put(world, "exports/words.json", kGongWords);
  const CliRun dry = world.Run({"calls", "import", "exports", "--dry-run"});
  CHECK(dry.status == 0);
  CHECK_THAT(dry.out, Contains("Nothing was written") && Contains("1 new"));
  CHECK_FALSE(std::filesystem::exists(world.dir / "calls"));

  const CliRun first = world.Run({"calls", "import", "exports", "--own-domain", "us.example"});
  CAPTURE(first.err);
  CHECK(first.status == 0);
  CHECK_THAT(first.out,
             Contains("new        gong-7") && Contains("1 new, 0 updated, 0 unchanged, 0 skipped from gong"));
  const std::string file = Get(world, "calls/gong-7.json");
  CHECK_THAT(file, Contains("We type every order twice.") && Contains("\"affiliation\": \"internal\""));

  const CliRun again = world.Run({"calls", "import", "exports", "--own-domain", "us.example"});
  CHECK_THAT(again.out, Contains("0 new, 0 updated, 1 unchanged"));
  CHECK(Get(world, "calls/gong-7.json") == file);
  CHECK_FALSE(std::filesystem::exists(world.dir / "calls/.whyspec-import"));
}

TEST_CASE("calls import: the two halves of a call may come on two days, and a file may be renamed") {
  CliWorld world;
  Put(world, "words.json", kGongWords);
  Put(world, "calls.json", kGong);
  CHECK(world.Run({"calls", "import", "words.json"}).status == 0);
  std::string file = Get(world, "calls/gong-7.json");
  file.replace(file.find("\"gong-7\""), 8, "\"acme-demo\"");
  file.insert(file.find("\"source\""), "\"account\": \"acme\", \"reviewed\": true,\n  ");
  Put(world, "calls/2026/acme-demo.json", file);
  std::filesystem::remove(world.dir / "calls/gong-7.json");
  const CliRun run = world.Run({"calls", "import", "calls.json"});
  CAPTURE(run.err);
  CHECK_THAT(run.out, Contains("updated    acme-demo") && Contains("kept your id"));
  const std::string merged = Get(world, "calls/2026/acme-demo.json");
  CHECK_THAT(merged, Contains("\"reviewed\": true") && Contains("Jane Roe") &&
                         Contains("We type every order twice."));
  CHECK_FALSE(std::filesystem::exists(world.dir / "calls/gong-7.json"));
}

TEST_CASE("calls import: a record that cannot be read stops all of it, unless told to go on") {
  CliWorld world;
  Put(world, "a.json", R"({"calls": [{"metaData": {"id": "1", "title": "One"}}, {"title": "no id"}]})");
  const CliRun run = world.Run({"calls", "import", "a.json"});
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, Contains("a.json") && Contains("Nothing was imported") && Contains("--keep-going"));
  CHECK_FALSE(std::filesystem::exists(world.dir / "calls"));
  const CliRun on = world.Run({"calls", "import", "a.json", "--keep-going"});
  CHECK(on.status == 2);
  CHECK_THAT(on.out, Contains("1 new"));
  CHECK(std::filesystem::exists(world.dir / "calls/gong-1.json"));
}

TEST_CASE("calls import: what goes wrong is said in a sentence") {
  CliWorld world;
  Put(world, "x.bin", "words");
  Put(world, "t.csv", "Qui,Quoi\nJane,Oui\n");
  CHECK_THAT(world.Run({"calls", "import"}).err, Contains("needs the files to import"));
  CHECK_THAT(world.Run({"calls", "import", "nowhere.json"}).err, Contains("no file or folder nowhere.json"));
  CHECK_THAT(world.Run({"calls", "import", "x.bin"}).err, Contains("--from") && Contains("fireflies"));
  CHECK_THAT(world.Run({"calls", "import", "x.bin", "--from", "gnog"}).err, Contains("Did you mean gong?"));
  CHECK_THAT(world.Run({"calls", "import", "t.csv", "--columns", "txt=Quoi"}).err,
             Contains("Did you mean text?"));
  CHECK_THAT(world.Run({"calls", "import", "t.csv", "--into", "t.csv"}).err, Contains("--into names a file"));
  const CliRun run = world.Run({"calls", "import", "t.csv", "--columns", "text=Quoi,speaker=Qui", "--into",
                                "out/calls", "--format", "json"});
  CAPTURE(run.err);
  CHECK(run.status == 0);
  const auto json = nlohmann::json::parse(run.out);
  CHECK(json["calls"][0]["outcome"] == "new");
  CHECK(json["summary"]["new"] == 1);
  CHECK_THAT(Get(world, "out/calls/t.json"), Contains("\"Oui\""));
}

TEST_CASE("calls import: another call's id is not taken") {
  CliWorld world;
  Put(world, "calls/talk.md", "Jane: hello\n");
  Put(world, "in/talk.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n");
  const CliRun run = world.Run({"calls", "import", "in/talk.vtt"});
  CAPTURE(run.err);
  CHECK_THAT(run.out, Contains("talk-2") && Contains("another call has the id talk"));
  CHECK(Get(world, "calls/talk.md") == "Jane: hello\n");
  CHECK_THAT(world.Run({"calls", "import", "in/talk.vtt"}).out, Contains("1 unchanged"));
}

TEST_CASE("An interrupted import is finished by the next calls command") {
  CallWorld world;
  Put(world, "calls/.whyspec-import/new-0",
      R"({"id": "late", "transcript": {"turns": [{"text": "Late words."}]}})");
  Put(world, "calls/.whyspec-import/journal",
      R"({"version": 1, "undo": false, "moves": [{"from": "new-0", "to": "late.json", "old": ""}]})");
  const CliRun run = world.Run({"calls", "list"});
  CHECK(run.status == 0);
  CHECK_THAT(run.err, Contains("interrupted has been finished"));
  CHECK_THAT(run.out, Contains("late"));
}

TEST_CASE("calls list is a table with who cites") {
  CallWorld world;
  Put(world, "specs/export.md", "# Export\n\n[Jane](call:acme-demo#t=5)\n");
  Put(world, "calls/old.json", R"({"started_at": "2025-01-13", "transcript": {"turns": [{"text": "x"}]}})");
  const CliRun run = world.Run({"calls", "list"});
  CAPTURE(run.err);
  CHECK(run.status == 0);
  CHECK_THAT(run.out, StartsWith("CALL       DATE        ACCOUNT          TYPE  LIFECYCLE  TURNS  CITED BY\n"
                                 "acme-demo  2026-01-13  Acme Industries  demo  prospect       4  1 spec\n"
                                 "old        2025-01-13                                        1\n"));
  CHECK_THAT(world.Run({"calls", "list", "--limit", "1"}).err, Contains("1 of 2 calls"));
  CHECK_THAT(world.Run({"calls", "list", "--account", "Acme Industries"}).out, !Contains("old"));
  CHECK(world.Run({"calls", "list", "--account", "nobody"}).status == 2);
  const auto json = nlohmann::json::parse(world.Run({"calls", "list", "--format", "json"}).out);
  CHECK(json["calls"][0]["id"] == "acme-demo");
  CHECK(json["calls"][0]["cited_by"] == 1);
  CHECK(json["calls"][0]["path"] == "calls/acme-demo.json");
}

TEST_CASE("calls commands say so where there are no calls") {
  const CliWorld world;
  const CliRun run = world.Run({"calls", "list"});
  CHECK(run.status == 2);
  CHECK_THAT(run.err, Contains("no logged calls here") && Contains("whyspec calls import"));
}

TEST_CASE("calls show prints a call, or an excerpt with the turns around it") {
  const CallWorld world;
  const CliRun all = world.Run({"calls", "show", "acme-demo"});
  CHECK(all.status == 0);
  CHECK_THAT(all.out, StartsWith("Demo\n") && Contains("Acme Industries") &&
                          Contains("Jane Roe (Head of operations)") &&
                          Contains("  00:05  Jane Roe, Head of operations: We type every order twice"));
  const CliRun excerpt = world.Run({"calls", "show", "call:acme-demo#t=0:13"});
  CAPTURE(excerpt.err);
  CHECK_THAT(excerpt.out, Contains("Every week.") && Contains("Twice?") &&
                              !Contains("How do you do it today?") && Contains("call:acme-demo#t=12,15"));
  CHECK_THAT(world.Run({"calls", "show", "calls/acme-demo.json#turn=1"}).out,
             Contains("How do you do it today?"));
  CHECK_THAT(world.Run({"calls", "show", "acme-demo#t=9:00"}).err,
             Contains("no place in the call") && Contains("00:15"));
  CHECK_THAT(world.Run({"calls", "show", "acme-deno"}).err, Contains("Did you mean acme-demo?"));
  CHECK_THAT(world.Run({"calls", "show"}).err, Contains("needs a call"));
  const auto json = nlohmann::json::parse(world.Run({"calls", "show", "acme-demo", "--format", "json"}).out);
  CHECK(json["transcript"]["turns"].size() == 4);
}

TEST_CASE("calls search finds the passage, marks its words, and gives the anchor") {
  CallWorld world;
  const CliRun run = world.Run({"calls", "search", "export", "invoices"});
  CAPTURE(run.err);
  CHECK(run.status == 0);
  CHECK_THAT(run.out, StartsWith("1. Acme Industries") && Contains("Jane Roe, Head of operations:") &&
                          Contains("call:acme-demo#t=5,9") && !Contains("\x1b["));
  world.terminal = true;
  CHECK_THAT(world.Run({"calls", "search", "--color", "always", "export"}).out,
             Contains("\x1b[1mexport\x1b[0m"));
  world.terminal = false;
  const CliRun nothing = world.Run({"calls", "search", "zeppelin"});
  CHECK(nothing.status == 0);
  CHECK(nothing.out.empty());
  CHECK_THAT(nothing.err, Contains("Try fewer or other words"));
  const auto json = nlohmann::json::parse(world.Run({"calls", "search", "export", "--format", "json"}).out);
  CHECK(json["results"][0]["call"] == "acme-demo");
  CHECK(json["results"][0]["citation"] == "call:acme-demo#t=5,9");
}

TEST_CASE("calls search --batch answers every line, in order, and goes on after a broken one") {
  CallWorld world;
  world.input =
      "{\"id\": \"a\", \"query\": \"export\"}\nnot json\n\n{\"id\": 7}\n{\"id\": \"b\", \"query\": "
      "\"order\", \"call\": \"acme-demo\", \"limit\": 1}\n"
      "{\"id\": \"c\", \"query\": \"x\", \"call\": \"nope\"}\n{\"id\": \"d\", \"query\": \"x\", \"limit\": "
      "0}\n";
  const CliRun run = world.Run({"calls", "search", "--batch"});
  CHECK(run.status == 0);
  std::istringstream lines(run.out);
  std::vector<nlohmann::json> answers;
  for (std::string line; std::getline(lines, line);) answers.push_back(nlohmann::json::parse(line));
  REQUIRE(answers.size() == 6);
  CHECK(answers[0]["id"] == "a");
  CHECK(answers[0]["results"][0]["call"] == "acme-demo");
  CHECK(answers[0]["results"][0]["turns"].is_array());
  CHECK(answers[1]["id"].is_null());
  CHECK(answers[1].contains("error"));
  CHECK(answers[2]["id"] == 7);
  CHECK(answers[2].contains("error"));
  CHECK(answers[3]["results"].size() == 1);
  CHECK_THAT(answers[4]["error"].get<std::string>(), Contains("nope"));
  CHECK(answers[5].contains("error"));
}

TEST_CASE("calls verify says whether a quote was said, and how it differs") {
  const CallWorld world;
  const CliRun exact = world.Run({"calls", "verify", "acme-demo", "we type every order twice"});
  CAPTURE(exact.err);
  CHECK(exact.status == 0);
  CHECK_THAT(exact.out, StartsWith("Said word for word.") && Contains("call:acme-demo#t=5,9"));
  const CliRun altered =
      world.Run({"calls", "verify", "acme-demo",
                 "We never type every order twice, and the export never matches the invoices."});
  CHECK(altered.status == 1);
  CHECK_THAT(altered.out, Contains("not verified") && Contains("{never}") && Contains("Difference:"));
  CHECK(world.Run({"calls", "verify", "acme-demo", "our lawyers want a zeppelin by tuesday"}).status == 1);
  const CliRun any = world.Run({"calls", "verify", "-", "we type every order twice", "--format", "json"});
  CHECK(any.status == 0);
  const auto json = nlohmann::json::parse(any.out);
  CHECK(json["verdict"] == "exact");
  CHECK(json["call"] == "acme-demo");
  CHECK(world.Run({"calls", "verify", "we type every order twice"}).status == 0);
  CHECK(world.Run({"calls", "verify", "acme", "we type"}).status == 2);
  CHECK(world.Run({"calls", "verify", "acme-demo", "..."}).status == 2);
  CHECK(world.Run({"calls", "verify", "acme-demo", "[We type every order twice]"}).status != 2);
}

TEST_CASE("calls verify --batch holds each quote against its call, or any") {
  CallWorld world;
  world.input =
      "{\"id\": 1, \"call\": \"acme-demo\", \"quote\": \"we type every order twice\"}\n"
      "{\"id\": 2, \"call\": null, \"quote\": \"we type every order twice\"}\n"
      "{\"id\": 3, \"call\": null, \"quote\": \"our lawyers want a zeppelin by tuesday\"}\n{\"id\": 4}\n";
  const CliRun run = world.Run({"calls", "verify", "--batch"});
  CHECK(run.status == 0);
  std::istringstream lines(run.out);
  std::vector<nlohmann::json> answers;
  for (std::string line; std::getline(lines, line);) answers.push_back(nlohmann::json::parse(line));
  REQUIRE(answers.size() == 4);
  CHECK(answers[0]["verdict"] == "exact");
  CHECK(answers[0]["turns"] == nlohmann::json::array({1, 1}));
  CHECK(answers[0]["start_ms"] == 5000);
  CHECK_FALSE(answers[0].contains("call"));
  CHECK(answers[1]["call"] == "acme-demo");
  CHECK(answers[2]["verdict"] == "not_found");
  CHECK(answers[2]["call"].is_null());
  CHECK(answers[3].contains("error"));
}

TEST_CASE("Hostile words in a call cannot drive the terminal") {
  CliWorld world;
  Put(world, "calls/x.json",
      "{\"title\": \"\\u001b[2Jx\", \"transcript\": {\"turns\": [{\"speaker\": \"A\\u001b]0;x\\u0007\", "
      "\"text\": \"export \\u001b[31mred \\u0001 \\u202e\"}]}}");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"calls", "list"},
        {"calls", "show", "x"},
        {"calls", "search", "export"},
        {"calls", "verify", "x", "export red is not said here"}}) {
    const CliRun run = world.Run(arguments);
    CHECK(run.out.find('\x1b') == std::string::npos);
    CHECK(run.out.find('\x01') == std::string::npos);
    CHECK(run.err.find('\x1b') == std::string::npos);
  }
}

}  // namespace
}  // namespace whyspec::cli
