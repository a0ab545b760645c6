// An ask heard in calls of several accounts that no spec cites. It is about no spec, so
// only the report can say it; features/unlinked_asks.h finds them.
#include "rules/all_rules.h"

namespace whyspec::rules {

const Rule kMetaUnlinkedAsk{
    .info = {.id = "meta/unlinked-ask",
             .summary = "An ask heard in calls of two or more accounts that no spec cites.",
             .why =
                 "What several customers ask for on their own is worth a decision, even if it is no. As long "
                 "as no spec cites it, nobody decides: the next person hears it for the first time again. "
                 "Start a spec with it, or cite it in the spec that answers it. Only asks in almost the same "
                 "words are put together, so that what is listed is worth reading; some are missed.",
             .severity = Severity::kInfo,
             .needs = Needs::kTeam,
             .fix = "`whyspec new spec NAME` starts a spec; the report gives the citations to put into it.",
             .failing = R"(# Monthly export

## Customer evidence

Planners copy their shifts by hand ([P2, shift planner](call:acme-2026-01-13#turn=1)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Jane Roe**: We copy all shifts by hand.

**Alex Martin**: What else should we know?

**Alex Martin**: Take your time.

**Alex Martin**: Anything at all.

**Alex Martin**: We are listening.

**Jane Roe**: We need single sign-on for the tablets on the wards.
---8<--- calls/birch-2026-01-20.md
---
account: birch
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: John Doe, affiliation: external}
---
**John Doe**: Could you add single sign-on to the tablets?
)",
             .passing = R"(# Signing in on the ward

## Customer evidence

Two clinics ask for it ([P2](call:acme-2026-01-13#turn=1), [P2](call:birch-2026-01-20#turn=1)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
participants:
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Jane Roe**: We need single sign-on for the tablets on the wards.
---8<--- calls/birch-2026-01-20.md
---
account: birch
participants:
  - {id: p2, name: John Doe, affiliation: external}
---
**John Doe**: Could you add single sign-on to the tablets?
)",
             .report_only = true},
    .check = nullptr};

}  // namespace whyspec::rules
