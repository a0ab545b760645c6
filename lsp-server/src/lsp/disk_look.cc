#include "lsp/disk_look.h"

#include "base/uri.h"

namespace whyspec::lsp {
namespace {

// Folders that hold no specs or calls but may hold a great many files.
bool IsWorthEntering(const std::string& directory) {
  const std::string_view name = Basename(directory);
  return name != ".git" && name != "node_modules";
}

}  // namespace

std::vector<std::string> DiskLook::Changes(const std::vector<std::string>& roots) {
  std::map<std::string, Stamp> now;
  for (const std::string& root : roots) {
    files_->WalkFiles(root, {.enter = IsWorthEntering,
                             .visit =
                                 [&now](const std::string& path, const FileInfo& info) {
                                   now[path] = {info.size, info.modified_ns};
                                 },
                             // What cannot be read is told by the workspace.
                             .problem = [](const Error&) {}});
  }
  std::vector<std::string> changed;
  if (!first_) {
    for (const auto& [path, stamp] : now) {
      const auto before = seen_.find(path);
      if (before == seen_.end() || before->second != stamp) changed.push_back(path);
    }
    for (const auto& [path, stamp] : seen_) {
      if (!now.contains(path)) changed.push_back(path);
    }
  }
  first_ = false;
  seen_ = std::move(now);
  return changed;
}

}  // namespace whyspec::lsp
