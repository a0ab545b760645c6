// Result<T>: a value, or an Error that says in one sentence what went wrong.
//
// Only I/O and wrong use can fail in Whyspec; analysis returns findings. So a
// Result appears where files, sockets, databases and command lines are touched,
// and nowhere else. std::expected is C++23; this is the part of it we use.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace whyspec {

enum class ErrorCode {
  kNotFound,    // no such file, call, rule
  kUnreadable,  // permission, I/O failure, directory where a file is meant
  kTooLarge,    // over a documented limit
  kInvalid,     // the bytes or arguments are not what they must be
  kConflict,    // somebody else changed it first
  kCancelled,   // the caller no longer wants the answer
  kForbidden,   // known, but not for this caller
  kGone,        // was there, and is not to come back
};

struct Error {
  ErrorCode code = ErrorCode::kInvalid;
  // One sentence for a person: names the thing, says what to do next.
  std::string message;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }

  // REQUIRES: ok().
  const T& value() const& { return std::get<T>(state_); }
  T& value() & { return std::get<T>(state_); }
  T&& value() && { return std::get<T>(std::move(state_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  // REQUIRES: !ok().
  const Error& error() const { return std::get<Error>(state_); }

 private:
  std::variant<T, Error> state_;
};

// For operations with nothing to return but whether they worked.
struct Done {};
using Status = Result<Done>;

}  // namespace whyspec
