// Whatever the order of events, a workspace must end where one that starts from scratch
// would: the same files, findings, problems and citations.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iterator>
#include <random>

#include "base/strings.h"
#include "engine/checker.h"
#include "engine/workspace.h"
#include "support/memory_file_system.h"

namespace whyspec::engine {
namespace {

using Lines = std::vector<std::string>;

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::size_t Below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(engine_);
  }
  template <typename List>
  const auto& Of(const List& list) {
    return list[Below(std::size(list))];
  }

 private:
  std::mt19937 engine_;
};

const char* const kPaths[] = {
    "/team/specs/a.md",        "/team/specs/b.md",          "/team/specs/sub/c.md",
    "/team/notes/n.md",        "/team/notes/deep/o.md",     "/team/app/specs/d.md",
    "/team/app/e.spec.md",     "/team/calls/x.md",          "/team/calls/y.vtt",
    "/team/calls/y.call.yaml", "/team/calls/accounts.yaml", "/team/calls/sub/z.txt",
    "/team/calls/z.md",        "/team/whyspec.json",        "/team/app/whyspec.json",
    "/team/base.json",         "/team/app/calls/q.md",      "/team/node_modules/m.spec.md",
    "/two/specs/t.md",         "/two/whyspec.json",         "/outside/calls/far.md",
    "/team/build/b.spec.md",
};
const char* const kFolders[] = {"/team/specs", "/team/specs/sub", "/team/notes",
                                "/team/app",   "/team/calls",     "/two"};

std::string Text(const std::string& path, Random& random) {
  static const char* const kMarkdown[] = {
      "# A\n\n## Why\n\nThey re-key ([Jane](call:x1#t=07:40)).\n",
      "---\nid: one\n---\n# One\n\n[y](../calls/y.vtt#t=1) and [far](../../outside/calls/far.md)\n",
      "---\nid: one\ntype: spec\nstatus: ready\n---\n# Other\n\n## Why\n\nTODO\n",
      "---\ntype: spec\nprofile: ours\n---\n# Typed\n",
      "---\ntype: note\n---\n<!-- whyspec-disable-file section/*: later -->\n# Note\n",
      "",
      "---\nid: [broken\n---\n",
  };
  static const char* const kCalls[] = {
      "---\nid: x1\naccount: acme\n---\n**Jane Roe** [00:07:40]: We re-key everything twice.\n",
      "---\nid: x2\naccount: other\n---\n**Jane Roe** [00:07:40]: No, never.\n",
      "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jane>Hello there\n",
      "Nobody knows who said this.\n",
      "",
  };
  static const char* const kSidecars[] = {"id: x1\ntitle: Demo", "id: why\n", "title: [", ""};
  static const char* const kAccounts[] = {"- {id: acme, name: Acme}", "accounts: [{id: acme, parent: group}]",
                                          "nonsense"};
  static const char* const kConfigs[] = {
      "{}",
      R"({"extends": "base.json"})",
      R"({"extends": ["../base.json", "../whyspec.json"]})",
      R"({"specs": ["notes/**"], "rules": {"section/*": "hint"}})",
      R"({"calls": ["calls/*.vtt", "../outside/calls/**"]})",
      R"({"exclude": ["specs/sub/**", "app"], "profiles": {"ours": {"extends": "kep"}}})",
      R"({"profile": "ours", "profiles": {"ours": {}}, "specs": ["**/*.md"]})",
      "{ half",
  };
  if (path.find(".json") != std::string::npos) return random.Of(kConfigs);
  if (path.find("accounts") != std::string::npos) return random.Of(kAccounts);
  if (path.find(".yaml") != std::string::npos) return random.Of(kSidecars);
  if (path.find("/calls/") != std::string::npos) return random.Of(kCalls);
  return random.Of(kMarkdown);
}

// Everything a workspace says.
Lines Describe(Workspace& workspace) {
  Lines lines;
  for (const char* path : kPaths) {
    lines.push_back(StrCat("kind ", path, " ", static_cast<int>(workspace.KindOf(path))));
  }
  for (const std::string& path : workspace.CallPaths()) lines.push_back("call " + path);
  lines.push_back(
      StrCat("log ", workspace.Log()->revision(), " ", workspace.Log()->available() ? "yes" : "no"));
  for (const std::string& path : workspace.SpecPaths()) {
    const auto snapshot = workspace.SnapshotOf(path);
    lines.push_back(StrCat("spec ", path, " ", snapshot ? snapshot->input_hash : 0));
    if (!snapshot) continue;
    const Snapshot plain = BuildSnapshot(*workspace.InputOf(path));
    CHECK(plain.input_hash == snapshot->input_hash);
    const CheckResult result = Check(*snapshot);
    const CheckResult again = Check(plain);
    REQUIRE(result.findings.size() == again.findings.size());
    for (std::size_t i = 0; i < result.findings.size(); ++i) {
      const rules::Finding& finding = result.findings[i];
      CHECK(finding.message == again.findings[i].message);
      lines.push_back(StrCat("  ", finding.range.begin, "-", finding.range.end, " ",
                             rules::Name(finding.severity), " ", finding.rule, ": ", finding.message));
    }
  }
  for (const char* id : {"x1", "x2", "y", "z"}) {
    for (const auto& by : workspace.SpecsCiting(id)) {
      lines.push_back(StrCat("cites ", id, " ", by.path, " ", by.range.begin));
    }
  }
  for (const FileProblem& problem : workspace.Problems()) {
    lines.push_back(StrCat("problem ", problem.path, " ", problem.range.begin, " ", problem.message));
  }
  return lines;
}

WorkspaceOptions Options() {
  WorkspaceOptions options;
  options.roots = {"/team", "/two"};
  options.today = Date{.year = 2026, .month = 3, .day = 1};
  return options;
}

void RunSeed(std::uint32_t seed) {
  Random random(seed);
  test::MemoryFileSystem files;
  for (const char* path : kPaths) {
    if (random.Below(2) == 0) files.Put(path, Text(path, random));
  }
  Workspace workspace(files, Options());
  workspace.Scan();
  std::map<std::string, std::string> open;
  std::string history;
  for (int step = 0; step < 30; ++step) {
    const std::string path = random.Of(kPaths);
    switch (random.Below(8)) {
      case 0:
      case 1: {
        files.Put(path, Text(path, random));
        workspace.FilesChanged({path});
        history += "put " + path + "\n";
        break;
      }
      case 2:
        files.Remove(path);
        workspace.FilesChanged({path});
        history += "remove " + path + "\n";
        break;
      case 3: {
        const std::string folder = random.Of(kFolders);
        files.Remove(folder);
        workspace.FilesChanged({folder});
        history += "remove folder " + folder + "\n";
        break;
      }
      case 4: {
        // A branch switch: much at once, one event for a folder among them.
        Lines changed{random.Of(kFolders)};
        for (const char* other : kPaths) {
          if (random.Below(3) != 0) continue;
          files.Put(other, Text(other, random));
          changed.emplace_back(other);
        }
        workspace.FilesChanged(changed);
        history += "many\n";
        break;
      }
      case 5:
      case 6: {
        const std::string text = Text(path, random);
        history += StrCat(open.count(path) != 0 ? "change " : "open ", path, "\n");
        if (open.count(path) != 0) {
          workspace.Change(path, text);
        } else {
          workspace.Open(path, text);
        }
        open[path] = text;
        break;
      }
      case 7:
        if (!open.empty()) {
          const std::string closed =
              std::next(open.begin(), static_cast<std::ptrdiff_t>(random.Below(open.size())))->first;
          workspace.Close(closed);
          open.erase(closed);
          history += "close " + closed + "\n";
        }
        break;
    }
    // Idle moments, long and short.
    for (std::size_t idle = random.Below(3); idle > 0; --idle) {
      workspace.PrepareCiting(std::chrono::milliseconds(random.Below(2)));
    }
    // Not after each step: several events must also be right together.
    if (random.Below(3) != 0) continue;
    Workspace fresh(files, Options());
    const bool open_first = random.Below(2) == 0;
    if (!open_first) fresh.Scan();
    for (const auto& [opened, text] : open) fresh.Open(opened, text);
    if (open_first) fresh.Scan();
    INFO("seed " << seed << ", step " << step << "\n" << history);
    const Lines expected = Describe(fresh);
    const Lines found = Describe(workspace);
    if (expected != found) {
      std::string difference;
      for (const std::string& line : expected) {
        if (std::find(found.begin(), found.end(), line) == found.end())
          difference += "missing " + line + "\n";
      }
      for (const std::string& line : found) {
        if (std::find(expected.begin(), expected.end(), line) == expected.end())
          difference += "extra " + line + "\n";
      }
      FAIL(difference);
    }
  }
}

TEST_CASE("after any events a workspace says what one from scratch says") {
  // WHYSPEC_SEEDS=5000 for a long search.
  const char* const more = std::getenv("WHYSPEC_SEEDS");
  const std::uint32_t seeds = more == nullptr ? 120 : static_cast<std::uint32_t>(std::atoi(more));
  for (std::uint32_t seed = 1; seed <= seeds; ++seed) RunSeed(seed);
}

}  // namespace
}  // namespace whyspec::engine
