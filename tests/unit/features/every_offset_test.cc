// Every feature at every offset of generated documents: an answer or nothing, ranges
// inside the text, edits that do not overlap.
#include <catch2/catch.hpp>
#include <random>

#include "base/unicode.h"
#include "features/code_action.h"
#include "features/code_lens.h"
#include "features/completion.h"
#include "features/definition.h"
#include "features/document_link.h"
#include "features/file_rename.h"
#include "features/folding.h"
#include "features/highlight.h"
#include "features/hover.h"
#include "features/inlay_hint.h"
#include "features/references.h"
#include "features/rename.h"
#include "features/selection.h"
#include "features/semantic_tokens.h"
#include "features/spots.h"
#include "features/symbols.h"
#include "features/workspace_edits.h"
#include "team.h"

namespace whyspec::features {
namespace {

constexpr std::string_view kPieces[] = {
    "---\nid: x\nstatus: draft\nwaivers:\n  - rule: evidence/stale\n    reason: y\n---\n",
    "---\nstat",
    "---\r\npersonas: [ops_lead, \r\n---\r\n",
    "# Title\n\n",
    "## Why\n\nBecause “they copy the figures by hand every month” ([P1](call:acme-2026-01-13#t=460)).\n\n",
    "## Customer evidence\n\n- [a](call:c-0202#t=80)\n- [b](call:c-0210)\n  1. [c](call:nope#t=)\n\n",
    "Usage\n-----\n\nText 👩‍⚕️ with é and 日本語 [d][r], [r] and "
    "<call:nord-2026-01-20#turn=1>.\n\n",
    "[r]: <../calls/nord-2026-01-20.vtt#t=00:00:05>\n",
    "> We copy the figures by hand from two systems every month.\n> — [P1](call:acme-2026-01-13#t=460)\n\n",
    "<!-- whyspec-disable-next-line evidence/stale: reason -->\n",
    "<!-- whyspec-disable evi",
    "```\n[x](call:acme-2026-01-13)\n```\n",
    "| a | [t](call:hostile#t=20) |\n|---|---|\n",
    "[half](call:acme-20",
    "[half](call:acme-2026-01-13#t=4",
    "[",
    "](",
    "##",
    "**Bold line**\n\n",
    "\r\n",
    "\r",
    "\n\n",
    "\xEF\xBB\xBF",
    "\xF0\x9F",
    "\xFF\xFE",
    "# Pourquoi\n\nPlusieurs clients le demandent, le PDG aussi.\n\n## Preuves clients\n\n« Nous "
    "ressaisissons tout deux fois. »\n",
    "\\[x\\](call:acme) &lt; `code` *em* ![img](../pic.png) https://example.org\n",
    "\t- tab\n\t\t- [x] task\n",
};

std::string Generated(std::mt19937& random) {
  std::string text;
  const std::size_t count = 1 + random() % 8;
  for (std::size_t i = 0; i < count; ++i) text += kPieces[random() % std::size(kPieces)];
  if (random() % 4 == 0) text.resize(random() % (text.size() + 1));
  if (random() % 8 == 0) text.insert(random() % (text.size() + 1), 1, '\0');
  if (random() % 6 == 0) {
    std::string crlf;
    for (const char c : text) crlf += c == '\n' ? "\r\n" : std::string(1, c);
    text = crlf;
  }
  return text;
}

class Checker {
 public:
  explicit Checker(Team& team) : team_(team) {}

  void Inside(TextRange range, std::size_t size) {
    if (range.begin > range.end || range.end > size) FAIL("range " << range.begin << "-" << range.end);
  }
  void Inside(const Location& location) { Inside(location.range, team_.TextOf(location.path).size()); }
  void Edits(const std::vector<TextEdit>& edits, std::size_t size) {
    if (!Sorted(edits, size)) FAIL("edits overlap or lie outside");
  }
  void Edits(const WorkspaceEdit& edit) {
    for (const FileEdits& file : edit.files) Edits(file.edits, team_.TextOf(file.path).size());
  }
  void Clean(const std::string& text) {
    if (!IsValidUtf8(text)) FAIL("not UTF-8");
    for (const char c : text) {
      if (static_cast<unsigned char>(c) < 0x20 && c != '\n') FAIL("control character");
    }
  }
  void Symbols(const std::vector<DocumentSymbol>& symbols, TextRange within, int depth = 1) {
    if (depth > 6) FAIL("symbols too deep");
    for (const DocumentSymbol& symbol : symbols) {
      if (symbol.name.empty()) FAIL("symbol without name");
      if (!within.Contains(symbol.range) || !symbol.range.Contains(symbol.selection)) FAIL("symbol outside");
      Symbols(symbol.children, symbol.range, depth + 1);
    }
  }
  void Chain(const std::vector<TextRange>& chain, std::size_t size) {
    if (chain.empty() || chain.back() != TextRange{0, static_cast<Offset>(size)})
      FAIL("chain does not end in the text");
    for (std::size_t i = 1; i < chain.size(); ++i) {
      if (!chain[i].Contains(chain[i - 1]) || chain[i] == chain[i - 1]) FAIL("chain does not grow");
    }
  }
  void Completed(const Completion& completion, std::string_view text, Offset at) {
    if (completion.items.size() > kMaxCompletionItems) FAIL("too many items");
    std::string last;
    for (const CompletionItem& item : completion.items) {
      Inside(item.range, text.size());
      const Offset cursor = ClampToCharacter(text, at);
      if (!item.range.Touches(cursor)) FAIL("completion away from the cursor");
      if (Cut(text, item.range).find_first_of("\r\n") != std::string_view::npos)
        FAIL("completion over lines at " << at << ": " << item.range.begin << "-" << item.range.end << " "
                                         << item.label);
      if (item.label.empty() || item.text.empty()) FAIL("empty item");
      if (item.sort_key < last) FAIL("not sorted");
      last = item.sort_key;
      Clean(item.label);
      Clean(item.detail);
      Clean(item.description);
    }
  }

  void Whole(const OpenSpec& spec) {
    const std::string_view text = spec.text();
    const TextRange all{0, static_cast<Offset>(text.size())};
    WorkspaceWorld& world = team_.world();
    Symbols(DocumentSymbols(spec.snapshot), all);
    for (const Fold& fold : FoldingRanges(spec.snapshot.spec->document)) Inside(fold.range, text.size());
    Offset last = 0;
    for (const SemanticToken& token : SemanticTokens(spec.snapshot)) {
      Inside(token.range, text.size());
      if (token.range.empty() || token.range.begin < last) FAIL("tokens overlap");
      last = token.range.end;
    }
    for (const InlayHint& hint : InlayHints(spec.snapshot, all)) {
      Inside({hint.at, hint.at}, text.size());
      Clean(ResolveInlayHint(spec.document(), world, hint.id, Markup::kMarkdown));
    }
    for (const DocumentLink& link : DocumentLinks(spec.snapshot, world)) Inside(link.range, text.size());
    for (const CodeLens& lens : CodeLenses(spec.snapshot)) {
      Inside(lens.range, text.size());
      if (!ResolveCodeLens(spec.snapshot, world, lens.id)) FAIL("lens without title");
    }
    for (const CodeAction& action : CodeActionsAt(spec.document(), world, all)) {
      if (action.title.empty()) FAIL("action without title");
      const auto edit = ResolveCodeAction(spec.document(), world, action.id);
      if (!edit) FAIL("action without edit: " << action.title);
      Edits(edit->edits, text.size());
      if (!edit->snippet.empty() && edit->snippet_edit >= edit->edits.size()) FAIL("snippet of no edit");
    }
    const FileRename move{.from = "/team/specs", .to = "/team/elsewhere/specs"};
    Edits(EditsForFileRenames(world, {&move, 1}));
  }

  void At(const OpenSpec& spec, Offset at) {
    const std::string_view text = spec.text();
    WorkspaceWorld& world = team_.world();
    for (const Markup markup : {Markup::kMarkdown, Markup::kPlainText}) {
      if (const auto hover = HoverAt(spec.document(), world, at, markup)) {
        Inside(hover->range, text.size());
        Clean(hover->contents);
        if (hover->contents.empty()) FAIL("empty hover");
      }
    }
    Completed(CompleteAt(spec.snapshot, world, at), text, at);
    for (const Definition& definition : DefinitionAt(spec.snapshot, world, at)) {
      Inside(definition.origin, text.size());
      if (!definition.target.range.Contains(definition.selection)) FAIL("selection outside target");
    }
    for (const Location& location : ReferencesAt(spec.snapshot, world, at, true)) Inside(location);
    for (const Highlight& highlight : HighlightsAt(spec.snapshot, at)) Inside(highlight.range, text.size());
    Chain(SelectionRanges(spec.snapshot.spec->document, at), text.size());
    if (const auto target = PrepareRename(spec.snapshot, world, at)) {
      Inside(target->range, text.size());
      if (!target->range.Touches(at)) FAIL("rename away from the cursor");
      const auto renamed = Rename(spec.snapshot, world, at, "brand-new");
      if (!renamed.ok()) FAIL(renamed.error().message);
      Edits(*renamed);
    }
    if (at % 5 == 0) {
      for (const CodeAction& action : CodeActionsAt(spec.document(), world, {at, at})) Clean(action.title);
    }
  }

  void At(const CallDocument& call, Offset at) {
    WorkspaceWorld& world = team_.world();
    if (const auto hover = HoverAt(call, world, at, Markup::kMarkdown)) {
      Inside(hover->range, call.text.size());
      Clean(hover->contents);
    }
    Completed(CompleteAt(call, world, at), call.text, at);
    for (const Definition& definition : DefinitionAt(call, world, at))
      Inside(definition.origin, call.text.size());
    for (const Location& location : ReferencesAt(call, world, at, true)) Inside(location);
    for (const Highlight& highlight : HighlightsAt(call, at)) Inside(highlight.range, call.text.size());
    Chain(SelectionRanges(call, at), call.text.size());
    if (const auto target = PrepareRename(call, world, at)) Inside(target->range, call.text.size());
  }

  void Whole(const CallDocument& call) {
    const TextRange all{0, static_cast<Offset>(call.text.size())};
    Symbols(DocumentSymbols(call, team_.world()), all);
    for (const Fold& fold : FoldingRanges(call)) Inside(fold.range, call.text.size());
    for (const DocumentLink& link : DocumentLinks(call, team_.world())) Inside(link.range, call.text.size());
    for (const CodeLens& lens : CodeLenses(call, team_.world())) {
      Inside(lens.range, call.text.size());
      if (!ResolveCodeLens(call, team_.world(), lens.id)) FAIL("lens without title");
    }
  }

 private:
  Team& team_;
};

}  // namespace

TEST_CASE("Every feature answers at every offset of any spec") {
  Team team;
  Checker check(team);
  std::mt19937 random(20260214);
  for (int round = 0; round < 60; ++round) {
    const std::string text = Generated(random);
    INFO("round " << round << "\n" << text);
    team.Put(kSpecPath, text);
    OpenSpec spec{.snapshot = team.workspace().SnapshotOf(kSpecPath).value(), .checked = {}, .marked = {}};
    spec.checked = engine::Check(spec.snapshot);
    check.Whole(spec);
    for (Offset at = 0; at <= text.size(); ++at) check.At(spec, at);
    check.At(spec, static_cast<Offset>(text.size() + 100));
  }
  SUCCEED();
}

TEST_CASE("Every feature answers at every offset of any call") {
  Team team;
  Checker check(team);
  std::mt19937 random(2026);
  const std::string calls[] = {team.TextOf(kAcmePath), team.TextOf(kNordPath), team.TextOf(kHostilePath)};
  const std::string paths[] = {kAcmePath, kNordPath, kHostilePath};
  for (int round = 0; round < 45; ++round) {
    const std::size_t which = random() % 3;
    std::string text = calls[which];
    for (std::size_t i = random() % 6; i > 0; --i) {
      const std::size_t at = random() % (text.size() + 1);
      switch (random() % 4) {
        case 0:
          text.erase(at, random() % 40);
          break;
        case 1:
          text.insert(at, 1, static_cast<char>(random() % 256));
          break;
        case 2:
          text.insert(at, text.substr(random() % text.size(), random() % 60));
          break;
        default:
          text.resize(at);
      }
      if (text.empty()) break;
    }
    INFO("round " << round << "\n" << text);
    team.Put(paths[which], text);
    const auto call = OpenCall(team.world(), paths[which]);
    if (!call) continue;
    check.Whole(*call);
    for (Offset at = 0; at <= text.size(); ++at) check.At(*call, at);
    // Specs that cite it must hold too.
    check.Whole(OpenSpec{
        .snapshot = team.workspace().SnapshotOf(kOtherSpecPath).value(), .checked = {}, .marked = {}});
  }
  SUCCEED();
}

TEST_CASE("accounts.yaml at every offset, whole and broken") {
  Team team;
  Checker check(team);
  const std::string whole = team.TextOf(kAccountsPath);
  for (const std::string& text :
       {whole, whole.substr(0, 100), std::string("- id: [\n"), std::string("accounts:\n  - id: a\n"),
        std::string("just words"), std::string()}) {
    INFO(text);
    const auto opened = team.Accounts(text);
    check.Symbols(DocumentSymbols(opened.document, team.world()), {0, static_cast<Offset>(text.size())});
    for (Offset at = 0; at <= text.size(); ++at) {
      if (const auto hover = HoverAt(opened.document, team.world(), at, Markup::kMarkdown))
        check.Clean(hover->contents);
      for (const Location& location : ReferencesAt(opened.document, team.world(), at, true))
        check.Inside(location);
      for (const Definition& d : DefinitionAt(opened.document, team.world(), at)) check.Inside(d.target);
      if (PrepareRename(opened.document, team.world(), at)) {
        const auto edit = Rename(opened.document, team.world(), at, "brand-new");
        REQUIRE(edit.ok());
        check.Edits(*edit);
      }
    }
  }
}

}  // namespace whyspec::features
