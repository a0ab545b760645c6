#include "sync/url.h"

#include <catch2/catch.hpp>

#include "sync/proxy.h"

namespace whyspec::test {
namespace {

using sync::ParseLogUrl;

TEST_CASE("one address has one spelling") {
  for (const char* text :
       {"https://Calls.Example.com", "https://calls.example.com:443/", "HTTPS://calls.example.com//"}) {
    INFO(text);
    const auto url = ParseLogUrl(text);
    REQUIRE(url.ok());
    CHECK(url->Text() == "https://calls.example.com");
    CHECK(url->HostAndPort() == "calls.example.com:443");
  }
  const auto prefixed = ParseLogUrl("https://example.com:8443/calls/");
  REQUIRE(prefixed.ok());
  CHECK(prefixed->Text() == "https://example.com:8443/calls");
  CHECK(ParseLogUrl("http://[::1]:7171")->Authority() == "[::1]:7171");
}

TEST_CASE("plain http is for this computer") {
  for (const char* text :
       {"http://127.0.0.1:7171", "http://localhost:7171", "http://[::1]", "http://127.3.2.1"}) {
    INFO(text);
    CHECK(ParseLogUrl(text).ok());
  }
  for (const char* text : {"http://calls.example.com", "http://127.0.0.1.evil.example", "http://10.0.0.1",
                           "http://localhost.evil.example", "http://0.0.0.0", "http://127.evil"}) {
    INFO(text);
    const auto url = ParseLogUrl(text);
    REQUIRE_FALSE(url.ok());
    CHECK(url.error().message.find("https://") != std::string::npos);
  }
}

TEST_CASE("what is no address is told, and a password in it is not repeated") {
  for (const char* text :
       {"", "calls.example.com", "ftp://x", "https://", "https://a b", "https://user:hidden@x.example",
        "https://x.example?token=hidden", "https://x.example#hidden", "https://x.example:0",
        "https://x.example:99999", "https://x.example:80x", "https://[::1", "https://ex\xc3\xa9mple",
        "javascript://hidden@x"}) {
    INFO(text);
    const auto url = ParseLogUrl(text);
    REQUIRE_FALSE(url.ok());
    CHECK(url.error().message.find("hidden") == std::string::npos);
    CHECK(url.error().message.ends_with("."));
  }
}

TEST_CASE("proxies come from the environment, as other programs read it") {
  std::map<std::string, std::string> variables;
  const sync::Environment environment = [&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
  };
  const sync::Url calls = *ParseLogUrl("https://calls.example.com");
  CHECK_FALSE(sync::FindProxy(calls, environment)->has_value());
  variables["HTTPS_PROXY"] = "proxy.example.com:3128";
  auto proxy = sync::FindProxy(calls, environment);
  REQUIRE((proxy.ok() && proxy->has_value()));
  CHECK((*proxy)->url.HostAndPort() == "proxy.example.com:3128");
  CHECK_FALSE(sync::FindProxy(*ParseLogUrl("http://127.0.0.1:7171"), environment)->has_value());
  for (const char* no_proxy : {"*", "calls.example.com", ".example.com", "example.com", "*.example.com",
                               "other, calls.example.com:443", "EXAMPLE.com"}) {
    INFO(no_proxy);
    variables["NO_PROXY"] = no_proxy;
    CHECK_FALSE(sync::FindProxy(calls, environment)->has_value());
  }
  for (const char* no_proxy : {"ample.com", "calls.example.com:8443", "com.", "", ","}) {
    INFO(no_proxy);
    variables["NO_PROXY"] = no_proxy;
    CHECK(sync::FindProxy(calls, environment)->has_value());
  }
  variables["https_proxy"] = "socks5://user:hidden@proxy";
  proxy = sync::FindProxy(calls, environment);
  REQUIRE_FALSE(proxy.ok());
  CHECK(proxy.error().message.find("hidden") == std::string::npos);
}

}  // namespace
}  // namespace whyspec::test
