// For clients that do not report changed files (Neovim 0.7): compares the folders with
// how they were at the last look. Costs one walk; asked for when a document is saved.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/file_system.h"

namespace whyspec::lsp {

class DiskLook {
 public:
  explicit DiskLook(const FileSystem& files) : files_(&files) {}

  // Files created, changed or deleted since the last call; nothing at the first.
  std::vector<std::string> Changes(const std::vector<std::string>& roots);

 private:
  using Stamp = std::pair<std::uint64_t, std::int64_t>;  // size, time of change

  const FileSystem* files_;
  bool first_ = true;
  std::map<std::string, Stamp> seen_;
};

}  // namespace whyspec::lsp
