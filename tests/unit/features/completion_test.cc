#include "features/completion.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "features/markdown_escape.h"
#include "team.h"

namespace whyspec::features {
namespace {

using Catch::Matchers::Contains;

struct Completed {
  std::string text;
  Completion completion;

  const CompletionItem* Find(std::string_view label) const {
    for (const CompletionItem& item : completion.items) {
      if (item.label == label) return &item;
    }
    return nullptr;
  }
  std::vector<std::string> Labels() const {
    std::vector<std::string> out;
    for (const CompletionItem& item : completion.items) out.push_back(item.label);
    return out;
  }
  // The text after taking an item.
  std::string Taken(const CompletionItem& item) const { return ApplyEdits(text, {{item.range, item.text}}); }
};

Completed At(Team& team, std::string_view marked) {
  const OpenSpec spec = team.Spec(marked);
  return {.text = std::string(spec.text()), .completion = CompleteAt(spec.snapshot, team.world(), spec.at())};
}

}  // namespace

TEST_CASE("Call ids after call:, newest first") {
  Team team;
  const Completed got = At(team, "# T\n\n## Why\n\nThey copy ([x](call:<|>");
  REQUIRE(got.Labels() ==
          std::vector<std::string>{"c-0210", "c-0202", "nord-2026-01-20", "acme-2026-01-13", "hostile"});
  const CompletionItem& acme = *got.Find("acme-2026-01-13");
  CHECK(acme.detail == "First discovery");
  CHECK(acme.description == "Acme Clinics · 13 Jan 2026");
  CHECK(acme.ask_again);
  CHECK(got.Taken(acme) == "# T\n\n## Why\n\nThey copy ([x](call:acme-2026-01-13");
}

TEST_CASE("Every form of a link is completed, half typed or whole") {
  Team team;
  for (const char* text :
       {"[x](call:ac<|>", "[x](call:ac<|>)", "[x](<call:ac<|>>)", "<call:ac<|>>", "<call:ac<|>",
        "[x]: call:ac<|>", "[x]: <call:ac<|>>", "[x](ac<|>)", "(call:ac<|>", "[x](call:ac<|>me)",
        "- item [x](call:ac<|>", "| a | [x](call:ac<|> |", "> quote [x](call:ac<|>"}) {
    INFO(text);
    const Completed got = At(team, text);
    const CompletionItem* acme = got.Find("acme-2026-01-13");
    REQUIRE(acme != nullptr);
    const std::string taken = got.Taken(*acme);
    CHECK_THAT(taken, Contains("call:acme-2026-01-13"));
    CHECK_THAT(taken, !Contains("call:call:") && !Contains("13me"));
  }
}

TEST_CASE("Nothing is offered in code, in words and in finished links") {
  Team team;
  for (const char* text :
       {"```\n[x](call:<|>\n```\n", "`[x](call:<|>`", "plain words<|>", "call (see<|>", "[x](https://ex<|>",
        "[a finished <|>link](x.md)", "- [ <|>", "[^note<|>", "![image<|>"}) {
    INFO(text);
    const Completed got = At(team, text);
    CHECK(got.Find("acme-2026-01-13") == nullptr);
    CHECK(std::none_of(got.completion.items.begin(), got.completion.items.end(),
                       [](const auto& item) { return item.kind == CompletionKind::kCitation; }));
  }
}

TEST_CASE("Paths of call files, relative to the spec") {
  Team team;
  const Completed got = At(team, "[x](../calls/nor<|>)");
  REQUIRE(got.completion.items.size() == 1);
  CHECK(got.Taken(got.completion.items[0]) == "[x](../calls/nord-2026-01-20.vtt)");
}

TEST_CASE("Anchors: the turns nearest to the sentence come first") {
  Team team;
  const Completed got =
      At(team, "# T\n\n## Why\n\nThe export was wrong and cost money [x](call:acme-2026-01-13#<|>");
  REQUIRE(got.completion.items.size() == 4);
  const CompletionItem& best = got.completion.items[0];
  CHECK(best.label == "“Last month the export was wrong and we paid for it twice.”");
  CHECK(best.detail == "Jane Roe, ops lead · 8:10");
  CHECK(best.preselect);
  CHECK(got.Taken(best) ==
        "# T\n\n## Why\n\nThe export was wrong and cost money [x](call:acme-2026-01-13#t=490)");
  // Without anything in common they stand in the order of the call.
  CHECK(got.completion.items[1].description == "#t=450");
}

TEST_CASE("An anchor is replaced whole and closed once") {
  Team team;
  const Completed got = At(team, "[x](call:acme-2026-01-13#t=4<|>6,470) more");
  const auto item = std::find_if(got.completion.items.begin(), got.completion.items.end(),
                                 [](const auto& i) { return i.description == "#t=490"; });
  REQUIRE(item != got.completion.items.end());
  CHECK(got.Taken(*item) == "[x](call:acme-2026-01-13#t=490) more");
}

TEST_CASE("Anchors of calls without names or words") {
  Team team;
  const Completed alias = At(team, "[x](call:c-0202#<|>)");
  REQUIRE(alias.completion.items.size() == 2);
  for (const CompletionItem& item : alias.completion.items) {
    for (const char* name : {"John", "Dorian", "enith"}) {
      CHECK_THAT(item.label + item.detail + item.description + item.filter_text, !Contains(name));
    }
  }
  const Completed aggregate = At(team, "[x](call:c-0210#<|>)");
  REQUIRE(aggregate.completion.items.size() == 1);
  CHECK(aggregate.completion.items[0].label == "a participant, lab manager");
}

TEST_CASE("Whole citations after [ in why and evidence") {
  Team team;
  const Completed got = At(team, "# T\n\n## Why\n\nFigures are copied by hand every month [<|>].\n");
  REQUIRE(!got.completion.items.empty());
  const CompletionItem& best = got.completion.items[0];
  CHECK(best.snippet == "[${1:P1, ops lead}](call:acme-2026-01-13#t=460)$0");
  CHECK(best.text == PlainFromSnippet(best.snippet));
  CHECK(got.Taken(best) ==
        "# T\n\n## Why\n\nFigures are copied by hand every month [P1, ops "
        "lead](call:acme-2026-01-13#t=460).\n");
  // A label never names anyone, even where a hover may.
  for (const CompletionItem& item : got.completion.items) CHECK_THAT(item.text, !Contains("Jane"));
  CHECK(
      At(team, "# T\n\n## Design\n\nFigures are copied by hand every month [<|>\n").completion.items.empty());
}

TEST_CASE("Typing inside the bracket narrows the search") {
  Team team;
  const Completed got = At(team, "# T\n\n## Pourquoi\n\nLe client est fatigué [ressaisissons<|>\n");
  REQUIRE(!got.completion.items.empty());
  CHECK_THAT(got.completion.items[0].text, Contains("call:nord-2026-01-20#t="));
}

TEST_CASE("Missing sections after #, with their body") {
  Team team;
  const Completed got = At(team, "# T\n\n## Why\n\nBecause.\n\n##<|>\n");
  REQUIRE(got.Labels() == std::vector<std::string>{"Customer evidence", "Expected usage"});
  const CompletionItem& item = got.completion.items[0];
  CHECK(item.text == PlainFromSnippet(item.snippet).substr(0, item.text.size()));
  CHECK_THAT(got.Taken(item), Contains("\n\n## Customer evidence\n\n"));
  CHECK(At(team, "# T\n\n#<|>\n").completion.items[0].text.starts_with("## "));
  CHECK(At(team, "```\n# <|>\n```\n").completion.items.empty());
}

TEST_CASE("Sections of a French spec are offered in French") {
  Team team;
  const Completed got =
      At(team, "---\nlanguage: fr\n---\n# Export\r\n\r\n## Pourquoi\r\n\r\nParce que.\r\n\r\n## Us<|>\r\n");
  REQUIRE(!got.completion.items.empty());
  CHECK_THAT(got.completion.items[0].label, Contains("sage"));
}

TEST_CASE("Front matter: keys") {
  Team team;
  const Completed got = At(team, "---\nid: x\nst<|>\n---\n# T\n");
  REQUIRE(got.Find("status") != nullptr);
  CHECK(got.completion.items[0].label == "status");
  CHECK(got.Taken(*got.Find("status")) == "---\nid: x\nstatus: \n---\n# T\n");
  CHECK(At(team, "---\nid: x\n<|>\n---\n").Find("id") == nullptr);
  CHECK(At(team, "---\nid: x\n<|>").Find("status") != nullptr);
  const Completed renamed = At(team, "---\nst<|>: draft\n---\n");
  CHECK(renamed.Taken(*renamed.Find("status")) == "---\nstatus: draft\n---\n");
}

TEST_CASE("Front matter: values") {
  Team team;
  CHECK(At(team, "---\nstatus: <|>\n---\n").Labels().size() == 7);
  CHECK(At(team, "---\nstatus: dr<|>\n---\n").Labels() == std::vector<std::string>{"draft"});
  CHECK(At(team, "---\nstatus: dr<|>").Labels() == std::vector<std::string>{"draft"});
  for (const char* text :
       {"---\npersonas: [ops_lead, contr<|>]\n---\n", "---\npersonas:\n  - contr<|>\n---\n",
        "---\npersonas:\n- contr<|>\n---\n", "---\nusage:\n  actors: [contr<|>\n---\n"}) {
    INFO(text);
    CHECK(At(team, text).Labels() == std::vector<std::string>{"controller"});
  }
  CHECK(At(team, "---\nsegments: [clin<|>]\n---\n").Labels() == std::vector<std::string>{"clinic_group"});
  CHECK(At(team, "---\nprofile: kep<|>\n---\n").Find("kep") != nullptr);
  CHECK(At(team, "---\nsee_also: [FEAT<|>]\n---\n").Labels() == std::vector<std::string>{"FEAT-2", "FEAT-3"});
}

TEST_CASE("Front matter: waivers, wherever their dashes stand") {
  Team team;
  CHECK(At(team, "---\nwaivers:\n  - <|>\n---\n").Labels() ==
        std::vector<std::string>{"rule", "reason", "by", "until"});
  for (const char* text :
       {"---\nwaivers:\n  - rule: evidence/sta<|>\n---\n", "---\nwaivers:\n- rule: evidence/sta<|>\n---\n",
        "---\nid: x\nwaivers:\n  - reason: y\n    rule: evidence/sta<|>\n---\n",
        "---\nwaivers:\n  - rule: a/b\n    reason: c\n  - rule: evidence/sta<|>\n---\n"}) {
    INFO(text);
    const Completed got = At(team, text);
    REQUIRE(!got.completion.items.empty());
    CHECK(got.completion.items[0].label == "evidence/stale");
  }
  CHECK(At(team, "---\nwaivers:\n  - rule: a/b\n    unt<|>\n---\n").Find("until") != nullptr);
  CHECK(At(team, "---\nwaivers:\n  - rule: a/b\n    until: <|>\n---\n").Labels() ==
        std::vector<std::string>{"2026-05-15"});
}

TEST_CASE("Suppression comments: word, rule, and a stop for the reason") {
  Team team;
  CHECK(At(team, "# T\n\n<!-- whyspec-dis<|>").Labels().size() == 3);
  CHECK(At(team, "# T\n\n<!--<|>-->").Find("whyspec-disable-file") != nullptr);
  const Completed rule = At(team, "# T\n\n<!-- whyspec-disable-next-line evidence/sta<|>\n");
  REQUIRE(!rule.completion.items.empty());
  CHECK(rule.completion.items[0].snippet == "evidence/stale: ${1:why this is fine here} -->$0");
  const Completed closed = At(team, "# T\n\n<!-- whyspec-disable-next-line evidence/sta<|>: reason -->\n");
  CHECK(closed.completion.items[0].text == "evidence/stale");
  CHECK(At(team, "# T\n\n<!-- whyspec-disable-file quote/reworded, evidence/sta<|> -->\n")
            .Find("evidence/stale") != nullptr);
  CHECK(At(team, "# T\n\n<!-- whyspec-disable-file evidence/stale: evi<|> -->\n").completion.items.empty());
  CHECK(At(team, "# T\n\n<!-- some other comment <|> -->\n").completion.items.empty());
}

TEST_CASE("Front matter of a Markdown call") {
  Team team;
  const auto key = team.Call("---\nlife<|>\n---\n\n**A**: b\n", kAcmePath);
  const Completion keys = CompleteAt(key.document, team.world(), key.at());
  REQUIRE(!keys.items.empty());
  CHECK(keys.items[0].label == "lifecycle");
  const auto value = team.Call("---\nlifecycle: cus<|>\n---\n\n**A**: b\n", kAcmePath);
  CHECK(CompleteAt(value.document, team.world(), value.at()).items.at(0).label == "customer");
  const auto account = team.Call("---\naccount: zen<|>\n---\n\n**A**: b\n", kAcmePath);
  const Completion accounts = CompleteAt(account.document, team.world(), account.at());
  REQUIRE(accounts.items.size() == 1);
  CHECK(accounts.items[0].detail == "Account 3");
}

TEST_CASE("Documentation comes when asked for") {
  Team team;
  const Completed got = At(team, "# T\n\n## Why\n\nFigures by hand [x](call:acme-2026-01-13#<|>)");
  REQUIRE(!got.completion.items.empty());
  CHECK_THAT(
      ResolveCompletion(team.world(), kSpecPath, got.completion.items[0].resolve_id, Markup::kMarkdown),
      Contains("▶ **Jane Roe, ops lead (7:40)**"));
  CHECK_THAT(ResolveCompletion(team.world(), kSpecPath, "rule|evidence/stale", Markup::kPlainText),
             Contains("evidence/stale"));
  CHECK_THAT(ResolveCompletion(team.world(), kSpecPath, "key|waivers.rule", Markup::kPlainText),
             Contains("waived"));
  for (const char* id :
       {"", "|", "turn", "turn|x|1|2", "turn|acme-2026-01-13|9|9", "turn|acme-2026-01-13|3|1",
        "turn|acme-2026-01-13|-1|x", "rule|no/such", "key|no", "nothing|at|all"}) {
    CHECK(ResolveCompletion(team.world(), kSpecPath, id, Markup::kMarkdown).empty());
  }
}

TEST_CASE("More than a client can show is cut and said to be incomplete") {
  Team team;
  std::string transcript = "---\naccount: acme\n---\n\n";
  for (int i = 0; i < 400; ++i) {
    transcript += "[00:" + std::string(i / 60 < 10 ? "0" : "") + std::to_string(i / 60) + ":" +
                  (i % 60 < 10 ? "0" : "") + std::to_string(i % 60) + "] Jane: word" + std::to_string(i) +
                  "\n\n";
  }
  team.Put("/team/calls/long.md", transcript);
  const Completed got = At(team, "[x](call:long#<|>)");
  CHECK(got.completion.items.size() == kMaxCompletionItems);
  CHECK(got.completion.incomplete);
}

}  // namespace whyspec::features
