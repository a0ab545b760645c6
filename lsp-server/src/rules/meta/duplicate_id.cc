// Another spec has this spec's id, or a cited id names two call files. The second file of
// a call is also reported on the file itself, by the workspace.
#include <algorithm>
#include <set>

#include "base/strings.h"
#include "base/uri.h"
#include "rules/all_rules.h"

namespace whyspec::rules {
namespace {

std::string OtherFiles(const std::vector<TeamView::Place>& places, const Spec& spec) {
  constexpr std::size_t kMostNamed = 3;
  std::vector<std::string> names;
  for (const TeamView::Place& place : places) {
    if (names.size() == kMostNamed) {
      names.push_back(StrCat(places.size() - kMostNamed, " more"));
      break;
    }
    names.push_back(Printable(RelativePath(place.path, Dirname(spec.path))));
  }
  return JoinWords(names);
}

void AddPlaces(const std::vector<TeamView::Place>& places, std::string_view message, Finding& finding) {
  for (const TeamView::Place& place : places) {
    finding.related.push_back({.path = place.path, .range = place.range, .message = std::string(message)});
  }
}

void CheckSpec(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  if (spec.meta.id.empty()) return;
  std::vector<TeamView::Place> others = context.team.SpecsWithId(spec.meta.id);
  std::erase_if(others, [&](const TeamView::Place& place) { return place.path == spec.path; });
  if (others.empty()) return;
  Finding& finding =
      sink.Add(spec.meta.id_range,
               StrCat("The id “", Printable(spec.meta.id), "” is also that of ", OtherFiles(others, spec),
                      ": links to it may lead to either. Give one of them another id."));
  AddPlaces(others, "The same id stands here.", finding);
}

void CheckCalls(const RuleContext& context, FindingSink& sink) {
  std::set<std::string_view> seen;
  for (const evidence::ResolvedCitation& resolved : context.spec.evidence.citations) {
    if (resolved.call == nullptr || !seen.insert(resolved.call->id).second) continue;
    const std::vector<TeamView::Place> places = context.team.CallsWithId(resolved.call->id);
    if (places.size() < 2) continue;
    Finding& finding =
        sink.Add(resolved.citation.range,
                 StrCat("Two calls have the id “", Printable(resolved.call->id), "” (",
                        OtherFiles(places, context.spec),
                        "), so readers cannot know which one is meant. Give one of them another id."));
    AddPlaces(places, "This call has the id.", finding);
  }
}

void Check(const RuleContext& context, FindingSink& sink) {
  CheckSpec(context, sink);
  CheckCalls(context, sink);
}

}  // namespace

const Rule kMetaDuplicateId{
    .info =
        {.id = "meta/duplicate-id",
         .summary = "Two specs, or two cited calls, have one id.",
         .why = "An id is how specs, calls and tickets point at each other. When two files answer to one id, "
                "evidence is counted for the wrong feature and links open the wrong page.",
         .severity = Severity::kError,
         .needs = Needs::kTeam,
         .failing = R"(---
id: FEAT-12
---
# Monthly export
---8<--- specs/weekly-export.md
---
id: FEAT-12
---
# Weekly export
)",
         .passing = R"(---
id: FEAT-12
---
# Monthly export
---8<--- specs/weekly-export.md
---
id: FEAT-13
---
# Weekly export
)"},
    .check = &Check};

}  // namespace whyspec::rules
