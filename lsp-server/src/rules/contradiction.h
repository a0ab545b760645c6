// Finds what contradicts a quote: the same words said elsewhere with a negation put in or
// taken out.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/text_range.h"
#include "calls/call.h"

namespace whyspec::rules {

// A statement: the part of a sentence between commas and conjunctions.
struct Clause {
  std::uint32_t turn = 0;
  TextRange range;                   // in that turn's text
  std::vector<std::uint32_t> terms;  // hashes of its stemmed words, sorted, each once; no stop words
  bool negated = false;              // an odd number of negations
};

// Statements of a text; questions and conditions assert nothing and are left out, like
// those of fewer than two words that say something.
std::vector<Clause> ClausesOf(std::string_view text, std::string_view language);
// The same, remembered by each thread: for quotes, which are asked about at every keystroke.
std::shared_ptr<const std::vector<Clause>> QuoteClauses(std::string_view quote, std::string_view language);

// What the outside speakers of one call say. Immutable; made once a call and kept while the
// call lives (a bounded number of them).
class CallClauses {
 public:
  static std::shared_ptr<const CallClauses> Of(const std::shared_ptr<const calls::Call>& call);
  explicit CallClauses(const calls::Call& call);

  // Statements of the same words as `clause` and the opposite sign, in order.
  std::vector<const Clause*> Opposing(const Clause& clause) const;

 private:
  std::vector<Clause> clauses_;
  // Term and clause, sorted: where each term stands.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> postings_;
};

}  // namespace whyspec::rules
