// Who am I; signing in with a browser, and out again.
#include "http/app.h"
#include "http/handlers.h"
#include "http/read_body.h"
#include "http/session.h"
#include "http/views.h"
#include "team/access.h"

namespace whyspec::http {
namespace {

std::string_view ActionName(team::Action action) {
  switch (action) {
    case team::Action::kReadCalls:
      return "read_calls";
    case team::Action::kLogCalls:
      return "log_calls";
    case team::Action::kPublishSpecs:
      return "publish_specs";
    case team::Action::kReadSpecs:
      return "read_specs";
    case team::Action::kVerify:
      return "verify";
    case team::Action::kFollowChanges:
      return "follow_changes";
    case team::Action::kReadReport:
      return "read_report";
    case team::Action::kErase:
      return "erase";
    case team::Action::kManageTokens:
      return "manage_tokens";
    case team::Action::kManageHooks:
      return "manage_hooks";
    case team::Action::kReadAudit:
      return "read_audit";
    case team::Action::kGrant:
      return "grant";
    case team::Action::kReadMetrics:
      return "read_metrics";
  }
  return "";
}

}  // namespace

Response Me(Context& context) {
  Json actions = Json::array();
  for (const team::Action action : team::kActions) {
    if (team::May(context.caller.role, action)) actions.push_back(ActionName(action));
  }
  return JsonResponse(200, Dump(Json{{"person", context.caller.person},
                                     {"email", context.caller.email},
                                     {"role", team::Name(context.caller.role)},
                                     {"actions", std::move(actions)},
                                     {"csrf", CsrfOf(context.token)}}));
}

Response SignIn(Context& context) {
  // A stranger's page must not sign a visitor in as somebody else.
  if (!IsSameOrigin(context.request.headers)) {
    return ProblemResponse(403, "This request did not come from a page of this server.");
  }
  auto body = BodyObject(context);
  if (auto* wrong = std::get_if<Response>(&body)) return std::move(*wrong);
  std::vector<Problem::Place> errors;
  ObjectReader reader(std::get<Json>(body), "", errors);
  const std::string token = reader.Required("token", 500);
  reader.Finish();
  if (!errors.empty()) return WrongPlaces(std::move(errors));
  std::int64_t retry_s = 0;
  const auto caller = context.app.Authenticate(token, context.request.address, retry_s);
  if (retry_s > 0) {
    ++context.app.metrics().rate_limited;
    Response response =
        ProblemResponse(429, "Too many wrong login links were tried from your address. Wait a little.");
    response.headers.Set("Retry-After", std::to_string(retry_s));
    return response;
  }
  if (!caller) {
    if (caller.error().code != ErrorCode::kNotFound) return ErrorResponse(caller.error());
    return ProblemResponse(401, "This login link does not work, or no longer. Ask for a new one.");
  }
  Response response = NoContent();
  response.headers.Set("Set-Cookie", SessionCookie(token, context.app.is_https()));
  return response;
}

Response SignOut(Context& context) {
  Response response = NoContent();
  response.headers.Set("Set-Cookie", EndedSessionCookie(context.app.is_https()));
  return response;
}

}  // namespace whyspec::http
