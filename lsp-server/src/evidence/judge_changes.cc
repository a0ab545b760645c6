#include "evidence/judge_changes.h"

#include <algorithm>
#include <utility>

namespace whyspec::evidence {

TextRange ChangeList::QuotedRange(const Indices& quoted, std::uint32_t place) const {
  if (!quoted.empty()) return {words_.Quoted(quoted.front()).begin, words_.Quoted(quoted.back()).end};
  const std::size_t size = words_.quote().words.size();
  const Offset at = place > 0 ? words_.Quoted(place - 1).end : place < size ? words_.Quoted(place).begin : 0;
  return {at, at};
}

void ChangeList::PutSaid(Change& change, const Indices& said, std::uint32_t place) const {
  if (said.empty()) {
    const SpokenWord& next = words_.Said(std::min(place, words_.said().size() - 1));
    change.turn = next.turn;
    change.said = {next.begin, next.begin};
    return;
  }
  const SpokenWord& first = words_.Said(said.front());
  change.turn = first.turn;
  change.said = first.range();
  std::uint32_t turn = change.turn;
  TextRange run = change.said;
  const auto flush = [&] {
    if (!change.said_words.empty()) change.said_words += ' ';
    change.said_words.append(Cut(call_.turns[turn].text, run));
  };
  for (std::size_t n = 1; n < said.size(); ++n) {
    const SpokenWord& word = words_.Said(said[n]);
    if (word.turn == turn) {
      run.end = std::max(run.end, word.end);
    } else {
      flush();
      turn = word.turn;
      run = word.range();
    }
    if (word.turn == change.turn) change.said.end = std::max(change.said.end, word.end);
  }
  flush();
}

Change& ChangeList::Add(ChangeKind kind, const Hunk& hunk) {
  Change& change = changes_.emplace_back();
  change.kind = kind;
  change.quoted = QuotedRange(hunk.quoted, hunk.quote_place);
  change.quoted_words = std::string(Cut(text_, change.quoted));
  PutSaid(change, hunk.said, hunk.said_place);
  return change;
}

Change& ChangeList::AddAtMark(ChangeKind kind, const Part& part, const Hunk& hunk) {
  Change& change = Add(kind, hunk);
  if (!part.mark.empty()) {
    change.quoted = part.mark;
    change.quoted_words = std::string(Cut(text_, part.mark));
  }
  return change;
}

std::vector<Change> ChangeList::Take() {
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const Change& a, const Change& b) { return a.quoted.begin < b.quoted.begin; });
  return std::move(changes_);
}

}  // namespace whyspec::evidence
