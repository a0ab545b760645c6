#include "admin/settings.h"

#include <catch2/catch.hpp>

#include "base/file_system.h"
#include "base/strings.h"
#include "support/temp_dir.h"

namespace whyspec::admin {
namespace {

using team::webhooks::Vendor;

Environment Variables(std::map<std::string, std::string> values) {
  values.try_emplace("WHYSPEC_SERVER_DB", "sqlite:calls.db");
  return [values = std::move(values)](const std::string& name) -> std::optional<std::string> {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional<std::string>(found->second);
  };
}

std::string Write(const test::TempDir& folder, std::string_view name, std::string_view text) {
  const std::string path = folder / name;
  REQUIRE(RealFileSystem().WriteFile(path, text));
  return path;
}

TEST_CASE("Flags win over the environment, the environment over the file") {
  test::TempDir folder;
  const std::string file = Write(folder, "server.json", R"({
    // comments may stand here
    "listen": "127.0.0.1:1", "publicUrl": "https://file.example", "auditDays": 10, "trustProxy": true, "ownDomains": ["a.example", "b.example"]
  })");
  const Environment environment = Variables(
      {{"WHYSPEC_SERVER_LISTEN", "127.0.0.1:2"}, {"WHYSPEC_SERVER_PUBLIC_URL", "https://env.example/"}});
  const auto settings = ReadSettings({{"listen", "[::1]:3"}}, file, environment);
  REQUIRE(settings);
  CHECK(settings->listen_host == "[::1]");
  CHECK(settings->listen_port == 3);
  CHECK(settings->public_url == "https://env.example");
  CHECK(settings->audit_days == 10);
  CHECK(settings->trust_proxy);
  CHECK(settings->own_domains == std::vector<std::string>{"a.example", "b.example"});
}

TEST_CASE("What is wrong is named with its place, and never its value") {
  test::TempDir folder;
  const auto error = [](const Result<Settings>& settings) {
    REQUIRE_FALSE(settings);
    return settings.error().message;
  };
  CHECK(error(ReadSettings({{"db", "secret-password"}}, "", Variables({}))).starts_with("--db must be"));
  CHECK(error(ReadSettings({{"db", "secret-password"}}, "", Variables({}))).find("secret") ==
        std::string::npos);
  CHECK(error(ReadSettings({}, "", Variables({{"WHYSPEC_SERVER_AUDIT_DAYS", "x"}})))
            .starts_with("WHYSPEC_SERVER_AUDIT_DAYS"));
  CHECK(error(ReadSettings({}, Write(folder, "a.json", R"({"lisen": "x"})"), Variables({})))
            .find("\"lisen\"") != std::string::npos);
  CHECK(error(ReadSettings({}, Write(folder, "b.json", "{"), Variables({}))).find("b.json") !=
        std::string::npos);
  CHECK(error(ReadSettings({}, folder / "none.json", Variables({}))).find("none.json") != std::string::npos);
  CHECK(error(ReadSettings({{"tls-cert", "a.pem"}}, "", Variables({}))).find("--tls-key") !=
        std::string::npos);
  for (const auto& [name, text] :
       {std::pair{"listen", "::1:x"}, std::pair{"public-url", "calls.example.com"},
        std::pair{"retention-days", "-1"}, std::pair{"access-log", "maybe"}, std::pair{"connections", "1"}}) {
    INFO(name);
    CHECK_FALSE(ReadSettings({{name, text}}, "", Variables({})));
  }
}

TEST_CASE("Secrets come from variables or files") {
  test::TempDir folder;
  const std::string secret = Write(folder, "zoom", "from-a-file\n");
  const std::string key = Write(folder, "key", "-----BEGIN PUBLIC KEY-----\n…\n");
  const std::string file =
      Write(folder, "server.json",
            StrCat(R"({"webhooks": {"zoom": {"secretFile": ")", secret, R"(", "apiUser": "me"}}})"));
  const auto settings = ReadSettings({}, file,
                                     Variables({{"WHYSPEC_SERVER_HUBSPOT_SECRET", "one two"},
                                                {"WHYSPEC_SERVER_GONG_PUBLIC_KEY_FILE", key},
                                                {"WHYSPEC_SERVER_TLDV_PATH_SECRET", "path"}}));
  REQUIRE(settings);
  CHECK(settings->secrets.at(Vendor::kHubspot).secrets == std::vector<std::string>{"one", "two"});
  CHECK(settings->secrets.at(Vendor::kZoom).secrets == std::vector<std::string>{"from-a-file"});
  CHECK(settings->vendors.at(Vendor::kZoom).user == "me");
  CHECK(settings->secrets.at(Vendor::kGong).public_key_pem.starts_with("-----BEGIN"));
  CHECK(settings->secrets.at(Vendor::kTldv).path_secret == "path");
  CHECK_FALSE(settings->secrets.contains(Vendor::kAircall));
  // A secret itself does not belong into the file, nor does a vendor nobody knows.
  CHECK_FALSE(
      ReadSettings({}, Write(folder, "b.json", R"({"webhooks": {"zoom": {"secret": "x"}}})"), Variables({})));
  CHECK_FALSE(ReadSettings({}, Write(folder, "c.json", R"({"webhooks": {"nobody": {}}})"), Variables({})));
  CHECK_FALSE(ReadSettings({}, "", Variables({{"WHYSPEC_SERVER_ZOOM_SECRET_FILE", folder / "none"}})));
}

TEST_CASE("Without a database the log goes into the state folder") {
  test::TempDir folder;
  const Environment environment = [&folder](const std::string& name) -> std::optional<std::string> {
    return name == "XDG_STATE_HOME" ? std::optional<std::string>(folder.path()) : std::nullopt;
  };
  const auto settings = ReadSettings({}, "", environment);
  REQUIRE(settings);
  CHECK(settings->db == StrCat("sqlite:", folder.path(), "/whyspec/calls.db"));
  CHECK_FALSE(ReadSettings({}, "", [](const std::string&) { return std::nullopt; }));
}

}  // namespace
}  // namespace whyspec::admin
