// Document::Parse() against cmark_parse_document() on the same bytes, interleaved in
// one run: the ratio is what counts.
//   build/bench/bin/markdown_bench [FOLDER]      every *.md below, or generated text
#include <cmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "markdown/document.h"

namespace {

using Clock = std::chrono::steady_clock;

std::vector<std::string> TextsBelow(const std::filesystem::path& folder) {
  std::vector<std::string> texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".md") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    texts.push_back(text.str());
  }
  return texts;
}

std::vector<std::string> GeneratedTexts() {
  const std::string section =
      "## Customer evidence\n\n"
      "Prospects **retype** everything twice; *some* keep `orders.csv` beside the tool, says\n"
      "[P1, ops lead](call:acme-2026-01-13#t=460.23,474.9) \\- and [P2][second] &amp; others.\n\n"
      "> We retype every order, \"twice a day\", and it takes an hour.\n>\n> \xE2\x80\x94 "
      "[P1](call:acme-2026-01-13)\n\n"
      "- one order a day <!-- from the log -->\n- two on Mondays\n  1. and three in spring\n\n"
      "| Account | Orders |\n|---|---|\n| Acme | [12](https://example.com/orders) |\n\n"
      "```json\n{ \"orders\": [1, 2, 3] }\n```\n\n[second]: call:globex-2026-02-01 \"Demo\"\n\n";
  std::string text = "# Export of orders\n\n";
  while (text.size() < 50'000) text += section;
  return std::vector<std::string>(100, text);
}

template <typename Work>
double Milliseconds(const Work& work) {
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> texts = argc > 1 ? TextsBelow(argv[1]) : GeneratedTexts();
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  if (bytes == 0) {
    std::fprintf(stderr, "No .md files below %s.\n", argv[1]);
    return 2;
  }
  std::size_t links = 0;
  double best_cmark = 1e300;
  double best_parse = 1e300;
  constexpr int kRounds = 7;
  for (int round = 0; round < kRounds; ++round) {
    double cmark = 0;
    double parse = 0;
    for (const std::string& text : texts) {
      cmark += Milliseconds(
          [&] { cmark_node_free(cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT)); });
      std::string copy = text;
      parse +=
          Milliseconds([&] { links += whyspec::markdown::Document::Parse(std::move(copy)).links().size(); });
    }
    best_cmark = std::min(best_cmark, cmark);
    best_parse = std::min(best_parse, parse);
  }
  std::printf("%zu texts, %.1f MB, %zu links\n", texts.size(), static_cast<double>(bytes) / 1e6,
              links / kRounds);
  std::printf("cmark            %8.1f ms\n", best_cmark);
  std::printf("Document::Parse  %8.1f ms\n", best_parse);
  std::printf("ratio            %8.2f\n", best_parse / best_cmark);
  return 0;
}
