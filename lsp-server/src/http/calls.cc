#include "base/base64.h"
#include "base/strings.h"
#include "base/uri.h"
#include "http/app.h"
#include "http/etag.h"
#include "http/handlers.h"
#include "http/read_body.h"
#include "http/views.h"
#include "team/crypto.h"

namespace whyspec::http {
namespace {

Response PutAnswer(const Result<team::CallStore::PutResult>& result, bool conditional) {
  if (!result) return ErrorResponse(result.error(), conditional);
  Response response = JsonResponse(result->created ? 201 : 200, PutResultText(*result));
  response.headers.Set("Location", "/v1/calls/" + PercentEncode(result->id));
  response.headers.Set("ETag", EtagOf(result->version));
  return response;
}

// A call sent again after a crash must meet the one that was logged, although nobody was told
// of it: the key of the request becomes its source. A call that names its source needs none.
void KeyBySource(const Context& context, calls::Call& call) {
  const std::string_view key = context.request.headers.Get("Idempotency-Key");
  if (key.empty() || !call.source.system.empty() || !call.source.id.empty()) return;
  call.source.system = "api";
  call.source.id = ToHex(team::Sha256(StrCat(context.caller.token_id, ' ', key)).substr(0, 16));
}

}  // namespace

Response ListCalls(Context& context) {
  const Query& query = context.query;
  team::CallFilter filter;
  filter.account = query.Text("account");
  filter.owner = query.Text("owner");
  filter.source_system = query.Text("source");
  const auto from = query.Instant("from");
  const auto before = query.Instant("before");
  const auto limit = LimitOf(query);
  for (const Error* error : {from ? nullptr : &from.error(), before ? nullptr : &before.error(),
                             limit ? nullptr : &limit.error()}) {
    if (error != nullptr) return ProblemResponse(400, error->message);
  }
  filter.started_from_ms = *from;
  filter.started_before_ms = *before;
  if (query.Has("type")) {
    filter.type = calls::ParseCallType(query.Text("type"));
    if (!filter.type) {
      return ProblemResponse(
          400, "\"type\" must be discovery, demo, follow_up, interview, check_in, negotiation or other.");
    }
  }
  const auto page = context.app.service().ListCalls(context.caller, filter, query.Text("cursor"), *limit);
  if (!page) return ErrorResponse(page.error());
  std::vector<std::string> items;
  items.reserve(page->calls.size());
  for (const team::CallView& view : page->calls) items.push_back(CallText(view, Turns::kWithout));
  return JsonResponse(200, ListOf(items, page->next));
}

Response CreateCall(Context& context) {
  auto body = BodyObject(context);
  if (auto* wrong = std::get_if<Response>(&body)) return std::move(*wrong);
  auto call = BodyCall(context, std::get<Json>(body), "");
  if (auto* wrong = std::get_if<Response>(&call)) return std::move(*wrong);
  const auto precondition = PreconditionOf(context.request.headers);
  if (!precondition) return ProblemResponse(400, precondition.error().message);
  KeyBySource(context, std::get<calls::Call>(call));
  return PutAnswer(
      context.app.service().PutCall(context.caller, std::move(std::get<calls::Call>(call)), *precondition),
      IsConditional(context.request.headers));
}

Response ReadCall(Context& context) {
  const auto view = context.app.service().ReadCall(context.caller, context.values[0]);
  if (!view) return ErrorResponse(view.error());
  Response response = JsonResponse(200, CallText(*view, Turns::kWith));
  response.headers.Set("ETag", EtagOf(view->version, response.body));
  return response;
}

Response PutCall(Context& context) {
  auto body = BodyObject(context);
  if (auto* wrong = std::get_if<Response>(&body)) return std::move(*wrong);
  auto call = BodyCall(context, std::get<Json>(body), context.values[0]);
  if (auto* wrong = std::get_if<Response>(&call)) return std::move(*wrong);
  const auto precondition = PreconditionOf(context.request.headers);
  if (!precondition) return ProblemResponse(400, precondition.error().message);
  return PutAnswer(
      context.app.service().PutCall(context.caller, std::move(std::get<calls::Call>(call)), *precondition),
      IsConditional(context.request.headers));
}

Response PatchCall(Context& context) {
  auto body = BodyObject(context);
  if (auto* wrong = std::get_if<Response>(&body)) return std::move(*wrong);
  const auto precondition = PreconditionOf(context.request.headers);
  if (!precondition) return ProblemResponse(400, precondition.error().message);
  return PutAnswer(
      context.app.service().PatchCall(context.caller, context.values[0], context.body, *precondition),
      IsConditional(context.request.headers));
}

Response EraseCall(Context& context) {
  const auto reason = ReasonOf(context.query);
  if (!reason) return ProblemResponse(400, reason.error().message);
  const auto erased = context.app.service().EraseCall(context.caller, context.values[0], *reason);
  if (!erased) return ErrorResponse(erased.error());
  return JsonResponse(200, Dump(ErasedJson(*erased)));
}

}  // namespace whyspec::http
