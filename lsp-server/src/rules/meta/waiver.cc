// Suppressions and waivers that do not hold: no reason, no such rule, a day that has
// passed, nothing to suppress. Made by the engine, which applies them.
#include "rules/all_rules.h"

namespace whyspec::rules {

const Rule kMetaWaiver{
    .info =
        {.id = "meta/waiver",
         .summary = "A waiver or suppression has no reason, names no rule, has lapsed, or silences nothing.",
         .why = "A gap may be accepted, by somebody, for a reason, for a while. Without the reason nobody "
                "can tell "
                "a decision from an oversight; and one that silences nothing today hides something tomorrow.",
         .severity = Severity::kWarning,
         .needs = Needs::kDoc,
         .fix = "Removes it, or corrects the rule's name.",
         .failing = R"(# Monthly export

<!-- whyspec-disable-next-line evidence/none -->
## Customer evidence

Operations leads told us that they copy the figures by hand every month.
)",
         .passing = R"(# Monthly export

<!-- whyspec-disable-next-line evidence/none: the pilot begins in April, calls are booked -->
## Customer evidence

Operations leads told us that they copy the figures by hand every month.
)"},
    .check = nullptr};

}  // namespace whyspec::rules
