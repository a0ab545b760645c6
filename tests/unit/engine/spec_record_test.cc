#include "engine/spec_record.h"

#include <catch2/catch.hpp>

#include "engine/workspace.h"
#include "support/memory_file_system.h"

namespace whyspec::engine {
namespace {

using test::MemoryFileSystem;

std::string NameWith(const std::string& remote) {
  const MemoryFileSystem files(
      {{"/ws/.git/config",
        "[core]\n\tbare = false\n[remote \"upstream\"]\n\turl = https://x.example/a/b\n"
        "[remote \"origin\"]\n\turl = " +
            remote + "\n"},
       {"/ws/specs/a.md", "# A\n"}});
  return PlaceOf(files, "/ws/specs/a.md", "/ws", "").repository;
}

TEST_CASE("the repository is named by its remote, without who may write to it") {
  CHECK(NameWith("git@code.example.com:shop/specs.git") == "shop/specs");
  CHECK(NameWith("https://user:hidden@code.example.com/shop/specs.git") == "shop/specs");
  CHECK(NameWith("ssh://git@code.example.com:2222/team/shop/specs/") == "shop/specs");
  CHECK(NameWith("https://token@code.example.com/specs") == "specs");
  CHECK(NameWith("https://token@code.example.com").find("token") == std::string::npos);
}

TEST_CASE("without a remote the folder names it; the config stands before all") {
  const MemoryFileSystem files(std::map<std::string, std::string>{{"/home/shop/specs/a.md", "# A\n"}});
  const SpecPlace place = PlaceOf(files, "/home/shop/specs/a.md", "/home/shop", "");
  CHECK(place.repository == "shop");
  CHECK(place.path == "specs/a.md");
  CHECK(PlaceOf(files, "/home/shop/specs/a.md", "/home/shop", "ours").repository == "ours");
}

TEST_CASE("a spec is published with its brief, what it cites and how that stands") {
  const MemoryFileSystem files(
      {{"/ws/calls/acme-1.md",
        "---\nid: acme-1\naccount: acme\n---\n**Jane Roe** [00:07:40]: We copy every figure by hand.\n"},
       {"/ws/specs/a.md",
        "---\nid: export\nstatus: ready\nowner: alex\n---\n# Export\n\n## Why\n\nThey copy.\n\n## Customer "
        "evidence\n\n"
        "> We copy every figure by hand.\n>\n> — [P1](call:acme-1#t=07:40)\n\n[whole](call:acme-1) "
        "[lost](../calls/none.md) [gone](call:acme-7#turn=2)\n\n## Design\n\nSecret plans.\n"}});
  WorkspaceOptions options;
  options.roots = {"/ws"};
  options.today = Date{.year = 2026, .month = 3, .day = 1};
  Workspace workspace(files, options);
  workspace.Scan();
  const auto snapshot = workspace.SnapshotOf("/ws/specs/a.md");
  REQUIRE(snapshot);
  const evidence::SpecRecord record =
      MakeSpecRecord(*snapshot, Check(*snapshot), {.repository = "ws", .path = "specs/a.md"});
  CHECK(record.id == "export");
  CHECK(record.title == "Export");
  CHECK(record.status == "ready");
  CHECK(record.owner == "alex");
  CHECK(record.language == "en");
  REQUIRE(record.sections.size() == 2);  // what is to be built stays at home
  CHECK(record.sections[0].role == "why");
  CHECK(record.sections[0].title == "Why");
  CHECK(record.sections[0].markdown == "They copy.");
  REQUIRE(record.citations.size() == 3);
  CHECK(record.citations[0].quote == "We copy every figure by hand.");
  CHECK(record.citations[0].verdict == "exact");
  CHECK(record.citations[0].anchor == "t=460");
  CHECK(record.citations[0].first_turn == 0U);
  CHECK(record.citations[1].anchor.empty());
  CHECK_FALSE(record.citations[1].first_turn);
  CHECK(record.citations[2].call == "acme-7");
  CHECK(record.citations[2].verdict.empty());
  CHECK(record.errors > 0);
}

}  // namespace
}  // namespace whyspec::engine
