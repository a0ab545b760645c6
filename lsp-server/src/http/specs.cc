#include "base/uri.h"
#include "http/app.h"
#include "http/etag.h"
#include "http/handlers.h"
#include "http/read_body.h"
#include "http/views.h"

namespace whyspec::http {

Response ListSpecs(Context& context) {
  const auto limit = LimitOf(context.query);
  if (!limit) return ProblemResponse(400, limit.error().message);
  const auto specs = context.app.service().ListSpecs(context.caller);
  if (!specs) return ErrorResponse(specs.error());
  const std::string& cursor = context.query.Text("cursor");
  std::vector<std::string> items;
  std::string last;
  std::string next;
  for (const team::TeamSpec& spec : *specs) {
    if (!cursor.empty() && spec.spec.id <= cursor) continue;
    if (items.size() == *limit) {
      next = last;
      break;
    }
    items.push_back(Dump(SpecSummaryJson(spec)));
    last = spec.spec.id;
  }
  return JsonResponse(200, ListOf(items, next));
}

Response ReadSpec(Context& context) {
  const auto view = context.app.service().ReadSpec(context.caller, context.values[0]);
  if (!view) return ErrorResponse(view.error());
  Response response = JsonResponse(200, Dump(SpecJson(*view)));
  response.headers.Set("ETag", EtagOf(view->spec.version, response.body));
  return response;
}

Response PutSpec(Context& context) {
  auto body = BodyObject(context);
  if (auto* wrong = std::get_if<Response>(&body)) return std::move(*wrong);
  auto spec = BodySpec(std::get<Json>(body), context.values[0]);
  if (auto* wrong = std::get_if<Response>(&spec)) return std::move(*wrong);
  const auto precondition = PreconditionOf(context.request.headers);
  if (!precondition) return ProblemResponse(400, precondition.error().message);
  const auto put = context.app.service().PublishSpec(
      context.caller, std::move(std::get<team::SpecRecord>(spec)), *precondition);
  if (!put) return ErrorResponse(put.error(), IsConditional(context.request.headers));
  Json json = {{"id", context.values[0]}, {"version", put->version}, {"created", put->created}};
  if (put->status_before) json["status_before"] = *put->status_before;
  Response response = JsonResponse(put->created ? 201 : 200, Dump(json));
  response.headers.Set("ETag", EtagOf(put->version));
  response.headers.Set("Location", "/v1/specs/" + PercentEncode(context.values[0]));
  return response;
}

Response RemoveSpec(Context& context) {
  const Status removed = context.app.service().RemoveSpec(context.caller, context.values[0]);
  return removed ? NoContent() : ErrorResponse(removed.error());
}

}  // namespace whyspec::http
