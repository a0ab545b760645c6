// Neither a count nor a target is given; dates and labels are no counts.
#include "rules/all_rules.h"
#include "rules/places.h"
#include "rules/usage/expectation.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  const Expectation expected = ReadExpectation(context);
  if (expected.text == nullptr || expected.number) return;
  sink.Add(HeadingText(context.spec, expected.text->section),
           "How many? A rough count of people, accounts or uses lets an engineer size it, and lets you see "
           "later whether it came true.");
}

}  // namespace

const Rule kUsageNoNumber{
    .info = {.id = "usage/no-number",
             .summary = "The usage section gives no number.",
             .why = "A guess that was written down can be compared with what happened; no guess cannot.",
             .severity = Severity::kInfo,
             .needs = Needs::kDoc,
             .failing = R"(# Monthly export

## Expected usage

Operations leads export every month, from June 2026.
)",
             .passing = R"(# Monthly export

## Expected usage

Twelve operations leads export once a month, all of them by June 2026.
)"},
    .check = &Check};

}  // namespace whyspec::rules
