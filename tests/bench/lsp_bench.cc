// lsp_bench SERVER [ARGUMENT…]: latency of a language server as an editor sees it.
//
// Prints the time from process start to the answer of `initialize`, and from a typed
// letter (textDocument/didChange) to the diagnostics of that version, for specs of 5 KB,
// 50 KB and 1 MB: p50, p95, p99. Diagnostics are pulled if the server offers it, else
// awaited as publishDiagnostics. The spec is made here, the same for every server.
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <tuple>
#include <vector>

#include "language_client.h"

using namespace whyspec::bench;

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: lsp_bench SERVER [ARGUMENT…]\n");
    return 2;
  }
  const std::vector<std::string> command(argv + 1, argv + argc);
  alarm(120);  // a server that never answers ends the run
  std::string root = (std::filesystem::temp_directory_path() / "whyspec-bench-XXXXXX").string();
  if (mkdtemp(root.data()) == nullptr) return 2;
  std::filesystem::create_directories(root + "/specs");

  std::vector<double> starts;
  for (int i = 0; i < 30; ++i) {
    const auto begin = Clock::now();
    LanguageClient server(command);
    server.Initialize(root);
    starts.push_back(Milliseconds(Clock::now() - begin));
  }
  std::printf("start -> initialize answered      p50 %8.2f   p95 %8.2f ms\n", Percentile(starts, 0.5),
              Percentile(starts, 0.95));

  for (const auto& [name, size, edits] : {std::tuple{"5 KB", 5'000, 300}, std::tuple{"50 KB", 50'000, 300},
                                          std::tuple{"1 MB", 1'000'000, 60}}) {
    const std::string path = root + "/specs/bench.md";
    const std::string uri = "file://" + path;
    const std::string text = MakeSpec(static_cast<std::size_t>(size));
    std::ofstream(path) << text;
    LanguageClient server(command);
    const bool pull = server.Start(root).contains("diagnosticProvider");
    server.Open(uri, "markdown", text);
    const Json document = {{"uri", uri}};
    const auto diagnostics = [&](int version) {
      if (pull)
        server.Await(server.Request("textDocument/diagnostic", {{"textDocument", document}}));
      else
        server.AwaitPublish(uri, version);
    };
    diagnostics(1);
    const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    std::vector<double> latencies;
    for (int i = 0; i < edits; ++i) {
      // A person types somewhere in the text, letter by letter, now and then elsewhere.
      const int line = 10 + (i / 20 * 37) % std::max(1, lines - 20);
      const auto begin = Clock::now();
      server.Type(uri, i + 2, line, i % 7 == 6 ? " " : "w");
      diagnostics(i + 2);
      latencies.push_back(Milliseconds(Clock::now() - begin));
    }
    std::printf("keystroke -> diagnostics, %-6s  p50 %8.2f   p95 %8.2f   p99 %8.2f ms   (%s)\n", name,
                Percentile(latencies, 0.5), Percentile(latencies, 0.95), Percentile(latencies, 0.99),
                pull ? "pull" : "push");
  }
  std::filesystem::remove_all(root);
}
