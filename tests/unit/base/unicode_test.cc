#include "base/unicode.h"

#include <catch2/catch.hpp>

#include <random>

namespace whyspec {
namespace {

TEST_CASE("Fold takes away what people type differently") {
  CHECK(Fold("Évidence") == "evidence");
  CHECK(Fold("E\u0301vidence") == "evidence");  // decomposed accents
  CHECK(Fold("l’Œuvre") == "l'oeuvre");
  CHECK(Fold("«\u00a0oui\u202f»") == "\" oui \"");
  CHECK(Fold("“a”–„b‟") == "\"a\"-\"b\"");
  CHECK(Fold("a \t\r\n b") == "a b");
  CHECK(Fold("ＡＢＣ①") == "abc1");  // compatibility forms
  CHECK(Fold("Straße") == "strasse");
  CHECK(Fold("soft\u00adhyphen zero\u200bwidth") == "softhyphen zerowidth");
  CHECK(Fold("日本語") == "日本語");
  CHECK(Fold("bad\xff\xc3") == "bad\xff\xc3");  // invalid bytes stay
}

TEST_CASE("Folded text knows where each byte came from") {
  const std::string text = "L’été — ½ €";
  const FoldedText folded = FoldWithOrigin(text);
  REQUIRE(folded.origin.size() == folded.text.size() + 1);
  const auto at = folded.text.find("ete");
  REQUIRE(at != std::string::npos);
  const TextRange range = folded.ToOriginal({static_cast<Offset>(at), static_cast<Offset>(at + 3)});
  CHECK(Cut(text, range) == "été");
  CHECK(Cut(text, folded.ToOriginal({0, static_cast<Offset>(folded.text.size())})) == text);
}

TEST_CASE("Folding any bytes twice is folding once, and every origin is a character start") {
  std::mt19937 random(7);
  const std::vector<std::string> pieces{"a",    "É", "e\u0301", "’", "\xff", "\xe2\x82", "日",
                                        "🙂", " ", "\r\n",    "ﬁ", "\0",   "ß",        "\u00ad"};
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (unsigned i = random() % 20; i > 0; --i) text += pieces[random() % pieces.size()];
    const FoldedText folded = FoldWithOrigin(text);
    CHECK(folded.text == Fold(text));
    CHECK(Fold(folded.text) == folded.text);
    CHECK(std::is_sorted(folded.origin.begin(), folded.origin.end()));
    CHECK(folded.origin.back() == text.size());
  }
}

TEST_CASE("Words are runs of letters, digits and marks") {
  const std::string text = "L’export, aujourd'hui: 3,5 k€ (naïve e\u0301t\u00e9)!";
  std::vector<std::string> words;
  for (const TextRange range : Words(text)) words.emplace_back(Cut(text, range));
  CHECK(words ==
        std::vector<std::string>{"L", "export", "aujourd", "hui", "3", "5", "k", "naïve", "e\u0301té"});
  CHECK(CountWords(text) == words.size());
  CHECK(CountWords("") == 0);
}

TEST_CASE("Decoding refuses overlong forms, surrogates and cut sequences") {
  for (const std::string_view bad :
       {"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80", "\xf8\x88\x80\x80\x80"}) {
    CHECK_FALSE(IsValidUtf8(bad));
    std::size_t at = 0;
    CHECK(DecodeAt(bad, at) == 0xFFFD);
    CHECK(at == 1);
  }
  CHECK(IsValidUtf8("aé€🙂"));
  CHECK(CountCodePoints("aé€🙂") == 4);
}

TEST_CASE("Closest finds slips of the hand and nothing else") {
  const std::vector<std::string_view> keys{"status", "owner", "personas", "segments"};
  CHECK(Closest("statu", keys) == "status");
  CHECK(Closest("Ovner", keys) == "owner");
  CHECK(Closest("persnoas", keys) == "personas");
  CHECK_FALSE(Closest("colour", keys));
  CHECK_FALSE(Closest("", keys));
  CHECK(EditDistance("evidence", "evidecne") == 1);
}

}  // namespace
}  // namespace whyspec
