// Standard streams over file descriptors, without iostream's start-up and locking,
// and with the reason a write failed: a full disk is an error worth a sentence, a
// reader that went away (`| head`) is none.
//
// Not thread safe. The descriptors are borrowed and never closed.
#pragma once

#include <array>
#include <istream>
#include <ostream>
#include <streambuf>

namespace whyspec::cli {

class FdBuffer : public std::streambuf {
 public:
  explicit FdBuffer(int fd) : fd_(fd) { setp(bytes_.data(), bytes_.data() + bytes_.size()); }
  ~FdBuffer() override { Flush(); }
  // errno of the first write that failed; 0 if none did.
  int error() const { return error_; }

 protected:
  int_type overflow(int_type c) override;
  int sync() override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int_type underflow() override;

 private:
  bool Flush();
  bool WriteAll(const char* text, std::size_t size);

  int fd_;
  int error_ = 0;
  std::array<char, std::size_t{32} * 1024> bytes_;
};

class FdOutput : public std::ostream {
 public:
  explicit FdOutput(int fd) : std::ostream(nullptr), buffer_(fd) { rdbuf(&buffer_); }
  int error() const { return buffer_.error(); }

 private:
  FdBuffer buffer_;
};

class FdInput : public std::istream {
 public:
  explicit FdInput(int fd) : std::istream(nullptr), buffer_(fd) { rdbuf(&buffer_); }

 private:
  FdBuffer buffer_;
};

}  // namespace whyspec::cli
