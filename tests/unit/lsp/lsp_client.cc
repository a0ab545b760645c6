#include "lsp_client.h"

#include <catch2/catch.hpp>

#include "base/strings.h"
#include "base/uri.h"

namespace whyspec::test {

Json PushedClient() {
  return Json::parse(R"({
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {
      "applyEdit": true, "configuration": true, "workspaceFolders": true,
      "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename", "delete"],
                        "changeAnnotationSupport": {"groupsOnLabel": true}},
      "didChangeConfiguration": {"dynamicRegistration": true},
      "didChangeWatchedFiles": {"dynamicRegistration": true},
      "codeLens": {"refreshSupport": true}, "inlayHint": {"refreshSupport": true},
      "semanticTokens": {"refreshSupport": true},
      "fileOperations": {"willRename": true, "didRename": true, "didCreate": true, "didDelete": true},
      "symbol": {"symbolKind": {"valueSet": [1,2,3,5,7,13,15,18,24]}}
    },
    "textDocument": {
      "publishDiagnostics": {"relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true,
                             "dataSupport": true, "tagSupport": {"valueSet": [1, 2]}},
      "hover": {"contentFormat": ["markdown", "plaintext"]},
      "completion": {"completionItem": {"snippetSupport": true, "labelDetailsSupport": true,
                     "preselectSupport": true, "documentationFormat": ["markdown"]}},
      "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
                     "isPreferredSupport": true, "dataSupport": true, "resolveSupport": {"properties": ["edit"]}},
      "definition": {"linkSupport": true},
      "documentLink": {"tooltipSupport": true},
      "documentSymbol": {"hierarchicalDocumentSymbolSupport": true,
                         "symbolKind": {"valueSet": [1,2,3,5,7,13,15,18,24]}},
      "foldingRange": {"lineFoldingOnly": true},
      "rename": {"prepareSupport": true}
    },
    "window": {"workDoneProgress": true, "showDocument": {"support": true}}
  })");
}

Json PullingClient() {
  Json capabilities = PushedClient();
  capabilities["textDocument"]["diagnostic"] = {{"relatedDocumentSupport", true}};
  capabilities["workspace"]["diagnostics"] = {{"refreshSupport", true}};
  return capabilities;
}

LspClient::LspClient(std::map<std::string, std::string> disk, Calls calls) : files(std::move(disk)) {
  answers["workspace/configuration"] = [](const Json& params) {
    return Json(std::vector<Json>(params["items"].size()));
  };
  answers["workspace/applyEdit"] = [](const Json&) { return Json{{"applied", true}}; };
  answers["window/showDocument"] = [](const Json&) { return Json{{"success", true}}; };
  server_ = std::make_unique<lsp::Server>(
      lsp::ServerOptions{.files = &files,
                         .cache_directory = "/cache/whyspec",
                         .today = [this] { return today; },
                         .log = [this](std::string_view line) { log.emplace_back(line); },
                         .follow_call_log =
                             [this](sync::Follower::Options options) {
                               options.file.clear();
                               options.now_ms = [this] { return now_ms; };
                               options.random = [] { return 0.5; };
                               options.threads = false;
                               options.transport = [this](const sync::HttpRequest& request) {
                                 if (transport) return transport(request);
                                 return sync::HttpResult{.trouble = sync::HttpTrouble::kUnreachable};
                               };
                               auto follower = std::make_shared<sync::Follower>(std::move(options));
                               follower_ = follower;
                               return follower;
                             },
                         .environment =
                             [this](const char* name) {
                               const auto found = variables.find(name);
                               return found == variables.end() ? std::string() : found->second;
                             },
                         .run_beside = RunBeside(calls),
                         .watch_process = [this](std::int32_t id) { watched_process = id; }},
      [this](std::string_view bytes) {
        jsonrpc::FrameReader reader;
        reader.Feed(bytes);
        while (auto frame = reader.Next()) {
          REQUIRE(frame->kind == jsonrpc::Frame::Kind::kBody);
          Received(Json::parse(frame->text));
        }
        return true;
      },
      queue_);
}

void LspClient::Received(const Json& message) {
  REQUIRE(message["jsonrpc"] == "2.0");
  const bool has_id = message.contains("id");
  if (!message.contains("method")) {
    const std::string id = message["id"].dump();
    INFO("response " << message.dump());
    if (!message["id"].is_null()) REQUIRE(responses_.count(id) == 0);  // answered once
    responses_[id] = message;
    answered.push_back(message["id"]);
  } else if (has_id) {
    requests_.push_back(message["method"]);
    unanswered_.push_back(message);
  } else {
    notifications_.push_back(message);
  }
}

Json LspClient::Start(Json capabilities, std::vector<std::string> roots, Json extra) {
  Json folders = Json::array();
  for (const std::string& root : roots) folders.push_back({{"uri", Uri(root)}, {"name", root}});
  Json params = {{"processId", nullptr},
                 {"rootUri", nullptr},
                 {"capabilities", std::move(capabilities)},
                 {"workspaceFolders", std::move(folders)}};
  if (extra.is_object()) params.update(extra);
  Json result = Ask("initialize", std::move(params));
  Notify("initialized", Json::object());
  return result;
}

bool LspClient::StepTeam() {
  const std::shared_ptr<sync::Follower> follower = follower_.lock();
  if (follower == nullptr) return false;
  while (follower->RunErrand()) {
  }
  follower->Step();
  return true;
}

void LspClient::Queue(const std::string& method, Json params) {
  queue_.Push(jsonrpc::ParseMessage(jsonrpc::NotificationText(method, std::move(params))));
}

Json LspClient::QueueRequest(const std::string& method, Json params) {
  const Json id = next_id_++;
  queue_.Push(jsonrpc::ParseMessage(jsonrpc::RequestText(id, method, std::move(params))));
  return id;
}

void LspClient::Settle() {
  server_->Drain();
  while (!mute && !unanswered_.empty()) {
    for (const Json& request : std::exchange(unanswered_, {})) {
      const auto answer = answers.find(request["method"]);
      const Json params = request.contains("params") ? request["params"] : Json();
      queue_.Push(jsonrpc::ParseMessage(
          jsonrpc::ResponseText(request["id"], answer == answers.end() ? Json() : answer->second(params))));
    }
    server_->Drain();
  }
}

std::function<void(std::function<void()>)> LspClient::RunBeside(Calls calls) {
  if (calls == Calls::kWhenNeeded) return {};
  if (calls == Calls::kBesideAtOnce) return [](const std::function<void()>& work) { work(); };
  return [this](std::function<void()> work) { work_.push_back(std::move(work)); };
}

bool LspClient::RunWork() {
  if (work_.empty()) return false;
  for (const std::function<void()>& work : std::exchange(work_, {})) work();
  return true;
}

void LspClient::Raw(std::string_view bytes) {
  from_client_.Feed(bytes);
  while (auto frame = from_client_.Next()) {
    jsonrpc::Message message = jsonrpc::ParseMessage(frame->text);
    if (frame->kind == jsonrpc::Frame::Kind::kProblem) {
      message = {};
      message.problem = {.code = jsonrpc::code::kParseError, .message = frame->text, .data = nullptr};
    }
    queue_.Push(std::move(message));
  }
  Settle();
}

Json LspClient::ResponseTo(const Json& id) const {
  const auto found = responses_.find(id.dump());
  return found == responses_.end() ? Json() : found->second;
}

Json LspClient::Ask(const std::string& method, Json params) {
  const Json id = QueueRequest(method, std::move(params));
  Settle();
  const Json response = ResponseTo(id);
  INFO(method << " -> " << response.dump());
  REQUIRE(response.contains("result"));
  return response["result"];
}

Json LspClient::Refused(const std::string& method, Json params) {
  const Json id = QueueRequest(method, std::move(params));
  Settle();
  const Json response = ResponseTo(id);
  INFO(method << " -> " << response.dump());
  REQUIRE(response.contains("error"));
  return response["error"];
}

void LspClient::Notify(const std::string& method, Json params) {
  Queue(method, std::move(params));
  Settle();
}

std::string LspClient::Uri(const std::string& path) { return FileUriFromPath(path); }

void LspClient::OpenUri(const std::string& uri, std::string text, int version, std::string language) {
  Notify("textDocument/didOpen", {{"textDocument",
                                   {{"uri", uri},
                                    {"languageId", std::move(language)},
                                    {"version", version},
                                    {"text", std::move(text)}}}});
}

void LspClient::Open(const std::string& path, std::string text, int version) {
  OpenUri(Uri(path), std::move(text), version);
}

void LspClient::Change(const std::string& path, int version, Json changes) {
  Notify("textDocument/didChange", {{"textDocument", {{"uri", Uri(path)}, {"version", version}}},
                                    {"contentChanges", std::move(changes)}});
}

void LspClient::Close(const std::string& path) { Notify("textDocument/didClose", Document(path)); }

Json LspClient::At(const std::string& path, int line, int character) {
  Json params = Document(path);
  params["position"] = {{"line", line}, {"character", character}};
  return params;
}

Json LspClient::RangeOf(int line, int from, int to) {
  return {{"start", {{"line", line}, {"character", from}}}, {"end", {{"line", line}, {"character", to}}}};
}

std::vector<Json> LspClient::Take(const std::string& method) {
  std::vector<Json> taken;
  std::erase_if(notifications_, [&](const Json& message) {
    if (message["method"] != method) return false;
    taken.push_back(message["params"]);
    return true;
  });
  return taken;
}

std::vector<std::string> LspClient::TakeRequests() { return std::exchange(requests_, {}); }

std::vector<std::string> LspClient::CodesOf(const Json& diagnostics) {
  std::vector<std::string> codes;
  for (const Json& diagnostic : diagnostics) codes.push_back(diagnostic.value("code", ""));
  return codes;
}

std::vector<std::string> LspClient::Codes(const std::string& path) {
  return CodesOf(Ask("textDocument/diagnostic", Document(path))["items"]);
}

}  // namespace whyspec::test
