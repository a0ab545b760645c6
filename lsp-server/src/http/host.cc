#include "http/host.h"

#include <arpa/inet.h>

#include "http/message.h"

namespace whyspec::http {
namespace {

bool IsAddress(const std::string& name) {
  in6_addr bytes{};
  if (inet_pton(AF_INET, name.c_str(), &bytes) == 1) return true;
  if (name.size() > 2 && name.front() == '[' && name.back() == ']') {
    return inet_pton(AF_INET6, name.substr(1, name.size() - 2).c_str(), &bytes) == 1;
  }
  return false;
}

}  // namespace

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

bool IsLoopback(std::string_view name) {
  return name == "localhost" || name == "::1" || name == "[::1]" ||
         (name.starts_with("127.") && IsAddress(std::string(name)));
}

bool IsLoopbackOrAddress(std::string_view name) {
  return name == "localhost" || IsAddress(std::string(name));
}

}  // namespace whyspec::http
