#include "http/session.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "base/strings.h"
#include "team/crypto.h"

namespace whyspec::http {
namespace {

// __Host-: the browser itself sees to it that it is Secure, of this host alone and of no path.
std::string_view CookieName(bool is_https) { return is_https ? "__Host-whyspec" : "whyspec"; }

}  // namespace

Credentials CredentialsOf(const Headers& headers, bool is_https) {
  const std::string_view authorization = headers.Get("Authorization");
  if (authorization.size() > 7 && EqualIgnoringCase(authorization.substr(0, 7), "Bearer ")) {
    return {.token = std::string(Trim(authorization.substr(7))), .from_cookie = false};
  }
  if (!authorization.empty()) return {};
  std::string_view cookies = headers.Get("Cookie");
  while (!cookies.empty()) {
    const std::size_t end = cookies.find(';');
    const std::string_view cookie = Trim(cookies.substr(0, end));
    cookies = end == std::string_view::npos ? std::string_view() : cookies.substr(end + 1);
    const std::size_t equals = cookie.find('=');
    if (equals != std::string_view::npos && cookie.substr(0, equals) == CookieName(is_https)) {
      return {.token = std::string(cookie.substr(equals + 1)), .from_cookie = true};
    }
  }
  return {};
}

std::string CsrfOf(std::string_view token) {
  return ToHex(team::HmacSha256(token, "whyspec: asked by our own page"));
}

bool IsSameOrigin(const Headers& headers) {
  const std::string_view site = headers.Get("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  const std::string_view origin = headers.Get("Origin");
  if (origin.empty()) return true;
  // The host was checked already; the page must be of the same one.
  const std::size_t scheme = origin.find("://");
  return scheme != std::string_view::npos &&
         EqualIgnoringCase(origin.substr(scheme + 3), headers.Get("Host"));
}

bool IsFromOurPage(const Headers& headers, std::string_view token) {
  return IsSameOrigin(headers) && team::EqualInConstantTime(headers.Get("X-Whyspec-CSRF"), CsrfOf(token));
}

std::string SessionCookie(std::string_view token, bool is_https) {
  return StrCat(CookieName(is_https), "=", token, "; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000",
                is_https ? "; Secure" : "");
}

std::string EndedSessionCookie(bool is_https) {
  return StrCat(CookieName(is_https), "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0",
                is_https ? "; Secure" : "");
}

}  // namespace whyspec::http
