// Changes as they are told: with their places and their words, as written and as said.
// Private to this layer.
#pragma once

#include <string_view>
#include <vector>

#include "evidence/judge_hunks.h"
#include "evidence/verify_quote.h"

namespace whyspec::evidence {

// Refers to what it was made of; that outlives it.
class ChangeList {
 public:
  // `text`: the quote as written.
  ChangeList(std::string_view text, const calls::Call& call, const JudgedWords& words)
      : text_(text), call_(call), words_(words) {}

  // The words of the hunk, or its places where it has none.
  Change& Add(ChangeKind kind, const Hunk& hunk);
  // The same, told at the omission mark before `part` if there is one.
  Change& AddAtMark(ChangeKind kind, const Part& part, const Hunk& hunk);

  // All of them, in the order of the quote.
  std::vector<Change> Take();

 private:
  TextRange QuotedRange(const Indices& quoted, std::uint32_t place) const;
  void PutSaid(Change& change, const Indices& said, std::uint32_t place) const;

  std::string_view text_;
  const calls::Call& call_;
  const JudgedWords& words_;
  std::vector<Change> changes_;
};

}  // namespace whyspec::evidence
