// A health term within eight words of somebody who could be known. Code is left out:
// samples there are about software. Groups ("patients with diabetes") name nobody.
#include <algorithm>

#include "base/unicode.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"
#include "rules/detect/health.h"
#include "rules/redaction.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  // Outside people of the cited calls; one name alone could be a word.
  std::vector<std::string> names;
  std::vector<const calls::Call*> seen;
  for (const evidence::ResolvedCitation& resolved : spec.evidence.citations) {
    const calls::Call* call = resolved.call.get();
    if (call == nullptr || std::find(seen.begin(), seen.end(), call) != seen.end()) continue;
    seen.push_back(call);
    for (const calls::Participant& who : call->participants) {
      if (who.affiliation != calls::Affiliation::kInternal && CountWords(who.name) > 1)
        names.push_back(who.name);
    }
  }
  for (const detect::HealthMention& mention : detect::FindHealthMentions(spec.text(), names)) {
    if (IsInCode(spec.document, mention.term.begin)) continue;
    Finding& finding =
        sink.Add(mention.term,
                 "This tells about the health of somebody who could be recognised. The law guards that more "
                 "than anything "
                 "else (GDPR, article 9): leave out the illness, or what points at the person.");
    finding.related.push_back({.path = "", .range = mention.person, .message = "This points at a person."});
    finding.fixes.push_back(RedactionFix(spec, mention.term, "placeholder_health"));
  }
}

}  // namespace

const Rule kPrivacyHealth{
    .info = {.id = "privacy/health",
             .summary = "A health term stands within eight words of a person, an age or initials.",
             .why = "Customers tell of real cases on calls, and a case with an age and an illness is often "
                    "enough to "
                    "know who it is. Such data may not be kept in a spec, whatever it is good for. An "
                    "illness alone, "
                    "or a group of patients, is fine.",
             .severity = Severity::kError,
             .needs = Needs::kDoc,
             .fix = "Replaces the term by [health detail].",
             .failing = R"(# Alerts

## Why

The nurse missed an alert about Mrs. Roe, whose diabetes had become worse.
)",
             .passing = R"(# Alerts

## Why

Nurses miss alerts about patients with diabetes when a ward has more than thirty of them.
Mrs. Roe told us so.
)"},
    .check = &Check};

}  // namespace whyspec::rules
