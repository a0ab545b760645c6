// The cache of call files: it saves work, and nobody can tell from the answers.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>
#include <optional>

#include "base/hash.h"
#include "base/strings.h"
#include "engine/call_job.h"
#include "engine/checker.h"
#include "engine/workspace.h"
#include "support/memory_file_system.h"
#include "support/temp_dir.h"

namespace whyspec::engine {
namespace {

using test::MemoryFileSystem;
using test::TempDir;

constexpr Date kDay{.year = 2026, .month = 3, .day = 1};

std::string CallText(std::string_view id, std::string_view words) {
  return StrCat("---\nid: ", id,
                "\naccount: acme\nlifecycle: prospect\n---\n**Jane Roe** [00:07:40]: ", words, "\n");
}

// Sets a file's time of change; the default is long ago, so that stamps are trusted.
void SetTime(const std::string& path, std::int64_t seconds = 1'000'000'000) {
  const timespec times[2] = {{.tv_sec = seconds, .tv_nsec = 0}, {.tv_sec = seconds, .tv_nsec = 0}};
  REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
}

struct Team {
  Team() {
    for (int i = 0; i < 12; ++i)
      Put(StrCat("calls/c", i, ".md"), CallText(StrCat("c", i), StrCat("We re-key it ", i, " times.")));
    Put("calls/talk.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jane Roe>Nobody exports it\n");
    Put("calls/talk.call.yaml", "id: talk\naccount: acme\n");
    Put("calls/broken.json", "{\"transcript\": [");
    Put("calls/accounts.yaml", "- {id: acme, name: Acme}\n");
    Put("specs/a.md",
        "# Export\n\n## Why\n\nThey re-key it ([Jane](call:c3#t=07:40)), nobody exports it "
        "([Jane](call:talk#t=1)), and "
        "([Jo](call:nobody)).\n\n## Customer evidence\n\n> We re-key it 4 times. "
        "([Jane](call:c4#t=07:40))\n");
  }
  void Put(const std::string& name, std::string_view bytes) {
    folder.Write(name, bytes);
    SetTime(folder / name);
  }
  WorkspaceOptions Options(std::string cache_file) const {
    WorkspaceOptions options;
    options.roots = {folder.path()};
    options.today = kDay;
    options.cache_file = std::move(cache_file);
    options.log = [this](std::string_view line) { lines.emplace_back(line); };
    return options;
  }
  std::unique_ptr<Workspace> Open(std::string cache_file) const {
    auto workspace = std::make_unique<Workspace>(RealFileSystem(), Options(std::move(cache_file)));
    workspace->Scan();
    return workspace;
  }
  // All a person could see.
  static std::string Answers(Workspace& workspace) {
    std::string out = StrCat("log ", workspace.Log()->revision(), "\n");
    for (const calls::CallSummary& call : workspace.Log()->List()) {
      const auto found = workspace.Log()->Find(call.id);
      out += StrCat(call.id, " ", call.path, " ", call.turn_count, " ",
                    found == nullptr ? "missing" : found->turns.at(0).text, "\n");
    }
    for (const FileProblem& problem : workspace.Problems())
      out += StrCat(problem.path, ": ", problem.message, "\n");
    for (const std::string& path : workspace.SpecPaths()) {
      const auto snapshot = workspace.SnapshotOf(path);
      out += StrCat(path, " ", snapshot->input_hash, "\n");
      for (const rules::Finding& finding : Check(*snapshot).findings) {
        out += StrCat(finding.range.begin, "-", finding.range.end, " ", finding.rule, " ", finding.message,
                      "\n");
      }
    }
    return out;
  }

  TempDir folder;
  TempDir cache_folder;
  std::string cache = cache_folder / "calls/x.sqlite";
  mutable std::vector<std::string> lines;
};

TEST_CASE("without a cache, with a new one and with a warm one the answers are the same") {
  const Team team;
  const std::string plain = Team::Answers(*team.Open(""));
  CHECK_THAT(plain, Catch::Contains("citation/unknown-call") && Catch::Contains("broken.json"));
  CHECK(Team::Answers(*team.Open(team.cache)) == plain);
  CHECK(Team::Answers(*team.Open(team.cache)) == plain);
  CHECK(team.lines.empty());
}

TEST_CASE("a workspace whose calls did not change parses none of them") {
  const Team team;
  const auto stats = [&] {
    const auto workspace = team.Open(team.cache);
    (void)workspace->Log();
    return workspace->call_stats();
  };
  CHECK(stats().parsed == 14);
  CHECK(stats().parsed == 0);
  CHECK(stats().read == 14);
}

TEST_CASE("only what changed is parsed: a call, a side-car; what vanished is forgotten") {
  Team team;
  (void)team.Open(team.cache)->Log();
  team.Put("calls/c1.md", CallText("c1", "It takes a day."));
  SetTime(team.folder / "calls/c1.md", 1'000'000'100);
  team.Put("calls/talk.call.yaml", "id: speech\naccount: acme\n");
  SetTime(team.folder / "calls/talk.call.yaml", 1'000'000'100);
  std::filesystem::remove(team.folder / "calls/c2.md");
  const auto workspace = team.Open(team.cache);
  CHECK(workspace->Log()->Find("c1")->turns[0].text == "It takes a day.");
  CHECK(workspace->Log()->Find("speech") != nullptr);
  CHECK(workspace->Log()->Find("talk") == nullptr);
  CHECK(workspace->Log()->Find("c2") == nullptr);
  CHECK(workspace->call_stats().parsed == 2);
  CHECK(workspace->Log()->text_index()->Frequency("day") == 1);
}

TEST_CASE("a file touched but not changed is read, not parsed, and trusted the next time") {
  const Team team;
  (void)team.Open(team.cache)->Log();
  SetTime(team.folder / "calls/c1.md", 1'000'000'500);
  for (int round = 0; round < 2; ++round) {
    const auto workspace = team.Open(team.cache);
    (void)workspace->Log();
    CHECK(workspace->call_stats().parsed == 0);
  }
}

TEST_CASE("a change that leaves size and time as they were shows, if the file was new when it was read") {
  Team team;
  const std::string path = team.folder / "calls/c1.md";
  struct stat before {};
  // Written just now: its stamp says little.
  team.folder.Write("calls/c1.md", CallText("c1", "It takes a day."));
  (void)team.Open(team.cache)->Log();
  REQUIRE(::stat(path.c_str(), &before) == 0);
  team.folder.Write("calls/c1.md", CallText("c1", "It takes a wee."));
  const timespec times[2] = {before.st_atim, before.st_mtim};
  REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
  CHECK(team.Open(team.cache)->Log()->Find("c1")->turns[0].text == "It takes a wee.");
}

TEST_CASE("typing in a call writes nothing; closing it goes back to the disk") {
  const Team team;
  const auto workspace = team.Open(team.cache);
  const std::string plain = Team::Answers(*workspace);
  const std::string path = team.folder / "calls/c1.md";
  workspace->Open(path, team.folder.Read("calls/c1.md"));
  CHECK(Team::Answers(*workspace) == plain);
  const auto parsed = workspace->call_stats().parsed;
  for (int i = 0; i < 5; ++i) {
    workspace->Change(path, CallText("c1", StrCat("Typed ", i)));
    CHECK(workspace->Log()->Find("c1")->turns[0].text == StrCat("Typed ", i));
    CHECK(workspace->Log()->text_index()->Frequency("type") == 1);
  }
  CHECK(workspace->call_stats().parsed == parsed);
  // Another process sees what is on the disk.
  CHECK(team.Open(team.cache)->Log()->Find("c1")->turns[0].text == "We re-key it 1 times.");
  workspace->Close(path);
  CHECK(Team::Answers(*workspace) == plain);
  CHECK(workspace->call_stats().parsed == parsed);
}

TEST_CASE("two workspaces share one cache and each sees its files as they are") {
  Team team;
  const auto editor = team.Open(team.cache);
  (void)editor->Log();
  team.Put("calls/c1.md", CallText("c1", "It takes a day."));
  SetTime(team.folder / "calls/c1.md", 1'000'000'100);
  const auto terminal = team.Open(team.cache);
  CHECK(terminal->Log()->Find("c1")->turns[0].text == "It takes a day.");
  CHECK(editor->Log()->Find("c1")->turns[0].text == "We re-key it 1 times.");
  editor->FilesChanged({team.folder / "calls/c1.md"});
  CHECK(Team::Answers(*editor) == Team::Answers(*terminal));
}

TEST_CASE("words are weighed by the calls of this view alone, whatever the cache held before") {
  Team team;
  for (int i = 0; i < 5; ++i)
    team.Put(StrCat("elsewhere/e", i, ".md"), CallText(StrCat("e", i), "We re-key it too."));
  const auto frequency = [&](const std::string& calls, const std::string& cache_file) {
    WorkspaceOptions options = team.Options(cache_file);
    options.calls_directory = team.folder / calls;
    Workspace workspace(RealFileSystem(), options);
    workspace.Scan();
    const auto log = workspace.Log();
    REQUIRE(log->text_index() != nullptr);
    return log->text_index()->Frequency("key");
  };
  const std::size_t alone = frequency("calls", "");
  REQUIRE(alone == 12);
  CHECK(frequency("elsewhere", team.cache) == 5);
  CHECK(frequency("calls", team.cache) == alone);
}

TEST_CASE("a cache that is damaged is made anew, and the answers are right all the while") {
  const Team team;
  const std::string plain = Team::Answers(*team.Open(team.cache));
  const std::string bytes = team.cache_folder.Read("calls/x.sqlite");
  for (std::size_t page = 0; page * 4096 < bytes.size(); ++page) {
    std::string damaged = bytes;
    for (std::size_t i = 0; i < 4096; i += 7) damaged[std::min(page * 4096 + i, bytes.size() - 1)] ^= '\x55';
    team.cache_folder.Write("calls/x.sqlite", damaged);
    INFO("page " << page);
    CHECK(Team::Answers(*team.Open(team.cache)) == plain);
    CHECK(Team::Answers(*team.Open(team.cache)) == plain);
  }
}

TEST_CASE("where no cache can be written, one line says so and the answers are the same") {
  const Team team;
  const std::string plain = Team::Answers(*team.Open(""));
  team.cache_folder.Write("calls", "a file where a folder should be");
  CHECK(Team::Answers(*team.Open(team.cache)) == plain);
  CHECK(team.lines.size() == 1);
}

TEST_CASE("a workspace without calls makes no cache") {
  const TempDir folder;
  const TempDir cache_folder;
  folder.Write("specs/a.md", "# A\n");
  WorkspaceOptions options;
  options.roots = {folder.path()};
  options.cache_file = cache_folder / "calls/x.sqlite";
  Workspace workspace(RealFileSystem(), options);
  workspace.Scan();
  (void)workspace.SnapshotOf(folder / "specs/a.md");
  (void)workspace.Problems();
  CHECK_FALSE(cache_folder.Has("calls"));
}

// --- read beside ---

struct Beside {
  explicit Beside(std::map<std::string, std::string> given)
      : files(std::move(given)),
        workspace(files, {.roots = {"/team"}, .today = kDay, .read_calls_beside = true}) {
    workspace.Scan();
  }
  MemoryFileSystem files;
  Workspace workspace;
};

TEST_CASE("until calls were read the log is not there, open ones are; then it is") {
  Beside beside({{"/team/calls/a.md", CallText("a", "One.")}, {"/team/calls/b.md", CallText("b", "Two.")}});
  Workspace& workspace = beside.workspace;
  CHECK_FALSE(workspace.Log()->available());
  CHECK(workspace.Log()->Find("a") == nullptr);
  workspace.Open("/team/calls/b.md", CallText("b", "Typed."));
  CHECK(workspace.Log()->FindByPath("/team/calls/b.md")->turns[0].text == "Typed.");
  const auto job = workspace.TakeCallJob();
  REQUIRE(job != nullptr);
  CHECK(workspace.TakeCallJob() == nullptr);
  const std::uint64_t before = workspace.generation();
  job->Run();
  CHECK_FALSE(workspace.Log()->available());
  workspace.FinishCallJob(job);
  CHECK(workspace.generation() > before);
  CHECK(workspace.Log()->available());
  CHECK(workspace.Log()->Find("a") != nullptr);
  CHECK(workspace.TakeCallJob() == nullptr);
}

TEST_CASE("while changed calls are read the log stands as it was, then all changes at once") {
  Beside beside({{"/team/calls/a.md", CallText("a", "One.")}, {"/team/calls/b.md", CallText("b", "Two.")}});
  Workspace& workspace = beside.workspace;
  const auto settle = [&] {
    while (const auto job = workspace.TakeCallJob()) {
      job->Run();
      workspace.FinishCallJob(job);
    }
  };
  settle();
  beside.files.Put("/team/calls/a.md", CallText("a", "Another one."));
  beside.files.Put("/team/calls/b.md", CallText("b", "Another two."));
  workspace.FilesChanged({"/team/calls/a.md", "/team/calls/b.md"});
  const auto job = workspace.TakeCallJob();
  REQUIRE(job != nullptr);
  // While it runs one of them changes again and the other goes.
  beside.files.Put("/team/calls/a.md", CallText("a", "The last one."));
  beside.files.Remove("/team/calls/b.md");
  workspace.FilesChanged({"/team/calls/a.md", "/team/calls/b.md"});
  CHECK(workspace.Log()->Find("a")->turns[0].text == "One.");
  job->Run();
  workspace.FinishCallJob(job);
  settle();
  CHECK(workspace.Log()->Find("a")->turns[0].text == "The last one.");
  CHECK(workspace.Log()->Find("b") == nullptr);
}

TEST_CASE("a job that is given up loses nothing: what it left is read by the next") {
  Beside beside({{"/team/calls/a.md", CallText("a", "One.")}, {"/team/calls/b.md", CallText("b", "Two.")}});
  const auto job = beside.workspace.TakeCallJob();
  job->Cancel();
  job->Run();
  beside.workspace.FinishCallJob(job);
  CHECK_FALSE(beside.workspace.Log()->available());
  const auto next = beside.workspace.TakeCallJob();
  REQUIRE(next != nullptr);
  next->Run();
  beside.workspace.FinishCallJob(next);
  CHECK(beside.workspace.Log()->List().size() == 2);
}

}  // namespace
}  // namespace whyspec::engine
