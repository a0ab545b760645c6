// Words that say nothing about what a passage is about: articles, pronouns, auxiliary
// verbs, conjunctions, fillers of speech. Private to this layer.
//
// Folded, separated by single blanks. Negations are stop words here: search is about the
// subject; verify_quote is what weighs them.
#pragma once

#include <string_view>

#include "evidence/terms.h"

namespace whyspec::evidence {

std::string_view StopWords(TermLanguage language);
// Words that tell of a conversation instead of being said in it ("customers explained
// that …"): they count for little in a query.
std::string_view FaintWords(TermLanguage language);

}  // namespace whyspec::evidence
