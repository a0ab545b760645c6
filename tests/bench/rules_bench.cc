// Precision and recall of the rules that read people's words, by rule and language, over the
// labelled sentences of tests/rules/labelled. `rules_bench --mistakes` lists the mistakes of
// the half that cue lists are fitted to; those of the held-out half are never listed.
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

#include "rules/judgement.h"
#include "support/labelled_sentences.h"

namespace whyspec {
namespace {

using test::LabelledSentence;
using test::LabelScore;

void PrintRow(const char* label, const char* language, const LabelScore& score) {
  std::printf("  %-18s %-3s %9.3f %7.3f %6zu %12zu %6zu\n", label, language, score.Precision(),
              score.Recall(), score.right, score.wrong, score.missed);
}

void Print(std::string_view half, bool list) {
  const std::vector<LabelledSentence> sentences = test::ReadLabelled(half);
  std::vector<std::string> mistakes;
  const test::LabelScores scores = test::ScoreLabelled(sentences, &mistakes);
  std::printf("%.*s: %zu sentences\n", static_cast<int>(half.size()), half.data(), sentences.size());
  std::printf("  %-18s %-3s %9s %7s %6s %12s %6s\n", "label", "", "precision", "recall", "right",
              "false alarms", "missed");
  LabelScore all;
  for (const auto& [key, score] : scores) {
    PrintRow(key.first.c_str(), key.second.c_str(), score);
    all.right += score.right;
    all.wrong += score.wrong;
    all.missed += score.missed;
  }
  PrintRow("all", "", all);
  if (!list) return;
  for (const std::string& mistake : mistakes) std::printf("    %s\n", mistake.c_str());
}

// What judging costs when the words are new, and when they were judged before.
void PrintSpeed() {
  std::vector<LabelledSentence> sentences = test::ReadLabelled("tune");
  std::size_t bytes = 0;
  for (int round = 0; round < 2; ++round) {
    const auto start = std::chrono::steady_clock::now();
    bytes = 0;
    for (const LabelledSentence& sentence : sentences) {
      // A word of its own, so that the run before has not judged it.
      const std::string said = sentence.text + " Jane.";
      bytes += said.size();
      rules::Judge(said, *rules::ParseLanguage(sentence.language));
    }
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
    std::printf("judging %s: %.1f us a sentence (%zu bytes on average)\n", round == 0 ? "new words" : "again",
                took.count() / static_cast<double>(sentences.size()), bytes / sentences.size());
  }
}

}  // namespace
}  // namespace whyspec

int main(int argc, char** argv) {
  const bool list = argc > 1 && std::string_view(argv[1]) == "--mistakes";
  whyspec::Print("tune", list);
  whyspec::Print("held-out", false);
  whyspec::PrintSpeed();
  return 0;
}
