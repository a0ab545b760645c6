// What to ask the server next and what its answer means, without threads, sockets or
// clocks: whoever runs it sends the requests, waits, and says what time it is.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "sync/http_client.h"
#include "sync/team_log.h"

namespace whyspec::sync {

enum class LogState : std::uint8_t {
  kOff,         // no call log is configured, or the folder is not trusted
  kConnecting,  // not everything was read yet
  kSynced,
  kOffline,  // cannot be reached; what was read before is there
  kRefused,  // somebody must do something first: no token, not accepted, a wrong address
};
std::string_view Name(LogState state);  // "off" …, as in docs/protocol.md

// Compared to know whether there is something to tell.
struct SyncStatus {
  LogState state = LogState::kOff;
  std::string url;      // as Url::Text(), "" if there is none
  std::string message;  // a sentence: what is wrong and what to do; "" if nothing is
  std::size_t calls = 0;
  std::optional<std::int64_t> synced_at_ms;  // since 1970-01-01T00:00Z
};

class SyncMachine {
 public:
  struct Options {
    std::string token;
    // Seconds the server may hold an answer back until there is something new; 0 = never.
    int wait_seconds = 50;
    std::function<double()> random;  // 0 <= x < 1
    std::function<void(std::string_view)> log = [](std::string_view) {};
  };
  // `team` outlives the machine.
  SyncMachine(TeamLog& team, std::string url, Options options);

  struct Plan {
    std::optional<HttpRequest> request;  // to send now; else wait
    std::chrono::milliseconds wait{0};
  };
  Plan Next(std::int64_t now_ms) const;
  // True if a reader can see something new.
  bool Take(const HttpResult& result, std::int64_t now_ms);

  const SyncStatus& status() const { return status_; }
  // Everything that there was to read was read, at least once since the machine began.
  bool caught_up() const { return caught_up_; }
  // Ask at once, whatever is waited for: the network is back, the token is another.
  void Hurry() { not_before_ms_ = 0; }

 private:
  bool Succeed(const ChangePage& page, std::int64_t now_ms);
  void Fail(LogState state, std::string message, std::int64_t now_ms,
            std::optional<std::int64_t> retry_after_ms);
  void Count();

  TeamLog& team_;
  const Options options_;
  SyncStatus status_;
  std::size_t page_size_;
  bool caught_up_ = false;
  int failures_ = 0;  // in a row
  std::int64_t not_before_ms_ = 0;
};

}  // namespace whyspec::sync
