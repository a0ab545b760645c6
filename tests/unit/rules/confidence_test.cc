#include "rules/confidence.h"

#include <catch2/catch.hpp>

#include <string>

#include "base/strings.h"
#include "support/rule_harness.h"

namespace whyspec::rules {
namespace {

struct Saying {
  std::string account, words;
};

// A spec that cites one turn of one call for each.
std::string SpecCiting(const std::vector<Saying>& sayings) {
  std::string spec = "# Export\n\n## Customer evidence\n\n";
  std::string calls;
  for (std::size_t i = 0; i < sayings.size(); ++i) {
    spec += StrCat("- They say so ([P1](call:c", i, "#turn=1)).\n");
    calls += StrCat("---8<--- calls/c", i, ".md\n---\naccount: ", sayings[i].account,
                    "\nlanguage: en\n---\n**Jane Roe**: ", sayings[i].words, "\n");
  }
  return spec + calls;
}

Confidence Of(const std::string& text, const ConfidenceTable& table = {}) {
  const test::RuleRun run = test::RunRule("evidence/low-confidence", text);
  CHECK(run.problems.empty());
  return ConfidenceOf(*run.spec, *run.log, table);
}

TEST_CASE("each kind of evidence counts once, and accounts count once for each kind") {
  const Confidence one =
      Of(SpecCiting({{"acme", "It takes us two days."}, {"acme", "It took us three days."}}));
  REQUIRE(one.lines.size() == 2);
  CHECK(one.lines[0].kind == EvidenceClass::kAnecdote);
  CHECK(one.lines[0].accounts == 1);
  CHECK(one.lines[1].kind == EvidenceClass::kFact);
  CHECK(one.score == Approx(0.8));
}

TEST_CASE("more accounts make a pattern, then a study, in place of an anecdote") {
  std::vector<Saying> sayings;
  for (int i = 0; i < 3; ++i) sayings.push_back({StrCat("account", i), "The board hangs in the corridor."});
  CHECK(Of(SpecCiting(sayings)).score == Approx(0.5));
  sayings.push_back({"account3", "The board hangs in the corridor."});
  CHECK(Of(SpecCiting(sayings)).score == Approx(1));
  for (int i = 4; i < 20; ++i) sayings.push_back({StrCat("account", i), "The board hangs in the corridor."});
  const Confidence study = Of(SpecCiting(sayings));
  REQUIRE(study.lines.size() == 1);
  CHECK(study.lines[0].kind == EvidenceClass::kStudy);
  CHECK(study.score == Approx(3));
}

TEST_CASE("praise and plans are opinions, signatures are commitments, our own words hearsay") {
  const Confidence opinions = Of(SpecCiting({{"acme", "I love it."}, {"cedar", "We would use it."}}));
  REQUIRE(opinions.lines.size() == 1);
  CHECK(opinions.lines[0].kind == EvidenceClass::kOpinion);
  CHECK(opinions.lines[0].accounts == 2);
  CHECK(opinions.score == Approx(0.1));
  const Confidence signed_up = Of(SpecCiting({{"acme", "We signed the order form."}}));
  CHECK(signed_up.lines.back().kind == EvidenceClass::kCommitment);
  CHECK(signed_up.score == Approx(1));
  const Confidence ours =
      Of("# E\n\n## Customer evidence\n\n[us](call:a#turn=1)\n---8<--- calls/a.md\n---\naccount: a\n"
         "participants:\n  - {id: p1, name: Jane Roe, affiliation: internal}\n---\n**Jane Roe**: It takes "
         "two days.\n");
  REQUIRE(ours.lines.size() == 1);
  CHECK(ours.lines[0].kind == EvidenceClass::kHearsay);
}

TEST_CASE("without a call that resolves there is nothing to add up") {
  CHECK(Of("# E\n\n## Customer evidence\n\n[x](call:nope)\n---8<--- calls/a.md\n---\naccount: a\n---\n**J**: "
           "Yes.\n")
            .lines.empty());
}

TEST_CASE("the table is the team's own") {
  ConfidenceTable table;
  table.points[static_cast<std::size_t>(EvidenceClass::kOpinion)] = 0;
  CHECK(Of(SpecCiting({{"acme", "I love it."}}), table).score == Approx(0));
}

}  // namespace
}  // namespace whyspec::rules
