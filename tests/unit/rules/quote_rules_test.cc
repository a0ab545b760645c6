// What the fixes of the quote rules leave behind is verified.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "base/text_edit.h"
#include "support/rule_harness.h"

namespace whyspec::test {
namespace {

constexpr std::string_view kCall = R"(
---8<--- calls/acme-2026-01-13.md
---
account: acme
consent: {status: informed}
participants:
  - {id: p1, name: Jane Roe, affiliation: external}
  - {id: p2, name: Tom Reed, affiliation: external}
---
**Jane Roe** [00:07:40]: We don't copy every figure by hand, it takes fifteen people two days in January.

**Tom Reed** [00:08:30]: Our old portal was too slow for that.
)";

// The spec after the first fix of the only finding, and what the rule then says.
std::string Mend(std::string_view rule, const std::string& quote) {
  const std::string spec =
      "# Monthly export\n\n## Customer evidence\n\n" + quote + " [P1](call:acme-2026-01-13#t=07:40)\n";
  const RuleRun run = RunRule(rule, spec + std::string(kCall));
  REQUIRE(run.problems.empty());
  REQUIRE(run.findings.size() == 1);
  REQUIRE_FALSE(run.findings[0].fixes.empty());
  const std::string mended = ApplyEdits(spec, run.findings[0].fixes[0].edits);
  for (const char* again : {"quote/altered", "quote/reworded", "quote/not-found"}) {
    INFO(mended);
    CHECK(RunRule(again, mended + std::string(kCall)).findings.empty());
  }
  const std::size_t begin = std::string_view("# Monthly export\n\n## Customer evidence\n\n").size();
  return mended.substr(begin, mended.rfind(" [P1]") - begin);
}

TEST_CASE("restored words keep the quote's marks, lines and honest edits") {
  CHECK(Mend("quote/altered", "“We copy every figure by hand”") == "“We don't copy every figure by hand”");
  CHECK(Mend("quote/altered",
             "> We don't copy every figure, it takes **fifty**\n> people two […] January.\n> —") ==
        "> We don't copy every figure by hand, it takes **fifteen**\n> people two […] January.\n> —");
  CHECK(Mend("quote/altered", "> We […] copy every figure by hand.\n> —") ==
        "> We don't copy every figure by hand.\n> —");
  CHECK(Mend("quote/reworded", "« We don't type every figure by hand »") ==
        "« We don't copy every figure by hand »");
  CHECK(Mend("quote/altered", "“it takes at least fifteen people two days”") ==
        "“it takes fifteen people two days”");
}

TEST_CASE("of two people's words the longer part stays") {
  CHECK(Mend("quote/altered", "“it takes fifteen people two days in January. Our old portal”") ==
        "“it takes fifteen people two days in January.”");
}

}  // namespace
}  // namespace whyspec::test
