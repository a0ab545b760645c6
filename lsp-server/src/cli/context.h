// What every command gets: the streams, the disk, the folder it was started in and
// the environment. Exit statuses live here, one meaning for all commands.
#pragma once

#include <cstdlib>
#include <ostream>
#include <string>
#include <string_view>

#include "base/file_system.h"
#include "cli/main.h"

namespace whyspec::cli {

inline constexpr int kClean = 0;
inline constexpr int kFindings = 1;
inline constexpr int kFailure = 2;  // wrong use or I/O

struct Context {
  const Streams* streams;
  const FileSystem* files;
  std::string directory;  // absolute, normal: the working directory

  std::istream& in() const { return *streams->in; }
  std::ostream& out() const { return *streams->out; }
  std::ostream& err() const { return *streams->err; }
  // "whyspec: <sentence>" on standard error; returns kFailure.
  int Fail(std::string_view sentence) const;
  void Note(std::string_view sentence) const;
  // The environment variable, "" if unset.
  static std::string Environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
  }
  // Absolute and normal.
  std::string Absolute(std::string_view path) const;
  // As a person in the working directory would write it ("specs/a.md", "../b.md").
  std::string Shown(std::string_view absolute_path) const;
  // A sentence with the paths below the working directory shown that way, so that a
  // report reads the same on every machine.
  std::string ShownIn(std::string sentence) const;
};

}  // namespace whyspec::cli
