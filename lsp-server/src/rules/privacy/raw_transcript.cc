// More than 150 words in a row of a cited call stand in the spec: that is the transcript,
// not a quote of it. Speaker labels between turns do not break a run.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (const evidence::PastedTranscript& pasted : context.spec.evidence.pasted) {
    Finding& finding = sink.Add(
        pasted.range,
        StrCat("These are ", pasted.words, " words in a row of the call ", pasted.call->id,
               ": the transcript itself, copied to where everybody reads it and where nobody can erase it. "
               "Keep the "
               "sentences that matter as quotes, and link the rest as call:",
               pasted.call->id,
               evidence::FormatAnchor(evidence::AnchorFor(*pasted.call, pasted.first_turn, pasted.last_turn)),
               "."));
    finding.related.push_back(RelatedTurn(context.log, *pasted.call, pasted.first_turn));
  }
}

}  // namespace

const Rule kPrivacyRawTranscript{
    .info = {.id = "privacy/raw-transcript",
             .summary = "A long stretch of a transcript is pasted into the spec.",
             .why = "People agreed to a call, not to their words standing in a repository for ever, where no "
                    "erasure "
                    "reaches them. And an engineer who needs the point has to find it in two pages of talk.",
             .severity = Severity::kError,
             .needs = Needs::kLog,
             .failing = R"(# Monthly export

## Customer evidence

The call ([P1](call:acme-2026-01-13#t=07:40)):

So every month it goes like this. On the first working day I open the report of the month before and
the portal, side by side. Then I copy the figures, one after the other, into the sheet that the
finance team gave us two years ago. There are forty of them, more or less, and some have to be added
up first because the portal shows them per site. When that is done I send the sheet to Paul, who
compares it with the invoices, and he nearly always finds something that I typed wrong. We correct
it together on the phone, which takes the rest of the morning. After lunch the sheet goes to the
board, as a picture, because they open it on their phones. In the evening somebody asks for the
figures of the year before, and I start again with the old reports, which are in another folder and
look different. It is two days, every month, for a page that nobody reads to the end, I am afraid.
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: So every month it goes like this. On the first working day I open the
report of the month before and the portal, side by side. Then I copy the figures, one after the
other, into the sheet that the finance team gave us two years ago. There are forty of them, more or
less, and some have to be added up first because the portal shows them per site. When that is done I
send the sheet to Paul, who compares it with the invoices, and he nearly always finds something that
I typed wrong. We correct it together on the phone, which takes the rest of the morning. After lunch
the sheet goes to the board, as a picture, because they open it on their phones. In the evening
somebody asks for the figures of the year before, and I start again with the old reports, which are
in another folder and look different. It is two days, every month, for a page that nobody reads to
the end, I am afraid.
)",
             .passing = R"(# Monthly export

## Customer evidence

> It is two days, every month.
> — [P1, ops lead](call:acme-2026-01-13#t=07:40)
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: So every month it goes like this. On the first working day I open the
report of the month before and the portal, side by side. Then I copy the figures, one after the
other, into the sheet that the finance team gave us two years ago. There are forty of them, more or
less, and some have to be added up first because the portal shows them per site. When that is done I
send the sheet to Paul, who compares it with the invoices, and he nearly always finds something that
I typed wrong. We correct it together on the phone, which takes the rest of the morning. After lunch
the sheet goes to the board, as a picture, because they open it on their phones. In the evening
somebody asks for the figures of the year before, and I start again with the old reports, which are
in another folder and look different. It is two days, every month, for a page that nobody reads to
the end, I am afraid.
)"},
    .check = &Check};

}  // namespace whyspec::rules
