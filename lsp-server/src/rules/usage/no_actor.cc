// Nobody is named who will use it.
#include "rules/all_rules.h"
#include "rules/places.h"
#include "rules/usage/expectation.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  const Expectation expected = ReadExpectation(context);
  if (expected.text == nullptr || expected.actor) return;
  sink.Add(HeadingText(context.spec, expected.text->section),
           "Who will use it? An engineer designs for somebody: name the role, and the front matter key "
           "`personas` counts too.");
}

}  // namespace

const Rule kUsageNoActor{.info = {.id = "usage/no-actor",
                                  .summary = "The usage section does not say who.",
                                  .why = "The same feature is another one for an auditor who opens it once a "
                                         "year and for a clerk who lives in it.",
                                  .severity = Severity::kInfo,
                                  .needs = Needs::kDoc,
                                  .failing = R"(# Monthly export

## Expected usage

Exported once a month to a spreadsheet, twelve times by June 2026.
)",
                                  .passing = R"(# Monthly export

## Expected usage

Twelve operations leads export once a month, all of them by June 2026.
)"},
                         .check = &Check};

}  // namespace whyspec::rules
