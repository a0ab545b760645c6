#include "engine/call_job.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "calls/read_call.h"

namespace whyspec::engine {
namespace {

// Blocks of turns put in one transaction: large enough for the index to be built in few
// pieces, small enough for another process not to wait long.
constexpr std::size_t kBatchBlocks = 8192;
constexpr std::size_t kBatchFiles = 2048;
// Fewer files than this are read on the calling thread.
constexpr std::size_t kWorthAThread = 8;
constexpr std::size_t kMany = 100;
constexpr std::size_t kMostWaiting = 64;  // files read and not yet kept

std::int64_t Now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

store::FileStamp StampOf(const FileSystem& disk, const std::string& path) {
  const Result<FileInfo> info = disk.Stat(path);
  return info.ok() ? store::FileStamp{.size = info->size, .modified_ns = info->modified_ns}
                   : store::FileStamp{};
}

}  // namespace

struct CallJob::Work {
  std::size_t at = 0;  // in files_
  std::shared_ptr<CallFileState> state;
  std::shared_ptr<const calls::Call> call;  // where there is no store
  std::optional<store::PreparedCall> prepared;
  bool to_store = false;
  bool only_facts = false;
};

CallJob::CallJob(const FileSystem& files, std::shared_ptr<CallStore> store, std::vector<File> to_read,
                 std::vector<std::string> vanished, bool is_first)
    : disk_(files),
      store_(std::move(store)),
      files_(std::move(to_read)),
      vanished_(std::move(vanished)),
      is_first_(is_first),
      results_(files_.size()) {}

void CallJob::Tell() const {
  if (progress_ != nullptr && *progress_) (*progress_)();
}

void CallJob::Run(const std::function<void()>& progress) {
  progress_ = &progress;
  log_ = store_->Get();
  FindUnchanged();
  DropVanished();
  if (!store_failed_) ReadAll(changed_);
  if (log_ != nullptr && parsed() >= kMany) {
    log_->GiveBackMemory();
#ifdef __GLIBC__
    malloc_trim(0);  // a server lives on for days
#endif
  }
}

// Files whose stamps say that the store has them as they are.
void CallJob::FindUnchanged() {
  std::unordered_map<std::string, store::Entry> stored;
  if (is_first_ && log_ != nullptr) {
    for (store::Entry& entry : log_->Entries()) {
      std::string name = entry.name;
      stored.emplace(std::move(name), std::move(entry));
    }
    if (log_->damaged()) {
      store_->StartAnew(log_);
      log_ = store_->Get();
      stored.clear();
    }
  }
  for (std::size_t i = 0; i < files_.size(); ++i) {
    File& file = files_[i];
    if (file.known == nullptr && !stored.empty()) {
      if (auto found = stored.extract(store::FileEntryName(file.path)); !found.empty()) {
        auto known = std::make_shared<CallFileState>();
        known->entry = std::move(found.mapped());
        file.known = std::move(known);
      }
    }
    const bool may_skip = file.known != nullptr && file.known->error.empty() && file.stamp.has_value() &&
                          (file.sidecar_path.empty() || file.sidecar_stamp.has_value());
    if (may_skip) {
      const store::Entry& known = file.known->entry;
      if (known.file == *file.stamp && store::IsSettled(known.file, known.read_ns) &&
          known.sidecar_path == file.sidecar_path &&
          (file.sidecar_path.empty() ||
           (known.sidecar == *file.sidecar_stamp && store::IsSettled(known.sidecar, known.read_ns)))) {
        results_[i] = file.known;
        done_.fetch_add(1, std::memory_order_relaxed);
        continue;
      }
    }
    changed_.push_back(i);
  }
  for (const auto& [name, entry] : stored) {
    if (const std::string_view path = store::FileOfEntry(name); !path.empty()) vanished_.emplace_back(path);
  }
}

void CallJob::DropVanished() {
  if (log_ == nullptr || vanished_.empty()) return;
  store::SqliteCallLog::Batch batch;
  for (const std::string& path : vanished_) batch.removals.push_back(store::FileEntryName(path));
  const auto applied = log_->Apply(std::move(batch));
  if (applied.ok() || log_->in_memory()) return;
  store_->GoOnInMemory(log_, applied.error());
  store_failed_ = true;
}

void CallJob::Read(Work& work) {
  const File& file = files_[work.at];
  auto state = std::make_shared<CallFileState>();
  store::Entry& entry = state->entry;
  entry.name = store::FileEntryName(file.path);
  entry.sidecar_path = file.sidecar_path;
  // The stamps are older than the bytes: a change in between shows the next time.
  entry.read_ns = Now();
  entry.file = file.stamp ? *file.stamp : StampOf(disk_, file.path);
  const Result<std::string> bytes = disk_.ReadFile(file.path);
  if (!bytes.ok()) {
    state->error = bytes.error().message;
    state->error_path = file.path;
  }
  std::string sidecar;
  if (!file.sidecar_path.empty()) {
    entry.sidecar = file.sidecar_stamp ? *file.sidecar_stamp : StampOf(disk_, file.sidecar_path);
    Result<std::string> read = disk_.ReadFile(file.sidecar_path);
    if (read.ok()) {
      sidecar = std::move(*read);
    } else if (state->error.empty()) {
      state->error = read.error().message;
      state->error_path = file.sidecar_path;
    }
  }
  work.state = state;
  if (!bytes.ok()) return;
  entry.hash = CallFileHash(*bytes, file.sidecar_path, sidecar, state->error);
  if (file.known != nullptr && file.known->entry.hash == entry.hash) {
    // The same bytes: only what is said about the file may be new.
    const store::Entry& known = file.known->entry;
    entry.problems = known.problems;
    entry.call = known.call;
    work.to_store = work.only_facts = state->error.empty();
    return;
  }
  // A side-car that cannot be read is as good as none; the words still count.
  const bool with_sidecar = !file.sidecar_path.empty() && state->error.empty();
  calls::ReadCallResult read =
      calls::ReadCall({.path = file.path,
                       .bytes = *bytes,
                       .sidecar_path = with_sidecar ? file.sidecar_path : std::string(),
                       .sidecar = sidecar});
  parsed_.fetch_add(1, std::memory_order_relaxed);
  entry.problems = std::move(read.problems);
  work.to_store = true;
  if (!read.call) return;
  if (log_ == nullptr) {
    work.call = std::make_shared<const calls::Call>(*std::move(read.call));
  } else {
    work.prepared = store::Prepare(*read.call);
  }
}

// The way from the threads that read to the one that keeps.
class CallJob::Pipe {
 public:
  void Put(Work work) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return waiting_.size() < kMostWaiting; });
    waiting_.push_back(std::move(work));
    lock.unlock();
    filled_.notify_one();
  }
  Work Take() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return !waiting_.empty(); });
    Work work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    room_.notify_one();
    return work;
  }

 private:
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable filled_;
  std::deque<Work> waiting_;
};

void CallJob::ReadAll(const std::vector<std::size_t>& changed) {
  std::vector<Work> batch;
  std::size_t blocks = 0;
  bool failed = false;
  const auto take = [&](Work work) {
    if (failed || work.state == nullptr) return;  // cancelled: not read
    blocks += work.prepared ? work.prepared->blocks.size() : 0;
    batch.push_back(std::move(work));
    if (blocks < kBatchBlocks && batch.size() < kBatchFiles) return;
    failed = !Keep(batch);
    batch.clear();
    blocks = 0;
  };
  std::atomic<std::size_t> next = 0;
  Pipe pipe;
  std::vector<std::thread> readers;
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  if (changed.size() >= kWorthAThread) {
    for (std::size_t i = 0; i < cores; ++i) {
      try {
        readers.emplace_back([&] {
          for (std::size_t at = next++; at < changed.size(); at = next++) {
            Work work{.at = changed[at]};
            if (!cancelled()) Read(work);
            pipe.Put(std::move(work));
          }
        });
      } catch (const std::system_error&) {
        break;  // the machine gives no more threads: go on with those there are
      }
    }
  }
  for (std::size_t i = 0; i < changed.size(); ++i) {
    if (readers.empty()) {
      Work work{.at = changed[i]};
      if (!cancelled()) Read(work);
      take(std::move(work));
    } else {
      take(pipe.Take());
    }
  }
  for (std::thread& reader : readers) reader.join();
  if (!failed && !cancelled()) failed = !Keep(batch);
  store_failed_ = failed;
}

// Puts what was read into the store; false if that failed and the store was replaced.
bool CallJob::Keep(std::vector<Work>& batch) {
  store::SqliteCallLog::Batch puts;
  std::vector<Work*> stored;
  for (Work& work : batch) {
    if (!work.to_store || log_ == nullptr) continue;
    store::SqliteCallLog::Put put{
        .entry = work.state->entry, .call = std::move(work.prepared), .only_facts = work.only_facts};
    // Files that cannot be read fully are tried again each time.
    if (!work.state->error.empty()) put.entry.read_ns = 0;
    puts.puts.push_back(std::move(put));
    stored.push_back(&work);
  }
  if (!stored.empty()) {
    Result<std::vector<store::Entry>> kept = log_->Apply(std::move(puts));
    if (!kept.ok() && !log_->in_memory()) {
      store_->GoOnInMemory(log_, kept.error());
      return false;
    }
    for (std::size_t i = 0; i < stored.size(); ++i) {
      if (kept.ok()) {
        stored[i]->state->entry = std::move((*kept)[i]);
      } else {
        stored[i]->state->error = kept.error().message;
        stored[i]->state->error_path = files_[stored[i]->at].path;
      }
    }
  }
  for (Work& work : batch) {
    if (work.call != nullptr) work.state->entry.call = store::HoldInMemory(std::move(work.call));
    results_[work.at] = std::move(work.state);
    done_.fetch_add(1, std::memory_order_relaxed);
  }
  Tell();
  return true;
}

std::uint64_t CallFileHash(std::string_view bytes, std::string_view sidecar_path, std::string_view sidecar,
                           std::string_view error) {
  return Hash64(bytes, Hash64(sidecar, Hash64(StrCat(sidecar_path, "\n", error))));
}

}  // namespace whyspec::engine
