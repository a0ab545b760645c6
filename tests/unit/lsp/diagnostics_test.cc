// What is said about documents, pulled and pushed.

#include <catch2/catch.hpp>

#include "lsp_client.h"
#include "team.h"

namespace whyspec::test {
namespace {

const std::string kPublish = "textDocument/publishDiagnostics";

bool Has(const std::vector<std::string>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

Json WatchedChange(const std::string& path) {
  return {{"changes", Json::array({{{"uri", LspClient::Uri(path)}, {"type", 2}}})}};
}

// Of all that was published, the last for each document.
std::map<std::string, Json> Latest(LspClient& client) {
  std::map<std::string, Json> latest;
  for (const Json& params : client.Take(kPublish)) latest[params["uri"]] = params;
  return latest;
}

TEST_CASE("a client that pulls is never pushed to, one that does not is never offered to pull") {
  LspClient puller(Team());
  CHECK(puller.Start()["capabilities"].contains("diagnosticProvider"));
  puller.Open(kOther, "# Other\n");
  CHECK(puller.Take(kPublish).empty());
  LspClient pushed(Team());
  CHECK_FALSE(pushed.Start(PushedClient())["capabilities"].contains("diagnosticProvider"));
  pushed.Open(kOther, "# Other\n");
  CHECK(Latest(pushed).count(LspClient::Uri(kOther)) == 1);
}

TEST_CASE("pushed and pulled diagnostics are the same") {
  LspClient puller(Team());
  puller.Start();
  LspClient pushed(Team());
  pushed.Start(PushedClient());
  for (const auto& [path, text] : Team()) {
    puller.Open(path, text);
    pushed.Open(path, text);
  }
  const auto latest = Latest(pushed);
  for (const std::string& path : {kSpec, kOther}) {
    const Json pulled = puller.Ask("textDocument/diagnostic", LspClient::Document(path))["items"];
    REQUIRE(latest.count(LspClient::Uri(path)) == 1);
    CHECK(latest.at(LspClient::Uri(path))["diagnostics"] == pulled);
    CHECK_FALSE(pulled.empty());
  }
}

TEST_CASE("a diagnostic says what, how bad, by whom, and where to read more") {
  LspClient client(Team());
  client.Start();
  const Json items = client.Ask("textDocument/diagnostic", LspClient::Document(kOther))["items"];
  REQUIRE_FALSE(items.empty());
  const auto found = std::find_if(items.begin(), items.end(),
                                  [](const Json& item) { return item["code"] == "section/missing-why"; });
  REQUIRE(found != items.end());
  CHECK((*found)["severity"] == 1);
  CHECK((*found)["source"] == "whyspec");
  CHECK((*found)["range"] == LspClient::RangeOf(0, 2, 7));
  const std::string href = (*found)["codeDescription"]["href"];
  CHECK(href.starts_with("file:///cache/whyspec/"));
  CHECK(href.ends_with("/rules/section-missing-why.md"));
  CHECK(client.files.Get(href.substr(7)).find("section/missing-why") != std::string::npos);
}

TEST_CASE("without a place for pages there are findings without links") {
  LspClient client(Team());
  client.files.FailWrites("/cache/whyspec/0.1.0/rules/section-missing-why.md");
  client.Start();
  const Json items = client.Ask("textDocument/diagnostic", LspClient::Document(kOther))["items"];
  for (const Json& item : items) {
    if (item["code"] == "section/missing-why") CHECK_FALSE(item.contains("codeDescription"));
  }
}

TEST_CASE("an unchanged document is reported as unchanged, until an input changes") {
  LspClient client(Team());
  client.Start();
  client.Open(kSpec, kSpecText);
  const auto pull = [&client](const Json& previous) {
    Json params = LspClient::Document(kSpec);
    if (!previous.is_null()) params["previousResultId"] = previous;
    return client.Ask("textDocument/diagnostic", params);
  };
  const Json first = pull(nullptr);
  CHECK(first["kind"] == "full");
  const Json id = first["resultId"];
  CHECK(pull(id) == Json{{"kind", "unchanged"}, {"resultId", id}});
  CHECK(pull("stale")["kind"] == "full");
  SECTION("the text") {
    client.Change(kSpec, 2, Json::array({{{"range", LspClient::RangeOf(0, 0, 0)}, {"text", " "}}}));
  }
  SECTION("a call it cites, in the editor") {
    client.Open(kCall, "WEBVTT\n\n00:01.000 --> 00:02.000\nnothing\n");
  }
  SECTION("a call, on disk") {
    client.files.Put(kCall, "WEBVTT\n\n00:01.000 --> 00:02.000\nsomething else\n");
    client.Notify("workspace/didChangeWatchedFiles", WatchedChange(kCall));
  }
  SECTION("the config") { client.Open("/ws/whyspec.json", R"({"rules": {"section/thin": "off"}})"); }
  SECTION("the day") { client.today = {2027, 3, 1}; }
  SECTION("diagnostics turned off") {
    client.answers["workspace/configuration"] = [](const Json&) {
      return Json::array({{{"diagnostics", {{"enable", false}}}}});
    };
    client.Notify("workspace/didChangeConfiguration", {{"settings", nullptr}});
  }
  CHECK(pull(id)["kind"] == "full");
}

TEST_CASE("a burst of fifty edits publishes once, for the last version") {
  LspClient client(Team());
  client.Start(PushedClient());
  client.Open(kSpec, kSpecText);
  (void)client.Take(kPublish);
  for (int version = 2; version <= 51; ++version) {
    client.Queue(
        "textDocument/didChange",
        {{"textDocument", {{"uri", LspClient::Uri(kSpec)}, {"version", version}}},
         {"contentChanges", Json::array({{{"range", LspClient::RangeOf(0, 2, 2)}, {"text", "x"}}})}});
  }
  client.Settle();
  const auto published = client.Take(kPublish);
  REQUIRE(published.size() == 1);
  CHECK(published[0]["uri"] == LspClient::Uri(kSpec));
  CHECK(published[0]["version"] == 51);
}

TEST_CASE("closing withdraws what was published, and nothing stale follows") {
  LspClient client(Team());
  client.Start(PushedClient());
  client.Open(kSpec, kSpecText);
  (void)client.Take(kPublish);
  client.Queue("textDocument/didChange", {{"textDocument", {{"uri", LspClient::Uri(kSpec)}, {"version", 2}}},
                                          {"contentChanges", Json::array({{{"text", "# Half"}}})}});
  client.Queue("textDocument/didClose", LspClient::Document(kSpec));
  client.Settle();
  const auto published = client.Take(kPublish);
  REQUIRE(published.size() == 1);
  CHECK(published[0]["diagnostics"].empty());
  client.Notify("workspace/didChangeWatchedFiles", WatchedChange(kSpec));
  CHECK(client.Take(kPublish).empty());
}

TEST_CASE("an edited call republishes the specs that depend on it, and only when they change") {
  LspClient client(Team());
  client.Start(PushedClient());
  client.Open(kSpec, kSpecText);
  client.Open(kCall, Team()[kCall]);
  (void)client.Take(kPublish);
  client.Change(kCall, 2, Json::array({{{"text", "WEBVTT\n\n00:01.000 --> 00:02.000\nnothing\n"}}}));
  const auto latest = Latest(client);
  REQUIRE(latest.count(LspClient::Uri(kSpec)) == 1);
  CHECK(Has(LspClient::CodesOf(latest.at(LspClient::Uri(kSpec))["diagnostics"]), "citation/unknown-anchor"));
  client.Notify("workspace/didChangeWatchedFiles", WatchedChange("/ws/notes.txt"));
  CHECK(client.Take(kPublish).empty());
}

TEST_CASE("problems of configs and calls are shown on those files, and go when they are mended") {
  LspClient client(Team());
  client.files.Put("/ws/whyspec.json", "{ \"profile\": ");
  client.Start(PushedClient());
  const std::string config = LspClient::Uri("/ws/whyspec.json");
  auto latest = Latest(client);
  REQUIRE(latest.count(config) == 1);
  REQUIRE_FALSE(latest[config]["diagnostics"].empty());
  CHECK(latest[config]["diagnostics"][0]["source"] == "whyspec");
  client.files.Put("/ws/whyspec.json", "{}");
  client.Notify("workspace/didChangeWatchedFiles", WatchedChange("/ws/whyspec.json"));
  latest = Latest(client);
  REQUIRE(latest.count(config) == 1);
  CHECK(latest[config]["diagnostics"].empty());
}

TEST_CASE("a broken config is reported while it is typed") {
  LspClient client(Team());
  client.Start();
  const std::string path = "/ws/whyspec.json";
  client.Open(path, "{}");
  CHECK(client.Codes(path).empty());
  client.Change(path, 2, Json::array({{{"text", "{ \"profil\": \"kep\" }"}}}));
  const Json items = client.Ask("textDocument/diagnostic", LspClient::Document(path))["items"];
  REQUIRE(items.size() == 1);
  CHECK(items[0]["range"] == LspClient::RangeOf(0, 2, 10));
}

TEST_CASE("the whole workspace is reported, streamed where the client asks for it") {
  LspClient client(Team());
  client.Start();
  const auto uris = [](const Json& items) {
    std::vector<std::string> seen;
    for (const Json& item : items) seen.push_back(item["uri"]);
    return seen;
  };
  const Json report = client.Ask("workspace/diagnostic", {{"previousResultIds", Json::array()}});
  CHECK(uris(report["items"]) == std::vector<std::string>{LspClient::Uri(kSpec), LspClient::Uri(kOther)});
  CHECK(report["items"][0]["version"].is_null());

  const Json streamed = client.Ask("workspace/diagnostic",
                                   {{"previousResultIds", Json::array()}, {"partialResultToken", "stream"}});
  CHECK(streamed["items"].empty());
  Json items = Json::array();
  for (const Json& progress : client.Take("$/progress")) {
    if (progress["token"] != "stream") continue;
    for (const Json& item : progress["value"]["items"]) items.push_back(item);
  }
  CHECK(items == report["items"]);
}

TEST_CASE("a workspace report repeats nothing, and clears what is gone") {
  LspClient client(Team());
  client.Start();
  const Json first = client.Ask("workspace/diagnostic", {{"previousResultIds", Json::array()}});
  Json previous = Json::array();
  for (const Json& item : first["items"]) {
    previous.push_back({{"uri", item["uri"]}, {"value", item["resultId"]}});
  }
  const Json again = client.Ask("workspace/diagnostic", {{"previousResultIds", previous}});
  CHECK(again["items"].size() == 2);
  for (const Json& item : again["items"]) CHECK(item["kind"] == "unchanged");
  client.files.Remove(kOther);
  client.Notify("workspace/didChangeWatchedFiles", WatchedChange(kOther));
  const Json after = client.Ask("workspace/diagnostic", {{"previousResultIds", previous}});
  const auto gone = std::find_if(after["items"].begin(), after["items"].end(),
                                 [](const Json& item) { return item["uri"] == LspClient::Uri(kOther); });
  REQUIRE(gone != after["items"].end());
  CHECK((*gone)["kind"] == "full");
  CHECK((*gone)["items"].empty());
}

TEST_CASE("a workspace report lets other requests through, and can be stopped") {
  LspClient client(Team());
  client.Start();
  client.answered.clear();
  const Json params = {{"previousResultIds", Json::array()}};
  const Json report = client.QueueRequest("workspace/diagnostic", params);
  const Json hover = client.QueueRequest("textDocument/hover", LspClient::At(kSpec, 0, 3));
  client.Settle();
  CHECK(client.answered == std::vector<Json>{hover, report});

  const Json unwanted = client.QueueRequest("workspace/diagnostic", params);
  client.Queue("$/cancelRequest", {{"id", unwanted}});
  client.Settle();
  CHECK(client.ResponseTo(unwanted)["error"]["code"] == jsonrpc::code::kRequestCancelled);

  const Json late = client.QueueRequest("workspace/diagnostic", params);
  CHECK(client.Ask("shutdown").is_null());
  CHECK(client.ResponseTo(late)["error"]["code"] == jsonrpc::code::kServerCancelled);
}

TEST_CASE("a workspace report follows every edit, open or closed") {
  LspClient client(Team());
  client.Start();
  Json previous = Json::array();
  const auto pull = [&] {
    std::vector<std::string> changed;
    Json ids = Json::array();
    const Json report = client.Ask("workspace/diagnostic", {{"previousResultIds", previous}});
    for (const Json& item : report["items"]) {
      if (item["kind"] == "full") changed.push_back(item["uri"]);
      ids.push_back({{"uri", item["uri"]}, {"value", item["resultId"]}});
    }
    previous = ids;
    return changed;
  };
  using Uris = std::vector<std::string>;
  CHECK(pull() == Uris{LspClient::Uri(kSpec), LspClient::Uri(kOther)});
  CHECK(pull().empty());
  client.Open(kOther, Team()[kOther]);  // the same text
  CHECK(pull().empty());
  client.Change(kOther, 2, Json::array({{{"range", LspClient::RangeOf(0, 2, 2)}, {"text", "x"}}}));
  CHECK(pull() == Uris{LspClient::Uri(kOther)});
  client.Close(kOther);
  CHECK(pull() == Uris{LspClient::Uri(kOther)});
  client.files.Put(kSpec, "# Rewritten\n");
  client.Notify("workspace/didChangeWatchedFiles", WatchedChange(kSpec));
  CHECK(pull() == Uris{LspClient::Uri(kSpec)});
}

TEST_CASE("the specs of a call come with its report") {
  LspClient client(Team());
  client.Start();
  client.Open(kCall, "WEBVTT\n\n00:01.000 --> 00:02.000\nnothing\n");
  const Json report = client.Ask("textDocument/diagnostic", LspClient::Document(kCall));
  REQUIRE(report.contains("relatedDocuments"));
  CHECK(report["relatedDocuments"].contains(LspClient::Uri(kSpec)));
  CHECK(report["relatedDocuments"].contains(LspClient::Uri(kOther)));
}

TEST_CASE("the client is asked to pull again when calls or settings change, not at every key") {
  LspClient client(Team());
  client.Start();
  client.Open(kSpec, kSpecText);
  (void)client.TakeRequests();
  client.Change(kSpec, 2, Json::array({{{"range", LspClient::RangeOf(0, 0, 0)}, {"text", " "}}}));
  CHECK(client.TakeRequests().empty());
  client.files.Put(kCall, "WEBVTT\n\n00:01.000 --> 00:02.000\nsomething else\n");
  client.Notify("workspace/didChangeWatchedFiles", WatchedChange(kCall));
  CHECK(Has(client.TakeRequests(), "workspace/diagnostic/refresh"));
  client.Open("/ws/whyspec.json", R"({"rules": {"section/thin": "off"}})");
  CHECK(Has(client.TakeRequests(), "workspace/diagnostic/refresh"));
}

TEST_CASE("a pull for a text that is changing already is left to the next one") {
  LspClient client(Team());
  client.Start();
  client.Open(kSpec, kSpecText);
  const Json early = client.QueueRequest("textDocument/diagnostic", LspClient::Document(kSpec));
  client.Queue("textDocument/didChange", {{"textDocument", {{"uri", LspClient::Uri(kSpec)}, {"version", 2}}},
                                          {"contentChanges", Json::array({{{"text", "# Changed\n"}}})}});
  const Json late = client.QueueRequest("textDocument/diagnostic", LspClient::Document(kSpec));
  client.Settle();
  const Json error = client.ResponseTo(early)["error"];
  CHECK(error["code"] == jsonrpc::code::kServerCancelled);
  CHECK(error["data"]["retriggerRequest"] == true);
  CHECK_FALSE(client.ResponseTo(late)["result"]["items"].empty());
}

TEST_CASE("settings turn diagnostics off and on") {
  LspClient client(Team());
  client.Start(PushedClient());
  client.Open(kOther, "# Other\n");
  CHECK_FALSE(Latest(client)[LspClient::Uri(kOther)]["diagnostics"].empty());
  bool enable = false;
  client.answers["workspace/configuration"] = [&enable](const Json&) {
    return Json::array({{{"diagnostics", {{"enable", enable}}}}});
  };
  client.Notify("workspace/didChangeConfiguration", {{"settings", nullptr}});
  CHECK(Latest(client)[LspClient::Uri(kOther)]["diagnostics"].empty());
  enable = true;
  client.Notify("workspace/didChangeConfiguration", {{"settings", nullptr}});
  CHECK_FALSE(Latest(client)[LspClient::Uri(kOther)]["diagnostics"].empty());
}

}  // namespace
}  // namespace whyspec::test
