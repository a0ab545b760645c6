// The change feed: long polling, and server-sent events.
#include <memory>

#include "base/strings.h"
#include "http/app.h"
#include "http/handlers.h"
#include "http/read_body.h"
#include "http/views.h"

namespace whyspec::http {
namespace {

constexpr std::int64_t kMaxSequence = 9'000'000'000'000'000;
constexpr std::int64_t kHeartbeatMs = 15'000;
constexpr std::size_t kStreamPage = 100;

std::string PageText(const team::Service::ChangePage& page) {
  std::string text = "{\"items\":[";
  for (std::size_t i = 0; i < page.changes.size(); ++i) {
    if (i > 0) text += ',';
    text += ChangeText(page.changes[i]);
  }
  text += StrCat("],\"next\":", page.next, ",\"more\":", page.more ? "true" : "false", ",\"history\":\"",
                 page.history, "\"}");
  return text;
}

// Data of an event may hold no line end: ours are between tokens of the JSON only.
void WriteEvent(const team::Service::ChangeView& change, std::string& out) {
  std::string data = ChangeText(change);
  for (char& c : data) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  out += StrCat("id: ", change.change.sequence, "\nevent: ", team::Name(change.change.kind), "\ndata: ", data,
                "\n\n");
}

}  // namespace

Response Changes(Context& context) {
  const auto after = context.query.Integer("after", 0, kMaxSequence, 0);
  const auto limit = LimitOf(context.query);
  const auto wait_s = context.query.Integer("wait", 0, 55, 0);
  for (const Error* error : {after ? nullptr : &after.error(), limit ? nullptr : &limit.error(),
                             wait_s ? nullptr : &wait_s.error()}) {
    if (error != nullptr) return ProblemResponse(400, error->message);
  }
  // Who is one too many, or comes while the server stops, is answered at once.
  const App::Follower follower(context.app);
  const std::int64_t wait_ms = follower.admitted() && !context.app.stopping() ? *wait_s * 1000 : 0;
  const auto brief = context.query.Flag("brief");
  if (!brief) return ProblemResponse(400, brief.error().message);
  const auto from = context.query.Has("after") ? std::optional(*after) : std::nullopt;
  const auto page = *brief ? context.app.service().ChangesBriefly(context.caller, from, *limit, wait_ms)
                           : context.app.service().Changes(context.caller, *after, *limit, wait_ms);
  if (!page) return ErrorResponse(page.error());
  return JsonResponse(200, PageText(*page));
}

Response ChangeStream(Context& context) {
  // A browser that comes back says what it saw last.
  const std::string last_seen(context.request.headers.Get("Last-Event-ID"));
  Result<std::int64_t> after = context.query.Integer("after", 0, kMaxSequence, 0);
  if (!last_seen.empty()) {
    const std::string_view known[] = {"after"};
    const auto query = Query::Parse("after=" + last_seen, known);
    if (!query) return ProblemResponse(400, "Last-Event-ID must be the id of an event of this stream.");
    after = query->Integer("after", 0, kMaxSequence, 0);
  }
  if (!after) return ProblemResponse(400, after.error().message);
  auto follower = std::make_shared<App::Follower>(context.app);
  if (!follower->admitted()) {
    Response response =
        ProblemResponse(503, "Too many follow the changes at this moment. Ask GET /v1/changes instead.");
    response.headers.Set("Retry-After", "30");
    return response;
  }
  Response response;
  response.headers.Set("Content-Type", "text/event-stream; charset=utf-8");
  response.headers.Set("X-Accel-Buffering", "no");
  response.stream = [&app = context.app, caller = context.caller, token = context.token, start = *after,
                     follower = std::move(follower)](const Write& write) {
    team::Sequence seen = start;
    if (!write(": whyspec\n\n")) return;
    while (!app.stopping()) {
      // A token that was revoked meanwhile ends the stream.
      if (!app.service().Authenticate(token)) return;
      const auto page = app.service().Changes(caller, seen, kStreamPage, kHeartbeatMs);
      if (!page) return;
      std::string text;
      for (const team::Service::ChangeView& change : page->changes) WriteEvent(change, text);
      if (text.empty()) text = ": waiting\n\n";
      if (!write(text)) return;
      seen = page->next;
    }
  };
  return response;
}

}  // namespace whyspec::http
