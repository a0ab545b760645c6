#include "cli/fd_stream.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <iterator>
#include <string>
#include <thread>

namespace whyspec::cli {
namespace {

struct Pipe {
  std::array<int, 2> ends{};
  Pipe() { REQUIRE(::pipe(ends.data()) == 0); }
  ~Pipe() {
    CloseRead();
    CloseWrite();
  }
  void CloseRead() {
    if (ends[0] >= 0) ::close(ends[0]);
    ends[0] = -1;
  }
  void CloseWrite() {
    if (ends[1] >= 0) ::close(ends[1]);
    ends[1] = -1;
  }
};

TEST_CASE("What is written can be read, longer than any buffer") {
  Pipe pipe;
  std::string expected;
  for (int i = 0; i < 200000; ++i) expected += static_cast<char>('a' + i % 26);
  std::thread writer([&] {
    FdOutput out(pipe.ends[1]);
    out << expected.substr(0, 10) << expected[10] << expected.substr(11);
    out.flush();
    CHECK(out.good());
    pipe.CloseWrite();
  });
  FdInput in(pipe.ends[0]);
  std::string text(std::istreambuf_iterator<char>(in), {});
  writer.join();
  CHECK(text == expected);
}

TEST_CASE("A reader that went away is told by errno") {
  const auto old = std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  pipe.CloseRead();
  FdOutput out(pipe.ends[1]);
  out << "x" << std::flush;
  CHECK_FALSE(out.good());
  CHECK(out.error() == EPIPE);
  std::signal(SIGPIPE, old);
}

TEST_CASE("A full disk is told by errno") {
  const int full = ::open("/dev/full", O_WRONLY);
  if (full < 0) {
    WARN("/dev/full is not there: not checked");
    return;
  }
  FdOutput out(full);
  out << std::string(100000, 'x') << std::flush;
  CHECK_FALSE(out.good());
  CHECK(out.error() == ENOSPC);
  ::close(full);
}

}  // namespace
}  // namespace whyspec::cli
