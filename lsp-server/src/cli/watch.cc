#include "cli/watch.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/strings.h"
#include "base/uri.h"

namespace whyspec::cli {
namespace {

// Editors write a file in several steps; this much quiet means they are done.
constexpr int kQuietMilliseconds = 100;
constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
                                  IN_ATTRIB | IN_EXCL_UNLINK | IN_ONLYDIR;

// Written by the signal handler, which may do little else.
int g_interrupted = -1;
void OnInterrupt(int) {
  const std::uint64_t one = 1;
  const ssize_t ignored = ::write(g_interrupted, &one, sizeof one);
  static_cast<void>(ignored);
}

class Inotify : public ChangeSource {
 public:
  Inotify(int notify, int interrupt) : notify_(notify), interrupt_(interrupt) {
    g_interrupted = interrupt_;
    struct sigaction action {};
    action.sa_handler = OnInterrupt;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    ::sigaction(SIGINT, &action, &old_action_);
  }
  ~Inotify() override {
    ::sigaction(SIGINT, &old_action_, nullptr);
    ::close(notify_);
    ::close(interrupt_);
    g_interrupted = -1;
  }

  // errno, 0 if all went well.
  int AddTree(const std::string& folder, std::vector<std::string>* found) {
    const int watch = ::inotify_add_watch(notify_, folder.c_str(), kEvents);
    // A folder that is gone again or that we may not read is none of ours.
    if (watch < 0) return errno == ENOSPC || errno == ENOMEM ? errno : 0;
    // A link that leads back to a folder already watched.
    if (!folders_.emplace(watch, folder).second) return 0;
    DIR* directory = ::opendir(folder.c_str());
    if (directory == nullptr) return 0;
    int error = 0;
    while (const dirent* entry = ::readdir(directory)) {
      const std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      const std::string path = JoinPath(folder, name);
      struct stat info {};
      if (::stat(path.c_str(), &info) != 0) continue;
      if (!S_ISDIR(info.st_mode)) {
        if (found) found->push_back(path);
      } else if (!IsUnwatchedFolder(name)) {
        error = AddTree(path, found);
        if (error != 0) break;
      }
    }
    ::closedir(directory);
    return error;
  }

  std::optional<std::vector<std::string>> Wait() override {
    std::set<std::string> changed;
    bool missed = false;
    while (true) {
      std::array<pollfd, 2> ready = {pollfd{notify_, POLLIN, 0}, pollfd{interrupt_, POLLIN, 0}};
      const bool waiting_for_first = changed.empty() && !missed;
      const int count = ::poll(ready.data(), ready.size(), waiting_for_first ? -1 : kQuietMilliseconds);
      if (count < 0 && errno != EINTR) return std::nullopt;
      if ((ready[1].revents & POLLIN) != 0) return std::nullopt;
      if (count == 0) break;
      if (count > 0 && (ready[0].revents & POLLIN) != 0) Read(&changed, &missed);
    }
    if (missed) return std::vector<std::string>();
    return std::vector<std::string>(changed.begin(), changed.end());
  }

 private:
  void Read(std::set<std::string>* changed, bool* missed) {
    alignas(inotify_event) std::array<char, std::size_t{64} * 1024> bytes;
    const ssize_t size = ::read(notify_, bytes.data(), bytes.size());
    for (ssize_t at = 0; at < size;) {
      inotify_event event;
      std::memcpy(&event, bytes.data() + at, sizeof event);
      const char* name = bytes.data() + at + sizeof event;
      at += static_cast<ssize_t>(sizeof event + event.len);
      if ((event.mask & IN_Q_OVERFLOW) != 0) {
        *missed = true;
        continue;
      }
      const auto folder = folders_.find(event.wd);
      if (folder == folders_.end()) continue;
      if ((event.mask & IN_IGNORED) != 0) {
        folders_.erase(folder);
        continue;
      }
      if (event.len == 0) continue;
      const std::string path = JoinPath(folder->second, name);
      const bool is_folder = (event.mask & IN_ISDIR) != 0;
      if (is_folder && IsUnwatchedFolder(name)) continue;
      changed->insert(path);
      if (is_folder && (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0) {
        // What was put into it before the watch stood is found by looking.
        std::vector<std::string> found;
        if (AddTree(path, &found) != 0) *missed = true;
        changed->insert(found.begin(), found.end());
      }
    }
  }

  int notify_;
  int interrupt_;
  struct sigaction old_action_ {};
  std::map<int, std::string> folders_;
};

}  // namespace

bool IsUnwatchedFolder(std::string_view name) {
  return name == ".git" || name == ".hg" || name == ".svn" || name == "node_modules";
}

Result<std::unique_ptr<ChangeSource>> WatchFolders(const std::vector<std::string>& folders) {
  const int notify = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  const int interrupt = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (notify < 0 || interrupt < 0) {
    const int error = errno;
    if (notify >= 0) ::close(notify);
    if (interrupt >= 0) ::close(interrupt);
    return Error{ErrorCode::kUnreadable,
                 StrCat("Files cannot be watched here: ", std::strerror(error),
                        ". Close other programs that watch files, or run `whyspec check` by hand.")};
  }
  auto watch = std::make_unique<Inotify>(notify, interrupt);
  for (const std::string& folder : folders) {
    if (watch->AddTree(folder, nullptr) != 0) {
      return Error{ErrorCode::kUnreadable,
                   StrCat("There are more folders below ", folder,
                          " than this machine lets one user watch. Raise the limit with `sudo sysctl "
                          "fs.inotify.max_user_watches=524288`, or start whyspec in a smaller folder.")};
    }
  }
  return std::unique_ptr<ChangeSource>(std::move(watch));
}

}  // namespace whyspec::cli
