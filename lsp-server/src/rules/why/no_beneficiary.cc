// The why names nobody who benefits: no persona, segment, account or kind of people, and
// no outcome for the company.
#include "rules/all_rules.h"
#include "rules/claims.h"
#include "rules/places.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  if (!AsksForEvidence(*context.spec.profile)) return;
  const SectionText* first = nullptr;
  bool named = false;
  ForEachText(context.spec, {Role::kWhy}, [&](const SectionText& text) {
    if (first == nullptr) first = &text;
    named = named || text.HasCue("company_outcome") || NamesActor(context, text);
  });
  if (first == nullptr || named || first->words == 0) return;
  sink.Add(
      HeadingText(context.spec, first->section),
      "This does not say who benefits. Engineers build differently for a nurse on night shift than for an "
      "accountant at month end: name the people, and what the company gains.");
}

}  // namespace

const Rule kWhyNoBeneficiary{
    .info = {.id = "why/no-beneficiary",
             .summary = "The why names neither the people who benefit nor a gain for the company.",
             .why = "A reason without a person cannot be checked with anyone, and an engineer cannot picture "
                    "the case "
                    "that must work. Personas and segments from the configuration, the front matter and the "
                    "accounts "
                    "count, and so do plain words for people.",
             .severity = Severity::kInfo,
             .needs = Needs::kDoc,
             .failing = R"(# Monthly export

## Why

Copying forty figures by hand at the end of each month takes two days and brings mistakes.
)",
             .passing = R"(# Monthly export

## Why

Copying forty figures by hand at the end of each month takes operations leads two days and brings mistakes.
)"},
    .check = &Check};

}  // namespace whyspec::rules
