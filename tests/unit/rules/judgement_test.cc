// What the labelled sentences cannot hold: which words are named, what lowers what, odd
// bytes, and the price.
#include "rules/judgement.h"

#include <catch2/catch.hpp>

#include <string>

namespace whyspec::rules {
namespace {

std::string Named(std::string_view text, const std::optional<TextRange>& words) {
  return words ? std::string(Cut(text, *words)) : "";
}

TEST_CASE("the words that tell a judgement are named as they were said") {
  const std::string hypothetical = "Well… hé, I’d probably use THAT.";
  CHECK(Named(hypothetical, Judge(hypothetical, Language::kEnglish).hypothetical) == "I’d probably use");
  const std::string praise = "Ah, c’est génial !";
  CHECK(Named(praise, Judge(praise, Language::kFrench).compliment) == "c’est génial");
  const std::string asked = "Donc, ça vous plaît ?";
  CHECK(Named(asked, LeadingWords(asked, Language::kFrench)) == "ça vous plaît");
}

TEST_CASE("a past fact in any sentence lowers talk of the future, a number only in another one") {
  CHECK(Judge("We would use it. It took us two days.", Language::kEnglish).fact);
  CHECK_FALSE(Judge("We would use it. It took us two days.", Language::kEnglish).hypothetical);
  CHECK(Judge("We would use it 3 times a week.", Language::kEnglish).hypothetical);
  CHECK_FALSE(Judge("We would use it. 40 of 60 shifts were swapped.", Language::kEnglish).hypothetical);
}

TEST_CASE("a refusal is an objection and not talk of the future") {
  for (const char* text : {"We would never use it.", "I wouldn't use it.", "We would not really use it."}) {
    INFO(text);
    CHECK_FALSE(Judge(text, Language::kEnglish).IsWeak());
  }
  for (const char* text :
       {"On n'utiliserait pas ça.", "Je ne l’achèterais pas.", "On voudrait bien, mais non."}) {
    INFO(text);
    CHECK_FALSE(Judge(text, Language::kFrench).IsWeak());
  }
}

TEST_CASE("a promise that hangs on an if is none yet") {
  CHECK_FALSE(Judge("We would sign.", Language::kEnglish).commitment);
  CHECK(Judge("We signed.", Language::kEnglish).commitment);
  CHECK_FALSE(Judge("On signerait.", Language::kFrench).commitment);
  CHECK_FALSE(Judge("On n'a pas signé.", Language::kFrench).commitment);
}

TEST_CASE("words in a language with few lists are rarely weak, and never by English words") {
  CHECK(Judge("Das wäre super.", Language::kGerman).hypothetical);
  CHECK_FALSE(Judge("Das wäre super, gestern haben wir wieder gesucht.", Language::kGerman).hypothetical);
  CHECK_FALSE(Judge("Always, usually, everybody, we need a button.", Language::kGerman).IsWeak());
}

TEST_CASE("odd bytes and long texts are judged without harm") {
  CHECK_FALSE(Judge("", Language::kEnglish).IsWeak());
  CHECK_FALSE(LeadingWords("", Language::kEnglish));
  CHECK_FALSE(LeadingWords("?", Language::kEnglish));
  CHECK_FALSE(LeadingWords(" . ? ! ", Language::kFrench));
  CHECK_FALSE(Judge(std::string_view("\xff\xfe\0would", 8), Language::kEnglish).IsWeak());
  std::string many;
  for (int i = 0; i < 40000; ++i) many += "would probably ";
  Judge(many, Language::kEnglish);
  CHECK_FALSE(LeadingWords(many, Language::kEnglish));
  const std::string question = many.substr(0, 30000) + "don't you think so?";
  CHECK(LeadingWords(question, Language::kEnglish));
}

TEST_CASE("a closing tag leads only at the end of a question") {
  CHECK(LeadingWords("You copy it by hand, right?", Language::kEnglish));
  CHECK_FALSE(LeadingWords("Right, so how do you copy it?", Language::kEnglish));
  CHECK_FALSE(LeadingWords("You copy it by hand, right.", Language::kEnglish));
  CHECK_FALSE(LeadingWords("Right?", Language::kEnglish));
  // A tag alone asks about the sentence before.
  CHECK(LeadingWords("Vous le recopiez. Non ?", Language::kFrench));
  CHECK_FALSE(LeadingWords("Vous l'avez recopié, oui ou non ?", Language::kFrench));
}

TEST_CASE("the same words are judged alike the second time") {
  const Judgement first = Judge("It would be nice to have.", Language::kEnglish);
  const Judgement second = Judge("It would be nice to have.", Language::kEnglish);
  CHECK(first.hypothetical == second.hypothetical);
  // The language is part of what is remembered.
  CHECK_FALSE(Judge("It would be nice to have.", Language::kFrench).hypothetical);
}

}  // namespace
}  // namespace whyspec::rules
