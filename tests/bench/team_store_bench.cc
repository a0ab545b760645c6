// The team's call log in a database, from inside: filling it, opening it, searching it,
// following it.
//   team_store_bench sqlite:PATH|postgresql://… CALLS [TURNS]
// CALLS are put into an empty database (one that has them is used as it is). Machines differ:
// compare databases and runs of one hour with each other.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "base/strings.h"
#include "calls/read_call.h"
#include "evidence/search.h"
#include "evidence/verify_quote.h"
#include "invented_calls.h"
#include "team/call_store.h"
#include "team/sql/database.h"

namespace {

using namespace whyspec;
using Clock = std::chrono::steady_clock;

double Milliseconds(Clock::time_point since) {
  return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

double Memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS", 0) == 0) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  }
  return 0;
}

void Say(const std::string& what, double value, const std::string& unit) {
  std::cout << std::left << std::setw(48) << what << std::right << std::fixed << std::setprecision(2)
            << std::setw(11) << value << " " << unit << std::endl;
}

void SayTimes(const std::string& what, std::vector<double> times) {
  if (times.empty()) return;
  std::sort(times.begin(), times.end());
  const auto at = [&times](std::size_t percent) { return times[(times.size() - 1) * percent / 100]; };
  Say(what + ", p50", at(50), "ms");
  Say(what + ", p95", at(95), "ms");
  Say(what + ", p99", at(99), "ms");
}

template <typename Value>
Value Must(Result<Value> result) {
  if (result.ok()) return std::move(result).value();
  std::cerr << result.error().message << "\n";
  std::exit(1);
}

calls::Call ReadJson(const std::string& json) {
  return *calls::ReadCall({.path = "call.json", .bytes = json}).call;
}

void PutMany(team::sql::Database& database, team::CallStore& store, const std::vector<calls::Call>& calls) {
  Must(database.Write([&](team::sql::Session& session) -> Status {
    for (const calls::Call& call : calls) {
      const auto put = store.Put(session, call, {}, 1);
      if (!put.ok()) return put.error();
    }
    return Done{};
  }));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "team_store_bench sqlite:PATH|postgresql://… CALLS [TURNS]\n";
    return 2;
  }
  const auto calls = std::strtoull(argv[2], nullptr, 10);
  const auto turns = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 36;
  const auto database = Must(team::sql::Database::Open(argv[1]));
  Must(team::sql::Migrate(*database));
  bench::InventedCalls invented;
  {
    team::CallStore store(database);
    const bool empty = Must(store.Latest()) == 0;
    const auto start = Clock::now();
    double making = 0;
    for (unsigned long long i = 0; empty && i < calls;) {
      std::vector<calls::Call> batch;
      const auto made = Clock::now();
      for (; i < calls && batch.size() < 100; ++i) batch.push_back(ReadJson(invented.Next(i, turns)));
      making += Milliseconds(made);
      PutMany(*database, store, batch);
      if (i % 10'000 == 0)
        Say("  put, up to call", static_cast<double>(i),
            StrCat("after ", static_cast<int>(Milliseconds(start) / 1000), " s"));
    }
    if (empty) {
      Say("put, 100 a transaction", static_cast<double>(calls) * 1000 / (Milliseconds(start) - making),
          "calls/s");
      std::vector<double> times;
      for (int i = 0; i < 300; ++i) {
        const std::vector<calls::Call> one = {
            ReadJson(invented.Next(calls + static_cast<unsigned long long>(i), turns))};
        const auto begin = Clock::now();
        PutMany(*database, store, one);
        times.push_back(Milliseconds(begin));
      }
      SayTimes("put of one call", times);
    }
  }
  const double before = Memory();
  team::CallStore store(database);
  auto start = Clock::now();
  auto log = Must(store.Log());
  Say("log opened", Milliseconds(start), "ms");
  Say("memory for it", Memory() - before, "MB");
  Say("calls", static_cast<double>(log->text_index()->call_count()), "");
  Say("blocks", static_cast<double>(log->text_index()->block_count()), "");

  std::vector<double> times;
  std::size_t found = 0;
  for (int i = 0; i < 300; ++i) {
    const std::string words = invented.Words(2 + i % 4);
    start = Clock::now();
    found += evidence::Search(*log, {.text = words}).size();
    times.push_back(Milliseconds(start));
  }
  SayTimes("search", times);
  Say("excerpts a search", static_cast<double>(found) / 300, "");
  times.clear();
  const auto list = log->List();
  for (std::size_t i = 0; i < 300; ++i) {
    const std::string& id = list[(i * 7919) % list.size()].id;
    start = Clock::now();
    Must(store.Find(id));
    times.push_back(Milliseconds(start));
  }
  SayTimes("read of a call", times);
  times.clear();
  std::string cursor;
  for (int i = 0; i < 50; ++i) {
    start = Clock::now();
    const auto page = Must(store.List({}, cursor, 50));
    times.push_back(Milliseconds(start));
    cursor = page.next;
  }
  SayTimes("page of 50 calls", times);
  times.clear();
  for (int i = 0; i < 200; ++i) {
    calls::Call call = *Must(store.Find(list[static_cast<std::size_t>(i)].id)).call;
    call.title += " once more";
    Must(database->Write([&](team::sql::Session& session) -> Status {
      const auto put = store.Replace(session, call, {}, 1);
      if (!put.ok()) return put.error();
      return Done{};
    }));
    const auto latest = Must(store.Latest());
    start = Clock::now();
    log = Must(store.Log(latest));
    times.push_back(Milliseconds(start));
  }
  SayTimes("log after one write", times);
  Say("memory at the end", Memory(), "MB");
  return 0;
}
