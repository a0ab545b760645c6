// The why opens with what will be built. Only the very first words count, and
// only in profiles that ask for evidence: others are no business specs.
#include "rules/all_rules.h"
#include "rules/claims.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  bool first = true;
  ForEachText(context.spec, {Role::kWhy}, [&](const SectionText& text) {
    if (!first || text.sentences.empty()) return;
    first = false;  // a later section of the why is not an opening
    const TextRange opening = text.sentences.front().folded;
    for (const CueHit& hit : text.Cues("solution_start")) {
      if (hit.range.begin != opening.begin || hit.negated) continue;
      sink.Add(ClauseFrom(text, hit),
               "Opens with the solution. Start with the problem: what happens today, to whom, and what it "
               "costs. The "
               "solution has its own section.");
      return;
    }
  });
}

}  // namespace

const Rule kWhySolutionFirst{
    .info =
        {.id = "why/solution-first",
         .summary = "The why opens with what will be built.",
         .why =
             "A why that begins with the feature explains the feature by itself. Readers who start from the "
             "problem can propose a better answer; readers who start from the answer can only estimate it.",
         .severity = Severity::kHint,
         .needs = Needs::kDoc,
         .failing = R"(# Monthly export

## Why

Add an export button to the dashboard. Operations leads copy figures by hand today.
)",
         .passing = R"(# Monthly export

## Why

Operations leads copy figures by hand today. They would rather press a button.
)"},
    .check = &Check};

}  // namespace whyspec::rules
