// Whatever the format, the line ending and the encoding: a turn's source, cut from the
// file, holds the turn's words. Seeded, so that a failure comes back.
#include <catch2/catch.hpp>
#include <chrono>
#include <random>

#include "base/strings.h"
#include "base/unicode.h"
#include "reading.h"

namespace whyspec::calls {
namespace {

struct Said {
  std::string speaker;  // "" = nobody
  int start_s = 0;
  std::vector<std::string> lines;
};

std::vector<Said> MakeTalk(std::mt19937& random, bool with_speakers) {
  static const std::vector<std::string> kWords = {"we",
                                                  "type",
                                                  "it",
                                                  "twice",
                                                  "d\xC3\xA9j\xC3\xA0",
                                                  "l'export",
                                                  "\xE2\x82\xAC"
                                                  "180k",
                                                  "\xF0\x9F\x98\x80",
                                                  "every",
                                                  "Monday",
                                                  "no",
                                                  "\xD7\xA9\xD7\x9C"};
  static const std::vector<std::string> kNames = {"Jane Roe", "Kim Poe", "\xC3\x89lodie D."};
  std::vector<Said> talk;
  int at = 0;
  const int turns = 4 + static_cast<int>(random() % 12);
  for (int i = 0; i < turns; ++i) {
    Said said;
    // Every name occurs twice, so that a bare "Name:" counts everywhere.
    if (with_speakers) said.speaker = kNames[static_cast<std::size_t>(i) % 2];
    said.start_s = at += 1 + static_cast<int>(random() % 50);
    const int lines = 1 + static_cast<int>(random() % 3);
    for (int line = 0; line < lines; ++line) {
      std::string text;
      const int words = 1 + static_cast<int>(random() % 7);
      for (int word = 0; word < words; ++word)
        text += (word > 0 ? " " : "") + kWords[random() % kWords.size()];
      said.lines.push_back(text);
    }
    talk.push_back(std::move(said));
  }
  return talk;
}

std::string Clock(int seconds, char fraction) {
  const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60) + fraction + "000";
}

std::string Write(std::string_view format, const std::vector<Said>& talk, std::string_view end,
                  std::mt19937& random) {
  std::string out;
  if (format == "vtt") out = StrCat("WEBVTT", end, end);
  if (format == "md") out = StrCat("---", end, "account: acme", end, "---", end, end);
  if (format == "json") out = R"({"account": "acme", "transcript": {"turns": [)";
  for (std::size_t i = 0; i < talk.size(); ++i) {
    const Said& said = talk[i];
    const std::string text = Join(said.lines, format == "json" ? " " : end);
    const std::string name = said.speaker;
    const bool voice = random() % 2 == 0;
    if (format == "vtt") {
      if (random() % 2 == 0) out += StrCat("id-", i, end);
      out += StrCat(Clock(said.start_s, '.'), " --> ", Clock(said.start_s + 5, '.'), end);
      out += name.empty() ? text : voice ? StrCat("<v ", name, ">", text, "</v>") : StrCat(name, ": ", text);
    } else if (format == "srt") {
      out += StrCat(i + 1, end, Clock(said.start_s, ','), " --> ", Clock(said.start_s + 5, ','), end);
      out += name.empty() ? text : StrCat(name, ": ", text);
    } else if (format == "json") {
      out += StrCat(i > 0 ? "," : "", end, R"({"text": ")", text, R"(", "start_ms": )", said.start_s * 1000);
      out += name.empty() ? "}" : StrCat(R"(, "speaker": ")", name, "\"}");
      continue;
    } else {
      const std::string clock = Clock(said.start_s, '.').substr(0, 8);
      const bool bold = format == "md" && random() % 2 == 0;
      const std::string shown = bold ? StrCat("**", name, "**") : name;
      if (name.empty()) {
        out += text;
      } else if (random() % 3 == 0) {
        out += StrCat(shown, " [", clock, "]: ", text);
      } else if (random() % 2 == 0) {
        out += StrCat("[", clock, "] ", shown, ": ", text);
      } else {
        out += StrCat(shown, ": ", text);
      }
    }
    if (i + 1 < talk.size() || random() % 2 == 0) out += StrCat(end, end);
  }
  if (format == "json") out += "]}}";
  return out;
}

TEST_CASE("A turn's source holds its words, in every format and with every line ending") {
  std::mt19937 random(20260113);
  for (int round = 0; round < 60; ++round) {
    for (const std::string format : {"vtt", "srt", "md", "json", "txt"}) {
      for (const std::string end : {"\n", "\r\n", "\r"}) {
        const bool mark = random() % 3 == 0;
        const std::vector<Said> talk = MakeTalk(random, random() % 4 != 0);
        const std::string bytes = (mark ? "\xEF\xBB\xBF" : "") + Write(format, talk, end, random);
        CAPTURE(format, bytes);
        const ReadCallResult result = Read("/c/talk." + format, bytes);
        REQUIRE(result.call);
        CHECK(result.problems.empty());
        REQUIRE(result.call->turns.size() == talk.size());
        Offset last = 0;
        for (std::size_t i = 0; i < talk.size(); ++i) {
          const Turn& turn = result.call->turns[i];
          const std::string_view source = Cut(bytes, turn.source);
          CHECK(turn.text == Join(talk[i].lines, " "));
          const Participant* speaker = result.call->FindParticipant(turn.speaker);
          CHECK((speaker != nullptr ? speaker->name : "") == talk[i].speaker);
          if (turn.start_ms) CHECK(*turn.start_ms == talk[i].start_s * 1000);
          for (const std::string& line : talk[i].lines) CHECK(source.find(line) != std::string_view::npos);
          CHECK(turn.source.begin >= last);
          last = turn.source.end;
          CHECK(source == Trim(source));
        }
      }
    }
  }
}

// Any bytes at all: what comes out keeps the promises of the headers.
TEST_CASE("Damaged files never break a promise") {
  std::mt19937 random(4711);
  const std::vector<std::string> kBits = {"-->", "\n\n",  "WEBVTT",  "<v ", ">",    "&#",
                                          "{",   "\"",    "[00:01]", ": ",  "\xFF", std::string(1, '\0'),
                                          "\r",  "---\n", "\xE2\x80"};
  for (int round = 0; round < 400; ++round) {
    for (const std::string format : {"vtt", "srt", "md", "json", "txt"}) {
      std::string bytes = Write(format, MakeTalk(random, true), "\n", random);
      const int edits = 1 + static_cast<int>(random() % 6);
      for (int edit = 0; edit < edits; ++edit) {
        const std::size_t at = random() % (bytes.size() + 1);
        if (random() % 3 == 0) {
          bytes.resize(at);
        } else {
          bytes.insert(at, kBits[random() % kBits.size()]);
        }
      }
      CAPTURE(format, bytes);
      const ReadCallResult result = Read("/c/talk." + format, bytes);
      const bool fatal = std::any_of(result.problems.begin(), result.problems.end(),
                                     [](const Problem& p) { return p.fatal; });
      CHECK(fatal != result.call.has_value());
      for (const Problem& problem : result.problems) {
        CHECK(problem.range.begin <= problem.range.end);
        CHECK(problem.range.end <= bytes.size());
        CHECK(IsValidUtf8(problem.message));
      }
      if (!result.call) continue;
      CHECK(IsCallId(result.call->id));
      for (const Turn& turn : result.call->turns) {
        CHECK(turn.source.begin < turn.source.end);
        CHECK(turn.source.end <= bytes.size());
        CHECK((format == "json" || format == "md" || !turn.text.empty()));
        CHECK(IsValidUtf8(turn.text));
        CHECK((turn.speaker.empty() || result.call->FindParticipant(turn.speaker) != nullptr));
      }
    }
  }
}

double SecondsToRead(std::string_view path, const std::string& bytes) {
  const auto begin = std::chrono::steady_clock::now();
  const ReadCallResult result = Read(path, bytes);
  CHECK(!result.format.empty());
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

TEST_CASE("Hostile transcripts take linear time") {
  struct Hostile {
    std::string path;
    std::string head;
    std::string repeated;
  };
  const auto hostile = GENERATE(values<Hostile>({
      {"/c/a.vtt", "WEBVTT\n\n", "00:00.000 --> 00:01.000\nJane: x\n\n"},
      {"/c/a.vtt", "WEBVTT\n\n", "-->\n"},
      {"/c/a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n", "<v A>"},
      {"/c/a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n", "<v A>x</v>"},
      {"/c/a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n", "<i></b>&#"},
      {"/c/a.vtt", "WEBVTT\n\n", "NOTE\n"},
      {"/c/a.srt", "00:00:00,000 --> 00:00:01,000\n", "<a<b{\\"},
      {"/c/a.srt", "", "1\n00:00:00,000 --> 00:00:01,000\nx\n\n"},
      {"/c/a.srt", "00:00:00,000 --> 00:00:01,000\n", "7\n"},
      {"/c/a.txt", "", "[0:01] A: x\n"},
      {"/c/a.txt", "", "[(["},
      {"/c/a.txt", "", "["},
      {"/c/a.txt", "", "1:"},
      {"/c/a.txt", "", "Jane  0:15\n"},
      {"/c/a.txt", "", " \t"},
      {"/c/a.md", "", "**Jane** [0:01]: x\n"},
      {"/c/a.md", "", "> - "},
      {"/c/a.md", "", "Jane: **x** `y`\n\n"},
      {"/c/a.json", "", "["},
      {"/c/a.json", R"({"id": "a", "transcript": {"turns": [)", R"({"speeker": "x", "text": "a"},)"},
  }));
  CAPTURE(hostile.path, hostile.head, hostile.repeated);
  const auto make = [&](std::size_t size) {
    std::string bytes = hostile.head;
    while (bytes.size() < size) bytes += hostile.repeated;
    return bytes;
  };
  const double small = SecondsToRead(hostile.path, make(100'000));
  const double large = SecondsToRead(hostile.path, make(800'000));
  CHECK(large < 30 * small + 0.5);  // 8 times the work; quadratic would be 64 times
}

}  // namespace
}  // namespace whyspec::calls
