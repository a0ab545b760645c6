// The status says that the spec is done, and errors stand. Made by the engine, which
// alone knows what is left after suppressions and waivers.
#include "rules/all_rules.h"

namespace whyspec::rules {

const Rule kMetaStatusWithErrors{
    .info =
        {.id = "meta/status-with-errors",
         .summary = "The status is ready or later while errors stand.",
         .why =
             "Ready is a promise to those who build: the why is there and holds. A spec that breaks it costs "
             "their trust in every other one. Errors that are suppressed or waived with a reason do not "
             "count.",
         .severity = Severity::kError,
         .needs = Needs::kDoc,
         .failing = R"(---
status: ready
---
# Monthly export

## Why

Operations leads copy forty figures by hand at the end of every month, which takes them two days and goes wrong in one
report of ten. An export would give them the figures as they stand in our tables, and the two days back.
)",
         .passing = R"(---
status: review
---
# Monthly export

## Why

Operations leads copy forty figures by hand at the end of every month, which takes them two days and goes wrong in one
report of ten. An export would give them the figures as they stand in our tables, and the two days back.
)"},
    .check = nullptr};

}  // namespace whyspec::rules
