#include "http/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace whyspec::http {
namespace {

constexpr std::size_t kMostBuckets = 50'000;

}  // namespace

std::int64_t RateLimit::Use(std::string_view key, std::int64_t now_ms, double cost) {
  if (per_second_ <= 0) return 0;
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= kMostBuckets) Forget(now_ms);
  const auto [found, is_new] = buckets_.try_emplace(std::string(key));
  Bucket& bucket = found->second;
  if (is_new) {
    bucket = {.left = burst_, .at_ms = now_ms};
  } else if (now_ms > bucket.at_ms) {
    bucket.left =
        std::min(burst_, bucket.left + static_cast<double>(now_ms - bucket.at_ms) / 1000 * per_second_);
    bucket.at_ms = now_ms;
  }
  if (bucket.left >= 1) {
    bucket.left -= cost;
    return 0;
  }
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil((1 - bucket.left) / per_second_)));
}

// A bucket that is full again says nothing. If all are in use (an attack from everywhere) they
// are forgotten nevertheless: memory stays bounded.
void RateLimit::Forget(std::int64_t now_ms) {
  const auto full_after_ms = static_cast<std::int64_t>(burst_ / per_second_ * 1000);
  std::erase_if(buckets_, [&](const auto& pair) { return now_ms - pair.second.at_ms >= full_after_ms; });
  if (buckets_.size() >= kMostBuckets) buckets_.clear();
}

}  // namespace whyspec::http
