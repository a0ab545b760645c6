// The whole server without sockets, asked anything: the first byte picks who asks, then come a
// request line, header lines and, after an empty line, a body. Whatever it is, the answer is one the API
// knows: never 500, JSON where it says JSON, a problem document for every refusal.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "http/app.h"
#include "team/service.h"

using namespace whyspec;

namespace {

class MovingClock : public team::Clock {
 public:
  std::int64_t NowMs() const override { return now_ms; }
  std::int64_t now_ms = 1'763'800'000'000;
};

[[noreturn]] void Fail(std::string_view what, const http::Response& response) {
  std::fprintf(stderr, "%.*s: %d %s\n", static_cast<int>(what.size()), what.data(), response.status,
               response.body.c_str());
  std::abort();
}

// A log with one call in it, and somebody of every role.
class Server {
 public:
  Server() {
    auto database = *team::sql::Database::Open("sqlite::memory:");
    if (!team::sql::Migrate(*database)) std::abort();
    team::Service::Options options;
    options.database = database;
    options.clock = &clock_;
    service_ = *team::Service::Open(options);
    const team::Caller admin{.token_id = "admin", .person = "", .email = "", .role = team::Role::kDpo};
    for (const team::Role role : {team::Role::kSales, team::Role::kProduct, team::Role::kEngineering,
                                  team::Role::kFounder, team::Role::kDpo, team::Role::kCi}) {
      const std::string person = role == team::Role::kCi ? "" : std::string(team::Name(role));
      tokens_.push_back(
          service_->CreateToken(admin, {.token_id = "", .person = person, .email = "", .role = role}, {})
              ->secret);
    }
    http::AppOptions app;
    app.service = service_;
    app.clock = &clock_;
    app.limits.token_per_second = app.limits.address_per_second = 0;
    app.webhooks[team::webhooks::Vendor::kStandard].secrets = {
        "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="};
    app_ = std::make_unique<http::App>(std::move(app));
    http::Request call;
    call.method = "POST";
    call.target = "/v1/calls";
    call.headers.Add("Content-Type", "application/json");
    call.body =
        R"({"id":"c","title":"Discovery","type":"discovery","started_at":"2025-11-20T09:00:00Z","language":"en",)"
        R"("account":"orchard","owner":"sales","participants":[{"id":"p1","name":"Jane Roe","affiliation":"external"}],)"
        R"("transcript":{"status":"ready","turns":[{"speaker":"p1","start_ms":0,"end_ms":9,"text":"We type it twice."}]}})";
    if (Ask(std::move(call), 0).status != 201) std::abort();
  }

  http::Response Ask(http::Request request, std::size_t who) {
    clock_.now_ms += 60'000;
    if (who < tokens_.size()) request.headers.Add("Authorization", "Bearer " + tokens_[who]);
    if (!request.headers.Has("Host")) request.headers.Add("Host", "127.0.0.1:7171");
    request.address = "192.0.2.7";
    // Nobody waits.
    if (request.target.find("wait") != std::string::npos) request.target = "/v1/changes?wait=0";
    return app_->Handle(std::move(request));
  }

 private:
  MovingClock clock_;
  std::shared_ptr<team::Service> service_;
  std::vector<std::string> tokens_;
  std::unique_ptr<http::App> app_;
};

http::Request Read(std::string_view text) {
  http::Request request;
  const auto line = [&text] {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return one;
  };
  const std::string_view first = line();
  const std::size_t space = std::min(first.find(' '), first.size());
  request.method = first.substr(0, space);
  request.target = space < first.size() ? first.substr(space + 1) : "";
  for (std::string_view field = line(); !field.empty(); field = line()) {
    const std::size_t colon = std::min(field.find(':'), field.size());
    request.headers.Add(std::string(field.substr(0, colon)),
                        std::string(field.substr(std::min(colon + 1, field.size()))));
  }
  request.body = text;
  return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  static std::unique_ptr<Server> server;
  static int asked = 0;
  // What earlier inputs left is part of the play, for a while.
  if (server == nullptr || ++asked % 2000 == 0) server = std::make_unique<Server>();
  http::Request request = Read({reinterpret_cast<const char*>(data) + 1, size - 1});
  const std::string asked_for = StrCat(Printable(request.method), " ", Printable(request.target));
  const http::Response response = server->Ask(std::move(request), data[0] % 7);
  if (response.status < 200 || response.status > 599 || response.status == 500) Fail(asked_for, response);
  const std::string_view type = response.headers.Get("Content-Type");
  const bool is_packed = response.headers.Has("Content-Encoding");
  if (!is_packed && type.find("json") != std::string_view::npos && !response.body.empty() &&
      !nlohmann::json::accept(response.body)) {
    Fail(asked_for + " is no JSON", response);
  }
  if (!is_packed && response.status >= 400 && !response.body.empty() && type != "application/problem+json") {
    if (type.find("text/html") == std::string_view::npos &&
        type.find("application/json") == std::string_view::npos)
      Fail(asked_for + " is no problem document", response);
  }
  for (const auto& [name, value] : response.headers.fields()) {
    if (value.find_first_of("\r\n") != std::string::npos) Fail(asked_for + " breaks a header", response);
  }
  return 0;
}
