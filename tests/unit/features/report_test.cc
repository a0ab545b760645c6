#include "features/report.h"

#include <catch2/catch.hpp>

#include "features/code_lens.h"
#include "team.h"

namespace whyspec::features {
namespace {

const std::string kCiting =
    "---\nowner: kit\nstatus: review\n---\n# Export\n\n## Why\n\nOps leads copy figures by hand each "
    "month.\n\n"
    "## <|>Customer evidence\n\n"
    "> We copy the figures by hand from two systems every month.\n>\n> — [P1](call:acme-2026-01-13#t=460)\n\n"
    "- [P1](call:nord-2026-01-20#t=5)\n- [P1](call:c-0202#turn=1)\n- [P1](call:c-0210#turn=1)\n";

Report ReportOf(Team& team, const OpenSpec& spec, bool asks = false) {
  std::vector<SpecFacts> facts;
  facts.push_back(FactsOf(spec.document()));
  return MakeReport(std::move(facts), *team.world().Log(),
                    {.today = spec.snapshot.today, .language = {}, .unlinked_asks = asks});
}

TEST_CASE("A spec in the report has the figures of its code lens") {
  Team team;
  const OpenSpec spec = team.Spec(kCiting);
  const Report report = ReportOf(team, spec);
  REQUIRE(report.specs.size() == 1);
  const std::vector<CodeLens> lenses = CodeLenses(spec.snapshot);
  REQUIRE(lenses.size() == 1);
  const auto lens = ResolveCodeLens(spec.snapshot, team.world(), lenses[0].id);
  REQUIRE(lens);
  CHECK(EvidenceSummary(report.specs[0].tally, report.today, rules::Language::kEnglish) == lens->title);
  CHECK(EvidenceSummary(report.tally, report.today, rules::Language::kEnglish) == lens->title);
  CHECK(report.specs[0].owner == "kit");
  CHECK(report.specs[0].quotes_verified == 1);
}

TEST_CASE("Columns are independent accounts, under names that readers may see") {
  Team team;
  const OpenSpec spec = team.Spec(kCiting);
  const Report report = ReportOf(team, spec);
  std::vector<std::string> labels;
  std::size_t citations = 0;
  for (const ReportAccount& account : report.accounts) {
    labels.push_back(account.label);
    citations += account.citations;
    CHECK(account.label.find("Zenith") == std::string::npos);
    CHECK(account.label.find("Vault") == std::string::npos);
  }
  CHECK(citations == report.tally.citations);
  CHECK(std::count(labels.begin(), labels.end(), "Acme Clinics") == 1);
  CHECK(std::count(labels.begin(), labels.end(), "Account 3") == 1);
  std::size_t backed = 0;
  for (const SpecReport::Backer& backer : report.specs[0].backers) backed += backer.citations;
  CHECK(backed == citations);
}

TEST_CASE("Calls that may not be named are without id, path and title where nobody cites them") {
  Team team;
  const OpenSpec spec = team.Spec("# Nothing\n\n## Why<|>\n\nWords.\n");
  const Report report = ReportOf(team, spec);
  CHECK(report.calls_cited == 0);
  CHECK(report.uncited.size() >= 4);
  for (const UncitedCall& call : report.uncited) {
    if (call.account == "Acme Clinics") CHECK_FALSE(call.id.empty());
    if (call.account != "Account 3") continue;
    CHECK(call.id.empty());
    CHECK(call.path.empty());
    CHECK(call.title.empty());
  }
}

TEST_CASE("A report of nothing is whole") {
  Team team;
  const Report report = MakeReport({}, *team.world().Log(), {.today = {2026, 3, 1}, .language = {}});
  CHECK(report.specs.empty());
  CHECK(report.solid == 0);
  CHECK(report.tally.calls == 0);
}

}  // namespace
}  // namespace whyspec::features
