#include "engine/workspace.h"

#include <catch2/catch.hpp>

#include "base/strings.h"
#include "engine/checker.h"
#include "support/memory_file_system.h"

namespace whyspec::engine {
namespace {

using test::MemoryFileSystem;
using Files = std::map<std::string, std::string>;
using Paths = std::vector<std::string>;

constexpr Date kDay{.year = 2026, .month = 3, .day = 1};

const char kCall[] =
    "---\nid: acme-1\naccount: acme\nlifecycle: prospect\n---\n**Jane Roe** [00:07:40]: We re-key twice.\n";
const char kSpec[] = "# Export\n\n## Why\n\nThey re-key ([Jane](call:acme-1#t=07:40)).\n";

WorkspaceOptions Options(std::vector<std::string> roots = {"/team"}) {
  WorkspaceOptions options;
  options.roots = std::move(roots);
  options.today = kDay;
  return options;
}

struct Team {
  explicit Team(Files given, WorkspaceOptions options = Options())
      : files(std::move(given)), workspace(files, std::move(options)) {
    workspace.Scan();
  }
  Paths Messages() {
    Paths lines;
    for (const FileProblem& problem : workspace.Problems()) {
      lines.push_back(StrCat(problem.path, ":", problem.range.begin, ": ", problem.message));
    }
    return lines;
  }
  MemoryFileSystem files;
  Workspace workspace;
};

TEST_CASE("a scan finds specs by pattern and by front matter, calls, side-cars, accounts and configs") {
  Team team(Files{{"/team/specs/a.md", "# A"},
                  {"/team/specs/deep/b.md", "# B"},
                  {"/team/specs/picture.png", ""},
                  {"/team/lib/x.spec.md", "# X"},
                  {"/team/notes/n.md", "---\ntype: spec\n---\n"},
                  {"/team/notes/o.md", "---\ntype: note\n---\n"},
                  {"/team/notes/p.md", "type: spec"},
                  {"/team/README.md", "# Team"},
                  {"/team/calls/c.md", kCall},
                  {"/team/calls/d.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"},
                  {"/team/calls/d.call.yaml", "id: dee"},
                  {"/team/calls/accounts.yaml", "accounts: [{id: acme, name: Acme}]"},
                  {"/team/calls/README.md", "# What lies here"},
                  {"/team/whyspec.json", "{}"},
                  {"/other/specs/z.md", "# Z"}});
  CHECK(team.workspace.SpecPaths() ==
        Paths{"/team/lib/x.spec.md", "/team/notes/n.md", "/team/specs/a.md", "/team/specs/deep/b.md"});
  CHECK(team.workspace.CallPaths() == Paths{"/team/calls/c.md", "/team/calls/d.vtt"});
  CHECK(team.workspace.KindOf("/team/calls/d.call.yaml") == FileKind::kSidecar);
  CHECK(team.workspace.KindOf("/team/calls/accounts.yaml") == FileKind::kAccounts);
  CHECK(team.workspace.KindOf("/team/calls/README.md") == FileKind::kOther);
  CHECK(team.workspace.KindOf("/team/whyspec.json") == FileKind::kConfig);
  CHECK(team.workspace.KindOf("/team/README.md") == FileKind::kOther);
  CHECK(team.Messages() == Paths{});
  CHECK(team.workspace.Log()->Find("acme-1") != nullptr);
  CHECK(team.workspace.Log()->Find("dee") != nullptr);
  CHECK(team.workspace.Log()->FindByPath("/team/calls/d.call.yaml") != nullptr);
  CHECK(team.workspace.Log()->FindAccount("Acme") != nullptr);
}

TEST_CASE("hidden and build folders are left out unless a pattern names them; excluded ones always") {
  const Files files{{"/team/.git/specs/a.md", ""},           {"/team/node_modules/specs/a.spec.md", ""},
                    {"/team/build/x.spec.md", ""},           {"/team/specs/build/about.md", ""},
                    {"/team/specs/.hidden/h.md", ""},        {"/team/.kiro/specs/k.md", ""},
                    {"/team/specs/archive/old.md", ""},      {"/team/specs/x.draft.md", ""},
                    {"/team/specs/sub/archive/kept.md", ""}, {"/team/specs/new.md", ""}};
  CHECK(Team(files).workspace.SpecPaths() == Paths{"/team/specs/archive/old.md", "/team/specs/build/about.md",
                                                   "/team/specs/new.md", "/team/specs/sub/archive/kept.md",
                                                   "/team/specs/x.draft.md"});
  Files with = files;
  with["/team/whyspec.json"] =
      R"({"specs": ["specs/**/*.md", ".kiro/specs/**"], "exclude": ["specs/archive/**", "*.draft.md"]})";
  CHECK(Team(with).workspace.SpecPaths() == Paths{"/team/.kiro/specs/k.md", "/team/specs/build/about.md",
                                                  "/team/specs/new.md", "/team/specs/sub/archive/kept.md"});
  with["/team/whyspec.json"] = R"({"exclude": ["specs/sub", "specs/build/"]})";
  CHECK(Team(with).workspace.SpecPaths() ==
        Paths{"/team/specs/archive/old.md", "/team/specs/new.md", "/team/specs/x.draft.md"});
}

TEST_CASE("the scan does not go into folders that are left out") {
  Team team(
      Files{{"/team/node_modules/a/x.md", "---\ntype: spec\n---\n"}, {"/team/docs/y.md", "---\n---\n"}});
  for (const std::string& path : team.files.TakeReads()) {
    CHECK_THAT(path, !Catch::Contains("node_modules"));
  }
}

TEST_CASE("each root and folder has its own config") {
  Team team(Files{{"/one/whyspec.json", R"({"specs": ["rfcs/**"], "profile": "kep"})"},
                  {"/one/rfcs/a.md", "# A"},
                  {"/one/specs/b.md", "# B"},
                  {"/one/app/whyspec.json", R"({"extends": "../whyspec.json", "specs": ["*.md"]})"},
                  {"/one/app/c.md", "# C"},
                  {"/two/specs/d.md", "# D"},
                  {"/two/rfcs/e.md", "# E"}},
            Options({"/one", "/two"}));
  CHECK(team.workspace.SpecPaths() == Paths{"/one/app/c.md", "/one/rfcs/a.md", "/two/specs/d.md"});
  CHECK(team.workspace.ConfigFor("/one/app/c.md")->root == "/one/app");
  CHECK(team.workspace.ConfigFor("/one/app/c.md")->profile_name == "kep");
  CHECK(team.workspace.ConfigFor("/two/specs/d.md")->root == "/two");
  CHECK(team.workspace.SnapshotOf("/two/specs/d.md")->spec->profile->name == "default");
}

TEST_CASE("folders that are not trusted are read, and their call log is not asked") {
  const Files files{{"/team/whyspec.json", R"({"callLog": {"url": "https://calls.example.com"}})"},
                    {"/team/specs/a.md", kSpec},
                    {"/team/calls/acme-1.md", kCall}};
  WorkspaceOptions options = Options();
  CHECK(Team(files, options).workspace.ConfigFor("/team/specs/a.md")->call_log.url ==
        "https://calls.example.com");
  options.trusted = false;
  Team team(files, options);
  CHECK(team.workspace.ConfigFor("/team/specs/a.md")->call_log.url.empty());
  CHECK(team.workspace.KindOf("/team/specs/a.md") == FileKind::kSpec);
}

TEST_CASE("one config given by name holds for all, its patterns from each root") {
  WorkspaceOptions options = Options({"/one", "/two"});
  options.config_file = "/shared/house.json";
  Team team(Files{{"/shared/house.json", R"({"specs": ["rfcs/**"]})"},
                  {"/one/whyspec.json", R"({"specs": ["x/**"], "nonsense": 1})"},
                  {"/one/rfcs/a.md", ""},
                  {"/one/x/b.md", ""},
                  {"/two/rfcs/c.md", ""}},
            options);
  CHECK(team.workspace.SpecPaths() == Paths{"/one/rfcs/a.md", "/two/rfcs/c.md"});
  CHECK(team.workspace.ConfigFor("/two/rfcs/c.md")->root == "/two");
  CHECK(team.Messages() == Paths{});  // the other config is not looked at
}

TEST_CASE("calls may lie outside: by a pattern that leaves the folder, or by --calls") {
  const Files files{{"/repo/product/whyspec.json", R"({"calls": ["../sales/calls/**"]})"},
                    {"/repo/product/specs/a.md",
                     "# A\n\n[Jane](../../sales/calls/acme.md#t=07:40) [x](../../sales/calls/no.vtt)\n"},
                    {"/repo/product/calls/not.md", kCall},
                    {"/repo/sales/calls/acme.md", kCall},
                    {"/repo/sales/calls/accounts.yaml", "accounts: [{id: acme}]"},
                    {"/repo/sales/other/x.md", kCall}};
  Team team(files, Options({"/repo/product"}));
  CHECK(team.workspace.CallPaths() == Paths{"/repo/sales/calls/acme.md"});
  CHECK(team.workspace.Log()->FindAccount("acme") != nullptr);
  const auto snapshot = team.workspace.SnapshotOf("/repo/product/specs/a.md");
  REQUIRE(snapshot->spec->evidence.citations.size() == 2);
  CHECK(snapshot->spec->evidence.citations[0].state == evidence::CitationState::kResolved);
  CHECK(snapshot->spec->evidence.citations[1].state == evidence::CitationState::kUnknownCall);
  CHECK(team.workspace.SpecsCiting("acme-1").size() == 1);

  WorkspaceOptions options = Options({"/repo/product"});
  options.calls_directory = "/repo/product/calls";
  Team given(files, options);
  CHECK(given.workspace.CallPaths() == Paths{"/repo/product/calls/not.md"});
  options.calls_directory = "/repo/nothing";
  CHECK(Team(files, options).workspace.Log()->available());
  CHECK_FALSE(Team(Files{{"/team/specs/a.md", ""}}).workspace.Log()->available());
}

TEST_CASE("paths given by name limit what is checked, not what is known") {
  const Files files{{"/team/specs/a.md", "---\nid: one\n---\n# A"},
                    {"/team/specs/b.md", "---\nid: one\n---\n# B"},
                    {"/team/notes/n.md", "# N"},
                    {"/team/keps/k/README.md", "# K"},
                    {"/team/keps/l.md", "# L"},
                    {"/team/keps/.hidden/m.md", "# M"},
                    {"/team/calls/c.md", kCall},
                    {"/team/docs/specs/d.md", "# D"},
                    {"/team/docs/guide.md", "# G"},
                    {"/team/node_modules/p/README.md", "# P"},
                    {"/far/z.md", "# Z"}};
  const auto given = [&](Paths paths) {
    MemoryFileSystem disk(files);
    Workspace workspace(disk, Options());
    workspace.SetPaths(std::move(paths));
    workspace.Scan();
    return std::pair(workspace.SpecPaths(), workspace.unmatched_patterns());
  };
  CHECK(given({"/team/specs/a.md"}).first == Paths{"/team/specs/a.md"});
  CHECK(given({"/team/specs"}).first == Paths{"/team/specs/a.md", "/team/specs/b.md"});
  CHECK(given({"/team/notes/n.md"}).first == Paths{"/team/notes/n.md"});
  CHECK(given({"/team/keps"}).first == Paths{"/team/keps/k/README.md", "/team/keps/l.md"});
  CHECK(given({"/team/docs"}).first == Paths{"/team/docs/specs/d.md"});
  CHECK(given({"/team/node_modules/p"}).first == Paths{"/team/node_modules/p/README.md"});
  CHECK(given({"/far/z.md"}).first == Paths{"/far/z.md"});
  CHECK(given({"/far"}).first == Paths{"/far/z.md"});
  CHECK(given({"/team"}).first == Paths{"/team/docs/specs/d.md", "/team/specs/a.md", "/team/specs/b.md"});
  CHECK(given({"/team/calls"}).first.empty());
  CHECK(given({"/team/calls"}).second == Paths{"/team/calls"});
  CHECK(given({"/team/calls/c.md"}).second == Paths{"/team/calls/c.md"});
  CHECK(given({"/team/nope.md"}).second == Paths{"/team/nope.md"});

  MemoryFileSystem disk(files);
  Workspace workspace(disk, Options());
  workspace.SetPaths({"/team/specs/a.md", "/team/nope.md"});
  workspace.Scan();
  REQUIRE(workspace.Problems().size() == 1);
  CHECK(workspace.Problems()[0].path == "/team/nope.md");
  CHECK(workspace.CallPaths().size() == 1);
  const auto input = workspace.InputOf("/team/specs/a.md");
  CHECK(input->team->SpecsWithId("one").size() == 2);
}

TEST_CASE("patterns that fit nothing are named") {
  Team team(Files{{"/team/docs/specs/a.md", ""}});
  CHECK(team.workspace.unmatched_patterns() == Paths{"specs/**/*.md", "**/*.spec.md"});
  CHECK(Team(Files{{"/team/whyspec.json", R"({"specs": "rfc/**"})"}}).workspace.unmatched_patterns() ==
        Paths{"rfc/**"});
}

TEST_CASE("an open document wins over the disk, saved or not, and closing it reverts") {
  Team team(Files{{"/team/specs/a.md", "# Disk"}, {"/team/calls/c.md", kCall}, {"/team/notes/n.md", "# N"}});
  Workspace& workspace = team.workspace;
  workspace.Open("/team/specs/a.md", "# Open");
  CHECK(*workspace.TextOf("/team/specs/a.md") == "# Open");
  team.files.Put("/team/specs/a.md", "# Saved by another program");
  workspace.FilesChanged({"/team/specs/a.md"});
  CHECK(workspace.SnapshotOf("/team/specs/a.md")->spec->text() == "# Open");
  CHECK(workspace.InputOf("/team/specs/a.md")->text == "# Open");
  team.files.Remove("/team/specs/a.md");
  workspace.FilesChanged({"/team/specs/a.md"});
  CHECK(workspace.KindOf("/team/specs/a.md") == FileKind::kSpec);
  workspace.Close("/team/specs/a.md");
  CHECK(workspace.KindOf("/team/specs/a.md") == FileKind::kOther);
  CHECK(workspace.SnapshotOf("/team/specs/a.md") == std::nullopt);

  SECTION("a call being typed") {
    std::string typed = kCall;
    typed.replace(typed.find("acme-1"), 6, "acme-2");
    workspace.Open("/team/calls/c.md", typed);
    CHECK(workspace.Log()->Find("acme-2") != nullptr);
    CHECK(workspace.Log()->Find("acme-1") == nullptr);
    workspace.Close("/team/calls/c.md");
    CHECK(workspace.Log()->Find("acme-1") != nullptr);
  }
  SECTION("a note that becomes a spec while it is typed") {
    workspace.Open("/team/notes/n.md", "# N");
    CHECK(workspace.KindOf("/team/notes/n.md") == FileKind::kOther);
    workspace.Change("/team/notes/n.md", "---\ntype: spec\n---\n# N");
    CHECK(workspace.KindOf("/team/notes/n.md") == FileKind::kSpec);
    workspace.Change("/team/notes/n.md", "# N");
    CHECK(workspace.KindOf("/team/notes/n.md") == FileKind::kOther);
    workspace.Change("/team/notes/n.md", "---\ntype: spec\n---\n# N");
    workspace.Close("/team/notes/n.md");
    CHECK(workspace.KindOf("/team/notes/n.md") == FileKind::kOther);
  }
  SECTION("a file that was never saved") {
    workspace.Open("/team/specs/new.md", "# New");
    CHECK(workspace.SpecPaths() == Paths{"/team/specs/new.md"});
    workspace.Close("/team/specs/new.md");
    CHECK(workspace.SpecPaths().empty());
  }
  SECTION("a file outside all roots") {
    workspace.Open("/far/x.spec.md", "# Far");
    CHECK(workspace.KindOf("/far/x.spec.md") == FileKind::kSpec);
    CHECK(workspace.SnapshotOf("/far/x.spec.md").has_value());
    workspace.Close("/far/x.spec.md");
    CHECK(workspace.KindOf("/far/x.spec.md") == FileKind::kOther);
  }
}

TEST_CASE("typing touches no disk and parses the text once") {
  Team team(Files{{"/team/specs/a.md", kSpec}, {"/team/calls/c.md", kCall}, {"/team/whyspec.json", "{}"}});
  Workspace& workspace = team.workspace;
  workspace.Open("/team/specs/a.md", kSpec);
  (void)workspace.SnapshotOf("/team/specs/a.md");
  (void)team.files.TakeReads();
  workspace.Change("/team/specs/a.md", std::string(kSpec) + "more\n");
  const auto first = workspace.SnapshotOf("/team/specs/a.md");
  const auto second = workspace.SnapshotOf("/team/specs/a.md");
  CHECK(first->spec == second->spec);
  CHECK(first->input_hash == second->input_hash);
  const Snapshot other = workspace.SnapshotWithText("/team/specs/a.md", "# Other");
  CHECK(other.spec->text() == "# Other");
  CHECK(other.input_hash != first->input_hash);
  CHECK(workspace.SnapshotWithText("/team/specs/a.md", std::string(first->spec->text())).input_hash ==
        first->input_hash);
  CHECK(team.files.TakeReads() == Paths{});
}

TEST_CASE("a change to one call reads that call alone and changes the result ids") {
  Files files{{"/team/specs/a.md", kSpec}};
  for (int i = 0; i < 50; ++i) files[StrCat("/team/calls/c", i, ".md")] = "**Jane Roe**: Hello.\n";
  Team team(files);
  const std::uint64_t before = team.workspace.SnapshotOf("/team/specs/a.md")->input_hash;
  (void)team.files.TakeReads();
  const std::uint64_t generation = team.workspace.generation();
  team.files.Put("/team/calls/c7.md", kCall);
  team.workspace.FilesChanged({"/team/calls/c7.md"});
  CHECK(team.workspace.generation() > generation);
  CHECK(team.workspace.Log()->Find("acme-1") != nullptr);
  CHECK(team.files.TakeReads() == Paths{"/team/calls/c7.md"});
  const auto after = team.workspace.SnapshotOf("/team/specs/a.md");
  CHECK(after->input_hash != before);
  CHECK(after->spec->evidence.citations[0].state == evidence::CitationState::kResolved);
  team.files.Put("/team/calls/c7.md", "**Jane Roe**: Hello.\n");
  team.workspace.FilesChanged({"/team/calls/c7.md"});
  CHECK(team.workspace.SnapshotOf("/team/specs/a.md")->input_hash == before);  // same inputs, same id
}

TEST_CASE("a side-car belongs to its call, whatever comes first") {
  Team team(Files{{"/team/calls/d.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"}});
  CHECK(team.workspace.Log()->Find("d") != nullptr);
  team.files.Put("/team/calls/d.call.yaml", "id: dee\ntitle: Demo");
  team.workspace.FilesChanged({"/team/calls/d.call.yaml"});
  CHECK(team.workspace.Log()->Find("d") == nullptr);
  REQUIRE(team.workspace.Log()->Find("dee") != nullptr);
  CHECK(team.workspace.Log()->Find("dee")->title == "Demo");
  team.workspace.Open("/team/calls/d.call.yaml", "id: dad");
  CHECK(team.workspace.Log()->Find("dad") != nullptr);
  team.workspace.Close("/team/calls/d.call.yaml");
  CHECK(team.workspace.Log()->Find("dee") != nullptr);
  team.files.Remove("/team/calls/d.vtt");
  team.workspace.FilesChanged({"/team/calls/d.vtt"});
  CHECK(team.workspace.Log()->Find("dee") == nullptr);
  REQUIRE(team.Messages().size() == 1);
  CHECK_THAT(team.Messages()[0],
             Catch::StartsWith("/team/calls/d.call.yaml:0: d.call.yaml describes no call"));
  team.files.Remove("/team/calls/d.call.yaml");
  team.workspace.FilesChanged({"/team/calls/d.call.yaml"});
  CHECK(team.Messages().empty());
}

TEST_CASE("problems with files are told on the file and nothing else is disturbed") {
  Team team(Files{{"/team/specs/a.md", kSpec},
                  {"/team/specs/b.md", "# B"},
                  {"/team/calls/a.md", kCall},
                  {"/team/calls/b.md", kCall},
                  {"/team/calls/broken.json", "{"},
                  {"/team/calls/secret.md", kCall},
                  {"/team/calls/accounts.yaml", "accounts: [{id: acme}]"},
                  {"/team/calls/more/accounts.yaml", "- id: Acme"},
                  {"/team/whyspec.json", R"({"profil": "x"})"},
                  {"/team/sub/whyspec.json", "{"}});
  team.files.FailReads("/team/calls/secret.md");
  team.files.FailReads("/team/specs/b.md");
  CHECK(team.workspace.SnapshotOf("/team/specs/b.md") == std::nullopt);
  CHECK_FALSE(team.workspace.InputOf("/team/specs/b.md").ok());
  const Paths said = team.Messages();
  const auto tells = [&](const char* start, const char* part) {
    return std::any_of(said.begin(), said.end(), [&](const std::string& line) {
      return line.rfind(start, 0) == 0 && line.find(part) != std::string::npos;
    });
  };
  CHECK(tells("/team/calls/more/accounts.yaml:", "in ../accounts.yaml"));
  CHECK(tells("/team/calls/b.md:", "Two calls have the id \"acme-1\": a.md has it too"));
  CHECK(tells("/team/calls/broken.json:", ""));
  CHECK(tells("/team/calls/secret.md:0", ""));
  CHECK(tells("/team/specs/b.md:0", ""));
  CHECK(tells("/team/sub/whyspec.json:", ""));
  CHECK(tells("/team/whyspec.json:1", "Did you mean \"profile\"?"));
  CHECK(std::is_sorted(said.begin(), said.end()));
  CHECK(team.workspace.SnapshotOf("/team/specs/a.md")->spec->evidence.citations[0].state ==
        evidence::CitationState::kResolved);
}

TEST_CASE("a config change takes effect at once, and files move only when patterns do") {
  Team team(Files{{"/team/whyspec.json", R"({"extends": "base.json"})"},
                  {"/team/base.json", R"({"rules": {"evidence/none": "off"}})"},
                  {"/team/specs/a.md", "# A"},
                  {"/team/rfcs/b.md", "# B"}});
  Workspace& workspace = team.workspace;
  CHECK(workspace.SpecPaths() == Paths{"/team/specs/a.md"});
  const std::uint64_t before = workspace.SnapshotOf("/team/specs/a.md")->input_hash;
  team.files.Put("/team/base.json", R"({"specs": ["rfcs/**"]})");
  workspace.FilesChanged({"/team/base.json"});
  CHECK(workspace.SpecPaths() == Paths{"/team/rfcs/b.md"});
  workspace.Open("/team/base.json", R"({"rules": {"evidence/none": "hint"}})");
  CHECK(workspace.SpecPaths() == Paths{"/team/specs/a.md"});
  CHECK(workspace.SnapshotOf("/team/specs/a.md")->input_hash != before);
  workspace.Change("/team/base.json", R"({"rules": {"evidence/none": "off"}})");
  workspace.Change("/team/base.json", R"({"rules": {"evidence/none": "off"}} )");
  CHECK(workspace.SnapshotOf("/team/specs/a.md")->input_hash == before);
  workspace.Close("/team/base.json");
  CHECK(workspace.SpecPaths() == Paths{"/team/rfcs/b.md"});
  team.files.Remove("/team/whyspec.json");
  workspace.FilesChanged({"/team/whyspec.json"});
  CHECK(workspace.SpecPaths() == Paths{"/team/specs/a.md"});
  workspace.Open("/team/whyspec.json", R"({"specs": "rfcs/**"})");
  CHECK(workspace.SpecPaths() == Paths{"/team/rfcs/b.md"});
  workspace.Close("/team/whyspec.json");
  CHECK(workspace.SpecPaths() == Paths{"/team/specs/a.md"});
}

TEST_CASE("a config that is typed does not walk the folders again while the patterns stay") {
  Team team(Files{{"/team/whyspec.json", "{}"}, {"/team/notes/n.md", "# N"}, {"/team/specs/a.md", "# A"}});
  team.workspace.Open("/team/whyspec.json", "{}");
  (void)team.workspace.SpecPaths();
  (void)team.files.TakeReads();
  team.workspace.Change("/team/whyspec.json", R"({"failOn": "hint"})");
  CHECK(team.workspace.SpecPaths().size() == 1);
  for (const std::string& path : team.files.TakeReads()) CHECK(path != "/team/notes/n.md");
}

TEST_CASE("folders may come, go and change as a whole") {
  Team team(Files{{"/team/specs/a.md", "# A"}});
  team.files.Put("/team/specs/new/b.md", "# B");
  team.files.Put("/team/specs/new/deep/c.md", "# C");
  team.workspace.FilesChanged({"/team/specs/new"});
  CHECK(team.workspace.SpecPaths().size() == 3);
  team.workspace.Open("/team/specs/new/b.md", "# B open");
  team.files.Remove("/team/specs/new");
  team.workspace.FilesChanged({"/team/specs/new"});
  CHECK(team.workspace.SpecPaths() == Paths{"/team/specs/a.md", "/team/specs/new/b.md"});
  team.workspace.Close("/team/specs/new/b.md");
  CHECK(team.workspace.SpecPaths() == Paths{"/team/specs/a.md"});
  team.files.Put("/team/sub/whyspec.json", R"({"specs": "**"})");
  team.files.Put("/team/sub/x.md", "# X");
  team.workspace.FilesChanged({"/team/sub"});
  CHECK(team.workspace.SpecPaths() == Paths{"/team/specs/a.md", "/team/sub/x.md"});
  team.files.Remove("/team/sub/whyspec.json");
  team.workspace.FilesChanged({"/team/sub"});
  CHECK(team.workspace.SpecPaths() == Paths{"/team/specs/a.md"});
  team.files.Put("/team/node_modules/p/specs/y.spec.md", "# Y");
  team.workspace.FilesChanged({"/team/node_modules", "/team/node_modules/p/specs/y.spec.md"});
  CHECK(team.workspace.SpecPaths() == Paths{"/team/specs/a.md"});
}

TEST_CASE("who cites a call: by id and by path, kept true by every change") {
  Team team(Files{{"/team/specs/a.md", kSpec},
                  {"/team/specs/b.md", "# B\n\n[x](../calls/c.md#t=07:40) and [y](call:acme-1)\n"},
                  {"/team/specs/none.md", "# None"},
                  {"/team/calls/c.md", kCall}});
  const auto citing = [&] {
    Paths lines;
    for (const auto& by : team.workspace.SpecsCiting("acme-1"))
      lines.push_back(StrCat(by.path, ":", by.range.begin));
    return lines;
  };
  CHECK(citing() == Paths{"/team/specs/a.md:31", "/team/specs/b.md:5", "/team/specs/b.md:36"});
  (void)team.files.TakeReads();
  CHECK(citing().size() == 3);
  CHECK(team.files.TakeReads() == Paths{});
  team.workspace.Open("/team/specs/b.md", "# B\n");
  CHECK(citing() == Paths{"/team/specs/a.md:31"});
  team.workspace.Change("/team/specs/b.md", "[z](call:acme-1)\n");
  CHECK(citing() == Paths{"/team/specs/a.md:31", "/team/specs/b.md:0"});
  team.workspace.Close("/team/specs/b.md");
  team.files.Remove("/team/specs/a.md");
  team.workspace.FilesChanged({"/team/specs/a.md"});
  CHECK(citing() == Paths{"/team/specs/b.md:5", "/team/specs/b.md:36"});
  std::string renamed = kCall;
  renamed.replace(renamed.find("acme-1"), 6, "acme-2");
  team.files.Put("/team/calls/c.md", renamed);
  team.workspace.FilesChanged({"/team/calls/c.md"});
  CHECK(citing() == Paths{"/team/specs/b.md:36"});
  CHECK(team.workspace.SpecsCiting("acme-2").size() == 1);
}

TEST_CASE("two specs with one id know of each other, open text included") {
  Team team(
      Files{{"/team/specs/a.md", "---\nid: one\n---\n# A"}, {"/team/specs/b.md", "---\nid: two\n---\n# B"}});
  const auto finds = [&](const char* path) {
    const auto snapshot = team.workspace.SnapshotOf(path);
    const CheckResult result = Check(*snapshot);
    return std::any_of(result.findings.begin(), result.findings.end(),
                       [](const rules::Finding& finding) { return finding.rule == "meta/duplicate-id"; });
  };
  CHECK_FALSE(finds("/team/specs/a.md"));
  team.workspace.Open("/team/specs/b.md", "---\nid: one\n---\n# B");
  CHECK(finds("/team/specs/a.md"));
  CHECK(finds("/team/specs/b.md"));
  team.workspace.Change("/team/specs/b.md", "---\nid: onE\n---\n# B");
  CHECK_FALSE(finds("/team/specs/a.md"));
}

TEST_CASE("a path that is not UTF-8 works as any other") {
  const std::string odd = "/team/specs/caf\xE9.md";
  Team team(Files{{odd, "# A"}, {"/team/calls/\xFF.md", "**Jane Roe**: Hello there.\n"}});
  CHECK(team.workspace.SpecPaths() == Paths{odd});
  CHECK(team.workspace.SnapshotOf(odd).has_value());
  CHECK(team.workspace.CallPaths().size() == 1);
  team.files.FailReads(odd);
  CHECK_FALSE(team.workspace.InputOf(odd).ok());
  const std::vector<FileProblem> problems = team.workspace.Problems();
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].path == "/team/calls/\xFF.md");  // the call counts, and its name is told
  CHECK(problems[0].severity == rules::Severity::kWarning);
  CHECK(problems[1].path == odd);
}

TEST_CASE("other roots, another day") {
  Team team(Files{{"/one/specs/a.md", "# A"}, {"/two/specs/b.md", "# B"}}, Options({"/one"}));
  const std::uint64_t before = team.workspace.SnapshotOf("/one/specs/a.md")->input_hash;
  team.workspace.SetToday({2026, 3, 2});
  CHECK(team.workspace.SnapshotOf("/one/specs/a.md")->input_hash != before);
  team.workspace.SetRoots({"/one", "/two"});
  CHECK(team.workspace.SpecPaths() == Paths{"/one/specs/a.md", "/two/specs/b.md"});
  team.workspace.SetRoots({"/two"});
  CHECK(team.workspace.SpecPaths() == Paths{"/two/specs/b.md"});
}

TEST_CASE("a batch of 5,000 paths is cheap where nothing of ours is touched") {
  Files files{{"/team/specs/a.md", "# A"}};
  for (int i = 0; i < 5000; ++i)
    files[StrCat("/team/node_modules/p", i % 50, "/f", i, ".md")] = "---\ntype: spec\n---\n";
  Team team(files);
  Paths paths;
  for (const auto& [path, bytes] : files) paths.push_back(path);
  (void)team.files.TakeReads();
  team.workspace.FilesChanged(paths);
  CHECK(team.workspace.SpecPaths() == Paths{"/team/specs/a.md"});
  // The head of the one spec may be read again, nothing of the others.
  const auto reads = team.files.TakeReads();
  CHECK(reads.size() <= 2);
  for (const std::string& path : reads) {
    CHECK_FALSE((path.find("node_modules") != std::string::npos && path.ends_with(".md")));
  }
}

}  // namespace
}  // namespace whyspec::engine
