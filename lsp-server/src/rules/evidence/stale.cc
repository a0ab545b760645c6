// The newest cited call is too old; or, when newer ones are cited too, each citation of a
// call that is far too old. Calls without a date are not judged.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

constexpr OptionInfo kOptions[] = {
    {.key = "maxAgeDays", .default_json = "180", .doc = "Days after which the newest cited call is too old."},
    {.key = "maxCitationAgeDays",
     .default_json = "365",
     .doc = "Days after which a citation is too old, even beside newer ones."},
};

// "8 months", "2 years": what people say, rounded down.
std::string AgeText(std::int64_t days) {
  if (days >= 730) return StrCat(days / 365, " years");
  if (days >= 60) return StrCat(days / 30, " months");
  return Plural(static_cast<std::size_t>(days), "day");
}

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  const evidence::Tally tally = evidence::Count(spec.evidence, context.log);
  if (!tally.newest) return;
  const std::int64_t newest_age = DaysBetween(*tally.newest, context.today);
  if (newest_age > context.options.Integer("maxAgeDays")) {
    sink.Add(EvidencePlace(spec),
             StrCat("The newest cited call is ", AgeText(newest_age), " old (", FormatDate(*tally.newest),
                    "). Needs and tools change: ask again, and cite a call of this season."));
    return;
  }
  const std::int64_t limit = context.options.Integer("maxCitationAgeDays");
  for (const evidence::ResolvedCitation& resolved : spec.evidence.citations) {
    if (resolved.call == nullptr || !resolved.call->started_at_ms) continue;
    const Date day = DateOfInstant(*resolved.call->started_at_ms);
    const std::int64_t age = DaysBetween(day, context.today);
    if (age <= limit) continue;
    Finding& finding =
        sink.Add(resolved.citation.range,
                 StrCat("This call is ", AgeText(age), " old (", FormatDate(day),
                        "): the account may work another way today. Cite a newer call, or ask again."));
    finding.related.push_back(RelatedCall(
        *resolved.call, StrCat("“", resolved.call->id, "” took place on ", FormatDate(day), ".")));
  }
}

}  // namespace

const Rule kEvidenceStale{
    .info =
        {.id = "evidence/stale",
         .summary = "The newest cited call, or one of them, is too old.",
         .why = "People change tools, jobs and minds. Evidence from last year tells how the problem was, and "
                "engineers build for how it is.",
         .severity = Severity::kWarning,
         .needs = Needs::kLog,
         .options = kOptions,
         .failing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1](call:acme-2025-05-13#t=07:40)).
---8<--- calls/acme-2025-05-13.md
---
account: acme
started_at: 2025-05-13T09:00:00Z
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)",
         .passing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
started_at: 2026-01-13T09:00:00Z
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)"},
    .check = &Check};

}  // namespace whyspec::rules
