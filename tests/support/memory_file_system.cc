#include "support/memory_file_system.h"

#include "base/strings.h"
#include "base/uri.h"

namespace whyspec::test {

void MemoryFileSystem::Put(const std::string& path, std::string bytes) {
  const std::lock_guard lock(mutex_);
  files_[path] = std::move(bytes);
  modified_[path] = ++clock_;
}

void MemoryFileSystem::Remove(const std::string& path) {
  const std::lock_guard lock(mutex_);
  std::erase_if(files_, [&](const auto& file) { return IsInside(file.first, path); });
}

std::string MemoryFileSystem::Get(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(path);
  return found == files_.end() ? "" : found->second;
}

std::vector<std::string> MemoryFileSystem::TakeReads() {
  const std::lock_guard lock(mutex_);
  return std::exchange(reads_, {});
}

std::vector<std::string> MemoryFileSystem::TakeWrites() {
  const std::lock_guard lock(mutex_);
  return std::exchange(writes_, {});
}

Result<std::string> MemoryFileSystem::Find(const std::string& path) const {
  reads_.push_back(path);
  if (unreadable_.count(path) != 0) {
    return Error{ErrorCode::kUnreadable,
                 StrCat("Cannot read ", path, ": Permission denied. Give yourself permission to read it.")};
  }
  const auto found = files_.find(path);
  if (found == files_.end()) {
    return Error{ErrorCode::kNotFound,
                 StrCat("Cannot read ", path, ": No such file or directory. Check the name, or create it.")};
  }
  return found->second;
}

Result<std::string> MemoryFileSystem::ReadFile(const std::string& path, std::uint64_t limit) const {
  const std::lock_guard lock(mutex_);
  Result<std::string> bytes = Find(path);
  if (bytes.ok() && bytes->size() > limit) return Error{ErrorCode::kTooLarge, StrCat(path, " is too large.")};
  return bytes;
}

Result<std::string> MemoryFileSystem::ReadHead(const std::string& path, std::size_t bytes) const {
  const std::lock_guard lock(mutex_);
  Result<std::string> found = Find(path);
  if (found.ok() && found->size() > bytes) found.value().resize(bytes);
  return found;
}

Result<FileInfo> MemoryFileSystem::Stat(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(path);
  if (found != files_.end()) {
    const auto modified = modified_.find(path);
    return FileInfo{.size = found->second.size(),
                    .modified_ns = modified == modified_.end() ? 1 : modified->second};
  }
  for (const auto& [name, bytes] : files_) {
    if (IsInside(name, path)) return FileInfo{.is_directory = true};
  }
  return Error{ErrorCode::kNotFound,
               StrCat("Cannot read ", path, ": No such file or directory. Check the name, or create it.")};
}

Status MemoryFileSystem::WriteFile(const std::string& path, std::string_view bytes) const {
  const std::lock_guard lock(mutex_);
  if (unwritable_.count(path) != 0) {
    return Error{
        ErrorCode::kUnreadable,
        StrCat("Cannot write ", path, ": No space left on device. Free some disk space and try again.")};
  }
  writes_.push_back(path);
  files_[path] = std::string(bytes);
  modified_[path] = ++clock_;
  return Done{};
}

void MemoryFileSystem::WalkFiles(const std::string& directory, const Walk& walk) const {
  // A copy, so that a visitor may read files.
  std::map<std::string, std::string> files;
  {
    const std::lock_guard lock(mutex_);
    files = files_;
  }
  std::map<std::string, bool> entered{{directory, true}};
  const std::function<bool(const std::string&)> may_enter = [&](const std::string& folder) {
    const auto known = entered.find(folder);
    if (known != entered.end()) return known->second;
    const bool may = may_enter(std::string(Dirname(folder))) && (!walk.enter || walk.enter(folder));
    entered[folder] = may;
    return may;
  };
  for (const auto& [path, bytes] : files) {
    if (path == directory || !IsInside(path, directory) || !may_enter(std::string(Dirname(path)))) continue;
    const auto modified = modified_.find(path);
    if (walk.visit) {
      walk.visit(path,
                 {.size = bytes.size(), .modified_ns = modified == modified_.end() ? 1 : modified->second});
    }
  }
}

}  // namespace whyspec::test
