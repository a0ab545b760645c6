#include "jsonrpc/framing.h"

#include <catch2/catch.hpp>

#include "base/strings.h"

namespace whyspec::jsonrpc {
namespace {

// What a reader makes of `bytes` handed over in pieces of `step`: bodies as they are,
// problems as "! sentence".
std::vector<std::string> Read(std::string_view bytes, std::size_t step) {
  FrameReader reader;
  std::vector<std::string> seen;
  for (std::size_t i = 0; i < bytes.size(); i += step) {
    reader.Feed(bytes.substr(i, step));
    while (auto frame = reader.Next()) {
      seen.push_back(frame->kind == Frame::Kind::kBody ? frame->text : "! " + frame->text);
    }
  }
  return seen;
}

using Seen = std::vector<std::string>;

TEST_CASE("a frame reads back as its body") {
  for (const std::string body : {"{}", "", "{\"a\":\"é\"}", "a\r\n\r\nb"}) {
    CHECK(Read(MakeFrame(body), 1000) == Seen{body});
  }
}

TEST_CASE("messages arrive whole however the bytes are cut") {
  const std::string bytes = StrCat(MakeFrame("{\"id\":1}"), MakeFrame("[]"), MakeFrame("\"日本\""));
  const Seen expected = {"{\"id\":1}", "[]", "\"日本\""};
  for (std::size_t step = 1; step <= bytes.size(); ++step) {
    CAPTURE(step);
    CHECK(Read(bytes, step) == expected);
  }
}

TEST_CASE("header names are taken in any case, in any order, with others beside them") {
  for (const std::string header :
       {"content-length: 2\r\n\r\n", "CONTENT-LENGTH:2\r\n\r\n", "Content-Length:   2  \r\n\r\n",
        "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n",
        "Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n",
        "X-Trace: on\r\nContent-Length: 2\r\nX-Other: 1:2:3\r\n\r\n", "Content-Length: 2\n\n",
        "\r\n\r\nContent-Length: 2\r\n\r\n"}) {
    CAPTURE(header);
    CHECK(Read(header + "{}", 1) == Seen{"{}"});
  }
}

TEST_CASE("after a bad header the next whole message is read") {
  const std::string good = MakeFrame("{\"ok\":true}");
  for (const std::string bad :
       {"Content-Length: abc\r\n\r\n{}", "Content-Length: -5\r\n\r\n", "Content-Length: 1.5\r\n\r\nx",
        "Content-Length: \r\n\r\n{}", "Content-Length: 0x10\r\n\r\n{}",
        "Content-Type: application/vscode-jsonrpc\r\n\r\n", "nonsense without a colon\r\n",
        "{\"jsonrpc\":\"2.0\"}\r\n", "Content-Length: 9000000000\r\n\r\n{\"jsonrpc\":",
        "Content-Length: 99999999999999999999999999\r\n\r\n{", "xyz",
        "Content-Length: abcContent-Length: x"}) {
    CAPTURE(bad);
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
      const Seen seen = Read(bad + good, step);
      REQUIRE(seen.size() == 2);
      CHECK(seen[0].starts_with("! "));
      CHECK(seen[1] == "{\"ok\":true}");
    }
  }
}

TEST_CASE("a length that is too short costs one message, not the stream") {
  const std::string body = "{\"text\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}";
  const std::string bytes = StrCat("Content-Length: ", body.size() - 20, "\r\n\r\n", body, MakeFrame("{}"));
  for (const std::size_t step : {std::size_t{1}, std::size_t{1000}}) {
    const Seen seen = Read(bytes, step);
    REQUIRE(seen.size() == 3);
    CHECK(seen[0] == body.substr(0, body.size() - 20));
    CHECK(seen[1].starts_with("! "));
    CHECK(seen[2] == "{}");
  }
}

TEST_CASE("a message of a gigabyte is refused with its size, and nothing is kept of it") {
  FrameReader reader;
  reader.Feed("Content-Length: 1073741824\r\n\r\n");
  const auto problem = reader.Next();
  REQUIRE(problem);
  CHECK(problem->kind == Frame::Kind::kProblem);
  CHECK(
      problem->text ==
      "The editor announced a message of 1024 MB, and Whyspec takes up to 256 MB: the message was not read, "
      "and the talk goes on after it. Close very large files; if there are none, restart the language "
      "server.");
  // Its bytes run through without piling up; then the next message is read.
  const std::string piece(1 << 16, 'c');
  for (int i = 0; i < 256; ++i) {
    reader.Feed(piece);
    CHECK_FALSE(reader.Next());
  }
  reader.Feed(MakeFrame("{}"));
  const auto next = reader.Next();
  REQUIRE(next);
  CHECK(next->text == "{}");
}

TEST_CASE("the largest message that is announced is waited for without memory for it") {
  FrameReader reader;
  reader.Feed(StrCat("Content-Length: ", kMaxMessageBytes, "\r\n\r\n{"));
  CHECK_FALSE(reader.Next());
  CHECK(reader.inside_message());
}

TEST_CASE("a header without end is given up") {
  FrameReader reader;
  reader.Feed("X-Long: " + std::string(kMaxHeaderBytes + 1, 'a'));
  const auto problem = reader.Next();
  REQUIRE(problem);
  CHECK(problem->kind == Frame::Kind::kProblem);
  reader.Feed("\r\n\r\n" + MakeFrame("1"));
  const auto next = reader.Next();
  REQUIRE(next);
  CHECK(next->text == "1");
}

TEST_CASE("many header lines are given up too") {
  FrameReader reader;
  bool refused = false;
  for (int i = 0; i < 2000 && !refused; ++i) {
    reader.Feed("X-Header: value\r\n");
    refused = reader.Next().has_value();
  }
  CHECK(refused);
}

TEST_CASE("the end of the stream inside a message can be told") {
  FrameReader reader;
  CHECK_FALSE(reader.inside_message());
  reader.Feed("Content-Len");
  CHECK_FALSE(reader.Next());
  CHECK(reader.inside_message());
  reader.Feed("gth: 2\r\n\r\n{");
  CHECK_FALSE(reader.Next());
  CHECK(reader.inside_message());
  reader.Feed("}");
  CHECK(reader.Next());
  CHECK_FALSE(reader.inside_message());
}

TEST_CASE("time stays linear in the bytes") {
  // A megabyte of what starts like a header over and over, one byte at a time.
  std::string bytes;
  while (bytes.size() < (1 << 20)) bytes += "content-length: 1 ";
  FrameReader reader;
  std::size_t problems = 0;
  for (const char c : bytes) {
    reader.Feed(std::string_view(&c, 1));
    while (reader.Next()) ++problems;
  }
  CHECK(problems <= bytes.size() / kMaxHeaderBytes + 1);
}

}  // namespace
}  // namespace whyspec::jsonrpc
