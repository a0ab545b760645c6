#include "team/webhooks/signature.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/strings.h"
#include "data/value.h"
#include "team/crypto.h"

namespace whyspec::team::webhooks {
namespace {

constexpr std::int64_t kWindowMs = 5 * 60 * 1000;
constexpr Verdict kSigned{.refusal = Refusal::kNone, .is_signed = true};

constexpr std::string_view kNames[] = {"hubspot", "zoom",  "gong",    "fireflies", "aircall",
                                       "fathom",  "modjo", "read-ai", "tldv",      "standard"};

Verdict Refuse(Refusal refusal) { return {.refusal = refusal}; }

const std::string* Header(const Incoming& incoming, const char* name) {
  const auto found = incoming.headers.find(name);
  return found == incoming.headers.end() ? nullptr : &found->second;
}

// Milliseconds or seconds since 1970, as decimal digits and nothing else.
std::optional<std::int64_t> ParseTime(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// Seconds, unless there are too many digits: Zoom sends either.
std::int64_t AsMs(std::int64_t time) { return time < 100'000'000'000 ? time * 1000 : time; }

bool IsFresh(std::int64_t at_ms, std::int64_t now_ms) {
  return at_ms >= now_ms - kWindowMs && at_ms <= now_ms + kWindowMs;
}

// True if `given` is the signature under one of the secrets. All are tried, so that the time
// does not tell which. A secret that cannot sign gives "", which nothing matches.
template <typename Sign>
bool MatchesAny(const std::vector<std::string>& secrets, std::string_view given, Sign sign) {
  bool matches = false;
  for (const std::string& secret : secrets) {
    const std::string signature = secret.empty() ? "" : sign(secret);
    if (!signature.empty() && EqualInConstantTime(signature, given)) matches = true;
  }
  return matches;
}

// HubSpot takes these escapes, and only these, out of the URI before it signs.
std::string HubspotUri(std::string_view uri) {
  struct Escape {
    std::string_view code;
    char character;
  };
  constexpr std::array<Escape, 12> kEscapes = {{{"3A", ':'},
                                                {"2F", '/'},
                                                {"3F", '?'},
                                                {"40", '@'},
                                                {"21", '!'},
                                                {"24", '$'},
                                                {"27", '\''},
                                                {"28", '('},
                                                {"29", ')'},
                                                {"2A", '*'},
                                                {"2C", ','},
                                                {"3B", ';'}}};
  std::string decoded;
  for (std::size_t at = 0; at < uri.size(); ++at) {
    if (uri[at] == '%' && at + 2 < uri.size()) {
      std::string code(uri.substr(at + 1, 2));
      std::transform(code.begin(), code.end(), code.begin(),
                     [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
      const auto* found = std::find_if(kEscapes.begin(), kEscapes.end(),
                                       [&code](const Escape& escape) { return escape.code == code; });
      if (found != kEscapes.end()) {
        decoded += found->character;
        at += 2;
        continue;
      }
    }
    decoded += uri[at];
  }
  return decoded;
}

Verdict CheckHubspot(const Incoming& incoming, const Secrets& secrets, std::int64_t now_ms) {
  const std::string* signature = Header(incoming, "x-hubspot-signature-v3");
  const std::string* timestamp = Header(incoming, "x-hubspot-request-timestamp");
  if (signature == nullptr || timestamp == nullptr) return Refuse(Refusal::kNoSignature);
  const std::optional<std::int64_t> at_ms = ParseTime(*timestamp);
  if (!at_ms) return Refuse(Refusal::kMalformed);
  const auto matches = [&](const std::string& uri) {
    const std::string message = incoming.method + uri + incoming.body + *timestamp;
    return MatchesAny(secrets.secrets, *signature, [&message](const std::string& secret) {
      return ToBase64(HmacSha256(secret, message));
    });
  };
  // Whether escapes are decoded is told differently in different places; both are signed.
  const bool decoded = matches(HubspotUri(incoming.uri));
  const bool as_it_is = matches(incoming.uri);
  if (!decoded && !as_it_is) return Refuse(Refusal::kBadSignature);
  return IsFresh(*at_ms, now_ms) ? kSigned : Refuse(Refusal::kTooOld);
}

Verdict CheckZoom(const Incoming& incoming, const Secrets& secrets, std::int64_t now_ms) {
  const std::string* signature = Header(incoming, "x-zm-signature");
  const std::string* timestamp = Header(incoming, "x-zm-request-timestamp");
  if (signature == nullptr || timestamp == nullptr) return Refuse(Refusal::kNoSignature);
  const std::optional<std::int64_t> at = ParseTime(*timestamp);
  if (!at) return Refuse(Refusal::kMalformed);
  const std::string message = StrCat("v0:", *timestamp, ":", incoming.body);
  if (!MatchesAny(secrets.secrets, *signature, [&message](const std::string& secret) {
        return "v0=" + ToHex(HmacSha256(secret, message));
      })) {
    return Refuse(Refusal::kBadSignature);
  }
  return IsFresh(AsMs(*at), now_ms) ? kSigned : Refuse(Refusal::kTooOld);
}

// A JWT in the header, without "Bearer". Gong documents no claims; its code knows
// `webhook_url` and `body_sha256`, and both are asked for.
Verdict CheckGong(const Incoming& incoming, const Secrets& secrets, std::int64_t now_ms) {
  const std::string* header = Header(incoming, "authorization");
  if (header == nullptr) return Refuse(Refusal::kNoSignature);
  const std::string_view token = *header;
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    return Refuse(Refusal::kMalformed);
  }
  const std::optional<std::string> signature = FromBase64Url(token.substr(second + 1));
  const std::optional<std::string> head = FromBase64Url(token.substr(0, first));
  const std::optional<std::string> payload = FromBase64Url(token.substr(first + 1, second - first - 1));
  if (!signature || !head || !payload) return Refuse(Refusal::kMalformed);
  // Whatever algorithm the token names, it is this one that is checked.
  if (!VerifyRs256(secrets.public_key_pem, token.substr(0, second), *signature)) {
    return Refuse(Refusal::kBadSignature);
  }
  const data::Parsed claims = data::ParseJson(*payload);
  if (data::TextOr(data::ParseJson(*head).root, "alg") != "RS256") return Refuse(Refusal::kMalformed);
  const std::string digest = Sha256(incoming.body);
  const std::string claimed = data::TextOr(claims.root, "body_sha256");
  const bool body_matches =
      EqualInConstantTime(Lower(claimed), ToHex(digest)) || EqualInConstantTime(claimed, ToBase64(digest));
  if (!body_matches || !EqualInConstantTime(data::TextOr(claims.root, "webhook_url"), incoming.uri)) {
    return Refuse(Refusal::kBadSignature);
  }
  const data::Value* expires = claims.root.Find("exp");
  if (expires != nullptr) {
    const std::optional<double> at = expires->AsNumber();
    if (!at) return Refuse(Refusal::kMalformed);
    if (*at * 1000 < static_cast<double>(now_ms)) return Refuse(Refusal::kTooOld);
  }
  return kSigned;
}

Verdict CheckFireflies(const Incoming& incoming, const Secrets& secrets) {
  const std::string* signature = Header(incoming, "x-hub-signature");
  if (signature == nullptr) return Refuse(Refusal::kNoSignature);
  const bool matches = MatchesAny(secrets.secrets, *signature, [&incoming](const std::string& secret) {
    return "sha256=" + ToHex(HmacSha256(secret, incoming.body));
  });
  return matches ? kSigned : Refuse(Refusal::kBadSignature);
}

Verdict CheckReadAi(const Incoming& incoming, const Secrets& secrets) {
  const std::string* signature = Header(incoming, "x-read-signature");
  if (signature == nullptr) return Refuse(Refusal::kNoSignature);
  const bool matches = MatchesAny(secrets.secrets, Lower(*signature), [&incoming](const std::string& secret) {
    const std::optional<std::string> key = FromBase64(secret);
    return key && !key->empty() ? ToHex(HmacSha256(*key, incoming.body)) : std::string();
  });
  return matches ? kSigned : Refuse(Refusal::kBadSignature);
}

// Standard Webhooks 1.0: "id.timestamp.body", "v1,<base64>" several times.
Verdict CheckStandard(const Incoming& incoming, const Secrets& secrets, std::int64_t now_ms) {
  // Svix's own names of the same headers are what some senders still use.
  const auto either = [&incoming](const char* name, const char* other) {
    const std::string* value = Header(incoming, name);
    return value != nullptr ? value : Header(incoming, other);
  };
  const std::string* id = either("webhook-id", "svix-id");
  const std::string* timestamp = either("webhook-timestamp", "svix-timestamp");
  const std::string* signatures = either("webhook-signature", "svix-signature");
  if (id == nullptr || timestamp == nullptr || signatures == nullptr) return Refuse(Refusal::kNoSignature);
  const std::optional<std::int64_t> at_s = ParseTime(*timestamp);
  if (!at_s || *at_s > 100'000'000'000 || id->empty()) return Refuse(Refusal::kMalformed);
  const std::string message = StrCat(*id, ".", *timestamp, ".", incoming.body);
  bool matches = false;
  std::string_view rest = *signatures;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!one.starts_with("v1,")) continue;
    matches =
        MatchesAny(secrets.secrets, one.substr(3),
                   [&message](const std::string& secret) {
                     std::string_view key = secret;
                     if (key.starts_with("whsec_")) key.remove_prefix(6);
                     const std::optional<std::string> bytes = FromBase64(key);
                     // A secret that is no base64 signs nothing.
                     return bytes && !bytes->empty() ? ToBase64(HmacSha256(*bytes, message)) : std::string();
                   }) ||
        matches;
  }
  if (!matches) return Refuse(Refusal::kBadSignature);
  return IsFresh(*at_s * 1000, now_ms) ? kSigned : Refuse(Refusal::kTooOld);
}

// No signature, but a token inside the body: it has to be read before it is known to be theirs.
Verdict CheckAircall(const Incoming& incoming, const Secrets& secrets) {
  const data::Parsed body = data::ParseJson(incoming.body);
  const data::Value* token = body.root.Find("token");
  const std::optional<std::string_view> text = token == nullptr ? std::nullopt : token->AsText();
  if (!text) return Refuse(Refusal::kNoSignature);
  const bool matches = MatchesAny(secrets.secrets, *text, [](const std::string& secret) { return secret; });
  return matches ? Verdict{} : Refuse(Refusal::kBadSignature);
}

// No signature at all: the address is the secret.
Verdict CheckPath(const Incoming& incoming, const Secrets& secrets) {
  if (incoming.path_secret.empty()) return Refuse(Refusal::kNoSignature);
  return EqualInConstantTime(incoming.path_secret, secrets.path_secret) ? Verdict{}
                                                                        : Refuse(Refusal::kBadSignature);
}

bool IsConfigured(Vendor vendor, const Secrets& secrets) {
  switch (vendor) {
    case Vendor::kGong:
      return !secrets.public_key_pem.empty() || !secrets.path_secret.empty();
    case Vendor::kModjo:
    case Vendor::kTldv:
      return !secrets.path_secret.empty();
    default:
      return std::any_of(secrets.secrets.begin(), secrets.secrets.end(),
                         [](const std::string& secret) { return !secret.empty(); });
  }
}

}  // namespace

std::string_view Name(Vendor vendor) { return kNames[static_cast<std::size_t>(vendor)]; }

std::optional<Vendor> ParseVendor(std::string_view text) {
  for (Vendor vendor : kVendors) {
    if (Name(vendor) == text) return vendor;
  }
  return std::nullopt;
}

Verdict Check(Vendor vendor, const Incoming& incoming, const Secrets& secrets, std::int64_t now_ms) {
  if (!IsConfigured(vendor, secrets)) return Refuse(Refusal::kNotConfigured);
  switch (vendor) {
    case Vendor::kHubspot:
      return CheckHubspot(incoming, secrets, now_ms);
    case Vendor::kZoom:
      return CheckZoom(incoming, secrets, now_ms);
    case Vendor::kGong:
      // Gong lets its administrator choose: signed, or a secret address.
      return secrets.public_key_pem.empty() ? CheckPath(incoming, secrets)
                                            : CheckGong(incoming, secrets, now_ms);
    case Vendor::kFireflies:
      return CheckFireflies(incoming, secrets);
    case Vendor::kAircall:
      return CheckAircall(incoming, secrets);
    case Vendor::kReadAi:
      return CheckReadAi(incoming, secrets);
    case Vendor::kModjo:
    case Vendor::kTldv:
      return CheckPath(incoming, secrets);
    case Vendor::kFathom:
    case Vendor::kStandard:
      return CheckStandard(incoming, secrets, now_ms);
  }
  return Refuse(Refusal::kNotConfigured);
}

std::string_view Explain(Refusal refusal) {
  switch (refusal) {
    case Refusal::kNone:
      return "taken";
    case Refusal::kNotConfigured:
      return "no secret is set up for this vendor";
    case Refusal::kNoSignature:
      return "it carries no signature";
    case Refusal::kBadSignature:
      return "its signature is not the vendor's";
    case Refusal::kTooOld:
      return "it was signed more than five minutes from now: a replay, or a clock that is wrong";
    case Refusal::kMalformed:
      return "its signature headers are not what the vendor documents";
  }
  return "";
}

}  // namespace whyspec::team::webhooks
