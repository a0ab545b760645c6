// The state of one client's conversation: what it can do, what it has open, and the
// workspace behind it. Owned by the server's loop; handlers get it by reference. Not
// thread safe.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/file_system.h"
#include "engine/call_job.h"
#include "engine/checker.h"
#include "engine/workspace.h"
#include "features/world.h"
#include "jsonrpc/connection.h"
#include "lsp/client_capabilities.h"
#include "lsp/disk_look.h"
#include "lsp/documents.h"
#include "lsp/rule_pages.h"
#include "lsp/settings.h"
#include "lsp/team_link.h"

namespace whyspec::lsp {

using jsonrpc::Answer;
using jsonrpc::CancelFlag;
using jsonrpc::Reply;
using jsonrpc::RequestContext;
using jsonrpc::RpcError;

struct ServerOptions {
  const FileSystem* files = nullptr;  // REQUIRES: not null, outlives the server
  // Where rule pages are written for "more about this rule" links; "" = no links.
  std::string cache_directory;
  std::function<Date()> today = TodayUtc;
  // One line for the log (standard error).
  std::function<void(std::string_view)> log = [](std::string_view) {};
  // Where the calls of a workspace are kept between runs; unset or "" = in memory.
  std::function<std::string(const std::vector<std::string>& roots)> call_cache_file = {};
  // Makes what follows a team's call log; unset: none is followed.
  std::function<std::shared_ptr<sync::Follower>(sync::Follower::Options)> follow_call_log = {};
  // The value of an environment variable, "" if unset.
  sync::Environment environment = sync::ProcessEnvironment;
  // Runs work on another thread. Unset: call files are read when they are first needed,
  // on the loop; so tests need no threads.
  std::function<void(std::function<void()>)> run_beside = {};
  // Told the client's process id, once; ends the program when that process dies.
  std::function<void(std::int32_t)> watch_process = [](std::int32_t) {};
};

class Session;

// What features see: the workspace, and documents that are open without a file.
class EditorWorld final : public features::World {
 public:
  explicit EditorWorld(Session& session) : session_(&session) {}

  std::shared_ptr<const calls::CallLog> Log() override;
  std::vector<std::string> SpecPaths() override;
  std::vector<std::string> CallPaths() override;
  engine::FileKind KindOf(const std::string& path) override;
  bool IsOpen(const std::string& path) override;
  std::optional<engine::Snapshot> SnapshotOf(const std::string& path) override;
  engine::Snapshot SnapshotWithText(const std::string& path, std::string text) override;
  std::optional<std::string> TextOf(const std::string& path) override;
  std::vector<engine::Workspace::CitedBy> SpecsCiting(std::string_view call_id) override;

 private:
  Session* session_;
};

// The document a request is about. At most one of spec, call and accounts is set;
// none for documents Whyspec has nothing to say about.
struct Subject {
  std::string path;
  const OpenDocument* open = nullptr;
  std::optional<engine::Snapshot> spec;
  std::optional<features::CallDocument> call;
  std::optional<features::AccountsDocument> accounts;
  explicit operator bool() const { return spec || call || accounts; }
};

using Findings = std::shared_ptr<const engine::CheckResult>;

class Session {
 public:
  Session(ServerOptions options, jsonrpc::Connection& client, jsonrpc::MessageQueue& queue);
  ~Session();

  const ServerOptions options;
  jsonrpc::Connection& client;
  jsonrpc::MessageQueue& queue;
  ClientCapabilities caps;
  Documents documents;
  RulePages rule_pages;
  TeamLink team;  // the team's call log
  // Semantic tokens last sent, by path, for the next difference.
  struct Tokens {
    std::string id;
    Json data;
  };
  std::map<std::string, Tokens> tokens;
  std::uint64_t next_token_id = 1;

  // --- the workspace ---

  // Scanned, and with everything that was reported of the disk taken in.
  engine::Workspace& workspace();
  EditorWorld& world() { return world_; }
  const std::vector<std::string>& roots() const { return roots_; }
  void SetRoots(std::vector<std::string> roots);
  const Settings& settings() const { return settings_; }
  // A new config file or profile starts the workspace anew.
  void SetSettings(Settings settings);
  // REQUIRES: said before the workspace is first looked at, as `initialize` does.
  void SetTrusted(bool trusted) { trusted_ = trusted; }
  bool scanned() const { return scanned_; }
  // As workspace(), with a report now and then of how many files were seen.
  void Scan(const std::function<void(std::size_t)>& progress);
  // Reads the folders again on the next occasion.
  void ForgetScan() { scanned_ = false; }
  // Files that changed on disk; taken in together before the next request or idle moment.
  void NoteFilesChanged(const std::vector<std::string>& uris);
  // A document was saved: a client that does not watch files may have changed others too.
  void LookAtDisk();
  bool has_pending_files() const { return !changed_files_.empty(); }
  // Takes in some of them, for a few milliseconds.
  void TakeInFiles();
  // A step of what would be slow when asked for; false if nothing is left to prepare.
  bool Prepare();

  // Call files being read beside the loop.
  struct Reading {
    std::shared_ptr<engine::CallJob> job;
    std::atomic<bool> finished = false;
  };
  // Null if none are.
  const std::shared_ptr<Reading>& reading() const { return reading_; }
  // Takes in what was read and starts on what must be read next; true if anything changed.
  bool StepReading();
  // Looks which call log the folders name, and takes in what came from it; true if anything changed.
  bool StepTeam();
  // The log became available since the last call: what was said before, was said without it.
  bool TakeLogCame() { return std::exchange(log_came_, false); }

  void Opened(const OpenDocument& document);
  void Changed(const OpenDocument& document);
  void Closed(const OpenDocument& document);

  // --- questions handlers ask ---

  Subject SubjectOf(std::string_view uri);
  Subject SubjectAt(const std::string& path);
  // A spec that is not open, with its text; nullopt if it is none or cannot be read.
  std::optional<engine::SnapshotInput> ClosedSpec(const std::string& path);
  // What the checker says of a snapshot; remembered for open documents.
  Findings FindingsOf(const engine::Snapshot& snapshot);
  // Conversions for a document; nullptr if it cannot be read. Valid until the next
  // message.
  const TextPositions* PositionsOf(const std::string& path);
  // Problems with the file itself, in order.
  std::span<const engine::FileProblem> ProblemsOf(const std::string& path);
  // Paths of all files with problems.
  std::vector<std::string> ProblemPaths();

  // A later edit of the document waits already: what could be said now would be old
  // before it arrives.
  bool Superseded(std::string_view uri) const;

  // Forgets what PositionsOf remembered, and the day if it is another; takes in calls that
  // were read.
  void BeginMessage();
  // Grows whenever an answer may have changed.
  std::uint64_t generation() { return workspace_ ? workspace_->generation() + epoch_ : epoch_; }

 private:
  friend class EditorWorld;

  engine::Workspace& raw_workspace();
  void DropReading();
  void PublishSpec(const std::string& path);
  // A document outside the workspace's specs that is open and looks like one.
  std::optional<engine::Snapshot> ScratchSpec(const OpenDocument& document);
  void RefreshProblems();
  std::shared_ptr<const LineText> ClosedText(const std::string& path);
  void ForgetClosedTexts();

  EditorWorld world_{*this};
  DiskLook disk_;
  std::unique_ptr<engine::Workspace> workspace_;
  std::vector<std::string> roots_;
  Settings settings_;
  bool trusted_ = true;
  Date today_;
  bool scanned_ = false;
  std::uint64_t epoch_ = 1;  // workspaces so far, times a lot
  std::set<std::string> changed_files_;
  std::shared_ptr<Reading> reading_;
  bool log_came_ = false;
  std::uint64_t team_looked_at_ = 0;  // generation of the configs the link knows

  struct Remembered {
    std::uint64_t hash;
    Findings findings;
  };
  std::map<std::string, Remembered> findings_;  // of open documents, by path
  struct Scratch {
    std::shared_ptr<const LineText> text;
    std::uint64_t generation = 0;
    std::optional<engine::Snapshot> snapshot;
  };
  std::map<std::string, Scratch> scratch_;  // by path
  struct Positions {
    std::shared_ptr<const LineText> text;
    TextPositions positions;
  };
  std::map<std::string, Positions, std::less<>> positions_;  // of this message
  // Texts of closed files that places were counted in (the calls a spec cites), kept
  // until files change on disk: a finding may point at many.
  std::map<std::string, std::shared_ptr<const LineText>, std::less<>> closed_texts_;
  std::size_t closed_bytes_ = 0;
  // Gathering problems walks every call, which typing in a spec must not.
  bool problems_known_ = false;
  std::map<std::string, std::vector<engine::FileProblem>> problems_;
};

}  // namespace whyspec::lsp
