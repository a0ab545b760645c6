// A sentence in why or evidence that asserts what customers want, do, say or pay, with no
// call behind it. Questions, conditions, stated beliefs and hearsay (evidence/second-hand)
// are no such claims; a citation in the same paragraph or item, or in the quote or list
// that follows, covers it.
#include "rules/all_rules.h"
#include "rules/claims.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  if (!AsksForEvidence(*context.spec.profile)) return;
  ForEachText(context.spec, {Role::kWhy, Role::kEvidence}, [&](const SectionText& text) {
    const Sentence* last = nullptr;
    for (const CueHit& hit : text.Cues("claim")) {
      const Sentence* sentence = text.SentenceAt(hit.range.begin);
      if (hit.negated || sentence == nullptr || sentence == last) continue;
      last = sentence;
      if (IsQuestion(text, *sentence) || IsConditional(text, *sentence)) continue;
      if (SentenceHas(text, *sentence, "belief") || SentenceHas(text, *sentence, "second_hand")) continue;
      if (IsCited(context.spec, text, *sentence)) continue;
      sink.Add(sentence->source,
               "Says what customers want or do, and links no call. A reader cannot check it: link the moment "
               "in a call "
               "where one of them says so, or call it a hypothesis.");
    }
  });
}

}  // namespace

const Rule kEvidenceUncitedClaim{
    .info = {.id = "evidence/uncited-claim",
             .summary = "A claim about what customers want, do, say or pay carries no citation.",
             .why = "Such sentences decide what gets built. Linked to a call they can be checked and "
                    "weighed; unlinked "
                    "they are the author's memory, and grow firmer each time somebody repeats them.",
             .severity = Severity::kWarning,
             .raise_when_ready = true,
             .needs = Needs::kDoc,
             .fix = "Offers to link the excerpt that says it.",
             .failing = R"(# Monthly export

## Why

Our customers want to export their figures every month.
)",
             .passing = R"(# Monthly export

## Why

Our customers want to export their figures every month
([P1, ops lead](call:acme-2026-01-13#t=07:40)).
)"},
    .check = &Check};

}  // namespace whyspec::rules
