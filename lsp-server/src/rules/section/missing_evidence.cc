// No heading means this section, or only one with a slip.
#include "rules/all_rules.h"
#include "rules/section/insertion.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (const ProfileSection* section : MissingSections(context.spec, Role::kEvidence)) {
    ReportMissing(context, *section, "Readers cannot tell what customers said from what we believe.", sink);
  }
}

}  // namespace

const Rule kSectionMissingEvidence{
    .info =
        {.id = "section/missing-evidence",
         .summary = "No heading holds what customers said.",
         .why = "Without the customer's own words a reader must believe the author. With them, anyone can "
                "check the claim, see who said it, and notice when it no longer holds.",
         .severity = Severity::kError,
         .off_when_small = true,
         .needs = Needs::kDoc,
         .fix =
             "Inserts the section's template in the spec's language, or renames the heading that was meant.",
         .failing = R"(# Monthly export

## Why

Operations leads lose two days a month copying figures by hand.

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
