// Bytes over file descriptors, for run.cc: blocking reads that another thread can end,
// whole writes. POSIX.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whyspec::lsp {

// Wakes whoever polls it, once and for all.
class WakeUp {
 public:
  WakeUp();
  ~WakeUp();
  WakeUp(const WakeUp&) = delete;
  WakeUp& operator=(const WakeUp&) = delete;
  void Ring() const;
  int fd() const { return read_fd_; }

 private:
  int read_fd_ = -1;
  int write_fd_ = -1;
};

// Waits for `fd`; false once `stop` rings or the descriptor fails.
bool WaitReadable(int fd, const WakeUp& stop);
// Some bytes as soon as there are any; nullopt at the end of input or once `stop` rings.
std::optional<std::string> ReadSome(int fd, const WakeUp& stop);
// All bytes, whatever the mode of the descriptor; false if the other side is gone.
bool WriteAll(int fd, std::string_view bytes);
// A connection to 127.0.0.1:port; -1 and the reason in errno if there is none.
int ConnectLocal(int port);

}  // namespace whyspec::lsp
