// Who asks: the token of the Authorization header, or of the session cookie of a browser.
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace whyspec::http {

struct Credentials {
  std::string token;         // "" = none
  bool from_cookie = false;  // a browser sent it by itself: writes need proof that our page asked
};
Credentials CredentialsOf(const Headers& headers, bool is_https);

// The proof a page of ours gives with a write: made of the token, so that every server knows it.
std::string CsrfOf(std::string_view token);
// False: not from a page of ours. Looks at X-Whyspec-CSRF, Origin and Sec-Fetch-Site.
bool IsFromOurPage(const Headers& headers, std::string_view token);
// Origin and Sec-Fetch-Site alone, for the login form, which has no session yet.
bool IsSameOrigin(const Headers& headers);

std::string SessionCookie(std::string_view token, bool is_https);
std::string EndedSessionCookie(bool is_https);

}  // namespace whyspec::http
