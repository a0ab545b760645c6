// No target that someone could check: a number and a day to look. They may stand apart, as
// items of one list often do.
#include "rules/all_rules.h"
#include "rules/places.h"
#include "rules/usage/expectation.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  const Expectation expected = ReadExpectation(context);
  if (expected.text == nullptr || (expected.number && expected.date)) return;
  std::string message = "Nobody could prove this wrong: there is ";
  if (!expected.number && !expected.date) {
    message += "neither a number to reach nor a date to look";
  } else if (!expected.number) {
    message += "a date but no number to reach";
  } else {
    message += "a number but no date to look";
  }
  message +=
      ". Write one line that can be checked, such as \"8 of 12 sites export without help by June 2026\".";
  sink.Add(HeadingText(context.spec, expected.text->section), std::move(message));
}

}  // namespace

const Rule kUsageUnfalsifiable{
    .info = {.id = "usage/unfalsifiable",
             .summary = "No metric with a target and a date that someone could check.",
             .why = "If no result could show that the feature failed, none will show that it worked. One "
                    "number and one "
                    "date are enough, in the text or as `metric` in the front matter.",
             .severity = Severity::kWarning,
             .raise_when_ready = true,
             .needs = Needs::kDoc,
             .failing = R"(# Monthly export

## Expected usage

Operations leads will export their figures at the end of every month.
)",
             .passing = R"(# Monthly export

## Expected usage

Operations leads will export their figures at the end of every month: 8 of 12 sites without a call to
support by June 2026.
)"},
    .check = &Check};

}  // namespace whyspec::rules
