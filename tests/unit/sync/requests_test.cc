#include "sync/requests.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "sync/sync_once.h"
#include "sync/token.h"
#include "unit/sync/fake_log_server.h"

namespace whyspec::test {
namespace {

TEST_CASE("a spec is published whole, under its id") {
  evidence::SpecRecord spec{.id = "monthly-export", .repository = "shop/specs", .path = "specs/export.md"};
  spec.title = "Monthly “export” \xff";
  spec.sections.push_back({.role = "why", .title = "Why", .markdown = "They copy."});
  spec.citations.push_back(
      {.call = "acme-1", .anchor = "t=10", .first_turn = 1, .last_turn = 2, .quote = "We copy."});
  spec.citations.push_back({.call = "acme-2"});
  const sync::HttpRequest request = sync::PublishSpec(spec);
  CHECK(request.method == "PUT");
  CHECK(request.target == "/v1/specs/monthly-export");
  const auto json = nlohmann::json::parse(request.body);  // whatever the bytes: JSON
  CHECK(json["path"] == "specs/export.md");
  CHECK(json["citations"][0]["turns"] == nlohmann::json::array({1, 2}));
  CHECK_FALSE(json["citations"][1].contains("turns"));
  CHECK(json["citations"][1]["quote"] == "");
}

TEST_CASE("files to log stand apart from each other, whatever is in them") {
  sync::CallUpload upload{.files = {{.name = "a\r\nX: \"b\\.vtt", .bytes = "--whyspec-\r\nWEBVTT\0x"}},
                          .defaults = R"({"account":"acme"})",
                          .from = "gong",
                          .dry_run = true};
  const auto request = sync::UploadCalls(upload, "key-1");
  REQUIRE(request.ok());
  std::string boundary, key;
  for (const auto& [name, value] : request->headers) {
    if (name == "Content-Type") boundary = "--" + value.substr(value.find('=') + 1);
    if (name == "Idempotency-Key") key = value;
  }
  CHECK(key == "key-1");
  std::size_t parts = 0;
  for (std::size_t at = request->body.find(boundary); at != std::string::npos;
       at = request->body.find(boundary, at + 1)) {
    ++parts;
  }
  CHECK(parts == 5);  // four parts, and the end
  CHECK(request->body.ends_with(boundary + "--\r\n"));
  CHECK(request->body.find("filename=\"a__X: _b_.vtt\"\r\n") != std::string::npos);
  CHECK(sync::UploadCalls({}, "k").error().message.find("missing") != std::string::npos);
  upload.files[0].bytes.assign((50U << 20U) + 1, 'x');
  CHECK(sync::UploadCalls(upload, "k").error().code == ErrorCode::kTooLarge);
  upload.files.assign(51, {.name = "a", .bytes = "b"});
  CHECK_FALSE(sync::UploadCalls(upload, "k").ok());
  CHECK(sync::MakeKey() != sync::MakeKey());
}

TEST_CASE("what went wrong is one sentence with what to do, and success is none") {
  const auto with = [](int status, std::string body) {
    sync::HttpResult result;
    result.answer = {.status = status, .headers = {}, .body = std::move(body)};
    return sync::WhyNot(result, "The spec was not published");
  };
  CHECK(with(200, "").empty());
  CHECK(with(204, "").empty());
  CHECK(with(401, "").find("Sign in again") != std::string::npos);
  CHECK(with(409, R"({"title":"Conflict","detail":"Another path has this id."})").find("Another path") !=
        std::string::npos);
  CHECK(with(500, "<html>").find("status 500") != std::string::npos);
  // What a server says is shown, not obeyed.
  CHECK(with(422, "{\"detail\":\"a\\u001b[31mb\"}").find('\x1b') == std::string::npos);
  sync::HttpResult broken;
  broken.trouble = sync::HttpTrouble::kUnreachable;
  broken.message = "Cannot reach it.";
  CHECK(sync::WhyNot(broken, "Nothing was logged") == "Nothing was logged. Cannot reach it.");
}

TEST_CASE("a token comes from the variable that is named, and nothing else does") {
  const sync::Url url = *sync::ParseLogUrl("https://calls.example.test");
  std::map<std::string, std::string> variables{
      {"WHYSPEC_TOKEN", "wsp_a"}, {"OTHER", "wsp_b"}, {"SECRET", "hunter2"}};
  const sync::Environment environment = [&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
  };
  CHECK(*sync::TokenFromEnvironment(url, "", environment) == "wsp_a");
  CHECK(*sync::TokenFromEnvironment(url, "OTHER", environment) == "wsp_b");
  const auto missing = sync::TokenFromEnvironment(url, "NONE", environment);
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().message.find("NONE") != std::string::npos);
  const auto secret = sync::TokenFromEnvironment(url, "SECRET", environment);
  REQUIRE_FALSE(secret.ok());
  CHECK(secret.error().message.find("hunter2") == std::string::npos);
}

TEST_CASE("a command brings the copy up to date once, and goes on with the old one if it cannot") {
  FakeLogServer server;
  for (int i = 0; i < 5; ++i) server.PutCall("acme-" + std::to_string(i), {"Words."});
  server.most_items = 2;
  sync::Follower::Options options{.url = *sync::ParseLogUrl("https://calls.example.test"),
                                  .token = server.token,
                                  .file = "",
                                  .now_ms = [] { return std::int64_t{1'770'000'000'000}; },
                                  .transport = server.transport()};
  sync::SyncedOnce synced = sync::SyncOnce(options);
  CHECK(synced.status.state == sync::LogState::kSynced);
  CHECK(synced.calls->table->calls().size() == 5);
  CHECK(server.requests.size() == 3);
  CHECK(server.requests[0].target.find("wait=") == std::string::npos);
  server.unreachable = true;
  server.requests.clear();
  synced = sync::SyncOnce(options);
  CHECK(synced.status.state == sync::LogState::kOffline);
  CHECK(server.requests.size() == 1);  // nobody waits for a second try
  CHECK_FALSE(synced.calls->complete);
}

}  // namespace
}  // namespace whyspec::test
