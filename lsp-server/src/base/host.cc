#include "base/host.h"

#include <arpa/inet.h>

#include "base/ascii.h"

namespace whyspec {

std::string_view HostWithoutPort(std::string_view host) {
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    return end == std::string_view::npos ? host : host.substr(0, end + 1);
  }
  return host.substr(0, host.find(':'));
}

std::string HostOfUrl(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  const std::string_view rest = url.substr(scheme + 3);
  return Lower(HostWithoutPort(rest.substr(0, rest.find_first_of("/?#"))));
}

bool IsAddress(std::string_view host) {
  in6_addr bytes{};
  if (inet_pton(AF_INET, std::string(host).c_str(), &bytes) == 1) return true;
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return inet_pton(AF_INET6, std::string(host).c_str(), &bytes) == 1;
}

bool IsLoopbackHost(std::string_view host) {
  return host == "localhost" || host == "::1" || host == "[::1]" ||
         (host.starts_with("127.") && IsAddress(host));
}

}  // namespace whyspec
