// Processes that are killed, and a server that is: what was acknowledged is there, once and whole.
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <thread>

#include "any_database.h"
#include "base/strings.h"
#include "evidence/search.h"
#include "support/postgres_server.h"
#include "team/call_store.h"
#include "team/team_log.h"
#include "team_samples.h"

namespace whyspec::team {
namespace {

constexpr int kTurns = 40;

calls::Call CallNumber(const std::string& run, int number) {
  std::vector<std::string> turns;
  for (int i = 0; i < kTurns; ++i)
    turns.push_back(StrCat("Le mot sequoia, tour ", i, " de l'appel ", number, "."));
  calls::Call call = SampleCall("", turns);
  call.source = {.system = "gong", .id = StrCat(run, "-", number), .url = ""};
  return call;
}

// The other side of the test below: this program once more, as a process that writes until it
// is killed. Says each call it was told is kept.
TEST_CASE("A process that writes until it is killed", "[.killed]") {
  const char* url = std::getenv("WHYSPEC_TEST_URL");
  const char* run = std::getenv("WHYSPEC_TEST_RUN");
  REQUIRE(url != nullptr);
  REQUIRE(run != nullptr);
  const auto database = sql::Database::Open(url).value();
  CallStore store(database);
  std::atomic<int> next = 0;
  const auto write = [&] {
    while (true) {
      const calls::Call call = CallNumber(run, next++);
      const Status status = database->Write([&](sql::Session& session) -> Status {
        const auto put = store.Put(session, call, {}, kSampleNow);
        if (!put.ok()) return put.error();
        return Done{};
      });
      const std::string line =
          StrCat(status.ok() ? call.source.id : "failed: " + status.error().message, "\n");
      if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return;
    }
  };
  std::thread other(write);
  write();
  other.join();
}

// Its lines, until it has said `lines` of them and was killed.
std::vector<std::string> KillAfter(std::size_t lines, const std::string& url, const std::string& run) {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::vector<std::string> environment = {"WHYSPEC_TEST_URL=" + url, "WHYSPEC_TEST_RUN=" + run,
                                          "WHYSPEC_CACHE_DIR="};
  std::vector<char*> variables;
  for (std::string& variable : environment) variables.push_back(variable.data());
  variables.push_back(nullptr);
  std::string program = "/proc/self/exe";
  std::string wanted = "[.killed]";
  char* arguments[] = {program.data(), wanted.data(), nullptr};
  pid_t child = 0;
  REQUIRE(::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, variables.data()) == 0);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  std::string said;
  char buffer[4096];
  bool killed = false;
  while (true) {
    const ssize_t got = ::read(ends[0], buffer, sizeof(buffer));
    if (got <= 0) break;
    said.append(buffer, static_cast<std::size_t>(got));
    if (!killed && static_cast<std::size_t>(std::count(said.begin(), said.end(), '\n')) >= lines) {
      ::kill(child, SIGKILL);
      killed = true;
    }
  }
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  REQUIRE(killed);
  std::vector<std::string> out;
  std::istringstream stream(said);
  for (std::string line; std::getline(stream, line);) {
    if (line.find(run + "-") != std::string::npos) out.push_back(line);
  }
  return out;
}

// Whole, each once, numbered without holes, and all of them in the index.
void CheckLog(CallStore& store, const std::set<std::string>& acknowledged) {
  std::map<std::string, int> sources;
  std::int64_t count = 0;
  const Status status = store.ForEach([&](const TeamCall& call) {
    ++sources[call.call->source.id];
    ++count;
    CHECK(call.call->turns.size() == kTurns);
    return true;
  });
  REQUIRE(status.ok());
  for (const std::string& source : acknowledged) {
    INFO(source);
    CHECK(sources[source] == 1);
  }
  for (const auto& [source, times] : sources) CHECK(times == 1);
  const auto changes = store.Changes(0, 100'000);
  REQUIRE(changes.ok());
  REQUIRE(changes->size() == static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < changes->size(); ++i)
    REQUIRE((*changes)[i].sequence == static_cast<Sequence>(i + 1));
  const auto log = store.Log(count);
  REQUIRE(log.ok());
  const auto* index = (*log)->text_index();
  CHECK(index->call_count() == static_cast<std::size_t>(count));
  CHECK(index->Frequency("sequoi") == index->block_count());
  std::size_t postings = 0;
  index->ForEach("sequoi", [&](calls::Posting) { return ++postings > 0; });
  CHECK(postings == index->block_count());
}

TEST_CASE("A writer killed fifty times loses nothing it was told is kept") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  std::set<std::string> acknowledged;
  for (int run = 0; run < 50; ++run) {
    for (const std::string& line :
         KillAfter(static_cast<std::size_t>(1 + run * 7 % 11), fresh.url(), StrCat("run", run))) {
      INFO(line);
      CHECK(line.find("failed") == std::string::npos);
      acknowledged.insert(line);
    }
  }
  CHECK(acknowledged.size() >= 50);
  CheckLog(store, acknowledged);
}

TEST_CASE("PostgreSQL killed and started again under load: sentences meanwhile, then it goes on") {
  if (Kinds().size() < 2) return;
  test::PostgresServer server;
  REQUIRE(server.ok());
  // Some have no patience and are told; some wait until it is back.
  const auto hasty = sql::Database::Open(server.Url("postgres"), {.patience_ms = 100});
  REQUIRE(hasty.ok());
  const auto patient =
      sql::Database::Open(server.Url("postgres"), {.patience_ms = 60'000, .restart_ms = 60'000});
  REQUIRE(patient.ok());
  REQUIRE(sql::Migrate(**patient).ok());
  CallStore hasty_store(*hasty);
  CallStore patient_store(*patient);
  std::mutex mutex;
  std::set<std::string> acknowledged;
  std::vector<std::string> errors;
  std::atomic<int> done = 0;
  std::atomic<bool> stop = false;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      sql::Database& database = t % 2 == 0 ? **hasty : **patient;
      CallStore& store = t % 2 == 0 ? hasty_store : patient_store;
      for (int i = 0; !stop; ++i) {
        const calls::Call call = CallNumber(StrCat("t", t), i);
        const Status status = database.Write([&](sql::Session& session) -> Status {
          const auto put = store.Put(session, call, {}, kSampleNow);
          if (!put.ok()) return put.error();
          return Done{};
        });
        const std::lock_guard lock(mutex);
        ++done;
        if (status.ok()) {
          acknowledged.insert(call.source.id);
        } else {
          errors.push_back(status.error().message);
        }
      }
    });
  }
  const auto wait_for = [&](int more) {
    const int until = done + more;
    while (done < until) std::this_thread::yield();
  };
  for (int round = 0; round < 3; ++round) {
    wait_for(20);
    server.Kill();
    wait_for(2);  // those without patience
    server.Start();
    wait_for(20);
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  CHECK_FALSE(errors.empty());
  for (const std::string& error : errors) {
    INFO(error);
    CHECK(error.ends_with("."));
    CHECK(error.starts_with("The database "));
    CHECK(error.find("INSERT") == std::string::npos);
  }
  CheckLog(patient_store, acknowledged);
  CHECK(hasty_store.Latest().ok());
  CHECK((*hasty)->Ping().ok());
}

TEST_CASE("While PostgreSQL is away everybody is told soon, however many ask") {
  if (Kinds().size() < 2) return;
  test::PostgresServer server;
  REQUIRE(server.ok());
  const auto database = sql::Database::Open(server.Url("postgres"), {.connections = 2, .restart_ms = 200});
  REQUIRE(database.ok());
  REQUIRE(sql::Migrate(**database).ok());
  CallStore store(*database);
  REQUIRE(store.Log().ok());
  server.Kill();
  const auto start = std::chrono::steady_clock::now();
  std::atomic<int> told = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 12; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5; ++i) {
        told += (*database)->Ping().ok() ? 0 : 1;
        told += store.Log(1'000'000).ok() ? 0 : 1;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(told == 120);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
  server.Start();
  // It listens before it answers.
  while (!(*database)->Ping().ok() && std::chrono::steady_clock::now() - start < std::chrono::seconds(60)) {
    std::this_thread::yield();
  }
  CHECK((*database)->Ping().ok());
  CHECK(store.Log().ok());
}

TEST_CASE("A host that takes the connection and says nothing is given up") {
  if (Kinds().size() < 2) return;
  const int mute = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  REQUIRE(::bind(mute, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::listen(mute, 8) == 0);
  REQUIRE(::getsockname(mute, reinterpret_cast<sockaddr*>(&address), &length) == 0);
  const auto start = std::chrono::steady_clock::now();
  const auto database = sql::Database::Open(
      StrCat("postgresql://whyspec@127.0.0.1:", ntohs(address.sin_port), "/calls"), {.patience_ms = 100});
  ::close(mute);
  REQUIRE_FALSE(database.ok());
  CHECK(database.error().message.find("does not answer") != std::string::npos);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

// A database that takes its time to say that it cannot.
class StuckDatabase : public sql::Database {
 public:
  sql::Dialect dialect() const override { return sql::Dialect::kSqlite; }
  Status Read(const Work&) override {
    ++looks;
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    return Error{.code = ErrorCode::kUnreadable, .message = "The database is stuck."};
  }
  Status Write(const Work& work) override { return Read(work); }
  Status Outside(const Work& work) override { return Read(work); }
  Status Ping() override { return Read({}); }
  std::atomic<int> looks = 0;
};

TEST_CASE("Who waited while another looked in vain is told so, and does not look in turn") {
  const auto database = std::make_shared<StuckDatabase>();
  LogKeeper keeper(database);
  std::vector<std::thread> threads;
  std::atomic<int> told = 0;
  for (int t = 0; t < 40; ++t) {
    threads.emplace_back([&] { told += keeper.Get(1).ok() ? 0 : 1; });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(told == 40);
  CHECK(database->looks < 20);
  CHECK_FALSE(keeper.Get(1).ok());
}

TEST_CASE("A database that is gone is told in a sentence, and is back when it is") {
  if (Kinds().size() < 2) return;
  test::PostgresServer server;
  REQUIRE(server.ok());
  const auto database = sql::Database::Open(server.Url("postgres"), {.patience_ms = 100});
  REQUIRE(database.ok());
  REQUIRE(sql::Migrate(**database).ok());
  CallStore store(*database);
  Put(**database, store, SampleCall("one", {"Un."}));
  REQUIRE(store.Log(1).ok());
  server.Stop();
  CHECK_FALSE((*database)->Ping().ok());
  CHECK(store.Find("one").error().code == ErrorCode::kUnreadable);
  CHECK_FALSE(store.List({}, "", 1).ok());
  CHECK_FALSE(store.Changes(0, 1).ok());
  server.Start();
  CHECK(store.Find("one").ok());
  CHECK((*store.Log(1))->Find("one") != nullptr);
}

}  // namespace
}  // namespace whyspec::team
