// Against real sockets on this computer: what servers do, and what must never be said.
#include "sync/http_client.h"

#include <catch2/catch.hpp>
#include <thread>

#include "base/gzip.h"
#include "support/loopback_server.h"
#include "support/temp_dir.h"

namespace whyspec::test {
namespace {

using namespace std::chrono_literals;
using sync::HttpClient;
using sync::HttpRequest;
using sync::HttpResult;
using sync::HttpTrouble;

constexpr const char* kToken = "wsp_secret-of-the-test";

HttpClient::Options To(const std::string& url) {
  auto parsed = sync::ParseLogUrl(url);
  REQUIRE(parsed.ok());
  return {.base = std::move(parsed).value(), .proxy = {}, .ca_file = {}};
}

HttpRequest Get(const std::string& target) { return {.target = target, .token = kToken}; }

LoopbackReply Hello(const LoopbackRequest&) { return {.body = "hello"}; }

bool Says(const HttpResult& result, const std::string& words) {
  INFO(result.message);
  return result.message.find(words) != std::string::npos;
}

TEST_CASE("a request carries the token, and its connection serves the next") {
  LoopbackServer server(Hello);
  HttpClient client(To(server.url() + "/prefix/"));
  for (int i = 0; i < 3; ++i) {
    const HttpResult result = client.Send(Get("/v1/changes?after=0"));
    REQUIRE(result.ok());
    CHECK(result.answer.status == 200);
    CHECK(result.answer.body == "hello");
  }
  CHECK(server.connections() == 1);
  const auto requests = server.requests();
  REQUIRE(requests.size() == 3);
  CHECK(requests[0].target == "/prefix/v1/changes?after=0");
  CHECK(requests[0].headers.at("authorization") == std::string("Bearer ") + kToken);
  CHECK(requests[0].headers.at("host") == "127.0.0.1:" + std::to_string(server.port()));
}

TEST_CASE("a body is sent whole, with headers that cannot be smuggled in") {
  LoopbackServer server(Hello);
  HttpClient client(To(server.url()));
  HttpRequest request = Get("/v1/specs/export");
  request.method = "PUT";
  request.body = std::string(300'000, 'x');
  request.headers = {{"Content-Type", "application/json"}, {"X-Bad", "a\r\nX-Evil: 1"}};
  REQUIRE(client.Send(request).ok());
  const LoopbackRequest seen = server.requests().front();
  CHECK(seen.body == request.body);
  CHECK(seen.headers.at("content-type") == "application/json");
  CHECK(seen.headers.count("x-evil") == 0);
}

TEST_CASE("a token that is none is not sent") {
  LoopbackServer server(Hello);
  HttpClient client(To(server.url()));
  for (const char* token : {"two words", "line\r\nX: y", "caf\xc3\xa9"}) {
    HttpRequest request = Get("/");
    request.token = token;
    const HttpResult result = client.Send(request);
    CHECK(result.trouble == HttpTrouble::kNotAllowed);
    CHECK_FALSE(Says(result, token));
  }
  CHECK(server.requests().empty());
}

TEST_CASE("a connection that was closed meanwhile is made again, once") {
  LoopbackServer server([](const LoopbackRequest&) { return LoopbackReply{.body = "x"}; });
  HttpClient client(To(server.url()));
  REQUIRE(client.Send(Get("/1")).ok());
  server.CutConnections();
  REQUIRE(client.Send(Get("/2")).ok());
  CHECK(server.connections() == 2);
}

TEST_CASE("an answer that says it is the last is the last of its connection") {
  LoopbackServer server([](const LoopbackRequest&) {
    return LoopbackReply{.headers = {{"Connection", "close"}}, .body = "x"};
  });
  HttpClient client(To(server.url()));
  REQUIRE(client.Send(Get("/1")).ok());
  REQUIRE(client.Send(Get("/2")).ok());
  CHECK(server.connections() == 2);
}

TEST_CASE("half an answer is no answer") {
  const char* raw = GENERATE("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "HTTP/1.1 200 OK\r\nConte",
                             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
  LoopbackServer server([raw](const LoopbackRequest&) { return LoopbackReply{.raw = raw, .close = true}; });
  HttpClient client(To(server.url()));
  const HttpResult result = client.Send(Get("/"));
  CHECK(result.trouble == HttpTrouble::kUnreachable);
  CHECK(Says(result, "middle of its answer"));
  // The next request begins anew.
  CHECK(client.Send(Get("/")).trouble == HttpTrouble::kUnreachable);
}

TEST_CASE("what is no HTTP is told so") {
  const char* raw = GENERATE("SSH-2.0-OpenSSH_9.2\r\n\r\n", "\x16\x03\x01garbage garbage\r\n\r\n",
                             "HTTP/1.1 999999 \r\n\r\n");
  LoopbackServer server([raw](const LoopbackRequest&) { return LoopbackReply{.raw = raw, .close = true}; });
  HttpClient client(To(server.url()));
  const HttpResult result = client.Send(Get("/"));
  CHECK_FALSE(result.ok());
  CHECK(Says(result, "no call log"));
}

TEST_CASE("chunks and interim answers are read as HTTP says") {
  LoopbackServer server([](const LoopbackRequest&) {
    return LoopbackReply{.raw =
                             "HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: "
                             "chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"};
  });
  HttpClient client(To(server.url()));
  for (int i = 0; i < 2; ++i) {
    const HttpResult result = client.Send(Get("/"));
    REQUIRE(result.ok());
    CHECK(result.answer.body == "hello");
  }
}

TEST_CASE("gzip is unpacked; damaged or boundless gzip is refused") {
  std::string body = GzipForTest(std::string(100'000, 'a'));
  SECTION("whole") {
    LoopbackServer server([&](const LoopbackRequest& request) {
      CHECK(request.headers.at("accept-encoding") == "gzip");
      return LoopbackReply{.headers = {{"Content-Encoding", "gzip"}}, .body = body};
    });
    HttpClient client(To(server.url()));
    CHECK(client.Send(Get("/")).answer.body == std::string(100'000, 'a'));
  }
  SECTION("damaged") {
    body[body.size() / 2] = static_cast<char>(body[body.size() / 2] ^ 0x55);
    LoopbackServer server([&](const LoopbackRequest&) {
      return LoopbackReply{.headers = {{"Content-Encoding", "gzip"}}, .body = body};
    });
    HttpClient client(To(server.url()));
    CHECK(client.Send(Get("/")).trouble == HttpTrouble::kNotUnderstood);
  }
  SECTION("a bomb") {
    LoopbackServer server([&](const LoopbackRequest&) {
      return LoopbackReply{.headers = {{"Content-Encoding", "gzip"}},
                           .body = GzipForTest(std::string(5'000'000, 0))};
    });
    HttpClient::Options options = To(server.url());
    options.most_bytes = 1 << 20;
    HttpClient client(std::move(options));
    CHECK(client.Send(Get("/")).trouble == HttpTrouble::kNotUnderstood);
  }
  CHECK(!Gunzip("", 100));
  CHECK(!Gunzip(body.substr(0, 20), 1'000'000));
}

TEST_CASE("a body over the limit is not read") {
  LoopbackServer server([](const LoopbackRequest& request) {
    if (request.target == "/told") return LoopbackReply{.body = std::string(2'000'000, 'x')};
    return LoopbackReply{.raw = "HTTP/1.1 200 OK\r\n\r\n" + std::string(2'000'000, 'x'), .close = true};
  });
  HttpClient::Options options = To(server.url());
  options.most_bytes = 1 << 20;
  HttpClient client(std::move(options));
  CHECK(client.Send(Get("/told")).trouble == HttpTrouble::kTooLarge);
  CHECK(client.Send(Get("/untold")).trouble == HttpTrouble::kTooLarge);
}

TEST_CASE("a redirect is not followed: the token goes nowhere else") {
  LoopbackServer other(Hello);
  LoopbackServer server([&](const LoopbackRequest&) {
    return LoopbackReply{.status = 302, .headers = {{"Location", other.url() + "/v1?secret=1"}}};
  });
  HttpClient client(To(server.url()));
  const HttpResult result = client.Send(Get("/"));
  CHECK(result.trouble == HttpTrouble::kNotUnderstood);
  CHECK(Says(result, other.url()));
  CHECK_FALSE(Says(result, "secret=1"));
  CHECK(other.requests().empty());
}

TEST_CASE("a server that stays silent is given up when the time is over") {
  LoopbackServer server([](const LoopbackRequest&) { return LoopbackReply{.silent = true}; });
  HttpClient client(To(server.url()));
  HttpRequest request = Get("/");
  request.timeout = 50ms;
  const HttpResult result = client.Send(request);
  CHECK(result.trouble == HttpTrouble::kUnreachable);
  CHECK(Says(result, "in time"));
}

TEST_CASE("another thread gives up what is under way, and all that follows") {
  LoopbackServer server([](const LoopbackRequest&) { return LoopbackReply{.silent = true}; });
  HttpClient client(To(server.url()));
  HttpResult result;
  std::thread asking([&] { result = client.Send(Get("/")); });
  server.WaitForRequests(1);
  client.Cancel();
  asking.join();
  CHECK(result.trouble == HttpTrouble::kCancelled);
  CHECK(client.Send(Get("/")).trouble == HttpTrouble::kCancelled);
}

TEST_CASE("nobody there, and no such name") {
  int port = 0;
  {
    const LoopbackServer gone(Hello);
    port = gone.port();
  }
  HttpClient client(To("http://127.0.0.1:" + std::to_string(port)));
  const HttpResult result = client.Send(Get("/"));
  CHECK(result.trouble == HttpTrouble::kUnreachable);
  CHECK(Says(result, "Cannot reach the call log at 127.0.0.1"));
}

TEST_CASE("over TLS a certificate that leads to a trusted one is taken") {
  const TempDir folder;
  const LoopbackIdentity identity = LoopbackIdentity::Make("127.0.0.1");
  folder.Write("ca.pem", identity.certificate_pem);
  LoopbackServer server(Hello, identity);
  HttpClient::Options options = To(server.url());
  options.ca_file = folder / "ca.pem";
  HttpClient client(std::move(options));
  for (int i = 0; i < 2; ++i) {
    const HttpResult result = client.Send(Get("/"));
    INFO(result.message);
    REQUIRE(result.ok());
    CHECK(result.answer.body == "hello");
  }
  CHECK(server.connections() == 1);
}

TEST_CASE(
    "a certificate nobody vouches for, of another name or out of date is refused before anything is sent") {
  const TempDir folder;
  const LoopbackIdentity trusted = LoopbackIdentity::Make("127.0.0.1");
  folder.Write("ca.pem", trusted.certificate_pem);
  struct Case {
    LoopbackIdentity identity;
    bool trust_it;
    const char* words;
  };
  const LoopbackIdentity other_name = LoopbackIdentity::Make("calls.example.test");
  const LoopbackIdentity expired = LoopbackIdentity::Make("127.0.0.1", /*expired=*/true);
  for (const Case& one :
       {Case{LoopbackIdentity::Make("127.0.0.1"), false, "SSL_CERT_FILE"},
        Case{other_name, true, "is not for 127.0.0.1"}, Case{expired, true, "has expired"}}) {
    if (one.trust_it) folder.Write("ca.pem", one.identity.certificate_pem);
    LoopbackServer server(Hello, one.identity);
    HttpClient::Options options = To(server.url());
    options.ca_file = folder / "ca.pem";
    HttpClient client(std::move(options));
    const HttpResult result = client.Send(Get("/"));
    CHECK(result.trouble == HttpTrouble::kNotAllowed);
    CHECK(Says(result, one.words));
    CHECK_FALSE(Says(result, kToken));
    CHECK(server.requests().empty());
  }
}

TEST_CASE("a server that speaks no TLS where TLS is asked for") {
  LoopbackServer server(Hello);
  HttpClient client(To("https://127.0.0.1:" + std::to_string(server.port())));
  HttpRequest request = Get("/");
  request.timeout = 200ms;
  const HttpResult result = client.Send(request);
  CHECK_FALSE(result.ok());
  CHECK_FALSE(Says(result, kToken));
}

TEST_CASE("a proxy leads to the host by name, sees no token, and is given its own password") {
  const TempDir folder;
  const LoopbackIdentity identity = LoopbackIdentity::Make("calls.example.test");
  folder.Write("ca.pem", identity.certificate_pem);
  LoopbackServer server(Hello, identity);
  LoopbackProxy proxy(server.port());
  HttpClient::Options options = To("https://calls.example.test");
  options.ca_file = folder / "ca.pem";
  auto parsed = sync::ParseProxyUrl("http://us%65r:pass@127.0.0.1:" + std::to_string(proxy.port()));
  REQUIRE(parsed.ok());
  options.proxy = std::move(parsed).value();
  HttpClient client(std::move(options));
  const HttpResult result = client.Send(Get("/v1/changes"));
  INFO(result.message);
  REQUIRE(result.ok());
  CHECK(result.answer.body == "hello");
  REQUIRE(proxy.heads().size() == 1);
  const std::string head = proxy.heads().front();
  CHECK(head.starts_with("CONNECT calls.example.test:443 HTTP/1.1\r\n"));
  CHECK(head.find("Proxy-Authorization: Basic dXNlcjpwYXNz\r\n") != std::string::npos);
  CHECK(head.find(kToken) == std::string::npos);
}

TEST_CASE("a proxy that refuses is named, without its password") {
  const int status = GENERATE(403, 407, 502);
  LoopbackProxy proxy(1, status);
  HttpClient::Options options = To("https://calls.example.test");
  auto parsed = sync::ParseProxyUrl("http://user:hidden@127.0.0.1:" + std::to_string(proxy.port()));
  options.proxy = std::move(parsed).value();
  HttpClient client(std::move(options));
  const HttpResult result = client.Send(Get("/"));
  CHECK(result.trouble == HttpTrouble::kUnreachable);
  CHECK(Says(result, "proxy"));
  CHECK_FALSE(Says(result, "hidden"));
}

}  // namespace
}  // namespace whyspec::test
