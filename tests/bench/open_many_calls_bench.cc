// open_many_calls_bench FOLDER SERVER [ARGUMENT…]: the language server in a workspace with
// many calls (make_calls), as an editor opens it. A first run fills the cache, in a folder
// of its own beside the workspace; what counts is the second: start to the first
// diagnostics that know the calls, memory, and typing in a spec of 50 KB.
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "language_client.h"

using namespace whyspec::bench;

namespace {

constexpr int kEdits = 300;
// A time that lies in no call: this diagnostic needs the calls.
constexpr const char* kBeyond = "call:call-100000#t=99:00:00";

bool KnowsCalls(const Json& answer) {
  for (const Json& item : answer["result"].value("items", Json::array())) {
    if (item.value("code", "") == "citation/unknown-anchor") return true;
  }
  return false;
}

// From the start of the process, in milliseconds.
struct Opened {
  double initialized = 0;
  double first_diagnostics = 0;  // of the spec's own text
  double with_calls = 0;
};

class Visit {
 public:
  Visit(const std::vector<std::string>& command, const std::string& root)
      : begin_(Clock::now()), server_(command), uri_("file://" + root + "/specs/typed.md") {
    server_.Initialize(root);
    opened_.initialized = Since();
    server_.Notify("initialized", Json::object());
    server_.Open(uri_, "markdown", text_);
    Json answer = Pull();
    opened_.first_diagnostics = Since();
    while (!KnowsCalls(answer)) answer = Pull();
    opened_.with_calls = Since();
  }

  const Opened& opened() const { return opened_; }
  LanguageClient& server() { return server_; }

  std::vector<double> Type() {
    const auto lines = static_cast<int>(std::count(text_.begin(), text_.end(), '\n'));
    std::vector<double> times;
    for (int i = 0; i < kEdits; ++i) {
      const auto begin = Clock::now();
      server_.Type(uri_, i + 2, 20 + (i / 20 * 37) % (lines - 40), i % 7 == 6 ? " " : "w");
      Pull();
      times.push_back(Milliseconds(Clock::now() - begin));
    }
    return times;
  }

 private:
  double Since() const { return Milliseconds(Clock::now() - begin_); }
  Json Pull() {
    return server_.Await(server_.Request("textDocument/diagnostic", {{"textDocument", {{"uri", uri_}}}}));
  }

  Clock::time_point begin_;
  LanguageClient server_;
  std::string uri_;
  std::string text_ = MakeSpec(50'000, kBeyond);
  Opened opened_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: open_many_calls_bench FOLDER SERVER [ARGUMENT…]\n");
    return 2;
  }
  alarm(580);  // a server that never answers ends the run
  const std::string root = std::filesystem::canonical(argv[1]);
  const std::vector<std::string> command(argv + 2, argv + argc);
  setenv("WHYSPEC_CACHE_DIR", (root + "-cache").c_str(), 1);
  SayLoad();
  if (!std::filesystem::exists(root + "-cache")) {
    Visit first(command, root);
    Say("first open, nothing cached: with the calls", first.opened().with_calls, "ms", 60'000);
    Say("… first diagnostics meanwhile", first.opened().first_diagnostics, "ms", 1000);
    Say("… memory at most", first.server().Memory("VmHWM"), "MB", 150);
  }
  std::vector<double> own;
  std::vector<double> all;
  for (int i = 0; i < 5; ++i) {
    const Visit visit(command, root);
    own.push_back(visit.opened().first_diagnostics);
    all.push_back(visit.opened().with_calls);
  }
  Visit visit(command, root);
  Say("start -> initialize answered", visit.opened().initialized, "ms", 8);
  Say("start -> first diagnostics, p50", Percentile(own, 0.5), "ms", 300);
  Say("start -> diagnostics that know the calls, p50", Percentile(all, 0.5), "ms", 300);
  Say("… slowest of 5", *std::max_element(all.begin(), all.end()), "ms", 1000);
  Say("memory after opening", visit.server().Memory("VmRSS"), "MB", 150);
  const std::vector<double> times = visit.Type();
  Say("keystroke -> diagnostics, 50 KB, p50", Percentile(times, 0.5), "ms", 3);
  Say("keystroke -> diagnostics, 50 KB, p95", Percentile(times, 0.95), "ms", 3);
  Say("keystroke -> diagnostics, 50 KB, longest", *std::max_element(times.begin(), times.end()), "ms", 50);
  Say("memory after typing", visit.server().Memory("VmRSS"), "MB", 150);
  Say("memory at most", visit.server().Memory("VmHWM"), "MB", 150);
  SayLoad();
}
