// The address of a team's call log, and which addresses may be talked to: https anywhere,
// plain http only on this computer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace whyspec::sync {

struct Url {
  bool secure = true;
  std::string host;  // lower case; an IPv6 address without its brackets
  std::uint16_t port = 0;
  std::string path;  // "" or "/prefix", without a "/" at the end

  // "calls.example.com", "127.0.0.1:7171", "[::1]:7171": as a Host header says it.
  std::string Authority() const;
  std::string HostAndPort() const;  // with the port, always: for CONNECT
  // "https://calls.example.com/prefix": two spellings of one address give one text.
  std::string Text() const;

  friend bool operator==(const Url&, const Url&) = default;
};

// `text` as a person wrote it in whyspec.json. Errors: a sentence that says what is wrong
// with it and what to write. Never repeats a password that stands in it.
Result<Url> ParseLogUrl(std::string_view text);

// The same grammar without the rule about plain http, and with `user:password@` kept
// apart: the address of a proxy.
struct ProxyUrl {
  Url url;
  std::string credentials;  // "user:password", decoded; "" = none
};
Result<ProxyUrl> ParseProxyUrl(std::string_view text);

}  // namespace whyspec::sync
