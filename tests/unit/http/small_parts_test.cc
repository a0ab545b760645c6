// rate_limit, etag, host, session, message, problem.
#include <catch2/catch.hpp>

#include "base/host.h"
#include "http/etag.h"
#include "http/json.h"
#include "http/problem.h"
#include "http/rate_limit.h"
#include "http/session.h"

namespace whyspec::http {
namespace {

TEST_CASE("A burst is let through, then so many a second, each key for itself") {
  RateLimit limit(2, 3);
  for (int i = 0; i < 3; ++i) CHECK(limit.Take("a", 1000) == 0);
  CHECK(limit.Take("a", 1000) == 1);
  CHECK(limit.Take("b", 1000) == 0);
  CHECK(limit.Take("a", 1500) == 0);
  CHECK(limit.Take("a", 1500) == 1);
  CHECK(limit.Look("a", 1500) == 1);
  CHECK(limit.Take("a", 60'000) == 0);
  // A clock that goes back takes nothing away.
  CHECK(limit.Take("a", 50'000) == 0);
  RateLimit none(0, 0);
  for (int i = 0; i < 1000; ++i) CHECK(none.Take("a", 0) == 0);
}

TEST_CASE("Seconds to wait are told rounded up") {
  RateLimit limit(0.2, 1);
  CHECK(limit.Take("a", 0) == 0);
  CHECK(limit.Take("a", 0) == 5);
  CHECK(limit.Take("a", 4000) == 1);
}

TEST_CASE("Tags name a version; of a read also what was shown") {
  Headers headers;
  CHECK_FALSE(IsConditional(headers));
  headers.Set("If-Match", EtagOf(12));
  CHECK(*PreconditionOf(headers)->version == 12);
  headers.Set("If-Match", EtagOf(12, "{}"));
  CHECK(*PreconditionOf(headers)->version == 12);
  CHECK(EtagOf(12, "{}") != EtagOf(12, "{ }"));
  for (const char* wrong : {"12", "\"\"", "\"x\"", "W/\"12\"", "\"12\", \"13\"", "*", "\"12", "\"12x\""}) {
    INFO(wrong);
    headers.Set("If-Match", wrong);
    CHECK_FALSE(PreconditionOf(headers));
  }
  Headers absent;
  absent.Set("If-None-Match", "*");
  CHECK(PreconditionOf(absent)->absent);
  absent.Set("If-None-Match", "\"12\"");
  CHECK_FALSE(PreconditionOf(absent));
  CHECK(IsSame(absent, "\"12\""));
  absent.Set("If-None-Match", "\"11\", W/\"12\"");
  CHECK(IsSame(absent, "\"12\""));
  CHECK_FALSE(IsSame(absent, "\"1\""));
}

TEST_CASE("Hosts are read without their port") {
  CHECK(HostWithoutPort("calls.example.com:443") == "calls.example.com");
  CHECK(HostWithoutPort("[::1]:7171") == "[::1]");
  CHECK(HostOfUrl("https://Calls.Example.com:8443/x") == "calls.example.com");
  CHECK(HostOfUrl("nothing").empty());
  CHECK(IsAddress("192.0.2.1"));
  CHECK(IsAddress("[2001:db8::1]"));
  CHECK_FALSE(IsAddress("evil.example"));
  CHECK_FALSE(IsAddress("127.0.0.1.evil.example"));
  CHECK(IsAddress("2001:db8::1"));
  CHECK(IsLoopbackHost("127.0.0.53"));
  CHECK_FALSE(IsLoopbackHost("127.evil.example"));
  CHECK_FALSE(IsLoopbackHost("192.0.2.1"));
}

TEST_CASE("A token comes in the header, or in the cookie of our name alone") {
  Headers headers;
  headers.Set("Authorization", "bearer wsp_a");
  headers.Set("Cookie", "whyspec=wsp_b");
  CHECK(CredentialsOf(headers, false).token == "wsp_a");
  CHECK_FALSE(CredentialsOf(headers, false).from_cookie);
  headers.Set("Authorization", "Basic abc");
  CHECK(CredentialsOf(headers, false).token.empty());
  headers.Remove("Authorization");
  CHECK(CredentialsOf(headers, false).token == "wsp_b");
  CHECK(CredentialsOf(headers, false).from_cookie);
  // Over HTTPS a cookie that a page of another host could have set is not looked at.
  CHECK(CredentialsOf(headers, true).token.empty());
  headers.Set("Cookie", "a=b; __Host-whyspec=wsp_c; whyspec=wsp_b");
  CHECK(CredentialsOf(headers, true).token == "wsp_c");
}

TEST_CASE("Cookies are for this host, for HTTP alone, and for no other site") {
  const std::string cookie = SessionCookie("wsp_a", true);
  for (const char* part :
       {"__Host-whyspec=wsp_a", "; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"}) {
    CHECK(cookie.find(part) != std::string::npos);
  }
  CHECK(cookie.find("Domain") == std::string::npos);
  CHECK(EndedSessionCookie(true).find("Max-Age=0") != std::string::npos);
}

TEST_CASE("Every error of the service has its status and its problem") {
  const std::pair<ErrorCode, int> expected[] = {{ErrorCode::kNotFound, 404},  {ErrorCode::kUnreadable, 503},
                                                {ErrorCode::kTooLarge, 413},  {ErrorCode::kInvalid, 422},
                                                {ErrorCode::kConflict, 409},  {ErrorCode::kCancelled, 503},
                                                {ErrorCode::kForbidden, 403}, {ErrorCode::kGone, 410}};
  for (const auto& [code, status] : expected) {
    const Response response = ErrorResponse({.code = code, .message = "A \"sentence\"."});
    CHECK(response.status == status);
    CHECK(response.headers.Get("Content-Type") == "application/problem+json");
    const Json json = Json::parse(response.body);
    CHECK(json["status"] == status);
    CHECK(json["detail"] == "A \"sentence\".");
    CHECK_FALSE(json["title"].get<std::string>().empty());
    CHECK(json["type"].get<std::string>().starts_with("urn:whyspec:problem:"));
  }
  CHECK(ErrorResponse({.code = ErrorCode::kConflict, .message = ""}, true).status == 412);
}

}  // namespace
}  // namespace whyspec::http
