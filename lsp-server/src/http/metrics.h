// Numbers of a running server in Prometheus' text format (version 0.0.4). Thread safe.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace whyspec::http {

class Metrics {
 public:
  // `route`: its pattern, so that labels are few; "" = none.
  void Count(std::string_view method, std::string_view route, int status, std::int64_t microseconds,
             std::size_t bytes_out);

  std::atomic<std::int64_t> in_work{0};
  std::atomic<std::int64_t> connections{0};
  std::atomic<std::int64_t> refused_connections{0};
  std::atomic<std::int64_t> sign_ins_refused{0};
  std::atomic<std::int64_t> rate_limited{0};
  std::atomic<std::int64_t> webhooks_refused{0};

  std::string Text() const;

 private:
  static constexpr std::array<double, 10> kBounds = {0.001, 0.0025, 0.005, 0.01, 0.025,
                                                     0.05,  0.1,    0.5,   2.5,  10};
  struct Series {
    std::map<int, std::int64_t> by_status;
    std::array<std::int64_t, kBounds.size() + 1> buckets{};
    double seconds = 0;
    std::int64_t count = 0;
    std::int64_t bytes = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Series> series_;  // method, route
};

// One line of the text format, with its HELP and TYPE.
void AppendMetric(std::string& out, std::string_view name, std::string_view type, std::string_view help,
                  std::int64_t value);

}  // namespace whyspec::http
