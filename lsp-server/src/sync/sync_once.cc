#include "sync/sync_once.h"

#include <algorithm>

namespace whyspec::sync {
namespace {

// How to reach the address; on failure a transport that says why.
Transport TransportOf(const Follower::Options& options) {
  if (options.transport) return options.transport;
  Result<std::optional<ProxyUrl>> proxy = FindProxy(options.url, options.environment);
  if (!proxy.ok()) {
    return [message = proxy.error().message](const HttpRequest&) {
      return HttpResult{.trouble = HttpTrouble::kNotAllowed, .message = message, .answer = {}};
    };
  }
  auto client = std::make_shared<HttpClient>(HttpClient::Options{
      .base = options.url, .proxy = std::move(proxy).value(), .ca_file = options.ca_file});
  return [client](const HttpRequest& request) { return client->Send(request); };
}

}  // namespace

SyncedOnce SyncOnce(const Follower::Options& options, const SyncLimits& limits) {
  using Clock = std::chrono::steady_clock;
  SyncedOnce synced;
  const std::unique_ptr<TeamLog> team = TeamLog::Open(options.file, options.log);
  if (team == nullptr) {
    synced.status = {
        .state = LogState::kOffline,
        .url = options.url.Text(),
        .message = "There is no room for the calls of the team, neither on the disk nor in memory."};
    return synced;
  }
  SyncMachine machine(
      *team, options.url.Text(),
      {.token = options.token, .wait_seconds = 0, .random = [] { return 0.0; }, .log = options.log});
  const Transport transport = TransportOf(options);
  const auto now_ms = [&] {
    return options.now_ms ? options.now_ms()
                          : std::chrono::duration_cast<std::chrono::milliseconds>(
                                std::chrono::system_clock::now().time_since_epoch())
                                .count();
  };
  const Clock::time_point deadline = Clock::now() + limits.all;
  while (!machine.caught_up() && Clock::now() < deadline) {
    SyncMachine::Plan plan = machine.Next(now_ms());
    if (!plan.request) break;  // it failed: what is here must do
    plan.request->timeout = limits.an_answer;
    machine.Take(transport(*plan.request), now_ms());
  }
  if (Status status = team->Scour(); !status.ok() && status.error().code != ErrorCode::kConflict) {
    options.log(status.error().message);
  }
  synced.status = machine.status();
  if (synced.status.state == LogState::kConnecting) {
    synced.status.state = LogState::kOffline;
    synced.status.message = "Reading the team's call log took too long; what was read so far is kept.";
  }
  synced.calls = team->Calls();
  return synced;
}

HttpResult SendOnce(const Follower::Options& options, HttpRequest request) {
  request.token = options.token;
  return TransportOf(options)(request);
}

}  // namespace whyspec::sync
