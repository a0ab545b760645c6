// What a customer's words are worth as evidence: a fact, a commitment, or talk about the
// future, praise, a generality, a wish (The Mom Test's classes; DOMAIN.md §4).
//
// Told by cue lists ("said" of cues/<language>.json), sentence by sentence, so it is right
// about most words and never sure: what is not clearly weak counts as strong.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/text_range.h"
#include "rules/language.h"

namespace whyspec::rules {

// Ranges are the words that tell it, in the text given; unset: it is not.
struct Judgement {
  // Weak by itself: no past fact and no commitment (nor a number, a pain …, as each rule's
  // page says) stands beside it. Denied ("we would never use it") it is an objection, and
  // not weak.
  std::optional<TextRange> hypothetical;
  std::optional<TextRange> compliment;
  std::optional<TextRange> generic;
  std::optional<TextRange> request;
  // Strong.
  std::optional<TextRange> fact;  // what happened, what they do, how much
  std::optional<TextRange> commitment;
  // Asks for something (`request` without its weakness: a pain or a fact may stand beside
  // it), and tells of a trouble.
  std::optional<TextRange> ask;
  std::optional<TextRange> pain;

  bool IsWeak() const { return hypothetical || compliment || generic || request; }
};

// Linear in the text. Verdicts are remembered by each thread, so that judging the same
// words at every keystroke costs a hash of them. Ranges lie within the first 64 KB.
const Judgement& Judge(std::string_view said, Language language);

// The words with which a question of ours leads to its answer ("don't you think", a
// closing ", right?"), looked for in its last sentence; nullopt if it asks openly.
std::optional<TextRange> LeadingWords(std::string_view asked, Language language);

}  // namespace whyspec::rules
