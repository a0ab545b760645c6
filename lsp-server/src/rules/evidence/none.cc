// The evidence section cites no call. Silent when the section holds nothing at all:
// section/empty says that already.
#include "rules/all_rules.h"
#include "rules/places.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  const MatchedSection* section = context.spec.Find(Role::kEvidence);
  if (section == nullptr || !section->meaning->required || IsEmptySection(context.spec, section->section))
    return;
  const markdown::Section& found = context.spec.document.sections()[section->section];
  if (!context.spec.evidence.CitationsIn(found.range).empty()) return;
  sink.Add(HeadingText(context.spec, section->section),
           "No logged call supports this section. Readers cannot hear the customer behind the claim: "
           "link the moment in a call where someone says it, as [who](call:id#t=07:40).");
}

}  // namespace

const Rule kEvidenceNone{
    .info =
        {.id = "evidence/none",
         .summary = "The evidence section cites no call.",
         .why =
             "Evidence that nobody can open is an opinion. A link to the moment in a call lets an engineer "
             "read what the customer said, in their words, and judge it.",
         .severity = Severity::kError,
         .off_when_small = true,
         .needs = Needs::kDoc,
         .fix = "Offers the best matching excerpts of your calls to insert.",
         .failing = R"(# Monthly export

## Customer evidence

Operations leads told us that they copy the figures by hand every month.
)",
         .passing = R"(# Monthly export

## Customer evidence

Operations leads copy the figures by hand every month
([P1, ops lead](call:acme-2026-01-13#t=07:40)).
)"},
    .check = &Check};

}  // namespace whyspec::rules
