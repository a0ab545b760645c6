#include "store/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace whyspec::store {
namespace {

bool Lock(int fd, int how) {
  while (::flock(fd, how) != 0) {
    if (errno != EINTR) return false;
  }
  return true;
}

}  // namespace

FileLock::FileLock(const std::string& path) : fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  Share();
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

bool FileLock::TryAlone() {
  if (fd_ < 0) return false;
  if (Lock(fd_, LOCK_EX | LOCK_NB)) return true;
  Share();  // a failed change of a lock may have let it go
  return false;
}

void FileLock::Share() {
  if (fd_ >= 0) Lock(fd_, LOCK_SH);
}

void FileLock::WaitAlone() {
  if (fd_ >= 0) Lock(fd_, LOCK_EX);
}

}  // namespace whyspec::store
