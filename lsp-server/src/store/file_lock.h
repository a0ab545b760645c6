// Who uses a file of the store: a lock beside it that the system frees when a process
// ends, however it ends. Private to this layer.
#pragma once

#include <string>

namespace whyspec::store {

class FileLock {
 public:
  // Shared with every other user. Where locks do not work, it is as if others were there.
  explicit FileLock(const std::string& path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  // True if nobody else uses the file; then nobody comes in before Share().
  bool TryAlone();
  void Share();
  // Waits until nobody else uses it.
  void WaitAlone();

 private:
  int fd_;
};

}  // namespace whyspec::store
