// The call files of a workspace, each read and parsed when asked for and kept until its
// bytes change; and the call log made of them.
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
#include "engine/open_documents.h"
#include "engine/team_index.h"
#include "engine/workspace.h"

namespace whyspec::engine {

class CallIndex {
 public:
  // --- which files there are; each change marks what must be read again ---
  void AddCall(const std::string& path);
  void AddSidecar(const std::string& path);
  void AddAccounts(const std::string& path);
  void Remove(const std::string& path);  // of whatever kind
  void Touch(const std::string& path);   // its bytes may have changed
  // Forgets which files there are, not what was parsed: a scan adds them again.
  void StartOver();
  // After a scan: drops what is not there any more.
  void FinishScan();

  bool HasCall(const std::string& path) const { return present_.count(path) != 0; }
  std::vector<std::string> Paths() const { return {present_.begin(), present_.end()}; }

  // The log of all calls, rebuilt only if something changed. `may_be_empty`: there is a
  // log even without a single call (`--calls DIR`).
  std::shared_ptr<const calls::CallLog> Log(const FileSystem& files, const OpenDocuments& open, Date today,
                                            bool may_be_empty);
  // REQUIRES: Log() was asked since the last change.
  const std::shared_ptr<const TeamIndex::Places>& ids() const { return ids_; }
  std::vector<FileProblem> Problems() const;

 private:
  struct Entry {
    bool parsed = false;
    std::uint64_t key = 0;  // of the bytes of the file and its side-car
    std::shared_ptr<const calls::Call> call;
    std::vector<calls::Problem> problems;
    std::string sidecar;  // path; "" if it has none
    std::string error;    // it, or its side-car, cannot be read
    std::string error_path;
  };
  struct AccountsEntry {
    bool parsed = false;
    std::uint64_t key = 0;
    std::vector<std::shared_ptr<const calls::Account>> accounts;
    std::vector<calls::Problem> problems;
    std::string error;
  };
  std::string SidecarOf(const std::string& path) const;
  void TouchStem(const std::string& stem);
  void ReadEntry(const std::string& path, const FileSystem& files, const OpenDocuments& open,
                 Entry& entry) const;
  void ReadAccounts(const std::string& path, const FileSystem& files, const OpenDocuments& open,
                    AccountsEntry& entry) const;
  void Rebuild(Date today, bool may_be_empty);

  std::set<std::string> present_;  // call files
  std::set<std::string> sidecars_;
  std::map<std::string, std::set<std::string>> by_stem_;  // stem -> call files
  std::map<std::string, Entry> entries_;
  std::map<std::string, AccountsEntry> accounts_;
  std::set<std::string> present_accounts_;
  std::set<std::string> dirty_;  // to be read again
  bool changed_ = true;          // the log is out of date
  Date today_;
  bool may_be_empty_ = false;
  std::shared_ptr<const calls::CallLog> log_;
  // Replaced only when some id or place changed: typing in a transcript leaves it.
  std::shared_ptr<const TeamIndex::Places> ids_ = std::make_shared<const TeamIndex::Places>();
};

}  // namespace whyspec::engine
