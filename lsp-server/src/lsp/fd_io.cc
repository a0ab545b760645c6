#include "lsp/fd_io.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace whyspec::lsp {

WakeUp::WakeUp() {
  std::array<int, 2> ends{-1, -1};
  if (pipe(ends.data()) != 0) return;  // then nothing can be waited for: readers end at once
  read_fd_ = ends[0];
  write_fd_ = ends[1];
  for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
}

WakeUp::~WakeUp() {
  if (read_fd_ >= 0) close(read_fd_);
  if (write_fd_ >= 0) close(write_fd_);
}

void WakeUp::Ring() const {
  const char bell = 1;
  while (write(write_fd_, &bell, 1) < 0 && errno == EINTR) {
  }
}

bool WaitReadable(int fd, const WakeUp& stop) {
  std::array<pollfd, 2> fds{pollfd{.fd = fd, .events = POLLIN, .revents = 0},
                            pollfd{.fd = stop.fd(), .events = POLLIN, .revents = 0}};
  while (poll(fds.data(), fds.size(), -1) < 0) {
    if (errno != EINTR) return false;
  }
  return fds[1].revents == 0;
}

std::optional<std::string> ReadSome(int fd, const WakeUp& stop) {
  constexpr std::size_t kChunk = std::size_t{256} * 1024;
  while (WaitReadable(fd, stop)) {
    std::string bytes(kChunk, '\0');
    const ssize_t count = read(fd, bytes.data(), bytes.size());
    if (count > 0) {
      bytes.resize(static_cast<std::size_t>(count));
      return bytes;
    }
    if (count == 0 || (errno != EINTR && errno != EAGAIN)) return std::nullopt;
  }
  return std::nullopt;
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(fd, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      // Some clients hand over descriptors that do not block.
      pollfd ready{.fd = fd, .events = POLLOUT, .revents = 0};
      if (poll(&ready, 1, -1) < 0 && errno != EINTR) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

int ConnectLocal(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  while (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    if (errno == EINTR) continue;
    const int reason = errno;
    close(fd);
    errno = reason;
    return -1;
  }
  // Small answers must not wait for one another.
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

}  // namespace whyspec::lsp
