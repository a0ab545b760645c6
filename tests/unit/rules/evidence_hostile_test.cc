// Specs with thousands of citations, claims and quotes: every rule that reads calls stays
// linear, so that a generated document does not freeze an editor.
#include <catch2/catch.hpp>
#include <chrono>
#include <string>

#include "base/strings.h"
#include "rules/registry.h"
#include "support/rule_harness.h"

namespace whyspec::rules {
namespace {

std::string Call(std::string_view name, int turns) {
  std::string text = StrCat("---8<--- calls/", name, ".md\n---\naccount: ", name,
                            "\nlifecycle: prospect\nvisibility: {level: alias}\nparticipants:\n"
                            "  - {id: p1, name: Jane Roe, affiliation: internal, persona: ops}\n---\n");
  for (int i = 0; i < turns; ++i)
    text += StrCat("**Jane Roe**: We copy figure ", i, " by hand each month.\n\n");
  return text;
}

TEST_CASE("specs with thousands of citations, claims and quotes are checked in linear time") {
  constexpr int kTimes = 2000;
  std::string spec =
      "---\npersonas: [lead]\n---\n# Export\n\n## Why\n\nJane Roe, 54 years old, has cancer.\n\n## "
      "Evidence\n\n";
  for (int i = 0; i < kTimes; ++i) {
    spec += StrCat(
        "- 5 prospects and Jane Roe said ([Jane](call:acme#turn=1-999), [all](call:acme), "
        "[out](call:acme#turn=9999),\n"
        "  [who](call:acne",
        i, "#t=1)):\n\n  > We copy figure ", i, " by hand each month\n\n");
    spec += StrCat("“We copy the figure ", i, " by hand” and “we copy figure ", i % 7,
                   " by hand each month” ([a](call:bolt#turn=3)).\n\n");
  }
  spec += Call("acme", 1000);
  spec += Call("bolt", 50);
  const auto start = std::chrono::steady_clock::now();
  const test::RuleRun run = test::RunRule("", spec);
  CHECK(run.findings.size() > 4 * kTimes);
  // Unoptimised and on a busy machine; what is quadratic takes minutes.
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));
}

}  // namespace
}  // namespace whyspec::rules
