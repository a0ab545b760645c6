// Token buckets: so many requests at once, then so many a second, for each key (an API token,
// an address). Thread safe; memory is bounded.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace whyspec::http {

class RateLimit {
 public:
  // `per_second` 0: no limit.
  RateLimit(double per_second, double burst) : per_second_(per_second), burst_(burst) {}

  // Takes one. 0: go on; else seconds to wait, rounded up.
  std::int64_t Take(std::string_view key, std::int64_t now_ms) { return Use(key, now_ms, 1); }
  // Whether one could be taken.
  std::int64_t Look(std::string_view key, std::int64_t now_ms) { return Use(key, now_ms, 0); }

 private:
  struct Bucket {
    double left = 0;
    std::int64_t at_ms = 0;
  };
  std::int64_t Use(std::string_view key, std::int64_t now_ms, double cost);
  void Forget(std::int64_t now_ms);

  const double per_second_;
  const double burst_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace whyspec::http
