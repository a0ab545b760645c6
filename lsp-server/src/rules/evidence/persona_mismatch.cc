// The front matter says for whom the spec is, and nobody cited is one of them. Silent
// while no cited speaker has a persona at all.
#include <algorithm>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

// "Ops_Leads", "ops-lead" and "ops lead" are one persona.
std::string Normal(std::string_view persona) {
  std::string out;
  const std::string folded = Fold(persona);
  for (TextRange word : Words(folded)) {
    std::string_view one = Cut(folded, word);
    if (one.size() > 3 && one.back() == 's') one.remove_suffix(1);
    if (!out.empty()) out.push_back(' ');
    out.append(one);
  }
  return out;
}

// The outside people whose words a citation points at; for a whole call, all of them.
std::vector<const calls::Participant*> CitedPeople(const evidence::ResolvedCitation& resolved) {
  std::vector<const calls::Participant*> people;
  if (resolved.state != evidence::CitationState::kResolved) return people;
  const calls::Call& call = *resolved.call;
  const auto add = [&](const calls::Participant* who) {
    if (who != nullptr && who->affiliation != calls::Affiliation::kInternal &&
        std::find(people.begin(), people.end(), who) == people.end()) {
      people.push_back(who);
    }
  };
  if (resolved.has_turns) {
    for (std::size_t i = resolved.first_turn; i <= resolved.last_turn && i < call.turns.size(); ++i) {
      const std::string& speaker = call.turns[i].speaker;
      const bool again = i > resolved.first_turn && speaker == call.turns[i - 1].speaker;
      if (!speaker.empty() && !again) add(call.FindParticipant(speaker));
    }
  } else {
    for (const calls::Participant& who : call.participants) add(&who);
  }
  return people;
}

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  std::set<std::string> targets;
  std::vector<std::string> target_names;
  for (const std::string& persona : spec.meta.personas) {
    if (targets.insert(Normal(persona)).second) target_names.push_back(ReadableCode(persona));
  }
  targets.erase("");
  if (targets.empty()) return;

  std::vector<std::string> heard;
  std::set<std::string> heard_normal;
  std::set<const calls::Participant*> untagged;
  for (const evidence::ResolvedCitation& resolved : spec.evidence.citations) {
    for (const calls::Participant* who : CitedPeople(resolved)) {
      const std::string persona = Normal(who->persona);
      if (persona.empty()) {
        untagged.insert(who);
      } else if (targets.count(persona) != 0) {
        return;
      } else if (heard_normal.insert(persona).second) {
        heard.push_back(ReadableCode(who->persona));
      }
    }
  }
  if (heard.empty()) return;
  std::string message =
      StrCat("This spec is for ", JoinWords(target_names), ", and those cited are ", JoinWords(heard),
             ": their problem may be another one. Cite somebody who is ",
             target_names.size() == 1 ? target_names.front() : "one of those", ", or correct `personas`.");
  if (!untagged.empty()) {
    message +=
        StrCat(" ", Plural(untagged.size(), "cited person has", "cited people have"), " no persona yet.");
  }
  Finding& finding = sink.Add(EvidencePlace(spec), std::move(message));
  if (!spec.meta.personas_range.empty()) {
    finding.related.push_back(
        {.path = "", .range = spec.meta.personas_range, .message = "The spec's own personas."});
  }
}

}  // namespace

const Rule kEvidencePersonaMismatch{
    .info =
        {.id = "evidence/persona-mismatch",
         .summary = "No cited speaker has a persona the spec targets.",
         .why =
             "Doctors, buyers and operators of one company want different things. High praise from the wrong "
             "people has sent many products astray.",
         .severity = Severity::kWarning,
         .raise_when_ready = true,
         .needs = Needs::kLog,
         .failing = R"(---
personas: [ops_lead]
---
# Monthly export

## Customer evidence

They copy the figures by hand ([P1](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
participants:
  - {id: p1, name: Jane Roe, affiliation: external, persona: physician}
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)",
         .passing = R"(---
personas: [ops_lead]
---
# Monthly export

## Customer evidence

They copy the figures by hand ([P1](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
participants:
  - {id: p1, name: Jane Roe, affiliation: external, persona: ops lead}
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)"},
    .check = &Check};

}  // namespace whyspec::rules
