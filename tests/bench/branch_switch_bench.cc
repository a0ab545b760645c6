// branch_switch_bench SERVER [ARGUMENT…]: a branch switch changes 5,000 specs at once,
// which the editor tells in one workspace/didChangeWatchedFiles. How long is the longest
// moment in which the server answers nothing? Four ways to look:
//   - a request that needs no work, again and again, until all was taken in;
//   - a letter typed into the open spec, and its diagnostics;
//   - the same while the editor pulls the diagnostics of the whole workspace;
//   - the lens of a call, which must know who cites it in all those specs.
// The specs are made here; nothing of the person's own cache is used.
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "language_client.h"

using namespace whyspec::bench;

namespace {

namespace fs = std::filesystem;

constexpr int kSpecs = 5'000;
constexpr int kCalls = 50;
constexpr double kGoal = 50;                           // ms, of any step
constexpr auto kLongEnough = std::chrono::seconds(2);  // of short answers: all was taken in

std::string CallId(int i) { return "invented-" + std::to_string(i); }

class Workspace {
 public:
  explicit Workspace(std::string root) : root_(std::move(root)) {
    fs::create_directories(root_ + "/specs");
    fs::create_directories(root_ + "/calls");
    for (int i = 0; i < kCalls; ++i) {
      std::ofstream out(root_ + "/calls/" + CallId(i) + ".md");
      out << "---\nid: " << CallId(i) << "\naccount: Invented Firm " << i << "\n---\n\n";
      for (int turn = 0; turn < 100; ++turn) {
        out << "**Robin Example** [00:" << 10 + turn / 60 << ":" << 10 + turn % 50
            << "]: Last month I spent three evenings copying shifts into the payroll sheet.\n\n";
      }
    }
  }

  std::string Uri(const std::string& path) const { return "file://" + root_ + "/" + path; }
  std::string OpenSpec() const { return "specs/open.md"; }
  std::string Call() const { return "calls/" + CallId(7) + ".md"; }

  // The other branch: most specs say something else, a tenth has another name. Returns
  // the changes as the editor tells of them.
  Json Switch() {
    constexpr int kCreated = 1;
    constexpr int kChanged = 2;
    constexpr int kDeleted = 3;
    ++branch_;
    Json changes = Json::array();
    const auto put = [&](int i, int branch, int type) {
      const std::string path = Name(i, branch);
      changes.push_back({{"uri", Uri(path)}, {"type", type}});
      if (type == kDeleted) {
        fs::remove(root_ + "/" + path);
        return;
      }
      std::ofstream(root_ + "/" + path)
          << MakeSpec(3000 + static_cast<std::size_t>((i + branch_) % 7) * 200,
                      "call:" + CallId((i + branch_) % kCalls) + "#turn=" + std::to_string(1 + branch_ % 90));
    };
    for (int i = 0; i < kSpecs; ++i) {
      const bool renamed = i % 10 == 0;
      if (renamed && branch_ > 1) put(i, branch_ - 1, kDeleted);
      put(i, branch_, renamed || branch_ == 1 ? kCreated : kChanged);
    }
    return {{"changes", std::move(changes)}};
  }

 private:
  std::string Name(int i, int branch) const {
    const std::string suffix = i % 10 == 0 ? "-" + std::to_string(branch) : "";
    return "specs/team-" + std::to_string(i % 20) + "-" + std::to_string(i) + suffix + ".md";
  }

  std::string root_;
  int branch_ = 0;
};

// Of each request: until its answer, and what the server's loop did meanwhile. On a machine
// that does other things too the second is the truer number.
struct Times {
  std::vector<double> waited;
  std::vector<double> worked;

  template <typename Request>
  void Measure(const LanguageClient& server, const Request& request) {
    const double worked_before = server.LoopTime();
    const auto begin = Clock::now();
    request();
    waited.push_back(Milliseconds(Clock::now() - begin));
    worked.push_back(server.LoopTime() - worked_before);
  }
};

// Requests that need no work, until they have been short for a while.
Times Listen(LanguageClient& server) {
  Times times;
  for (auto quiet_since = Clock::now(); Clock::now() - quiet_since < kLongEnough;) {
    times.Measure(server, [&] { server.Time("whyspec/nothing", Json::object()); });
    if (times.worked.back() > 1) quiet_since = Clock::now();
  }
  return times;
}

void Tell(const std::string& what, const Times& times) {
  const auto longest = [](const std::vector<double>& all) {
    return *std::max_element(all.begin(), all.end());
  };
  Say(what + ", longest", longest(times.waited), "ms", kGoal);
  Say("… of processor time", longest(times.worked), "ms", kGoal);
  Say("… p95", Percentile(times.waited, 0.95), "ms", kGoal);
}

class Typist {
 public:
  Typist(LanguageClient& server, std::string uri) : server_(server), uri_(std::move(uri)) {}
  Times Type(int letters) {
    Times times;
    for (int i = 0; i < letters; ++i) {
      times.Measure(server_, [&] {
        server_.Type(uri_, ++version_, 10, i % 7 == 6 ? " " : "w");
        server_.Await(server_.Request("textDocument/diagnostic", {{"textDocument", {{"uri", uri_}}}}));
      });
    }
    return times;
  }

 private:
  LanguageClient& server_;
  std::string uri_;
  int version_ = 1;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: branch_switch_bench SERVER [ARGUMENT…]\n");
    return 2;
  }
  alarm(570);  // a server that never answers ends the run
  std::string root = (fs::temp_directory_path() / "whyspec-bench-XXXXXX").string();
  if (mkdtemp(root.data()) == nullptr) return 2;
  setenv("WHYSPEC_CACHE_DIR", (root + "/cache").c_str(), 1);
  {
    Workspace workspace(root + "/ws");
    workspace.Switch();
    LanguageClient server({argv + 1, argv + argc});
    const std::string spec = workspace.Uri(workspace.OpenSpec());
    server.Start(root + "/ws");
    server.Open(spec, "markdown", MakeSpec(5000, "call:" + CallId(3) + "#turn=2"));
    Typist typist(server, spec);
    typist.Type(1);
    Listen(server);  // the calls have been read
    const Json document = {{"textDocument", {{"uri", workspace.Uri(workspace.Call())}}}};
    const double lens_at_rest = server.Time("textDocument/codeLens", document);
    SayLoad();
    std::printf("%d specs change at once\n", kSpecs);

    const std::string events = "workspace/didChangeWatchedFiles";
    Json changes = workspace.Switch();
    server.Notify(events, changes);
    Tell("requests that need no work", Listen(server));

    changes = workspace.Switch();
    server.Notify(events, changes);
    Tell("letter -> diagnostics", typist.Type(200));
    Listen(server);

    changes = workspace.Switch();
    server.Notify(events, changes);
    const int pull = server.Request("workspace/diagnostic", {{"previousResultIds", Json::array()}});
    Tell("letter -> diagnostics, all being pulled", typist.Type(200));
    const auto begin = Clock::now();
    server.Await(pull);
    Say("all 5,000 pulled, after the typing", Milliseconds(Clock::now() - begin), "ms", 0);

    changes = workspace.Switch();
    server.Notify(events, changes);
    Times lens;
    lens.Measure(server, [&] { server.Time("textDocument/codeLens", document); });
    Tell("lens of a call, asked at once", lens);
    Listen(server);
    Say("… asked once all was taken in", server.Time("textDocument/codeLens", document), "ms", kGoal);
    Say("… before any change", lens_at_rest, "ms", kGoal);
    SayLoad();
  }
  fs::remove_all(root);
}
