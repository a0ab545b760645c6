// Reading call files: each that changed is read, parsed and put into the store; the others
// are taken from there. A job knows all it needs, so it can run on any thread, while the
// workspace it came from answers with what it knew before.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "engine/call_store.h"
#include "store/stored_call.h"

namespace whyspec::engine {

// What was read of one call file.
struct CallFileState {
  store::Entry entry;  // name, hash and stamps are set even if there is no call
  std::string error;   // it, or its side-car, cannot be read
  std::string error_path;
};

// Of all that decides what a call file says.
std::uint64_t CallFileHash(std::string_view bytes, std::string_view sidecar_path, std::string_view sidecar,
                           std::string_view error);

class CallJob {
 public:
  struct File {
    std::string path;
    std::string sidecar_path;  // "" if it has none
    // As just seen on the disk; unset: look again, whatever is known, and read.
    std::optional<store::FileStamp> stamp;
    std::optional<store::FileStamp> sidecar_stamp;
    std::shared_ptr<const CallFileState> known;  // from an earlier job, if any
  };
  // `files` outlives the job. `vanished`: files that were known and are no calls here any
  // more. `is_first`: all else that the store has is dropped too.
  CallJob(const FileSystem& files, std::shared_ptr<CallStore> store, std::vector<File> to_read,
          std::vector<std::string> vanished, bool is_first);

  // On any thread, once. `progress`, if given, is called there now and then.
  void Run(const std::function<void()>& progress = {});
  // From any thread: what was not begun is left.
  void Cancel() { cancelled_.store(true, std::memory_order_relaxed); }
  std::size_t done() const { return done_.load(std::memory_order_relaxed); }
  std::size_t total() const { return files_.size(); }

  // --- after Run() ---

  // By position in the files given; null: not read (cancelled, or the store failed).
  const std::vector<std::shared_ptr<const CallFileState>>& results() const { return results_; }
  const std::vector<File>& files() const { return files_; }
  // What the results are rows of.
  const std::shared_ptr<store::SqliteCallLog>& log() const { return log_; }
  // The store could not be written and was replaced: everything must be read again.
  bool store_failed() const { return store_failed_; }
  std::size_t parsed() const { return parsed_.load(std::memory_order_relaxed); }
  bool cancelled() const { return cancelled_.load(std::memory_order_relaxed); }

 private:
  struct Work;  // one file on its way
  class Pipe;

  void FindUnchanged();
  void ReadAll(const std::vector<std::size_t>& changed);
  void Read(Work& work);
  bool Keep(std::vector<Work>& batch);
  void Tell() const;
  void DropVanished();

  const FileSystem& disk_;
  std::shared_ptr<CallStore> store_;
  std::vector<File> files_;
  std::vector<std::string> vanished_;
  bool is_first_;
  const std::function<void()>* progress_ = nullptr;
  std::shared_ptr<store::SqliteCallLog> log_;
  std::vector<std::shared_ptr<const CallFileState>> results_;
  std::vector<std::size_t> changed_;
  bool store_failed_ = false;
  std::atomic<bool> cancelled_ = false;
  std::atomic<std::size_t> done_ = 0;
  std::atomic<std::size_t> parsed_ = 0;
};

}  // namespace whyspec::engine
