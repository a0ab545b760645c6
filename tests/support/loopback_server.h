// HTTP servers on this computer that do what a test says: answer, stay silent, cut off, send
// nonsense; over TLS with certificates made at test time; and a proxy in front of them.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct ssl_ctx_st;

namespace whyspec::test {

struct LoopbackRequest {
  std::string method;
  std::string target;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

struct LoopbackReply {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  std::optional<std::string> raw = {};  // these bytes instead of an answer
  bool close = false;                   // … and no more after them
  bool silent = false;                  // no answer until the other side goes away
};

// A key and a certificate for one name, signed by itself.
struct LoopbackIdentity {
  std::string certificate_pem;
  std::string key_pem;
  static LoopbackIdentity Make(const std::string& name, bool expired = false);
};

class LoopbackServer {
 public:
  using Handler = std::function<LoopbackReply(const LoopbackRequest&)>;
  explicit LoopbackServer(Handler handler, std::optional<LoopbackIdentity> identity = std::nullopt);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  int port() const { return port_; }
  std::string url() const;
  // What was asked so far.
  std::vector<LoopbackRequest> requests() const;
  // Waits until so many requests have come.
  void WaitForRequests(std::size_t count) const;
  std::size_t connections() const;
  // Open connections are cut; new ones are taken.
  void CutConnections();

 private:
  void Accept();
  void Serve(int fd);

  Handler handler_;
  ssl_ctx_st* tls_ = nullptr;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<LoopbackRequest> requests_;
  std::set<int> open_;
  std::size_t connections_ = 0;
  bool stopped_ = false;
  std::list<std::thread> threads_;
  std::thread acceptor_;
};

// Leads every CONNECT to one port of this computer.
class LoopbackProxy {
 public:
  // `status`: what it answers to CONNECT.
  explicit LoopbackProxy(int to_port, int status = 200);
  ~LoopbackProxy();
  LoopbackProxy(const LoopbackProxy&) = delete;
  LoopbackProxy& operator=(const LoopbackProxy&) = delete;

  int port() const { return port_; }
  std::vector<std::string> heads() const;  // of the requests, whole

 private:
  void Accept();
  void Serve(int fd);

  int to_port_;
  int status_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> heads_;
  std::set<int> open_;
  bool stopped_ = false;
  std::list<std::thread> threads_;
  std::thread acceptor_;
};

std::string GzipForTest(const std::string& bytes);

}  // namespace whyspec::test
