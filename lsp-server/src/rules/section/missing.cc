// A section that the profile requires beside the three business ones, for example a
// KEP's Summary.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/section/insertion.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  const std::string consequence =
      StrCat("The profile ", context.spec.profile->name, " asks for it, and readers look for it.");
  for (const ProfileSection* section : MissingSections(context.spec, Role::kOther)) {
    ReportMissing(context, *section, consequence, sink);
  }
}

}  // namespace

const Rule kSectionMissing{
    .info = {.id = "section/missing",
             .summary = "A section that the profile asks for is missing.",
             .why = "Readers who know the template look for its sections. One that is left out leaves them "
                    "wondering "
                    "whether there is nothing to say or nobody thought of it.",
             .severity = Severity::kError,
             .needs = Needs::kDoc,
             .fix = "Inserts the section's template, or renames the heading that was meant.",
             .failing = R"(---
profile: rust-rfc
---
# Feature: monthly_export

## Motivation

Callers copy the same forty lines of code into every program.

## Detailed design

One function.
)",
             .passing = R"(---
profile: rust-rfc
---
# Feature: monthly_export

## Summary

A function that exports one month.

## Motivation

Callers copy the same forty lines of code into every program.

## Detailed design

One function.
)"},
    .check = &Check};

}  // namespace whyspec::rules
