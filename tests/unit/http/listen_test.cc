// The listener over real sockets on loopback: what only the wire can show.
#include "http/listen.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "base/gzip.h"
#include "base/strings.h"
#include "world.h"

namespace whyspec::http::test {
namespace {

using team::Role;

// A listener that runs while it lives.
class Running {
 public:
  explicit Running(World& world, ListenOptions options = {}) {
    options.port = 0;
    auto opened = Listener::Open(world.app(), std::move(options));
    REQUIRE(opened);
    listener_ = std::move(*opened);
    thread_ = std::thread([this] { listener_->Run(); });
  }
  ~Running() { Stop(); }
  void Stop() {
    if (!thread_.joinable()) return;
    listener_->Stop();
    thread_.join();
  }
  Listener& listener() { return *listener_; }

 private:
  std::unique_ptr<Listener> listener_;
  std::thread thread_;
};

class Client {
 public:
  explicit Client(int port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  ~Client() { Close(); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  void Close() {
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
  }
  // False: the other side is gone.
  bool Send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  // Until `enough`, the end, or ten seconds.
  template <typename Enough>
  std::string ReadUntil(Enough enough) {
    while (!enough(seen_)) {
      pollfd wait{.fd = fd_, .events = POLLIN, .revents = 0};
      if (poll(&wait, 1, 10'000) <= 0) break;
      char buffer[8192];
      const ssize_t got = recv(fd_, buffer, sizeof buffer, 0);
      if (got <= 0) {
        closed_ = true;
        break;
      }
      seen_.append(buffer, static_cast<std::size_t>(got));
    }
    return std::exchange(seen_, std::string());
  }
  std::string ReadAll() {
    return ReadUntil([](const std::string&) { return false; });
  }
  // One answer with a Content-Length; what follows stays.
  std::string ReadAnswer() {
    std::size_t end = std::string::npos;
    std::string all = ReadUntil([&end](const std::string& seen) {
      const std::size_t head = seen.find("\r\n\r\n");
      if (head == std::string::npos) return false;
      const std::size_t length = seen.find("Content-Length: ");
      end = head + 4 + (length < head ? std::stoul(seen.substr(length + 16)) : 0);
      return seen.size() >= end;
    });
    if (end < all.size()) seen_ = all.substr(end);
    return all.substr(0, end);
  }
  bool closed() const { return closed_; }

 private:
  int fd_;
  std::string seen_;
  bool closed_ = false;
};

std::string Get(const std::string& target, const std::string& headers = "") {
  return StrCat("GET ", target, " HTTP/1.1\r\nHost: 127.0.0.1\r\n", headers, "\r\n");
}
bool Says(const std::string& answer, int status) {
  return answer.starts_with(StrCat("HTTP/1.1 ", status, " "));
}

TEST_CASE("Requests follow one another on a connection") {
  World world;
  world.LogCall("orchard-1");
  Running server(world);
  Client client(server.listener().port());
  const std::string token = StrCat("Authorization: Bearer ", world.TokenOf(Role::kSales), "\r\n");
  CHECK(server.listener().url() == StrCat("http://127.0.0.1:", server.listener().port()));
  for (int i = 0; i < 3; ++i) {
    REQUIRE(client.Send(Get("/v1/health")));
    const std::string answer = client.ReadAnswer();
    CHECK(Says(answer, 200));
    CHECK(answer.ends_with("{\"status\":\"ok\"}"));
  }
  // Two at once, a body by length, a body in chunks, packed.
  REQUIRE(client.Send(Get("/v1/version") + Get("/v1/calls/orchard-1", token)));
  CHECK(Says(client.ReadAnswer(), 200));
  CHECK(client.ReadAnswer().find("payroll") != std::string::npos);
  const std::string body = CallRecord("orchard-2");
  const std::string head =
      StrCat("POST /v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n", token);
  REQUIRE(client.Send(StrCat(head, "Content-Length: ", body.size(), "\r\n\r\n", body)));
  CHECK(Says(client.ReadAnswer(), 201));
  const std::string second = CallRecord("orchard-3");
  char size[20];
  std::snprintf(size, sizeof size, "%zx", second.size() - 10);
  REQUIRE(client.Send(StrCat(head, "Transfer-Encoding: chunked\r\n\r\na\r\n", second.substr(0, 10), "\r\n",
                             std::string(size), "\r\n", second.substr(10), "\r\n0\r\n\r\n")));
  CHECK(Says(client.ReadAnswer(), 201));
  const std::string packed = Gzip(CallRecord("orchard-4"), 6);
  REQUIRE(client.Send(
      StrCat(head, "Content-Encoding: gzip\r\nContent-Length: ", packed.size(), "\r\n\r\n", packed)));
  CHECK(Says(client.ReadAnswer(), 201));
  // HEAD has the headers of GET and no body.
  REQUIRE(client.Send("HEAD /v1/version HTTP/1.1\r\nHost: localhost\r\n\r\n" + Get("/v1/health")));
  const std::string answers =
      client.ReadUntil([](const std::string& seen) { return seen.ends_with("{\"status\":\"ok\"}"); });
  CHECK(answers.find("{\"version\"") == std::string::npos);
}

TEST_CASE("A multipart upload keeps every byte") {
  World world;
  Running server(world);
  Client client(server.listener().port());
  std::string vtt = "WEBVTT\n\n";
  for (int i = 0; i < 3000; ++i) {
    vtt += StrCat("00:", (i / 60 < 10 ? "0" : ""), i / 60, ":", (i % 60 < 10 ? "0" : ""), i % 60,
                  ".000 --> 00:59:59.000\n<v Jane Roe>Line ", i, " of the rota \xc3\xa9\n\n");
  }
  const std::string body =
      StrCat("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.vtt\"\r\n\r\n", vtt,
             "\r\n--b\r\nContent-Disposition: form-data; name=\"dry_run\"\r\n\r\ntrue\r\n--b--\r\n");
  REQUIRE(client.Send(StrCat(
      "POST /v1/calls/uploads HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nConnection: close\r\n",
      "Authorization: Bearer ", world.TokenOf(Role::kSales), "\r\n",
      "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ", body.size(), "\r\n\r\n")));
  const std::string ready =
      client.ReadUntil([](const std::string& seen) { return seen.find("\r\n\r\n") != std::string::npos; });
  CHECK(ready.starts_with("HTTP/1.1 100"));
  REQUIRE(client.Send(body));
  const std::string answer = client.ReadAll();
  CHECK(Says(answer, 200));
  CHECK(answer.find("Line 2999 of the rota") != std::string::npos);
}

TEST_CASE("Requests that two readers could take for different ones are refused and the connection closed") {
  World world;
  Running server(world);
  const std::string smuggled = "GET /v1/version HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const std::string requests[] = {
      "POST /v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: "
      "chunked\r\n\r\n0\r\n\r\n" +
          smuggled,
      "POST /v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello" +
          smuggled,
      "POST /v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Length: +5\r\n\r\nhello" + smuggled,
      "POST /v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5, 5\r\n\r\nhello" + smuggled,
      "POST /v1/calls HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" +
          smuggled,
      "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(smuggled.size()) +
          "\r\n\r\n" + smuggled,
      "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n" + smuggled,
      "GET /v1/health HTTP/1.1\r\n\r\n" + smuggled,
      "NONSENSE\r\n\r\n" + smuggled,
      "GET /v1/health HTTP/3.0\r\nHost: localhost\r\n\r\n" + smuggled,
  };
  for (const std::string& request : requests) {
    INFO(request);
    Client client(server.listener().port());
    REQUIRE(client.Send(request));
    const std::string answer = client.ReadAll();
    CHECK(client.closed());
    CHECK((Says(answer, 400) || Says(answer, 501)));
    CHECK(answer.find("\"version\"") == std::string::npos);
  }
}

TEST_CASE("Headers without end are refused, by size and by number") {
  World world;
  Running server(world);
  for (const std::string& headers : {"X-Long: " + std::string(100'000, 'x') + "\r\n", [] {
                                       std::string many;
                                       for (int i = 0; i < 5000; ++i) many += StrCat("X-", i, ": y\r\n");
                                       return many;
                                     }()}) {
    Client client(server.listener().port());
    client.Send(Get("/v1/health", headers));
    const std::string answer = client.ReadAll();
    CHECK(client.closed());
    CHECK((answer.empty() || Says(answer, 431) || Says(answer, 400)));
  }
  Client many(server.listener().port());
  std::string headers;
  for (int i = 0; i < 150; ++i) headers += StrCat("X-", i, ": y\r\n");
  many.Send(Get("/v1/health", headers));
  CHECK(Says(many.ReadAll(), 431));
  Client long_line(server.listener().port());
  long_line.Send("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(Says(long_line.ReadAll(), 414));
}

TEST_CASE("A body over the limit is refused before it is read, by length and in chunks") {
  AppOptions options;
  options.limits.json_bytes = 1000;
  World world(std::move(options));
  Running server(world);
  const std::string head = StrCat(
      "POST /v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: "
      "Bearer ",
      world.TokenOf(Role::kSales), "\r\n");
  {
    Client client(server.listener().port());
    REQUIRE(client.Send(head + "Content-Length: 1000000000\r\n\r\n"));
    CHECK(Says(client.ReadAll(), 413));
    CHECK(client.closed());
  }
  {
    Client client(server.listener().port());
    REQUIRE(client.Send(head + "Transfer-Encoding: chunked\r\n\r\n"));
    std::string chunk = "400\r\n" + std::string(1024, 'x') + "\r\n";
    for (int i = 0; i < 200 && client.Send(chunk); ++i) {
    }
    CHECK(Says(client.ReadAll(), 413));
  }
  {
    // A chunk's own line that never ends.
    Client client(server.listener().port());
    REQUIRE(client.Send(head + "Transfer-Encoding: chunked\r\n\r\n"));
    const std::string zeros(64UL * 1024, '0');
    for (int i = 0; i < 20 && client.Send(zeros); ++i) {
    }
    const std::string answer = client.ReadAll();
    CHECK((answer.empty() || Says(answer, 413) || Says(answer, 400)));
    CHECK(client.closed());
  }
}

TEST_CASE("Half a request changes nothing") {
  World world;
  {
    Running server(world);
    const std::string head = StrCat(
        "PUT /v1/calls/half HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: "
        "Bearer ",
        world.TokenOf(Role::kSales), "\r\n");
    const std::string body = CallRecord("half");
    Client cut(server.listener().port());
    REQUIRE(cut.Send(StrCat(head, "Content-Length: ", body.size() + 10, "\r\n\r\n", body)));
    cut.Close();
    Client chunks(server.listener().port());
    REQUIRE(chunks.Send(StrCat(head, "Transfer-Encoding: chunked\r\n\r\n5\r\n", body.substr(0, 5), "\r\n")));
    chunks.Close();
  }
  CHECK(world.Get(Role::kSales, "/v1/calls/half").status == 404);
}

TEST_CASE("Slow clients lose their connection, not the server its threads") {
  World world;
  ListenOptions options;
  options.header_ms = 300;
  options.idle_ms = 300;
  Running server(world, options);
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 50; ++i) {
    slow.push_back(std::make_unique<Client>(server.listener().port()));
    slow.back()->Send("GET /v1/health HTTP/1.1\r\nX-");
  }
  Client quick(server.listener().port());
  REQUIRE(quick.Send(Get("/v1/health")));
  CHECK(Says(quick.ReadAnswer(), 200));
  // A byte now and then does not keep it open.
  const auto start = std::chrono::steady_clock::now();
  for (const auto& client : slow) {
    CHECK(Says(client->ReadAll(), 408));
    CHECK(client->closed());
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(8));
}

TEST_CASE("Connections over the number are turned away at once") {
  World world;
  ListenOptions options;
  options.connections = 4;
  Running server(world, options);
  std::vector<std::unique_ptr<Client>> clients;
  std::size_t answered = 0;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(std::make_unique<Client>(server.listener().port()));
    clients.back()->Send(Get("/v1/health"));
    const std::string answer = clients.back()->ReadAnswer();
    answered += Says(answer, 200) ? 1 : 0;
    if (i >= 4) CHECK((answer.empty() || Says(answer, 503)));
  }
  CHECK(answered == 4);
  clients.clear();
}

TEST_CASE("Many follow the changes at once, and all go home when the server stops") {
  World world;
  Running server(world);
  const std::string request =
      Get("/v1/changes/stream", StrCat("Authorization: Bearer ", world.TokenOf(Role::kProduct), "\r\n"));
  std::vector<std::unique_ptr<Client>> followers;
  for (int i = 0; i < 60; ++i) {
    followers.push_back(std::make_unique<Client>(server.listener().port()));
    REQUIRE(followers.back()->Send(request));
  }
  const auto sees = [](std::string_view what) {
    return [what](const std::string& seen) { return seen.find(what) != std::string::npos; };
  };
  for (const auto& follower : followers) follower->ReadUntil(sees(": whyspec"));
  world.LogCall("orchard-1");
  for (const auto& follower : followers) {
    CHECK(follower->ReadUntil(sees("orchard-1")).find("orchard-1") != std::string::npos);
  }
  const auto start = std::chrono::steady_clock::now();
  server.Stop();
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

TEST_CASE("Who stands behind a trusted proxy is known by what it adds") {
  AppOptions app_options;
  app_options.public_url = "https://calls.example.com";
  World world(std::move(app_options));
  ListenOptions options;
  options.trust_proxy = true;
  Running server(world, options);
  Client client(server.listener().port());
  client.Send(
      Get("/v1/version", "X-Forwarded-For: 203.0.113.9, 198.51.100.7\r\nX-Forwarded-Proto: https\r\n"));
  CHECK(Says(client.ReadAnswer(), 200));
  CHECK(world.Log().back().find("198.51.100.7") != std::string::npos);
  client.Send(Get("/v1/version", "X-Forwarded-For: <script>\r\n"));
  client.ReadAnswer();
  CHECK(world.Log().back().find("127.0.0.1") != std::string::npos);
}

TEST_CASE("An address that is taken, or not ours, is told in one sentence") {
  World world;
  Running server(world);
  ListenOptions options;
  options.port = server.listener().port();
  const auto taken = Listener::Open(world.app(), options);
  REQUIRE_FALSE(taken);
  CHECK(taken.error().message.find("listens on") != std::string::npos);
  options.host = "192.0.2.1";
  options.port = 0;
  CHECK_FALSE(Listener::Open(world.app(), options));
  options.host = "127.0.0.1";
  options.tls_certificate = options.tls_key = "/nowhere.pem";
  const auto certificate = Listener::Open(world.app(), options);
  REQUIRE_FALSE(certificate);
  CHECK(certificate.error().message.find("/nowhere.pem") != std::string::npos);
}

}  // namespace
}  // namespace whyspec::http::test
