// search_bench [DATA] [--large]: how well and how fast excerpts are found.
//
// DATA (or the environment variable WHYSPEC_DATA) names a folder with
// retrieval/{en,fr}/calls/*.json and claims.jsonl, queries.jsonl; see the README there.
// Prints the scores of score.py (the same definitions) beside those of the best baseline,
// and what one query takes. --large times queries against a made log of 10,000 calls of
// 500 turns, index in memory.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "calls/memory_call_log.h"
#include "evidence/memory_text_index.h"
#include "evidence/search.h"

namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;
using whyspec::calls::Call;
using whyspec::calls::CallLog;
using whyspec::calls::MemoryCallLog;
using whyspec::evidence::Excerpt;
using whyspec::evidence::ExcerptQuery;

std::shared_ptr<const CallLog> MakeLog(std::vector<std::shared_ptr<const Call>> calls) {
  MemoryCallLog::Contents contents;
  contents.text_index = whyspec::evidence::MakeMemoryTextIndex(calls);
  contents.calls = std::move(calls);
  return MemoryCallLog::Create(std::move(contents));
}

// --- Real calls and questions ---------------------------------------------------------

Call ReadCallRecord(const Json& json) {
  Call call;
  call.id = json.value("id", "");
  call.title = json.value("title", "");
  call.language = json.value("language", "");
  for (const Json& who : json.value("participants", Json::array())) {
    call.participants.push_back(
        whyspec::calls::Participant{.id = who.value("id", ""), .name = who.value("name", "")});
  }
  for (const Json& turn : json.at("transcript").at("turns")) {
    call.turns.push_back(
        whyspec::calls::Turn{.speaker = turn.value("speaker", ""), .text = turn.value("text", "")});
  }
  return call;
}

std::shared_ptr<const CallLog> ReadCalls(const fs::path& folder) {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.insert(entry.path());
  std::vector<std::shared_ptr<const Call>> calls;
  for (const fs::path& file : files) {
    std::ifstream in(file);
    calls.push_back(std::make_shared<Call>(ReadCallRecord(Json::parse(in))));
  }
  return MakeLog(std::move(calls));
}

struct Question {
  std::string id, text, call, language;
  std::set<std::uint32_t> relevant;  // turns
  bool sparse = false;               // one relevant turn makes a hit; else half must be
};

std::vector<Question> ReadQuestions(const fs::path& file, const std::string& language) {
  std::vector<Question> out;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    const Json json = Json::parse(line);
    Question question{
        .id = json.at("id"), .text = json.at("query"), .call = json.at("call"), .language = language};
    question.sparse = json.contains("evidence_turns");
    for (const Json& turn : json.value("evidence_turns", Json::array()))
      question.relevant.insert(turn.get<std::uint32_t>());
    for (const Json& range : json.value("relevant_turn_ranges", Json::array())) {
      for (std::uint32_t t = range[0]; t <= range[1].get<std::uint32_t>(); ++t) question.relevant.insert(t);
    }
    out.push_back(std::move(question));
  }
  return out;
}

// --- score.py ---------------------------------------------------------------------------

struct Scores {
  double mrr = 0, hit1 = 0, hit5 = 0, hit10 = 0, p5 = 0, call5 = 0;

  void Add(const Scores& other, double share) {
    mrr += other.mrr * share, hit1 += other.hit1 * share, hit5 += other.hit5 * share;
    hit10 += other.hit10 * share, p5 += other.p5 * share, call5 += other.call5 * share;
  }
};

struct Found {
  std::string call;
  std::uint32_t first = 0, last = 0;
};

Scores Score(const Question& question, const std::vector<Found>& found) {
  Scores out;
  std::map<std::string, std::set<std::uint32_t>> seen;
  for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 10); ++i) {
    const bool right_call = found[i].call == question.call;
    if (i < 5 && right_call) out.call5 = 1;
    bool fresh = true;
    std::size_t relevant = 0;
    const std::size_t length = found[i].last - found[i].first + 1;
    for (std::uint32_t t = found[i].first; t <= found[i].last; ++t) {
      fresh = seen[found[i].call].insert(t).second && fresh;
      relevant += question.relevant.count(t);
    }
    const bool hit =
        right_call && fresh && length <= 5 && (question.sparse ? relevant > 0 : 2 * relevant >= length);
    if (!hit) continue;
    if (out.mrr == 0) out.mrr = 1.0 / static_cast<double>(i + 1);
    out.hit10 = 1;
    if (i < 5) out.hit5 = 1, out.p5 += 0.2;
    if (i == 0) out.hit1 = 1;
  }
  return out;
}

struct Task {
  const char* folder;
  const char* file;
  bool within;
  // The best of the baselines in the data's README; 0: none was measured.
  double mrr, p5;
};
constexpr Task kTasks[] = {
    {"en", "claims", false, 0.555, 0.229}, {"fr", "claims", false, 0.650, 0.347},
    {"en", "claims", true, 0.831, 0.418},  {"fr", "claims", true, 0.963, 0.747},
    {"en", "queries", false, 0, 0},        {"en", "queries", true, 0, 0},
};

// Of this thread's own computing: a busy machine does not change it, and a search waits
// for nothing.
double CpuMilliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double Milliseconds(Clock::duration d) { return std::chrono::duration<double, std::milli>(d).count(); }

double Percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

void Measure(const fs::path& data) {
  std::map<std::string, std::shared_ptr<const CallLog>> logs;
  std::printf("%-22s %6s %6s %6s %6s %6s %6s   %9s %9s   %s\n", "", "MRR@10", "hit@1", "hit@5", "hit@10",
              "P@5", "call@5", "MRR ratio", "P@5 ratio", "ms p50, p95");
  for (const Task& task : kTasks) {
    const fs::path folder = data / "retrieval" / task.folder;
    const fs::path file = folder / (std::string(task.file) + ".jsonl");
    if (!fs::exists(file)) continue;
    auto& log = logs[task.folder];
    if (log == nullptr) log = ReadCalls(folder / "calls");
    const std::vector<Question> questions = ReadQuestions(file, task.folder);
    Scores sum;
    std::vector<double> times;
    for (const Question& question : questions) {
      const double start = CpuMilliseconds();
      const std::vector<Excerpt> excerpts = whyspec::evidence::Search(
          *log, ExcerptQuery{.text = question.text, .call = task.within ? question.call : ""});
      times.push_back(CpuMilliseconds() - start);
      std::vector<Found> found;
      for (const Excerpt& e : excerpts) found.push_back({e.call->id, e.first_turn, e.last_turn});
      sum.Add(Score(question, found), 1.0 / static_cast<double>(questions.size()));
    }
    const std::string name =
        std::string(task.folder) + " " + task.file + (task.within ? ", one call" : ", all calls");
    std::printf("%-22s %6.3f %6.3f %6.3f %6.3f %6.3f %6.3f   ", name.c_str(), sum.mrr, sum.hit1, sum.hit5,
                sum.hit10, sum.p5, sum.call5);
    if (task.mrr > 0) {
      std::printf("%9.2f %9.2f   ", sum.mrr / task.mrr, sum.p5 / task.p5);
    } else {
      std::printf("%9s %9s   ", "-", "-");
    }
    std::printf("%.2f, %.2f\n", Percentile(times, 0.5), Percentile(times, 0.95));
  }
}

// --- A large log ------------------------------------------------------------------------

// Words as frequent as words are: the rank of a word times its frequency is constant.
class WordMaker {
 public:
  explicit WordMaker(std::uint64_t seed) : state_(seed) {
    double sum = 0;
    for (std::size_t i = 0; i < kWords; ++i)
      cumulative_.push_back(sum += 1.0 / (static_cast<double>(i) + 2.7));
  }
  // A number in 0..1.
  double Uniform() {
    state_ ^= state_ << 13, state_ ^= state_ >> 7, state_ ^= state_ << 17;
    return static_cast<double>(state_ >> 11) * 0x1.0p-53;
  }
  std::size_t Rank() {
    const double at = Uniform() * cumulative_.back();
    return static_cast<std::size_t>(std::lower_bound(cumulative_.begin(), cumulative_.end(), at) -
                                    cumulative_.begin());
  }
  static std::string Word(std::size_t rank) {
    std::string word;
    for (std::size_t n = rank + 40; n > 0; n /= 40) {
      word += "bcdfghjklmnprstvwxyz"[n % 20];
      word += (n / 20) % 2 == 0 ? 'a' : 'o';
    }
    return word;
  }
  std::string Sentence(std::size_t words) {
    std::string out;
    for (std::size_t i = 0; i < words; ++i) out += Word(Rank()) + " ";
    return out;
  }

 private:
  static constexpr std::size_t kWords = 60'000;
  std::uint64_t state_;
  std::vector<double> cumulative_;
};

void MeasureLarge() {
  WordMaker maker(20260901);
  std::vector<std::shared_ptr<const Call>> calls;
  for (int c = 0; c < 10'000; ++c) {
    auto call = std::make_shared<Call>();
    call->id = "call-" + std::to_string(c);
    call->language = "en";
    call->participants = {{.id = "a", .name = "Ada"}, {.id = "b", .name = "Bo"}};
    for (int t = 0; t < 500; ++t) {
      call->turns.push_back({.speaker = t % 2 == 0 ? "a" : "b", .text = maker.Sentence(10)});
    }
    calls.push_back(std::move(call));
  }
  const auto start = Clock::now();
  const auto log = MakeLog(std::move(calls));
  std::printf("10,000 calls of 500 turns, 50 million words: indexed in memory in %.1f s\n",
              Milliseconds(Clock::now() - start) / 1000);
  for (const std::size_t length : {std::size_t{3}, std::size_t{12}, std::size_t{30}}) {
    std::vector<double> times;
    for (int i = 0; i < 200; ++i) {
      const std::string text = maker.Sentence(length);
      const double begin = CpuMilliseconds();
      whyspec::evidence::Search(*log, ExcerptQuery{.text = text});
      times.push_back(CpuMilliseconds() - begin);
    }
    std::printf("  queries of %2zu words: p50 %.2f ms, p95 %.2f ms (goal: p95 20 ms)\n", length,
                Percentile(times, 0.5), Percentile(times, 0.95));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const char* data = std::getenv("WHYSPEC_DATA");
  bool large = false;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) == "--large") {
      large = true;
    } else {
      data = argv[i];
    }
  }
  try {
    if (data != nullptr && fs::is_directory(fs::path(data) / "retrieval")) {
      Measure(data);
    } else {
      std::printf("No retrieval data: set WHYSPEC_DATA to measure how well excerpts are found.\n");
    }
    if (large) MeasureLarge();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "search_bench: %s\n", error.what());
    return 1;
  }
}
