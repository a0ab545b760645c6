// Cue lists are edited by many hands: the labelled sentences hold how often they are right.
#include <catch2/catch.hpp>

#include "base/strings.h"
#include "support/labelled_sentences.h"

namespace whyspec::rules {
namespace {

using test::LabelledSentence;
using test::LabelScore;

LabelScore Sum(const test::LabelScores& scores, std::string_view language) {
  LabelScore sum;
  for (const auto& [key, score] : scores) {
    if (!language.empty() && key.second != language) continue;
    sum.right += score.right;
    sum.wrong += score.wrong;
    sum.missed += score.missed;
  }
  return sum;
}

TEST_CASE("the labelled sentences are enough, half of them French, and each half of the set is whole") {
  std::size_t all = 0;
  std::size_t french = 0;
  for (const char* half : {"tune", "held-out"}) {
    const std::vector<LabelledSentence> sentences = test::ReadLabelled(half);
    CHECK(sentences.size() >= 200);
    for (const LabelledSentence& sentence : sentences) {
      INFO(sentence.text);
      CHECK_FALSE(sentence.text.empty());
      CHECK((sentence.language == "en" || sentence.language == "fr"));
      CHECK((sentence.kind == "said" || sentence.kind == "asked" || sentence.kind == "written"));
      ++all;
      french += sentence.language == "fr" ? 1 : 0;
    }
  }
  CHECK(all >= 400);
  CHECK(french * 5 >= all * 2);
}

TEST_CASE("rules about people's words give few false alarms, in each language") {
  for (const char* half : {"tune", "held-out"}) {
    std::vector<std::string> mistakes;
    const test::LabelScores scores = test::ScoreLabelled(test::ReadLabelled(half), &mistakes);
    for (const char* language : {"en", "fr"}) {
      const LabelScore sum = Sum(scores, language);
      INFO(half << " " << language);
      CHECK(sum.Precision() >= 0.95);
      CHECK(sum.Recall() >= 0.9);
    }
    for (const auto& [key, score] : scores) {
      INFO(half << " " << key.first << " " << key.second);
      CHECK(score.Precision() >= 0.75);
      CHECK(score.Recall() >= 0.6);
    }
    // Of the sentences that lists are fitted to, every false alarm is named.
    if (std::string_view(half) != "tune") continue;
    for (const std::string& mistake : mistakes) {
      INFO(mistake);
      CHECK(mistake.compare(0, 11, "false alarm") != 0);
    }
  }
}

}  // namespace
}  // namespace whyspec::rules
