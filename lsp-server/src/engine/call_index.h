// The call files of a workspace and the call log made of them. Files on the disk are read
// by jobs (call_job.h) into a store; files open in the editor are read here, at once, and
// win over what the store has of them, without being written to it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "calls/call_log.h"
#include "calls/read_call.h"
#include "engine/call_job.h"
#include "engine/call_store.h"
#include "engine/open_documents.h"
#include "engine/team_index.h"
#include "engine/workspace.h"
#include "store/stored_call_log.h"

namespace whyspec::engine {

class CallIndex {
 public:
  explicit CallIndex(std::shared_ptr<CallStore> store) : store_(std::move(store)) {}

  // --- which files there are; each change marks what must be read again ---
  // `info`: as just seen on the disk, if it was.
  void AddCall(const std::string& path, const FileInfo* info = nullptr);
  void AddSidecar(const std::string& path, const FileInfo* info = nullptr);
  void AddAccounts(const std::string& path);
  void Remove(const std::string& path);  // of whatever kind
  void Touch(const std::string& path);   // its bytes may have changed
  // Forgets which files there are, not what was read: a scan adds them again.
  void StartOver();
  // After a scan: drops what is not there any more.
  void FinishScan();

  bool HasCall(const std::string& path) const { return present_.count(path) != 0; }
  std::vector<std::string> Paths() const;

  // What must be read from the disk; null if nothing, or while another job is under way.
  std::shared_ptr<CallJob> TakeJob(const FileSystem& files, const OpenDocuments& open);
  // Takes in what a job read; one that is not this index's latest is left out.
  void FinishJob(const std::shared_ptr<CallJob>& job);
  // Every call file on the disk was read at least once.
  bool ready() const { return ready_ || present_.empty(); }

  // The log of all calls as they were last read, rebuilt only if something changed; not
  // available before ready(). `may_be_empty`: there is a log even without a single call
  // (`--calls DIR`).
  std::shared_ptr<const calls::CallLog> Log(const FileSystem& files, const OpenDocuments& open, Date today,
                                            bool may_be_empty);
  // REQUIRES: Log() was asked since the last change.
  const std::shared_ptr<const TeamIndex::Places>& ids() const { return ids_; }
  std::vector<FileProblem> Problems() const;
  // Since the start: call files parsed, and those taken from the store as they were.
  const Workspace::CallStats& stats() const { return stats_; }

 private:
  using Stamp = std::optional<store::FileStamp>;  // unset: not known
  using State = std::shared_ptr<const CallFileState>;
  struct AccountsEntry {
    bool parsed = false;
    std::uint64_t key = 0;
    std::vector<std::shared_ptr<const calls::Account>> accounts;
    std::vector<calls::Problem> problems;
    std::string error;
  };
  std::string SidecarOf(const std::string& path) const;
  void TouchStem(const std::string& stem, bool keep_stamps);
  void ReadOpen(const FileSystem& files, const OpenDocuments& open);
  State ReadOpenCall(const std::string& path, const FileSystem& files, const OpenDocuments& open,
                     const State& before) const;
  void ReadAccounts(const std::string& path, const FileSystem& files, const OpenDocuments& open,
                    AccountsEntry& entry) const;
  void ReadAccountsAgain(const FileSystem& files, const OpenDocuments& open);
  void RebuildTable();
  void Rebuild(const FileSystem& files, Date today, bool may_be_empty);
  // Of a call file: what is open, else what was read.
  template <typename Visit>
  void ForEachState(const Visit& visit) const;

  std::shared_ptr<CallStore> store_;
  std::map<std::string, Stamp> present_;  // call files
  std::map<std::string, Stamp> sidecars_;
  std::map<std::string, std::set<std::string>> by_stem_;  // stem -> call files
  std::map<std::string, State> read_;                     // from the disk
  std::map<std::string, State> open_;                     // null: not read yet
  std::map<std::string, AccountsEntry> accounts_;
  std::set<std::string> present_accounts_;
  std::set<std::string> dirty_;     // call files to be read again
  std::set<std::string> vanished_;  // call files that are gone, perhaps from the disk too
  std::set<std::string> dirty_accounts_;
  std::shared_ptr<CallJob> job_;  // under way
  bool first_job_ = true;
  bool ready_ = false;
  bool open_changed_ = true;                       // some open document may be another
  bool table_changed_ = true;                      // table_ is out of date
  bool changed_ = true;                            // the log is
  std::shared_ptr<store::SqliteCallLog> rows_of_;  // what read_ has rows of
  std::shared_ptr<const store::CallTable> table_;
  std::shared_ptr<const calls::CallLog> account_log_;
  std::uint64_t read_sum_ = 0;  // of all of read_
  Date today_;
  bool may_be_empty_ = false;
  std::shared_ptr<const calls::CallLog> log_;
  // Replaced only when some id or place changed: typing in a transcript leaves it.
  std::shared_ptr<const TeamIndex::Places> ids_ = std::make_shared<const TeamIndex::Places>();
  std::vector<std::pair<std::string, TextRange>> open_ids_;
  Workspace::CallStats stats_;
};

}  // namespace whyspec::engine
