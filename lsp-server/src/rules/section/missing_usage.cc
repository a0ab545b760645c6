// No heading means this section, or only one with a slip.
#include "rules/all_rules.h"
#include "rules/section/insertion.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (const ProfileSection* section : MissingSections(context.spec, Role::kUsage)) {
    ReportMissing(context, *section,
                  "Nobody can check after launch whether it worked, or which case must work first.", sink);
  }
}

}  // namespace

const Rule kSectionMissingUsage{
    .info =
        {.id = "section/missing-usage",
         .summary = "No heading says who will use the feature, how often and with what result.",
         .why = "Expected usage is the promise that can be checked after launch, and it tells an engineer "
                "which case must be fast, safe or simply possible.",
         .severity = Severity::kError,
         .off_when_small = true,
         .needs = Needs::kDoc,
         .fix =
             "Inserts the section's template in the spec's language, or renames the heading that was meant.",
         .failing = R"(# Monthly export

## Why

Operations leads lose two days a month copying figures by hand.

## Customer evidence

The ops lead re-keys every figure twice ([P1](call:acme-2026-01-13#t=07:40)).
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
