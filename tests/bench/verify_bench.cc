// Quotes of the data folder against their transcripts: what each kind is judged as, next
// to the goals, and how long it takes.
//
//   verify_bench [FOLDER]        with quotes.jsonl and calls/ (default: $WHYSPEC_DATA/quotes)
//   --wrong                      prints every quote that is not judged as its kind asks
#include <time.h>
#include <algorithm>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include "calls/read_call.h"
#include "evidence/verify_quote.h"

namespace {

using whyspec::evidence::Verdict;

// Processor time of this program: other programs of a busy machine do not count.
struct Clock {
  using duration = std::chrono::nanoseconds;
  static duration now() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
  }
};

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

double Micros(Clock::duration time) { return std::chrono::duration<double, std::micro>(time).count(); }

double Percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

// Verdicts that a kind asks for; the letters are e x act, e d ited, …
const std::set<Verdict>& WantedOf(const std::string& label, const std::string& kind) {
  static const std::set<Verdict> kTrue = {Verdict::kExact, Verdict::kEdited};
  static const std::set<Verdict> kLoose = {Verdict::kExact, Verdict::kEdited, Verdict::kReworded};
  static const std::set<Verdict> kAltered = {Verdict::kAltered};
  static const std::set<Verdict> kOther = {Verdict::kNotFound, Verdict::kAltered, Verdict::kReworded};
  if (label != "false") return kind == "words_changed" || kind == "two_edits" ? kLoose : kTrue;
  static const std::set<std::string> kAlteredKinds = {
      "negation", "bracket_negation",       "ellipsis_hides_negation", "number", "antonym", "words_swapped",
      "opposite", "ellipsis_other_speaker", "spliced_no_ellipsis",     "unit",   "name",    "quantifier",
      "modal",    "dropped_negation"};
  return kAlteredKinds.count(kind) > 0 ? kAltered : kOther;
}

struct Counts {
  std::size_t all = 0;
  std::size_t wanted = 0;
  std::size_t verdicts[5] = {};
};

void Print(const std::string& name, const Counts& counts) {
  std::cout << std::left << std::setw(34) << name << std::right << std::setw(5) << counts.all;
  for (const std::size_t verdict : counts.verdicts) std::cout << std::setw(7) << verdict;
  std::cout << std::setw(9) << std::fixed << std::setprecision(1)
            << 100.0 * static_cast<double>(counts.wanted) /
                   static_cast<double>(std::max<std::size_t>(1, counts.all))
            << " %\n";
}

}  // namespace

int main(int argc, char** argv) {
  bool wrong = false;
  std::filesystem::path folder;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) == "--wrong") {
      wrong = true;
    } else {
      folder = argv[i];
    }
  }
  if (folder.empty()) {
    const char* data = std::getenv("WHYSPEC_DATA");
    folder = std::filesystem::path(data == nullptr ? "../shared/data" : data) / "quotes";
  }
  if (!std::filesystem::exists(folder / "quotes.jsonl")) {
    std::cout << "no quotes to verify in " << folder.string() << "\n";
    return 0;
  }

  struct Prepared {
    std::unique_ptr<whyspec::evidence::Transcript> transcript;
    std::size_t words = 0;
  };
  std::map<std::string, Prepared> transcripts;
  std::vector<double> preparing;  // µs for 10,000 words
  for (const auto& entry : std::filesystem::directory_iterator(folder / "calls")) {
    const std::string bytes = ReadFile(entry.path());
    whyspec::calls::ReadCallResult read = whyspec::calls::ReadCall(
        {.path = entry.path().string(), .bytes = bytes, .sidecar_path = {}, .sidecar = {}});
    if (!read.call) {
      std::cerr << "cannot read " << entry.path() << "\n";
      return 2;
    }
    const auto call = std::make_shared<const whyspec::calls::Call>(std::move(*read.call));
    std::size_t words = 1;
    for (const auto& turn : call->turns) {
      words += static_cast<std::size_t>(std::count(turn.text.begin(), turn.text.end(), ' ')) + 1;
    }
    const auto start = Clock::now();
    auto transcript = std::make_unique<whyspec::evidence::Transcript>(call);
    preparing.push_back(Micros(Clock::now() - start) * 10000 / static_cast<double>(words));
    transcripts[call->id] = {std::move(transcript), words};
  }

  std::map<std::string, Counts> kinds;
  std::map<std::string, Counts> labels;
  std::size_t false_accepted = 0;
  std::size_t false_all = 0;
  std::vector<double> times;
  std::ifstream quotes(folder / "quotes.jsonl");
  for (std::string line; std::getline(quotes, line);) {
    if (line.empty()) continue;
    const nlohmann::json one = nlohmann::json::parse(line);
    const auto found = transcripts.find(one.at("call").get<std::string>());
    if (found == transcripts.end()) continue;
    const auto quote = one.at("quote").get<std::string>();
    const auto start = Clock::now();
    const whyspec::evidence::Verification verification =
        whyspec::evidence::Verify(quote, *found->second.transcript);
    times.push_back(Micros(Clock::now() - start));
    const auto label = one.at("label").get<std::string>();
    const auto kind = one.at("kind").get<std::string>();
    const bool fits = WantedOf(label, kind).count(verification.verdict) > 0;
    for (Counts* counts :
         {&kinds[label + " " + kind + " " + one.at("lang").get<std::string>()], &labels[label]}) {
      ++counts->all;
      counts->wanted += fits ? 1 : 0;
      ++counts->verdicts[static_cast<std::size_t>(verification.verdict)];
    }
    if (label == "false") {
      ++false_all;
      false_accepted += whyspec::evidence::IsVerified(verification.verdict) ? 1 : 0;
    }
    if (wrong && !fits) {
      std::cout << one.at("id").get<std::string>() << " " << kind << " -> " << Name(verification.verdict)
                << " " << verification.score << " turns " << verification.first_turn << "-"
                << verification.last_turn << ": " << Explain(verification) << "\n  quote: " << quote << "\n";
      if (one.contains("original") && one["original"].is_string()) {
        std::cout << "  said:  " << one["original"].get<std::string>() << "\n";
      }
      for (const auto& change : verification.changes) {
        std::cout << "    " << static_cast<int>(change.kind) << " \"" << change.quoted_words << "\" <- \""
                  << change.said_words << "\"\n";
      }
    }
  }

  std::cout << std::left << std::setw(34) << "kind" << std::right << std::setw(5) << "all" << std::setw(7)
            << "exact" << std::setw(7) << "edited" << std::setw(7) << "reword" << std::setw(7) << "alter"
            << std::setw(7) << "none" << std::setw(11) << "as asked\n";
  for (const auto& [name, counts] : kinds) Print(name, counts);
  for (const auto& [name, counts] : labels) Print("all " + name, counts);
  std::cout << "false ones verified: " << false_accepted << " of " << false_all
            << " (goal 0, at most 0.5 %)\n"
            << "time of a quote: p50 " << std::setprecision(0) << Percentile(times, 0.5) << " µs, p95 "
            << Percentile(times, 0.95) << " µs, max " << Percentile(times, 1.0) << " µs (goal 1000 µs)\n"
            << "preparing 10,000 words: p50 " << Percentile(preparing, 0.5) << " µs, max "
            << Percentile(preparing, 1.0) << " µs\n";
  return 0;
}
