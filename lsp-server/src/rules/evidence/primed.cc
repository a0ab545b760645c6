// The cited turn was said during or after our pitch or demo in that call; calls say where
// these were in `phases`.
#include "base/strings.h"
#include "base/unicode.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

// The first pitch or demo of a call; nullptr if it has none.
const calls::Phase* FirstShow(const calls::Call& call) {
  const calls::Phase* first = nullptr;
  for (const calls::Phase& phase : call.phases) {
    const std::string kind = Fold(Trim(phase.kind));
    if (kind != "pitch" && kind != "demo") continue;
    if (first == nullptr || phase.start_ms < first->start_ms) first = &phase;
  }
  return first;
}

void Check(const RuleContext& context, FindingSink& sink) {
  for (const CitedPassage& passage : context.spec.cited_words) {
    const calls::Call& call = *context.spec.evidence.citations[passage.citation].call;
    const std::uint32_t turn = passage.TurnAt(0);
    if (turn >= call.turns.size() || !call.turns[turn].start_ms) continue;
    const calls::Phase* show = FirstShow(call);
    if (show == nullptr || *call.turns[turn].start_ms < show->start_ms) continue;
    const bool during = *call.turns[turn].start_ms < show->end_ms;
    Finding& finding = sink.Add(
        passage.place,
        StrCat("Said ", during ? "during" : "after", " our ", Fold(Trim(show->kind)), " in that call (",
               TurnName(call, turn), "; it began at ", ClockText(show->start_ms),
               "): our words echo in theirs. Better cite what they said before it, or ask again in a call "
               "without one."));
    finding.related.push_back(RelatedTurn(context.log, call, turn));
  }
}

}  // namespace

const Rule kEvidencePrimed{
    .info = {.id = "evidence/primed",
             .summary = "The cited words were said during or after our pitch or demo.",
             .why = "Once people have seen a solution they describe their problem in its words. What they "
                    "say before is their own; many teams therefore ask first and show later.",
             .severity = Severity::kHint,
             .needs = Needs::kLog,
             .failing = R"(# Monthly export

## Customer evidence

They need the export ([P2, ops lead](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
language: en
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
phases:
  - {kind: demo, start_ms: 300000, end_ms: 900000}
---
**Jane Roe** [00:07:48]: It takes us two days each month.
)",
             .passing = R"(# Monthly export

## Customer evidence

They need the export ([P2, ops lead](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
language: en
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
phases:
  - {kind: demo, start_ms: 600000, end_ms: 900000}
---
**Jane Roe** [00:07:48]: It takes us two days each month.
)"},
    .check = &Check};

}  // namespace whyspec::rules
