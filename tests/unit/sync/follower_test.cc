// With its threads, over real sockets on this computer.
#include "sync/follower.h"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>

#include "support/loopback_server.h"
#include "support/temp_dir.h"
#include "unit/sync/fake_log_server.h"

namespace whyspec::test {
namespace {

// The fake log behind HTTP: an answer is held back until there is something new, as long as it takes.
struct HeldBack {
  FakeLogServer log;
  std::mutex mutex;
  std::condition_variable changed;
  bool over = false;
  std::size_t held = 0;
  LoopbackServer server{[this](const LoopbackRequest& request) {
    std::unique_lock lock(mutex);
    sync::HttpRequest asked{.method = request.method, .target = request.target, .body = request.body};
    asked.token = request.headers.at("authorization").substr(7);
    sync::HttpResult result = log.Answer(asked);
    const bool may_wait = request.target.find("&wait=") != std::string::npos;
    while (may_wait && !over && result.answer.body.find("\"items\":[]") != std::string::npos) {
      ++held;
      changed.notify_all();
      changed.wait(lock);
      result = log.Answer(asked);
    }
    return LoopbackReply{.status = result.answer.status, .body = result.answer.body};
  }};

  ~HeldBack() { Finish(); }
  void Finish() {
    const std::lock_guard lock(mutex);
    over = true;
    changed.notify_all();
  }
  void Put(const std::string& id, const std::vector<std::string>& words) {
    const std::lock_guard lock(mutex);
    log.PutCall(id, words);
    changed.notify_all();
  }
  void WaitUntilHeld() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return held > 0; });
  }
};

// Whoever is told: waits until something holds.
struct Told {
  std::mutex mutex;
  std::condition_variable changed;
  std::uint64_t count = 0;
  void Tell() {
    const std::lock_guard lock(mutex);
    ++count;
    changed.notify_all();
  }
  template <typename Holds>
  void WaitUntil(const Holds& holds) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return holds(); });
  }
};

TEST_CASE("it hears of a new call while it waits, runs errands meanwhile, and ends at once") {
  const TempDir folder;
  HeldBack there;
  there.Put("acme-1", {"We copy every figure by hand."});
  Told told;
  {
    sync::Follower follower({.url = *sync::ParseLogUrl(there.server.url()),
                             .token = there.log.token,
                             .file = folder / "team.sqlite",
                             .changed = [&] { told.Tell(); }});
    follower.Start();
    const auto has = [&](std::size_t calls) {
      return [&follower, calls] {
        return follower.status().state == sync::LogState::kSynced && follower.calls() != nullptr &&
               follower.calls()->table->calls().size() == calls;
      };
    };
    told.WaitUntil(has(1));
    there.WaitUntilHeld();
    std::optional<int> status;
    follower.Ask({.method = "PUT", .target = "/v1/specs/x", .body = "{}"},
                 [&](const sync::HttpResult& result) {
                   const std::lock_guard lock(told.mutex);
                   status = result.answer.status;
                   told.changed.notify_all();
                 });
    told.WaitUntil([&] { return status.has_value(); });
    CHECK(status == 201);
    there.Put("acme-2", {"Twice a month."});
    told.WaitUntil(has(2));
    there.WaitUntilHeld();
  }  // in the middle of a question
  there.Finish();
}

TEST_CASE("it ends before it has begun, and where nobody answers") {
  const TempDir folder;
  for (int i = 0; i < 3; ++i) {
    sync::Follower follower(
        {.url = *sync::ParseLogUrl("http://127.0.0.1:9"), .token = "wsp_x", .file = folder / "team.sqlite"});
    if (i > 0) follower.Start();
  }
}

}  // namespace
}  // namespace whyspec::test
