// The documents of one or more root folders: which files are specs, calls, configs;
// what is open in the editor (it wins over disk, saved or not); and snapshots of any
// spec. The one owner of this state; not thread safe. Snapshots it hands out are.
//
// Work is done when asked for and kept until an input changes: parsing a spec, the
// call log, who cites whom.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "engine/config.h"
#include "engine/snapshot.h"

namespace whyspec::store {
struct SyncedCalls;
}

namespace whyspec::engine {

struct WorkspaceOptions {
  std::vector<std::string> roots;  // absolute folders; multi-root allowed
  std::string config_file;         // `--config F`: one config for all
  std::string profile;             // `--profile P` wins over config and front matter
  std::string calls_directory;     // `--calls DIR` wins over config
  std::optional<Date> today;       // `--today`; else the day of the clock
  // Where calls are kept between runs (store::CallCacheFile); "" = in memory only.
  std::string cache_file;
  // Whoever owns the workspace runs its call jobs, on another thread: until the first is
  // done the log is not available, later it is as it was before the job. Otherwise call
  // files are read when the log is asked for.
  bool read_calls_beside = false;
  // False for folders of strangers: their configs may not name a call log to ask (Config::call_log).
  bool trusted = true;
  // One line for the log of the program, now and then; from any thread.
  std::function<void(std::string_view)> log = {};
};

// A problem with a file itself, not with what a spec says: unreadable, no known
// format, directory loop, broken config. Shown on that file, never swallowed.
struct FileProblem {
  std::string path;
  TextRange range;
  std::string message;
  rules::Severity severity = rules::Severity::kError;
  std::string_view rule;  // a meta/* or "" for I/O
};

class CallJob;

enum class FileKind : std::uint8_t { kOther, kSpec, kCall, kSidecar, kAccounts, kConfig };

class Workspace {
 public:
  Workspace(const FileSystem& files, WorkspaceOptions options);
  ~Workspace();

  // Walks the roots. `progress`, if given, is called now and then with files seen.
  void Scan(const std::function<void(std::size_t files)>& progress = {});
  // Limits the next Scan to these files and folders (`check PATH…`); calls and configs
  // are still found from the roots.
  void SetPaths(std::vector<std::string> paths);

  // Editor state. `text` is shared with the document that gets parsed.
  void Open(const std::string& path, std::string text);
  void Change(const std::string& path, std::string text);
  void Close(const std::string& path);
  bool IsOpen(const std::string& path) const;
  // Created, changed or deleted on disk (folders too); batched by the caller.
  void FilesChanged(const std::vector<std::string>& paths);
  void SetRoots(std::vector<std::string> roots);
  void SetToday(Date today);

  FileKind KindOf(const std::string& path) const;
  std::vector<std::string> SpecPaths() const;  // in byte order
  std::vector<std::string> CallPaths() const;
  const std::vector<std::string>& unmatched_patterns() const;  // for "0 files checked"

  // What BuildSnapshot needs for this file, text included; an error says why not.
  Result<SnapshotInput> InputOf(const std::string& path, bool with_text = true);
  // nullopt if the file is no spec or cannot be read (then a FileProblem says why).
  std::optional<Snapshot> SnapshotOf(const std::string& path);
  // As if the document had this text.
  Snapshot SnapshotWithText(const std::string& path, std::string text);
  // The bytes as the workspace sees them: open text, else disk.
  Result<std::string> TextOf(const std::string& path) const;
  std::shared_ptr<const Config> ConfigFor(const std::string& path);
  std::shared_ptr<const calls::CallLog> Log();
  // The team's call log that the folders name (Config::call_log of the first that names
  // one); `url` is "" if none does.
  CallLogSettings CallLogOf();

  // With `read_calls_beside`: call files that must be read; null if none, or while a job
  // is under way. Run it on any thread, then give it back here.
  std::shared_ptr<CallJob> TakeCallJob();
  void FinishCallJob(const std::shared_ptr<CallJob>& job);
  struct CallStats {
    std::size_t read = 0;    // call files looked at
    std::size_t parsed = 0;  // … of which parsed, not taken from the store
  };
  CallStats call_stats() const;

  // The calls of the team's log as they are now; they are part of Log() from here on. Null:
  // there is none.
  void SetTeamCalls(std::shared_ptr<const store::SyncedCalls> team);

  // Problems with files, in byte order of paths.
  std::vector<FileProblem> Problems();

  // Who cites a call: path of the spec and the link's range, in order.
  struct CitedBy {
    std::string path;
    TextRange range;
    std::string call_id;
  };
  std::vector<CitedBy> SpecsCiting(std::string_view call_id);
  // For about `slice`, does what SpecsCiting would have to do first: for idle moments. False
  // if nothing is left to do.
  bool PrepareCiting(std::chrono::microseconds slice);
  std::uint64_t generation() const;  // grows with every change of any input

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace whyspec::engine
