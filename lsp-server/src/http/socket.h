// One accepted connection, plain or over TLS, with everything on a deadline: a client that
// sends or reads a byte now and then (slowloris) does not keep a thread.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct ssl_ctx_st;
struct ssl_st;

namespace whyspec::http {

// A certificate and its key, for any number of connections. Thread safe.
class TlsContext {
 public:
  // PEM files: the certificate with its chain, and the private key. TLS 1.2 and newer.
  static Result<std::shared_ptr<TlsContext>> Load(const std::string& certificate_path,
                                                  const std::string& key_path);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;
  ssl_ctx_st* get() const { return context_; }

 private:
  explicit TlsContext(ssl_ctx_st* context) : context_(context) {}
  ssl_ctx_st* context_;
};

class Socket {
 public:
  // Takes the descriptor, which it closes. `tls` nullptr: plain.
  Socket(int descriptor, std::shared_ptr<TlsContext> tls);
  ~Socket();
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  // The TLS handshake. Always true for plain.
  bool Handshake();
  // Waits for the first byte of a request: false after `patience_ms`, when the other side is gone,
  // or when `stopping` says so.
  bool WaitForRequest(std::int64_t patience_ms, const std::function<bool()>& stopping);

  // From now on reads must end within `ms` and take at most `bytes` together.
  void Allow(std::int64_t ms, std::size_t bytes);
  // Body at a pace: at least kSlowestBytes a second on average, after a grace.
  void AllowAtPace(std::size_t bytes);
  bool over_budget() const { return over_budget_; }
  bool timed_out() const { return timed_out_; }

  // Bytes read; 0: the other side is gone; -1: error, deadline, or over the budget.
  ssize_t Read(char* to, std::size_t size);
  // All of it, or -1.
  ssize_t Write(const char* from, std::size_t size);
  bool has_unread() const { return begin_ < end_; }

  // What is still being sent is read for a moment, so that the answer is not lost to a reset.
  void Linger();

  const std::string& remote_address() const { return remote_address_; }
  int remote_port() const { return remote_port_; }
  bool is_tls() const { return tls_ != nullptr; }

 private:
  enum class Want : std::uint8_t { kRead, kWrite };
  bool Poll(Want want, std::int64_t until_ms) const;
  ssize_t ReadSome(char* to, std::size_t size, std::int64_t until_ms);

  int descriptor_;
  std::shared_ptr<TlsContext> tls_;
  ssl_st* ssl_ = nullptr;
  std::string remote_address_;
  int remote_port_ = 0;
  char buffer_[8192];
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::int64_t read_until_ms_ = 0;
  std::int64_t read_since_ms_ = 0;
  std::size_t read_bytes_ = 0;
  bool at_pace_ = false;
  std::size_t budget_ = 0;
  bool over_budget_ = false;
  bool timed_out_ = false;
};

}  // namespace whyspec::http
