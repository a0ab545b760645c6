// What is done to every answer on its way out, and the line that is written about it.
#pragma once

#include <cstdint>
#include <string>

#include "http/app.h"

namespace whyspec::http {

// Not modified, gzip, caching, security headers, request id; header values are cleaned of
// anything that could end a line. `route` nullptr: none was found.
void Finish(App& app, const Request& request, const Route* route, const std::string& id, Response& response);

struct AccessEntry {
  std::int64_t at_ms = 0;
  std::string id, method, route, path;
  int status = 0;
  std::int64_t microseconds = 0;
  std::size_t bytes_in = 0, bytes_out = 0;
  std::string actor;  // id of the token
  std::string address;
};
// JSON without line end. No query (it holds words), no secret of a webhook's path.
std::string AccessLine(const AccessEntry& entry);

std::string TooLargeText(std::size_t limit);

}  // namespace whyspec::http
