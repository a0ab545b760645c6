#include <catch2/catch.hpp>

#include "base/strings.h"
#include "world.h"

namespace whyspec::http::test {
namespace {

using team::Role;

const std::string kVtt =
    "WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n<v Alex Hale>How do you export the rota?\n\n"
    "00:00:04.000 --> 00:00:09.000\n<v Jane Roe>We type the whole rota into the payroll twice.\n";

struct Field {
  std::string name, file, content;
};
Response Upload(World& world, Role role, const std::vector<Field>& fields,
                std::vector<std::pair<std::string, std::string>> headers = {}) {
  std::string body;
  for (const Field& field : fields) {
    body += StrCat("--b\r\nContent-Disposition: form-data; name=\"", field.name, "\"",
                   field.file.empty() ? std::string() : StrCat("; filename=\"", field.file, "\""), "\r\n\r\n",
                   field.content, "\r\n");
  }
  body += "--b--\r\n";
  headers.emplace_back("Content-Type", "multipart/form-data; boundary=b");
  return world.As(role, "POST", "/v1/calls/uploads", body, std::move(headers));
}

TEST_CASE("A transcript is previewed, then logged with what its file does not say") {
  World world;
  const std::string defaults =
      R"({"account":"orchard","type":"discovery","owner":"alex","started_at":"2025-11-20T09:00:00Z"})";
  const std::vector<Field> fields = {{"file", "orchard.vtt", kVtt}, {"defaults", "", defaults}};
  std::vector<Field> preview = fields;
  preview.push_back({"dry_run", "", "true"});
  const Response shown = Upload(world, Role::kSales, preview);
  INFO(shown.body);
  REQUIRE(shown.status == 200);
  CHECK(Breaks("Uploaded", Parsed(shown)) == "");
  REQUIRE(Parsed(shown)["previews"].size() == 1);
  CHECK(Parsed(world.Get(Role::kSales, "/v1/calls"))["items"].empty());

  const Response logged = Upload(world, Role::kSales, fields);
  INFO(logged.body);
  REQUIRE(logged.status == 200);
  CHECK(Breaks("Uploaded", Parsed(logged)) == "");
  REQUIRE(Parsed(logged)["calls"].size() == 1);
  const std::string id = Parsed(logged)["calls"][0]["id"];
  const Json call = Parsed(world.Get(Role::kSales, "/v1/calls/" + id))["call"];
  CHECK(call["account"] == "orchard");
  CHECK(call["transcript"]["turns"].size() == 2);
  // Once more changes nothing.
  CHECK(Upload(world, Role::kSales, fields).status == 200);
  CHECK(Parsed(world.Get(Role::kSales, "/v1/calls"))["items"].size() == 1);
}

TEST_CASE("Two recordings whose files have one name are two calls") {
  World world;
  const std::string other = "WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n<v Jane Roe>Nobody checks the rota.\n";
  const auto count = [&world] { return Parsed(world.Get(Role::kSales, "/v1/calls"))["items"].size(); };
  SECTION("one after the other") {
    REQUIRE(Upload(world, Role::kSales, {{"file", "transcript.vtt", kVtt}}).status == 200);
    REQUIRE(Upload(world, Role::kSales, {{"file", "transcript.vtt", other}}).status == 200);
    CHECK(count() == 2);
    // Each of them again changes nothing.
    REQUIRE(Upload(world, Role::kSales, {{"file", "transcript.vtt", kVtt}}).status == 200);
    CHECK(count() == 2);
  }
  SECTION("at once, one of them twice") {
    const Response logged = Upload(world, Role::kSales,
                                   {{"file", "transcript.vtt", kVtt},
                                    {"file", "transcript.vtt", other},
                                    {"file", "transcript.vtt", kVtt}});
    INFO(logged.body);
    REQUIRE(logged.status == 200);
    CHECK(Parsed(logged)["calls"].size() == 2);
    CHECK(count() == 2);
  }
  SECTION("of two people") {
    REQUIRE(Upload(world, Role::kSales, {{"file", "transcript.vtt", kVtt}}).status == 200);
    const Response founders = Upload(world, Role::kFounder, {{"file", "transcript.vtt", other}});
    INFO(founders.body);
    CHECK(founders.status == 200);
  }
}

TEST_CASE("A side-car goes with its transcript") {
  World world;
  const Response logged = Upload(
      world, Role::kSales,
      {{"file", "orchard.call.yaml", "account: orchard\ntitle: Export\n"}, {"file", "orchard.vtt", kVtt}});
  INFO(logged.body);
  REQUIRE(logged.status == 200);
  const std::string id = Parsed(logged)["calls"][0]["id"];
  CHECK(Parsed(world.Get(Role::kSales, "/v1/calls/" + id))["call"]["title"] == "Export");
}

TEST_CASE("What cannot be read is told file by file") {
  World world;
  const Response none = Upload(world, Role::kSales, {{"file", "a.json", "{\"x\": 1}"}});
  INFO(none.body);
  CHECK(none.status == 422);
  CHECK(Parsed(none)["problems"].size() >= 1);
  const Response part =
      Upload(world, Role::kSales,
             {{"file", "a.json", "{\"x\": 1}"}, {"file", "b.vtt", kVtt}, {"keep_going", "", "true"}});
  INFO(part.body);
  CHECK(part.status == 200);
  CHECK(Parsed(part)["calls"].size() == 1);
  CHECK(Parsed(part)["problems"][0]["file"] == "a.json");
}

TEST_CASE("Forms that are none are refused") {
  World world;
  CHECK(Upload(world, Role::kSales, {}).status == 422);
  CHECK(Upload(world, Role::kSales, {{"from", "", "auto"}}).status == 422);
  CHECK(Upload(world, Role::kSales, {{"file", "a.vtt", kVtt}, {"from", "", "klingon"}}).status == 422);
  CHECK(Upload(world, Role::kSales, {{"file", "a.vtt", kVtt}, {"defaults", "", "[]"}}).status == 422);
  CHECK(Upload(world, Role::kSales, {{"file", "a.vtt", kVtt}, {"other", "", "x"}}).status == 422);
  CHECK(world.As(Role::kSales, "POST", "/v1/calls/uploads", "{}").status == 415);
  AppOptions options;
  options.limits.upload_files = 2;
  World small(std::move(options));
  CHECK(
      Upload(small, Role::kSales, {{"file", "a.vtt", kVtt}, {"file", "b.vtt", kVtt}, {"file", "c.vtt", kVtt}})
          .status == 413);
}

}  // namespace
}  // namespace whyspec::http::test
