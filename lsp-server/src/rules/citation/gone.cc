// The cited call may not be read any more: erased, withdrawn by its owner, or under
// embargo.
#include <optional>

#include "base/date.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "rules/all_rules.h"

namespace whyspec::rules {
namespace {

std::string_view Reason(calls::Gone gone) {
  switch (gone) {
    case calls::Gone::kErased:
      return "was erased, as somebody in it may ask. Remove the citation and every word taken from the call";
    case calls::Gone::kWithdrawn:
      return "was withdrawn by its owner. Remove the citation and its words, or ask the owner of the account";
    case calls::Gone::kEmbargoed:
      return "is under embargo, so it may not be used yet. Cite another call, or wait until the embargo ends";
    case calls::Gone::kNo:
      break;
  }
  return "cannot be read any more. Cite another call";
}

// An embargo lasts until its day, or while the deal is open: an unknown stage is open.
bool IsEmbargoed(const calls::Call& call, Date today) {
  if (call.embargo_until.empty()) return false;
  if (const std::optional<Date> day = ParseDate(call.embargo_until)) return today < *day;
  const std::string stage = Fold(call.opportunity.stage);
  for (std::string_view closed : {"closed", "won", "lost", "gagn", "perdu", "clos"}) {
    if (stage.find(closed) != std::string::npos) return false;
  }
  return true;
}

void Check(const RuleContext& context, FindingSink& sink) {
  for (const evidence::ResolvedCitation& resolved : context.spec.evidence.citations) {
    std::string_view reason;
    if (resolved.state == evidence::CitationState::kGone) {
      reason = Reason(resolved.gone);
    } else if (resolved.call == nullptr) {
      continue;
    } else if (IsEmbargoed(*resolved.call, context.today)) {
      reason = Reason(calls::Gone::kEmbargoed);
    } else if (resolved.call->transcript_status == calls::TranscriptStatus::kGone) {
      reason = "has lost its transcript: it was erased. Remove the citation and every word taken from it";
    } else {
      continue;
    }
    const evidence::Citation& citation = resolved.citation;
    const std::string_view name = citation.by_path ? citation.written_target : citation.target;
    sink.Add(citation.range, StrCat("The call “", Printable(name), "” ", reason, "."));
  }
}

}  // namespace

const Rule kCitationGone{
    .info = {.id = "citation/gone",
             .summary = "A citation names a call that was erased, withdrawn or embargoed.",
             .why = "People may ask to be forgotten, and the owner of a call may take it back. A spec that "
                    "keeps the "
                    "words goes against them, and its readers can no longer check the claim.",
             .severity = Severity::kError,
             .needs = Needs::kLog,
             .failing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1, ops lead](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
visibility: {level: named, embargo_until: 2026-12-31}
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)",
             .passing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1, ops lead](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
visibility: {level: named, embargo_until: 2026-02-01}
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)"},
    .check = &Check};

}  // namespace whyspec::rules
