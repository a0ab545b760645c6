// Brings the App over the wire: sockets, threads, TLS, HTTP/1.1 (parsed and written by
// cpp-httplib, which listen.cc alone knows).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/app.h"

namespace whyspec::http {

struct ListenOptions {
  std::string host = "127.0.0.1";
  int port = 7171;                       // 0: any that is free
  std::string tls_certificate, tls_key;  // PEM files; "" = plain HTTP
  // The proxy in front says who the client is (X-Forwarded-For) and whether it came over TLS.
  bool trust_proxy = false;
  std::size_t connections = 1000;            // at once; each holds a thread while it is open
  std::size_t connections_of_address = 400;  // of one address, unless behind a proxy
  std::int64_t idle_ms = 10'000;             // between two requests of a connection
  std::int64_t header_ms = 10'000;           // for a request's line and headers
  std::function<void(std::string_view)> log = [](std::string_view) {};
};

class Listener {
 public:
  // Bound and ready: connections are queued from now on. kUnreadable: the address is taken, not
  // ours, or the certificate cannot be used.
  static Result<std::unique_ptr<Listener>> Open(App& app, ListenOptions options);
  ~Listener();

  int port() const;
  // "http://127.0.0.1:7171"
  std::string url() const;
  // Answers until Stop(); then finishes what is being answered, and returns.
  void Run();
  // From any thread. May be called often.
  void Stop();
  // Reads the certificate again (it was renewed). The old one stays if it cannot be read.
  Status ReloadCertificate();

 private:
  struct State;
  explicit Listener(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace whyspec::http
