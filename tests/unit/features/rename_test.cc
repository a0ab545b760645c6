#include "features/rename.h"

#include <catch2/catch.hpp>

#include "features/file_rename.h"
#include "team.h"

namespace whyspec::features {
namespace {

using Catch::Matchers::Contains;

WorkspaceEdit RenamedAt(Team& team, std::string_view marked, std::string_view name) {
  const OpenSpec spec = team.Spec(marked);
  auto result = Rename(spec.snapshot, team.world(), spec.at(), name);
  INFO((result.ok() ? "" : result.error().message));
  REQUIRE(result.ok());
  return std::move(result).value();
}

std::string ErrorOf(Team& team, std::string_view marked, std::string_view name) {
  const OpenSpec spec = team.Spec(marked);
  const auto result = Rename(spec.snapshot, team.world(), spec.at(), name);
  return result.ok() ? "" : result.error().message;
}

// Citations of all specs that lead nowhere.
std::size_t DeadCitations(Team& team) {
  std::size_t dead = 0;
  for (const std::string& path : team.workspace().SpecPaths()) {
    const auto snapshot = team.workspace().SnapshotOf(path);
    for (const auto& citation : snapshot->spec->evidence.citations) {
      if (citation.state != evidence::CitationState::kResolved) ++dead;
    }
  }
  return dead;
}

}  // namespace

TEST_CASE("Renaming an id changes every spec and the call's own key") {
  Team team;
  const WorkspaceEdit edit = RenamedAt(
      team, "[a](call:ac<|>me-2026-01-13#t=460) [b][r] [c][r]\n\n[r]: <call:acme-2026-01-13#turn=1>\n",
      "acme-first");
  CHECK(edit.renames.empty());
  team.Apply(edit);
  CHECK(team.TextOf(kSpecPath) ==
        "[a](call:acme-first#t=460) [b][r] [c][r]\n\n[r]: <call:acme-first#turn=1>\n");
  CHECK_THAT(team.TextOf(kAcmePath), Contains("\nid: acme-first\n"));
  CHECK_THAT(team.TextOf(kFrenchSpecPath), Contains("call:acme-first#t=460"));
  CHECK(DeadCitations(team) == 0);
}

TEST_CASE("Where the file's name is the id, the file is renamed with its side-car") {
  Team team;
  const WorkspaceEdit edit = RenamedAt(team, "[a](call:nord<|>-2026-01-20#t=5)\n", "nord-check-in");
  REQUIRE(edit.renames.size() == 2);
  team.Apply(edit);
  CHECK(!team.TextOf("/team/calls/nord-check-in.vtt").empty());
  CHECK(!team.TextOf("/team/calls/nord-check-in.call.yaml").empty());
  CHECK_THAT(team.TextOf(kOtherSpecPath), Contains("(../../calls/nord-check-in.vtt#t=5)"));
  CHECK_THAT(team.TextOf(kFrenchSpecPath), Contains("(call:nord-check-in#t=5,9)"));
  CHECK(DeadCitations(team) == 0);
}

TEST_CASE("An id in a side-car is changed there") {
  Team team;
  team.Put("/team/calls/nord-2026-01-20.call.yaml", "id: \"nordic\"\naccount: nord\n");
  const WorkspaceEdit edit = RenamedAt(team, "[a](call:nor<|>dic)\n", "nord-2");
  CHECK(edit.renames.empty());
  team.Apply(edit);
  CHECK(team.TextOf("/team/calls/nord-2026-01-20.call.yaml") == "id: \"nord-2\"\naccount: nord\n");
  CHECK(team.TextOf(kSpecPath) == "[a](call:nord-2)\n");
}

TEST_CASE("Prepare offers the id alone, and only where one can be renamed") {
  Team team;
  const auto prepared = [&](std::string_view marked) -> std::string {
    const OpenSpec spec = team.Spec(marked);
    const auto target = PrepareRename(spec.snapshot, team.world(), spec.at());
    return target ? std::string(Cut(spec.text(), target->range)) + "|" + target->placeholder : "";
  };
  CHECK(prepared("[a](call:acme-2026-01-<|>13#t=460)\n") == "acme-2026-01-13|acme-2026-01-13");
  CHECK(prepared("[a](call:<|>acme-2026-01-13)\n") == "acme-2026-01-13|acme-2026-01-13");
  CHECK(prepared("[a<|>](call:acme-2026-01-13#t=460)\n").empty());
  CHECK(prepared("[a](call:acme-2026-01-13#t=4<|>60)\n").empty());
  CHECK(prepared("[a](call:no<|>pe)\n").empty());
  CHECK(prepared("[a](../calls/nor<|>d-2026-01-20.vtt)\n").empty());
  CHECK(prepared("wo<|>rds\n").empty());
}

TEST_CASE("A new id that cannot be is refused in one sentence that says what can") {
  Team team;
  const std::string spec = "[a](call:ac<|>me-2026-01-13)\n";
  CHECK_THAT(ErrorOf(team, spec, "Acme Visit"), Contains("small letters") && Contains("Try \"acme-visit\""));
  CHECK_THAT(ErrorOf(team, spec, ""), Contains("cannot be the id"));
  CHECK_THAT(ErrorOf(team, spec, "c-0202"), Contains("already"));
  CHECK_THAT(ErrorOf(team, "[a](call:nord<|>-2026-01-20)\n", "hostile"), Contains("already"));
  CHECK_THAT(ErrorOf(team, "no <|>id\n", "x"), Contains("Nothing that can be renamed"));
  CHECK(RenamedAt(team, spec, "acme-2026-01-13").empty());
  CHECK_THAT(ErrorOf(team, spec, "a\x1b[31m"), !Contains("\x1b"));
}

TEST_CASE("From the call's file, and an account from accounts.yaml") {
  Team team;
  const auto call = team.Call(WithCursorAt(team.TextOf(kAcmePath), "2026-01-13\ntitle"), kAcmePath);
  CHECK(PrepareRename(call.document, team.world(), call.at())->placeholder == "acme-2026-01-13");
  auto renamed = Rename(call.document, team.world(), call.at(), "acme-1");
  REQUIRE(renamed.ok());
  team.Apply(*renamed);
  CHECK(DeadCitations(team) == 0);

  const auto accounts = team.Accounts(WithCursorAt(team.TextOf(kAccountsPath), "zen\n"));
  CHECK(PrepareRename(accounts.document, team.world(), accounts.at())->placeholder == "zen");
  auto account = Rename(accounts.document, team.world(), accounts.at(), "zenon");
  REQUIRE(account.ok());
  team.Apply(*account);
  CHECK_THAT(team.TextOf(kAccountsPath), Contains("- id: zenon\n") && Contains("parent: zenon\n"));
  CHECK_THAT(team.TextOf(kZenPath), Contains("account: zenon\n"));
  const auto in_call = team.Call(WithCursorAt(team.TextOf(kZenPath), "zenon\n"), kZenPath);
  CHECK(PrepareRename(in_call.document, team.world(), in_call.at())->placeholder == "zenon");
  const auto again = team.Accounts(WithCursorAt(team.TextOf(kAccountsPath), "zenon\n"));
  const auto taken = Rename(again.document, team.world(), again.at(), "acme");
  REQUIRE(!taken.ok());
  CHECK_THAT(taken.error().message, Contains("Another account"));
}

TEST_CASE("Moving a call keeps links to it, and ids that come from its name") {
  Team team;
  const FileRename move{.from = kNordPath, .to = "/team/calls/2026/nord visit (1).vtt"};
  WorkspaceEdit edit = EditsForFileRenames(team.world(), {&move, 1});
  edit.renames.push_back(move);
  team.Apply(edit);
  CHECK_THAT(team.TextOf(kOtherSpecPath), Contains("(../../calls/2026/nord%20visit%20%281%29.vtt#t=5)"));
  CHECK_THAT(team.TextOf(kFrenchSpecPath), Contains("(call:nord-visit-1#t=5,9)"));
  CHECK(!team.TextOf("/team/calls/2026/nord visit (1).call.yaml").empty());
  CHECK(DeadCitations(team) == 0);
}

TEST_CASE("Moving a spec keeps its own links and those to it") {
  Team team;
  team.Spec(
      "# Monthly export\n\n[a](more/alerts.md#why) ![i](./pic.png) [s](#monthly-export) "
      "[w](https://example.org) [r]\n\n"
      "[r]: ../calls/hostile.md\n");
  const FileRename move{.from = kSpecPath, .to = "/team/docs/specs/q1/export.md"};
  const WorkspaceEdit edit = EditsForFileRenames(team.world(), {&move, 1});
  REQUIRE(edit.files.size() == 2);
  team.Apply(edit);
  CHECK(team.TextOf(kSpecPath) ==
        "# Monthly export\n\n[a](../../../specs/more/alerts.md#why) ![i](../../../specs/pic.png) "
        "[s](#monthly-export) "
        "[w](https://example.org) [r]\n\n[r]: ../../../calls/hostile.md\n");
  CHECK_THAT(team.TextOf(kOtherSpecPath), Contains("[other](../../docs/specs/q1/export.md#why)"));
}

TEST_CASE("Moving a folder moves what is in it, and links inside it stay") {
  Team team;
  const FileRename move{.from = "/team/specs", .to = "/team/docs/specs"};
  const WorkspaceEdit edit = EditsForFileRenames(team.world(), {&move, 1});
  team.Apply(edit);
  CHECK_THAT(team.TextOf(kOtherSpecPath), Contains("[other](../export.md#why)"));
  CHECK_THAT(team.TextOf(kOtherSpecPath), Contains("[the path](../../../calls/nord-2026-01-20.vtt#t=5)"));
  const FileRename nothing{.from = "/team/elsewhere", .to = "/team/other"};
  CHECK(EditsForFileRenames(team.world(), {&nothing, 1}).empty());
}

}  // namespace whyspec::features
