#include "http/app.h"
#include "http/handlers.h"
#include "http/views.h"

namespace whyspec::http {

Response Report(Context& context) {
  const auto overview = context.app.service().Overview(context.caller);
  if (!overview) return ErrorResponse(overview.error());
  return JsonResponse(200, Dump(OverviewJson(*overview)));
}

Response ReportCsv(Context& context) {
  const auto overview = context.app.service().Overview(context.caller);
  if (!overview) return ErrorResponse(overview.error());
  Response response;
  response.headers.Set("Content-Type", "text/csv; charset=utf-8; header=present");
  response.headers.Set("Content-Disposition", "attachment; filename=\"whyspec-report.csv\"");
  response.body = OverviewCsv(*overview);
  return response;
}

Response MyAccounts(Context& context) {
  const auto asks = context.app.service().MyAccounts(context.caller);
  if (!asks) return ErrorResponse(asks.error());
  std::vector<std::string> items;
  for (const team::AskAnswer& ask : *asks) items.push_back(Dump(AskJson(ask)));
  return JsonResponse(200, ListOf(items));
}

}  // namespace whyspec::http
