#include "rules/cues.h"

#include <algorithm>
#include <cassert>

#include "rules/cue_matcher.h"
#include "rules/cue_tables.h"

namespace whyspec::rules {

std::vector<CueHit> FindCues(std::string_view folded_text, Language language, std::string_view list) {
  const CueGroup group = CueListNumber(list, CueGroup::kSpec) >= 0 ? CueGroup::kSpec : CueGroup::kSaid;
  const int number = CueListNumber(list, group);
  assert(number >= 0);
  if (number < 0) return {};
  const CueMatcher& own = CueMatcher::For(language, group);
  const CueMatcher& matcher = own.HasList(number) ? own : CueMatcher::For(Language::kEnglish, group);
  std::vector<NumberedHit> found;
  matcher.Scan(folded_text, {0, static_cast<Offset>(folded_text.size())}, number, &found);
  std::vector<CueHit> hits;
  hits.reserve(found.size());
  for (const NumberedHit& hit : found) hits.push_back(hit.hit);
  return hits;
}

bool HasCue(std::string_view folded_text, Language language, std::string_view list) {
  const std::vector<CueHit> hits = FindCues(folded_text, language, list);
  return std::any_of(hits.begin(), hits.end(), [](const CueHit& hit) { return !hit.negated; });
}

std::vector<std::string_view> CueLists(Language language) {
  std::vector<std::string_view> names;
  for (const WordList& list : WordLists(language)) {
    if (list.group == "cues" || list.group == "said") names.push_back(list.name);
  }
  return names;
}

}  // namespace whyspec::rules
