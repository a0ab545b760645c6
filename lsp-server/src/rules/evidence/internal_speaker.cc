// Everybody who speaks in the cited turns is one of us. A span that holds our question
// and their answer is fine.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (const evidence::ResolvedCitation& resolved : context.spec.evidence.citations) {
    const Speakers speakers = SpeakersOf(resolved);
    if (speakers.internal == 0 || speakers.external > 0 || speakers.unattributed > 0) continue;
    const calls::Call& call = *resolved.call;
    Finding& finding = sink.Add(
        resolved.citation.range,
        StrCat("This cites our own words (", TurnName(call, resolved.first_turn),
               "): what we say on a call is no evidence of what customers need. Point at their answer."));
    finding.related.push_back(RelatedTurn(context.log, call, resolved.first_turn));
    // The answer, if one follows at once.
    const std::uint32_t next = resolved.last_turn + 1;
    if (next >= call.turns.size() || call.turns[next].speaker.empty()) continue;
    const calls::Participant* who = call.FindParticipant(call.turns[next].speaker);
    if (who == nullptr || who->affiliation != calls::Affiliation::kExternal) continue;
    const std::string anchor = evidence::FormatAnchor(evidence::AnchorFor(call, next, next));
    finding.fixes.push_back({.title = StrCat("Point at the answer, ", anchor),
                             .edits = {{resolved.citation.anchor_range, anchor}}});
  }
}

}  // namespace

const Rule kEvidenceInternalSpeaker{
    .info = {.id = "evidence/internal-speaker",
             .summary = "The cited turn is one of us.",
             .why = "Sales and product people put words into the air on every call. Cited as evidence they "
                    "prove what "
                    "we believe, not what the customer lives.",
             .severity = Severity::kWarning,
             .raise_when_ready = true,
             .needs = Needs::kLog,
             .fix = "Points at the customer's answer, when it follows at once.",
             .failing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Alex Martin** [00:07:40]: So you copy every figure by hand?

**Jane Roe** [00:07:48]: Each month, yes, it takes two days.
)",
             .passing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P2](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Alex Martin** [00:07:40]: So you copy every figure by hand?

**Jane Roe** [00:07:48]: Each month, yes, it takes two days.
)"},
    .check = &Check};

}  // namespace whyspec::rules
