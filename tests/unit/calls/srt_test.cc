#include <catch2/catch.hpp>

#include "reading.h"

namespace whyspec::calls {
namespace {

using Catch::Matchers::Contains;
using StringList = std::vector<std::string>;

TEST_CASE("A SubRip file: times, names, tags, no last newline") {
  const std::string bytes =
      "1\r\n00:00:01,000 --> 00:00:04,500\r\nJane Roe: <i>We type</i> it twice\r\n\r\n"
      "2\r\n00:00:05.000 --> 00:00:06.000 X1:10 X2:20\r\n{\\an8}<font color=\"#fff\">Jane Roe: every "
      "day</font>";
  const ReadCallResult result = Read("/c/a.srt", bytes);
  CHECK(result.format == "srt");
  CHECK(Messages(result) == StringList{});
  CHECK(Lines(result) == StringList{"Jane Roe> We type it twice", "Jane Roe> every day"});
  CHECK(result.call->turns[0].start_ms == 1000);
  CHECK(result.call->turns[0].end_ms == 4500);
  CHECK(Cut(bytes, result.call->turns[0].source) ==
        "1\r\n00:00:01,000 --> 00:00:04,500\r\nJane Roe: <i>We type</i> it twice");
  CHECK(Cut(bytes, result.call->turns[1].source).substr(0, 4) == "2\r\n0");
}

TEST_CASE("Blank lines inside a SubRip cue lose no words, numbers stay words") {
  const ReadCallResult result =
      Read("/c/a.srt",
           "1\n00:00:01,000 --> 00:00:04,000\nhow many?\n\n42\n\n\n"
           "2\n00:00:05,000 --> 00:00:06,000\nyes\n3\n00:00:07,000 --> 00:00:08,000\nno\n");
  CHECK(Lines(result) == StringList{"> how many? 42", "> yes", "> no"});
}

TEST_CASE("A smaller-than sign in a SubRip cue is a word") {
  CHECK(Lines(Read("/c/a.srt", "00:00:01,000 --> 00:00:04,000\nunder <3 or < b\n{not a tag}\n")) ==
        StringList{"> under <3 or < b {not a tag}"});
}

TEST_CASE("SubRip times that cannot be read leave the words, without times") {
  const std::string bytes = "1\n00:00:01,000 --> 00:00:04,000\none\n\n2\n00:00:zz --> 00:00:05,000\ntwo\n";
  const ReadCallResult result = Read("/c/a.srt", bytes);
  CHECK(Lines(result) == StringList{"> one", "> two"});
  CHECK_FALSE(result.call->turns[1].start_ms);
  REQUIRE(result.problems.size() == 1);
  CHECK_THAT(result.problems[0].message, Contains("line 6"));
  CHECK(Places(result, bytes) == StringList{"00:00:zz --> 00:00:05,000"});
}

TEST_CASE("Times are kept as they are: zero, reversed, out of order, overlapping") {
  const ReadCallResult result =
      Read("/c/a.srt",
           "00:00:05,000 --> 00:00:05,000\na\n\n00:00:09,000 --> 00:00:02,000\nb\n\n"
           "00:00:01,000 --> 00:00:20,000\nc\n");
  REQUIRE(result.call);
  CHECK(result.call->turns[1].start_ms == 9000);
  CHECK(result.call->turns[1].end_ms == 2000);
  CHECK(result.call->turns[2].start_ms == 1000);
  CHECK(result.call->EndMs() == 20000);
}

TEST_CASE("The format is recognised by content before the file's ending") {
  CHECK(Read("/c/a.txt", "1\n00:00:01,000 --> 00:00:04,000\none\n").format == "srt");
  CHECK(Read("/c/a.vtt", "1\n00:00:01,000 --> 00:00:04,000\none\n").format == "srt");
  CHECK(Read("/c/a.srt", "WEBVTT\n\n00:01.000 --> 00:02.000\none\n").format == "webvtt");
  CHECK(Read("/c/a.txt", "---\naccount: acme\n---\nhello\n").format == "markdown");
  CHECK(Read("/c/a.txt", "{\"notes\": \"x\", \"id\": \"a\"}").format == "json");
  CHECK(Read("/c/a.txt", "{words} and {more}").format == "text");
  CHECK(Read("/c/a.doc", "hello").format.empty());
  CHECK_FALSE(Read("/c/a.doc", "hello").call);
}

TEST_CASE("Names of files tell calls, side-cars and accounts apart") {
  for (const char* call : {"/c/a.md", "/c/a.JSON", "a.vtt", "a.srt", "/c/a.b.txt"})
    CHECK(IsCallFileName(call));
  for (const char* other : {"/c/a.call.yaml", "/c/accounts.yaml", "/c/a.mdx", "md", "", "/c.md/x"}) {
    CHECK_FALSE(IsCallFileName(other));
  }
  CHECK(IsSidecarName("/c/a.call.yaml"));
  CHECK(IsSidecarName("/c/a.call.yml"));
  CHECK_FALSE(IsSidecarName("/c/a.yaml"));
  CHECK(IsAccountsName("/c/accounts.yaml"));
  CHECK(IsAccountsName("accounts.yml"));
  CHECK_FALSE(IsAccountsName("/c/my-accounts.yaml"));
  CHECK_FALSE(IsAccountsName("/accounts.yaml/x"));
}

}  // namespace
}  // namespace whyspec::calls
