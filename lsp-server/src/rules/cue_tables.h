// The word lists of cues/<language>.json as tables, made at build time by
// EmbedCues.cmake. Groups: "cues" and "said" (what cues.h matches: in specs, and in what
// people say on calls), "headings" (synonyms of the business sections and of detail),
// "words" (function words, numbers, placeholders …), "template" (heading and prompt of a
// section: two entries), "privacy" (health terms, titles, placeholders …), "counts" (what
// a number of people may stand beside), "speech" (verbs that tell a quote).
#pragma once

#include <span>
#include <string_view>

#include "rules/language.h"

namespace whyspec::rules {

struct WordList {
  std::string_view group;
  std::string_view name;
  std::span<const std::string_view> entries;
};

std::span<const WordList> WordLists_en();
std::span<const WordList> WordLists_fr();
std::span<const WordList> WordLists_de();
std::span<const WordList> WordLists_es();

std::span<const WordList> WordLists(Language language);
// Empty if the language has no such list.
std::span<const std::string_view> FindWordList(Language language, std::string_view group,
                                               std::string_view name);

}  // namespace whyspec::rules
