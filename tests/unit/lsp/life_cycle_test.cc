// LSP 3.17 "Lifecycle Messages" and "ErrorCodes", to the letter.

#include <catch2/catch.hpp>

#include <algorithm>

#include "lsp_client.h"
#include "team.h"

namespace whyspec::test {
namespace {

namespace code = jsonrpc::code;

TEST_CASE("before initialize a request is refused and a notification dropped") {
  LspClient client(Team());
  CHECK(client.RefusedCode("textDocument/hover", LspClient::At(kSpec, 0, 0)) == code::kServerNotInitialized);
  CHECK(client.RefusedCode("shutdown") == code::kServerNotInitialized);
  CHECK(client.RefusedCode("no/such") == code::kServerNotInitialized);
  client.Open(kSpec, "# Dropped\n");
  CHECK(client.Start()["serverInfo"]["name"] == "whyspec");
  CHECK(client.server().exit_status() == std::nullopt);
}

TEST_CASE("a second initialize is an invalid request") {
  LspClient client;
  client.Start();
  CHECK(client.RefusedCode("initialize", {{"capabilities", Json::object()}}) == code::kInvalidRequest);
  CHECK(client.Ask("shutdown").is_null());
}

TEST_CASE("after shutdown only exit is taken") {
  LspClient client(Team());
  client.Start();
  CHECK(client.Ask("shutdown").is_null());
  CHECK(client.RefusedCode("textDocument/hover", LspClient::At(kSpec, 0, 0)) == code::kInvalidRequest);
  CHECK(client.RefusedCode("shutdown") == code::kInvalidRequest);
  CHECK(client.RefusedCode("initialize", {{"capabilities", Json::object()}}) == code::kInvalidRequest);
  CHECK(client.server().exit_status() == std::nullopt);
  client.Notify("exit");
  CHECK(client.server().exit_status() == 0);
}

TEST_CASE("exit without shutdown is a failure, at any time") {
  LspClient early;
  early.Notify("exit");
  CHECK(early.server().exit_status() == 1);
  LspClient late;
  late.Start();
  late.Notify("exit");
  CHECK(late.server().exit_status() == 1);
}

TEST_CASE("unknown methods are refused, unknown notifications ignored") {
  LspClient client;
  client.Start();
  CHECK(client.RefusedCode("whyspec/unknown", Json::object()) == code::kMethodNotFound);
  CHECK(client.RefusedCode("$/unknown", Json::object()) == code::kMethodNotFound);
  client.Notify("whyspec/unknown", {{"a", 1}});
  client.Notify("$/unknown");
  CHECK(client.Ask("shutdown").is_null());
}

TEST_CASE("params that do not fit are refused") {
  LspClient client(Team());
  client.Start();
  for (const Json& wrong :
       {Json::object(), Json("text"), Json(7), Json::array(), Json(), Json{{"textDocument", 42}},
        Json{{"textDocument", {{"uri", 5}}}},
        Json{{"textDocument", {{"uri", "file:///ws/a.md"}}}, {"position", {{"line", -1}}}}}) {
    CAPTURE(wrong.dump());
    CHECK(client.RefusedCode("textDocument/hover", wrong) == code::kInvalidParams);
  }
  CHECK(client.RefusedCode("workspace/executeCommand", {{"command", "whyspec.noSuch"}}) ==
        code::kInvalidParams);
  CHECK(client.RefusedCode("workspace/executeCommand", {{"command", "whyspec.fixAll"}}) ==
        code::kInvalidParams);
}

TEST_CASE("malformed messages are answered and do no harm") {
  LspClient client(Team());
  client.Start();
  client.Raw(jsonrpc::MakeFrame("{\"jsonrpc\":\"2.0\",\"id\":1,"));
  CHECK(client.ResponseTo(nullptr)["error"]["code"] == code::kParseError);
  client.Raw(jsonrpc::MakeFrame("[{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}]"));
  CHECK(client.ResponseTo(nullptr)["error"]["code"] == code::kInvalidRequest);
  client.Raw("Content-Length: abc\r\n\r\n{}");
  client.Raw(jsonrpc::MakeFrame(jsonrpc::RequestText("after", "shutdown", nullptr)));
  CHECK(client.ResponseTo("after").contains("result"));
}

TEST_CASE("a gigabyte announced on the wire gets one sentence and the talk goes on") {
  LspClient client;
  client.Start();
  client.Raw("Content-Length: 1073741824\r\n\r\n{\"jsonrpc\":\"2.0\",");
  CHECK(client.ResponseTo(nullptr)["error"]["code"] == code::kParseError);
  const std::size_t lines = client.log.size();
  CHECK(
      client.log.back() ==
      "The editor announced a message of 1024 MB, and Whyspec takes up to 256 MB: the message was not read, "
      "and the talk goes on after it. Close very large files; if there are none, restart the language "
      "server.");
  client.Raw(jsonrpc::MakeFrame(jsonrpc::RequestText("after", "shutdown", nullptr)));
  CHECK(client.ResponseTo("after").contains("result"));
  CHECK(client.log.size() == lines);
}

TEST_CASE("ids of every kind come back unchanged") {
  LspClient client;
  client.Start();
  for (const Json& id : {Json("abc"), Json("é😀"), Json(""), Json(0), Json(-7), Json(2147483647)}) {
    client.Raw(jsonrpc::MakeFrame(jsonrpc::RequestText(id, "workspace/symbol", {{"query", ""}})));
    CHECK(client.ResponseTo(id).contains("result"));
  }
}

TEST_CASE("initialize takes nulls, nothing at all and old forms of the root") {
  SECTION("nulls") {
    LspClient client;
    CHECK(client.Start(Json::object(), {}, {{"workspaceFolders", nullptr}, {"rootPath", nullptr}})
              .contains("capabilities"));
  }
  SECTION("rootUri") {
    LspClient client(Team());
    client.Start(PullingClient(), {}, {{"workspaceFolders", nullptr}, {"rootUri", "file:///ws"}});
    CHECK_FALSE(client.Codes(kOther).empty());
  }
  SECTION("rootPath") {
    LspClient client(Team());
    client.Start(PullingClient(), {}, {{"workspaceFolders", nullptr}, {"rootPath", "/ws"}});
    CHECK_FALSE(client.Codes(kOther).empty());
  }
  SECTION("no object") {
    LspClient client;
    CHECK(client.RefusedCode("initialize", Json::array()) == code::kInvalidParams);
    CHECK(client.Start().contains("capabilities"));
  }
}

TEST_CASE("the client's process is watched") {
  LspClient client;
  client.Start(PullingClient(), {"/ws"}, {{"processId", 4711}});
  CHECK(client.watched_process == 4711);
}

TEST_CASE("a folder that is not trusted is served, and what is off is told in the log") {
  const auto told = [](const Json& options) {
    LspClient client(Team());
    client.Start(PullingClient(), {"/ws"}, {{"initializationOptions", options}});
    client.Open(kSpec, kSpecText);
    CHECK_FALSE(client.Codes(kOther).empty());
    return std::any_of(client.log.begin(), client.log.end(), [](const std::string& line) {
      return line.find("not trusted") != std::string::npos && line.find("call log") != std::string::npos;
    });
  };
  CHECK(told({{"trusted", false}}));
  CHECK_FALSE(told({{"trusted", true}}));
  CHECK_FALSE(told({{"trusted", "no"}}));
  CHECK_FALSE(told(nullptr));
}

TEST_CASE("nothing is asked of a client that announced nothing") {
  LspClient client(Team());
  client.Start(Json::object());
  client.Open(kSpec, kSpecText);
  client.Open("/ws/whyspec.json", "{}");
  client.Change("/ws/whyspec.json", 2, Json::array({{{"text", "{ "}}}));
  client.Notify("workspace/didChangeConfiguration", {{"settings", nullptr}});
  CHECK(client.TakeRequests().empty());
  CHECK(client.Take("$/progress").empty());
}

TEST_CASE("a client that refuses everything is served all the same") {
  LspClient client(Team());
  client.mute = true;
  client.Start();
  CHECK_FALSE(client.Codes(kOther).empty());
}

}  // namespace
}  // namespace whyspec::test
