#include "features/hover.h"

#include <catch2/catch.hpp>

#include "team.h"

namespace whyspec::features {
namespace {

using Catch::Matchers::Contains;

std::string Hovered(Team& team, std::string_view marked, Markup markup = Markup::kMarkdown) {
  const OpenSpec spec = team.Spec(marked);
  const auto hover = HoverAt(spec.document(), team.world(), spec.at(), markup);
  return hover ? hover->contents : "";
}

}  // namespace

TEST_CASE("A citation shows who said it, with the turns around it") {
  Team team;
  const std::string card =
      Hovered(team, "# T\n\n## Why\n\nBy hand ([P1, <|>ops lead](call:acme-2026-01-13#t=460)).\n");
  CHECK_THAT(card,
             Contains("**Jane Roe, ops lead · Acme Clinics · prospect · discovery · 13 Jan 2026 · 7:40"));
  CHECK_THAT(card,
             Contains("> ▶ **Jane Roe, ops lead (7:40)**: We copy the figures by hand from two systems"));
  CHECK_THAT(card, Contains("> Alex Martin (us) (7:30): How do you make the monthly report today?"));
  CHECK_THAT(card, Contains("This spec cites no other account."));
  CHECK_THAT(card, Contains("[Alerts](file:///team/specs/more/alerts.md)"));
}

TEST_CASE("In plain text nothing is Markdown") {
  Team team;
  const std::string card =
      Hovered(team, "# T\n\nBy hand ([P1](call:<|>acme-2026-01-13#t=460)).\n", Markup::kPlainText);
  CHECK_THAT(card, Contains("▶ Jane Roe, ops lead (7:40): We copy the figures"));
  CHECK_THAT(card, !Contains("**") && !Contains("file://") && !Contains("\n> "));
}

TEST_CASE("In a French spec the card is French") {
  Team team;
  const OpenSpec spec = team.Spec(WithCursorAt(team.TextOf(kFrenchSpecPath), "P1, contr"), kFrenchSpecPath);
  const auto hover = HoverAt(spec.document(), team.world(), spec.at(), Markup::kMarkdown);
  REQUIRE(hover);
  CHECK_THAT(hover->contents, Contains("client · point de suivi · 20 janv. 2026 · 0:05"));
  CHECK_THAT(hover->contents, Contains("Cette spec cite 1 autre compte."));
  CHECK_THAT(hover->contents, Contains("L'appel est aussi cité par"));
}

TEST_CASE("The words of a cited quote lead to the same card") {
  Team team;
  const OpenSpec spec = team.Spec(
      "# T\n\n## Customer evidence\n\n> We copy the <|>figures by hand from two systems every month.\n"
      "> — [P1](call:acme-2026-01-13#t=460)\n");
  const auto hover = HoverAt(spec.document(), team.world(), spec.at(), Markup::kMarkdown);
  REQUIRE(hover);
  CHECK_THAT(hover->contents, Contains("Jane Roe, ops lead"));
  CHECK(Cut(spec.text(), hover->range).substr(0, 2) == "> ");
}

TEST_CASE("Below named, no name of a person or account is shown") {
  Team team;
  const std::string card = Hovered(team, "# T\n\n[nurse<|>](call:c-0202#t=80)\n");
  CHECK_THAT(card, Contains("P1, head nurse · Account 3"));
  CHECK_THAT(card, Contains("we print the reminders"));
  for (const char* name : {"John", "Dorian", "Zenith", "Xenith", "Alex", "Martin"}) {
    INFO(name);
    CHECK_THAT(card, !Contains(name));
  }
}

TEST_CASE("At aggregate the words are withheld too") {
  Team team;
  const std::string card = Hovered(team, "# T\n\n[lab<|>](call:c-0210#t=60)\n");
  CHECK_THAT(card, Contains("lab manager · laboratory"));
  CHECK_THAT(card, Contains("may not be shown"));
  for (const char* hidden : {"Rita", "Cole", "Vault", "lemon", "Account 4"})
    CHECK_THAT(card, !Contains(hidden));
}

TEST_CASE("Refused consent withholds the words") {
  Team team;
  std::string call = team.TextOf(kAcmePath);
  call.insert(call.find("account: acme"), "consent: {status: refused}\n");
  team.Put(kAcmePath, call);
  CHECK_THAT(Hovered(team, "[x<|>](call:acme-2026-01-13#t=460)\n"), !Contains("copy the figures"));
}

TEST_CASE("A transcript full of markup stays words") {
  Team team;
  const std::string card = Hovered(team, "# T\n\n[h<|>](call:hostile#t=20)\n");
  CHECK_THAT(card, Contains("\\`\\`\\`"));
  for (const char* live : {"<script", "](command", "![", "https://", " www.evil", "```"}) {
    INFO(live);
    CHECK_THAT(card, !Contains(live));
  }
  const auto document = markdown::Document::Parse(card);
  for (const markdown::Link& link : document.links()) CHECK(link.destination.starts_with("file:///team/"));
}

TEST_CASE("Citations that lead nowhere say so") {
  Team team;
  CHECK_THAT(Hovered(team, "[x<|>](call:nope#t=1)\n"), Contains("`nope`: No call of this name is logged."));
  CHECK_THAT(Hovered(team, "[x<|>](call:acme-2026-01-13#t=9999)\n"), Contains("has no such moment"));
  CHECK_THAT(Hovered(team, "[x<|>](call:acme-2026-01-13)\n"), Contains("The whole call, 4 turns."));
}

TEST_CASE("A heading says what the section is for and what is missing") {
  Team team;
  const OpenSpec spec = team.Spec("# T\n\n## Customer ev<|>idence\n\nTODO\n");
  const auto hover = HoverAt(spec.document(), team.world(), spec.at(), Markup::kMarkdown);
  REQUIRE(hover);
  CHECK_THAT(hover->contents, Contains("What customers said or did"));
  CHECK_THAT(hover->contents, Contains("Still missing"));
  CHECK_THAT(hover->contents, Contains("`section/empty`"));
  CHECK(Cut(spec.text(), hover->range) == "## Customer evidence");
  CHECK(Hovered(team, "# T\n\n## Anything <|>else\n\nWords.\n").empty());
}

TEST_CASE("A rule id in a suppression or waiver shows its page") {
  Team team;
  CHECK_THAT(Hovered(team, "# T\n\n<!-- whyspec-disable-next-line evidence/st<|>ale: known -->\nText.\n"),
             Contains("# evidence/stale"));
  CHECK_THAT(Hovered(team, "---\nwaivers:\n  - rule: evidence/<|>stale\n    reason: known\n---\n# T\n"),
             Contains("# evidence/stale"));
  CHECK_THAT(Hovered(team, "# T\n\n<!-- whyspec-disable-file evidence/stal<|>: x -->\n"),
             Contains("There is no rule `evidence/stal`") && Contains("`evidence/stale`"));
}

TEST_CASE("A front-matter key shows what it is for") {
  Team team;
  CHECK_THAT(Hovered(team, "---\nsta<|>tus: draft\n---\n# T\n"), Contains("`status`") && Contains("draft"));
  CHECK_THAT(Hovered(team, "---\nwaivers:\n  - ru<|>le: x/y\n---\n# T\n"), Contains("`waivers.rule`"));
  CHECK(Hovered(team, "---\nunknown_<|>key: draft\n---\n# T\n").empty());
}

TEST_CASE("A turn of a call lists the specs that cite it") {
  Team team;
  const auto call = team.Call(WithCursorAt(team.TextOf(kAcmePath), "We copy"), kAcmePath);
  const auto hover = HoverAt(call.document, team.world(), call.at(), Markup::kMarkdown);
  REQUIRE(hover);
  CHECK_THAT(hover->contents, Contains("Cited by 2 specs:"));
  CHECK_THAT(hover->contents, Contains("- [Alerts](file:///team/specs/more/alerts.md)"));
  const auto unused = team.Call(WithCursorAt(team.TextOf(kAcmePath), "Thank you"), kAcmePath);
  CHECK_THAT(HoverAt(unused.document, team.world(), unused.at(), Markup::kMarkdown)->contents,
             Contains("No spec cites this yet."));
}

TEST_CASE("An account shows who cites its calls") {
  Team team;
  const auto accounts = team.Accounts(WithCursorAt(team.TextOf(kAccountsPath), "acme\n"));
  const auto hover = HoverAt(accounts.document, team.world(), accounts.at(), Markup::kMarkdown);
  REQUIRE(hover);
  CHECK_THAT(hover->contents, Contains("**Acme Clinics** · 2 calls") && Contains("Cited by 2 specs:"));
}

}  // namespace whyspec::features
