// An improvement is claimed and the section holds no number and no metric. One finding
// for a section: where there is no number at all, one is enough to say so.
#include "rules/all_rules.h"
#include "rules/claims.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  if (!AsksForEvidence(*context.spec.profile)) return;
  ForEachText(context.spec, {Role::kWhy}, [&](const SectionText& text) {
    if (text.HasCue("metric")) return;
    for (const CueHit& hit : text.Cues("improvement")) {
      if (hit.negated) continue;
      if (HasNumber(text)) return;
      sink.Add(text.ToSource(hit.range),
               "Claims an improvement without a number. Nobody can tell later whether it came true: say "
               "where it stands "
               "today and where it should be, even as a rough count.");
      return;
    }
  });
}

}  // namespace

const Rule kWhyUnmeasured{.info = {.id = "why/unmeasured",
                                   .summary = "An improvement is claimed without a number or a metric.",
                                   .why = "Faster than what, and by how much? Without today's figure the "
                                          "gain can neither be weighed against "
                                          "the cost nor looked up after launch.",
                                   .severity = Severity::kInfo,
                                   .needs = Needs::kDoc,
                                   .failing = R"(# Monthly export

## Why

Operations leads will save time at the end of the month.
)",
                                   .passing = R"(# Monthly export

## Why

Operations leads will save time at the end of the month: the export takes two days today.
)"},
                          .check = &Check};

}  // namespace whyspec::rules
