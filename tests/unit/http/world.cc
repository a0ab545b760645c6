#include "world.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#if __has_include(<valijson/validator.hpp>)
#define WHYSPEC_HAS_VALIJSON 1
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#endif

#include "base/ascii.h"
#include "base/strings.h"

namespace whyspec::http::test {

World::World(AppOptions options) {
  auto database = team::sql::Database::Open("sqlite::memory:");
  REQUIRE(database);
  REQUIRE(team::sql::Migrate(**database));
  team::Service::Options service_options;
  service_options.database = *database;
  service_options.clock = &clock_;
  auto service = team::Service::Open(service_options);
  REQUIRE(service);
  service_ = *service;
  const std::pair<team::Role, std::string_view> people[] = {
      {team::Role::kSales, "alex"},  {team::Role::kProduct, "piotr"}, {team::Role::kEngineering, "erin"},
      {team::Role::kFounder, "fay"}, {team::Role::kDpo, "dora"},      {team::Role::kCi, ""}};
  const team::Caller admin{.token_id = "admin", .person = "", .email = "", .role = team::Role::kDpo};
  for (const auto& [role, person] : people) {
    const team::Caller whom{.token_id = "",
                            .person = std::string(person),
                            .email = person.empty() ? "" : StrCat(person, "@ours.example"),
                            .role = role};
    const auto made = service_->CreateToken(admin, whom, std::nullopt);
    REQUIRE(made);
    tokens_[role] = made->secret;
  }
  options.service = service_;
  options.clock = &clock_;
  options.access_log = [this](std::string_view line) {
    const std::lock_guard lock(log_mutex_);
    log_.emplace_back(line);
  };
  app_ = std::make_unique<App>(std::move(options));
}

std::vector<std::string> World::Log() const {
  const std::lock_guard lock(log_mutex_);
  return log_;
}

Response World::Send(const Asked& asked) {
  Request request;
  request.method = asked.method;
  request.target = asked.target;
  request.body = asked.body;
  request.address = asked.address;
  for (const auto& [name, value] : asked.headers) request.headers.Add(name, value);
  if (!request.headers.Has("Host")) request.headers.Add("Host", "127.0.0.1:7171");
  return app_->Handle(std::move(request));
}

Response World::As(team::Role role, std::string method, std::string target, std::string body,
                   std::vector<std::pair<std::string, std::string>> headers) {
  Asked asked{.method = std::move(method),
              .target = std::move(target),
              .body = std::move(body),
              .headers = std::move(headers)};
  bool typed = false;
  for (const auto& [name, value] : asked.headers) typed = typed || EqualIgnoringCase(name, "Content-Type");
  if (!typed && !asked.body.empty()) asked.headers.emplace_back("Content-Type", "application/json");
  asked.headers.emplace_back("Authorization", "Bearer " + TokenOf(role));
  return Send(asked);
}

std::string CallRecord(std::string_view id, std::string_view more) {
  return StrCat(
      R"({"id":")", id, R"(","title":"Discovery","type":"discovery","started_at":"2025-11-20T09:00:00Z",)",
      R"("language":"en","account":"orchard","owner":"alex","lifecycle":"prospect",)",
      R"("participants":[{"id":"p1","name":"Alex Hale","affiliation":"internal"},)",
      R"({"id":"p2","name":"Jane Roe","email":"jane@orchard.example","affiliation":"external","persona":"ops_lead"}],)",
      R"("transcript":{"status":"ready","turns":[)",
      R"({"speaker":"p1","start_ms":0,"end_ms":4000,"text":"How do you export the rota today?"},)",
      R"({"speaker":"p2","start_ms":4000,"end_ms":9000,"text":"We type the whole rota into the payroll twice every month."}]})",
      more, "}");
}

std::string World::LogCall(std::string_view id, std::string_view more) {
  const Response response = As(team::Role::kSales, "POST", "/v1/calls", CallRecord(id, more));
  INFO(response.body);
  REQUIRE(response.status == 201);
  // Search answers from a log that follows writes a moment later: wait for this one.
  REQUIRE(service_->call_store().Log(Parsed(response)["version"].get<team::Sequence>()));
  return Parsed(response)["id"].get<std::string>();
}

Json Parsed(const Response& response) {
  const Json json = Json::parse(response.body, nullptr, false);
  INFO(response.body);
  REQUIRE_FALSE(json.is_discarded());
  return json;
}

Json OpenApiDocument() { return Json::parse(openapi_files().front().bytes); }

#ifdef WHYSPEC_HAS_VALIJSON
namespace {

// The components as one document of JSON Schema: "#/components/schemas/X" -> "#/definitions/X".
nlohmann::json Definitions() {
  std::string text(openapi_files().front().bytes);
  const std::string from = "#/components/schemas/";
  const std::string to = "#/definitions/";
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at))
    text.replace(at, from.size(), to);
  return nlohmann::json::parse(text)["components"]["schemas"];
}

}  // namespace

std::string Breaks(std::string_view schema_name, const Json& json) {
  static const nlohmann::json definitions = Definitions();
  if (!definitions.contains(std::string(schema_name))) return StrCat("no schema ", schema_name);
  nlohmann::json document = {{"$ref", StrCat("#/definitions/", schema_name)}, {"definitions", definitions}};
  valijson::Schema schema;
  valijson::SchemaParser parser;
  const valijson::adapters::NlohmannJsonAdapter adapter(document);
  parser.populateSchema(adapter, schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  const nlohmann::json plain = nlohmann::json::parse(json.dump());
  const valijson::adapters::NlohmannJsonAdapter target(plain);
  if (validator.validate(schema, target, &results)) return "";
  std::string out;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& part : error.context) out += part;
    out += ": " + error.description + "\n";
  }
  return out;
}
#else
std::string Breaks(std::string_view, const Json&) {
  WARN("valijson is not here: the answers are not held against schemas/openapi.json");
  return "";
}
#endif

}  // namespace whyspec::http::test
