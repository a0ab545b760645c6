// Follows a team's call log as long as it lives: a thread that reads what changed, and one
// for what else is asked of the server (publish a spec, log a call). Made in no time:
// nothing is opened or sent before Start().
//
// Every function may be called from the thread that owns it; what it tells comes from others.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include "store/synced_calls.h"
#include "sync/http_client.h"
#include "sync/sync_machine.h"

namespace whyspec::sync {

class Follower {
 public:
  struct Options {
    Url url;
    std::string token;
    std::string file;  // TeamLogFile(); "" = in memory
    // There is something new in status() or calls(); from any thread.
    std::function<void()> changed = [] {};
    std::function<void(std::string_view)> log = [](std::string_view) {};
    std::function<std::int64_t()> now_ms;          // unset: the clock
    std::function<double()> random;                // unset: real chance
    Environment environment = ProcessEnvironment;  // proxies
    std::string ca_file;
    int wait_seconds = 50;
    // For tests: answers instead of a network; and no threads, but Step() and RunErrand().
    Transport transport = {};
    bool threads = true;
  };
  explicit Follower(Options options);
  // What is under way is given up at once; errands that were not sent are lost.
  ~Follower();
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  void Start();

  SyncStatus status() const;
  // Null before the local copy was opened. Whoever asks is taken to use it from now on.
  std::shared_ptr<const store::SyncedCalls> calls();
  // Grows with each change of the two.
  std::uint64_t version() const;

  // Sends a request with the token; `done` is called on another thread. The target is below
  // the address.
  void Ask(HttpRequest request, std::function<void(HttpResult)> done);

  // Fetches the passages that answer `words`, for logs that are here in part only: they are
  // among calls() before `done` is called, on another thread. One at a time; of several that
  // wait, the last (`done` of the others is called at once). False, and `done` is not called,
  // if that was looked for already.
  bool Look(std::string words, std::function<void()> done);

  // The same for some turns of a call, which a spec cites; each is asked for once, until
  // something changes there.
  void Read(std::string_view call, std::uint32_t first_turn, std::uint32_t last_turn);

  // --- without threads ---
  // One step of following: a request, or nothing but the time to wait for the next.
  std::chrono::milliseconds Step();
  bool RunErrand();

 private:
  struct Errand {
    HttpRequest request;
    std::function<void(HttpResult)> done;
  };
  void Follow();
  void RunErrands();
  void Open();
  void Publish(bool calls_changed);
  void ScourWhenTaken();
  void Learn(const HttpResult& result);
  HttpResult Send(HttpClient* client, const HttpRequest& request) const;
  std::unique_ptr<HttpClient> MakeClient(std::string& problem) const;

  const Options options_;

  mutable std::mutex team_mutex_;  // before mutex_
  std::unique_ptr<TeamLog> team_;
  std::optional<SyncMachine> machine_;
  int pages_untold_ = 0;  // of calls, while there are many

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;
  SyncStatus status_;
  std::shared_ptr<const store::SyncedCalls> calls_;
  bool taken_ = true;  // calls_ was given out since it was set
  std::uint64_t version_ = 0;
  std::deque<Errand> errands_;
  struct Search {
    std::string words;
    std::function<void()> done;
  };
  std::optional<Search> to_look_for_;
  bool looking_ = false;
  std::deque<std::string> looked_for_;  // of late
  std::set<std::string> read_;          // targets of requests for turns

  std::unique_ptr<HttpClient> client_;  // of the following thread; cancelled from outside
  std::unique_ptr<HttpClient> errand_client_;
  std::string client_problem_;
  std::thread follower_;
  std::thread runner_;
};

}  // namespace whyspec::sync
