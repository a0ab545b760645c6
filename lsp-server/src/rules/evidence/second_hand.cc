// Hearsay: what sales, support or "apparently" says, with no call behind it.
#include "rules/all_rules.h"
#include "rules/claims.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  if (!AsksForEvidence(*context.spec.profile)) return;
  ForEachText(context.spec, {Role::kWhy, Role::kEvidence}, [&](const SectionText& text) {
    const Sentence* last = nullptr;
    for (const CueHit& hit : text.Cues("second_hand")) {
      const Sentence* sentence = text.SentenceAt(hit.range.begin);
      if (hit.negated || sentence == nullptr || sentence == last) continue;
      last = sentence;
      if (IsQuestion(text, *sentence) || IsCited(context.spec, text, *sentence)) continue;
      sink.Add(ClauseFrom(text, hit),
               "Second-hand: somebody tells what a customer said. Details get lost on the way: ask which "
               "call it was and "
               "link the customer's own words.");
    }
  });
}

}  // namespace

const Rule kEvidenceSecondHand{
    .info = {.id = "evidence/second-hand",
             .summary = "Hearsay about customers, with no call linked.",
             .why = "A colleague's summary mixes what was said with what was understood, and leaves out the "
                    "doubts. The "
                    "call itself is one link away, and the colleague usually knows which one it was.",
             .severity = Severity::kWarning,
             .needs = Needs::kDoc,
             .fix = "Offers to link the excerpt that says it.",
             .failing = R"(# Monthly export

## Customer evidence

Sales says the export is the first thing that everyone looks for.
)",
             .passing = R"(# Monthly export

## Customer evidence

Sales says the export is the first thing that everyone looks for
([P1, ops lead](call:acme-2026-01-13#t=07:40)).
)"},
    .check = &Check};

}  // namespace whyspec::rules
