// Words of customers offered where a spec needs them: while a sentence is written, behind a
// finding, from inside a call; and what a hover says of a quote.
#include <algorithm>
#include <catch2/catch.hpp>

#include "features/code_action.h"
#include "features/completion.h"
#include "features/evidence_offer.h"
#include "features/evidence_view.h"
#include "features/hover.h"
#include "team.h"

namespace whyspec::features {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

std::vector<CodeAction> ActionsAt(Team& team, const OpenSpec& spec) {
  return CodeActionsAt(spec.document(), team.world(), {spec.at(), spec.at()});
}

const CodeAction* Find(const std::vector<CodeAction>& actions, std::string_view title) {
  for (const CodeAction& action : actions) {
    if (action.title.find(title) != std::string::npos) return &action;
  }
  return nullptr;
}

std::string Done(Team& team, const OpenSpec& spec, const CodeAction& action) {
  const auto edit = ResolveCodeAction(spec.document(), team.world(), action.id);
  REQUIRE(edit);
  CHECK(edit->path.empty());
  return ApplyEdits(spec.text(), edit->edits);
}

std::string HoverText(Team& team, const OpenSpec& spec) {
  const auto hover = HoverAt(spec.document(), team.world(), spec.at(), Markup::kPlainText);
  REQUIRE(hover);
  return hover->contents;
}

}  // namespace

TEST_CASE("A long turn is quoted by its telling sentences") {
  const std::string turn =
      "Well, it was a long week and we had visitors from the region, so nobody had time for anything at all, "
      "you know how that goes. We copy the figures by hand from two systems. It takes two days. Then the "
      "director asks for another cut of the same numbers and everything starts again from the very "
      "beginning.";
  const auto at = static_cast<Offset>(turn.find("figures"));
  CHECK(QuotableWords(turn, {{at, at + 7}}) ==
        "We copy the figures by hand from two systems. It takes two days.");
  CHECK(QuotableWords("We copy it.", {}) == "We copy it.");
  CHECK(QuotableWords("", {}).empty());
  // Captions have no sentences: never more than a reader takes in.
  std::string captions;
  for (int i = 0; i < 400; ++i) captions += "so we copy it ";
  CHECK(CountWords(QuotableWords(captions, {})) <= 40);
}

TEST_CASE("Three telling words of a sentence bring the moment that says so") {
  Team team;
  const OpenSpec spec = team.Spec("# T\n\n## Why\n\nThey copy figures by hand<|>\n");
  const Completion got = CompleteAt(spec.snapshot, team.world(), spec.at());
  REQUIRE(!got.items.empty());
  const CompletionItem& best = got.items[0];
  CHECK(best.label == "“We copy the figures by hand from two systems every month.”");
  CHECK(ApplyEdits(spec.text(), {{best.range, best.text}}) ==
        "# T\n\n## Why\n\nThey copy figures by hand ([P1, ops lead](call:acme-2026-01-13#t=460))\n");
  // Clients keep an item whose filter text starts with what is being replaced.
  CHECK_THAT(best.filter_text, StartsWith("hand"));
  CHECK(got.incomplete);
  // A trigger character alone asks for nothing in prose, nor do two words, nor other sections.
  CHECK(CompleteAt(spec.snapshot, team.world(), spec.at(), false).items.empty());
  const OpenSpec little = team.Spec("# T\n\n## Why\n\nThey copy<|>\n");
  CHECK(CompleteAt(little.snapshot, team.world(), little.at()).items.empty());
  const OpenSpec design = team.Spec("# T\n\n## Design\n\nThey copy figures by hand<|>\n");
  CHECK(CompleteAt(design.snapshot, team.world(), design.at()).items.empty());
}

TEST_CASE("A half-typed last word is enough") {
  Team team;
  const OpenSpec spec = team.Spec("# T\n\n## Why\n\nThey copy by hand the figu<|>\n");
  const Completion got = CompleteAt(spec.snapshot, team.world(), spec.at());
  REQUIRE(!got.items.empty());
  CHECK_THAT(got.items[0].label, Contains("copy the figures by hand"));
}

TEST_CASE("On an empty line of the evidence the words come with their source") {
  Team team;
  const OpenSpec spec = team.Spec(
      "# Monthly export\n\n## Why\n\nOps leads copy figures by hand.\n\n## Customer evidence\n\n<|>\n\n## "
      "Expected "
      "usage\n\nx\n");
  const Completion got = CompleteAt(spec.snapshot, team.world(), spec.at());
  REQUIRE(!got.items.empty());
  CHECK(got.items[0].text ==
        "> We copy the figures by hand from two systems every month.\n>\n> — [P1, ops "
        "lead](call:acme-2026-01-13#t=460)\n");
}

TEST_CASE("Our own words and withheld ones are never offered") {
  Team team;
  const OpenSpec spec =
      team.Spec("# T\n\n## Why\n\nHow do you make the monthly report today lemon formula<|>\n");
  for (const CompletionItem& item : CompleteAt(spec.snapshot, team.world(), spec.at()).items) {
    CHECK_THAT(item.label, !Contains("How do you make"));
    CHECK_THAT(item.label + item.text + item.detail, !Contains("lemon"));
  }
  const OpenSpec alias = team.Spec("# T\n\n## Why\n\nThey print the reminders and sign them<|>\n");
  const Completion got = CompleteAt(alias.snapshot, team.world(), alias.at());
  REQUIRE(!got.items.empty());
  for (const char* name : {"Dorian", "Xenith", "Zenith"}) {
    CHECK_THAT(got.items[0].label + got.items[0].detail + got.items[0].description + got.items[0].text,
               !Contains(name));
  }
}

TEST_CASE("A claim without a call gets the calls that say it") {
  Team team;
  const OpenSpec spec = team.Spec(
      "# T\n\n## Why\n\nOur customers need to<|> copy the figures by hand every month.\n\n## Customer "
      "evidence\n\nx\n");
  const auto actions = ActionsAt(team, spec);
  const CodeAction* cite = Find(actions, "Cite “We copy the figures by hand");
  REQUIRE(cite != nullptr);
  CHECK_THAT(cite->title, Contains("Acme Clinics · 13 Jan 2026"));
  CHECK_THAT(Done(team, spec, *cite),
             Contains("by hand every month ([P1, ops lead](call:acme-2026-01-13#t=460)).\n"));
}

TEST_CASE("A quote without a source is linked to the turn that says it") {
  Team team;
  const std::string head = "# T\n\n## Customer evidence\n\n";
  const OpenSpec block =
      team.Spec(head + "> Last month the export was wrong<|> and we paid for it twice.\n\nMore.\n");
  const CodeAction* link = Find(ActionsAt(team, block), "Link to the turn that says it");
  REQUIRE(link != nullptr);
  const std::string done = Done(team, block, *Find(ActionsAt(team, block), "Link to the turn that says it"));
  CHECK_THAT(done,
             Contains("paid for it twice.\n>\n> — [P1, ops lead](call:acme-2026-01-13#t=490)\n\nMore."));
  const OpenSpec fixed = team.Spec(done.substr(0, 40) + "<|>" + done.substr(40));
  CHECK(std::none_of(fixed.checked.findings.begin(), fixed.checked.findings.end(),
                     [](const auto& finding) { return finding.rule.starts_with("quote/"); }));
  const OpenSpec words =
      team.Spec(head + "She said “the export was wrong<|> and we paid for it twice” in January.\n");
  CHECK_THAT(Done(team, words, *Find(ActionsAt(team, words), "Link to the turn that says it")),
             Contains("twice” ([P1, ops lead](call:acme-2026-01-13#t=490)) in January."));
}

TEST_CASE("An evidence section without a call gets the best excerpts") {
  Team team;
  const OpenSpec spec = team.Spec(
      "# Monthly export\n\n## Why\n\nOps leads copy figures by hand.\n\n## Customer <|>evidence\n\nTo "
      "come.\n\n## "
      "Expected usage\n\nx\n");
  const auto actions = ActionsAt(team, spec);
  const CodeAction* one = Find(actions, "Insert “We copy the figures");
  REQUIRE(one != nullptr);
  CHECK_THAT(
      Done(team, spec, *one),
      Contains("To come.\n\n> We copy the figures by hand from two systems every month.\n>\n> — [P1, ops "
               "lead](call:acme-2026-01-13#t=460)\n\n## Expected usage"));
}

TEST_CASE("What another account says is offered where only one is cited") {
  Team team;
  const OpenSpec spec = team.Spec(
      "# Reminders\n\n## Why\n\nWe print reminders by hand.\n\n## Customer <|>evidence\n\n- copied by hand "
      "([P1](call:acme-2026-01-13#t=460))\n");
  const auto actions = ActionsAt(team, spec);
  const CodeAction* other = Find(actions, "Add evidence from another account");
  REQUIRE(other != nullptr);
  CHECK_THAT(Done(team, spec, *other), !Contains("call:acme-2026-01-13#t=490"));
}

TEST_CASE("A turn is cited from inside its call, in the specs at hand") {
  Team team;
  const auto call = team.Call(WithCursorAt(team.TextOf(kAcmePath), "Last month the export"), kAcmePath);
  const auto actions = CodeActionsAt(call.document, team.world(), {call.at(), call.at()});
  const CodeAction* cite = Find(actions, "Cite this turn in “Alerts”");
  REQUIRE(cite != nullptr);
  const auto edit = ResolveCodeAction(call.document, team.world(), cite->id);
  REQUIRE(edit);
  CHECK(edit->path == kOtherSpecPath);
  CHECK_THAT(ApplyEdits(team.TextOf(kOtherSpecPath), edit->edits),
             Contains("\n\n> Last month the export was wrong and we paid for it twice.\n>\n> — [P1, ops "
                      "lead](call:acme-2026-01-13#t=490)"));
  // Our own question is no evidence.
  const auto ours = team.Call(WithCursorAt(team.TextOf(kAcmePath), "How do you make"), kAcmePath);
  CHECK(CodeActionsAt(ours.document, team.world(), {ours.at(), ours.at()}).empty());
}

TEST_CASE("A hover says whether the quote was said") {
  Team team;
  const std::string head = "# T\n\n## Customer evidence\n\n> ";
  const std::string source = "\n>\n> — [P1, ops lead](call:acme-2026-01-13#t=460)\n";
  const auto hover = [&](const std::string& quote) {
    return HoverText(team, team.Spec(head + quote.substr(0, 4) + "<|>" + quote.substr(4) + source));
  };
  CHECK_THAT(hover("We copy the figures by hand from two systems every month."), Contains("Verified"));
  CHECK_THAT(hover("We copy the figures […] from two systems every month."), Contains("Verified"));
  CHECK_THAT(hover("We never copy the figures by hand from two systems."),
             Contains("Not what was said") && Contains("never"));
  CHECK_THAT(hover("We would gladly pay for a better tool than this."), Contains("nowhere in this call"));
}

TEST_CASE("A spec's evidence in one view") {
  Team team;
  const OpenSpec spec = team.Spec(
      "# Monthly export<|>\n\n## Why\n\nOur customers need to copy figures by hand.\n\n## Customer "
      "evidence\n\n> We "
      "copy the figures by hand from two systems every month.\n>\n> — [P1, ops "
      "lead](call:acme-2026-01-13#t=460)\n");
  const SpecEvidenceView view = ViewEvidence(spec.document());
  CHECK(view.title == "Monthly export");
  CHECK(view.state == State::kMissing);  // no expected usage
  REQUIRE(view.sections.size() == 3);
  CHECK(view.sections[2].state == State::kMissing);
  CHECK(!view.sections[2].heading);
  REQUIRE(view.claims.size() == 2);
  CHECK(view.claims[0].state == State::kMissing);
  CHECK_THAT(view.claims[0].text, Contains("need to copy"));
  REQUIRE(view.citations.size() == 1);
  CHECK(view.citations[0].verdict == evidence::Verdict::kExact);
  CHECK(view.citations[0].excerpt.who == "Jane Roe, ops lead");
  CHECK(view.citations[0].destination == "call:acme-2026-01-13#t=460");
}

TEST_CASE("Lists of calls name nobody who is withheld") {
  Team team;
  const CallListView all = ListCalls(team.world(), "");
  REQUIRE(all.accounts.size() >= 3);
  for (const auto& account : all.accounts) {
    CHECK_THAT(account.label, !Contains("Zenith") && !Contains("Vault"));
    for (const auto& call : account.calls) CHECK_THAT(call.title, !Contains("Zenith") && !Contains("Vault"));
  }
  const CallListView some = ListCalls(team.world(), "discovery acme");
  REQUIRE(some.accounts.size() == 1);
  CHECK(some.accounts[0].calls.size() == 1);
}

TEST_CASE("A call to read: turns, sides, who cites them, what the anchor means") {
  Team team;
  const auto acme = team.world().Log()->Find("acme-2026-01-13");
  REQUIRE(acme);
  const CallView view = ViewCall(team.world(), *acme, "#t=460");
  REQUIRE(view.turns.size() == 4);
  CHECK(view.turns[0].side == Side::kUs);
  CHECK(view.turns[1].side == Side::kCustomer);
  CHECK(view.turns[1].citation == "[P1, ops lead](call:acme-2026-01-13#t=460)");
  CHECK(!view.turns[1].cited_by.empty());
  REQUIRE(view.focus);
  CHECK(view.focus->first == 1);
  const auto vault = team.world().Log()->Find("c-0210");
  REQUIRE(vault);
  const CallView withheld = ViewCall(team.world(), *vault, "");
  CHECK(withheld.turns.empty());
  CHECK(!withheld.withheld.empty());
}

}  // namespace whyspec::features
