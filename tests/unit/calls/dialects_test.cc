// Habits of transcripts that tools and people make, with fixtures of our own.
#include <catch2/catch.hpp>

#include "reading.h"

namespace whyspec::calls {
namespace {

using Texts = std::vector<std::string>;

TEST_CASE("Captions that roll up say each line once; a pause begins a turn") {
  const ReadCallResult result =
      Read("/c/a.vtt",
           "WEBVTT\nKind: captions\nLanguage: en\n\n"
           "00:00:01.000 --> 00:00:03.000 align:start position:0%\n \n"
           "we<00:00:01.400><c> type</c><00:00:02.000><c> it</c>\n\n"
           "00:00:03.000 --> 00:00:03.010 align:start position:0%\nwe type it\n \n\n"
           "00:00:03.010 --> 00:00:05.000 align:start position:0%\nwe type it\n"
           "twice<00:00:03.400><c> a</c><00:00:04.000><c> week</c>\n\n"
           "00:00:05.000 --> 00:00:05.010 align:start position:0%\ntwice a week\n \n\n"
           "00:00:07.000 --> 00:00:08.000 align:start position:0%\ntwice a week\nyes\n\n"
           "00:00:08.000 --> 00:00:08.010 align:start position:0%\nyes\n \n\n"
           "00:00:08.010 --> 00:00:09.000 align:start position:0%\nyes\nyes\n\n"
           "00:00:09.000 --> 00:00:10.000 align:start position:0%\nyes\n&gt;&gt; why\n");
  REQUIRE(result.call);
  CHECK(result.problems.empty());
  REQUIRE(result.call->turns.size() == 3);
  CHECK(result.call->turns[0].text == "we type it twice a week");
  CHECK(result.call->turns[0].start_ms == 1000);
  CHECK(result.call->turns[0].end_ms == 5000);
  CHECK(result.call->turns[1].text == "yes yes");
  CHECK(result.call->turns[1].start_ms == 7000);
  CHECK(result.call->turns[2].text == "why");
}

TEST_CASE("Captions where words come again by chance are left alone") {
  const ReadCallResult result =
      Read("/c/a.srt",
           "1\n00:00:01,000 --> 00:00:02,000\nyes\n\n2\n00:00:02,000 --> 00:00:03,000\nyes\n\n"
           "3\n00:00:03,000 --> 00:00:04,000\nno\n\n4\n00:00:04,000 --> 00:00:05,000\nwhy\n\n"
           "5\n00:00:05,000 --> 00:00:06,000\nso\n");
  CHECK(Lines(result) == Texts{"> yes", "> yes", "> no", "> why", "> so"});
}

TEST_CASE("A dash before every cue says nothing; before two lines of one it is two people") {
  std::string bytes;
  for (int i = 0; i < 6; ++i) {
    bytes += std::to_string(i + 1) + "\n00:00:0" + std::to_string(i) + ",000 --> 00:00:0" +
             std::to_string(i + 1) + ",000\n<font color=\"#fff\">- word" + std::to_string(i) + "</font>\n\n";
  }
  CHECK(Lines(Read("/c/a.srt", bytes)) == Texts{"> word0 word1 word2 word3 word4 word5"});
  const ReadCallResult two = Read("/c/a.srt", "1\n00:00:01,000 --> 00:00:02,000\n- Yes.\n- No.\n");
  REQUIRE(two.call);
  CHECK(two.call->turns.size() <= 2);
}

TEST_CASE("Headings with a name and a time head turns; other headings are structure") {
  const ReadCallResult result = Read(
      "/c/a.md",
      "# Call with Acme\n\n### Jane Roe — 00:02:50\n\n> We type it twice.\n> Every week.\n\n"
      "## Questions\n\n### Kim Poe (Acme, ops) – 3:10\n\nWhy: because.\n\n### Jane Roe — 00:04:00\n\nYes.\n");
  CHECK(Lines(result) == Texts{"Jane Roe> We type it twice. Every week.",
                               "Kim Poe (Acme, ops)> Why: because.", "Jane Roe> Yes."});
  CHECK(result.call->turns[1].start_ms == 190000);
}

TEST_CASE("A name and a time on a line of their own head turns, once there are three") {
  const std::string text =
      "Jane Roe (Lib.): 00:00:03\n\nFirst.\nSecond.\n\nKim Poe of Acme: 00:00:09\n\nThird.\nSome people: "
      "Hear, hear!\n\n"
      "Jane Roe (Lib.): 00:00:12\n\nFourth.\nSome people: Hear, hear!\n";
  const Texts expected = {"Jane Roe (Lib.)> First. Second.",
                          "Kim Poe of Acme> Third. Some people: Hear, hear!",
                          "Jane Roe (Lib.)> Fourth. Some people: Hear, hear!"};
  CHECK(Lines(Read("/c/a.md", text)) == expected);
  CHECK(Lines(Read("/c/a.txt", text)) == expected);
  // One such line is a meeting at nine.
  CHECK(Lines(Read("/c/a.txt", "See you at 9:30\n\nYes.\n")) == Texts{"> See you at 9:30", "> Yes."});
}

TEST_CASE("A Markdown table of turns is a transcript; any other table is text") {
  const ReadCallResult result =
      Read("/c/a.md",
           "---\naccount: acme\n---\n\n| time | speaker | text |\n|---|:-:|---|\n"
           "| 00:00:03 | Jane Roe | We type it **twice** |\n| 0:09 | | a \\| b |\n| | Kim | |\n");
  CHECK(Lines(result) == Texts{"Jane Roe> We type it twice", "> a | b"});
  CHECK(result.call->turns[0].start_ms == 3000);
  CHECK(result.call->turns[1].start_ms == 9000);
  const ReadCallResult prices = Read("/c/b.md", "| price | seats |\n|---|---|\n| 5 | 6 |\n");
  REQUIRE(prices.call);
  CHECK(prices.call->turns.size() == 1);
}

TEST_CASE("Where every line names who speaks, one who speaks once is believed; labels are not people") {
  CHECK(Lines(Read(
            "/c/a.txt",
            "The Chair: Order.\nMs. Roe (Bay of Reeds, Ind.): Thank you.\nThe Chair: Next.\nMr. Poe: Yes.\n"
            "The Chair: Next.\nMr. Doe: No.\n")) ==
        Texts{"The Chair> Order.", "Ms. Roe (Bay of Reeds, Ind.)> Thank you.", "The Chair> Next.",
              "Mr. Poe> Yes.", "The Chair> Next.", "Mr. Doe> No."});
  const ReadCallResult labels =
      Read("/c/b.txt", "Price: 30k\nBudget: yes\nDecision: March\nNext: demo\nRisk: none\nOwner: Alex\n");
  REQUIRE(labels.call);
  CHECK(labels.call->participants.empty());
}

TEST_CASE("Sounds in brackets are no words; missing words are") {
  CHECK(Lines(Read("/c/a.txt", "[Musique] on a dit (rires) oui [inaudible] \xE2\x99\xAA\n")) ==
        Texts{"> on a dit oui [inaudible]"});
  CHECK(Lines(Read(
            "/c/a.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\n[Music]\n\n00:02.000 --> 00:03.000\nso [Applause] yes\n")) ==
        Texts{"> so yes"});
}

}  // namespace
}  // namespace whyspec::calls
