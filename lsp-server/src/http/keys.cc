// API tokens and our own webhooks. Secrets are shown once, when they are made.
#include "base/ascii.h"
#include "base/date.h"
#include "http/app.h"
#include "http/handlers.h"
#include "http/read_body.h"
#include "http/views.h"

namespace whyspec::http {

Response ListTokens(Context& context) {
  const auto tokens = context.app.service().ListTokens(context.caller);
  if (!tokens) return ErrorResponse(tokens.error());
  std::vector<std::string> items;
  for (const team::Token& token : *tokens) items.push_back(Dump(TokenJson(token)));
  return JsonResponse(200, ListOf(items));
}

Response CreateToken(Context& context) {
  auto body = BodyObject(context);
  if (auto* wrong = std::get_if<Response>(&body)) return std::move(*wrong);
  std::vector<Problem::Place> errors;
  ObjectReader reader(std::get<Json>(body), "", errors);
  team::Caller whom;
  whom.person = reader.Text("person", 200);
  whom.email = Lower(reader.Text("email", 320));
  const auto role = team::ParseRole(reader.Required("role"));
  if (!role) reader.Wrong("role", "This must be sales, product, engineering, founder, dpo or ci.");
  whom.role = role.value_or(team::Role::kCi);
  std::optional<std::int64_t> expires_ms;
  if (const std::string text = reader.Text("expires_at", 40); !text.empty()) {
    expires_ms = ParseInstant(text);
    if (!expires_ms || *expires_ms <= context.app.NowMs()) {
      reader.Wrong("expires_at", "This must be a day or a time that is still to come.");
    }
  }
  reader.Finish();
  if (!errors.empty()) return WrongPlaces(std::move(errors));
  const auto made = context.app.service().CreateToken(context.caller, whom, expires_ms);
  if (!made) return ErrorResponse(made.error());
  return JsonResponse(201, Dump(Json{{"token", TokenJson(made->token)}, {"secret", made->secret}}));
}

Response RevokeToken(Context& context) {
  const Status revoked = context.app.service().RevokeToken(context.caller, context.values[0]);
  return revoked ? NoContent() : ErrorResponse(revoked.error());
}

Response ListHooks(Context& context) {
  const auto hooks = context.app.service().ListHooks(context.caller);
  if (!hooks) return ErrorResponse(hooks.error());
  std::vector<std::string> items;
  for (const team::Subscription& hook : *hooks) items.push_back(Dump(HookJson(hook, false)));
  return JsonResponse(200, ListOf(items));
}

Response AddHook(Context& context) {
  auto body = BodyObject(context);
  if (auto* wrong = std::get_if<Response>(&body)) return std::move(*wrong);
  std::vector<Problem::Place> errors;
  ObjectReader reader(std::get<Json>(body), "", errors);
  team::Subscription hook;
  hook.url = reader.Required("url", 2000);
  hook.events = reader.Texts("events", 10, 100);
  for (const std::string& event : hook.events) {
    if (event != "spec.status_changed" && event != "call.erased") {
      reader.Wrong("events", "Events are spec.status_changed and call.erased.");
      break;
    }
  }
  hook.owner = reader.Text("owner", 200);
  reader.Finish();
  if (!errors.empty()) return WrongPlaces(std::move(errors));
  const auto added = context.app.service().AddHook(context.caller, hook);
  if (!added) return ErrorResponse(added.error());
  return JsonResponse(201, Dump(HookJson(*added, true)));
}

Response RemoveHook(Context& context) {
  const Status removed = context.app.service().RemoveHook(context.caller, context.values[0]);
  return removed ? NoContent() : ErrorResponse(removed.error());
}

}  // namespace whyspec::http
