// HTTP/1.1 to one address, over TLS or, on this computer, in the clear: one request at a
// time, on the calling thread, with a time limit, and to be given up from any other thread.
//
// TLS 1.2 or newer; the certificate must lead to one this computer trusts (the system's
// own, or SSL_CERT_FILE) and be for the host asked for. No redirect is followed. Bodies are
// bounded, unpacked ones too. The token is sent to this address alone and stands in no message.
//
// Nothing of TLS is set up before the first request.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/proxy.h"
#include "sync/url.h"

namespace whyspec::sync {

struct HttpRequest {
  std::string method = "GET";
  std::string target;  // below the address: "/v1/changes?after=3"
  std::string token;   // "" = none
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::chrono::milliseconds timeout = std::chrono::seconds(30);  // from now to the end of the answer
};

struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

enum class HttpTrouble : std::uint8_t {
  kNone,
  kNotAllowed,     // the address, the token or the certificate: trying again changes nothing
  kUnreachable,    // no such host, nobody there, no answer in time, the connection broke
  kTooLarge,       // the answer is over the limit
  kNotUnderstood,  // what came is no HTTP, or a redirect
  kCancelled,
};

struct HttpResult {
  HttpTrouble trouble = HttpTrouble::kNone;
  std::string message;  // a sentence, if there is trouble
  HttpAnswer answer;    // if there is none, whatever its status
  bool ok() const { return trouble == HttpTrouble::kNone; }
};

// What needs answers takes one of these; tests answer themselves.
using Transport = std::function<HttpResult(const HttpRequest&)>;

class HttpClient {
 public:
  struct Options {
    Url base;
    std::optional<ProxyUrl> proxy;
    std::string ca_file;  // certificates to trust instead of the system's; "" = the system's
    std::chrono::milliseconds connect_timeout = std::chrono::seconds(10);
    std::size_t most_bytes = std::size_t{64} << 20;  // of an answer's body
  };
  explicit HttpClient(Options options);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // The connection is kept for the next one.
  HttpResult Send(const HttpRequest& request);
  // From any thread: the request under way and all later ones end as kCancelled, at once.
  void Cancel();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace whyspec::sync
