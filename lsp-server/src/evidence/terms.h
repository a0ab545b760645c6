// What the words of a text are reduced to before they are searched: folded (case,
// accents, typography), cut at apostrophes and hyphens, without stop words, stemmed by
// Snowball in the language of the text. "l'exportation mensuelle" -> "export", "mensuel".
// Numbers said in words are digits: "seventy-five" -> "75".
//
// One function for the index and for the query, so that both always agree.
// Snowball: libstemmer's English (Porter 2), French, German and Spanish stemmers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"
#include "calls/call.h"

namespace whyspec::evidence {

// Part of every stored index: a cache made with another number is made anew.
inline constexpr int kTermsVersion = 2;

enum class TermLanguage : std::uint8_t { kEnglish, kFrench, kGerman, kSpanish };
inline constexpr std::size_t kTermLanguages = 4;

struct Term {
  std::string text;
  TextRange source;  // the word in the text given
};

// `language` is BCP 47; empty or unknown: guessed from the words of `sample`.
TermLanguage TermLanguageOf(std::string_view language, std::string_view sample);
// The language a call is indexed and searched in: as it says, else guessed from its
// first turns.
TermLanguage TermLanguageOf(const calls::Call& call);

// Terms of `text`, in order. Total: any bytes; a word longer than 64 bytes is cut.
std::vector<Term> Terms(std::string_view text, TermLanguage language);
// The same for many texts of one language without allocating a vector for each:
// appends to `out`. Thread safe; a stem once made is remembered by each thread.
void AppendTerms(std::string_view text, TermLanguage language, std::vector<Term>& out);
// Stop words too, stemmed like the rest: for a query that has no other words.
void AppendAllWords(std::string_view text, TermLanguage language, std::vector<Term>& out);

// What a TextIndex keeps of a call: the distinct terms of each block of
// calls::kTurnsPerBlock turns. A block holds the words of its turns and the names of
// those who speak in it; the first block the call's title and account as well.
class BlockTerms {
 public:
  // `call` must outlive this.
  explicit BlockTerms(const calls::Call& call);

  std::uint32_t block_count() const;
  // Sorted, each once; valid until the next call of Of().
  const std::vector<std::string_view>& Of(std::uint32_t block);

 private:
  const calls::Call& call_;
  TermLanguage language_;
  std::vector<Term> terms_;
  std::vector<std::string_view> distinct_;
};

// The name of who speaks in `turn`: the participant's, else what the turn says.
std::string_view SpeakerName(const calls::Call& call, const calls::Turn& turn);

}  // namespace whyspec::evidence
