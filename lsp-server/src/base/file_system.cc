#include "base/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <set>

#include "base/strings.h"
#include "base/uri.h"

namespace whyspec {
namespace {

std::string Reason(int error) {
  std::array<char, 256> buffer{};
  return ::strerror_r(error, buffer.data(), buffer.size());
}

Error Unreadable(const std::string& path, int error) {
  const ErrorCode code = error == ENOENT || error == ENOTDIR ? ErrorCode::kNotFound : ErrorCode::kUnreadable;
  const char* const remedy = code == ErrorCode::kNotFound ? "Check the name, or create it."
                             : error == EACCES            ? "Give yourself permission to read it."
                             : error == ELOOP ? "Remove the symbolic link that points back to itself."
                                              : "Try again, or check the disk.";
  return {code, StrCat("Cannot read ", Printable(path), ": ", Reason(error), ". ", remedy)};
}

Error Unwritable(const std::string& path, int error) {
  return {ErrorCode::kUnreadable, StrCat("Cannot write ", Printable(path), ": ", Reason(error),
                                         error == ENOSPC ? ". Free some disk space and try again."
                                                         : ". Check the folder and its permissions.")};
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }
  // close() can report a lost write; the caller of a write must look at it.
  int Close() {
    const int result = ::close(fd_);
    fd_ = -1;
    return result;
  }

 private:
  int fd_;
};

class DiskFileSystem final : public FileSystem {
 public:
  Result<std::string> ReadFile(const std::string& path, std::uint64_t limit) const override {
    return Read(path, limit, /*head=*/false);
  }

  Result<std::string> ReadHead(const std::string& path, std::size_t bytes) const override {
    return Read(path, bytes, /*head=*/true);
  }

  Result<FileInfo> Stat(const std::string& path) const override {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return Unreadable(path, errno);
    return ToInfo(info);
  }

  Status WriteFile(const std::string& path, std::string_view bytes) const override {
    // A link keeps pointing where it did: the file behind it is replaced.
    std::error_code ignored;
    const std::filesystem::path real = std::filesystem::weakly_canonical(path, ignored);
    const std::string target = ignored ? path : real.string();
    mode_t mode = 0666;
    bool existed = false;
    struct stat info {};
    if (::stat(target.c_str(), &info) == 0) {
      if (!S_ISREG(info.st_mode)) {
        return Error{ErrorCode::kInvalid,
                     StrCat(Printable(path), " is no ordinary file, so it is not overwritten.")};
      }
      mode = info.st_mode & 07777;
      existed = true;
    }
    std::string temporary = target + ".whyspec-XXXXXX";
    Descriptor file(::mkstemp(temporary.data()));
    if (!file.ok()) return Unwritable(path, errno);
    const auto fail = [&](int error) {
      ::unlink(temporary.c_str());
      return Unwritable(path, error);
    };
    while (!bytes.empty()) {
      const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
      if (written < 0) {
        if (errno == EINTR) continue;
        return fail(errno);
      }
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (!existed) {
      const mode_t mask = ::umask(0);
      ::umask(mask);
      mode &= ~mask;
    }
    if (::fchmod(file.get(), mode) != 0) return fail(errno);
    if (::fsync(file.get()) != 0) return fail(errno);
    if (file.Close() != 0) return fail(errno);
    if (::rename(temporary.c_str(), target.c_str()) != 0) return fail(errno);
    return Done{};
  }

  Status CreateDirectories(const std::string& path) const override {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return Unwritable(path, error.value());
    return Done{};
  }

  Status MoveFile(const std::string& from, const std::string& to) const override {
    if (::rename(from.c_str(), to.c_str()) != 0) return Unwritable(to, errno);
    return Done{};
  }

  Status DeleteFile(const std::string& path) const override {
    if (std::remove(path.c_str()) != 0) return Unwritable(path, errno);
    return Done{};
  }

  void WalkFiles(const std::string& directory, const Walk& walk) const override {
    std::set<std::pair<dev_t, ino_t>> above;
    WalkInto(directory, walk, above);
  }

 private:
  static FileInfo ToInfo(const struct stat& info) {
    return {
        .is_directory = S_ISDIR(info.st_mode),
        .size = static_cast<std::uint64_t>(info.st_size),
        .modified_ns = static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec};
  }

  static Result<std::string> Read(const std::string& path, std::uint64_t limit, bool head) {
    // O_NONBLOCK: opening a named pipe must not wait for a writer.
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.ok()) return Unreadable(path, errno);
    struct stat info {};
    if (::fstat(file.get(), &info) != 0) return Unreadable(path, errno);
    if (S_ISDIR(info.st_mode)) {
      return Error{ErrorCode::kUnreadable, StrCat(Printable(path), " is a folder; name a file in it.")};
    }
    if (!S_ISREG(info.st_mode)) {
      return Error{ErrorCode::kUnreadable,
                   StrCat(Printable(path), " is no ordinary file, so it is not read.")};
    }
    const auto size = static_cast<std::uint64_t>(info.st_size);
    if (!head && size > limit) return TooLarge(path, size, limit);
    std::string bytes;
    bytes.resize(static_cast<std::size_t>(std::min(size, limit)));
    std::size_t have = 0;
    for (;;) {
      if (have == bytes.size()) {
        if (have >= limit) break;
        bytes.resize(
            static_cast<std::size_t>(std::min<std::uint64_t>(limit, have + 1)));  // one more: has it grown?
      }
      const ssize_t got = ::read(file.get(), bytes.data() + have, bytes.size() - have);
      if (got < 0) {
        if (errno == EINTR) continue;
        return Unreadable(path, errno);
      }
      if (got == 0) break;
      have += static_cast<std::size_t>(got);
      if (have == bytes.size() && have < limit && have > size) {
        bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(limit, have * 2)));
      }
    }
    bytes.resize(have);
    return bytes;
  }

  static Error TooLarge(const std::string& path, std::uint64_t size, std::uint64_t limit) {
    return {ErrorCode::kTooLarge, StrCat(Printable(path), " has ", (size + 1'048'575) / 1'048'576,
                                         " MB; Whyspec reads files up to ", limit / 1'048'576,
                                         " MB. Split it into smaller files.")};
  }

  static void WalkInto(const std::string& directory, const Walk& walk,
                       std::set<std::pair<dev_t, ino_t>>& above) {
    struct stat own {};
    if (::stat(directory.c_str(), &own) != 0) {
      if (walk.problem) walk.problem(Unreadable(directory, errno));
      return;
    }
    const std::pair<dev_t, ino_t> identity{own.st_dev, own.st_ino};
    if (!above.insert(identity).second) {
      if (walk.problem) {
        walk.problem({ErrorCode::kUnreadable,
                      StrCat(Printable(directory),
                             " leads back to a folder above it (a symbolic "
                             "link in a circle). It is not searched again; remove the link.")});
      }
      return;
    }
    struct Entry {
      std::string name;
      bool is_directory;
      FileInfo info;
    };
    std::vector<Entry> entries;
    if (DIR* const stream = ::opendir(directory.c_str())) {
      while (const dirent* const entry = ::readdir(stream)) {
        const std::string_view name = entry->d_name;
        if (name == "." || name == "..") continue;
        struct stat info {};
        if (::fstatat(::dirfd(stream), entry->d_name, &info, 0) != 0) {
          // A dangling link is nobody's spec; one that points to itself is worth a word.
          if (errno != ENOENT && walk.problem) walk.problem(Unreadable(JoinName(directory, name), errno));
          continue;
        }
        if (S_ISDIR(info.st_mode) || S_ISREG(info.st_mode)) {
          entries.push_back({std::string(name), S_ISDIR(info.st_mode), ToInfo(info)});
        }
      }
      ::closedir(stream);
    } else if (walk.problem) {
      walk.problem(Unreadable(directory, errno));
    }
    // Byte order of whole paths: "a/b" sorts after "a.md", so a folder compares with its slash.
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return (a.is_directory ? a.name + '/' : a.name) < (b.is_directory ? b.name + '/' : b.name);
    });
    for (const Entry& entry : entries) {
      const std::string path = JoinName(directory, entry.name);
      if (!entry.is_directory) {
        if (walk.visit) walk.visit(path, entry.info);
      } else if (!walk.enter || walk.enter(path)) {
        WalkInto(path, walk, above);
      }
    }
    above.erase(identity);
  }

  static std::string JoinName(const std::string& directory, std::string_view name) {
    std::string path = directory;
    if (path.empty() || path.back() != '/') path += '/';
    return path.append(name);
  }
};

}  // namespace

Status FileSystem::MoveFile(const std::string& from, const std::string& /*to*/) const {
  return Error{ErrorCode::kInvalid, StrCat(Printable(from), " cannot be moved here.")};
}

Status FileSystem::DeleteFile(const std::string& path) const {
  return Error{ErrorCode::kInvalid, StrCat(Printable(path), " cannot be deleted here.")};
}

const FileSystem& RealFileSystem() {
  static const DiskFileSystem disk;
  return disk;
}

}  // namespace whyspec
