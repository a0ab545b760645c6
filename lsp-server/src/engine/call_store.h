// Where a workspace keeps the calls of its files: a cache file, opened when the first
// call is needed; in memory where there can be none. Thread safe.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "store/sqlite_call_log.h"

namespace whyspec::engine {

class CallStore {
 public:
  // `file`: "" = in memory.
  CallStore(std::string file, std::function<void(std::string_view)> log);

  // Opens it if it is not; may take a while if another process is busy with it. Null only
  // if not even memory can be had.
  std::shared_ptr<store::SqliteCallLog> Get();
  // As it is; null if it was not opened yet.
  std::shared_ptr<store::SqliteCallLog> current() const;

  // `failed` cannot be written: the next Get() is in memory. Told in the log.
  void GoOnInMemory(const std::shared_ptr<store::SqliteCallLog>& failed, const Error& error);
  // `damaged` is not what it was: the next Get() makes it anew.
  void StartAnew(const std::shared_ptr<store::SqliteCallLog>& damaged);

 private:
  mutable std::mutex mutex_;
  std::string file_;
  std::function<void(std::string_view)> log_;
  std::shared_ptr<store::SqliteCallLog> open_;
};

}  // namespace whyspec::engine
