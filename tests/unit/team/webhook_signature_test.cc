// Every accept and reject case of DOMAIN.md §2c. The signatures were made with another
// implementation (Python's hmac, the openssl program), not with ours.
#include <catch2/catch.hpp>

#include "base/base64.h"
#include "team/crypto.h"
#include "team/webhooks/signature.h"

using namespace whyspec::team::webhooks;

namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;
constexpr std::int64_t kMinute = 60'000;

Refusal Refused(Vendor vendor, const Incoming& incoming, const Secrets& secrets, std::int64_t now_ms = kNow) {
  return Check(vendor, incoming, secrets, now_ms).refusal;
}

// --- HubSpot ---

const Secrets kHubspotSecrets{.secrets = {"client-secret"}};
Incoming FromHubspot() {
  return {.method = "POST",
          .uri = "https://calls.example.com/v1/webhooks/hubspot",
          .headers = {{"x-hubspot-signature-v3", "//NkrYwxgIsyoRWdCjJ5vCrQ8U9PjAiSNNqdsNSNI0s="},
                      {"x-hubspot-request-timestamp", "1790000000000"}},
          .body = R"([{"eventId":100,"objectId":21}])"};
}

// --- Gong ---

constexpr std::string_view kGongKey = R"(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA48gyWiXSoLvJs+5RnsFl
hv1v/XFwUukbso0deuRRWaBfr9DyUSbakasPpnrvZi4wK+S7knswGpjIbDu1+hnH
cKgFugfdk6T8q6ljxASyFRyQLiEwQlMD/p7S6Lr9bNE/hZbXqYcS31ZCS5VK7cee
vzGIhxbIGHhkrRcVa9jYPG/p4NSQgLusm9qW4N2khiE9aJOCGtqLK4qOJqFjfuis
CkdXCfdjowxAczWEs9XPDJ373BWuOMClvjgZ6SekvtEQBUMgdU9QT1OiHJ2tIGYh
8FtW8LvhwpShoDVXTpuwiGHbTFddVUmqzbrKVM63hLzze/YWe6QHR7OMcij8hTY4
7wIDAQAB
-----END PUBLIC KEY-----
)";
constexpr std::string_view kGongToken =
    "eyJhbGciOiAiUlMyNTYiLCAidHlwIjogIkpXVCJ9.eyJ3ZWJob29rX3VybCI6ICJodHRwczovL2NhbGxzLmV4YW1wbGUuY29"
    "tL3YxL3dlYmhvb2tzL2dvbmciLCAiYm9keV9zaGEyNTYiOiAiMmJiMDE5YjY5ZWI1MzdlNDY5OGU3MDI4MzE4NzQ3MjZlODk"
    "zMTdmYmVhMmZjMjk1MmI3ZWM0NTIxNmUxMzA5MiJ9.eoF0mnWvvpr6oTuXAfDbl2_OtTi9GwtVV2qIHR23LZJv9bhMvawL36"
    "soZzAybCJ5qY1kERVPeUtSsiLv6gD9ihSS_hyo2mDYUX1PyIKx60ZbHXPia9szBRar80_8jyuLwWq7EmpujOugGFPDQD1xt7"
    "iV33ELYR3sd4CvydPtv-8TJVv2ZcXczVvrCao6QkkF5_34m8XfrftwNj-eeRLEtId7fCR6oM_4NZOauEjoi_MkL83kc0TRAc"
    "CizbXmu9Hu4io9CKz7rpz46Y-gKt2KzfYfjHQSJTpclGWkH3ZGbrqHWS26QmVuZzxDhr5wedFY5L4ADx0DObnNGzJEPA-ebw";
constexpr std::string_view kGongTokenForAnotherUrl =
    "eyJhbGciOiAiUlMyNTYiLCAidHlwIjogIkpXVCJ9.eyJ3ZWJob29rX3VybCI6ICJodHRwczovL290aGVyLmV4YW1wbGUvIiw"
    "gImJvZHlfc2hhMjU2IjogIjJiYjAxOWI2OWViNTM3ZTQ2OThlNzAyODMxODc0NzI2ZTg5MzE3ZmJlYTJmYzI5NTJiN2VjNDU"
    "yMTZlMTMwOTIifQ.BCT3mMGP2xzD_fuMd1OAu0EbK3V3LIc14nPxaFCw_0PAWvPdDo5fFDQc1qHaPEnEGC4g-KBPQAtBmvQn"
    "WdadnyL14-4_-75-CQFovDm3XinEazOkKcYuu2ksQHnWxXzBnokOpZcYdP6QgoTnhsIjOsFvd7qkrn2kLSSiusTrgmAfpPF1"
    "LA6aES0lEnuZwISPdDiy_gPFCtGVJNw-mtXjsy0na9EybOXEdQm0ZRz_nJG6QHhNdWJNab0U_hdFYIAGWKy4jParlE9S_YfO"
    "_MdAo8MVEfSzqYX9YazFzHNRECj-iz9ln6yJw7vbiaNiDNqJwRmI75UwGH8cb_S2oi64zg";
constexpr std::string_view kGongTokenExpired =
    "eyJhbGciOiAiUlMyNTYiLCAidHlwIjogIkpXVCJ9.eyJ3ZWJob29rX3VybCI6ICJodHRwczovL2NhbGxzLmV4YW1wbGUuY29"
    "tL3YxL3dlYmhvb2tzL2dvbmciLCAiYm9keV9zaGEyNTYiOiAiMmJiMDE5YjY5ZWI1MzdlNDY5OGU3MDI4MzE4NzQ3MjZlODk"
    "zMTdmYmVhMmZjMjk1MmI3ZWM0NTIxNmUxMzA5MiIsICJleHAiOiAxNzAwMDAwMDAwfQ.lJD2wesv1HOaLhcMA0J3ZjGoChqf"
    "SFK8D6a9SfLiGRZ1IKvPix6CmHjKaYChtFIjImVYoDe7_TxQVoP1vn-XaiXw6JUem4uarbgnjceAihZt3tzHgLPBFSLfc0N1"
    "ihc36KR41oh-YqfplrbsJ0jFw-QuBH9uDLFIkokM727rTzZv3qkS0UxU7TQPY1aCA2DIaBvCeonSichAkr5sEEl6ChSVCmYC"
    "Zu7Xztl956IGO60eEY6Pe2siblWs7jkuS2GrOspyIrHYn7Sn1bRkBZu0Wsb9ujnqFnfJVMWcMVvvVAh_-b-fybrfPurJkBpB"
    "kVkisW259UtmnZZjLdVTYr72uA";
const Secrets kGongSecrets{.public_key_pem = std::string(kGongKey)};
Incoming FromGong(std::string_view token = kGongToken) {
  return {.method = "POST",
          .uri = "https://calls.example.com/v1/webhooks/gong",
          .headers = {{"authorization", std::string(token)}},
          .body = R"({"callData":{"metaData":{"id":"90071992547409931234"}},"isTest":false})"};
}

// --- Standard Webhooks: the example of the specification ---

const Secrets kStandardSecrets{.secrets = {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}};
constexpr std::int64_t kStandardNow = 1'614'265'330'000;
Incoming FromStandard() {
  return {.method = "POST",
          .uri = "https://calls.example.com/v1/webhooks/standard",
          .headers = {{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
                      {"webhook-timestamp", "1614265330"},
                      {"webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}},
          .body = R"({"test": 2432232314})"};
}

}  // namespace

TEST_CASE("HubSpot v3: a good signature is taken, and says so") {
  const Verdict verdict = Check(Vendor::kHubspot, FromHubspot(), kHubspotSecrets, kNow);
  CHECK(verdict.refusal == Refusal::kNone);
  CHECK(verdict.is_signed);
}

TEST_CASE("HubSpot v3: escapes of its list are decoded before signing, others are not") {
  Incoming incoming = FromHubspot();
  incoming.uri += "?a=%20b&c=x%3Ay";
  incoming.headers["x-hubspot-signature-v3"] = "5fgExFJY3s2t6sahi2EfLv+O0Tu/RazZSogXw3cCZ8c=";
  CHECK(Refused(Vendor::kHubspot, incoming, kHubspotSecrets) == Refusal::kNone);
  incoming.uri = FromHubspot().uri + "?a= b&c=x:y";  // one escape too many decoded
  CHECK(Refused(Vendor::kHubspot, incoming, kHubspotSecrets) == Refusal::kBadSignature);
}

TEST_CASE(
    "HubSpot v3: tampered, re-serialised, stale, from the future, unsigned, wrong secret, other method") {
  Incoming tampered = FromHubspot();
  tampered.body = R"([{"eventId":100,"objectId":22}])";
  CHECK(Refused(Vendor::kHubspot, tampered, kHubspotSecrets) == Refusal::kBadSignature);
  Incoming again = FromHubspot();
  again.body = R"([{"eventId": 100, "objectId": 21}])";
  CHECK(Refused(Vendor::kHubspot, again, kHubspotSecrets) == Refusal::kBadSignature);
  CHECK(Refused(Vendor::kHubspot, FromHubspot(), kHubspotSecrets, kNow + 5 * kMinute) == Refusal::kNone);
  CHECK(Refused(Vendor::kHubspot, FromHubspot(), kHubspotSecrets, kNow + 5 * kMinute + 1) ==
        Refusal::kTooOld);
  CHECK(Refused(Vendor::kHubspot, FromHubspot(), kHubspotSecrets, kNow - 5 * kMinute - 1) ==
        Refusal::kTooOld);
  for (const char* header : {"x-hubspot-signature-v3", "x-hubspot-request-timestamp"}) {
    Incoming missing = FromHubspot();
    missing.headers.erase(header);
    CHECK(Refused(Vendor::kHubspot, missing, kHubspotSecrets) == Refusal::kNoSignature);
  }
  Incoming odd = FromHubspot();
  odd.headers["x-hubspot-request-timestamp"] = "1790000000000 ";
  CHECK(Refused(Vendor::kHubspot, odd, kHubspotSecrets) == Refusal::kMalformed);
  CHECK(Refused(Vendor::kHubspot, FromHubspot(), {.secrets = {"another"}}) == Refusal::kBadSignature);
  Incoming put = FromHubspot();
  put.method = "PUT";
  CHECK(Refused(Vendor::kHubspot, put, kHubspotSecrets) == Refusal::kBadSignature);
}

TEST_CASE("HubSpot: only version 3 counts; 1 and 2 know no time and could be replayed for ever") {
  Incoming old = FromHubspot();
  old.headers = {{"x-hubspot-signature-version", "v1"},
                 {"x-hubspot-signature", whyspec::ToHex(whyspec::team::Sha256("client-secret" + old.body))}};
  CHECK(Refused(Vendor::kHubspot, old, kHubspotSecrets) == Refusal::kNoSignature);
}

TEST_CASE("While a secret is being changed, the old and the new one count") {
  CHECK(Refused(Vendor::kHubspot, FromHubspot(), {.secrets = {"new", "client-secret"}}) == Refusal::kNone);
  CHECK(Refused(Vendor::kHubspot, FromHubspot(), {.secrets = {"client-secret", "new"}}) == Refusal::kNone);
}

TEST_CASE("Nothing is taken from a vendor that is not set up; an empty secret is none") {
  for (Vendor vendor : kVendors) {
    CHECK(Refused(vendor, FromHubspot(), {}) == Refusal::kNotConfigured);
    CHECK(Refused(vendor, FromHubspot(), {.secrets = {""}}) == Refusal::kNotConfigured);
  }
}

TEST_CASE("Zoom: v0 over timestamp and raw body, in seconds or milliseconds") {
  const Secrets secrets{.secrets = {"zoom-secret"}};
  Incoming incoming{
      .method = "POST",
      .headers = {{"x-zm-signature", "v0=4ee3d284c2547ae7e13d3bcd59607d0e0a046cf816a9c1c4525124b38c9522cb"},
                  {"x-zm-request-timestamp", "1790000000"}},
      .body = R"({"event":"recording.transcript_completed"})"};
  CHECK(Refused(Vendor::kZoom, incoming, secrets) == Refusal::kNone);
  CHECK(Refused(Vendor::kZoom, incoming, secrets, kNow + 6 * kMinute) == Refusal::kTooOld);
  Incoming spaced = incoming;
  spaced.body = R"({"event": "recording.transcript_completed"})";
  CHECK(Refused(Vendor::kZoom, spaced, secrets) == Refusal::kBadSignature);
  Incoming bare = incoming;
  bare.headers["x-zm-signature"].erase(0, 3);  // without "v0="
  CHECK(Refused(Vendor::kZoom, bare, secrets) == Refusal::kBadSignature);
  incoming.headers.erase("x-zm-signature");
  CHECK(Refused(Vendor::kZoom, incoming, secrets) == Refusal::kNoSignature);
}

TEST_CASE("Gong: a JWT without Bearer, RS256, over the URL and the body") {
  CHECK(Check(Vendor::kGong, FromGong(), kGongSecrets, kNow).is_signed);
  CHECK(Refused(Vendor::kGong, FromGong(kGongTokenForAnotherUrl), kGongSecrets) == Refusal::kBadSignature);
  CHECK(Refused(Vendor::kGong, FromGong(kGongTokenExpired), kGongSecrets) == Refusal::kTooOld);
  Incoming tampered = FromGong();
  tampered.body.back() = ' ';
  CHECK(Refused(Vendor::kGong, tampered, kGongSecrets) == Refusal::kBadSignature);
  Incoming elsewhere = FromGong();
  elsewhere.uri += "?x=1";
  CHECK(Refused(Vendor::kGong, elsewhere, kGongSecrets) == Refusal::kBadSignature);
  Incoming missing = FromGong();
  missing.headers.clear();
  CHECK(Refused(Vendor::kGong, missing, kGongSecrets) == Refusal::kNoSignature);
  for (const char* token : {"", "a.b", "a.b.c.d", "!.!.!", "..", "Bearer a.b.c"}) {
    INFO(token);
    CHECK(Refused(Vendor::kGong, FromGong(token), kGongSecrets) != Refusal::kNone);
  }
  CHECK(Refused(Vendor::kGong, FromGong(), {.public_key_pem = "no key"}) == Refusal::kBadSignature);
}

TEST_CASE("Gong: a token that names another algorithm, or none, is not taken") {
  const std::string_view token = kGongToken;
  const std::size_t first = token.find('.');
  const std::string_view payload = token.substr(first, token.rfind('.') - first);
  // {"alg":"none"}
  CHECK(Refused(Vendor::kGong, FromGong("eyJhbGciOiJub25lIn0" + std::string(payload) + "."), kGongSecrets) ==
        Refusal::kBadSignature);
  // {"alg":"HS256"}, signed with the public key as if it were a shared secret
  std::string forged = "eyJhbGciOiJIUzI1NiJ9" + std::string(payload);
  std::string signature = whyspec::ToBase64(whyspec::team::HmacSha256(kGongKey, forged));
  for (char& c : signature) c = c == '+' ? '-' : c == '/' ? '_' : c;
  forged += "." + signature;
  CHECK(Refused(Vendor::kGong, FromGong(forged), kGongSecrets) == Refusal::kBadSignature);
}

TEST_CASE("Gong with a secret address instead: believed to say that there is something, not what") {
  const Secrets secrets{.path_secret = "long-and-random"};
  Incoming incoming = FromGong();
  incoming.headers.clear();
  incoming.path_secret = "long-and-random";
  const Verdict verdict = Check(Vendor::kGong, incoming, secrets, kNow);
  CHECK(verdict.refusal == Refusal::kNone);
  CHECK_FALSE(verdict.is_signed);
  incoming.path_secret = "long-and-randon";
  CHECK(Refused(Vendor::kGong, incoming, secrets) == Refusal::kBadSignature);
  incoming.path_secret = "";
  CHECK(Refused(Vendor::kGong, incoming, secrets) == Refusal::kNoSignature);
}

TEST_CASE("Fireflies: sha256= over the raw body") {
  const Secrets secrets{.secrets = {"ff-secret"}};
  Incoming incoming{.headers = {{"x-hub-signature",
                                 "sha256=843b9e3216bbb6e537dd3f75ab57ca17c495006b79f31d4261cffd6a345d7bc0"}},
                    .body = R"({"event":"meeting.transcribed","meeting_id":"ff-1"})"};
  CHECK(Check(Vendor::kFireflies, incoming, secrets, kNow).is_signed);
  incoming.body += "\n";
  CHECK(Refused(Vendor::kFireflies, incoming, secrets) == Refusal::kBadSignature);
  incoming.headers.clear();
  CHECK(Refused(Vendor::kFireflies, incoming, secrets) == Refusal::kNoSignature);
}

TEST_CASE("Fathom and Standard Webhooks: the specification's own example") {
  for (Vendor vendor : {Vendor::kStandard, Vendor::kFathom}) {
    CHECK(Check(vendor, FromStandard(), kStandardSecrets, kStandardNow).is_signed);
    Incoming svix = FromStandard();
    for (const char* name : {"id", "timestamp", "signature"}) {
      auto node = svix.headers.extract(std::string("webhook-") + name);
      node.key() = std::string("svix-") + name;
      svix.headers.insert(std::move(node));
    }
    CHECK(Refused(vendor, svix, kStandardSecrets, kStandardNow) == Refusal::kNone);
    CHECK(Refused(vendor, FromStandard(), kStandardSecrets, kStandardNow + 5 * kMinute + 1) ==
          Refusal::kTooOld);
    for (const char* name : {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
      Incoming missing = FromStandard();
      missing.headers.erase(name);
      CHECK(Refused(vendor, missing, kStandardSecrets, kStandardNow) == Refusal::kNoSignature);
    }
    Incoming other_id = FromStandard();
    other_id.headers["webhook-id"] = "msg_other";
    CHECK(Refused(vendor, other_id, kStandardSecrets, kStandardNow) == Refusal::kBadSignature);
    // A signature of the body alone, as one published sample has it, is not enough.
    Incoming body_only = FromStandard();
    body_only.headers["webhook-signature"] =
        "v1," + whyspec::ToBase64(whyspec::team::HmacSha256(
                    *whyspec::FromBase64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), body_only.body));
    CHECK(Refused(vendor, body_only, kStandardSecrets, kStandardNow) == Refusal::kBadSignature);
  }
}

TEST_CASE("Standard Webhooks: any of several v1 signatures counts, other versions do not") {
  Incoming incoming = FromStandard();
  const std::string good = incoming.headers["webhook-signature"];
  incoming.headers["webhook-signature"] = "v1,AAAA v1a,zzz " + good + " v2,x";
  CHECK(Refused(Vendor::kStandard, incoming, kStandardSecrets, kStandardNow) == Refusal::kNone);
  incoming.headers["webhook-signature"] = "v2," + good.substr(3);
  CHECK(Refused(Vendor::kStandard, incoming, kStandardSecrets, kStandardNow) == Refusal::kBadSignature);
  incoming.headers["webhook-signature"] = "v1,";
  CHECK(Refused(Vendor::kStandard, incoming, {.secrets = {"whsec_not base64"}}, kStandardNow) ==
        Refusal::kBadSignature);
}

TEST_CASE("Aircall: the token in the body; it signs nothing") {
  const Secrets secrets{.secrets = {"air-token"}};
  const Verdict verdict =
      Check(Vendor::kAircall, {.body = R"({"token":"air-token","event":"call.ended"})"}, secrets, kNow);
  CHECK(verdict.refusal == Refusal::kNone);
  CHECK_FALSE(verdict.is_signed);
  CHECK(Refused(Vendor::kAircall, {.body = R"({"token":"air-tokem"})"}, secrets) == Refusal::kBadSignature);
  CHECK(Refused(Vendor::kAircall, {.body = R"({"event":"call.ended"})"}, secrets) == Refusal::kNoSignature);
  CHECK(Refused(Vendor::kAircall, {.body = R"({"token":["air-token"]})"}, secrets) == Refusal::kNoSignature);
  CHECK(Refused(Vendor::kAircall, {.body = "not json"}, secrets) == Refusal::kNoSignature);
  // What blogs describe does not exist.
  CHECK(Refused(Vendor::kAircall, {.headers = {{"x-aircall-signature", "air-token"}}, .body = "{}"},
                secrets) == Refusal::kNoSignature);
}

TEST_CASE("Read.ai: HMAC under a key that is base64") {
  const Secrets secrets{.secrets = {"cmVhZC1haS1rZXk="}};
  Incoming incoming{
      .headers = {{"x-read-signature", "de0a7265675341f837f4cbd89af1237c8f7aa0dd41aad9c107a28489047c7cbb"}},
      .body = R"({"session_id":"s1"})"};
  CHECK(Check(Vendor::kReadAi, incoming, secrets, kNow).is_signed);
  // A key that cannot be read signs nothing: not even what an empty key would.
  Incoming forged = incoming;
  forged.headers["x-read-signature"] = whyspec::ToHex(whyspec::team::HmacSha256("", forged.body));
  CHECK(Refused(Vendor::kReadAi, forged, {.secrets = {"no base64!"}}) == Refusal::kBadSignature);
  incoming.body += " ";
  CHECK(Refused(Vendor::kReadAi, incoming, secrets) == Refusal::kBadSignature);
}

TEST_CASE("tl;dv and Modjo sign nothing: the address is the secret") {
  for (Vendor vendor : {Vendor::kTldv, Vendor::kModjo}) {
    const Secrets secrets{.path_secret = "s3cret"};
    CHECK(Refused(vendor, {.body = "{}", .path_secret = "s3cret"}, secrets) == Refusal::kNone);
    CHECK_FALSE(Check(vendor, {.body = "{}", .path_secret = "s3cret"}, secrets, kNow).is_signed);
    CHECK(Refused(vendor, {.body = "{}", .path_secret = "s3creT"}, secrets) == Refusal::kBadSignature);
    CHECK(Refused(vendor, {.body = "{}"}, secrets) == Refusal::kNoSignature);
  }
}

TEST_CASE("Names of vendors in addresses go both ways") {
  for (Vendor vendor : kVendors) CHECK(ParseVendor(Name(vendor)) == vendor);
  CHECK_FALSE(ParseVendor("HubSpot"));
  CHECK_FALSE(ParseVendor(""));
}
