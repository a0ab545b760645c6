#include "features/code_action.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "features/markdown_escape.h"
#include "team.h"

namespace whyspec::features {
namespace {

using Catch::Matchers::Contains;

std::vector<CodeAction> Offered(Team& team, const OpenSpec& spec) {
  const TextRange range =
      spec.marked.ranges.empty() ? TextRange{spec.at(), spec.at()} : spec.marked.ranges[0];
  return CodeActionsAt(spec.document(), team.world(), range);
}

const CodeAction* Find(const std::vector<CodeAction>& actions, std::string_view title) {
  for (const CodeAction& action : actions) {
    if (action.title.find(title) != std::string::npos) return &action;
  }
  return nullptr;
}

// The text after an action; with `reason`, as a client with snippets would have it.
std::string Done(Team& team, const OpenSpec& spec, const CodeAction& action, bool reason = false) {
  auto edit = ResolveCodeAction(spec.document(), team.world(), action.id);
  REQUIRE(edit);
  if (reason && !edit->snippet.empty()) {
    edit->edits[edit->snippet_edit].text = PlainFromSnippet(edit->snippet);
  }
  std::vector<bool> applied;
  std::string text = ApplyEdits(spec.text(), edit->edits, &applied);
  CHECK(std::find(applied.begin(), applied.end(), false) == applied.end());
  return text;
}

std::size_t Times(const OpenSpec& spec, std::string_view rule) {
  return static_cast<std::size_t>(std::count_if(spec.checked.findings.begin(), spec.checked.findings.end(),
                                                [&](const auto& finding) { return finding.rule == rule; }));
}

constexpr std::string_view kMany = R"md(---
id: FEAT-1
status: review
personas: [ops_lead]
---
# Monthly export

## Why

The CEO asked for it.

## Customer evidence

- [gone](call:nope#t=1)
- second item with
  [late](call:acme-2026-01-13#t=9999)

  and a second paragraph with [nowhere](call:nada)

1. > A quote of five words or more by nobody.

> An older quote that nobody is known to have said.

Text with [one](call:zip) and [two](call:zap).

| a | b |
|---|---|
| [x](call:table) | y |

## Expected usage

It will be intuitive and [r].

[r]: call:ref#t=1
)md";

}  // namespace

TEST_CASE("Fixes of findings come first, the first of each preferred") {
  Team team;
  const OpenSpec spec = team.Spec("# T\n\n[a](call:acme-2026-01-1<|>4#t=460)\n");
  const auto actions = Offered(team, spec);
  REQUIRE(!actions.empty());
  CHECK(actions[0].preferred);
  CHECK(actions[0].kind == ActionKind::kQuickFix);
  REQUIRE(actions[0].findings.size() == 1);
  CHECK(spec.checked.findings[actions[0].findings[0]].rule == "citation/unknown-call");
  CHECK(Done(team, spec, actions[0]) == "# T\n\n[a](call:acme-2026-01-13#t=460)\n");
}

TEST_CASE("A missing section can be added from anywhere") {
  Team team;
  const OpenSpec spec = team.Spec("# T\n\n## Why\n\nBecause th<|>ey lose hours.\n");
  const auto actions = Offered(team, spec);
  const CodeAction* add = Find(actions, "Add the section \"Expected usage\"");
  REQUIRE(add != nullptr);
  CHECK(add->kind == ActionKind::kRewrite);
  CHECK(!add->preferred);
  const OpenSpec after = team.Spec(Done(team, spec, *add));
  CHECK(Times(after, "section/missing-usage") == 0);
}

TEST_CASE("A link is written as path or as call:, and back") {
  Team team;
  const OpenSpec by_id = team.Spec("[a<|>](call:acme-2026-01-13#t=460)\n");
  const auto to_path = Offered(team, by_id);
  REQUIRE(Find(to_path, "as the path") != nullptr);
  CHECK(Done(team, by_id, *Find(to_path, "as the path")) == "[a](../calls/acme-2026-01-13.md#t=460)\n");
  const OpenSpec by_path = team.Spec("[a<|>][r]\n\n[r]: <../calls/acme-2026-01-13.md#t=460>\n");
  const auto to_id = Offered(team, by_path);
  REQUIRE(Find(to_id, "as call:") != nullptr);
  CHECK(Done(team, by_path, *Find(to_id, "as call:")) == "[a][r]\n\n[r]: <call:acme-2026-01-13#t=460>\n");
  const OpenSpec autolink = team.Spec("<call:acme<|>-2026-01-13>\n");
  CHECK(Find(Offered(team, autolink), "as the path") == nullptr);
}

TEST_CASE("Every finding can be silenced where it stands, and nothing else changes") {
  Team team;
  for (const std::string line_end : {"\n", "\r\n"}) {
    std::string text;
    for (const char c : kMany) text += c == '\n' ? line_end : std::string(1, c);
    const OpenSpec spec = team.Spec(text);
    REQUIRE(spec.checked.findings.size() >= 10);
    std::size_t silenced = 0;
    for (std::size_t i = 0; i < spec.checked.findings.size(); ++i) {
      const rules::Finding& finding = spec.checked.findings[i];
      const auto actions = CodeActionsAt(spec.document(), team.world(), finding.range);
      for (const char* kind :
           {" here, with a reason", " in this file, with a reason", " in the front matter"}) {
        const auto action = std::find_if(actions.begin(), actions.end(), [&](const CodeAction& candidate) {
          return candidate.title.find(kind) != std::string::npos &&
                 std::find(candidate.findings.begin(), candidate.findings.end(), i) !=
                     candidate.findings.end();
        });
        INFO(finding.rule << " at " << finding.range.begin << kind);
        REQUIRE(action != actions.end());
        const std::string done = Done(team, spec, *action, true);
        INFO(done);
        CHECK(done.find(line_end == "\n" ? "\r" : "\n\n\n\n") == std::string::npos);
        const OpenSpec after = team.Spec(done);
        CHECK(Times(after, finding.rule) <= Times(spec, finding.rule) - action->findings.size());
        CHECK(Times(after, "meta/waiver") == 0);
        CHECK(Times(after, "meta/front-matter") == 0);
        // Other rules find what they found: the document still reads the same.
        CHECK(after.checked.findings.size() + action->findings.size() <= spec.checked.findings.size());
        CHECK(after.checked.findings.size() + Times(spec, finding.rule) >= spec.checked.findings.size());
        CHECK(after.snapshot.spec->document.blocks().size() <=
              spec.snapshot.spec->document.blocks().size() + 1);
        ++silenced;
      }
      team.Spec(text);
    }
    CHECK(silenced >= 30);
  }
}

TEST_CASE("Without snippets the reason is left empty and asked for") {
  Team team;
  const OpenSpec spec = team.Spec("# T\n\n[a](call:nop<|>e)\n");
  const auto actions = Offered(team, spec);
  const std::string text = Done(team, spec, *Find(actions, "Silence citation/unknown-call here"));
  CHECK(text == "# T\n\n<!-- whyspec-disable-next-line citation/unknown-call:  -->\n[a](call:nope)\n");
  CHECK(Times(team.Spec(text), "meta/waiver") == 1);
}

TEST_CASE("A waiver goes into front matter of every shape") {
  Team team;
  const std::string body = "# T\n\n[a](call:nope)\n";
  for (const std::string head :
       {"", "---\n---\n", "---\nid: x\n---\n", "---\nid: x\nwaivers:\n---\n",
        "---\nwaivers: []\nid: x\n---\n",
        "---\nwaivers:\n  - rule: section/missing-why\n    reason: later\nid: x\n---\n",
        "---\nwaivers:\n- rule: section/missing-why\n  reason: later\n---\n",
        "---\nwaivers:\n  - {rule: section/missing-why, reason: later}\n---\n", "---\r\nid: x\r\n---\r\n",
        "\xEF\xBB\xBF"}) {
    INFO(head);
    const OpenSpec spec = team.Spec(head + body);
    const auto at = static_cast<Offset>(spec.text().find("nope"));
    const auto actions = CodeActionsAt(spec.document(), team.world(), {at, at});
    const CodeAction* waive = Find(actions, "Waive citation/unknown-call");
    REQUIRE(waive != nullptr);
    const std::string done = Done(team, spec, *waive, true);
    INFO(done);
    const OpenSpec after = team.Spec(done);
    REQUIRE(after.snapshot.spec->document.front_matter() != nullptr);
    CHECK(after.snapshot.spec->document.front_matter()->yaml.ok());
    CHECK(Times(after, "citation/unknown-call") == 0);
    CHECK(Times(after, "meta/front-matter") == 0);
    CHECK(after.snapshot.spec->meta.waivers.size() == spec.snapshot.spec->meta.waivers.size() + 1);
  }
  const OpenSpec broken = team.Spec("---\nid: [x\n---\n# T\n\n[a](call:nop<|>e)\n");
  CHECK(Find(Offered(team, broken), "Waive citation/unknown-call") == nullptr);
}

TEST_CASE("Fix all applies what needs no judgement, in one edit") {
  Team team;
  const OpenSpec spec = team.Spec(
      "---\nstatsu: draft\n---\n# T\n\n<!-- whyspec-disable-next-line quote/reworded: old -->\n\nTe<|>xt.\n");
  const auto actions = Offered(team, spec);
  const CodeAction* all = Find(actions, "Fix all");
  REQUIRE(all != nullptr);
  CHECK(all->kind == ActionKind::kFixAll);
  const auto edit = ResolveCodeAction(spec.document(), team.world(), all->id);
  REQUIRE(edit);
  REQUIRE(edit->edits.size() == 1);
  const OpenSpec after = team.Spec(ApplyEdits(spec.text(), edit->edits));
  for (const rules::Finding& finding : after.checked.findings) {
    for (const rules::Fix& fix : finding.fixes) CHECK(!fix.automatic);
  }
  const OpenSpec none = team.Spec(WithCursorAt(kMany, "Text with"));
  for (const rules::Finding& finding : none.checked.findings) {
    for (const rules::Fix& fix : finding.fixes) REQUIRE(!fix.automatic);
  }
  CHECK(Find(Offered(team, none), "Fix all") == nullptr);
}

TEST_CASE("An action of another version is refused") {
  Team team;
  const OpenSpec before = team.Spec("# T\n\n[a](call:nop<|>e)\n");
  const auto actions = Offered(team, before);
  const OpenSpec after = team.Spec("# Title\n\n[a](call:nope)\n");
  for (const CodeAction& action : actions)
    CHECK(!ResolveCodeAction(after.document(), team.world(), action.id));
  const std::string hash = actions[0].id.substr(0, 16);
  for (const std::string& id :
       {std::string(), hash, hash + ":fix:9999:0", hash + ":fix:0:99", hash + ":fix:x:0",
        hash + ":to-id:77:0", hash + ":what:0:0", hash + ":fix:0:0:0"}) {
    CHECK(!ResolveCodeAction(before.document(), team.world(), id));
  }
}

}  // namespace whyspec::features
