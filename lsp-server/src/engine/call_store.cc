#include "engine/call_store.h"

#include <utility>

#include "base/strings.h"

namespace whyspec::engine {

CallStore::CallStore(std::string file, std::function<void(std::string_view)> log)
    : file_(std::move(file)), log_(std::move(log)) {
  if (!log_) log_ = [](std::string_view) {};
}

std::shared_ptr<store::SqliteCallLog> CallStore::Get() {
  const std::lock_guard lock(mutex_);
  if (open_ == nullptr) open_ = store::SqliteCallLog::OpenCache(file_, log_);
  return open_;
}

std::shared_ptr<store::SqliteCallLog> CallStore::current() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

void CallStore::GoOnInMemory(const std::shared_ptr<store::SqliteCallLog>& failed, const Error& error) {
  const std::lock_guard lock(mutex_);
  if (open_ != failed) return;
  log_(StrCat(error.message, " Calls are kept in memory until Whyspec starts again."));
  file_.clear();
  open_.reset();
}

void CallStore::StartAnew(const std::shared_ptr<store::SqliteCallLog>& damaged) {
  const std::lock_guard lock(mutex_);
  if (open_ != damaged) return;
  log_("The cache of calls was damaged; it is made anew.");
  open_->Condemn();
  open_.reset();
}

}  // namespace whyspec::engine
