// What vendors tell us: handed to team/webhooks as it came.
#include "base/ascii.h"
#include "base/strings.h"
#include "http/app.h"
#include "http/handlers.h"
#include "http/problem.h"
#include "team/webhooks/receive.h"

namespace whyspec::http {

Response Webhook(Context& context) {
  const auto vendor = team::webhooks::ParseVendor(context.values[0]);
  // A vendor that is not set up and one that does not exist look the same.
  if (!vendor) return ProblemResponse(404, "There is nothing at this address.");
  const Request& request = context.request;
  team::webhooks::Incoming incoming;
  incoming.method = request.method;
  // As the vendor called it: some sign the address.
  const AppOptions& options = context.app.options();
  std::string base = options.public_url;
  while (base.ends_with('/')) base.pop_back();
  if (base.empty()) base = StrCat(request.secure ? "https://" : "http://", request.headers.Get("Host"));
  incoming.uri = StrCat(base, request.target);
  for (const auto& [name, value] : request.headers.fields()) incoming.headers.try_emplace(Lower(name), value);
  incoming.body = request.body;
  if (context.values.size() > 1) incoming.path_secret = context.values[1];
  const team::webhooks::Answer answer = team::webhooks::Receive(context.app.service(), options.webhooks,
                                                                *vendor, incoming, context.app.NowMs());
  if (answer.status >= 400) {
    ++context.app.metrics().webhooks_refused;
    if (answer.status == 401) return ProblemResponse(401, "This webhook is not signed as it must be.");
    if (answer.status == 404) return ProblemResponse(404, "There is nothing at this address.");
    Response response =
        ProblemResponse(answer.status, "This webhook cannot be taken in. Send it again later.");
    if (answer.status == 503) response.headers.Set("Retry-After", "2");
    return response;
  }
  options.wake_worker();
  return JsonResponse(answer.status, answer.json);
}

}  // namespace whyspec::http
