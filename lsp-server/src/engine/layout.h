// Which file is what, judged by its path: the roots, the config that holds for each
// folder, what is left out, and the patterns for specs and calls. One place for the
// scan, for events of watched files and for links, so that they cannot disagree.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/config.h"
#include "engine/snapshot.h"
#include "engine/workspace.h"

namespace whyspec::engine {

enum class PathKind {
  kOther,
  kSpec,  // matches a pattern for specs
  kCall,
  kSidecar,
  kAccounts,
  kConfig,
  kMarkdown,  // a spec only if its front matter says so
};

class Layout {
 public:
  Layout(const FileSystem& files, WorkspaceOptions options)
      : loader_(files, options.trusted), options_(std::move(options)) {}

  const WorkspaceOptions& options() const { return options_; }
  void SetRoots(std::vector<std::string> roots);
  ConfigLoader& loader() { return loader_; }
  // After configs may have changed: forgets all that was derived from them.
  void ForgetConfigs();

  // The deepest root that holds `path`; for a path outside all of them, the nearest
  // folder above it with a whyspec.json, else its own folder.
  std::string RootOf(const std::string& path);
  bool IsInRoots(std::string_view path) const;
  std::shared_ptr<const Config> ConfigFor(const std::string& path);
  // The config of a folder's own files.
  std::shared_ptr<const Config> ConfigOfFolder(const std::string& directory);

  // Whether the scan goes into a folder. REQUIRES: it is below a root.
  bool MayEnter(const std::string& directory);
  // Left out by its own name or by a folder above it.
  bool IsExcluded(const std::string& path);
  PathKind KindOf(const std::string& path);
  // KindOf for a file the user named: what is left out otherwise counts too.
  PathKind KindOfNamed(const std::string& path);

  // Folders outside the roots that hold calls (`--calls DIR`, patterns with "..").
  // REQUIRES: the configs in use have been loaded.
  std::vector<std::string> OutsideCallFolders();
  // What IsCall depends on, as it is now, for snapshots on other threads.
  std::shared_ptr<const CallPlaces> Places();
  // A hash of all patterns in use: while it stays, no file changes its kind.
  std::uint64_t Fingerprint(const std::set<std::string>& config_files);

 private:
  struct Reach {  // a pattern for calls that leaves the folder of its config
    std::string folder;
    std::shared_ptr<const Config> config;
  };
  bool IsCallTerritory(const std::string& path, const std::string& as_file);
  bool IsAccountsTerritory(const std::string& path);
  bool IsNamedByPattern(const Config& config, std::string_view relative) const;
  // Some pattern for specs names an ending of its own ("*.txt").
  bool TakesAnyEndingInUse(const std::string& path);

  ConfigLoader loader_;
  WorkspaceOptions options_;
  std::map<std::string, std::shared_ptr<const Config>> by_folder_;
  std::map<std::string, std::shared_ptr<const Config>> by_root_;  // of `--config F`
  std::map<std::string, std::string> outside_roots_;              // folder -> root
  std::map<std::string, bool> may_enter_;
  std::map<std::string, std::shared_ptr<const Config>> in_use_;  // by Config::root
  std::vector<Reach> reaches_;
  std::shared_ptr<const CallPlaces> places_;
};

bool IsMarkdownName(std::string_view path);
// "/a/x.vtt" and "/a/x.call.yaml" -> "/a/x".
std::string CallStem(std::string_view path);

}  // namespace whyspec::engine
