// Is this webhook really from whom it says (DOMAIN.md §2c)? Over the raw bytes, before
// anything is parsed, in constant time. Pure: the clock is an argument.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace whyspec::team::webhooks {

enum class Vendor : std::uint8_t {
  kHubspot,
  kZoom,
  kGong,
  kFireflies,
  kAircall,
  kFathom,
  kModjo,
  kReadAi,
  kTldv,
  kStandard
};
inline constexpr Vendor kVendors[] = {Vendor::kHubspot, Vendor::kZoom,    Vendor::kGong,  Vendor::kFireflies,
                                      Vendor::kAircall, Vendor::kFathom,  Vendor::kModjo, Vendor::kReadAi,
                                      Vendor::kTldv,    Vendor::kStandard};
std::string_view Name(Vendor vendor);  // "hubspot" … "standard": the last part of the URL
std::optional<Vendor> ParseVendor(std::string_view text);

// As it came over the wire.
struct Incoming {
  std::string method;                          // "POST"
  std::string uri;                             // as the vendor called it: scheme, host, path, query
  std::map<std::string, std::string> headers;  // names in lower case; of several the first
  std::string body;                            // raw
  std::string path_secret;                     // what follows the vendor in the path
};

// What we share with the vendor; secrets never go into logs.
struct Secrets {
  std::vector<std::string> secrets;  // several while one is being changed
  std::string public_key_pem;        // Gong
  std::string path_secret;           // unsigned vendors
};

enum class Refusal : std::uint8_t {
  kNone,
  kNotConfigured,
  kNoSignature,
  kBadSignature,
  kTooOld,     // or from the future: outside five minutes
  kMalformed,  // a header that is not what it must be
};
struct Verdict {
  Refusal refusal = Refusal::kNone;
  // The vendor signs the body: it may be believed. Otherwise (Aircall's shared token, a secret
  // path) it only says that something can be fetched.
  bool is_signed = false;
};
Verdict Check(Vendor vendor, const Incoming& incoming, const Secrets& secrets, std::int64_t now_ms);
std::string_view Explain(Refusal refusal);  // for our log; vendors get 401 without a reason

}  // namespace whyspec::team::webhooks
