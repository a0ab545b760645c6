// Symbols, folding, selection, tokens, lenses and hints: what a document looks like.
#include <catch2/catch.hpp>

#include "base/strings.h"
#include "base/unicode.h"
#include "features/code_lens.h"
#include "features/folding.h"
#include "features/heading_lines.h"
#include "features/inlay_hint.h"
#include "features/selection.h"
#include "features/semantic_tokens.h"
#include "features/symbols.h"
#include "team.h"

namespace whyspec::features {
namespace {

using Strings = std::vector<std::string>;

void Draw(const std::vector<DocumentSymbol>& symbols, int depth, Strings& out) {
  for (const DocumentSymbol& symbol : symbols) {
    out.push_back(std::string(static_cast<std::size_t>(depth) * 2, ' ') + symbol.name +
                  (symbol.detail.empty() ? "" : " | " + symbol.detail));
    CHECK(symbol.range.Contains(symbol.selection));
    for (const DocumentSymbol& child : symbol.children) CHECK(symbol.range.Contains(child.range));
    Draw(symbol.children, depth + 1, out);
  }
}
Strings Drawn(const std::vector<DocumentSymbol>& symbols) {
  Strings out;
  Draw(symbols, 0, out);
  return out;
}

Strings Found(Team& team, std::string_view query) {
  Strings out;
  for (const WorkspaceSymbol& symbol : WorkspaceSymbols(team.world(), query)) {
    out.push_back(symbol.name + (symbol.container.empty() ? "" : " | " + symbol.container));
  }
  return out;
}

std::string Folded(const std::vector<Fold>& folds, std::string_view text) {
  Strings out;
  for (const Fold& fold : folds) {
    const std::string_view inside = Cut(text, fold.range);
    out.push_back(StrCat(inside.substr(0, inside.find_first_of("\r\n")),
                         fold.kind == FoldKind::kComment ? " (c)" : "",
                         fold.kind == FoldKind::kFrontMatter ? " (f)" : ""));
  }
  return Join(out, "; ");
}

}  // namespace

TEST_CASE("The outline of a spec: nested sections and their citations") {
  Team team;
  const OpenSpec spec = team.Spec(
      "---\nstatus: draft\n---\n# Export\n\n## Why\n\n[a](call:acme-2026-01-13) [b](call:c-0202)\n\n### "
      "Detail\n\n"
      "[c](call:c-0202)\n\n## \n\nText\n\nUsage\n-----\n\n**Bold**\n\nx\n");
  CHECK(Drawn(DocumentSymbols(spec.snapshot)) == Strings{"Front matter | draft", "Export | 3 citations",
                                                         "  Why | 3 citations", "    Detail | 1 citation",
                                                         "  (no words)", "  Usage", "    Bold"});
}

TEST_CASE("The outline of a short call is its turns; of a call with phases, those") {
  Team team;
  CHECK(Drawn(DocumentSymbols(team.Call(kNordPath), team.world())) ==
        Strings{"Nous ressaisissons tout deux fois, à la main. | Ola Berg · 0:05",
                "Merci beaucoup. | Alex Martin (nous) · 0:10"});
  std::string text = team.TextOf(kAcmePath);
  text.insert(text.find("participants:"),
              "phases: [{kind: pitch, start_ms: 0, end_ms: 455000}, {kind: next_steps, start_ms: 500000, "
              "end_ms: 900000}]\n");
  const auto call = team.Call(text, kAcmePath);
  const Strings drawn = Drawn(DocumentSymbols(call.document, team.world()));
  REQUIRE(drawn.size() == 7);
  CHECK(drawn[0] == "pitch | 1 turn");
  CHECK(drawn[2] == "7:40 | 2 turns");
  CHECK(drawn[5] == "next steps | 1 turn");
}

TEST_CASE("The outline of a long call is grouped") {
  Team team;
  std::string text = "---\naccount: acme\n---\n\n";
  for (int i = 0; i < 90; ++i) text += StrCat("Jane: sentence number ", i, "\n\n");
  const auto call = team.Call(text, kAcmePath);
  const auto symbols = DocumentSymbols(call.document, team.world());
  REQUIRE(symbols.size() == 4);
  CHECK(symbols[0].name == "#1–25");
  CHECK(symbols[0].children.size() == 25);
}

TEST_CASE("The outline of accounts.yaml") {
  Team team;
  const auto accounts = team.Accounts(team.TextOf(kAccountsPath));
  CHECK(Drawn(DocumentSymbols(accounts.document, team.world())) ==
        Strings{"acme | Acme Clinics", "nord | Nordlys Care", "zen | Account 3", "vault | laboratory"});
}

TEST_CASE("Workspace symbols: letters in order, no case, no accents, best first") {
  Team team;
  CHECK(Found(team, "preuves") == Strings{"Preuves clients | Rappels"});
  CHECK(Found(team, "PRÉUVES") == Strings{"Preuves clients | Rappels"});
  CHECK(Found(team, "feat-2").front() == "Alerts | FEAT-2");
  CHECK(Found(team, "acme").front() == "Acme Clinics | clinic_group");
  CHECK(Found(team, "mthly exp") == Strings{"Monthly export | FEAT-1"});
  CHECK(Found(team, "no such thing").empty());
  CHECK(Found(team, "").size() == 3 + 5 + 4);
  CHECK(WorkspaceSymbols(team.world(), "", 2).size() == 2);
}

TEST_CASE("The quick look never hides a heading") {
  for (const char* text :
       {"# Title here\n", "Setext of\ntwo lines\n===\n", "- > ## Nested\n", "**Bold line**\n",
        "1. ### In a list\n", "# R&eacute;sum&eacute;\n", "---\ntitle: Front\n---\ntext\n",
        "\xEF\xBB\xBF# With a mark\n", "# Carriage\r# Return\r", "Été\n---\n", "  # indented *em*\n",
        "text\n\n# [link](x.md) words\n"}) {
    INFO(text);
    const auto document = markdown::Document::Parse(text);
    CHECK((!document.headings().empty() || !document.title().text.empty()));
    CHECK(MayHaveSymbol(text, whyspec::Fold(document.title().text)));
    for (const markdown::Heading& heading : document.headings())
      CHECK(MayHaveSymbol(text, whyspec::Fold(heading.text)));
  }
  CHECK(!MayHaveSymbol("# Title\n\nA long paragraph about exports.\n", "exports"));
}

TEST_CASE("Hidden names cannot be found by searching") {
  Team team;
  for (const char* name : {"zenith", "john", "dorian", "rita", "vault labs"}) {
    INFO(name);
    for (const WorkspaceSymbol& symbol : WorkspaceSymbols(team.world(), name)) {
      CHECK(symbol.location.path != kZenPath);
      CHECK(symbol.location.path != kVaultPath);
      CHECK(symbol.location.path != kAccountsPath);
    }
  }
}

TEST_CASE("A better match has a higher score") {
  CHECK(FuzzyScore("why", "why") > FuzzyScore("why", "the why of it"));
  CHECK(FuzzyScore("why", "the why of it") > FuzzyScore("why", "wanted: hay"));
  CHECK(FuzzyScore("why", "yhw") == 0);
  CHECK(FuzzyScore("", "x") > 0);
  CHECK(FuzzyScore("abc", "ab") == 0);
}

TEST_CASE("The lens over the evidence heading counts, in the spec's language") {
  Team team;
  const auto titles = [&](const OpenSpec& spec) {
    Strings out;
    for (const CodeLens& lens : CodeLenses(spec.snapshot)) {
      const auto title = ResolveCodeLens(spec.snapshot, team.world(), lens.id);
      REQUIRE(title);
      out.push_back(title->title + " @ " + std::string(Cut(spec.text(), lens.range)));
    }
    return out;
  };
  CHECK(titles(team.Spec("# T\n\n## Why\n\nx\n\n## Customer evidence\n\n[a](call:acme-2026-01-13#t=460) "
                         "[b](call:nord-2026-01-20#t=5)\n")) ==
        Strings{"1 prospect · 1 customer · newest 25 days ago · €60k open @ ## Customer evidence"});
  CHECK(titles(team.Spec(team.TextOf(kFrenchSpecPath), kFrenchSpecPath)) ==
        Strings{
            "1 prospect · 1 client · le plus récent il y a 25 jours · 60 k€ en cours @ ## Preuves clients"});
  CHECK(titles(team.Spec("## Customer evidence\n\nNothing.\n")) ==
        Strings{"no call cited yet @ ## Customer evidence"});
  CHECK(titles(team.Spec("# T\n\n## Design\n\nx\n")).empty());
}

TEST_CASE("The lenses of a call") {
  Team team;
  team.Spec("[x](call:acme-2026-01-13)\n");
  const CallDocument call = team.Call(kAcmePath);
  const auto lenses = CodeLenses(call, team.world());
  REQUIRE(lenses.size() == 2);
  const auto whole = ResolveCodeLens(call, team.world(), lenses[0].id);
  CHECK(whole->title == "cited by 3 specs");
  CHECK(whole->locations.size() == 3);
  const auto turn = ResolveCodeLens(call, team.world(), lenses[1].id);
  CHECK(turn->title == "cited by 2 specs");
  CHECK(Cut(call.text, lenses[1].range).starts_with("**Jane Roe** [00:07:40]"));
  CHECK(ResolveCodeLens(team.Call(kNordPath), team.world(), "call")->title == "cité par 2 specs");
  for (const char* id : {"", "turn:", "turn:99", "turn:-1", "turn:1x", "evidence:1", "x"}) {
    CHECK(!ResolveCodeLens(call, team.world(), id));
  }
}

TEST_CASE("Hints after citations, as far as visibility goes") {
  Team team;
  const OpenSpec spec = team.Spec(
      "[a](call:acme-2026-01-13#t=460) [b](call:c-0202#t=80) [c](call:c-0210#t=60) [d](call:nope) "
      "[e](call:nord-2026-01-20)\n");
  Strings labels;
  for (const InlayHint& hint : InlayHints(spec.snapshot, {0, 1000})) {
    labels.push_back(hint.label);
    CHECK(spec.text()[hint.at - 1] == ')');
  }
  CHECK(labels == Strings{"Acme Clinics · ops lead · 13 Jan 2026", "Account 3 · head nurse · 2 Feb 2026",
                          "laboratory · lab manager · 10 Feb 2026", "Nordlys Care · 20 Jan 2026"});
  CHECK(InlayHints(spec.snapshot, {0, 40}).size() == 1);
  CHECK_THAT(ResolveInlayHint(spec.document(), team.world(), "0", Markup::kMarkdown),
             Catch::Matchers::Contains("▶ **Jane Roe"));
  for (const char* id : {"", "x", "99", "-1"}) {
    CHECK(ResolveInlayHint(spec.document(), team.world(), id, Markup::kMarkdown).empty());
  }
}

TEST_CASE("Folding: sections, front matter, comments, code, lists, quotes") {
  const std::string text =
      "---\nid: x\n---\n# T\n\n## Why\n\ntext\n\n\n## List\n\n- a\n- b\n\n> q\n> r\n\n```\ncode\n```\n\n<!-- "
      "a\nb -->\n\n"
      "## Last\n";
  const auto folds = FoldingRanges(markdown::Document::Parse(text));
  CHECK(Folded(folds, text) == "--- (f); # T; ## Why; ## List; - a; > q; ```; <!-- a (c)");
  for (const Fold& fold : folds) CHECK(text[fold.range.end - 1] != '\n');
}

TEST_CASE("Folding a call: front matter, phases, turns") {
  Team team;
  const CallDocument call = team.Call(kNordPath);
  CHECK(Folded(FoldingRanges(call), call.text) ==
        "00:00:05.000 --> 00:00:09.000; 00:00:10.000 --> 00:00:14.000");
  const CallDocument acme = team.Call(kAcmePath);
  CHECK(Folded(FoldingRanges(acme), acme.text) == "--- (f)");
}

TEST_CASE("Selections grow from the word to the document") {
  const test::CursorText marked = test::ParseCursorText(
      "# T\n\n## Why\n\nOne thing. Two “qu<|>oted words” here. Three.\n\n## Other\n\nx\n");
  Strings shown;
  for (const TextRange range : SelectionRanges(markdown::Document::Parse(marked.text), marked.at())) {
    shown.emplace_back(Cut(marked.text, range));
  }
  REQUIRE(shown.size() >= 7);
  CHECK(shown[0] == "quoted");
  CHECK(shown[1] == "quoted words");
  CHECK(shown[2] == "“quoted words”");
  CHECK(shown[3] == "Two “quoted words” here.");
  CHECK(shown[4] == "One thing. Two “quoted words” here. Three.");
  CHECK(shown.back() == marked.text);
  CHECK(std::find_if(shown.begin(), shown.end(),
                     [](const std::string& text) { return text.starts_with("## Why"); }) != shown.end());
}

TEST_CASE("A selection in a deep nest of quotes stays short") {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += '>';
  text += " deep\n";
  const auto ranges = SelectionRanges(markdown::Document::Parse(text), static_cast<Offset>(text.size() - 2));
  CHECK(ranges.size() < 60);
  CHECK(ranges.back() == TextRange{0, static_cast<Offset>(text.size())});
}

TEST_CASE("Tokens of citations: id and anchor, dead ones marked") {
  Team team;
  const OpenSpec spec = team.Spec(
      "[a](call:acme-2026-01-13#t=460) [b][r] [c][r] [d](call:nope#t=1) [e](call:acme-2026-01-13#t=9999) "
      "`[f](call:c-0202)`\n\n[r]: ../calls/nord-2026-01-20.vtt\n");
  Strings shown;
  for (const SemanticToken& token : SemanticTokens(spec.snapshot)) {
    shown.push_back(StrCat(Cut(spec.text(), token.range), token.kind == TokenKind::kAnchor ? " anchor" : "",
                           token.unresolved ? " dead" : ""));
  }
  CHECK(shown == Strings{"acme-2026-01-13", "#t=460 anchor", "nope dead", "#t=1 anchor dead",
                         "acme-2026-01-13", "#t=9999 anchor dead", "../calls/nord-2026-01-20.vtt"});
  CHECK(SemanticTokens(spec.snapshot, TextRange{0, 12}).size() == 1);
}

}  // namespace whyspec::features
