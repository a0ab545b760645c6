#include "http/metrics.h"

#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <iterator>

#include "base/strings.h"
#include "base/version.h"

namespace whyspec::http {
namespace {

std::string Number(double value) {
  char digits[40];
  return {std::begin(digits), std::to_chars(std::begin(digits), std::end(digits), value).ptr};
}

std::int64_t ResidentBytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  if (file == nullptr) return 0;
  long total = 0;
  long resident = 0;
  const int read = std::fscanf(file, "%ld %ld", &total, &resident);
  std::fclose(file);
  return read == 2 ? resident * sysconf(_SC_PAGESIZE) : 0;
}

}  // namespace

void AppendMetric(std::string& out, std::string_view name, std::string_view type, std::string_view help,
                  std::int64_t value) {
  out += StrCat("# HELP ", name, ' ', help, "\n# TYPE ", name, ' ', type, '\n', name, ' ', value, '\n');
}

void Metrics::Count(std::string_view method, std::string_view route, int status, std::int64_t microseconds,
                    std::size_t bytes_out) {
  const double seconds = static_cast<double>(microseconds) / 1e6;
  std::size_t bucket = 0;
  while (bucket < kBounds.size() && seconds > kBounds[bucket]) ++bucket;
  const std::lock_guard lock(mutex_);
  Series& series = series_[{std::string(method), std::string(route)}];
  ++series.by_status[status];
  ++series.buckets[bucket];
  series.seconds += seconds;
  ++series.count;
  series.bytes += static_cast<std::int64_t>(bytes_out);
}

std::string Metrics::Text() const {
  std::string out;
  out += StrCat(
      "# HELP whyspec_build_info What is running.\n# TYPE whyspec_build_info "
      "gauge\nwhyspec_build_info{version=\"",
      Version(), "\"} 1\n");
  AppendMetric(out, "whyspec_http_requests_in_work", "gauge", "Requests being answered now.", in_work);
  AppendMetric(out, "whyspec_http_connections", "gauge", "Open connections.", connections);
  AppendMetric(out, "whyspec_http_connections_refused_total", "counter", "Connections over the limit.",
               refused_connections);
  AppendMetric(out, "whyspec_sign_ins_refused_total", "counter", "Requests with a wrong token.",
               sign_ins_refused);
  AppendMetric(out, "whyspec_rate_limited_total", "counter", "Requests answered 429.", rate_limited);
  AppendMetric(out, "whyspec_webhooks_refused_total", "counter", "Webhooks that were not let in.",
               webhooks_refused);
  AppendMetric(out, "process_resident_memory_bytes", "gauge", "Memory in use.", ResidentBytes());

  const std::lock_guard lock(mutex_);
  out +=
      "# HELP whyspec_http_requests_total Requests answered.\n# TYPE whyspec_http_requests_total counter\n";
  for (const auto& [key, series] : series_) {
    for (const auto& [status, count] : series.by_status) {
      out += StrCat("whyspec_http_requests_total{method=\"", key.first, "\",route=\"", key.second,
                    "\",status=\"", status, "\"} ", count, '\n');
    }
  }
  out +=
      "# HELP whyspec_http_response_bytes_total Bytes of bodies sent.\n"
      "# TYPE whyspec_http_response_bytes_total counter\n";
  for (const auto& [key, series] : series_) {
    out += StrCat("whyspec_http_response_bytes_total{method=\"", key.first, "\",route=\"", key.second, "\"} ",
                  series.bytes, '\n');
  }
  out +=
      "# HELP whyspec_http_request_seconds Time to answer.\n# TYPE whyspec_http_request_seconds histogram\n";
  for (const auto& [key, series] : series_) {
    const std::string labels = StrCat("method=\"", key.first, "\",route=\"", key.second, "\"");
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
      sum += series.buckets[i];
      out += StrCat("whyspec_http_request_seconds_bucket{", labels, ",le=\"", Number(kBounds[i]), "\"} ", sum,
                    '\n');
    }
    out += StrCat("whyspec_http_request_seconds_bucket{", labels, ",le=\"+Inf\"} ", series.count, '\n',
                  "whyspec_http_request_seconds_sum{", labels, "} ", Number(series.seconds), '\n',
                  "whyspec_http_request_seconds_count{", labels, "} ", series.count, '\n');
  }
  return out;
}

}  // namespace whyspec::http
