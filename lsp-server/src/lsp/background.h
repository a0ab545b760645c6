// What the server does when no message waits: the first look at the folders, pushed
// diagnostics, and asking the client to pull again. Cut into small steps; a message
// that arrives goes first. Not thread safe: the loop calls it.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <set>
#include <string>

#include "lsp/session.h"
#include "lsp/workspace_pull.h"

namespace whyspec::lsp {

class Background {
 public:
  explicit Background(Session& session) : session_(session) {}

  // After `initialized`.
  void Start();
  // A document was closed: what was pushed for it is withdrawn at once, and nothing
  // about its old text follows.
  void Closed(const std::string& uri, const std::string& path);
  // Settings or folders changed: whatever was said may be old.
  void EverythingChanged() { configuration_changed_ = true; }

  // workspace/diagnostic is answered bit by bit.
  void PullWorkspace(const WorkspaceDiagnosticParams& params, const RequestContext& context, Reply reply);
  // Answers what is still open; the server shuts down.
  void DropPulls();

  // Does one piece of work; false if there is none.
  bool Step();

 private:
  enum class ScanState { kNotYet, kAwaitingProgress, kDone };

  bool StepScan();
  bool StepReading();
  void TellReading();
  bool StepRefresh();
  bool StepPull();
  std::uint64_t SharedInputs();
  bool StepPush();
  void ScanWithProgress();
  void Refresh(std::string_view method, bool supported);
  void CollectDirty();
  // False if a newer version made it pointless.
  bool Push(const std::string& path);
  void Publish(const std::string& uri, Json items, std::optional<std::int32_t> version);

  Session& session_;
  bool started_ = false;
  ScanState scan_ = ScanState::kNotYet;

  // Of call files read beside the loop, if they are many.
  struct ReadingProgress {
    enum class State { kAsked, kShown, kRefused };
    std::shared_ptr<Session::Reading> of;
    std::string token;
    State state = State::kAsked;
    std::size_t told = 0;  // files
  };
  std::optional<ReadingProgress> progress_;
  std::size_t progresses_ = 0;

  // Pushing.
  struct Published {
    std::string uri;
    std::string result_id;
    std::optional<std::int32_t> version;
  };
  std::map<std::string, Published> published_;  // by path
  std::set<std::string> dirty_;                 // paths to look at
  std::uint64_t looked_at_generation_ = 0;
  // Since when an edited document has been waiting; a client that never stops typing
  // still hears something now and then.
  std::optional<std::chrono::steady_clock::time_point> waiting_since_;

  // Pulling.
  std::deque<WorkspacePull> pulls_;  // the first is at work
  ReportedByPath reported_;
  bool configuration_changed_ = false;
  std::uint64_t refreshed_generation_ = 0;
  std::optional<std::uint64_t> shared_inputs_;
  std::set<std::string, std::less<>> refreshing_;  // refresh requests without an answer
};

}  // namespace whyspec::lsp
