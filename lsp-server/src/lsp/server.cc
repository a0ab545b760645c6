#include "lsp/server.h"

#include "base/uri.h"
#include "base/version.h"
#include "lsp/params.h"
#include "lsp/routes.h"

namespace whyspec::lsp {

using jsonrpc::Message;

Server::Server(ServerOptions options, jsonrpc::WriteFn write, jsonrpc::MessageQueue& queue)
    : log_(options.log),
      queue_(queue),
      connection_(std::move(write), options.log, &queue),
      session_(std::move(options), connection_, queue),
      background_(session_) {
  connection_.SetGate([this](std::string_view method, bool is_request) { return Gate(method, is_request); });
  BindLifeCycle();
  BindRoutes(session_, background_, connection_);
}

Server::~Server() {
  background_.DropPulls();
  connection_.DropPending();
}

void Server::BindLifeCycle() {
  connection_.OnRequest("initialize", [this](const Json& json, const RequestContext&, Reply reply) {
    InitializeParams params;
    if (!ReadJson(json, &params)) {
      return reply(RpcError{.code = jsonrpc::code::kInvalidParams,
                            .message = "The params of initialize are not those of the protocol.",
                            .data = nullptr});
    }
    reply(Initialize(params));
    life_ = Life::kRunning;
  });
  connection_.OnNotification("initialized", [this](const Json&) { Initialized(); });
  connection_.OnRequest("shutdown", [this](const Json&, const RequestContext&, Reply reply) {
    life_ = Life::kShutDown;
    background_.DropPulls();
    reply(Json());
  });
  connection_.OnNotification("exit", [this](const Json&) { End(); });
}

// LSP 3.17 "Server lifecycle": -32002 before initialize, -32600 for a second one and
// for anything after shutdown; notifications at the wrong time are dropped, but `exit`.
std::optional<RpcError> Server::Gate(std::string_view method, bool is_request) const {
  const auto refuse = [](int error_code, std::string sentence) {
    return RpcError{.code = error_code, .message = std::move(sentence), .data = nullptr};
  };
  if (!is_request && method == "exit") return std::nullopt;
  switch (life_) {
    case Life::kStarting:
      if (is_request && method == "initialize") return std::nullopt;
      return refuse(jsonrpc::code::kServerNotInitialized, "The first request must be initialize.");
    case Life::kRunning:
      if (method != "initialize") return std::nullopt;
      return refuse(jsonrpc::code::kInvalidRequest, "The server is initialized already.");
    case Life::kShutDown:
      return refuse(jsonrpc::code::kInvalidRequest, "The server was shut down.");
  }
  return std::nullopt;
}

Json Server::Initialize(const InitializeParams& params) {
  session_.caps = ReadClientCapabilities(params.capabilities);
  if (const auto trace = ParseTrace(params.trace)) connection_.SetTrace(*trace);
  if (params.process_id) session_.options.watch_process(*params.process_id);
  std::vector<std::string> roots;
  for (const std::string& uri : params.folders) {
    auto path = PathFromFileUri(uri);
    if (path && std::find(roots.begin(), roots.end(), *path) == roots.end()) {
      roots.push_back(*std::move(path));
    }
  }
  if (!ReadTrusted(params.options)) {
    session_.SetTrusted(false);
    if (log_) log_("The folder is not trusted: a team's call log that its whyspec.json names is not asked.");
  }
  session_.SetRoots(std::move(roots));
  session_.SetSettings(ReadSettings(SectionOf(params.options)));
  return {{"capabilities", ServerCapabilities(session_.caps)},
          {"serverInfo", {{"name", "whyspec"}, {"version", Version()}}}};
}

void Server::Initialized() {
  if (Json registrations = DynamicRegistrations(session_.caps); !registrations.is_null()) {
    connection_.Request("client/registerCapability", std::move(registrations));
  }
  PullConfiguration(session_, background_);
  background_.Start();
}

void Server::End() {
  if (!exit_status_) exit_status_ = life_ == Life::kShutDown ? 0 : 1;
}

bool Server::Step() {
  if (exit_status_) return false;
  if (queue_.abandoned() || connection_.broken()) {
    if (!queue_.abandoned()) {
      log_("The editor no longer takes answers, so the server ends. No file was changed.");
    }
    exit_status_ = 1;
    return false;
  }
  if (std::optional<jsonrpc::MessageQueue::Item> item = queue_.TryPop()) {
    session_.BeginMessage();
    connection_.Handle(std::move(item->message), item->cancel);
    return true;
  }
  if (queue_.closed()) {
    if (life_ != Life::kShutDown) {
      log_(
          "The editor closed the connection without asking to stop, so the server ends. No file was "
          "changed.");
    }
    End();  // the client left; without shutdown that is a failure
    return false;
  }
  if (life_ != Life::kRunning) return false;
  session_.BeginMessage();
  return background_.Step();
}

void Server::Drain() {
  while (Step()) {
  }
}

int Server::Run() {
  while (true) {
    Drain();
    if (exit_status_) return *exit_status_;
    queue_.Wait();
  }
}

}  // namespace whyspec::lsp
