// The name of somebody who took part in a cited call whose visibility is below named.
//
// Full names are found anywhere outside code. A first or last name alone could be anyone,
// or a word ("Rose", "Will"), so it counts only where it can be nobody else: in the label
// of a citation of that call.
#include <algorithm>
#include <map>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"
#include "rules/detect/name_finder.h"

namespace whyspec::rules {
namespace {

constexpr std::size_t kMinPart = 3;  // code points of a first or last name alone
constexpr Offset kRoleReach = 60;    // bytes after the name in which its role may stand already

struct Person {
  const calls::Call* call = nullptr;
  const calls::Participant* participant = nullptr;  // nullptr: only named as a speaker
  std::string name;
};

// Own people are no secret of the customer's: those marked internal, the account's owner
// and the spec's.
bool IsOurs(const calls::Call& call, const calls::Participant& who, const Spec& spec) {
  if (who.affiliation == calls::Affiliation::kInternal) return true;
  const std::string name = Fold(who.name);
  return name == Fold(call.owner) || name == Fold(spec.meta.owner);
}

std::vector<Person> HiddenPeople(const RuleContext& context) {
  std::vector<const calls::Call*> seen;
  std::vector<Person> people;
  for (const evidence::ResolvedCitation& resolved : context.spec.evidence.citations) {
    const calls::Call* call = resolved.call.get();
    if (call == nullptr || std::find(seen.begin(), seen.end(), call) != seen.end()) continue;
    seen.push_back(call);
    if (context.log.VisibilityOf(*call) >= calls::Visibility::kNamed) continue;
    for (const calls::Participant& who : call->participants) {
      if (!who.name.empty() && !IsOurs(*call, who, context.spec)) people.push_back({call, &who, who.name});
    }
    std::vector<std::string_view> speakers;
    for (const calls::Turn& turn : call->turns) {
      if (!turn.speaker.empty() && call->FindParticipant(turn.speaker) == nullptr)
        speakers.push_back(turn.speaker);
    }
    std::sort(speakers.begin(), speakers.end());
    speakers.erase(std::unique(speakers.begin(), speakers.end()), speakers.end());
    for (std::string_view speaker : speakers) people.push_back({call, nullptr, std::string(speaker)});
  }
  return people;
}

void AddFinding(const RuleContext& context, const Person& person, TextRange range, FindingSink& sink) {
  Finding& finding = sink.Add(
      range, StrCat("This names somebody who spoke in “", person.call->id, "”, a call whose visibility is ",
                    calls::Name(context.log.VisibilityOf(*person.call)),
                    ": they were not promised to be named here. Use their role instead."));
  if (person.participant == nullptr) return;
  std::string pseudonym = Pseudonym(*person.call, *person.participant);
  const std::string number = ParticipantNumber(*person.call, *person.participant);
  // "Jane Roe, ops lead" becomes "P1, ops lead", not "P1, ops lead, ops lead".
  if (pseudonym.size() > number.size()) {
    const std::string role = Fold(std::string_view(pseudonym).substr(number.size() + 2));
    const std::string after = Fold(Cut(context.spec.text(), {range.end, range.end + kRoleReach}));
    if (after.find(role) != std::string::npos) pseudonym = number;
  }
  if (!person.participant->source.empty()) {
    finding.related.push_back({.path = person.call->path,
                               .range = person.participant->source,
                               .message = StrCat("Known here as ", number, ".")});
  }
  finding.fixes.push_back({.title = StrCat("Replace by “", pseudonym, "”"), .edits = {{range, pseudonym}}});
}

void Check(const RuleContext& context, FindingSink& sink) {
  const std::vector<Person> people = HiddenPeople(context);
  if (people.empty()) return;
  const Spec& spec = context.spec;
  detect::NameFinder full;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const std::vector<TextRange> words = Words(people[i].name);
    if (words.size() < 2) continue;
    full.Add(people[i].name, i);
    // "ROE Jane": the family name first.
    full.Add(StrCat(Cut(people[i].name, words.back()), " ", Cut(people[i].name, {0, words.back().begin})), i);
  }
  std::vector<TextRange> found;
  for (const detect::NameFinder::Hit& hit : full.Find(spec.text())) {
    if (IsInCode(spec.document, hit.range.begin)) continue;
    found.push_back(hit.range);
    AddFinding(context, people[hit.tag], hit.range, sink);
  }

  std::map<const calls::Call*, detect::NameFinder> parts_of;
  for (std::size_t i = 0; i < people.size(); ++i) {
    detect::NameFinder& parts = parts_of[people[i].call];
    for (TextRange word : Words(people[i].name)) {
      const std::string_view part = Cut(people[i].name, word);
      if (CountCodePoints(part) >= kMinPart) parts.Add(part, i);
    }
  }
  for (const evidence::ResolvedCitation& resolved : spec.evidence.citations) {
    const auto parts = parts_of.find(resolved.call.get());
    if (parts == parts_of.end()) continue;
    const TextRange label = spec.document.links()[resolved.citation.link].text_range;
    for (const detect::NameFinder::Hit& hit : parts->second.Find(Cut(spec.text(), label))) {
      const TextRange range{label.begin + hit.range.begin, label.begin + hit.range.end};
      const auto at_or_after = std::partition_point(found.begin(), found.end(),
                                                    [&](TextRange one) { return one.end <= range.begin; });
      const bool known = at_or_after != found.end() && at_or_after->Overlaps(range);
      if (!known) AddFinding(context, people[hit.tag], range, sink);
    }
  }
}

}  // namespace

const Rule kPrivacyPersonName{
    .info = {.id = "privacy/person-name",
             .summary = "The name of somebody in a cited call whose visibility is below named.",
             .why = "The owner of a call decides what readers of specs may know. A pseudonym, the same in "
                    "every spec, "
                    "keeps what matters: that one person in that role said it.",
             .severity = Severity::kWarning,
             .needs = Needs::kLog,
             .fix = "Replaces the name by its pseudonym, as \"P1, ops lead\".",
             .failing = R"(# Monthly export

## Customer evidence

Jane Roe copies the figures by hand ([P1](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
visibility: {level: alias}
participants:
  - {id: p1, name: Jane Roe, affiliation: external, persona: ops_lead}
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)",
             .passing = R"(# Monthly export

## Customer evidence

P1, ops lead, copies the figures by hand ([P1](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
visibility: {level: alias}
participants:
  - {id: p1, name: Jane Roe, affiliation: external, persona: ops_lead}
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)"},
    .check = &Check};

}  // namespace whyspec::rules
