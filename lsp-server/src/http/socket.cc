#include "http/socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "base/strings.h"

namespace whyspec::http {
namespace {

constexpr std::int64_t kHandshakeMs = 10'000;
constexpr std::int64_t kGraceMs = 10'000;     // before the pace of a body counts
constexpr std::int64_t kStallMs = 15'000;     // without any byte
constexpr std::int64_t kSlowestBytes = 4096;  // a second
constexpr std::int64_t kLingerMs = 1'000;
constexpr std::size_t kLingerBytes = 1024UL * 1024;

std::int64_t Now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

Error Unusable(const std::string& path, std::string_view what) {
  ERR_clear_error();
  return Error{.code = ErrorCode::kUnreadable, .message = StrCat("\"", Printable(path), "\" ", what)};
}

}  // namespace

Result<std::shared_ptr<TlsContext>> TlsContext::Load(const std::string& certificate_path,
                                                     const std::string& key_path) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  if (context == nullptr) {
    return Error{.code = ErrorCode::kUnreadable,
                 .message = "OpenSSL cannot be used: there is no memory for it."};
  }
  std::shared_ptr<TlsContext> made(new TlsContext(context));
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  static constexpr unsigned char kProtocols[] = "\x08http/1.1";
  SSL_CTX_set_alpn_select_cb(
      context,
      [](SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* in,
         unsigned int in_length, void*) {
        return SSL_select_next_proto(const_cast<unsigned char**>(out), out_length, kProtocols,
                                     sizeof kProtocols - 1, in, in_length) == OPENSSL_NPN_NEGOTIATED
                   ? SSL_TLSEXT_ERR_OK
                   : SSL_TLSEXT_ERR_NOACK;
      },
      nullptr);
  if (SSL_CTX_use_certificate_chain_file(context, certificate_path.c_str()) != 1) {
    return Unusable(certificate_path, "is no certificate in PEM format that can be read. Check --tls-cert.");
  }
  if (SSL_CTX_use_PrivateKey_file(context, key_path.c_str(), SSL_FILETYPE_PEM) != 1) {
    return Unusable(key_path, "is no private key in PEM format that can be read. Check --tls-key.");
  }
  if (SSL_CTX_check_private_key(context) != 1) {
    return Unusable(key_path, "is the key of another certificate. Check --tls-cert and --tls-key.");
  }
  return made;
}

TlsContext::~TlsContext() { SSL_CTX_free(context_); }

Socket::Socket(int descriptor, std::shared_ptr<TlsContext> tls)
    : descriptor_(descriptor), tls_(std::move(tls)) {
  fcntl(descriptor_, F_SETFL, fcntl(descriptor_, F_GETFL) | O_NONBLOCK);
  const int on = 1;
  setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (getpeername(descriptor_, reinterpret_cast<sockaddr*>(&address), &length) == 0) {
    char text[INET6_ADDRSTRLEN] = "";
    if (address.ss_family == AF_INET) {
      const auto* v4 = reinterpret_cast<const sockaddr_in*>(&address);
      inet_ntop(AF_INET, &v4->sin_addr, text, sizeof text);
      remote_port_ = ntohs(v4->sin_port);
    } else if (address.ss_family == AF_INET6) {
      const auto* v6 = reinterpret_cast<const sockaddr_in6*>(&address);
      inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof text);
      remote_port_ = ntohs(v6->sin6_port);
    }
    remote_address_ = text;
    // An IPv4 client on a socket for both.
    if (remote_address_.starts_with("::ffff:") && remote_address_.find('.') != std::string::npos) {
      remote_address_.erase(0, 7);
    }
  }
}

Socket::~Socket() {
  if (ssl_ != nullptr) {
    ERR_clear_error();
    SSL_shutdown(ssl_);
    SSL_free(ssl_);
    ERR_clear_error();
  }
  shutdown(descriptor_, SHUT_RDWR);
  close(descriptor_);
}

bool Socket::Poll(Want want, std::int64_t until_ms) const {
  while (true) {
    const std::int64_t left = until_ms - Now();
    if (left <= 0) return false;
    pollfd wait{.fd = descriptor_,
                .events = static_cast<short>(want == Want::kRead ? POLLIN : POLLOUT),
                .revents = 0};
    const int ready = poll(&wait, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool Socket::Handshake() {
  if (tls_ == nullptr) return true;
  ssl_ = SSL_new(tls_->get());
  if (ssl_ == nullptr || SSL_set_fd(ssl_, descriptor_) != 1) return false;
  const std::int64_t until = Now() + kHandshakeMs;
  while (true) {
    ERR_clear_error();
    const int done = SSL_accept(ssl_);
    if (done == 1) return true;
    const int why = SSL_get_error(ssl_, done);
    if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) {
      // A connection that failed must not be shut down politely.
      SSL_free(ssl_);
      ssl_ = nullptr;
      return false;
    }
    if (!Poll(why == SSL_ERROR_WANT_READ ? Want::kRead : Want::kWrite, until)) return false;
  }
}

bool Socket::WaitForRequest(std::int64_t patience_ms, const std::function<bool()>& stopping) {
  if (has_unread()) return true;
  if (ssl_ != nullptr && SSL_pending(ssl_) > 0) return true;
  const std::int64_t until = Now() + patience_ms;
  while (!stopping()) {
    const std::int64_t now = Now();
    if (now >= until) return false;
    // Looks up now and then: a server that stops does not wait for idle connections.
    if (Poll(Want::kRead, std::min(until, now + 250))) return true;
  }
  return false;
}

void Socket::Allow(std::int64_t ms, std::size_t bytes) {
  read_since_ms_ = Now();
  read_until_ms_ = read_since_ms_ + ms;
  read_bytes_ = 0;
  budget_ = bytes;
  at_pace_ = false;
  over_budget_ = timed_out_ = false;
}

void Socket::AllowAtPace(std::size_t bytes) {
  Allow(kGraceMs, bytes);
  at_pace_ = true;
}

ssize_t Socket::ReadSome(char* to, std::size_t size, std::int64_t until_ms) {
  while (true) {
    ssize_t got = 0;
    Want want = Want::kRead;
    if (ssl_ != nullptr) {
      ERR_clear_error();
      got = SSL_read(ssl_, to, static_cast<int>(std::min<std::size_t>(size, 1 << 20)));
      if (got > 0) return got;
      const int why = SSL_get_error(ssl_, static_cast<int>(got));
      if (why == SSL_ERROR_ZERO_RETURN) return 0;
      if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) return -1;
      if (why == SSL_ERROR_WANT_WRITE) want = Want::kWrite;
    } else {
      got = recv(descriptor_, to, size, 0);
      if (got >= 0) return got;
      if (errno == EINTR) continue;
      if (errno != EAGAIN && errno != EWOULDBLOCK) return -1;
    }
    if (!Poll(want, until_ms)) {
      timed_out_ = true;
      return -1;
    }
  }
}

ssize_t Socket::Read(char* to, std::size_t size) {
  if (size == 0) return 0;
  if (read_bytes_ >= budget_) {
    over_budget_ = true;
    return -1;
  }
  if (begin_ == end_) {
    std::int64_t until = read_until_ms_;
    if (at_pace_) {
      const std::int64_t now = Now();
      const auto earned = static_cast<std::int64_t>(read_bytes_) * 1000 / kSlowestBytes;
      until = std::min(now + kStallMs, read_since_ms_ + kGraceMs + earned);
    }
    const ssize_t got = ReadSome(buffer_, sizeof buffer_, until);
    if (got <= 0) return got;
    begin_ = 0;
    end_ = static_cast<std::size_t>(got);
  }
  const std::size_t count = std::min({size, end_ - begin_, budget_ - read_bytes_});
  std::memcpy(to, buffer_ + begin_, count);
  begin_ += count;
  read_bytes_ += count;
  return static_cast<ssize_t>(count);
}

ssize_t Socket::Write(const char* from, std::size_t size) {
  const std::int64_t since = Now();
  std::size_t written = 0;
  while (written < size) {
    ssize_t sent = 0;
    Want want = Want::kWrite;
    if (ssl_ != nullptr) {
      ERR_clear_error();
      sent =
          SSL_write(ssl_, from + written, static_cast<int>(std::min<std::size_t>(size - written, 1 << 20)));
      if (sent <= 0) {
        const int why = SSL_get_error(ssl_, static_cast<int>(sent));
        if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) return -1;
        if (why == SSL_ERROR_WANT_READ) want = Want::kRead;
        sent = 0;
      }
    } else {
      sent = send(descriptor_, from + written, size - written, MSG_NOSIGNAL);
      if (sent < 0) {
        if (errno == EINTR) continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) return -1;
        sent = 0;
      }
    }
    written += static_cast<std::size_t>(sent);
    if (sent > 0) continue;
    const auto earned = static_cast<std::int64_t>(written) * 1000 / kSlowestBytes;
    if (!Poll(want, std::min(Now() + kStallMs, since + kGraceMs + earned))) return -1;
  }
  return static_cast<ssize_t>(size);
}

void Socket::Linger() {
  if (ssl_ == nullptr) shutdown(descriptor_, SHUT_WR);
  Allow(kLingerMs, kLingerBytes);
  begin_ = end_ = 0;
  char sink[4096];
  while (Read(sink, sizeof sink) > 0) {
  }
}

}  // namespace whyspec::http
