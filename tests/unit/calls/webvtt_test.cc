#include "calls/importers/webvtt.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "reading.h"

namespace whyspec::calls {
namespace {

using Catch::Matchers::Contains;
using namespace std::string_view_literals;
using StringList = std::vector<std::string>;

struct Times {
  std::string line;
  bool valid;
};

TEST_CASE("WebVTT times are read as the W3C parser reads them") {
  const auto [line, valid] = GENERATE(table<std::string, bool>({
      {"00:00.000 --> 00:01.000", true},
      {"00:00:00.000 --> 00:00:01.000", true},
      {"100:00:00.000 --> 100:00:01.000", true},
      {"0:00:00.000 --> 0:00:01.000", true},
      {"\t00:00.000-->00:01.000\f", true},
      {"00:00.000 --> 00:01.000 align:left size:50%", true},
      {"00:01.000 --> 00:00.000", true},  // the end before the start is kept
      {"00:00,000 --> 00:01,000", false},
      {"0:00.000 --> 00:01.000", false},
      {"00:60.000 --> 00:61.000", false},
      {"00:60:00.000 --> 01:00:00.000", false},
      {"00:00.00 --> 00:01.000", false},
      {"00:00.0000 --> 00:01.000", false},
      {"00:00.000 --> 1:00.00", false},
      {"-00:00.000 --> 00:01.000", false},
      {"00:00.000 -> 00:01.000", false},
      {"-->", false},
  }));
  CAPTURE(line);
  const webvtt::File file = webvtt::Parse("WEBVTT\n\n" + line + "\nwords\n");
  CHECK(file.cues.size() == (valid ? 1u : 0u));
}

TEST_CASE("A time with minutes above 59 counts as hours") {
  const webvtt::File file = webvtt::Parse("WEBVTT\n\n60:00:00.000 --> 60:00:01.250\nx");
  REQUIRE(file.cues.size() == 1);
  CHECK(file.cues[0].start_ms == 216'000'000);
  CHECK(file.cues[0].end_ms == 216'001'250);
}

TEST_CASE("Hours of any length neither overflow nor crash") {
  const std::string hours(400, '9');
  const webvtt::File file = webvtt::Parse("WEBVTT\n\n" + hours + ":00:00.000 --> " + hours + ":00:01.000\nx");
  REQUIRE(file.cues.size() == 1);
  CHECK(file.cues[0].start_ms > 0);
}

TEST_CASE("The signature is WEBVTT, then white space or the end") {
  CHECK(webvtt::HasSignature("WEBVTT"));
  CHECK(webvtt::HasSignature("WEBVTT - Kickoff\n"));
  CHECK(webvtt::HasSignature("WEBVTT\tx"));
  CHECK(webvtt::HasSignature("WEBVTT\r\n"));
  CHECK_FALSE(webvtt::HasSignature("WEBVTTX"));
  CHECK_FALSE(webvtt::HasSignature("webvtt"));
  CHECK_FALSE(webvtt::HasSignature(" WEBVTT"));
  CHECK_FALSE(webvtt::HasSignature("WEBVT"));
}

TEST_CASE("Every line ending ends a line, ids and settings are kept") {
  const std::string end = GENERATE("\n", "\r", "\r\n");
  std::string text =
      "WEBVTT|Kind: captions||STYLE|::cue {}||REGION|id:a||NOTE to us|both||a1|00:01.000 --> 00:02.000 "
      "align:left |one|two||00:03.000 --> 00:04.000|three";
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += end.size()) {
    text.replace(at, 1, end);
  }
  const webvtt::File file = webvtt::Parse(text);
  REQUIRE(file.cues.size() == 2);
  CHECK(file.cues[0].id == "a1");
  CHECK(file.cues[0].settings == "align:left");
  CHECK(file.cues[0].text == "one\ntwo");
  CHECK(Cut(text, file.cues[0].range) ==
        "a1" + end + "00:01.000 --> 00:02.000 align:left " + end + "one" + end + "two");
  CHECK(Cut(text, file.cues[1].range) == "00:03.000 --> 00:04.000" + end + "three");
  CHECK(file.cues[0].line == 14);
  CHECK(file.left_out.empty());
}

TEST_CASE("A header right above the times does not hide them") {
  const webvtt::File file = webvtt::Parse("WEBVTT\n00:00.000 --> 00:01.000\nwords");
  REQUIRE(file.cues.size() == 1);
  CHECK(file.cues[0].text == "words");
}

TEST_CASE("Times that follow without a blank line begin the next cue") {
  const webvtt::File file =
      webvtt::Parse("WEBVTT\n\n00:00.000 --> 00:01.000\none\n00:01.000 --> 00:02.000\ntwo\n-->\nthree");
  REQUIRE(file.cues.size() == 2);
  CHECK(file.cues[0].text == "one");
  CHECK(file.cues[1].text == "two");
}

TEST_CASE("NUL becomes the replacement character") {
  const webvtt::File file = webvtt::Parse("WEBVTT\n\ni\0d\n00:00.000 --> 00:01.000\na\0b"sv);
  REQUIRE(file.cues.size() == 1);
  CHECK(file.cues[0].id ==
        "i\xEF\xBF\xBD"
        "d");
  CHECK(file.cues[0].text ==
        "a\xEF\xBF\xBD"
        "b");
}

StringList Spans(std::string_view cue) {
  StringList spans;
  for (const webvtt::Span& span : webvtt::ReadCueText(cue).spans)
    spans.push_back(span.voice + "> " + span.text);
  return spans;
}

TEST_CASE("Cue text is read as its viewer sees it") {
  CHECK(Spans("plain") == StringList{"> plain"});
  CHECK(Spans("<i>one</i> <b.loud>two</b> <u>three</u> <c.x.y>four</c>") ==
        StringList{"> one two three four"});
  CHECK(Spans("<lang fr>bonjour</lang><ruby>a<rt>b</rt></ruby>") == StringList{"> bonjourab"});
  CHECK(Spans("I<00:00:03.385><c> call</c><00:00:03.769><c> this</c>") == StringList{"> I call this"});
  CHECK(Spans("&lt;b&gt; &amp;&nbsp;&eacute;&#233;&#xE9;&unknown; &copy") ==
        StringList{"> <b> &\xC2\xA0\xC3\xA9\xC3\xA9\xC3\xA9&unknown; \xC2\xA9"});
  CHECK(Spans("&#0;&#x110000;&#xD800;&#x80;") ==
        StringList{"> \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xE2\x82\xAC"});
  CHECK(Spans("</i>a</v>b</") == StringList{"> ab"});
  CHECK(Spans("") == StringList{});
  CHECK(Spans("<i></i>") == StringList{});
}

TEST_CASE("Voices split a cue") {
  CHECK(Spans("<v Jane Roe>hello") == StringList{"Jane Roe> hello"});
  CHECK(Spans("<v.first.loud  Jane \t Roe >hello</v>") == StringList{"Jane Roe> hello"});
  CHECK(Spans("<v Jane>hello</v>\n<v Bob>hi</v>") == StringList{"Jane> hello", "Bob> hi"});
  CHECK(Spans("<v Jane>hello <v Bob>hi") == StringList{"Jane> hello ", "Bob> hi"});
  CHECK(Spans("<v Jane>a <i>b</i> c</v> d") == StringList{"Jane> a b c", ">  d"});
  CHECK(Spans("<v O&apos;Neil &amp; Co>x") == StringList{"O'Neil & Co> x"});
  CHECK(Spans("<v Jane>one</v> <v Jane>two</v><v Jane>three") == StringList{"Jane> one\ntwo\nthree"});
  CHECK(Spans("<v Jane>wo<i>rd</i></v>") == StringList{"Jane> word"});
  CHECK(Spans("<v>nobody") == StringList{"> nobody"});
  CHECK(Spans("<v Jane><i>a</v>b") == StringList{"Jane> ab"});  // </v> does not close <i>
}

TEST_CASE("A bracket that is never closed hides words, and says so") {
  CHECK(webvtt::ReadCueText("under <3 of us").open_tag);
  CHECK_FALSE(webvtt::ReadCueText("under <b>3</b> of us").open_tag);
  const ReadCallResult result = Read("/c/a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nunder <3 of us\n");
  CHECK(Lines(result) == StringList{"> under"});
  REQUIRE(result.problems.size() == 1);
  CHECK_THAT(result.problems[0].message, Contains("line 3"));
}

TEST_CASE("A Teams transcript: voices are speakers, joined to participants") {
  const std::string bytes =
      "\xEF\xBB\xBFWEBVTT\r\n\r\n44afe7d2-0000/12-0\r\n00:00:05.200 --> 00:00:07.000\r\n"
      "<v Dr Ada Loft>On ressaisit\r\ntout deux fois</v>\r\n\r\n"
      "00:00:08.000 --> 00:00:09.000\r\n<v KIM POE>Ah.</v> <v Dr Ada Loft>Oui.</v>\r\n";
  const ReadCallResult result =
      Read("/c/acme-2026-01-13.vtt", bytes,
           "account: acme\nparticipants: [{id: p1, name: Kim Poe, affiliation: internal}]\n");
  CHECK(result.format == "webvtt");
  CHECK(Messages(result) == StringList{});
  CHECK(Lines(result) ==
        StringList{"Dr Ada Loft> On ressaisit tout deux fois", "Kim Poe> Ah.", "Dr Ada Loft> Oui."});
  const Call& call = *result.call;
  CHECK(call.id == "acme-2026-01-13");
  CHECK(call.account == "acme");
  CHECK(call.transcript_status == TranscriptStatus::kReady);
  CHECK(call.turns[1].speaker == "p1");
  CHECK(call.turns[0].start_ms == 5200);
  CHECK(call.turns[2].end_ms == 9000);
  CHECK(Cut(bytes, call.turns[0].source) ==
        "44afe7d2-0000/12-0\r\n00:00:05.200 --> 00:00:07.000\r\n<v Dr Ada Loft>On ressaisit\r\ntout deux "
        "fois</v>");
  CHECK(call.turns[1].source == call.turns[2].source);
  const Participant* ada = call.FindParticipant(call.turns[0].speaker);
  REQUIRE(ada != nullptr);
  CHECK(ada->id == "dr-ada-loft");
  CHECK(Cut(bytes, ada->source) == "Dr Ada Loft");
  CHECK(call.FindParticipant("p1")->affiliation == Affiliation::kInternal);
  CHECK(Cut(bytes, call.FindParticipant("p1")->source) == "KIM POE");
}

TEST_CASE("A Zoom transcript: a name before a colon counts if it repeats or is known") {
  const ReadCallResult result =
      Read("/c/z.vtt",
           "WEBVTT\n\n1\n00:00:01.000 --> 00:00:05.000\nKim D.: we type it twice\n\n"
           "2\n00:00:05.000 --> 00:00:06.000\nNote: nothing\n\n"
           "3\n00:00:06.000 --> 00:00:07.000\nKIM D.: see https://example.com: here\n\n"
           "4\n00:00:07.000 --> 00:00:08.000\nJo: yes\n- Kim D.: no\n",
           "participants: [{id: jo, name: Jo}]");
  CHECK(Lines(result) == StringList{"Kim D.> we type it twice", "> Note: nothing",
                                    "Kim D.> see https://example.com: here", "Jo> yes", "Kim D.> no"});
  CHECK(result.call->participants.size() == 2);
}

TEST_CASE("Words behind a doubtful name are nobody's, not the speaker's before") {
  const ReadCallResult result = Read("/c/z.vtt",
                                     "WEBVTT\n\n00:01.000 --> 00:02.000\nKim: one\nJo Low: two\nthree\n\n"
                                     "00:02.000 --> 00:03.000\nKim: and\nthe thing is: four\n");
  CHECK(Lines(result) == StringList{"Kim> one", "> Jo Low: two three", "Kim> and the thing is: four"});
}

TEST_CASE("A truncated transcript keeps what was read and names the line") {
  const std::string whole = "WEBVTT\n\n00:00.000 --> 00:01.000\none\n\n2\n00:01.000 --> 00:02.000\ntwo\n";
  SECTION("inside the times") {
    const ReadCallResult result = Read("/c/a.vtt", whole.substr(0, whole.find("00:02")));
    CHECK(Lines(result) == StringList{"> one"});
    REQUIRE(result.problems.size() == 1);
    CHECK_THAT(result.problems[0].message, Contains("line 7") && Contains("breaks off"));
  }
  SECTION("after the id") {
    const ReadCallResult result = Read("/c/a.vtt", whole.substr(0, whole.find("2\n00:01") + 2));
    CHECK(Lines(result) == StringList{"> one"});
    REQUIRE(result.problems.size() == 1);
    CHECK_THAT(result.problems[0].message, Contains("line 6"));
  }
  SECTION("after the times") {
    const ReadCallResult result = Read("/c/a.vtt", whole.substr(0, whole.find("two")));
    CHECK(Lines(result) == StringList{"> one"});
    REQUIRE(result.problems.size() == 1);
    CHECK_THAT(result.problems[0].message, Contains("line 7"));
  }
}

TEST_CASE("Words under no times are left out, and said to be") {
  const std::string bytes =
      "WEBVTT\n\n00:00.000 --> 00:01.000\none\n\nlost words\n\n00:01 --> 00:02\ntoo\n\nNOTE not lost\n";
  const ReadCallResult result = Read("/c/a.vtt", bytes);
  CHECK(Lines(result) == StringList{"> one"});
  CHECK(Places(result, bytes) == StringList{"lost words", "00:01 --> 00:02"});
}

TEST_CASE("A .vtt without its signature is no call") {
  const ReadCallResult result = Read("/c/a.vtt", "hello");
  CHECK_FALSE(result.call);
  REQUIRE(result.problems.size() == 1);
  CHECK(result.problems[0].fatal);
}

TEST_CASE("The web-platform cases parse as they assert") {
  const auto folder = DataFolder();
  if (!folder) {
    WARN("no data on this machine");
    return;
  }
  const auto cases = nlohmann::json::parse(ReadBytes(*folder + "/vtt/cases.json"));
  REQUIRE(cases.size() >= 35);
  for (const auto& one : cases) {
    const std::string name = one["vtt"];
    CAPTURE(name);
    std::string text = ReadBytes(*folder + "/vtt/" + name);
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.erase(0, 3);
    const webvtt::File file = webvtt::Parse(text);
    CHECK(file.has_signature);
    if (!one["n_cues"].is_null()) CHECK(file.cues.size() == one["n_cues"].get<std::size_t>());
    for (const auto& check : one["asserts"]) {
      const std::size_t at = std::stoul(check[0].get<std::string>());
      const std::string field = check[1];
      REQUIRE(at < file.cues.size());
      const webvtt::Cue& cue = file.cues[at];
      const auto value = nlohmann::json::parse(check[2].get<std::string>());
      CAPTURE(at, field);
      if (field == "startTime") CHECK(static_cast<double>(cue.start_ms) / 1000 == value.get<double>());
      if (field == "endTime") CHECK(static_cast<double>(cue.end_ms) / 1000 == value.get<double>());
      if (field == "id") CHECK(cue.id == value.get<std::string>());
      if (field == "text") CHECK(cue.text == value.get<std::string>());
    }
  }
}

}  // namespace
}  // namespace whyspec::calls
