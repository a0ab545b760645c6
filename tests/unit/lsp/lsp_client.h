// An editor for tests: a server in this process over a fake transport, no threads and
// no sleeping. What it is asked it answers as an editor would; what it is sent it keeps.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "jsonrpc/framing.h"
#include "lsp/server.h"
#include "support/memory_file_system.h"
#include "sync/follower.h"

namespace whyspec::test {

using jsonrpc::Json;

// Client capabilities of a modern editor that pulls diagnostics.
Json PullingClient();
// … and of one that is pushed to (what Neovim 0.7 and Emacs 28 are, with more features).
Json PushedClient();

class LspClient {
 public:
  // How call files are read: when they are needed, or beside the loop, when RunWork() is called, or
  // at once, as if by a very fast thread.
  enum class Calls { kWhenNeeded, kBeside, kBesideAtOnce };
  explicit LspClient(std::map<std::string, std::string> files = {}, Calls calls = Calls::kWhenNeeded);

  MemoryFileSystem files;
  // How this editor answers requests of the server, by method; null for others.
  std::map<std::string, std::function<Json(const Json& params)>> answers;
  // Do not answer the server's requests at all.
  bool mute = false;

  // --- the conversation ---

  // initialize and initialized; returns the result of initialize. `extra` is merged
  // into its params.
  Json Start(Json capabilities = PullingClient(), std::vector<std::string> roots = {"/ws"}, Json extra = {});
  // The result of a request that must succeed.
  Json Ask(const std::string& method, Json params = nullptr);
  // The error of a request that must fail.
  Json Refused(const std::string& method, Json params = nullptr);
  int RefusedCode(const std::string& method, Json params = nullptr) {
    return Refused(method, params)["code"];
  }
  void Notify(const std::string& method, Json params = nullptr);

  // Messages that arrive together, before the server looks at any of them.
  void Queue(const std::string& method, Json params);         // a notification
  Json QueueRequest(const std::string& method, Json params);  // returns its id
  // Lets the server work until it has nothing left to do.
  void Settle();
  // The work that another thread would do; the server does not get a turn. False if none.
  bool RunWork();
  // Bytes as they come from a broken client.
  void Raw(std::string_view bytes);
  std::vector<Json> answered;  // ids, in the order of their answers
  // The response to an id; null if there is none yet.
  Json ResponseTo(const Json& id) const;

  // --- documents ---

  void Open(const std::string& path, std::string text, int version = 1);
  void OpenUri(const std::string& uri, std::string text, int version = 1, std::string language = "markdown");
  // One change to an open document by line and column; a null range replaces all.
  void Change(const std::string& path, int version, Json changes);
  void Close(const std::string& path);
  static std::string Uri(const std::string& path);
  static Json Document(const std::string& path) { return {{"textDocument", {{"uri", Uri(path)}}}}; }
  static Json At(const std::string& path, int line, int character);
  static Json RangeOf(int line, int from, int to);

  // --- what the server sent ---

  // Params of notifications of that method since the last call.
  std::vector<Json> Take(const std::string& method);
  // Methods of requests of the server since the last call.
  std::vector<std::string> TakeRequests();
  // Pulls; the codes of the findings, in order.
  std::vector<std::string> Codes(const std::string& path);
  static std::vector<std::string> CodesOf(const Json& diagnostics);

  // --- the team's call log ---

  // Who answers for it; unset: nobody can be reached.
  sync::Transport transport;
  std::map<std::string, std::string> variables;  // of the environment
  std::int64_t now_ms = 1'770'000'000'000;
  // What its threads would do now: what was asked of it, then one question what is new. The server does not
  // get a turn. False if no log is followed.
  bool StepTeam();

  lsp::Server& server() { return *server_; }
  std::vector<std::string> log;
  std::int32_t watched_process = 0;
  Date today{2026, 3, 1};

 private:
  void Received(const Json& message);
  std::function<void(std::function<void()>)> RunBeside(Calls calls);

  std::weak_ptr<sync::Follower> follower_;
  jsonrpc::MessageQueue queue_;
  jsonrpc::FrameReader from_client_;
  std::unique_ptr<lsp::Server> server_;
  int next_id_ = 1;
  std::map<std::string, Json> responses_;  // by id as text
  std::vector<Json> notifications_;
  std::vector<std::string> requests_;
  std::vector<Json> unanswered_;  // requests of the server
  std::vector<std::function<void()>> work_;
};

}  // namespace whyspec::test
