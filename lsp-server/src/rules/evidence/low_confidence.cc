// The sum of points for the kinds of evidence cited is below what the status asks for. The sum is
// ConfidenceOf's; the table is the config's. evidence/none speaks where nothing is cited.
#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"
#include "rules/confidence.h"

namespace whyspec::rules {
namespace {

// "0.5", "1.05": at most two places, no zeros at the end.
std::string Shown(double points) {
  const auto hundredths = static_cast<std::int64_t>(std::llround(points * 100));
  std::string text = std::to_string(hundredths / 100);
  const std::int64_t rest = hundredths % 100;
  if (rest == 0) return text;
  text += StrCat(".", rest < 10 ? "0" : "", rest);
  if (text.back() == '0') text.pop_back();
  return text;
}

std::string Describe(const ConfidenceLine& line) {
  const std::string from = line.accounts > 0 ? StrCat(" (", Plural(line.accounts, "account"), ")") : "";
  const auto say = [&](std::string_view what) { return StrCat(Shown(line.points), " for ", what, from); };
  switch (line.kind) {
    case EvidenceClass::kHearsay:
      return say("hearsay (our own words or notes)");
    case EvidenceClass::kOpinion:
      return say("opinions");
    case EvidenceClass::kAnecdote:
    case EvidenceClass::kPattern:
    case EvidenceClass::kStudy:
      return say("what people live with");
    case EvidenceClass::kFact:
      return say("facts");
    case EvidenceClass::kCommitment:
      return say("commitments");
  }
  return "";
}

// The kind that would add most and is missing.
std::string_view Advice(const Confidence& confidence) {
  const auto has = [&](EvidenceClass kind) {
    return std::any_of(confidence.lines.begin(), confidence.lines.end(),
                       [kind](const ConfidenceLine& line) { return line.kind == kind; });
  };
  if (!has(EvidenceClass::kAnecdote) && !has(EvidenceClass::kPattern) && !has(EvidenceClass::kStudy)) {
    return "Cite somebody outside who tells what they live with.";
  }
  if (!has(EvidenceClass::kFact)) return "Cite what happened, when, and what it cost.";
  if (!has(EvidenceClass::kCommitment)) return "Cite who gives time, money or their name for it.";
  return "Cite more accounts.";
}

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  const SpecStatus status = spec.meta.status.value_or(SpecStatus::kReview);
  const ConfidenceTable& table = context.goals.confidence;
  const double wanted = table.Threshold(status);
  if (wanted <= 0) return;
  const Confidence confidence = ConfidenceOf(spec, context.log, table);
  // Sums of tenths: what is equal on paper is enough.
  if (confidence.lines.empty() || confidence.score > wanted - 1e-6) return;
  std::vector<std::string> sum;
  for (const ConfidenceLine& line : confidence.lines) sum.push_back(Describe(line));
  Finding& finding =
      sink.Add(EvidencePlace(spec),
               StrCat("The evidence carries ", Shown(confidence.score), ", and status “", Name(status),
                      "” asks for ", Shown(wanted), ": ", JoinWords(sum), ". ", Advice(confidence)));
  if (!spec.meta.status_range.empty()) {
    finding.related.push_back({.path = "", .range = spec.meta.status_range, .message = "The spec's status."});
  }
}

}  // namespace

const Rule kEvidenceLowConfidence{
    .info =
        {.id = "evidence/low-confidence",
         .summary = "The evidence carries less than the spec's status asks for.",
         .why =
             "Confidence should grow with what is at stake. Each kind of evidence counts once, with the "
             "points of Gilad's Confidence Meter: hearsay 0.03, opinions (praise, wishes, plans, "
             "generalities, words of nobody known) 0.1, what one to three accounts live 0.5, four or more 1, "
             "twenty or more 3, and on top 0.3 where somebody tells a fact (what happened, how much) and 0.5 "
             "where somebody commits time, money or reputation. A draft needs nothing, review 0.1, ready "
             "0.5, committed and shipped 1. Points and thresholds are set in whyspec.json (`confidence`).",
         .severity = Severity::kWarning,
         .needs = Needs::kLog,
         .failing = R"(---
status: ready
---
# Monthly export

## Customer evidence

They want the export ([P2, ops lead](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
language: en
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Jane Roe** [00:07:48]: We would use that, I think.
)",
         .passing = R"(---
status: ready
---
# Monthly export

## Customer evidence

It takes them two days a month ([P2, ops lead](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
language: en
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Jane Roe** [00:07:48]: It takes us two days each month.
)"},
    .check = &Check};

}  // namespace whyspec::rules
