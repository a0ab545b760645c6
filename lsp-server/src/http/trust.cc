// Erasure, access requests, the audit log.
#include "base/strings.h"
#include "http/app.h"
#include "http/handlers.h"
#include "http/read_body.h"
#include "http/views.h"

namespace whyspec::http {
namespace {

constexpr std::int64_t kMaxNumber = 9'000'000'000'000'000;

Response ShowAudit(Context& context, team::AuditFilter filter) {
  const auto after = context.query.Integer("after", 0, kMaxNumber, 0);
  const auto limit = LimitOf(context.query);
  if (!after) return ProblemResponse(400, after.error().message);
  if (!limit) return ProblemResponse(400, limit.error().message);
  filter.after = *after;
  filter.limit = *limit;
  const std::string& order = context.query.Text("order");
  if (!order.empty() && order != "newest" && order != "oldest") {
    return ProblemResponse(400, "\"order\" must be newest or oldest.");
  }
  const auto before = context.query.Integer("before", 0, kMaxNumber, 0);
  if (!before) return ProblemResponse(400, before.error().message);
  filter.newest_first = order == "newest";
  filter.before = *before;
  const auto entries = context.app.service().Audit(context.caller, filter);
  if (!entries) return ErrorResponse(entries.error());
  std::vector<std::string> items;
  for (const team::AuditEntry& entry : *entries) items.push_back(Dump(AuditJson(entry)));
  const bool full = entries->size() == filter.limit;
  return JsonResponse(200, ListOf(items, full ? std::to_string(entries->back().number) : std::string()));
}

}  // namespace

Response Erase(Context& context) {
  auto body = BodyObject(context);
  if (auto* wrong = std::get_if<Response>(&body)) return std::move(*wrong);
  std::vector<Problem::Place> errors;
  ObjectReader reader(std::get<Json>(body), "", errors);
  const std::string account = reader.Text("account", 200);
  const bool has_person = reader.Has("person") && !reader.IsNull("person");
  const team::Person person = ReadPerson(reader, errors);
  const std::string reason = reader.Required("reason", 500);
  reader.Finish();
  if (has_person == !account.empty())
    reader.Wrong("person", "Say what to erase: either a person or an account.");
  if (!errors.empty()) return WrongPlaces(std::move(errors));
  const auto erased = account.empty() ? context.app.service().ErasePerson(context.caller, person, reason)
                                      : context.app.service().EraseAccount(context.caller, account, reason);
  if (!erased) return ErrorResponse(erased.error());
  return JsonResponse(200, Dump(ErasedJson(*erased)));
}

Response AccessRequest(Context& context) {
  auto body = BodyObject(context);
  if (auto* wrong = std::get_if<Response>(&body)) return std::move(*wrong);
  std::vector<Problem::Place> errors;
  ObjectReader reader(std::get<Json>(body), "", errors);
  const team::Person person = ReadPerson(reader, errors);
  if (!reader.Has("person") || reader.IsNull("person"))
    reader.Wrong("person", "Say whose data is asked for.");
  const std::string reason = reader.Required("reason", 500);
  reader.Finish();
  if (!errors.empty()) return WrongPlaces(std::move(errors));
  const auto dossier = context.app.service().FindPerson(context.caller, person, reason);
  if (!dossier) return ErrorResponse(dossier.error());
  return JsonResponse(
      200, Dump(Json{{"calls", dossier->calls}, {"specs", dossier->specs}, {"turns", dossier->turns}}));
}

Response Audit(Context& context) {
  return ShowAudit(context, {.object = context.query.Text("object"),
                             .owner = context.query.Text("owner"),
                             .actor = context.query.Text("actor")});
}

Response CallAudit(Context& context) {
  return ShowAudit(context, {.object = StrCat("call:", context.values[0]), .owner = "", .actor = ""});
}

}  // namespace whyspec::http
