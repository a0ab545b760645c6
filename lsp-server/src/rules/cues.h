// Cue lists: words and phrases that tell a rule what a sentence does ("would use",
// "on aimerait"), per language. The lists are data, rules/cues/<language>.json,
// turned into tables at build time; nothing is parsed at start-up.
//
// Cues are matched on folded text, by whole words. In a list entry, "*" ends a word
// stem ("utilis*"), "#" stands for a number, "_" for any one word, and "(a|b)" for
// alternatives. Matching is linear in the text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/text_range.h"
#include "rules/language.h"

namespace whyspec::rules {

struct CueHit {
  TextRange range;       // in the folded text given
  bool negated = false;  // a negation stands within three words before it
};

// Hits of list `list` ("weasel_quantifier", "authority" …: the keys of the JSON
// files), in order, longest first at one place. An unknown list is a bug in the
// caller (asserted). A language without that list falls back to English.
std::vector<CueHit> FindCues(std::string_view folded_text, Language language, std::string_view list);
// True if it has a hit that is not negated.
bool HasCue(std::string_view folded_text, Language language, std::string_view list);
// All list names, for the test that holds every language file to the same keys.
std::vector<std::string_view> CueLists(Language language);

}  // namespace whyspec::rules
