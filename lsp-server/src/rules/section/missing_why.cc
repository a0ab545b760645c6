// No heading means this section, or only one with a slip.
#include "rules/all_rules.h"
#include "rules/section/insertion.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (const ProfileSection* section : MissingSections(context.spec, Role::kWhy)) {
    ReportMissing(context, *section, "Engineers get the what without the why, and cannot weigh trade-offs.",
                  sink);
  }
}

}  // namespace

const Rule kSectionMissingWhy{
    .info =
        {.id = "section/missing-why",
         .summary = "No heading says why the feature is built.",
         .why = "Engineers get the what without the why: they cannot weigh a trade-off, and nobody can tell "
                "later whether the feature did its job.",
         .severity = Severity::kError,
         .needs = Needs::kDoc,
         .fix =
             "Inserts the section's template in the spec's language, or renames the heading that was meant.",
         .failing = R"(# Monthly export

## Customer evidence

The ops lead re-keys every figure twice ([P1](call:acme-2026-01-13#t=07:40)).

## Expected usage

Twelve ops leads export once a month by June 2026.
)",
         .passing = R"(# Monthly export

## Why

Operations leads lose two days a month copying figures by hand.

## Customer evidence

The ops lead re-keys every figure twice ([P1](call:acme-2026-01-13#t=07:40)).

## Expected usage

Twelve ops leads export once a month by June 2026.
)"},
    .check = &Check};

}  // namespace whyspec::rules
