#include "sync/url.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "base/host.h"
#include "base/strings.h"
#include "base/uri.h"

namespace whyspec::sync {
namespace {

struct Parts {
  std::string scheme, user, host, port, path, rest;
};

bool IsPlainAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

// RFC 3986: scheme://[user@]host[:port][/path][?query][#fragment]. False if it is not that.
bool Split(std::string_view text, Parts& parts) {
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos || !IsPlainAscii(text)) return false;
  parts.scheme = Lower(text.substr(0, colon));
  text.remove_prefix(colon + 3);
  const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
  std::string_view authority = text.substr(0, end);
  std::string_view after = text.substr(end);
  const std::size_t query = std::min(after.find_first_of("?#"), after.size());
  parts.path = after.substr(0, query);
  parts.rest = after.substr(query);
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    parts.user = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  if (authority.starts_with('[')) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) return false;
    parts.host = Lower(authority.substr(1, close - 1));
    authority.remove_prefix(close + 1);
    if (parts.host.find(':') == std::string::npos) return false;
  } else {
    const std::size_t port = std::min(authority.find(':'), authority.size());
    parts.host = Lower(authority.substr(0, port));
    authority.remove_prefix(port);
  }
  const bool host_is_fine = !parts.host.empty() && parts.host.size() <= 253 &&
                            std::all_of(parts.host.begin(), parts.host.end(), [](char c) {
                              return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                                     c == '.' || c == ':' || c == '_';
                            });
  if (!host_is_fine) return false;
  if (authority.starts_with(':')) parts.port = authority.substr(1);
  return authority.empty() || authority.starts_with(':');
}

bool ReadPort(std::string_view text, std::uint16_t& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port != 0;
}

Error Invalid(std::string message) { return {ErrorCode::kInvalid, std::move(message)}; }

}  // namespace

std::string Url::Authority() const {
  if (port == (secure ? 443 : 80)) return host.find(':') == std::string::npos ? host : StrCat("[", host, "]");
  return HostAndPort();
}

std::string Url::HostAndPort() const {
  return host.find(':') == std::string::npos ? StrCat(host, ":", port) : StrCat("[", host, "]:", port);
}

std::string Url::Text() const { return StrCat(secure ? "https://" : "http://", Authority(), path); }

Result<Url> ParseLogUrl(std::string_view text) {
  Parts parts;
  if (!Split(text, parts) || (parts.scheme != "https" && parts.scheme != "http")) {
    return Invalid(StrCat("\"", Printable(Shorten(text.find('@') == text.npos ? text : "…", 100)),
                          "\" is no address of a call log. In whyspec.json, `callLog.url` looks like "
                          "https://calls.example.com."));
  }
  if (!parts.user.empty()) {
    return Invalid(
        "The address of the call log has a name or password in it. Leave only https:// and the host in "
        "`callLog.url`, and keep the token out of the file.");
  }
  if (!parts.rest.empty()) {
    return Invalid("The address of the call log must end before \"?\" and \"#\". Shorten `callLog.url`.");
  }
  Url url{.secure = parts.scheme == "https", .host = parts.host, .port = 0, .path = parts.path};
  url.port = url.secure ? 443 : 80;
  if (!parts.port.empty() && !ReadPort(parts.port, url.port)) {
    return Invalid(StrCat("The port in the address of the call log (", Printable(Shorten(parts.port, 20)),
                          ") is not a number from 1 to 65535."));
  }
  while (url.path.ends_with('/')) url.path.pop_back();
  if (!url.secure && !IsLoopbackHost(url.host)) {
    return Invalid(StrCat("The call log at http://", url.Authority(),
                          " would be read in the clear: everybody on the way could read what customers said, "
                          "and your token. Use https:// in `callLog.url`; http:// is only for this computer "
                          "(127.0.0.1)."));
  }
  return url;
}

Result<ProxyUrl> ParseProxyUrl(std::string_view text) {
  // Programs take "proxy:3128" as http://proxy:3128.
  const std::string whole = text.find("://") == text.npos ? StrCat("http://", text) : std::string(text);
  Parts parts;
  const bool fine = Split(whole, parts);
  if (fine && parts.scheme != "http") {
    return Invalid(StrCat("The proxy of this computer is spoken to as ", Printable(parts.scheme),
                          "://, which Whyspec cannot do. Set HTTPS_PROXY to one that begins with http://."));
  }
  ProxyUrl proxy;
  proxy.url = {.secure = false, .host = parts.host, .port = 80, .path = {}};
  if (!fine || (!parts.port.empty() && !ReadPort(parts.port, proxy.url.port))) {
    return Invalid(
        "HTTPS_PROXY holds no address Whyspec understands. It looks like http://proxy.example.com:3128.");
  }
  proxy.credentials = PercentDecode(parts.user);
  return proxy;
}

}  // namespace whyspec::sync
