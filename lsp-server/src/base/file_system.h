// The world of files behind one small interface, with an in-memory twin for tests
// (tests/support/memory_file_system.h).
//
// Paths are absolute POSIX paths of raw bytes. All functions may be called from
// any thread. Errors are sentences that name the path and the remedy.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace whyspec {

// The largest file Whyspec reads. Over it, ReadFile says kTooLarge.
inline constexpr std::uint64_t kMaxFileBytes = 64ULL * 1024 * 1024;

struct FileInfo {
  bool is_directory = false;
  std::uint64_t size = 0;        // bytes
  std::int64_t modified_ns = 0;  // since 1970-01-01T00:00Z
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  virtual Result<std::string> ReadFile(const std::string& path,
                                       std::uint64_t limit = kMaxFileBytes) const = 0;
  // The first `bytes` bytes, or fewer if the file ends before.
  virtual Result<std::string> ReadHead(const std::string& path, std::size_t bytes) const = 0;
  virtual Result<FileInfo> Stat(const std::string& path) const = 0;
  // Replaces the file in one step: a reader sees the old bytes or the new ones,
  // never a part (temporary file beside it, fsync, rename). Keeps permissions.
  virtual Status WriteFile(const std::string& path, std::string_view bytes) const = 0;
  virtual Status CreateDirectories(const std::string& path) const = 0;
  // Both in one step, within one disk. MoveFile replaces what is at `to`; DeleteFile takes
  // a file or an empty folder. A file system that cannot says so.
  virtual Status MoveFile(const std::string& from, const std::string& to) const;
  virtual Status DeleteFile(const std::string& path) const;

  // Calls `visit` with each file below `directory`, in byte order of paths.
  // Symbolic links to directories are followed once; a loop is reported through
  // `problem` and left. `enter` decides for each directory whether to go in
  // (`.git`, `node_modules` …). An unreadable directory goes to `problem`.
  struct Walk {
    std::function<bool(const std::string& directory)> enter;
    std::function<void(const std::string& path, const FileInfo&)> visit;
    std::function<void(const Error&)> problem;
  };
  virtual void WalkFiles(const std::string& directory, const Walk& walk) const = 0;
};

// The machine's own disk. Stateless; lives as long as the process.
const FileSystem& RealFileSystem();

}  // namespace whyspec
