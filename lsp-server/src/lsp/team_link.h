// The conversation's link to the team's call log: which one the folders name, with which
// token, what it has, and what is asked of it. Lives on the server's loop; the follower
// behind it has threads of its own.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "engine/config.h"
#include "engine/workspace.h"
#include "jsonrpc/connection.h"
#include "sync/follower.h"
#include "sync/requests.h"

namespace whyspec::lsp {

using jsonrpc::Json;

class TeamLink {
 public:
  struct Options {
    // Makes a follower, not started; unset: no call log is ever followed.
    std::function<std::shared_ptr<sync::Follower>(sync::Follower::Options)> follow = {};
    sync::Environment environment = sync::ProcessEnvironment;
    std::function<void(std::string_view)> log = [](std::string_view) {};
    std::function<void()> wake = [] {};
  };
  // `client` outlives the link.
  TeamLink(Options options, jsonrpc::Connection& client);
  ~TeamLink();

  // What the configs say now. The same as before changes nothing.
  void Configure(const engine::CallLogSettings& settings, bool client_keeps_tokens);
  // A token the editor keeps for this address; "" = it was signed out.
  void SetToken(std::string_view url, std::string token);

  // Takes in what came meanwhile; true if there was anything.
  bool Step(engine::Workspace& workspace);
  // For a workspace that was made anew.
  void Restore(engine::Workspace& workspace) const;

  bool configured() const { return !settings_.url.empty(); }
  const engine::CallLogSettings& settings() const { return settings_; }
  const sync::SyncStatus& status() const { return status_; }
  // params of whyspec/callLogState.
  Json StateJson() const;

  // `done` runs on the loop. Without a call log it runs at once, with trouble.
  void Ask(sync::HttpRequest request, std::function<void(sync::HttpResult)> done);

  // Somebody looks for what customers said: passages of calls that are here in part only are
  // fetched. True if some may come: then `then` runs on the loop, when they are there.
  bool WillSearch(
      std::string_view text, std::function<void()> then = [] {});

  // An open spec cites these turns: if they were kept back so far, they are fetched.
  void WillRead(const calls::Call& call, std::uint32_t first_turn, std::uint32_t last_turn);

  // Specs whose record is to be sent. They go out one at a time, once the log is there.
  void Publish(const std::string& path);
  // The next to send; nullopt if none, or while one is under way or the log cannot be reached.
  std::optional<std::string> NextToPublish();
  void Published(const std::string& path, const sync::HttpResult& result);

 private:
  struct Mail;  // what other threads left for the loop
  std::function<void()> Posted(std::function<void()> letter) const;

  void Connect();
  void Start(std::string token);
  void Refuse(std::string message);

  const Options options_;
  jsonrpc::Connection& client_;
  engine::CallLogSettings settings_;
  bool client_keeps_tokens_ = false;
  std::optional<sync::Url> url_;
  std::optional<std::string> editor_token_;  // unset: not asked yet
  std::uint64_t epoch_ = 0;                  // of the address
  std::shared_ptr<sync::Follower> follower_;
  std::uint64_t seen_version_ = 0;
  sync::SyncStatus status_;
  Json told_;  // StateJson() as the client has it
  std::shared_ptr<const store::SyncedCalls> calls_;
  bool calls_changed_ = false;
  std::set<std::string> to_publish_;
  bool publishing_ = false;
  std::shared_ptr<Mail> mail_;
};

}  // namespace whyspec::lsp
