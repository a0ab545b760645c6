// The people on a cited call said no to its use, took their yes back (error), or nobody
// noted whether they were asked (information, once a call).
#include <algorithm>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  std::vector<const calls::Call*> asked;
  for (const evidence::ResolvedCitation& resolved : context.spec.evidence.citations) {
    if (resolved.call == nullptr) continue;
    const calls::Call& call = *resolved.call;
    const TextRange range = resolved.citation.range;
    switch (call.consent) {
      case calls::Consent::kRefused:
        sink.Add(range,
                 StrCat("The people on “", call.id,
                        "” refused that it be used. Remove the citation and the words taken from the call."))
            .related.push_back(RelatedCall(call, "The call says so in `consent`."));
        break;
      case calls::Consent::kWithdrawn:
        sink.Add(range, StrCat("The people on “", call.id,
                               "” have taken back their consent. Remove the citation and the words taken "
                               "from the call."))
            .related.push_back(RelatedCall(call, "The call says so in `consent`."));
        break;
      case calls::Consent::kUnknown: {
        if (std::find(asked.begin(), asked.end(), &call) != asked.end()) break;
        asked.push_back(&call);
        Finding& finding =
            sink.Add(range, StrCat("Nobody noted whether the people on “", call.id,
                                   "” know that it is used. Ask the owner of the account, and add "
                                   "`consent` to the call."));
        finding.severity = Severity::kInfo;
        finding.related.push_back(RelatedCall(call, "The call says nothing about consent."));
        break;
      }
      case calls::Consent::kInformed:
      case calls::Consent::kConsented:
        break;
    }
  }
}

}  // namespace

const Rule kPrivacyConsent{
    .info =
        {.id = "privacy/consent",
         .summary =
             "A cited call whose people refused its use, took consent back, or were perhaps never asked.",
         .why =
             "People must know that their words are kept and used, and may say no at any time. A spec that "
             "quotes them all the same breaks that promise in the company's name. Refused and withdrawn are "
             "errors; unknown is a reminder, once for each call.",
         .severity = Severity::kError,
         .needs = Needs::kLog,
         .failing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
consent: {status: withdrawn}
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)",
         .passing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
consent: {status: informed, scope: [transcript, product_use]}
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)"},
    .check = &Check};

}  // namespace whyspec::rules
