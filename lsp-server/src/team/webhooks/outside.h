// HTTP requests to others, the same careful way for all: HTTPS with certificates checked
// (plain HTTP to loopback only), no redirects, limited in time and size. Private to this folder.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace whyspec::team::webhooks {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct OutsideRequest {
  std::string method = "GET";  // or POST
  std::string url;             // absolute
  Headers headers;
  std::string body;
  int seconds = 30;
  std::size_t most_bytes = 64U << 20U;
};
struct OutsideAnswer {
  int status = 0;
  std::string body;
};
// Errors name the host and nothing else of the request: paths and headers may hold secrets.
Result<OutsideAnswer> Ask(const OutsideRequest& request);

// Scheme, host and port of a URL: "https://api.example.com:8443"; "" if it is none we ask.
std::string OriginOf(std::string_view url);

}  // namespace whyspec::team::webhooks
