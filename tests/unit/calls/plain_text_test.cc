#include <catch2/catch.hpp>

#include "base/unicode.h"
#include "reading.h"

namespace whyspec::calls {
namespace {

using StringList = std::vector<std::string>;

TEST_CASE("Paragraphs of a text are turns") {
  const std::string bytes = "We type it\ntwice.\n\n\nAnd then again.\n";
  const ReadCallResult result = Read("/c/a.txt", bytes);
  CHECK(result.format == "text");
  CHECK(Lines(result) == StringList{"> We type it twice.", "> And then again."});
  CHECK(Cut(bytes, result.call->turns[0].source) == "We type it\ntwice.");
  CHECK_FALSE(result.call->has_times());
}

TEST_CASE("Without blank lines every line is a turn") {
  CHECK(Lines(Read("/c/a.txt", "one\r\ntwo\rthree")) == StringList{"> one", "> two", "> three"});
}

TEST_CASE("Names count if they repeat or are known") {
  CHECK(Lines(Read("/c/a.txt", "Jane: hello\nBob: hi\nJane: bye\nand thanks\nNote: x\n")) ==
        StringList{"Jane> hello", "> Bob: hi", "Jane> bye and thanks", "> Note: x"});
  CHECK(Lines(Read("/c/a.txt", "Jane: hello\nBob: hi\nJane: bye\n", "participants: [{name: Bob}]")) ==
        StringList{"Jane> hello", "Bob> hi", "Jane> bye"});
  CHECK(Lines(Read("/c/a.txt", "The thing is: we type.\n\nhttps://example.com/a\n\nAt 10:30 we stop.")) ==
        StringList{"> The thing is: we type.", "> https://example.com/a", "> At 10:30 we stop."});
}

TEST_CASE("Otter: a name and a time above each paragraph") {
  const std::string bytes =
      "Sam Poe  0:15 \nWe type it twice.\nAll day.\n\nUnknown Speaker  1:02:03\n\nYes.\n\nSam Poe  2:00\n";
  const ReadCallResult result = Read("/c/a.txt", bytes);
  CHECK(Lines(result) == StringList{"Sam Poe> We type it twice. All day.", "Unknown Speaker> Yes."});
  CHECK(result.call->turns[0].start_ms == 15'000);
  CHECK(result.call->turns[1].start_ms == 3'723'000);
  CHECK(Cut(bytes, result.call->turns[0].source) == "Sam Poe  0:15 \nWe type it twice.\nAll day.");
}

TEST_CASE("Times in brackets begin turns") {
  const ReadCallResult result = Read(
      "/c/a.txt",
      "[00:07:40] We type it.\n[00:07:55.5 - 00:08:00] Twice.\nResult: bad\n[00:08:01] Price: x\n(1:02) y");
  CHECK(Lines(result) == StringList{"> We type it.", "> Twice. Result: bad", "> Price: x", "> y"});
  CHECK(result.call->turns[0].start_ms == 460'000);
  CHECK(result.call->turns[1].start_ms == 475'500);
  CHECK(result.call->turns[1].end_ms == 480'000);
  CHECK(result.call->turns[3].start_ms == 62'000);
}

TEST_CASE("Names beside times") {
  const ReadCallResult result =
      Read("/c/a.txt",
           "Jane Roe [00:07:40]: one\nJane Roe (07:45): two\n[00:07:50] Jane Roe: three\n"
           "00:07:55 Jane Roe: four\n");
  CHECK(Lines(result) == StringList{"Jane Roe> one", "Jane Roe> two", "Jane Roe> three", "Jane Roe> four"});
  CHECK(result.call->turns[3].start_ms == 475'000);
}

TEST_CASE("A transcript in one line without names is one unattributed turn") {
  std::string words;
  for (int i = 0; i < 8000; ++i) words += "on ressaisit tout ";
  const ReadCallResult result = Read("/c/a.txt", words);
  REQUIRE(result.call);
  REQUIRE(result.call->turns.size() == 1);
  CHECK(result.call->turns[0].speaker.empty());
  CHECK(result.call->participants.empty());
  CHECK(result.problems.empty());
}

TEST_CASE("The interview imports as unattributed text") {
  const auto folder = DataFolder();
  if (!folder) {
    WARN("no data on this machine");
    return;
  }
  const std::string bytes = ReadBytes(*folder + "/interview-fr.txt");
  const ReadCallResult result = Read("/c/interview-fr.txt", bytes);
  REQUIRE(result.call);
  CHECK(result.problems.empty());
  REQUIRE(result.call->turns.size() == 1);
  CHECK(result.call->turns[0].speaker.empty());
  // All of it but the sounds between brackets.
  CHECK(result.call->turns[0].text.find("[Musique]") == std::string::npos);
  CHECK(CountWords(result.call->turns[0].text) + 2 == CountWords(bytes));
}

TEST_CASE("A call without words says so") {
  const ReadCallResult result = Read("/c/a.txt", " \n\n");
  REQUIRE(result.call);
  CHECK(result.call->turns.empty());
  CHECK(result.call->transcript_status == TranscriptStatus::kNone);
  CHECK(result.problems.size() == 1);
  CHECK(Read("/c/a.txt", "", "transcript: {status: processing}").problems.empty());
  CHECK(Read("/c/a.txt", "", "notes: They type it twice.").problems.empty());
}

}  // namespace
}  // namespace whyspec::calls
