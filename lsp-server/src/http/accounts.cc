#include "base/uri.h"
#include "http/app.h"
#include "http/etag.h"
#include "http/handlers.h"
#include "http/read_body.h"
#include "http/views.h"

namespace whyspec::http {

Response ListAccounts(Context& context) {
  const auto limit = LimitOf(context.query);
  if (!limit) return ProblemResponse(400, limit.error().message);
  const auto accounts = context.app.service().ListAccounts(context.caller);
  if (!accounts) return ErrorResponse(accounts.error());
  // In order of id; the cursor is the last id of the page before.
  const std::string& cursor = context.query.Text("cursor");
  std::vector<std::string> items;
  std::string last;
  std::string next;
  for (const team::Service::AccountView& view : *accounts) {
    if (!cursor.empty() && view.account.id <= cursor) continue;
    if (items.size() == *limit) {
      next = last;
      break;
    }
    items.push_back(Dump(AccountJson(view)));
    last = view.account.id;
  }
  return JsonResponse(200, ListOf(items, next));
}

Response ReadAccount(Context& context) {
  const auto view = context.app.service().ReadAccount(context.caller, context.values[0]);
  if (!view) return ErrorResponse(view.error());
  Response response = JsonResponse(200, Dump(AccountJson(*view)));
  response.headers.Set("ETag", EtagOf(view->version, response.body));
  return response;
}

Response PutAccount(Context& context) {
  auto body = BodyObject(context);
  if (auto* wrong = std::get_if<Response>(&body)) return std::move(*wrong);
  auto account = BodyAccount(std::get<Json>(body), context.values[0]);
  if (auto* wrong = std::get_if<Response>(&account)) return std::move(*wrong);
  const auto precondition = PreconditionOf(context.request.headers);
  if (!precondition) return ProblemResponse(400, precondition.error().message);
  const auto version =
      context.app.service().PutAccount(context.caller, std::get<calls::Account>(account), *precondition);
  if (!version) return ErrorResponse(version.error(), IsConditional(context.request.headers));
  Response response = JsonResponse(200, Dump(Json{{"id", context.values[0]}, {"version", *version}}));
  response.headers.Set("ETag", EtagOf(*version));
  response.headers.Set("Location", "/v1/accounts/" + PercentEncode(context.values[0]));
  return response;
}

Response EraseAccount(Context& context) {
  const auto reason = ReasonOf(context.query);
  if (!reason) return ProblemResponse(400, reason.error().message);
  const auto erased = context.app.service().EraseAccount(context.caller, context.values[0], *reason);
  if (!erased) return ErrorResponse(erased.error());
  return JsonResponse(200, Dump(ErasedJson(*erased)));
}

}  // namespace whyspec::http
