// The team's log over HTTP, without sockets: one request in, one answer out. Everything that
// holds for every request is here, in this order: whose host is meant, how fast they ask, which
// route, who asks, their query and body, what was answered before (idempotency), and after the
// handler: caching, gzip, security headers, the access log and the numbers.
//
// Thread safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "http/assets.h"
#include "http/message.h"
#include "http/metrics.h"
#include "http/rate_limit.h"
#include "http/router.h"
#include "team/service.h"
#include "team/webhooks/signature.h"

namespace whyspec::http {

struct Limits {
  std::size_t json_bytes = 5UL * 1024 * 1024;
  std::size_t upload_bytes = 50UL * 1024 * 1024;
  std::size_t upload_files = 50;
  std::size_t turns = 100'000;  // of one call
  // Requests a second, and at once; 0 a second: no limit.
  double token_per_second = 100, token_burst = 400;
  double address_per_second = 200, address_burst = 800;
  // Wrong or missing tokens of one address, and answers to login forms.
  double failures_per_second = 0.2, failures_burst = 20;
  // Who waits for changes holds a thread.
  std::int64_t followers = 400;
};

struct AppOptions {
  std::shared_ptr<team::Service> service;
  const team::Clock* clock = &team::SystemClock();
  std::string public_url;                  // "https://calls.example.com"; "" = reached on loopback only
  std::vector<std::string> allowed_hosts;  // other names we are called by
  bool metrics_without_token = false;      // for a client on loopback
  Limits limits;
  std::map<team::webhooks::Vendor, team::webhooks::Secrets> webhooks;
  std::function<void()> wake_worker = [] {};
  // One line of JSON a request; no secrets, no content. Called by many threads at once.
  std::function<void(std::string_view)> access_log = [](std::string_view) {};
  const std::vector<EmbeddedFile>* pages = nullptr;  // nullptr: those of the program
};

class App {
 public:
  explicit App(AppOptions options);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  // Never throws. The answer to HEAD has its body still: whoever sends it leaves it out.
  Response Handle(Request request);
  // Who waits for changes is answered at once, now and from now on.
  void Stop();
  bool stopping() const { return stopping_; }

  // For handlers.
  team::Service& service() { return *options_.service; }
  const AppOptions& options() const { return options_; }
  const Router& router() const { return router_; }
  Metrics& metrics() { return metrics_; }
  std::int64_t NowMs() const { return options_.clock->NowMs(); }
  // Over TLS, or behind a proxy that is: cookies are for HTTPS only.
  bool is_https() const { return is_https_; }
  const std::vector<EmbeddedFile>& pages() const;
  // gzip of an embedded file; made once.
  const std::string& Packed(const EmbeddedFile& file);
  // Who signs in. kNotFound: wrong token; kForbidden: too many wrong ones, `retry_s` says when.
  Result<team::Caller> Authenticate(std::string_view token, const std::string& address,
                                    std::int64_t& retry_s);

  // One of those who wait for changes, while it lives; `admitted` false: too many do.
  class Follower {
   public:
    explicit Follower(App& app);
    ~Follower();
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;
    bool admitted() const { return admitted_; }

   private:
    App& app_;
    bool admitted_;
  };

 private:
  Response Answer(Request& request, const Route*& route, std::string& actor);
  Response Dispatch(Request& request, const Route& route, const RouteMatch& match, std::string& actor);
  Response Remembered(Context& context, const Route& route);
  bool IsOurHost(std::string_view host) const;

  const AppOptions options_;
  const Router router_;
  bool is_https_ = false;
  std::vector<std::string> hosts_;
  RateLimit by_token_, by_address_, failures_;
  Metrics metrics_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::int64_t> followers_{0};
  std::mutex mutex_;
  std::set<std::string> signed_in_;  // hashes of tokens that were right lately
  std::map<std::string_view, std::string> packed_;
  std::set<std::string> in_work_;  // idempotency keys
};

}  // namespace whyspec::http
