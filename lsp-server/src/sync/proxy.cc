#include "sync/proxy.h"

#include <cstdlib>

#include "base/host.h"
#include "base/strings.h"

namespace whyspec::sync {

std::string ProcessEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool IsExempt(const Url& url, std::string_view no_proxy) {
  constexpr std::string_view kBetween = ", \t";
  while (!no_proxy.empty()) {
    const std::size_t end = std::min(no_proxy.find_first_of(kBetween), no_proxy.size());
    std::string name(no_proxy.substr(0, end));
    no_proxy.remove_prefix(std::min(end + 1, no_proxy.size()));
    for (char& c : name) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    if (name == "*") return true;
    if (name == url.HostAndPort() || name == StrCat("[", url.host, "]")) return true;
    if (const std::string ending = StrCat(":", url.port); name.ends_with(ending)) {
      name.resize(name.size() - ending.size());
    }
    if (name.starts_with("*.")) name.erase(0, 1);
    if (name.starts_with('.')) name.erase(0, 1);
    if (name.empty()) continue;
    if (url.host == name || url.host.ends_with("." + name)) return true;
  }
  return false;
}

Result<std::optional<ProxyUrl>> FindProxy(const Url& url, const Environment& environment) {
  using Found = std::optional<ProxyUrl>;
  const auto first = [&](const char* upper, const char* lower) {
    std::string value = environment(lower);  // what curl reads first, too
    return value.empty() ? environment(upper) : value;
  };
  if (!url.secure || IsLoopbackHost(url.host)) return Found();
  if (IsExempt(url, first("NO_PROXY", "no_proxy"))) return Found();
  std::string value = first("HTTPS_PROXY", "https_proxy");
  if (value.empty()) value = first("ALL_PROXY", "all_proxy");
  if (value.empty()) return Found();
  Result<ProxyUrl> proxy = ParseProxyUrl(value);
  if (!proxy.ok()) return proxy.error();
  return Found(std::move(proxy).value());
}

}  // namespace whyspec::sync
