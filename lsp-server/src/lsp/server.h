// The language server without its transport: takes messages from a queue, answers
// through a WriteFn. One loop owns all state; see run.h for threads and files.
//
// Zero-thread mode, for tests: push messages, call Drain(), look at what was written.
#pragma once

#include <optional>

#include "jsonrpc/connection.h"
#include "lsp/background.h"
#include "lsp/params.h"
#include "lsp/session.h"

namespace whyspec::lsp {

class Server {
 public:
  // `queue` outlives the server.
  Server(ServerOptions options, jsonrpc::WriteFn write, jsonrpc::MessageQueue& queue);
  ~Server();

  // Serves until the conversation ends; returns the exit status of the process.
  int Run();
  // Everything that can be done without waiting for another message.
  void Drain();
  // Set once the conversation is over: 0 after shutdown, else 1 (LSP 3.17 "Exit").
  std::optional<int> exit_status() const { return exit_status_; }

  jsonrpc::Connection& connection() { return connection_; }

 private:
  enum class Life { kStarting, kRunning, kShutDown };

  void BindLifeCycle();
  std::optional<jsonrpc::RpcError> Gate(std::string_view method, bool is_request) const;
  Json Initialize(const InitializeParams& params);
  void Initialized();
  // Handles one message or does one piece of background work; false if neither.
  bool Step();
  void End();

  std::function<void(std::string_view)> log_;
  jsonrpc::MessageQueue& queue_;
  jsonrpc::Connection connection_;
  Session session_;
  Background background_;
  Life life_ = Life::kStarting;
  std::optional<int> exit_status_;
};

}  // namespace whyspec::lsp
