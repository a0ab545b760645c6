// Opens a workspace with many calls, as the command line does, and says what it cost:
//   call_log_bench FOLDER CACHE_FILE
// The first run reads everything, the second takes it from the cache. Numbers come as
// ratios to the goals of DESIGN.md ("Speed"); below 1.00 is met.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

#include "base/strings.h"
#include "engine/workspace.h"
#include "evidence/search.h"
#include "evidence/terms.h"

namespace {

using namespace whyspec;
using Clock = std::chrono::steady_clock;

double Milliseconds(Clock::time_point since) {
  return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

// Of /proc/self/status, in MB: "VmRSS" now, "VmHWM" at most so far.
double Memory(const std::string& field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind(field, 0) == 0) return std::strtod(line.c_str() + field.size() + 1, nullptr) / 1024;
  }
  return 0;
}

void Say(const std::string& what, double value, const std::string& unit, double goal) {
  std::cout << std::left << std::setw(44) << what << std::right << std::fixed << std::setprecision(2)
            << std::setw(10) << value << " " << unit;
  if (goal > 0) std::cout << "   " << value / goal << " x goal (" << goal << ")";
  std::cout << std::endl;
}

double Percentile95(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times.empty() ? 0 : times[(times.size() - 1) * 95 / 100];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "call_log_bench FOLDER CACHE_FILE\n";
    return 2;
  }
  const std::string folder = std::filesystem::canonical(argv[1]);
  const std::string cache = argv[2];
  engine::WorkspaceOptions options;
  options.roots = {folder};
  options.cache_file = cache;
  options.log = [](std::string_view line) { std::cout << "log: " << line << "\n"; };
  const bool first = !std::filesystem::exists(cache);

  const auto start = Clock::now();
  engine::Workspace workspace(RealFileSystem(), options);
  workspace.Scan();
  const double scanned = Milliseconds(start);
  const auto log = workspace.Log();
  const auto spec = workspace.SnapshotOf(folder + "/specs/export.md");
  const double opened = Milliseconds(start);
  std::size_t resolved = 0;
  for (const auto& citation : spec->spec->evidence.citations) resolved += citation.call != nullptr ? 1 : 0;
  std::cout << workspace.call_stats().read << " calls, " << workspace.call_stats().parsed << " parsed, "
            << resolved << " citations resolved, " << log->text_index()->block_count() << " blocks\n";
  Say("scan", scanned, "ms", 0);
  Say(first ? "first open" : "second open, to full answers", opened, "ms", first ? 60'000 : 300);
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  // On a machine that does other things too, the truer number.
  Say("processor time so far",
      static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
          static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000,
      "ms", 0);
  Say("memory at most", Memory("VmHWM"), "MB", 150);
  Say("memory now", Memory("VmRSS"), "MB", 150);
  std::uintmax_t transcripts = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder + "/calls"))
    transcripts += file.file_size();
  std::uintmax_t stored = 0;
  for (const char* suffix : {"", "-wal"}) {
    std::error_code none;
    const auto size = std::filesystem::file_size(cache + suffix, none);
    if (!none) stored += size;
  }
  Say("cache / transcripts", static_cast<double>(stored) / static_cast<double>(transcripts), "", 1.5);

  const std::vector<calls::CallSummary> list = log->List();
  auto at = Clock::now();
  std::size_t turns = 0;
  const std::size_t step = std::max<std::size_t>(1, list.size() / 500);
  std::size_t found = 0;
  for (std::size_t i = 0; i < list.size(); i += step, ++found) turns += log->Find(list[i].id)->turns.size();
  Say("find a call by id", Milliseconds(at) / static_cast<double>(found), "ms", 0.2);
  const calls::TextIndex& index = *log->text_index();
  const auto sample = log->Find(list.front().id);
  std::size_t postings = 0;
  at = Clock::now();
  for (const evidence::Term& term :
       evidence::Terms(sample->turns[0].text + sample->turns[1].text, evidence::TermLanguageOf(*sample))) {
    index.ForEach(term.text, [&](calls::Posting) { return ++postings > 0; });
  }
  Say("a posting of the index", Milliseconds(at) * 1000 / static_cast<double>(postings), "us", 0.3);
  std::vector<double> times;
  for (std::size_t i = 0; i < list.size(); i += list.size() / 200 + 1) {
    const auto call = log->Find(list[i].id);
    const std::string query = call->turns[call->turns.size() / 2].text;
    at = Clock::now();
    (void)evidence::Search(*log, {.text = query, .language = call->language});
    times.push_back(Milliseconds(at));
  }
  Say("search by a turn, p95", Percentile95(times), "ms", 20);
  Say("memory after searches", Memory("VmRSS"), "MB", 150);
  return 0;
}
