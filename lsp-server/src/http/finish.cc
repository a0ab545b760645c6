#include "http/finish.h"

#include "base/ascii.h"
#include "base/date.h"
#include "base/gzip.h"
#include "base/strings.h"
#include "http/etag.h"
#include "http/json.h"

namespace whyspec::http {
namespace {

constexpr std::size_t kWorthPacking = 1024;
constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
constexpr std::string_view kApiPolicy =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

bool TakesGzip(const Headers& headers) {
  for (const std::string_view item : ListItems(headers.Get("Accept-Encoding"))) {
    const std::string_view name = Trim(item.substr(0, item.find(';')));
    if (!EqualIgnoringCase(name, "gzip") && name != "*") continue;
    const std::size_t quality = item.find("q=");
    if (quality == std::string_view::npos) return true;
    // q=0, q=0.0 … say no.
    return item.substr(quality + 2).find_first_of("123456789") != std::string_view::npos;
  }
  return false;
}

// Line ends and other control characters cannot begin a header of their own.
std::string Clean(std::string_view value) {
  std::string out;
  for (const char c : value) {
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  }
  return out;
}

void CleanHeaders(Headers& headers) {
  Headers clean;
  for (const auto& [name, value] : headers.fields()) clean.Add(name, Clean(value));
  headers = std::move(clean);
}

void Secure(const App& app, bool is_page, Headers& headers) {
  headers.Set("Content-Security-Policy", std::string(is_page ? kPagePolicy : kApiPolicy));
  headers.Set("X-Content-Type-Options", "nosniff");
  headers.Set("X-Frame-Options", "DENY");
  headers.Set("Referrer-Policy", "no-referrer");
  headers.Set("Cross-Origin-Resource-Policy", "same-origin");
  headers.Set("Cross-Origin-Opener-Policy", "same-origin");
  headers.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()");
  if (app.is_https()) headers.Set("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace

void Finish(App& app, const Request& request, const Route* route, const std::string& id, Response& response) {
  Headers& headers = response.headers;
  if (response.status >= 400 && headers.Get("Content-Type") == "application/problem+json") {
    response.body = WithMembers(std::move(response.body), {{"instance", "urn:whyspec:request:" + id}});
  }
  const bool is_read = request.method == "GET" || request.method == "HEAD";
  if (is_read && response.status == 200 && headers.Has("ETag") &&
      IsSame(request.headers, headers.Get("ETag"))) {
    response.status = 304;
    response.body.clear();
    headers.Remove("Content-Type");
  }
  if (!headers.Has("Cache-Control")) headers.Set("Cache-Control", "no-store");
  // What everybody gets is the same for everybody.
  const bool is_public = headers.Get("Cache-Control").starts_with("public");
  headers.Set("Vary", is_public ? "Accept-Encoding" : "Authorization, Cookie, Accept-Encoding");
  // A secret beside text of somebody else's choice is not packed: its size would tell of it.
  const bool has_secret = route == nullptr || route->answers_secret || headers.Has("Set-Cookie");
  if (!has_secret && !response.stream && response.body.size() >= kWorthPacking &&
      !headers.Has("Content-Encoding") && TakesGzip(request.headers)) {
    std::string packed = Gzip(response.body, 1);
    if (!packed.empty() && packed.size() < response.body.size()) {
      response.body = std::move(packed);
      headers.Set("Content-Encoding", "gzip");
      // The same thing in other bytes: a weak tag would not do for If-Match.
    }
  }
  headers.Set("X-Request-Id", id);
  Secure(app, route != nullptr && route->is_page, headers);
  CleanHeaders(headers);
}

std::string AccessLine(const AccessEntry& entry) {
  std::string path = entry.path;
  if (path.starts_with("/v1/webhooks/")) {
    const std::size_t secret = path.find('/', std::string_view("/v1/webhooks/").size());
    if (secret != std::string::npos) path = path.substr(0, secret) + "/…";
  }
  const Json json = {{"at", FormatInstant(entry.at_ms)},
                     {"id", entry.id},
                     {"method", entry.method},
                     {"path", Shorten(Printable(path), 200)},
                     {"route", entry.route},
                     {"status", entry.status},
                     {"us", entry.microseconds},
                     {"in", entry.bytes_in},
                     {"out", entry.bytes_out},
                     {"actor", entry.actor},
                     {"address", entry.address}};
  return Dump(json);
}

}  // namespace whyspec::http
