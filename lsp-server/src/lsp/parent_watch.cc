#include "lsp/parent_watch.h"

#include <poll.h>
#include <unistd.h>
#include <cerrno>
#include <csignal>

#if __has_include(<sys/syscall.h>)
#include <sys/syscall.h>
#endif

namespace whyspec::lsp {
namespace {

bool IsAlive(std::int32_t process_id) { return kill(process_id, 0) == 0 || errno == EPERM; }

// Without a descriptor to wait on: look now and then. False if `stop` rang.
bool WaitByLooking(std::int32_t process_id, const WakeUp& stop) {
  constexpr int kEveryMs = 2000;
  pollfd bell{.fd = stop.fd(), .events = POLLIN, .revents = 0};
  while (IsAlive(process_id)) {
    if (poll(&bell, 1, kEveryMs) > 0) return false;
  }
  return true;
}

// Returns true once the process has ended, false if `stop` rang.
bool WaitForEnd(std::int32_t process_id, const WakeUp& stop) {
#ifdef SYS_pidfd_open
  // Not pidfd_open(): glibc 2.36 declares it without extern "C".
  if (const int fd = static_cast<int>(syscall(SYS_pidfd_open, process_id, 0)); fd >= 0) {
    const bool ended = WaitReadable(fd, stop);
    close(fd);
    return ended;
  }
  if (errno == ESRCH) return true;
#endif
  return WaitByLooking(process_id, stop);
}

}  // namespace

void ParentWatch::Watch(std::int32_t process_id) {
  if (process_id <= 0 || thread_.joinable() || !IsAlive(process_id)) return;
  thread_ = std::thread([this, process_id] {
    if (WaitForEnd(process_id, stop_)) died_();
  });
}

ParentWatch::~ParentWatch() {
  stop_.Ring();
  if (thread_.joinable()) thread_.join();
}

}  // namespace whyspec::lsp
