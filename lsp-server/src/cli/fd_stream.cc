#include "cli/fd_stream.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace whyspec::cli {

bool FdBuffer::WriteAll(const char* text, std::size_t size) {
  while (size > 0 && error_ == 0) {
    const ssize_t written = ::write(fd_, text, size);
    if (written >= 0) {
      text += written;
      size -= static_cast<std::size_t>(written);
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  return error_ == 0;
}

bool FdBuffer::Flush() {
  const bool done = WriteAll(pbase(), static_cast<std::size_t>(pptr() - pbase()));
  setp(bytes_.data(), bytes_.data() + bytes_.size());
  return done;
}

FdBuffer::int_type FdBuffer::overflow(int_type c) {
  if (!Flush()) return traits_type::eof();
  if (!traits_type::eq_int_type(c, traits_type::eof())) {
    *pptr() = traits_type::to_char_type(c);
    pbump(1);
  }
  return traits_type::not_eof(c);
}

int FdBuffer::sync() { return Flush() ? 0 : -1; }

std::streamsize FdBuffer::xsputn(const char* text, std::streamsize size) {
  if (size <= epptr() - pptr()) {
    std::copy(text, text + size, pptr());
    pbump(static_cast<int>(size));
    return size;
  }
  return Flush() && WriteAll(text, static_cast<std::size_t>(size)) ? size : 0;
}

FdBuffer::int_type FdBuffer::underflow() {
  ssize_t count;
  do {
    count = ::read(fd_, bytes_.data(), bytes_.size());
  } while (count < 0 && errno == EINTR);
  if (count <= 0) {
    if (count < 0) error_ = errno;
    return traits_type::eof();
  }
  setg(bytes_.data(), bytes_.data(), bytes_.data() + count);
  return traits_type::to_int_type(*gptr());
}

}  // namespace whyspec::cli
