// What machines ask about the server: health, version, numbers, the description of the API.
#include "base/host.h"
#include "base/strings.h"
#include "base/version.h"
#include "http/app.h"
#include "http/handlers.h"
#include "http/json.h"
#include "http/session.h"
#include "team/access.h"

namespace whyspec::http {
namespace {

// Nothing, or the answer that refuses.
std::optional<Response> RefuseMetrics(Context& context) {
  const AppOptions& options = context.app.options();
  if (options.metrics_without_token && IsLoopbackHost(context.request.address)) return std::nullopt;
  const Credentials credentials = CredentialsOf(context.request.headers, context.app.is_https());
  std::int64_t retry_s = 0;
  const auto caller = context.app.Authenticate(credentials.token, context.request.address, retry_s);
  if (retry_s > 0) {
    Response response = ProblemResponse(429, "Too many requests with a wrong token.");
    response.headers.Set("Retry-After", std::to_string(retry_s));
    return response;
  }
  if (!caller) {
    Response response = ProblemResponse(401, "Sign in: send Authorization: Bearer and your token.");
    response.headers.Set("WWW-Authenticate", "Bearer realm=\"whyspec\"");
    return response;
  }
  if (!team::May(caller->role, team::Action::kReadMetrics)) {
    return ProblemResponse(403, "Your role may not read the server's numbers.");
  }
  return std::nullopt;
}

void AppendQueue(team::Service& service, team::Direction direction, std::string_view name, std::string& out) {
  const auto depth = service.deliveries().Count(direction);
  if (!depth) return;
  AppendMetric(out, StrCat("whyspec_deliveries_", name, "_waiting"), "gauge",
               "Webhooks still to be worked on.", depth->waiting);
  AppendMetric(out, StrCat("whyspec_deliveries_", name, "_put_aside"), "gauge", "Webhooks given up.",
               depth->put_aside);
}

}  // namespace

Response Health(Context& context) {
  const Status ping = context.app.service().database().Ping();
  if (!ping || context.app.stopping()) {
    Response response = JsonResponse(503, R"({"status":"unavailable"})");
    response.headers.Set("Retry-After", "2");
    return response;
  }
  return JsonResponse(200, R"({"status":"ok"})");
}

Response Ready(Context& context) {
  if (context.app.stopping()) return JsonResponse(503, R"({"status":"stopping"})");
  const auto log = context.app.service().call_store().Latest();
  if (log) return JsonResponse(200, R"({"status":"ok"})");
  Response response = JsonResponse(503, R"({"status":"unavailable"})");
  response.headers.Set("Retry-After", "2");
  return response;
}

Response ShowVersion(Context&) { return JsonResponse(200, Dump(Json{{"version", Version()}, {"api", 1}})); }

Response ShowMetrics(Context& context) {
  if (auto refusal = RefuseMetrics(context)) return std::move(*refusal);
  Response response;
  response.headers.Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  response.body = context.app.metrics().Text();
  team::Service& service = context.app.service();
  AppendQueue(service, team::Direction::kIn, "in", response.body);
  AppendQueue(service, team::Direction::kOut, "out", response.body);
  const auto latest = service.call_store().Latest();
  AppendMetric(response.body, "whyspec_database_up", "gauge", "Whether the database answers.",
               latest ? 1 : 0);
  if (latest) {
    AppendMetric(response.body, "whyspec_sequence", "gauge", "Number of the latest change.", *latest);
  }
  return response;
}

Response OpenApi(Context&) {
  Response response = JsonResponse(200, std::string(openapi_files().front().bytes));
  response.headers.Set("Cache-Control", "public, max-age=300");
  return response;
}

}  // namespace whyspec::http
