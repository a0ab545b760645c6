// The words that the citations of a spec point at, ready to be judged: a quote's own words
// where it is verified, else what the outside speakers of the cited turns say.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evidence/spec_evidence.h"
#include "markdown/document.h"
#include "rules/judgement.h"
#include "rules/language.h"

namespace whyspec::calls {
class CallLog;
}

namespace whyspec::rules {

struct CitedPassage {
  std::size_t citation = 0;          // in SpecEvidence::citations
  std::optional<std::size_t> quote;  // in SpecEvidence::quotes, if its words are the passage
  TextRange place;                   // where a finding about the words goes: the quote or the link
  std::string words;
  // Where the words of a turn begin in `words`, and its number in the call; ascending.
  std::vector<std::pair<Offset, std::uint32_t>> turns;
  Language language = Language::kEnglish;
  Judgement judgement;

  std::uint32_t TurnAt(Offset at) const;
};

// In document order. Left out: citations without turns, turns of ours or of nobody known,
// anchors that cover more turns than one answer has, and languages without cue lists.
std::vector<CitedPassage> FindCitedWords(const markdown::Document& document,
                                         const evidence::SpecEvidence& evidence, Language fallback);

// The language of a call's words; nullopt if there are no cue lists for it.
std::optional<Language> LanguageOf(const calls::Call& call, std::string_view words, Language fallback);

}  // namespace whyspec::rules
