#include "calls/importers/speakers.h"

#include <catch2/catch.hpp>

namespace whyspec::calls {
namespace {

using Form = SpeakerLine::Form;

TEST_CASE("Lines that name a speaker") {
  struct Case {
    std::string line;
    Form form;
    std::string name;
    std::optional<std::int64_t> start;
    std::string words;
  };
  const auto expect = GENERATE(values<Case>({
      {"Jane Roe: hi", Form::kName, "Jane Roe", std::nullopt, "hi"},
      {"Jane Roe : bonjour", Form::kName, "Jane Roe", std::nullopt, "bonjour"},
      {"Jane:", Form::kName, "Jane", std::nullopt, ""},
      {"[00:07:40] hi", Form::kTime, "", 460'000, "hi"},
      {"[00:07:40] Jane: hi", Form::kTimeName, "Jane", 460'000, "hi"},
      {"00:07:40 Jane: hi", Form::kTimeName, "Jane", 460'000, "hi"},
      {"Jane [0:40]: hi: there", Form::kNameTime, "Jane", 40'000, "hi: there"},
      {"Jane (1:00:40.5): hi at 10:30", Form::kNameTime, "Jane", 3'640'500, "hi at 10:30"},
      {"The Chair (Hon. A (B, C.)): hi", Form::kName, "The Chair (Hon. A (B, C.))", std::nullopt, "hi"},
      {"Sam  0:15 ", Form::kHeader, "Sam", 15'000, ""},
      {"Sam: 00:00:15", Form::kHeader, "Sam", 15'000, ""},
      {"Sam [0:15]", Form::kHeader, "Sam", 15'000, ""},
  }));
  CAPTURE(expect.line);
  const auto read = ReadSpeakerLine(expect.line);
  REQUIRE(read);
  CHECK(read->form == expect.form);
  CHECK(read->name == expect.name);
  CHECK(read->start_ms == expect.start);
  CHECK(expect.line.substr(read->words_begin) == expect.words);
}

TEST_CASE("Lines that name nobody") {
  const std::string line = GENERATE("", "  ", "hello", "https://example.com", "see https://a.b/c: it", ": x",
                                    "10:30 we met", "a:b", "[12] x", "[99:99] x");
  CAPTURE(line);
  CHECK_FALSE(ReadSpeakerLine(line));
  CHECK_FALSE(ReadSpeakerLine(std::string(61, 'x') + ": y"));
}

TEST_CASE("Names look like names") {
  CHECK(LooksLikeName("Jane Roe"));
  CHECK(LooksLikeName("Ludwig van der Berg"));
  CHECK(LooksLikeName("\xC3\x89lodie"));
  CHECK(LooksLikeName("\xE7\x94\xB0\xE4\xB8\xAD"));
  CHECK_FALSE(LooksLikeName("the thing is"));
  CHECK_FALSE(LooksLikeName("So here"));
  CHECK_FALSE(LooksLikeName("de la"));
  CHECK_FALSE(LooksLikeName("\xC3\xA9tat"));
}

TEST_CASE("Speakers join participants by id or name, and new ones get ids of their own") {
  Call call;
  call.participants = {Participant{.id = "p1", .name = "Jane Ro\xC3\xA9"}, Participant{.id = "kim"}};
  for (const char* speaker :
       {"p1", "jane roe", "Kim", "", "A B", "a b", "A-B", "\xE7\x94\xB0", "\xE4\xB8\xAD"}) {
    call.turns.push_back(Turn{.speaker = speaker, .text = "x"});
  }
  JoinSpeakers("", call);
  std::vector<std::string> ids;
  for (const Turn& turn : call.turns) ids.push_back(turn.speaker);
  CHECK(ids ==
        std::vector<std::string>{"p1", "p1", "kim", "", "a-b", "a-b", "a-b-2", "speaker", "speaker-2"});
  CHECK(call.participants.size() == 6);
}

}  // namespace
}  // namespace whyspec::calls
