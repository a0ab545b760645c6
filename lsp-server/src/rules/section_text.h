// Makes the SectionText of a section: visible prose, folded, cut into sentences, with its
// cues.
#pragma once

#include <vector>

#include "rules/spec.h"

namespace whyspec::rules {

// How much of a section is read.
enum class ReadingDepth {
  kWords,  // text and word count
  kCues,   // folded text, sentences and cues as well
};

// `left_out` are sections inside it that stand alone. `stated` is the language of the
// front matter; without it each section is guessed, falling back to `fallback`.
SectionText BuildSectionText(const markdown::Document& document, markdown::Index section,
                             const std::vector<markdown::Index>& left_out, std::optional<Language> stated,
                             Language fallback, ReadingDepth depth);

// Ends of sentences in plain text, as ranges without the blanks around them. Knows
// abbreviations and numbers of the language; a table row is a sentence.
std::vector<TextRange> SplitSentences(std::string_view text, Language language);

}  // namespace whyspec::rules
