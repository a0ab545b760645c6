#include "http/app.h"

#include <algorithm>
#include <chrono>
#include <exception>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/gzip.h"
#include "base/host.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "http/etag.h"
#include "http/finish.h"
#include "http/idempotency.h"
#include "http/json.h"
#include "http/problem.h"
#include "http/session.h"
#include "team/crypto.h"

namespace whyspec::http {
namespace {

constexpr std::size_t kMostSignedIn = 20'000;

bool IsSafe(std::string_view method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

Response TooMany(std::int64_t retry_s, std::string_view who) {
  Response response =
      ProblemResponse(429, StrCat("Too many requests ", who, ". Wait ",
                                  Plural(static_cast<std::size_t>(retry_s), "second"), " and try again."));
  response.headers.Set("Retry-After", std::to_string(retry_s));
  return response;
}

bool IsType(std::string_view content_type, std::string_view type) {
  return EqualIgnoringCase(Trim(content_type.substr(0, content_type.find(';'))), type);
}

// Nothing when the type fits.
std::optional<Response> WrongType(const Request& request, Takes takes) {
  const std::string_view type = request.headers.Get("Content-Type");
  std::string_view wanted;
  bool fits = true;
  switch (takes) {
    case Takes::kNothing:
    case Takes::kRaw:
      return std::nullopt;
    case Takes::kJson:
      wanted = "application/json";
      fits = IsType(type, wanted);
      break;
    case Takes::kMergePatch:
      wanted = "application/merge-patch+json";
      fits = IsType(type, wanted) || IsType(type, "application/json");
      break;
    case Takes::kUpload:
      wanted = "multipart/form-data";
      fits = IsType(type, wanted);
      break;
  }
  if (fits) return std::nullopt;
  return ProblemResponse(415, StrCat("This address takes ", wanted, ". Set the Content-Type header to it."));
}

// The body, off the wire and unpacked.
Result<std::string> BodyOf(Request& request, std::size_t limit) {
  if (request.read_body) {
    auto body = request.read_body(limit);
    if (!body) return body.error();
    request.body = std::move(*body);
  } else if (request.body.size() > limit) {
    return Error{.code = ErrorCode::kTooLarge, .message = TooLargeText(limit)};
  }
  const std::string_view encoding = Trim(request.headers.Get("Content-Encoding"));
  if (encoding.empty() || EqualIgnoringCase(encoding, "identity")) return request.body;
  if (EqualIgnoringCase(encoding, "gzip")) return Gunzip(request.body, limit);
  return Error{
      .code = ErrorCode::kInvalid,
      .message = "The body is packed in a way this server does not know. Send it with gzip, or as it is."};
}

}  // namespace

std::string TooLargeText(std::size_t limit) {
  return StrCat("The body is larger than ",
                limit >= 1024UL * 1024 ? StrCat(limit / 1024 / 1024, " MB") : StrCat(limit, " bytes"),
                ", the most this address takes. Send less at once.");
}

App::App(AppOptions options)
    : options_(std::move(options)),
      router_(AllRoutes()),
      by_token_(options_.limits.token_per_second, options_.limits.token_burst),
      by_address_(options_.limits.address_per_second, options_.limits.address_burst),
      failures_(options_.limits.failures_per_second, options_.limits.failures_burst) {
  is_https_ = options_.public_url.starts_with("https://");
  hosts_ = options_.allowed_hosts;
  if (const auto host = HostOfUrl(options_.public_url); !host.empty()) hosts_.push_back(host);
}

App::~App() { Stop(); }

void App::Stop() {
  if (stopping_.exchange(true)) return;
  options_.service->call_store().Stop();
}

const std::vector<EmbeddedFile>& App::pages() const {
  return options_.pages != nullptr ? *options_.pages : web_files();
}

const std::string& App::Packed(const EmbeddedFile& file) {
  const std::lock_guard lock(mutex_);
  const auto [found, is_new] = packed_.try_emplace(file.name);
  if (is_new) found->second = Gzip(file.bytes, 9);
  return found->second;
}

App::Follower::Follower(App& app) : app_(app), admitted_(app.followers_++ < app.options_.limits.followers) {}
App::Follower::~Follower() { --app_.followers_; }

Result<team::Caller> App::Authenticate(std::string_view token, const std::string& address,
                                       std::int64_t& retry_s) {
  retry_s = 0;
  const std::string hash = team::Sha256(token);
  bool known = false;
  {
    const std::lock_guard lock(mutex_);
    known = signed_in_.contains(hash);
  }
  // Guessing costs the guesser, not those of the same address who have the right one already.
  if (!known) {
    retry_s = failures_.Look(address, NowMs());
    if (retry_s > 0) return Error{.code = ErrorCode::kForbidden, .message = ""};
  }
  auto caller = token.empty() ? Result<team::Caller>(Error{.code = ErrorCode::kNotFound, .message = ""})
                              : service().Authenticate(token);
  if (caller) {
    if (!known) {
      const std::lock_guard lock(mutex_);
      if (signed_in_.size() >= kMostSignedIn) signed_in_.clear();
      signed_in_.insert(hash);
    }
    return caller;
  }
  if (caller.error().code == ErrorCode::kNotFound) {
    const std::lock_guard lock(mutex_);
    signed_in_.erase(hash);
  }
  if (caller.error().code == ErrorCode::kNotFound) {
    ++metrics_.sign_ins_refused;
    failures_.Take(address, NowMs());
  }
  return caller;
}

Response App::Handle(Request request) {
  const auto start = std::chrono::steady_clock::now();
  ++metrics_.in_work;
  const Route* route = nullptr;
  std::string actor;
  const std::string id = ToHex(team::RandomBytes(8));
  Response response;
  try {
    response = Answer(request, route, actor);
  } catch (const std::exception&) {
    // What it says could hold content; the id finds the request in the log.
    response =
        ProblemResponse(500, "Something went wrong on the server. Give its administrator the request id.");
  }
  Finish(*this, request, route, id, response);
  const auto spent =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  --metrics_.in_work;
  metrics_.Count(request.method, route != nullptr ? route->pattern : "", response.status, spent.count(),
                 response.body.size());
  options_.access_log(AccessLine({.at_ms = NowMs(),
                                  .id = id,
                                  .method = request.method,
                                  .route = route != nullptr ? std::string(route->pattern) : std::string(),
                                  .path = std::string(request.path()),
                                  .status = response.status,
                                  .microseconds = spent.count(),
                                  .bytes_in = request.body.size(),
                                  .bytes_out = response.body.size(),
                                  .actor = actor,
                                  .address = request.address}));
  return response;
}

Response App::Answer(Request& request, const Route*& route, std::string& actor) {
  RouteMatch match = router_.Find(request.method, request.path());
  // Who mistyped an address in a browser gets a page that says so, with a way on.
  const bool is_lost = match.route == nullptr && match.allow.empty() &&
                       (request.method == "GET" || request.method == "HEAD") &&
                       !request.path().starts_with("/v1") && !request.path().starts_with("/assets/") &&
                       request.headers.Get("Accept").find("text/html") != std::string::npos;
  if (is_lost) match = router_.Find("GET", "/");
  route = match.route;
  // Probes of a load balancer call us by address; they learn nothing.
  const bool is_probe = route != nullptr && route->needs == Needs::kNothing && !route->is_page &&
                        (route->pattern == "/v1/health" || route->pattern == "/v1/ready");
  if (!is_probe && !IsOurHost(request.headers.Get("Host"))) {
    return ProblemResponse(421,
                           "This server does not answer under that host name. If it should, start it with "
                           "--public-url or --allowed-host.");
  }
  if (const std::int64_t retry_s = by_address_.Take(request.address, NowMs()); retry_s > 0) {
    ++metrics_.rate_limited;
    return TooMany(retry_s, "from your address");
  }
  if (route == nullptr) {
    if (match.allow.empty()) return ProblemResponse(404, "There is nothing at this address.");
    Response response = request.method == "OPTIONS"
                            ? NoContent()
                            : ProblemResponse(405, StrCat("This address takes only: ", match.allow, "."));
    response.headers.Set("Allow", match.allow);
    return response;
  }
  Response response = Dispatch(request, *route, match, actor);
  if (is_lost && response.status == 200) response.status = 404;
  return response;
}

Response App::Dispatch(Request& request, const Route& route, const RouteMatch& match, std::string& actor) {
  Context context{.app = *this,
                  .request = request,
                  .caller = {},
                  .token = {},
                  .values = match.values,
                  .query = {},
                  .body = {}};
  if (route.needs == Needs::kCaller) {
    const Credentials credentials = CredentialsOf(request.headers, is_https_);
    std::int64_t retry_s = 0;
    auto caller = Authenticate(credentials.token, request.address, retry_s);
    if (retry_s > 0) {
      ++metrics_.rate_limited;
      return TooMany(retry_s, "with a wrong token");
    }
    if (!caller) {
      if (caller.error().code != ErrorCode::kNotFound) return ErrorResponse(caller.error());
      Response response = ProblemResponse(
          401, "Sign in: send Authorization: Bearer and your token, or open your login link in the browser.");
      response.headers.Set("WWW-Authenticate", "Bearer realm=\"whyspec\"");
      return response;
    }
    context.caller = std::move(*caller);
    context.token = credentials.token;
    actor = context.caller.token_id;
    if (const std::int64_t wait_s = by_token_.Take(context.caller.token_id, NowMs()); wait_s > 0) {
      ++metrics_.rate_limited;
      return TooMany(wait_s, "with this token");
    }
    if (credentials.from_cookie && !IsSafe(request.method) &&
        !IsFromOurPage(request.headers, credentials.token)) {
      return ProblemResponse(
          403, "This request did not come from a page of this server. Reload the page and try again.");
    }
  }
  if (!route.any_query) {
    auto query = Query::Parse(request.query(), route.query);
    if (!query) return ProblemResponse(400, query.error().message);
    context.query = std::move(*query);
  }

  const std::size_t limit = route.takes == Takes::kUpload    ? options_.limits.upload_bytes
                            : route.takes == Takes::kNothing ? 0
                                                             : options_.limits.json_bytes;
  if (auto wrong = WrongType(request, route.takes)) {
    wrong->close = request.read_body != nullptr;
    return std::move(*wrong);
  }
  auto body = BodyOf(request, limit);
  if (!body) {
    const int status = body.error().code == ErrorCode::kTooLarge    ? 413
                       : body.error().code == ErrorCode::kCancelled ? 408
                                                                    : 400;
    Response response = ProblemResponse(status, status == 413 && limit == 0
                                                    ? std::string("This address takes no body. Leave it out.")
                                                    : body.error().message);
    response.close = true;
    return response;
  }
  context.body = std::move(*body);
  if (request.method == "POST" && !route.answers_secret && route.needs == Needs::kCaller &&
      request.headers.Has("Idempotency-Key")) {
    return Remembered(context, route);
  }
  return route.handler(context);
}

Response App::Remembered(Context& context, const Route& route) {
  const std::string key(context.request.headers.Get("Idempotency-Key"));
  if (!IsIdempotencyKey(key)) {
    return ProblemResponse(400, "Idempotency-Key must be 1 to 200 visible ASCII characters.");
  }
  // Twice at once: the second is told to come back, and gets the first one's answer then.
  const std::string in_work = StrCat(context.caller.token_id, ' ', key);
  {
    const std::lock_guard lock(mutex_);
    if (!in_work_.insert(in_work).second) {
      Response response =
          ProblemResponse(409, "A request with this Idempotency-Key is being answered. Try again.");
      response.headers.Set("Retry-After", "1");
      return response;
    }
  }
  struct Leave {
    App& app;
    const std::string& key;
    ~Leave() {
      const std::lock_guard lock(app.mutex_);
      app.in_work_.erase(key);
    }
  } const leave{*this, in_work};
  const Idempotency remembered(service(), context.caller.token_id, key, context.request);
  if (auto answer = remembered.Find()) return std::move(*answer);
  Response response = route.handler(context);
  return remembered.Remember(std::move(response), NowMs());
}

bool App::IsOurHost(std::string_view host) const {
  const std::string name = Lower(HostWithoutPort(host));
  return IsLoopbackHost(name) || IsAddress(name) ||
         std::find(hosts_.begin(), hosts_.end(), name) != hosts_.end();
}

}  // namespace whyspec::http
