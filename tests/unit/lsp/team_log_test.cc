// The team's call log in the editor: as with files, and told when it is not there.
#include <catch2/catch.hpp>

#include "unit/lsp/lsp_client.h"
#include "unit/sync/fake_log_server.h"

namespace whyspec::test {
namespace {

const std::string kExport = "/ws/specs/export.md";
const std::string kText =
    "# Monthly export\n\n## Why\n\nPeople copy figures by hand.\n\n## Customer evidence\n\n"
    "> We copy every figure by hand.\n\n[P1](call:acme-1#t=10)\n\nSee [that](call:acme-9#t=10).\n";

std::map<std::string, std::string> Files() {
  return {{"/ws/whyspec.json",
           R"({"callLog": {"url": "https://calls.example.test", "tokenEnv": "WHYSPEC_TEST"}})"},
          {kExport, kText}};
}

Json KeepingTokens() {
  Json capabilities = PullingClient();
  capabilities["experimental"]["whyspec"]["callLog"] = true;
  return capabilities;
}

bool Says(const std::vector<std::string>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

// An editor whose program is told by a fake server, step by step.
struct Editor {
  explicit Editor(std::map<std::string, std::string> files = Files()) : client(std::move(files)) {
    client.transport = [this](const sync::HttpRequest& request) { return server.Answer(request); };
    client.variables["WHYSPEC_TEST"] = server.token;
  }
  void Sync() {
    client.Settle();
    client.StepTeam();
    client.Settle();
  }
  FakeLogServer server;
  LspClient client;
};

TEST_CASE("with a call log in whyspec.json the team's calls are as good as files") {
  Editor editor;
  editor.server.PutCall("acme-1", {"We copy every figure by hand."});
  editor.client.Start();
  editor.client.Open(kExport, kText);
  editor.client.Settle();
  CHECK_FALSE(Says(editor.client.Codes(kExport), "citation/unknown-call"));  // nothing is known yet
  editor.client.TakeRequests();
  editor.Sync();
  CHECK(Says(editor.client.TakeRequests(), "workspace/diagnostic/refresh"));
  const std::vector<std::string> codes = editor.client.Codes(kExport);
  CHECK(Says(codes, "citation/unknown-call"));  // acme-9
  CHECK_FALSE(Says(codes, "quote/not-found"));
  CHECK_FALSE(Says(codes, "quote/altered"));
  const Json hover = editor.client.Ask("textDocument/hover", LspClient::At(kExport, 10, 8));
  CHECK(hover.dump().find("We copy every figure by hand.") != std::string::npos);
}

TEST_CASE("a new call is there with the next answer, an erased one is told as gone") {
  Editor editor;
  editor.server.PutCall("acme-1", {"We copy every figure by hand."});
  editor.client.Start();
  editor.client.Open(kExport, kText);
  editor.Sync();
  editor.server.PutCall("acme-9", {"Every month."});
  editor.Sync();
  CHECK_FALSE(Says(editor.client.Codes(kExport), "citation/unknown-call"));
  editor.server.EraseCall("acme-1");
  editor.Sync();
  CHECK(Says(editor.client.Codes(kExport), "citation/gone"));
}

TEST_CASE("a file stands before the team's call of the same id, and both are there") {
  auto files = Files();
  files["/ws/calls/acme-1.md"] = "---\naccount: acme\n---\n**Jane Roe** [00:00:10]: From the file.\n";
  Editor editor(std::move(files));
  editor.server.PutCall("acme-1", {"We copy every figure by hand."});
  editor.server.PutCall("acme-9", {"Every month."});
  editor.client.Start();
  editor.client.Open(kExport, kText);
  editor.Sync();
  const std::vector<std::string> codes = editor.client.Codes(kExport);
  CHECK(Says(codes, "quote/not-found"));
  CHECK_FALSE(Says(codes, "citation/unknown-call"));
}

TEST_CASE("a partly sent call makes nobody a liar") {
  Editor editor;
  editor.server.PutCall("acme-1", {"", ""}, {{"partial", true}});
  editor.server.PutCall("acme-9", {}, {{"turn_count", 4}, {"level", "aggregate"}});
  editor.client.Start();
  editor.client.Open(kExport, kText);
  editor.Sync();
  const std::vector<std::string> codes = editor.client.Codes(kExport);
  for (const char* code : {"quote/not-found", "quote/altered", "quote/reworded", "citation/unknown-anchor",
                           "citation/unknown-call", "citation/moved"}) {
    INFO(code);
    CHECK_FALSE(Says(codes, code));
  }
}

TEST_CASE("the client that shows it is told the state, without the token") {
  Editor editor;
  editor.server.PutCall("acme-1", {"We copy every figure by hand."});
  editor.client.answers["whyspec/callLogToken"] = [](const Json&) { return Json{{"token", nullptr}}; };
  editor.client.Start(KeepingTokens());
  editor.Sync();
  const std::vector<Json> states = editor.client.Take("whyspec/callLogState");
  REQUIRE_FALSE(states.empty());
  CHECK(states.front()["state"] == "connecting");
  CHECK(states.back()["state"] == "synced");
  CHECK(states.back()["calls"] == 1);
  CHECK(states.back()["url"] == "https://calls.example.test");
  CHECK(states.back()["lastSyncedAt"].is_string());
  editor.server.unreachable = true;
  editor.Sync();
  CHECK(editor.client.Take("whyspec/callLogState").back()["state"] == "offline");
  CHECK(Says(editor.client.Codes(kExport), "citation/unknown-call"));  // what was read still counts
  for (const std::string& line : editor.client.log)
    CHECK(line.find(editor.server.token) == std::string::npos);
}

TEST_CASE("the editor's token stands before that of the environment; without any, it is said what to do") {
  Editor editor;
  editor.client.variables.clear();
  Json asked;
  editor.client.answers["whyspec/callLogToken"] = [&](const Json& params) {
    asked = params;
    return Json{{"token", nullptr}};
  };
  editor.client.Start(KeepingTokens());
  editor.Sync();
  CHECK(asked["url"] == "https://calls.example.test");
  Json state = editor.client.Take("whyspec/callLogState").back();
  CHECK(state["state"] == "refused");
  CHECK(state["message"].get<std::string>().find("WHYSPEC_TEST") != std::string::npos);
  CHECK(editor.server.requests.empty());
  // Signed in.
  editor.client.Notify("whyspec/callLogToken",
                       {{"url", "https://calls.example.test"}, {"token", editor.server.token}});
  editor.Sync();
  CHECK(editor.client.Take("whyspec/callLogState").back()["state"] == "synced");
  // Signed out.
  editor.client.Notify("whyspec/callLogToken", {{"url", "https://calls.example.test"}, {"token", nullptr}});
  editor.Sync();
  CHECK(editor.client.Take("whyspec/callLogState").back()["state"] == "refused");
  // A token for another address is none for this.
  editor.client.Notify("whyspec/callLogToken",
                       {{"url", "https://other.example.test"}, {"token", editor.server.token}});
  editor.Sync();
  CHECK(editor.client.Take("whyspec/callLogState").empty());
}

TEST_CASE("only what is a token of a call log leaves the environment") {
  Editor editor;
  editor.client.variables["WHYSPEC_TEST"] = "ghp_some-other-secret";
  editor.client.answers["whyspec/callLogToken"] = [](const Json&) { return Json(); };
  editor.client.Start(KeepingTokens());
  editor.Sync();
  CHECK(editor.server.requests.empty());
  const Json state = editor.client.Take("whyspec/callLogState").back();
  CHECK(state["state"] == "refused");
  CHECK(state.dump().find("ghp_") == std::string::npos);
}

TEST_CASE("a folder that is not trusted talks to nobody") {
  Editor editor;
  editor.client.Start(KeepingTokens(), {"/ws"}, {{"initializationOptions", {{"trusted", false}}}});
  editor.Sync();
  CHECK(editor.server.requests.empty());
  CHECK(editor.client.Take("whyspec/callLogState").empty());
}

TEST_CASE("plain http to another computer is refused in a sentence") {
  auto files = Files();
  files["/ws/whyspec.json"] = R"({"callLog": {"url": "http://calls.example.test"}})";
  Editor editor(std::move(files));
  editor.client.Start(KeepingTokens());
  editor.Sync();
  CHECK(editor.server.requests.empty());
  const Json state = editor.client.Take("whyspec/callLogState").back();
  CHECK(state["state"] == "refused");
  CHECK(state["message"].get<std::string>().find("https://") != std::string::npos);
}

// A team's log of which this person may see passages, one at a time.
void LetPassagesBeFound(Editor& editor) {
  editor.server.PutCall("acme-1", {"", ""}, {{"partial", true}, {"level", "named"}});
  editor.client.transport = [&editor](const sync::HttpRequest& request) {
    sync::HttpResult result = editor.server.Answer(request);
    if (request.target.starts_with("/v1/search")) {
      result.answer.body =
          R"({"items":[{"call":"acme-1","turns":[{"index":1,"text":"We copy every figure by hand."}]}]})";
    }
    return result;
  };
}

TEST_CASE("where a call is here in part, what is looked for is fetched, and then it is like a file") {
  Editor editor;
  LetPassagesBeFound(editor);
  editor.client.Start();
  const std::string text = "# Monthly export\n\n## Customer evidence\n\nThey copy figures by hand [\n";
  editor.client.Open(kExport, text);
  editor.Sync();
  const Json at = LspClient::At(kExport, 4, 27);
  const Json first = editor.client.Ask("textDocument/completion", at);
  CHECK(first["isIncomplete"] == true);
  CHECK(first.dump().find("every figure") == std::string::npos);
  editor.Sync();
  CHECK(editor.server.requests.end() !=
        std::find_if(editor.server.requests.begin(), editor.server.requests.end(),
                     [](const sync::HttpRequest& r) {
                       return r.target.starts_with("/v1/search?limit=20&q=They%20copy%20figures%20by%20hand");
                     }));
  const Json second = editor.client.Ask("textDocument/completion", at);
  CHECK(second.dump().find("every figure") != std::string::npos);
}

TEST_CASE("turns that an open spec cites are fetched, once, and its quotes verified") {
  Editor editor;
  editor.server.PutCall("acme-1", {"", ""}, {{"partial", true}, {"level", "named"}});
  editor.server.PutCall("acme-9", {"Yes."});
  editor.client.transport = [&editor](const sync::HttpRequest& request) {
    sync::HttpResult result = editor.server.Answer(request);
    if (request.target == "/v1/calls/acme-1/excerpts?turn=1-1") {
      result.answer.body =
          R"({"call":"acme-1","turns":[{"index":0,"text":"We never copy any figure by hand."}]})";
    }
    return result;
  };
  editor.client.Start();
  editor.client.Open(kExport, kText);
  editor.Sync();
  CHECK_FALSE(Says(editor.client.Codes(kExport), "quote/altered"));
  editor.Sync();
  const Json hover = editor.client.Ask("textDocument/hover", LspClient::At(kExport, 10, 8));
  CHECK(hover.dump().find("We never copy any figure by hand.") != std::string::npos);
  editor.client.Codes(kExport);
  editor.Sync();
  CHECK(std::count_if(
            editor.server.requests.begin(), editor.server.requests.end(),
            [](const sync::HttpRequest& r) { return r.target.find("/excerpts") != std::string::npos; }) == 1);
}

TEST_CASE("a search waits for the passages of the call log, and asks for them once") {
  Editor editor;
  LetPassagesBeFound(editor);
  editor.client.Start();
  editor.Sync();
  const Json id = editor.client.QueueRequest("whyspec/search", {{"text", "copy figures by hand"}});
  editor.client.Settle();
  CHECK(editor.client.ResponseTo(id).is_null());
  editor.Sync();
  const Json found = editor.client.ResponseTo(id)["result"]["excerpts"];
  REQUIRE(found.size() == 1);
  CHECK(found[0]["call"] == "acme-1");
  editor.server.requests.clear();
  CHECK(editor.client.Ask("whyspec/search", {{"text", "copy figures by hand"}})["excerpts"].size() == 1);
  editor.Sync();
  for (const sync::HttpRequest& request : editor.server.requests) {
    CHECK_FALSE(request.target.starts_with("/v1/search"));
  }
}

TEST_CASE("a saved spec is published once it is in step, and not while it is typed") {
  Editor editor;
  editor.server.PutCall("acme-1", {"We copy every figure by hand."});
  editor.client.Start();
  editor.client.Open(kExport, kText);
  editor.Sync();
  editor.client.Change(kExport, 2, {{{"text", kText + "\nMore.\n"}}});
  editor.client.Settle();
  const auto published = [&] {
    std::vector<Json> records;
    for (const sync::HttpRequest& request : editor.server.requests) {
      if (request.method == "PUT") records.push_back(Json::parse(request.body));
    }
    return records;
  };
  editor.client.StepTeam();
  CHECK(published().empty());
  editor.client.Notify("textDocument/didSave", LspClient::Document(kExport));
  editor.Sync();
  REQUIRE(published().size() == 1);
  const Json record = published().front();
  CHECK(record["id"] == "ws-specs-export.md");
  CHECK(record["repository"] == "ws");
  CHECK(record["path"] == "specs/export.md");
  CHECK(record["title"] == "Monthly export");
  REQUIRE(record["citations"].size() == 2);
  CHECK(record["citations"][0]["call"] == "acme-1");
  CHECK(record["citations"][0]["anchor"] == "t=10");
  CHECK(record["citations"][0]["turns"] == Json::array({0, 0}));
  CHECK(record["citations"][0]["quote"] == "We copy every figure by hand.");
  CHECK(record["citations"][0]["verdict"] == "exact");
  CHECK(record["citations"][1]["verdict"] == "");
  REQUIRE(record["sections"].size() == 2);
  CHECK(record["sections"][0]["role"] == "why");
  CHECK(record["sections"][0]["markdown"] == "People copy figures by hand.");
  CHECK(record["errors"].get<int>() > 0);
}

TEST_CASE("what could not be published is published when the log is back") {
  Editor editor;
  editor.client.Start();
  editor.client.Open(kExport, kText);
  editor.Sync();
  editor.server.unreachable = true;
  editor.client.Notify("textDocument/didSave", LspClient::Document(kExport));
  editor.Sync();
  editor.Sync();
  editor.server.unreachable = false;
  editor.server.requests.clear();
  for (int i = 0; i < 4; ++i) {
    editor.client.now_ms += 120'000;
    editor.Sync();
  }
  const auto puts = std::count_if(editor.server.requests.begin(), editor.server.requests.end(),
                                  [](const sync::HttpRequest& request) { return request.method == "PUT"; });
  CHECK(puts == 1);
}

TEST_CASE("publish: false sends nothing") {
  auto files = Files();
  files["/ws/whyspec.json"] =
      R"({"callLog": {"url": "https://calls.example.test", "tokenEnv": "WHYSPEC_TEST", "publish": false}})";
  Editor editor(std::move(files));
  editor.client.Start();
  editor.client.Open(kExport, kText);
  editor.Sync();
  editor.client.Notify("textDocument/didSave", LspClient::Document(kExport));
  editor.Sync();
  for (const sync::HttpRequest& request : editor.server.requests) CHECK(request.method == "GET");
}

TEST_CASE("a call is logged on the server, with its answer") {
  Editor editor;
  editor.client.Start();
  editor.Sync();
  const Json id = editor.client.QueueRequest(
      "whyspec/logCall",
      {{"files", {{{"name", "a \"b\".vtt"}, {"text", "WEBVTT\n"}}}}, {"details", {{"account", "acme"}}}});
  editor.client.Settle();
  CHECK(editor.client.ResponseTo(id).is_null());
  editor.Sync();
  CHECK(editor.client.ResponseTo(id)["result"]["problems"].is_array());
  const auto posted = std::find_if(editor.server.requests.begin(), editor.server.requests.end(),
                                   [](const sync::HttpRequest& request) { return request.method == "POST"; });
  REQUIRE(posted != editor.server.requests.end());
  const sync::HttpRequest& sent = *posted;
  CHECK(sent.target == "/v1/calls/uploads");
  CHECK(sent.body.find("filename=\"a _b_.vtt\"") != std::string::npos);
  CHECK(sent.body.find("{\"account\":\"acme\"}") != std::string::npos);
}

TEST_CASE("a call that cannot be logged is told why") {
  Editor editor;
  editor.client.Start();
  editor.Sync();
  editor.server.status = 403;
  const Json id =
      editor.client.QueueRequest("whyspec/logCall", {{"files", {{{"name", "a.vtt"}, {"text", "x"}}}}});
  editor.Sync();
  editor.Sync();
  CHECK(editor.client.ResponseTo(id)["error"]["message"].get<std::string>().find("may not do that") !=
        std::string::npos);
  LspClient lone(std::map<std::string, std::string>{{"/ws/specs/a.md", "# A\n"}});
  lone.Start();
  CHECK(lone.Refused("whyspec/logCall", {{"files", {{{"name", "a"}, {"text", "b"}}}}})["message"]
            .get<std::string>()
            .find("No call log") != std::string::npos);
}

}  // namespace
}  // namespace whyspec::test
