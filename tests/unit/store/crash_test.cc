// What the log promises when a process dies or the disk is full: every call that was
// acknowledged is there and whole, none is there by half, and the log opens again.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "support/temp_dir.h"
#include "unit/store/calls.h"

namespace whyspec::store {
namespace {

using test::BatchOf;
using test::MakeCall;
using test::TempDir;
using test::Told;
using test::Where;

constexpr Date kDay{2026, 3, 1};
constexpr int kCallsInBatch = 3;

// The calls of batch `number`: each batch adds its own and says the first one's words anew.
std::vector<calls::Call> CallsOf(int number) {
  std::vector<calls::Call> calls;
  for (int i = 0; i < kCallsInBatch; ++i) {
    std::vector<std::string> turns;
    for (int turn = 0; turn < 40; ++turn) turns.push_back(HashHex(Hash64(StrCat(number, " ", i, " ", turn))));
    calls.push_back(MakeCall(StrCat("call-", number, "-", i), turns));
  }
  calls.push_back(MakeCall("newest", {StrCat("batch", number)}));
  return calls;
}

// In a process of its own: imports batch after batch from `first` and acknowledges each
// with a byte, until it is killed or an import fails (then a last byte 'E').
[[noreturn]] void Import(const std::string& file, bool is_cache, int first, int acknowledge) {
  auto opened = SqliteCallLog::Open({.file = file, .is_cache = is_cache});
  if (!opened.ok()) ::_exit(3);
  for (int number = first;; ++number) {
    const auto applied = opened.value()->Apply(BatchOf(CallsOf(number)));
    const char byte = applied.ok() ? 'a' : 'E';
    if (::write(acknowledge, &byte, 1) != 1 || !applied.ok()) ::_exit(applied.ok() ? 4 : 0);
  }
}

struct Child {
  pid_t pid = -1;
  int acknowledged = -1;
};

template <typename Before>
Child Start(const std::string& file, bool is_cache, int first, const Before& before) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  Child child{.pid = ::fork(), .acknowledged = ends[0]};
  REQUIRE(child.pid >= 0);
  if (child.pid == 0) {
    ::close(ends[0]);
    before();
    Import(file, is_cache, first, ends[1]);
  }
  ::close(ends[1]);
  return child;
}

// How many batches were acknowledged until the pipe closed.
int ReadToEnd(int acknowledged) {
  int count = 0;
  for (char byte = 0; ::read(acknowledged, &byte, 1) == 1;) count += byte == 'a' ? 1 : 0;
  return count;
}

// Checks that batches below `acknowledged` are there, at most one more, and all of it whole.
// Returns how many there are.
int CheckLog(SqliteCallLog& log, int acknowledged) {
  const auto snapshot = log.Snapshot(kDay);
  const std::size_t count = snapshot->List().size();
  REQUIRE((count == 0 || (count - 1) % kCallsInBatch == 0));
  const int batches = count == 0 ? 0 : static_cast<int>((count - 1) / kCallsInBatch);
  CHECK(batches >= acknowledged);
  CHECK(batches <= acknowledged + 1);
  for (int number = 0; number < batches; ++number) {
    // All of the last ones; of older ones, which other rounds looked at, one each.
    const std::vector<calls::Call> all = CallsOf(number);
    for (int i = 0; i < (number + 8 < batches ? 1 : kCallsInBatch); ++i) {
      const calls::Call& call = all[static_cast<std::size_t>(i)];
      const auto found = snapshot->Find(call.id);
      REQUIRE(found != nullptr);
      CHECK(Told(*found) == Told(call));
    }
  }
  if (batches > 0) {
    CHECK(snapshot->Find("newest")->turns[0].text == StrCat("batch", batches - 1));
    CHECK(snapshot->text_index()->Frequency(StrCat("batch", batches - 1)) == 1);
    CHECK(Where(*snapshot, StrCat("batch", batches - 1)) == "newest:0");
    if (batches > 1) CHECK(Where(*snapshot, StrCat("batch", batches - 2)).empty());
  }
  CHECK_FALSE(log.damaged());
  return batches;
}

TEST_CASE("killed at any moment, two hundred times, the log has what it acknowledged, and that whole") {
  const TempDir folder;
  std::mt19937 random(11);
  int done = 0;
  std::string file;
  for (int round = 0; round < 200; ++round) {
    // A log of its own every 20 rounds, so that the first moments of a file are met too.
    if (round % 20 == 0) {
      file = folder / StrCat("log-", round, ".sqlite");
      done = 0;
    }
    const bool is_cache = round % 40 >= 20;
    const Child child = Start(file, is_cache, done, [] {});
    // After some acknowledgements, and then a moment measured in what the child does meanwhile.
    const int wanted = static_cast<int>(random() % 4);
    int seen = 0;
    char byte = 0;
    while (seen < wanted && ::read(child.acknowledged, &byte, 1) == 1) ++seen;
    for (std::uint32_t spin = random() % 200'000; spin > 0; --spin) (void)random();
    REQUIRE(::kill(child.pid, SIGKILL) == 0);
    seen += ReadToEnd(child.acknowledged);
    ::close(child.acknowledged);
    int status = 0;
    REQUIRE(::waitpid(child.pid, &status, 0) == child.pid);
    REQUIRE(WIFSIGNALED(status));
    INFO("round " << round << ", acknowledged " << done + seen);
    auto opened = SqliteCallLog::Open({.file = file, .is_cache = is_cache});
    REQUIRE(opened.ok());
    done = CheckLog(*opened.value(), done + seen);
  }
}

TEST_CASE("on a full disk an import fails with a sentence, and the log is as before") {
  const TempDir folder;
  for (const rlim_t limit : {rlim_t{300'000}, rlim_t{700'000}, rlim_t{1'500'000}}) {
    const std::string file = folder / StrCat("log-", limit, ".sqlite");
    const Child child = Start(file, false, 0, [limit] {
      ::signal(SIGXFSZ, SIG_IGN);
      const rlimit size{.rlim_cur = limit, .rlim_max = limit};
      ::setrlimit(RLIMIT_FSIZE, &size);
    });
    const int acknowledged = ReadToEnd(child.acknowledged);
    ::close(child.acknowledged);
    int status = 0;
    REQUIRE(::waitpid(child.pid, &status, 0) == child.pid);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);  // it was told, not killed
    CHECK(acknowledged > 0);
    auto opened = SqliteCallLog::Open({.file = file});
    REQUIRE(opened.ok());
    CHECK(CheckLog(*opened.value(), acknowledged) == acknowledged);
    // With room again it goes on.
    CHECK(opened.value()->Apply(BatchOf(CallsOf(acknowledged))).ok());
  }
}

TEST_CASE("the sentence about a full disk says what to do, and nothing of the batch is kept") {
  const TempDir folder;
  const std::string file = folder / "log.sqlite";
  const Child child = Start(folder / "unused.sqlite", true, 0, [&file] {
    ::signal(SIGXFSZ, SIG_IGN);
    auto opened = SqliteCallLog::Open({.file = file});
    if (!opened.ok() || !opened.value()->Apply(BatchOf(CallsOf(0))).ok()) ::_exit(5);
    const rlimit size{.rlim_cur = 150'000, .rlim_max = 150'000};
    ::setrlimit(RLIMIT_FSIZE, &size);
    std::vector<calls::Call> many;
    for (int number = 1; number < 200; ++number) {
      for (calls::Call& call : CallsOf(number)) many.push_back(std::move(call));
    }
    const auto applied = opened.value()->Apply(BatchOf(many));
    if (applied.ok()) ::_exit(6);
    if (applied.error().message.find("no room left") == std::string::npos) ::_exit(7);
    if (applied.error().message.find("Free some space") == std::string::npos) ::_exit(8);
    if (opened.value()->Snapshot(kDay)->List().size() != kCallsInBatch + 1) ::_exit(9);
    ::_exit(0);
  });
  (void)ReadToEnd(child.acknowledged);
  ::close(child.acknowledged);
  int status = 0;
  REQUIRE(::waitpid(child.pid, &status, 0) == child.pid);
  CHECK(WEXITSTATUS(status) == 0);
  auto opened = SqliteCallLog::Open({.file = file});
  REQUIRE(opened.ok());
  CheckLog(*opened.value(), 1);
}

TEST_CASE("several processes that start on one cache at once all get on, on one file") {
  const TempDir folder;
  for (int round = 0; round < 10; ++round) {
    const std::string file = folder / StrCat("calls-", round, ".sqlite");
    std::vector<Child> children;
    for (int number = 0; number < 4; ++number) {
      children.push_back(Start(file, true, 0, [&file, number] {
        const auto log = SqliteCallLog::OpenCache(file, [](std::string_view) {});
        if (log == nullptr || log->in_memory()) ::_exit(5);
        for (int batch = 0; batch < 3; ++batch) {
          if (!log->Apply(BatchOf(CallsOf(number * 10 + batch))).ok()) ::_exit(6);
        }
        ::_exit(log->damaged() ? 7 : 0);
      }));
    }
    for (const Child& child : children) {
      int status = 0;
      REQUIRE(::waitpid(child.pid, &status, 0) == child.pid);
      ::close(child.acknowledged);
      CHECK(WIFEXITED(status));
      CHECK(WEXITSTATUS(status) == 0);
    }
    auto opened = SqliteCallLog::Open({.file = file, .is_cache = true});
    REQUIRE(opened.ok());
    const auto snapshot = opened.value()->Snapshot(kDay);
    CHECK(snapshot->List().size() == 4 * 3 * kCallsInBatch + 1);
    CHECK(Told(*snapshot->Find("call-32-1")) == Told(CallsOf(32)[1]));
  }
}

}  // namespace
}  // namespace whyspec::store
