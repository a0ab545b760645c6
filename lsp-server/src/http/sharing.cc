// What owners decide about their calls: the switch and the grants.
#include <charconv>

#include "base/date.h"
#include "http/app.h"
#include "http/etag.h"
#include "http/handlers.h"
#include "http/read_body.h"
#include "http/views.h"

namespace whyspec::http {
namespace {

std::variant<team::Service::Switch, Response> ReadSwitch(const Json& record) {
  std::vector<Problem::Place> errors;
  ObjectReader reader(record, "", errors);
  team::Service::Switch to;
  if (reader.Has("level")) {
    if (reader.IsNull("level")) {
      to.level = std::optional<calls::Visibility>();
    } else {
      const auto level = calls::ParseVisibility(reader.Text("level"));
      if (!level)
        reader.Wrong("level", "This must be aggregate, alias, named, transcript, or null for no switch.");
      to.level = level;
    }
  }
  if (reader.Has("embargo_until")) {
    const std::string text = reader.Text("embargo_until", 40);
    if (!text.empty() && text != "closed" && !ParseDate(text)) {
      reader.Wrong("embargo_until", "This must be \"closed\", a day such as 2026-01-13, or null.");
    }
    to.embargo_until = text;
  }
  if (reader.Has("consent")) {
    const auto consent = calls::ParseConsent(reader.Text("consent"));
    if (!consent) reader.Wrong("consent", "This must be unknown, informed, consented, refused or withdrawn.");
    to.consent = consent;
  }
  if (reader.Has("retention_until")) {
    if (reader.IsNull("retention_until")) {
      to.retention_until = std::optional<Date>();
    } else {
      const auto day = ParseDate(reader.Text("retention_until"));
      if (!day) reader.Wrong("retention_until", "This must be a day such as 2026-01-13, or null.");
      to.retention_until = day;
    }
  }
  to.reason = reader.Required("reason", 500);
  reader.Finish();
  if (!errors.empty()) return WrongPlaces(std::move(errors));
  return to;
}

}  // namespace

Response SwitchCall(Context& context) {
  auto body = BodyObject(context);
  if (auto* wrong = std::get_if<Response>(&body)) return std::move(*wrong);
  auto to = ReadSwitch(std::get<Json>(body));
  if (auto* wrong = std::get_if<Response>(&to)) return std::move(*wrong);
  const auto view = context.app.service().SwitchCall(context.caller, context.values[0],
                                                     std::get<team::Service::Switch>(to));
  if (!view) return ErrorResponse(view.error());
  Response response = JsonResponse(200, CallText(*view, Turns::kWith));
  response.headers.Set("ETag", EtagOf(view->version, response.body));
  return response;
}

Response ListGrants(Context& context) {
  const auto grants = context.app.service().ListGrants(context.caller, context.values[0]);
  if (!grants) return ErrorResponse(grants.error());
  std::vector<std::string> items;
  for (const team::Grant& grant : *grants) items.push_back(Dump(GrantJson(grant)));
  return JsonResponse(200, ListOf(items));
}

Response ListReaders(Context& context) {
  const auto readers = context.app.service().WhoSees(context.caller, context.values[0]);
  if (!readers) return ErrorResponse(readers.error());
  std::vector<std::string> items;
  for (const team::Service::Reader& reader : *readers) items.push_back(Dump(ReaderJson(reader)));
  return JsonResponse(200, ListOf(items));
}

Response AddGrant(Context& context) {
  auto body = BodyObject(context);
  if (auto* wrong = std::get_if<Response>(&body)) return std::move(*wrong);
  std::vector<Problem::Place> errors;
  ObjectReader reader(std::get<Json>(body), "", errors);
  team::Grant grant;
  grant.call = context.values[0];
  grant.person = reader.Text("person", 200);
  if (const std::string text = reader.Text("role"); !text.empty()) {
    grant.role = team::ParseRole(text);
    if (!grant.role) reader.Wrong("role", "This must be sales, product, engineering, founder, dpo or ci.");
  }
  if (grant.person.empty() == !grant.role.has_value()) {
    reader.Wrong("person", "Say to whom: either a person or a role.");
  }
  const auto level = team::ParseLevel(reader.Required("level"));
  if (!level) reader.Wrong("level", "This must be aggregate, alias, named or transcript.");
  grant.level = level.value_or(team::Level::kAlias);
  if (const std::string text = reader.Text("until", 40); !text.empty()) {
    grant.until_ms = ParseInstant(text);
    if (!grant.until_ms) reader.Wrong("until", "This must be a day or a time such as 2026-01-13T09:00:00Z.");
  }
  reader.Finish();
  if (!errors.empty()) return WrongPlaces(std::move(errors));
  const auto opened = context.app.service().OpenCall(context.caller, grant);
  if (!opened) return ErrorResponse(opened.error());
  return JsonResponse(201, Dump(GrantJson(*opened)));
}

Response RemoveGrant(Context& context) {
  const std::string& text = context.values[1];
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return ProblemResponse(404, "There is no such grant.");
  }
  const Status closed = context.app.service().CloseGrant(context.caller, context.values[0], number);
  return closed ? NoContent() : ErrorResponse(closed.error());
}

}  // namespace whyspec::http
