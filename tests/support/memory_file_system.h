// A FileSystem in memory, for tests that touch no disk. Records what was read and
// written, and fails on demand.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/file_system.h"

namespace whyspec::test {

class MemoryFileSystem final : public FileSystem {
 public:
  MemoryFileSystem() = default;
  explicit MemoryFileSystem(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  // --- what a test does to the world ---
  void Put(const std::string& path, std::string bytes);
  void Remove(const std::string& path);  // a file, or a folder with all below
  void FailReads(const std::string& path) { unreadable_.insert(path); }
  void FailWrites(const std::string& path) { unwritable_.insert(path); }
  std::string Get(const std::string& path) const;  // "" if there is none
  bool Has(const std::string& path) const { return files_.count(path) != 0; }
  std::vector<std::string> TakeReads();  // paths read since the last call, in order
  std::vector<std::string> TakeWrites();

  // --- FileSystem ---
  Result<std::string> ReadFile(const std::string& path, std::uint64_t limit) const override;
  Result<std::string> ReadHead(const std::string& path, std::size_t bytes) const override;
  Result<FileInfo> Stat(const std::string& path) const override;
  Status WriteFile(const std::string& path, std::string_view bytes) const override;
  Status CreateDirectories(const std::string&) const override { return Done{}; }
  void WalkFiles(const std::string& directory, const Walk& walk) const override;

 private:
  Result<std::string> Find(const std::string& path) const;

  mutable std::mutex mutex_;
  mutable std::map<std::string, std::string> files_;
  mutable std::map<std::string, std::int64_t> modified_;
  mutable std::int64_t clock_ = 1;  // each write is one nanosecond later
  std::set<std::string> unreadable_;
  std::set<std::string> unwritable_;
  mutable std::vector<std::string> reads_;
  mutable std::vector<std::string> writes_;
};

}  // namespace whyspec::test
