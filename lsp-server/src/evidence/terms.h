// What the words of a text are reduced to before they are searched: folded (case,
// accents, typography), cut at apostrophes and hyphens, without stop words, stemmed by
// Snowball in the language of the text. "l'exportation mensuelle" -> "export", "mensuel".
//
// One function for the index and for the query, so that both always agree.
// Snowball: libstemmer's English (Porter 2), French, German and Spanish stemmers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::evidence {

// Part of every stored index: a cache made with another number is made anew.
inline constexpr int kTermsVersion = 1;

enum class TermLanguage : std::uint8_t { kEnglish, kFrench, kGerman, kSpanish };

struct Term {
  std::string text;
  TextRange source;  // the word in the text given
};

// `language` is BCP 47; empty or unknown: guessed from the words of `sample`.
TermLanguage TermLanguageOf(std::string_view language, std::string_view sample);

// Terms of `text`, in order. Total: any bytes; a word longer than 64 bytes is cut.
std::vector<Term> Terms(std::string_view text, TermLanguage language);
// The same for many texts of one language without allocating a vector for each:
// appends to `out`. Thread safe; a stem once made is remembered by each thread.
void AppendTerms(std::string_view text, TermLanguage language, std::vector<Term>& out);

}  // namespace whyspec::evidence
