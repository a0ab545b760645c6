// Waits for files to change. `check --watch` asks it what changed and checks again.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"

namespace whyspec::cli {

class ChangeSource {
 public:
  virtual ~ChangeSource() = default;
  // Paths that changed since the last call, absolute, without repeats; waits for the
  // first one and then until things are quiet for a moment. nullopt: the user ended it.
  // An empty list: something was missed, look at everything.
  virtual std::optional<std::vector<std::string>> Wait() = 0;
};

// Folders of the disk and all below them (inotify), without those of version
// control and dependencies. Ctrl-C ends Wait() with nullopt; a second one ends the process. One at a time.
// The error says what to do when the machine's limit of watches is reached.
Result<std::unique_ptr<ChangeSource>> WatchFolders(const std::vector<std::string>& folders);

// True for folders that hold no specs or calls: version control, dependencies.
bool IsUnwatchedFolder(std::string_view name);

}  // namespace whyspec::cli
