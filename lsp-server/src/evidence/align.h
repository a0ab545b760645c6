// Lays words of a quote over words of a transcript. Private to this layer.
#pragma once

#include <cstdint>
#include <vector>

#include "evidence/quote_reading.h"
#include "evidence/transcript_words.h"

namespace whyspec::evidence {

enum class StepKind : std::uint8_t {
  kMatch,
  kPut,   // another word in its place
  kAdd,   // only in the quote
  kDrop,  // only in the transcript
  kJump,  // somebody else's few words, [said, said_end)
};

struct Step {
  StepKind kind = StepKind::kMatch;
  std::uint32_t quoted = 0;  // word of the quote; for kDrop and kJump the next one
  std::uint32_t said = 0;    // word of the transcript; for kAdd the next one
  std::uint32_t said_end = 0;
};

struct Alignment {
  std::uint32_t quote_begin = 0;  // words of the quote
  std::uint32_t quote_end = 0;
  std::uint32_t begin = 0;  // words of the transcript, [begin, end)
  std::uint32_t end = 0;
  int cost = 0;
  std::vector<Step> steps;
};

// What differing costs; a plain word in another's place is kWordCost.
inline constexpr int kWordCost = 10;

// The cheapest place for quote words [quote_begin, quote_end) within transcript words
// [from, to). Takes time and memory proportional to the product of both lengths.
struct Window {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};
struct AlignPreference {
  // Of equal places the one nearest to this word counts, and one of this speaker's
  // (0 = whoever) before others.
  std::uint32_t near = 0;
  bool has_near = false;
  std::uint32_t speaker = 0;
};
Alignment Align(const QuoteReading& quote, std::uint32_t quote_begin, std::uint32_t quote_end,
                const Transcript::Words& said, Window window, const AlignPreference& preference = {});

// Cheapest cost of each beginning [quote_begin, i) anywhere in the window; with
// `backward`, of each end [i, quote_end). Index: i - quote_begin.
std::vector<int> PartCosts(const QuoteReading& quote, std::uint32_t quote_begin, std::uint32_t quote_end,
                           const Transcript::Words& said, Window window, bool backward);

}  // namespace whyspec::evidence
