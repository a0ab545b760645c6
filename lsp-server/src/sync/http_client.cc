#include "sync/http_client.h"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

#include "base/base64.h"
#include "base/gzip.h"
#include "base/strings.h"
#include "base/version.h"
#include "sync/certificates.h"

namespace whyspec::sync {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Time = std::chrono::steady_clock::time_point;
using TlsStream = asio::ssl::stream<tcp::socket>;

constexpr std::size_t kMostHeaderBytes = std::size_t{64} << 10;
constexpr std::size_t kReadBytes = std::size_t{64} << 10;
constexpr int kMostInterim = 8;  // answers of status 1xx before the real one

HttpResult Trouble(HttpTrouble trouble, std::string message) {
  return {.trouble = trouble, .message = std::move(message), .answer = {}};
}

bool IsFieldText(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

// A name looked up on a thread of its own, for the system's look-up cannot be given up.
struct Lookup {
  std::mutex mutex;
  std::condition_variable changed;
  bool done = false;
  bool cancelled = false;
  std::vector<tcp::endpoint> endpoints;
};

}  // namespace

class HttpClient::Impl {
 public:
  explicit Impl(Options options) : options_(std::move(options)) {}

  HttpResult Send(const HttpRequest& request) {
    if (!IsFieldText(request.token) || request.token.find(' ') != std::string::npos) {
      return Trouble(
          HttpTrouble::kNotAllowed,
          "The token for the call log holds characters that no token has. Copy it again, whole and "
          "alone.");
    }
    deadline_ = std::chrono::steady_clock::now() + request.timeout;
    const bool reused = socket_ != nullptr || tls_ != nullptr;
    bool nothing_came = false;
    HttpResult result = Attempt(request, nothing_came);
    // A connection that was kept may have been closed meanwhile.
    if (!result.ok() && reused && nothing_came && result.trouble == HttpTrouble::kUnreachable) {
      result = Attempt(request, nothing_came);
    }
    if (!result.ok()) Close();
    return result;
  }

  void Cancel() {
    cancelled_.store(true);
    asio::post(context_, [this] { Close(); });
    const std::lock_guard lock(lookup_mutex_);
    if (lookup_ == nullptr) return;
    const std::lock_guard inner(lookup_->mutex);
    lookup_->cancelled = true;
    lookup_->changed.notify_all();
  }

 private:
  const Url& base() const { return options_.base; }
  std::string Where() const { return StrCat("the call log at ", Printable(base().Authority())); }

  HttpResult Cancelled() const { return Trouble(HttpTrouble::kCancelled, "The program ends."); }
  HttpResult Unreachable(std::string_view why) const {
    if (cancelled_) return Cancelled();
    return Trouble(HttpTrouble::kUnreachable, StrCat("Cannot reach ", Where(), ": ", why));
  }
  HttpResult Broken(const error_code& error, std::string_view when) const {
    if (timed_out_) return Unreachable(StrCat("it did not ", when, " in time."));
    return Unreachable(StrCat("the connection broke (", error.message(), ")."));
  }

  void Close() {
    error_code ignored;
    if (tls_ != nullptr) tls_->next_layer().close(ignored);
    if (socket_ != nullptr) socket_->close(ignored);
    if (!busy_) {
      tls_.reset();
      socket_.reset();
    }
  }

  // Runs one asynchronous step to its end: it worked, failed, was too late or given up.
  template <typename Start>
  error_code Await(Time until, const Start& start) {
    timed_out_ = false;
    if (cancelled_) return asio::error::operation_aborted;
    bool done = false;
    error_code result;
    moved_ = 0;
    busy_ = true;
    context_.restart();
    start([&](const error_code& error, std::size_t moved) {
      done = true;
      result = error;
      moved_ = moved;
    });
    while (!done) {
      if (context_.run_one_until(until) == 0 && !done) {
        timed_out_ = true;
        error_code ignored;
        if (tls_ != nullptr) tls_->next_layer().close(ignored);
        if (socket_ != nullptr) socket_->close(ignored);
        while (!done) context_.run_one();
      }
    }
    busy_ = false;
    return result;
  }

  tcp::socket& Socket() { return tls_ != nullptr ? tls_->next_layer() : *socket_; }

  // --- connecting ---

  std::vector<tcp::endpoint> Resolve(const Url& url) {
    error_code error;
    const auto address = asio::ip::make_address(url.host, error);
    if (!error) return {tcp::endpoint(address, url.port)};
    if (url.host == "localhost") {
      return {tcp::endpoint(asio::ip::address_v4::loopback(), url.port),
              tcp::endpoint(asio::ip::address_v6::loopback(), url.port)};
    }
    auto lookup = std::make_shared<Lookup>();
    {
      const std::lock_guard lock(lookup_mutex_);
      lookup_ = lookup;
    }
    const auto work = [lookup, host = url.host, port = url.port] {
      asio::io_context context;
      error_code failed;
      std::vector<tcp::endpoint> found;
      for (const auto& entry : tcp::resolver(context).resolve(host, std::to_string(port), failed)) {
        found.push_back(entry.endpoint());
      }
      const std::lock_guard lock(lookup->mutex);
      lookup->done = true;
      lookup->endpoints = std::move(found);
      lookup->changed.notify_all();
    };
    try {
      std::thread(work).detach();
    } catch (const std::system_error&) {
      work();
    }
    std::unique_lock lock(lookup->mutex);
    timed_out_ = !lookup->changed.wait_until(lock, deadline_,
                                             [&] { return lookup->done || lookup->cancelled || cancelled_; });
    return lookup->endpoints;
  }

  // Sets up the connection to `url`, through which the base is reached.
  HttpResult ConnectTo(const Url& url) {
    const std::vector<tcp::endpoint> endpoints = Resolve(url);
    if (cancelled_) return Cancelled();
    if (endpoints.empty()) {
      return Unreachable(StrCat(url == base() ? "" : "the proxy ", Printable(url.host),
                                timed_out_ ? " was not found in time." : " is not known on this network."));
    }
    error_code error;
    for (const tcp::endpoint& endpoint : endpoints) {
      if (!url.secure && url == base() && !endpoint.address().is_loopback()) {
        return Trouble(HttpTrouble::kNotAllowed, "Plain http:// is only for this computer. Use https://.");
      }
      socket_ = std::make_unique<tcp::socket>(context_);
      error = Await(std::min(deadline_, std::chrono::steady_clock::now() + options_.connect_timeout),
                    [&](const auto& then) {
                      socket_->async_connect(endpoint, [then](const error_code& e) { then(e, 0); });
                    });
      if (!error) break;
      if (cancelled_) return Cancelled();
      if (timed_out_) error = asio::error::timed_out;
    }
    if (error) {
      const std::string who =
          url == base() ? "" : StrCat("the proxy ", Printable(url.HostAndPort()), " does not answer: ");
      return Unreachable(StrCat(who, error.message(), "."));
    }
    error_code ignored;
    socket_->set_option(tcp::no_delay(true), ignored);
    return {};
  }

  HttpResult Tunnel() {
    std::string head = StrCat("CONNECT ", base().HostAndPort(), " HTTP/1.1\r\nHost: ", base().HostAndPort(),
                              "\r\nUser-Agent: whyspec/", Version(), "\r\n");
    if (!options_.proxy->credentials.empty()) {
      head += StrCat("Proxy-Authorization: Basic ", ToBase64(options_.proxy->credentials), "\r\n");
    }
    head += "\r\n";
    if (const error_code error = Write(head)) return Broken(error, "take the request");
    bool nothing_came = false;
    HttpResult result = Read(/*of_proxy=*/true, nothing_came);
    if (!result.ok()) return result;
    const int status = result.answer.status;
    if (status == 200) return {};
    if (status == 407) {
      return Unreachable(
          "the proxy asks for a name and password. Put them into HTTPS_PROXY "
          "(http://name:password@proxy:port).");
    }
    return Unreachable(StrCat("the proxy ", Printable(options_.proxy->url.HostAndPort()),
                              " refuses to lead there (status ", status, "). Ask whoever runs it."));
  }

  HttpResult StartTls() {
    if (tls_context_ == nullptr) {
      tls_context_ = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_client);
      SSL_CTX* const native = tls_context_->native_handle();
      SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
      if (!TrustCertificates(native, options_.ca_file)) {
        tls_context_.reset();
        return Trouble(
            HttpTrouble::kNotAllowed,
            "No list of trusted certificates was found on this computer, so nothing that answers can "
            "be trusted. Install the package ca-certificates, or name a file in SSL_CERT_FILE.");
      }
      SSL_CTX_set_verify(native, SSL_VERIFY_PEER, nullptr);
    }
    tls_ = std::make_unique<TlsStream>(std::move(*socket_), *tls_context_);
    socket_.reset();
    SSL* const native = tls_->native_handle();
    error_code not_a_number;
    (void)asio::ip::make_address(base().host, not_a_number);
    if (not_a_number) {
      SSL_set_tlsext_host_name(native, base().host.c_str());
      SSL_set1_host(native, base().host.c_str());
    } else {
      X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(native), base().host.c_str());
    }
    const error_code error = Await(deadline_, [&](const auto& then) {
      tls_->async_handshake(asio::ssl::stream_base::client, [then](const error_code& e) { then(e, 0); });
    });
    if (!error) return {};
    if (cancelled_) return Cancelled();
    if (const long verified = SSL_get_verify_result(native); verified != X509_V_OK) {
      return Trouble(HttpTrouble::kNotAllowed, WhyNotTrusted(verified, base().host));
    }
    if (timed_out_) return Broken(error, "answer");
    return Unreachable(StrCat("no safe connection could be made (", error.message(), ")."));
  }

  HttpResult Connect() {
    HttpResult result = ConnectTo(options_.proxy ? options_.proxy->url : base());
    if (result.ok() && options_.proxy) result = Tunnel();
    if (result.ok() && base().secure) result = StartTls();
    return result;
  }

  // --- one request ---

  HttpResult Attempt(const HttpRequest& request, bool& nothing_came) {
    nothing_came = false;
    if (cancelled_) return Cancelled();
    if ((socket_ == nullptr && tls_ == nullptr) || !Socket().is_open()) {
      Close();
      if (HttpResult result = Connect(); !result.ok()) return result;
    }
    if (const error_code error = Write(Serialised(request))) {
      // What the other side said before it closed is worth hearing (413), if it is there.
      if (timed_out_ || cancelled_) return Broken(error, "take the request");
    }
    HttpResult result = Read(/*of_proxy=*/false, nothing_came);
    if (!result.ok()) {
      if (nothing_came) {
        error_code ignored;
        Socket().close(ignored);
      }
      return result;
    }
    if (!keep_) Close();
    if (result.answer.status >= 300 && result.answer.status < 400 && result.answer.status != 304) {
      const std::string& to = result.answer.headers["location"];
      return Trouble(
          HttpTrouble::kNotUnderstood,
          StrCat(Printable(base().Authority()), " sends on to another address",
                 to.empty() ? "" : StrCat(" (", Printable(Shorten(to.substr(0, to.find('?')), 200)), ")"),
                 ", where your token is not sent. If that is the call log, write it into "
                 "`callLog.url`."));
    }
    return result;
  }

  std::string Serialised(const HttpRequest& request) const {
    std::string text =
        StrCat(request.method, " ", base().path, request.target, " HTTP/1.1\r\nHost: ", base().Authority(),
               "\r\nUser-Agent: whyspec/", Version(), "\r\nAccept-Encoding: gzip\r\n");
    if (!request.token.empty()) text += StrCat("Authorization: Bearer ", request.token, "\r\n");
    for (const auto& [name, value] : request.headers) {
      if (IsFieldText(value)) text += StrCat(name, ": ", value, "\r\n");
    }
    if (!request.body.empty() || request.method != "GET") {
      text += StrCat("Content-Length: ", request.body.size(), "\r\n");
    }
    text += "\r\n";
    return text + request.body;
  }

  error_code Write(const std::string& bytes) {
    return Await(deadline_, [&](const auto& then) {
      if (tls_ != nullptr) {
        asio::async_write(*tls_, asio::buffer(bytes), then);
      } else {
        asio::async_write(*socket_, asio::buffer(bytes), then);
      }
    });
  }

  error_code ReadSome(std::string& into) {
    const error_code error = Await(deadline_, [&](const auto& then) {
      if (tls_ != nullptr) {
        tls_->async_read_some(asio::buffer(bytes_), then);
      } else {
        socket_->async_read_some(asio::buffer(bytes_), then);
      }
    });
    into.append(bytes_.data(), moved_);
    return error;
  }

  HttpResult Read(bool of_proxy, bool& nothing_came) {
    bytes_.resize(kReadBytes);
    std::string pending;
    bool got_some = false;
    for (int interim = 0; interim <= kMostInterim; ++interim) {
      http::response_parser<http::string_body> parser;
      parser.header_limit(kMostHeaderBytes);
      parser.body_limit(options_.most_bytes);
      parser.eager(true);
      parser.skip(of_proxy);
      while (!parser.is_done()) {
        error_code parsing;
        if (!pending.empty()) {
          const std::size_t used = parser.put(asio::buffer(pending), parsing);
          pending.erase(0, used);
          // Beast 1.74 does not hold a Content-Length to the limit.
          if (parser.is_header_done() && parser.content_length().value_or(0) > options_.most_bytes) {
            return TooLarge();
          }
          if (parser.is_done()) break;
          if (parsing && parsing != http::error::need_more) return Unparsable(parsing);
          if (used > 0 && !pending.empty()) continue;
        }
        const error_code reading = ReadSome(pending);
        got_some = got_some || !pending.empty();
        if (!reading) continue;
        nothing_came = !got_some;
        if (cancelled_) return Cancelled();
        const bool ended = reading == asio::error::eof || reading == asio::ssl::error::stream_truncated;
        if (!ended || timed_out_) return Broken(reading, "answer");
        if (!got_some) return Unreachable("it closed the connection without an answer.");
        // A body whose end is the end of the connection must end it as TLS does: otherwise
        // somebody on the way may have cut it.
        if (parser.got_some()) parser.put_eof(parsing);
        if (parsing || !parser.is_done() || reading != asio::error::eof) {
          return Unreachable("the connection broke in the middle of its answer.");
        }
      }
      if (parser.get().result_int() >= 200) return Finish(parser, pending.empty(), of_proxy);
    }
    return Trouble(HttpTrouble::kNotUnderstood,
                   StrCat("What answers at ", Printable(base().Authority()), " does not come to an answer."));
  }

  HttpResult Unparsable(const error_code& error) const {
    if (error == http::error::body_limit) return TooLarge();
    return Trouble(HttpTrouble::kNotUnderstood,
                   StrCat("What answers at ", Printable(base().Authority()), " is no call log (",
                          error.message(), "). Check `callLog.url`."));
  }

  HttpResult TooLarge() const {
    return Trouble(HttpTrouble::kTooLarge,
                   StrCat("The answer of ", Where(), " is larger than ", options_.most_bytes >> 20U, " MB."));
  }

  HttpResult Finish(http::response_parser<http::string_body>& parser, bool all_read, bool of_proxy) {
    keep_ = parser.keep_alive() && all_read;
    HttpResult result;
    auto message = parser.release();
    result.answer.status = static_cast<int>(message.result_int());
    for (const auto& field : message) {
      std::string name(field.name_string());
      std::transform(name.begin(), name.end(), name.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
      result.answer.headers[std::move(name)] = std::string(field.value());
    }
    if (of_proxy) return result;
    result.answer.body = std::move(message.body());
    const std::string& encoding = result.answer.headers["content-encoding"];
    if (encoding.empty() || encoding == "identity" || result.answer.body.empty()) return result;
    if (encoding == "gzip") {
      if (auto bytes = Gunzip(result.answer.body, options_.most_bytes)) {
        result.answer.body = *std::move(bytes);
        return result;
      }
    }
    Close();
    return Trouble(
        HttpTrouble::kNotUnderstood,
        StrCat("The answer of ", Where(), " is damaged or packed in a way Whyspec does not know."));
  }

  const Options options_;
  asio::io_context context_{1};
  std::unique_ptr<asio::ssl::context> tls_context_;
  std::unique_ptr<tcp::socket> socket_;  // in the clear, or about to be wrapped
  std::unique_ptr<TlsStream> tls_;
  std::atomic<bool> cancelled_ = false;
  std::mutex lookup_mutex_;
  std::shared_ptr<Lookup> lookup_;
  Time deadline_;
  std::vector<char> bytes_;
  std::size_t moved_ = 0;
  bool timed_out_ = false;
  bool busy_ = false;  // a step is under way: what it works on stays
  bool keep_ = false;
};

HttpClient::HttpClient(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
HttpClient::~HttpClient() = default;
HttpResult HttpClient::Send(const HttpRequest& request) { return impl_->Send(request); }
void HttpClient::Cancel() { impl_->Cancel(); }

}  // namespace whyspec::sync
