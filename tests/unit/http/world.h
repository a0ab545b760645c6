// A whole server without sockets: the App over a real Service on a database in memory, with
// people of every role.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/app.h"
#include "http/json.h"
#include "team/service.h"

namespace whyspec::http::test {

class StillClock : public team::Clock {
 public:
  std::int64_t NowMs() const override { return now_ms; }
  std::int64_t now_ms = 1'763'800'000'000;  // 2025-11-22T08:26:40Z
};

struct Asked {
  std::string method = "GET";
  std::string target;
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string address = "192.0.2.7";
};

class World {
 public:
  explicit World(AppOptions options = {});

  App& app() { return *app_; }
  team::Service& service() { return *service_; }
  StillClock& clock() { return clock_; }
  // "wsp_…" of somebody of that role: alex (sales), piotr (product), erin (engineering), fay
  // (founder), dora (dpo), "" (ci).
  const std::string& TokenOf(team::Role role) const { return tokens_.at(role); }

  Response Send(const Asked& asked);
  // With a role's token; a body is JSON unless the headers say else.
  Response As(team::Role role, std::string method, std::string target, std::string body = "",
              std::vector<std::pair<std::string, std::string>> headers = {});
  Response Get(team::Role role, std::string target) { return As(role, "GET", std::move(target)); }

  // Logged by alex: two turns, at level named unless it says else. Its id.
  std::string LogCall(std::string_view id, std::string_view more = "");

  // Access lines so far; connections write them at once.
  std::vector<std::string> Log() const;

 private:
  StillClock clock_;
  std::shared_ptr<team::Service> service_;
  std::map<team::Role, std::string> tokens_;
  mutable std::mutex log_mutex_;
  std::vector<std::string> log_;
  std::unique_ptr<App> app_;
};

// A record as clients send it.
std::string CallRecord(std::string_view id, std::string_view more = "");
Json Parsed(const Response& response);
// "" if the JSON fits components/schemas/NAME of schemas/openapi.json, else what does not.
std::string Breaks(std::string_view schema_name, const Json& json);
Json OpenApiDocument();

}  // namespace whyspec::http::test
