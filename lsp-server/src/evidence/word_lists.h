// The word lists of words/<language>.json as tables, made at build time by
// EmbedCues.cmake. Groups: "meaning" (negations, quantities, modals, pronouns, units,
// dates: a comma separates words of one meaning), "numbers" ("twenty=20", "thousand=*1000",
// "third=o3"), "speech" (fillers, sounds), "forms" (contractions and spellings),
// "function" (words without content), "opposites" ("cheap,inexpensive/expensive").
// All entries are folded. Private to this layer.
#pragma once

#include <span>
#include <string_view>

namespace whyspec::evidence {

struct WordList {
  std::string_view group;
  std::string_view name;
  std::span<const std::string_view> entries;
};

std::span<const WordList> WordLists_en();
std::span<const WordList> WordLists_fr();

}  // namespace whyspec::evidence
