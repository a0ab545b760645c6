// Runs tests/transcripts/*.lsp: conversations as they go over the wire.
//
//   # comment
//   == /ws/specs/a.md        a file of the workspace; its lines follow, up to the next mark
//   --> {…}                  a message of the client ("jsonrpc" is added)
//   raw "text\r\n"           bytes of the client, as a JSON string
//   <-- {…}                  the server has sent a message like this (each counts once)
//   <!- {…}                  no message like this is among those not accounted for yet
//   exit 0                   the conversation is over, with this exit status
//
// "Like this": members left out may be anything, lists have the same length, "*" is
// any value, and a list that starts with "…" holds the others in that order at least.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "jsonrpc/framing.h"
#include "lsp/server.h"
#include "support/memory_file_system.h"

namespace whyspec::test {
namespace {

using jsonrpc::Json;

bool Like(const Json& actual, const Json& expected) {
  if (expected == "*") return true;
  if (expected.is_object()) {
    if (!actual.is_object()) return false;
    for (const auto& [key, value] : expected.items()) {
      if (!actual.contains(key) || !Like(actual[key], value)) return false;
    }
    return true;
  }
  if (expected.is_array() && !expected.empty() && expected[0] == "…") {
    std::size_t next = 1;
    for (const Json& item : actual) {
      if (next < expected.size() && Like(item, expected[next])) ++next;
    }
    return actual.is_array() && next == expected.size();
  }
  if (expected.is_array()) {
    if (!actual.is_array() || actual.size() != expected.size()) return false;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (!Like(actual[i], expected[i])) return false;
    }
    return true;
  }
  return actual == expected;
}

struct Entry {
  int line = 0;
  std::string mark;
  std::string text;
};

std::vector<Entry> ReadTranscript(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::vector<Entry> entries;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    const bool in_file = !entries.empty() && entries.back().mark == "== ";  // where # is a heading
    if (!in_file && line.starts_with("#")) continue;
    bool marked = false;
    for (const std::string mark : {"== ", "--> ", "raw ", "<-- ", "<!- ", "exit "}) {
      if (!line.starts_with(mark)) continue;
      entries.push_back({.line = number, .mark = mark, .text = line.substr(mark.size()) + "\n"});
      marked = true;
    }
    if (!marked && !entries.empty()) entries.back().text += line + "\n";
  }
  return entries;
}

class Talk {
 public:
  Talk()
      : server_(
            {.files = &files_,
             .cache_directory = "/cache",
             .today =
                 [] {
                   return Date{2026, 3, 1};
                 }},
            [this](std::string_view bytes) {
              reader_out_.Feed(bytes);
              while (auto frame = reader_out_.Next()) received_.push_back(Json::parse(frame->text));
              return true;
            },
            queue_) {}

  void Play(const Entry& entry) {
    if (entry.mark == "== ") {
      const std::size_t end = entry.text.find('\n');
      files_.Put(entry.text.substr(0, end), entry.text.substr(end + 1));
    } else if (entry.mark == "--> ") {
      Json message = Json::parse(entry.text);
      message["jsonrpc"] = "2.0";
      Send(jsonrpc::MakeFrame(message.dump()));
    } else if (entry.mark == "raw ") {
      Send(Json::parse(entry.text).get<std::string>());
    } else if (entry.mark == "exit ") {
      CHECK(server_.exit_status() == std::stoi(entry.text));
    } else {
      const Json expected = Json::parse(entry.text);
      const auto found = std::find_if(received_.begin(), received_.end(),
                                      [&](const Json& message) { return Like(message, expected); });
      std::string all;
      for (const Json& message : received_) all += message.dump().substr(0, 2000) + "\n";
      INFO("received and not accounted for:\n" << all);
      if (entry.mark == "<!- ") {
        CHECK(found == received_.end());
      } else {
        CHECK(found != received_.end());
        if (found != received_.end()) received_.erase(found);
      }
    }
  }

 private:
  void Send(std::string_view bytes) {
    reader_in_.Feed(bytes);
    while (auto frame = reader_in_.Next()) {
      jsonrpc::Message message;
      if (frame->kind == jsonrpc::Frame::Kind::kBody) {
        message = jsonrpc::ParseMessage(frame->text);
      } else {
        message.problem = {.code = jsonrpc::code::kParseError, .message = frame->text, .data = nullptr};
      }
      queue_.Push(std::move(message));
    }
    server_.Drain();
  }

  MemoryFileSystem files_;
  jsonrpc::MessageQueue queue_;
  jsonrpc::FrameReader reader_in_;
  jsonrpc::FrameReader reader_out_;
  std::vector<Json> received_;
  lsp::Server server_;
};

TEST_CASE("transcripts") {
  std::size_t played = 0;
  std::set<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(WHYSPEC_SOURCE_DIR "/tests/transcripts")) {
    if (entry.path().extension() == ".lsp") paths.insert(entry.path());
  }
  for (const auto& path : paths) {
    DYNAMIC_SECTION(path.filename().string()) {
      Talk talk;
      for (const Entry& entry : ReadTranscript(path)) {
        INFO(path.filename().string() << ":" << entry.line << ": " << entry.mark << entry.text);
        talk.Play(entry);
      }
    }
    ++played;
  }
  CHECK(played >= 8);
}

}  // namespace
}  // namespace whyspec::test
