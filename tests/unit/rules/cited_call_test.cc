// Findings about a call's details lead to the file that holds them.
#include "rules/cited_call.h"

#include <catch2/catch.hpp>

#include <string>

#include "base/strings.h"
#include "support/rule_harness.h"

namespace whyspec::rules {
namespace {

constexpr const char* kSpec = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1](call:acme-2025-06-13#turn=1)).
)";

TEST_CASE("a finding about a transcript's details leads to its side-car") {
  const std::string files =
      "---8<--- calls/acme-2025-06-13.txt\nWe copy every figure by hand.\n"
      "---8<--- calls/acme-2025-06-13.call.yaml\n"
      "account: acme\nconsent: {status: refused}\nvisibility: {retention_until: 2025-12-13}\n";
  for (const char* rule : {"privacy/consent", "privacy/retention"}) {
    INFO(rule);
    const test::RuleRun run = test::RunRule(rule, StrCat(kSpec, files));
    REQUIRE(run.findings.size() == 1);
    REQUIRE(run.findings[0].related.size() == 1);
    CHECK(run.findings[0].related[0].path == "/team/calls/acme-2025-06-13.call.yaml");
    CHECK(run.findings[0].related[0].range.empty());
  }
}

TEST_CASE("a finding about the details of a call that holds its own leads to the call") {
  const std::string files =
      "---8<--- calls/acme-2025-06-13.md\n---\naccount: acme\nconsent: {status: refused}\n---\n"
      "**Jane Roe**: We copy every figure by hand.\n";
  const test::RuleRun run = test::RunRule("privacy/consent", StrCat(kSpec, files));
  REQUIRE(run.findings.size() == 1);
  REQUIRE(run.findings[0].related.size() == 1);
  CHECK(run.findings[0].related[0].path == "/team/calls/acme-2025-06-13.md");
}

}  // namespace
}  // namespace whyspec::rules
