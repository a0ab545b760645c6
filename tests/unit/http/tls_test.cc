// TLS with a certificate of our own.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "http/listen.h"
#include "support/loopback_server.h"
#include "support/temp_dir.h"
#include "world.h"

namespace whyspec::http::test {
namespace {

struct Answered {
  bool connected = false;
  std::string text;
  std::string certificate;  // common name
};

Answered Ask(int port, int most_version, std::string_view request) {
  Answered answered;
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_max_proto_version(context, most_version);
  // OpenSSL of some distributions refuses old versions by itself; then the answer is the same.
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  SSL* ssl = SSL_new(context);
  SSL_set_fd(ssl, fd);
  if (SSL_connect(ssl) == 1) {
    answered.connected = true;
    char name[200] = "";
    if (X509* certificate = SSL_get_peer_certificate(ssl); certificate != nullptr) {
      X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
      X509_free(certificate);
    }
    answered.certificate = name;
    SSL_write(ssl, request.data(), static_cast<int>(request.size()));
    char buffer[4096];
    for (int got = 0; (got = SSL_read(ssl, buffer, sizeof buffer)) > 0;) {
      answered.text.append(buffer, static_cast<std::size_t>(got));
    }
  }
  SSL_free(ssl);
  SSL_CTX_free(context);
  close(fd);
  return answered;
}

void Write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

TEST_CASE("Over TLS the same is answered, cookies are for HTTPS, and a renewed certificate is taken up") {
  whyspec::test::TempDir folder;
  const auto first = whyspec::test::LoopbackIdentity::Make("first.example");
  Write(folder / "cert.pem", first.certificate_pem);
  Write(folder / "key.pem", first.key_pem);
  AppOptions app_options;
  app_options.public_url = "https://calls.example.com";
  World world(std::move(app_options));
  ListenOptions options;
  options.port = 0;
  options.tls_certificate = folder / "cert.pem";
  options.tls_key = folder / "key.pem";
  auto listener = Listener::Open(world.app(), options);
  REQUIRE(listener);
  CHECK((*listener)->url().starts_with("https://"));
  std::thread running([&listener] { (*listener)->Run(); });

  const std::string request =
      "GET /v1/version HTTP/1.1\r\nHost: calls.example.com\r\nConnection: close\r\n\r\n";
  const Answered answered = Ask((*listener)->port(), TLS1_3_VERSION, request);
  CHECK(answered.connected);
  CHECK(answered.text.starts_with("HTTP/1.1 200"));
  CHECK(answered.text.find("Strict-Transport-Security: max-age=31536000") != std::string::npos);
  CHECK(answered.certificate == "first.example");
  CHECK(Ask((*listener)->port(), TLS1_2_VERSION, request).connected);
  CHECK_FALSE(Ask((*listener)->port(), TLS1_1_VERSION, request).connected);

  const std::string login = R"({"token":")" + world.TokenOf(team::Role::kSales) + "\"}";
  const Answered signed_in = Ask(
      (*listener)->port(), TLS1_3_VERSION,
      "POST /v1/session HTTP/1.1\r\nHost: calls.example.com\r\nContent-Type: application/json\r\nConnection: "
      "close\r\nContent-Length: " +
          std::to_string(login.size()) + "\r\n\r\n" + login);
  CHECK(signed_in.text.find("Set-Cookie: __Host-whyspec=wsp_") != std::string::npos);
  CHECK(signed_in.text.find("; Secure") != std::string::npos);

  const auto second = whyspec::test::LoopbackIdentity::Make("second.example");
  Write(folder / "cert.pem", second.certificate_pem);
  CHECK_FALSE((*listener)->ReloadCertificate());  // the key is still the old one's
  CHECK(Ask((*listener)->port(), TLS1_3_VERSION, request).certificate == "first.example");
  Write(folder / "key.pem", second.key_pem);
  CHECK((*listener)->ReloadCertificate());
  CHECK(Ask((*listener)->port(), TLS1_3_VERSION, request).certificate == "second.example");
  (*listener)->Stop();
  running.join();
}

}  // namespace
}  // namespace whyspec::http::test
