// Definition, references, links and highlights.
#include <catch2/catch.hpp>

#include "features/definition.h"
#include "features/document_link.h"
#include "features/highlight.h"
#include "features/references.h"
#include "team.h"

namespace whyspec::features {
namespace {

// "path: text of the selection" of each definition.
std::vector<std::string> Defined(Team& team, const std::vector<Definition>& definitions) {
  std::vector<std::string> out;
  for (const Definition& definition : definitions) {
    const std::string text = team.TextOf(definition.target.path);
    REQUIRE(definition.target.range.Contains(definition.selection));
    REQUIRE(definition.target.range.end <= text.size());
    out.push_back(definition.target.path + ": " + std::string(Cut(text, definition.selection)));
  }
  return out;
}
std::vector<std::string> Defined(Team& team, std::string_view marked) {
  const OpenSpec spec = team.Spec(marked);
  return Defined(team, DefinitionAt(spec.snapshot, team.world(), spec.at()));
}

std::vector<std::string> Shown(Team& team, const std::vector<Location>& locations) {
  std::vector<std::string> out;
  for (const Location& location : locations) {
    out.push_back(location.path + ": " + std::string(Cut(team.TextOf(location.path), location.range)));
  }
  return out;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("A citation leads to its turn in the call file") {
  Team team;
  const Strings turn{kAcmePath +
                     ": **Jane Roe** [00:07:40]: We copy the figures by hand from two systems every month."};
  CHECK(Defined(team, "[P1<|>](call:acme-2026-01-13#t=460)\n") == turn);
  CHECK(Defined(team, "[P1](call:acme-2026-01-13#t=4<|>60)\n") == turn);
  CHECK(Defined(team, "| a |\n|---|\n| [P1<|>](call:acme-2026-01-13#turn=2) |\n") == turn);
  CHECK(Defined(team,
                "> We copy the <|>figures by hand from two systems. [P1](call:acme-2026-01-13#t=460)\n") ==
        turn);
  CHECK(Defined(team, "[P1<|>](../calls/acme-2026-01-13.md#t=460)\n") == turn);
  const Strings cue{
      kNordPath +
      ": 00:00:05.000 --> 00:00:09.000\n<v Ola Berg>Nous ressaisissons tout deux fois, à la main."};
  CHECK(Defined(team, "<call:nord-2026-01-20#t=5<|>>\n") == cue);
}

TEST_CASE("Several turns are one passage; a whole call is its file") {
  Team team;
  const OpenSpec spec = team.Spec("[x<|>](call:acme-2026-01-13#turn=2-3)\n");
  const auto found = DefinitionAt(spec.snapshot, team.world(), spec.at());
  REQUIRE(found.size() == 1);
  const std::string passage(Cut(team.TextOf(kAcmePath), found[0].target.range));
  CHECK(passage.starts_with("**Jane Roe** [00:07:40]"));
  CHECK(passage.ends_with("paid for it twice."));
  CHECK(Defined(team, "[x<|>](call:acme-2026-01-13)\n") == Strings{kAcmePath + ": "});
  CHECK(Defined(team, "[x<|>](call:nope)\n").empty());
}

TEST_CASE("A reference leads to its definition, its words to the call") {
  Team team;
  const std::string text = "See [the call][c] and [c].\n\n[c]: call:acme-2026-01-13#t=460\n";
  const std::string turn =
      kAcmePath + ": **Jane Roe** [00:07:40]: We copy the figures by hand from two systems every month.";
  CHECK(Defined(team, WithCursorAt(text, "c] and")) == Strings{kSpecPath + ": c"});
  CHECK(Defined(team, WithCursorAt(text, "call][c]")) == Strings{turn});
  CHECK(Defined(team, WithCursorAt(text, "call:acme")) == Strings{turn});
}

TEST_CASE("Relative links, headings and front matter") {
  Team team;
  CHECK(Defined(team, "[o<|>](more/alerts.md)\n") == Strings{kOtherSpecPath + ": "});
  CHECK(Defined(team, "[o<|>](more/alerts.md#customer-evidence)\n") ==
        Strings{kOtherSpecPath + ": Customer evidence"});
  CHECK(Defined(team, "# Été, déjà!\n\n[o<|>](#été-déjà)\n") == Strings{kSpecPath + ": Été, déjà!"});
  CHECK(Defined(team, "# A\n\n# A\n\n[o<|>](#a-1)\n").size() == 1);
  CHECK(Defined(team, "[o<|>](https://example.org)\n").empty());
  CHECK(Defined(team, "---\nsee_also: [FEAT<|>-2]\n---\n# T\n") == Strings{kOtherSpecPath + ": FEAT-2"});
  CHECK(Defined(team, "---\nsupersedes:\n  - more/al<|>erts.md\n---\n# T\n") ==
        Strings{kOtherSpecPath + ": "});
  CHECK(Defined(team, "---\nowner: FEAT<|>-2\n---\n# T\n").empty());
}

TEST_CASE("In a call: the speaker leads to the participant, the account to its entry") {
  Team team;
  const std::string text = team.TextOf(kAcmePath);
  const auto speaker = team.Call(WithCursorAt(text, "Jane Roe** [00:08"), kAcmePath);
  const auto participant = DefinitionAt(speaker.document, team.world(), speaker.at());
  REQUIRE(participant.size() == 1);
  CHECK(participant[0].target.range.begin == text.find("Jane Roe"));
  const auto account = team.Call(WithCursorAt(text, "acme\nlifecycle"), kAcmePath);
  CHECK(Defined(team, DefinitionAt(account.document, team.world(), account.at())) ==
        Strings{kAccountsPath + ": acme"});
  const auto cue = team.Call(WithCursorAt(team.TextOf(kNordPath), "Ola Berg"), kNordPath);
  CHECK(Defined(team, DefinitionAt(cue.document, team.world(), cue.at())) ==
        Strings{"/team/calls/nord-2026-01-20.call.yaml: Ola Berg"});
  const auto word = team.Call(WithCursorAt(text, "figures by"), kAcmePath);
  CHECK(DefinitionAt(word.document, team.world(), word.at()).empty());
  const auto parent = team.Accounts(WithCursorAt(team.TextOf(kAccountsPath), "zen\n  segment: lab"));
  CHECK(Defined(team, DefinitionAt(parent.document, team.world(), parent.at())) ==
        Strings{kAccountsPath + ": zen"});
}

TEST_CASE("References of a call, from a spec and from its file") {
  Team team;
  const OpenSpec spec = team.Spec("[here<|>](call:acme-2026-01-13#t=490)\n");
  const Strings places{kSpecPath + ": [here](call:acme-2026-01-13#t=490)",
                       kOtherSpecPath + ": [P1](call:acme-2026-01-13#t=460)",
                       kFrenchSpecPath + ": [P1](call:acme-2026-01-13#t=460)"};
  CHECK(Shown(team, ReferencesAt(spec.snapshot, team.world(), spec.at(), false)) == places);
  Strings with_declaration = places;
  with_declaration.insert(with_declaration.begin(), kAcmePath + ": acme-2026-01-13");
  CHECK(Shown(team, ReferencesAt(spec.snapshot, team.world(), spec.at(), true)) == with_declaration);
  const auto call = team.Call(WithCursorAt(team.TextOf(kAcmePath), "discovery\nstarted"), kAcmePath);
  CHECK(Shown(team, ReferencesAt(call.document, team.world(), call.at(), false)) == places);
}

TEST_CASE("References of a turn are the citations that cover it") {
  Team team;
  team.Spec("[here](call:acme-2026-01-13#t=490) [both](call:acme-2026-01-13#turn=2-3)\n");
  const auto turn = team.Call(WithCursorAt(team.TextOf(kAcmePath), "Last month"), kAcmePath);
  CHECK(Shown(team, ReferencesAt(turn.document, team.world(), turn.at(), false)) ==
        Strings{kSpecPath + ": [here](call:acme-2026-01-13#t=490)",
                kSpecPath + ": [both](call:acme-2026-01-13#turn=2-3)"});
  CHECK(ReferencesAt(turn.document, team.world(), turn.at(), true).size() == 3);
}

TEST_CASE("References of an account are the citations of its calls") {
  Team team;
  const auto accounts = team.Accounts(WithCursorAt(team.TextOf(kAccountsPath), "nord\n"));
  CHECK(Shown(team, ReferencesAt(accounts.document, team.world(), accounts.at(), true)) ==
        Strings{kAccountsPath + ": nord",
                kOtherSpecPath + ": [the path](../../calls/nord-2026-01-20.vtt#t=5)",
                kFrenchSpecPath + ": [P1, contrôleuse](call:nord-2026-01-20#t=5,9)"});
  const auto call = team.Call(WithCursorAt(team.TextOf(kAcmePath), "acme\nlifecycle"), kAcmePath);
  CHECK(ReferencesAt(call.document, team.world(), call.at(), true).front().path == kAccountsPath);
}

TEST_CASE("Document links lead to turns and files, shared definitions once") {
  Team team;
  const OpenSpec spec = team.Spec(
      "[a](call:acme-2026-01-13#t=460) [b][r] [c][r] [d](more/alerts.md) [e](https://example.org) [f](#t) "
      "[z](call:c-0202#t=80) [n](call:nope)\n\n# T\n\n[r]: <../calls/nord-2026-01-20.vtt#t=5>\n");
  const auto links = DocumentLinks(spec.snapshot, team.world());
  Strings shown;
  for (const DocumentLink& link : links)
    shown.push_back(std::string(Cut(spec.text(), link.range)) + " " + link.path);
  CHECK(shown == Strings{"call:acme-2026-01-13#t=460 " + kAcmePath, "more/alerts.md " + kOtherSpecPath,
                         "#t " + kSpecPath, "call:c-0202#t=80 " + kZenPath,
                         "../calls/nord-2026-01-20.vtt#t=5 " + kNordPath});
  CHECK(links[0].tooltip ==
        "Jane Roe, ops lead · Acme Clinics · prospect · discovery · 13 Jan 2026 · 7:40 · Proposal · €60k");
  CHECK(links[3].tooltip == "P1, head nurse · Account 3 · 2 Feb 2026 · 1:20");
  CHECK(Cut(team.TextOf(kNordPath), links[4].target).starts_with("00:00:05.000"));
}

TEST_CASE("Highlights: citations of one call, uses of one label, a rule's comments") {
  Team team;
  const auto marked = [&](std::string_view text) {
    const OpenSpec spec = team.Spec(text);
    std::vector<TextRange> ranges;
    for (const Highlight& highlight : HighlightsAt(spec.snapshot, spec.at()))
      ranges.push_back(highlight.range);
    return test::MarkRanges(spec.text(), ranges);
  };
  CHECK(marked("[a<|>](call:hostile#t=1) [b](call:c-0202) [c](../calls/hostile.md)\n") ==
        "{|[a](call:hostile#t=1)|} [b](call:c-0202) {|[c](../calls/hostile.md)|}\n");
  CHECK(marked("[a](call:no<|>pe#t=1) [b](call:nope)\n") == "{|[a](call:nope#t=1)|} {|[b](call:nope)|}\n");
  CHECK(marked("[a][<|>l] [b][l] [l]\n\n[l]: x.md\n") == "{|[a][l]|} {|[b][l]|} {|[l]|}\n\n[{|l|}]: x.md\n");
  CHECK(
      marked(
          "<!-- whyspec-disable evidence/st<|>ale: x -->\n\nT\n\n<!-- whyspec-enable evidence/stale -->\n") ==
      "<!-- whyspec-disable {|evidence/stale|}: x -->\n\nT\n\n<!-- whyspec-enable {|evidence/stale|} -->\n");
  CHECK(marked("plain wo<|>rds\n") == "plain words\n");
}

TEST_CASE("Highlights in a call: one speaker's turns") {
  Team team;
  const auto call = team.Call(WithCursorAt(team.TextOf(kAcmePath), "Jane Roe** [00:08"), kAcmePath);
  const auto found = HighlightsAt(call.document, call.at());
  REQUIRE(found.size() == 3);
  CHECK(found[0].kind == HighlightKind::kDefinition);
  for (const Highlight& highlight : found) CHECK(Cut(call.document.text, highlight.range) == "Jane Roe");
}

}  // namespace whyspec::features
