// Finds where in a call a quote may come from. Private to this layer.
#pragma once

#include <optional>
#include <vector>

#include "evidence/align.h"

namespace whyspec::evidence {

// How a part of a quote follows the part before it.
enum class Link : std::uint8_t {
  kFirst,
  kMark,   // after an omission mark
  kJoin,   // at once, though said in another place
  kOnward  // at once, a long quote read in parts
};

struct Part {
  Alignment alignment;
  Link link = Link::kFirst;
  TextRange mark;  // of kMark
};

// One reading of the whole quote: its parts, in the order of the quote.
struct Passage {
  std::vector<Part> parts;
  int cost = 0;
};

// The likeliest few, cheapest first. `cited` is looked at whatever words it has.
std::vector<Passage> FindPassages(const QuoteReading& quote, const Transcript::Words& said,
                                  std::optional<Window> cited);

// Times exactly these words follow each other in the call.
std::uint32_t CountOccurrences(const QuoteReading& quote, const Transcript::Words& said);

}  // namespace whyspec::evidence
