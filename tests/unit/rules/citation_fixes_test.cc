// What the fixes of citation, quote, privacy and count rules leave in the spec. Fixtures
// hold the findings; here it is the offered edits, which fixtures only see when automatic.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "base/strings.h"
#include "support/rule_harness.h"

namespace whyspec::rules {
namespace {

constexpr std::string_view kCall = R"(
---8<--- calls/acme-2026-01-13.md
---
account: acme
lifecycle: prospect
visibility: {level: alias}
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external, persona: ops_lead}
---
**Alex Martin** [00:07:40]: How do you do it today?

**Jane Roe** [00:07:48]: We copy every figure by hand each month, it takes two days.

**Jane Roe** [00:09:10]: Last month one of the figures was wrong.
)";

// The first `size` bytes of the spec after each fix of each finding, made alone.
std::vector<std::string> Fixed(std::string_view rule, std::string_view spec, std::string_view files = kCall) {
  const test::RuleRun run = test::RunRule(rule, StrCat(spec, files));
  REQUIRE(run.problems.empty());
  std::vector<std::string> out;
  for (const Finding& finding : run.findings) {
    for (const Fix& fix : finding.fixes) {
      out.emplace_back(Trim(ApplyEdits(run.spec->text(), fix.edits)));
    }
  }
  return out;
}
using Texts = std::vector<std::string>;

TEST_CASE("an unknown call is replaced and its anchor kept") {
  CHECK(Fixed("citation/unknown-call", "[P2](call:acne-2026-01-13#t=07:48)") ==
        Texts{"[P2](call:acme-2026-01-13#t=07:48)"});
  CHECK(Fixed("citation/unknown-call", "[P2](<../calls/acme 2026-01-13.md#t=07:48>)") ==
        Texts{"[P2](<../calls/acme-2026-01-13.md#t=07:48>)"});
  CHECK(Fixed("citation/unknown-call", "[P2][a]\n\n[a]: call:acme-2026-01-14") ==
        Texts{"[P2][a]\n\n[a]: call:acme-2026-01-13"});
  CHECK(Fixed("citation/unknown-call", "[P2](call:borealis)").empty());
}

TEST_CASE("a malformed anchor is read as it was probably meant") {
  for (const char* anchor : {"#07:48", "#468", "#7m48s", "#t=7m48s", "#time=468", "#0h7m48"}) {
    INFO(anchor);
    CHECK(Fixed("citation/unknown-anchor", StrCat("[P2](call:acme-2026-01-13", anchor, ")")) ==
          Texts{"[P2](call:acme-2026-01-13#t=468)"});
  }
  CHECK(Fixed("citation/unknown-anchor", "[P2](call:acme-2026-01-13#turn-2)") ==
        Texts{"[P2](call:acme-2026-01-13#turn=2)"});
  CHECK(Fixed("citation/unknown-anchor", "[P2](call:acme-2026-01-13#somewhere)").empty());
}

TEST_CASE("an anchor outside the call goes to the words quoted, else to the nearest turn") {
  CHECK(Fixed("citation/unknown-anchor", "[P2](call:acme-2026-01-13#t=59:00)") ==
        Texts{"[P2](call:acme-2026-01-13#t=550)"});
  CHECK(Fixed("citation/unknown-anchor",
              "“We copy every figure by hand each month” ([P2](call:acme-2026-01-13#t=59:00))") ==
        Texts{"“We copy every figure by hand each month” ([P2](call:acme-2026-01-13#t=468))",
              "“We copy every figure by hand each month” ([P2](call:acme-2026-01-13#t=550))"});
}

TEST_CASE("a quote is linked to the turn that says it, in a call the spec cites") {
  const std::string cited = "## Evidence\n\n([P2](call:acme-2026-01-13#t=09:10))\n\n";
  CHECK(Fixed("quote/unsourced", cited + "> We copy every figure by hand each month") ==
        Texts{cited + "> We copy every figure by hand each month\n"
                      "> — [P2, ops lead](call:acme-2026-01-13#t=468)"});
  CHECK(Fixed("quote/unsourced", cited + "They say “one of the figures was wrong”.") ==
        Texts{cited + "They say “one of the figures was wrong” "
                      "([P2, ops lead](call:acme-2026-01-13#t=550))."});
  CHECK(Fixed("quote/unsourced", cited + "> We never copied any figure by hand").empty());
}

TEST_CASE("our own words give way to the answer") {
  CHECK(Fixed("evidence/internal-speaker", "[P1](call:acme-2026-01-13#t=07:40)") ==
        Texts{"[P1](call:acme-2026-01-13#t=468)"});
}

TEST_CASE("a name becomes a pseudonym, and its role is not said twice") {
  const std::string cited = " ([P2](call:acme-2026-01-13#t=07:48))";
  CHECK(Fixed("privacy/person-name", "Jane Roe copies" + cited) == Texts{"P2, ops lead copies" + cited});
  CHECK(Fixed("privacy/person-name", "Jane Roe, ops lead, copies" + cited) ==
        Texts{"P2, ops lead, copies" + cited});
  CHECK(Fixed("privacy/person-name", "[Jane](call:acme-2026-01-13#t=07:48)") ==
        Texts{"[P2, ops lead](call:acme-2026-01-13#t=07:48)"});
}

TEST_CASE("a counted number is written as the writer wrote theirs") {
  const std::string cited = " prospects copy ([P2](call:acme-2026-01-13#t=07:48)).";
  CHECK(Fixed("evidence/count-mismatch", "## Evidence\n\n5" + cited) == Texts{"## Evidence\n\n1" + cited});
  CHECK(Fixed("evidence/count-mismatch", "## Evidence\n\nThree of the 5" + cited) ==
        Texts{"## Evidence\n\none of the 5" + cited});
}

TEST_CASE("personal data gives way to a placeholder that reads in Markdown and in YAML") {
  CHECK(Fixed("privacy/email", "Ask jane@northfield.eu.", "") == Texts{"Ask [email]."});
  CHECK(Fixed("privacy/email", "Ask <jane@northfield.eu>.", "") == Texts{"Ask [email]."});
  CHECK(Fixed("privacy/email", "Ask [Jane](mailto:jane@northfield.eu).", "") == Texts{"Ask Jane."});
  CHECK(Fixed("privacy/email", "---\nlanguage: fr\nby: jane@northfield.eu\n---\n# Export", "") ==
        Texts{"---\nlanguage: fr\nby: (e-mail)\n---\n# Export"});
  CHECK(Fixed("privacy/phone", "[Jane](tel:+33639981234)", "") == Texts{"Jane"});
  CHECK(Fixed("privacy/phone", "---\nlanguage: fr\n---\nAu 06 39 98 01 02.", "") ==
        Texts{"---\nlanguage: fr\n---\nAu [téléphone]."});
}

TEST_CASE("a finding about a call leads to its place in the call") {
  const test::RuleRun run =
      test::RunRule("evidence/internal-speaker", StrCat("[P1](call:acme-2026-01-13#t=07:40)", kCall));
  REQUIRE(run.findings.size() == 1);
  REQUIRE(run.findings[0].related.size() == 1);
  const Related& related = run.findings[0].related[0];
  CHECK(related.path == "/team/calls/acme-2026-01-13.md");
  CHECK(related.range.length() > 0);
  // The call is shared by alias: its words, which may hold names, are not shown.
  CHECK(related.message.find("How do you") == std::string::npos);
}

}  // namespace
}  // namespace whyspec::rules
