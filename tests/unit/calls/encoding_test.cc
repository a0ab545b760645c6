#include "calls/importers/encoding.h"

#include <catch2/catch.hpp>

#include "base/unicode.h"
#include "reading.h"

namespace whyspec::calls {
namespace {

using StringList = std::vector<std::string>;

std::string Utf16(std::string_view ascii, bool big_endian, bool mark) {
  std::string out;
  const auto put = [&](unsigned char high, unsigned char low) {
    out += static_cast<char>(big_endian ? high : low);
    out += static_cast<char>(big_endian ? low : high);
  };
  if (mark) put(0xFE, 0xFF);
  for (const char c : ascii) put(0, static_cast<unsigned char>(c));
  return out;
}

TEST_CASE("UTF-16 is read in both orders, with its mark or without") {
  const bool big = GENERATE(true, false);
  const bool mark = GENERATE(true, false);
  const std::string bytes = Utf16("WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n", big, mark);
  const ReadCallResult result = Read("/c/a.vtt", bytes);
  CHECK(Lines(result) == StringList{"> hello"});
  REQUIRE(result.call->turns.size() == 1);
  CHECK(Cut(bytes, result.call->turns[0].source) == Utf16("00:00.000 --> 00:01.000\nhello", big, false));
  CHECK(result.problems.size() == 1);
}

TEST_CASE("UTF-16 pairs and lone halves") {
  const std::string pair("\xFF\xFE\x3D\xD8\x00\xDE", 6);
  CHECK(DecodedText::Decode(pair).text() == "\xF0\x9F\x98\x80");
  const std::string lone(
      "\xFF\xFE\x3D\xD8"
      "a\0b",
      7);
  CHECK(DecodedText::Decode(lone).text() ==
        "\xEF\xBF\xBD"
        "a");
}

TEST_CASE("Windows-1252 is converted, ranges stay in the bytes") {
  const std::string bytes = "Jos\xE9: d\xE9j\xE0 \x96 \x93oui\x94 \x80\n\nJos\xE9: non\n";
  const ReadCallResult result = Read("/c/a.txt", bytes);
  CHECK(Lines(result) ==
        StringList{"Jos\xC3\xA9> d\xC3\xA9j\xC3\xA0 \xE2\x80\x93 \xE2\x80\x9Coui\xE2\x80\x9D \xE2\x82\xAC",
                   "Jos\xC3\xA9> non"});
  CHECK(Cut(bytes, result.call->turns[1].source) == "Jos\xE9: non");
  CHECK(Places(result, bytes) == StringList{"\xE9"});
}

TEST_CASE("A few broken bytes in UTF-8 do not make it Windows-1252") {
  const std::string bytes = "d\xC3\xA9j\xC3\xA0 vu \xE9\n";
  const ReadCallResult result = Read("/c/a.txt", bytes);
  CHECK(Lines(result) == StringList{"> d\xC3\xA9j\xC3\xA0 vu \xEF\xBF\xBD"});
  CHECK(Places(result, bytes) == StringList{"\xE9"});
}

TEST_CASE("Bytes that are no text give one sentence and no call") {
  std::string bytes = "ftyp";
  for (int i = 0; i < 2000; ++i) bytes += static_cast<char>(i * 37);
  const ReadCallResult result = Read("/c/a.txt", bytes);
  CHECK_FALSE(result.call);
  CHECK(result.problems.size() == 1);
  CHECK_FALSE(Read("/c/a.txt", std::string(1000, '\0')).call);
}

TEST_CASE("The dialect file in Windows-1252 comes out as UTF-8") {
  const auto folder = DataFolder();
  if (!folder) {
    WARN("no data on this machine");
    return;
  }
  const ReadCallResult result = Read("/c/plain.txt", ReadBytes(*folder + "/dialects/plain.cp1252.txt"));
  REQUIRE(result.call);
  CHECK(result.call->turns.size() > 10);
  for (const Turn& turn : result.call->turns) CHECK(IsValidUtf8(turn.text));
}

}  // namespace
}  // namespace whyspec::calls
