// Whole specs: a good one is left in peace, and the fixes of a bare one build it up.
#include <catch2/catch.hpp>

#include "base/strings.h"
#include "rules/registry.h"
#include "support/rule_harness.h"

namespace whyspec::rules {
namespace {

std::string Ids(const test::RuleRun& run) {
  std::string ids;
  for (const Finding& finding : run.findings) {
    ids += StrCat(finding.rule, " «", Cut(run.spec->text(), finding.range), "»\n");
  }
  return ids;
}

constexpr std::string_view kGoodEnglish = R"(---
id: FEAT-12
status: review
personas: [ops_lead]
---
# Monthly export for operations leads

## Why

At the end of every month, operations leads copy forty figures from our screens into a spreadsheet.
It takes them two days, and one report in three goes out with a mistake that an auditor finds. Two
renewals worth €60k hang on it this spring.

## Customer evidence

> We type every figure twice, and last month two of them were wrong.
>
> [P1, ops lead](call:acme-2026-01-13#t=07:40)

Bolt built a macro for it ([P2, ops lead](call:bolt-2026-01-20#t=12:05)).

## Expected usage

Operations leads export once a month. By June 2026, 8 of our 12 industrial accounts do so without
a call to support.

## Requirements

- A button writes one CSV file per site.
)";

constexpr std::string_view kGoodFrench = R"(# Export mensuel pour les responsables HSE

## Pourquoi

À la fin de chaque mois, les responsables HSE recopient quarante chiffres de nos écrans dans un
tableur. Cela leur prend deux jours, et un rapport sur trois part avec une erreur que l'auditeur
relève. Deux renouvellements de contrat en dépendent ce printemps.

## Preuves client

> On ressaisit tout deux fois, et le mois dernier deux chiffres étaient faux.
>
> [P1, responsable HSE](call:acme-2026-01-13#t=07:40)

## Usage attendu

Les responsables HSE exportent une fois par mois. D'ici fin juin 2026, 8 sites sur 12 le font sans
appeler le support.

## Spécifications

- Un bouton écrit un fichier CSV par site.
)";

TEST_CASE("a good spec is left in peace, in English and in French") {
  CHECK(Ids(test::RunRule("", kGoodEnglish)) == "");
  CHECK(Ids(test::RunRule("", kGoodFrench)) == "");
}

TEST_CASE("the same spec with Windows line ends and a byte order mark is left in peace too") {
  std::string text = "\xEF\xBB\xBF";
  for (const char c : kGoodFrench) {
    if (c == '\n') text += '\r';
    text += c;
  }
  CHECK(Ids(test::RunRule("", text)) == "");
}

TEST_CASE("the fixes of a bare file give every profile its sections, in the profile's order") {
  for (const Profile& profile : BuiltinProfiles()) {
    INFO(profile.name);
    std::string text = StrCat("---\nprofile: ", profile.name, "\n---\n# A title\n\nSome words.\n");
    for (std::string_view rule :
         {"section/missing-why", "section/missing-evidence", "section/missing-usage", "section/missing"}) {
      text = test::FixWithRule(rule, text);
    }
    std::size_t last = 0;
    for (const ProfileSection& section : profile.sections) {
      if (!section.required) continue;
      const std::size_t at = text.find(StrCat("\n## ", section.heading, "\n"));
      INFO(section.heading << " in\n" << text);
      REQUIRE(at != std::string::npos);
      CHECK(at > last);
      last = at;
    }
    for (std::string_view rule : {"section/missing-why", "section/missing-evidence", "section/missing-usage",
                                  "section/missing", "section/order"}) {
      CHECK(Ids(test::RunRule(rule, text)) == "");
    }
    CHECK(text.find("\n\n\n") == std::string::npos);
    // What was inserted is a prompt, and says so.
    CHECK_FALSE(test::RunRule("section/empty", text).findings.empty());
  }
}

TEST_CASE("a spec without any heading gets its sections at the end") {
  const std::string fixed = test::FixWithRule("section/missing-why", "Some words without a line end");
  CHECK(fixed.rfind("Some words without a line end\n\n## Why\n\n<!-- ", 0) == 0);
  CHECK(test::FixWithRule("section/missing-why", "").rfind("## Why\n", 0) == 0);
}

}  // namespace
}  // namespace whyspec::rules
