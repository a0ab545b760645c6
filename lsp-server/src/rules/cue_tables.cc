#include "rules/cue_tables.h"

namespace whyspec::rules {

std::span<const WordList> WordLists(Language language) {
  switch (language) {
    case Language::kEnglish:
      return WordLists_en();
    case Language::kFrench:
      return WordLists_fr();
    case Language::kGerman:
      return WordLists_de();
    case Language::kSpanish:
      return WordLists_es();
  }
  return {};
}

std::span<const std::string_view> FindWordList(Language language, std::string_view group,
                                               std::string_view name) {
  for (const WordList& list : WordLists(language)) {
    if (list.group == group && list.name == name) return list.entries;
  }
  return {};
}

}  // namespace whyspec::rules
