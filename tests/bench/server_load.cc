// Load on a team's server over loopback, and what it answers:
//   server_load URL TOKEN --calls 100000 --turns 50 [--threads 8] [--followers 200] [--minutes 10]
//               [--pid SERVER_PID] [--more-urls URL,…] [--only ingest,read,search,pages,feed,mixed]
// Prints p50, p95, p99 and throughput of each phase, errors, and the server's memory over the
// mixed phase. Start the server with its rate limits off. Machines differ: compare phases and
// runs of one hour with each other, not with numbers of another day.

#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "invented_calls.h"

namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::json;

double Ms(Clock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

struct Options {
  std::vector<std::string> urls;
  std::string token;
  std::uint64_t calls = 1000, turns = 50;
  std::uint64_t first = 0;  // number of the first call that is ingested
  int threads = 8, followers = 200;
  double minutes = 1;
  long pid = 0;
  std::string only = "ingest,read,search,pages,feed,mixed";
};

// What many threads did, put together.
class Tally {
 public:
  void Add(double ms, bool good) {
    const std::lock_guard lock(mutex_);
    times_.push_back(ms);
    if (!good) ++errors_;
  }
  void Why(const std::string& what) {
    const std::lock_guard lock(mutex_);
    ++whys_[what];
  }
  void Print(const std::string& name, double seconds) {
    std::sort(times_.begin(), times_.end());
    const auto at = [this](double part) {
      return times_.empty() ? 0.0
                            : times_[static_cast<std::size_t>(static_cast<double>(times_.size() - 1) * part)];
    };
    std::printf("%-22s %9zu requests  %8.0f /s   p50 %8.2f  p95 %8.2f  p99 %8.2f ms   errors %zu\n",
                name.c_str(), times_.size(), static_cast<double>(times_.size()) / seconds, at(0.5), at(0.95),
                at(0.99), errors_);
    for (const auto& [why, count] : whys_) std::printf("    %zu x %s\n", count, why.c_str());
    std::fflush(stdout);
  }
  std::size_t errors() const { return errors_; }

 private:
  std::mutex mutex_;
  std::vector<double> times_;
  std::size_t errors_ = 0;
  std::map<std::string, std::size_t> whys_;
};

class Client {
 public:
  Client(const std::string& url, const std::string& token) : client_(url) {
    client_.set_bearer_token_auth(token.c_str());
    client_.set_keep_alive(true);
    client_.set_tcp_nodelay(true);
    client_.set_read_timeout(70, 0);
  }
  // The body, if the status is one of 2xx.
  bool Get(const std::string& path, Tally& tally, std::string* body = nullptr) {
    const Clock::time_point since = Clock::now();
    return Note(client_.Get(path.c_str()), since, tally, body);
  }
  bool Post(const std::string& path, const std::string& json, Tally& tally) {
    const Clock::time_point since = Clock::now();
    return Note(client_.Post(path.c_str(), json, "application/json"), since, tally, nullptr);
  }

 private:
  bool Note(const httplib::Result& result, Clock::time_point since, Tally& tally, std::string* body) {
    const bool good = result && result->status >= 200 && result->status < 300;
    tally.Add(Ms(Clock::now() - since), good);
    if (!result)
      tally.Why("no answer: " + httplib::to_string(result.error()));
    else if (!good)
      tally.Why("status " + std::to_string(result->status) + " " + result->body.substr(0, 160));
    if (good && body != nullptr) *body = result->body;
    return good;
  }
  httplib::Client client_;
};

// `work(client, number)` on so many threads until it has been done `count` times, or for
// `seconds` if that is over 0.
double Run(const Options& options, int threads, std::uint64_t count, double seconds,
           const std::function<void(Client&, std::uint64_t, whyspec::bench::InventedCalls&)>& work) {
  std::atomic<std::uint64_t> next{0};
  std::vector<std::thread> all;
  const Clock::time_point since = Clock::now();
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&, i] {
      Client client(options.urls[static_cast<std::size_t>(i) % options.urls.size()], options.token);
      whyspec::bench::InventedCalls invented(static_cast<std::uint64_t>(i) + 100);
      for (;;) {
        const std::uint64_t number = next++;
        if (seconds > 0 ? Ms(Clock::now() - since) > seconds * 1000 : number >= count) return;
        work(client, number, invented);
      }
    });
  }
  for (std::thread& one : all) one.join();
  return Ms(Clock::now() - since) / 1000;
}

double MemoryMb(long pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  }
  return 0;
}

std::string IdOf(std::uint64_t number) { return "call-" + std::to_string(100000 + number); }

std::string Query(whyspec::bench::InventedCalls& invented) {
  std::string words = invented.Words(4);
  std::replace(words.begin(), words.end(), ' ', '+');
  return words;
}

// Followers wait for changes while one call after the other is logged; how long until each of
// them has heard of it.
void Feed(const Options& options) {
  Tally heard;
  Tally logged;
  std::mutex mutex;
  std::map<std::string, Clock::time_point> sent;
  std::atomic<bool> stop{false};
  std::atomic<int> ready{0};
  std::vector<std::thread> followers;
  Client first(options.urls[0], options.token);
  Tally ignored;
  std::string body;
  std::int64_t cursor = 0;
  if (first.Get("/v1/changes?after=9000000000000000&limit=1&wait=0", ignored, &body)) {
    cursor = Json::parse(body, nullptr, false).value("next", std::int64_t{0});
  }
  for (;;) {
    if (!first.Get("/v1/changes?after=" + std::to_string(cursor) + "&limit=200&wait=0", ignored, &body))
      break;
    const Json page = Json::parse(body, nullptr, false);
    cursor = page.value("next", cursor);
    if (!page.value("more", false)) break;
  }
  for (int i = 0; i < options.followers; ++i) {
    followers.emplace_back([&, i] {
      Client client(options.urls[static_cast<std::size_t>(i) % options.urls.size()], options.token);
      std::int64_t after = cursor;
      ++ready;
      while (!stop) {
        std::string page_text;
        if (!client.Get("/v1/changes?after=" + std::to_string(after) + "&limit=50&wait=5", ignored,
                        &page_text)) {
          heard.Add(0, false);
          continue;
        }
        const Clock::time_point now = Clock::now();
        const Json page = Json::parse(page_text, nullptr, false);
        after = page.value("next", after);
        for (const Json& item : page.value("items", Json::array())) {
          const std::lock_guard lock(mutex);
          const auto found = sent.find(item.value("object", ""));
          if (found != sent.end()) heard.Add(Ms(now - found->second), true);
        }
      }
    });
  }
  while (ready < options.followers) std::this_thread::yield();
  whyspec::bench::InventedCalls invented(7);
  const Clock::time_point since = Clock::now();
  for (std::uint64_t n = 0; n < 100; ++n) {
    const std::uint64_t number = 50'000'000 + n;
    const std::string call = invented.Next(number, options.turns);
    {
      const std::lock_guard lock(mutex);
      sent[IdOf(number)] = Clock::now();
    }
    first.Post("/v1/calls", call, logged);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  const double seconds = Ms(Clock::now() - since) / 1000;
  std::this_thread::sleep_for(std::chrono::seconds(2));
  stop = true;
  for (std::thread& one : followers) one.join();
  logged.Print("feed: logged", seconds);
  heard.Print("feed: heard", seconds);
}

// Readers, searchers and writers at once; memory must not grow.
void Mixed(const Options& options) {
  Tally reads, searches, writes;
  std::atomic<bool> stop{false};
  std::thread watcher([&] {
    double first = 0, last = 0, most = 0;
    for (int minute = 0; !stop; ++minute) {
      last = MemoryMb(options.pid);
      if (minute == 1) first = last;
      most = std::max(most, last);
      if (options.pid != 0)
        std::printf("    memory after %d x 15 s: %.0f MB\n", minute, last), std::fflush(stdout);
      for (int i = 0; i < 150 && !stop; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    if (options.pid != 0 && first > 0)
      std::printf("memory: last/first %.3f, most %.0f MB\n", last / first, most);
  });
  const double seconds =
      Run(options, options.threads, 0, options.minutes * 60,
          [&](Client& client, std::uint64_t number, whyspec::bench::InventedCalls& invented) {
            if (number % 20 == 0) {
              client.Post("/v1/calls", invented.Next(60'000'000 + number, options.turns), writes);
            } else if (number % 4 == 0) {
              client.Get("/v1/search?q=" + Query(invented), searches);
            } else {
              client.Get("/v1/calls/" + IdOf(number * 7919 % options.calls), reads);
            }
          });
  stop = true;
  watcher.join();
  writes.Print("mixed: ingest", seconds);
  reads.Print("mixed: read", seconds);
  searches.Print("mixed: search", seconds);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "server_load URL TOKEN [--calls N] [--first N] [--turns N] [--threads N] [--followers N] "
                 "[--minutes M] "
                 "[--pid P] [--more-urls URL,…] [--only PHASES]\n";
    return 2;
  }
  Options options;
  options.urls.emplace_back(argv[1]);
  options.token = argv[2];
  for (int i = 3; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const std::string value = argv[i + 1];
    if (name == "--calls") options.calls = std::stoull(value);
    if (name == "--first") options.first = std::stoull(value);
    if (name == "--turns") options.turns = std::stoull(value);
    if (name == "--threads") options.threads = std::stoi(value);
    if (name == "--followers") options.followers = std::stoi(value);
    if (name == "--minutes") options.minutes = std::stod(value);
    if (name == "--pid") options.pid = std::stol(value);
    if (name == "--only") options.only = value;
    if (name == "--more-urls") {
      std::stringstream list(value);
      for (std::string url; std::getline(list, url, ',');) options.urls.push_back(url);
    }
  }
  const auto wanted = [&options](const std::string& phase) {
    return options.only.find(phase) != std::string::npos;
  };
  if (wanted("ingest")) {
    Tally tally;
    const double seconds =
        Run(options, options.threads, options.calls, 0,
            [&](Client& client, std::uint64_t number, whyspec::bench::InventedCalls& invented) {
              client.Post("/v1/calls", invented.Next(options.first + number, options.turns), tally);
            });
    tally.Print("ingest", seconds);
  }
  if (wanted("read")) {
    Tally tally;
    const double seconds = Run(options, options.threads, 0, 20,
                               [&](Client& client, std::uint64_t number, whyspec::bench::InventedCalls&) {
                                 client.Get("/v1/calls/" + IdOf(number * 7919 % options.calls), tally);
                               });
    tally.Print("read", seconds);
  }
  if (wanted("search")) {
    Tally tally;
    const double seconds = Run(options, options.threads, 0, 20,
                               [&](Client& client, std::uint64_t, whyspec::bench::InventedCalls& invented) {
                                 client.Get("/v1/search?q=" + Query(invented), tally);
                               });
    tally.Print("search", seconds);
  }
  if (wanted("pages")) {
    // What the web pages ask for besides: over all calls, so it must not cost as much as they are many.
    for (const char* path :
         {"/v1/calls?limit=50", "/v1/accounts", "/v1/report", "/v1/my/accounts", "/v1/specs"}) {
      Tally tally;
      const double seconds = Run(
          options, 2, 0, 5,
          [&](Client& client, std::uint64_t, whyspec::bench::InventedCalls&) { client.Get(path, tally); });
      tally.Print(path, seconds);
    }
  }
  if (wanted("feed")) Feed(options);
  if (wanted("mixed")) Mixed(options);
  return 0;
}
