// No frequency is given.
#include "rules/all_rules.h"
#include "rules/places.h"
#include "rules/usage/expectation.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  const Expectation expected = ReadExpectation(context);
  if (expected.text == nullptr || expected.frequency) return;
  sink.Add(HeadingText(context.spec, expected.text->section),
           "How often will it be used? Daily work must be fast, yearly work must be easy to find again: say "
           "per day, per month or per event.");
}

}  // namespace

const Rule kUsageNoFrequency{
    .info = {.id = "usage/no-frequency",
             .summary = "The usage section does not say how often.",
             .why = "Frequency decides what is worth polishing, what must be fast, and what may stay manual.",
             .severity = Severity::kInfo,
             .needs = Needs::kDoc,
             .failing = R"(# Monthly export

## Expected usage

Twelve operations leads will have exported their figures by June 2026.
)",
             .passing = R"(# Monthly export

## Expected usage

Twelve operations leads export once a month, all of them by June 2026.
)"},
    .check = &Check};

}  // namespace whyspec::rules
