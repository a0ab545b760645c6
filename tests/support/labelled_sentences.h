// The labelled sentences of tests/rules/labelled/*.jsonl, one a line:
//   {"text", "language", "kind", "labels"}
// `kind` is "said" (a customer's words, judged where a spec cites them), "asked" (our
// question before an answer that a spec cites) or "written" (a sentence of a spec). A label
// names the rule that fires; "commitment" means that evidence/no-commitment does not.
//
// Files: tune.jsonl, which cue lists may be fitted to, and held-out.jsonl, which they may
// not: it was written before them, and only its sums are looked at.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace whyspec::test {

struct LabelledSentence {
  std::string text, language, kind;
  std::vector<std::string> labels;

  bool Has(std::string_view label) const;
};
// `half` is "tune" or "held-out". Empty if the file cannot be read.
std::vector<LabelledSentence> ReadLabelled(std::string_view half);

struct LabelScore {
  std::size_t right = 0;   // found and labelled
  std::size_t wrong = 0;   // found, not labelled: false alarms
  std::size_t missed = 0;  // labelled, not found

  double Precision() const;  // 1 if nothing was found
  double Recall() const;     // 1 if nothing is labelled
};
// By label and language. Every rule runs over a whole spec, with a call where it needs one.
// `mistakes` gets a line for each false alarm and miss; may be nullptr.
using LabelScores = std::map<std::pair<std::string, std::string>, LabelScore>;
LabelScores ScoreLabelled(const std::vector<LabelledSentence>& sentences, std::vector<std::string>* mistakes);

}  // namespace whyspec::test
