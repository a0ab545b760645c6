// Nobody knows who said the cited words: no cited turn has an outside speaker, and one at
// least has none at all.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (const evidence::ResolvedCitation& resolved : context.spec.evidence.citations) {
    const Speakers speakers = SpeakersOf(resolved);
    if (speakers.unattributed == 0 || speakers.external > 0) continue;
    std::uint32_t turn = resolved.first_turn;
    while (!resolved.call->turns[turn].speaker.empty()) ++turn;
    Finding& finding = sink.Add(
        resolved.citation.range,
        StrCat("The transcript does not say who speaks here (", TurnName(*resolved.call, turn),
               "). It may be one of us: listen, and add the speaker to the call before you lean on it."));
    finding.related.push_back(RelatedTurn(context.log, *resolved.call, turn));
  }
}

}  // namespace

const Rule kEvidenceUnattributed{
    .info =
        {.id = "evidence/unattributed",
         .summary = "The cited turn has no speaker.",
         .why =
             "Automatic captions often lose who is talking. Words without a speaker may be the customer's or "
             "the salesperson's, and the spec rests on the difference.",
         .severity = Severity::kInfo,
         .needs = Needs::kLog,
         .failing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([Acme call](call:acme-2026-01-13#turn=1)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
We copy every figure by hand.
)",
         .passing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([Acme call](call:acme-2026-01-13#turn=1)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)"},
    .check = &Check};

}  // namespace whyspec::rules
