// No date, quarter or period is given.
#include "rules/all_rules.h"
#include "rules/places.h"
#include "rules/usage/expectation.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  const Expectation expected = ReadExpectation(context);
  if (expected.text == nullptr || expected.date) return;
  sink.Add(
      HeadingText(context.spec, expected.text->section),
      "By when? Without a date nobody knows when to look whether it is used: give a month or a quarter.");
}

}  // namespace

const Rule kUsageNoDate{.info = {.id = "usage/no-date",
                                 .summary = "The usage section gives no date.",
                                 .why = "Expected usage without a date is never late and never wrong.",
                                 .severity = Severity::kInfo,
                                 .needs = Needs::kDoc,
                                 .failing = R"(# Monthly export

## Expected usage

Twelve operations leads export once a month.
)",
                                 .passing = R"(# Monthly export

## Expected usage

Twelve operations leads export once a month, all of them by June 2026.
)"},
                        .check = &Check};

}  // namespace whyspec::rules
