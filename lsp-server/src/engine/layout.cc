#include "engine/layout.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/strings.h"
#include "base/uri.h"
#include "calls/read_call.h"

namespace whyspec::engine {
namespace {

// Folders that tools fill. They are searched all the same where a pattern names them.
constexpr std::string_view kToolFolders[] = {"node_modules", "__pycache__", "bower_components"};
constexpr std::string_view kBuildFolders[] = {"build", "dist", "out", "target", "_build", "_site"};
constexpr std::string_view kMarkdownEndings[] = {".md", ".markdown", ".mdown", ".mkd", ".mdx"};

bool EndsWithFolded(std::string_view text, std::string_view lower_ending) {
  if (text.size() < lower_ending.size()) return false;
  const std::string_view end = text.substr(text.size() - lower_ending.size());
  return std::equal(end.begin(), end.end(), lower_ending.begin(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

bool IsOneOf(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// A readme among the calls explains the folder; it is no conversation.
bool IsReadme(std::string_view path) {
  const std::string_view name = Basename(path);
  return EndsWithFolded(name.substr(0, std::min<std::size_t>(name.size(), 6)), "readme");
}

// "specs/**" and "docs/*" mean the Markdown files there; "*.txt" says what it means.
bool TakesAnyEnding(const Glob& glob) {
  const std::string_view pattern = glob.pattern();
  const std::string_view last = pattern.substr(pattern.rfind('/') + 1);
  const std::size_t dot = last.rfind('.');
  return dot != std::string_view::npos && last.find('*', dot) == std::string_view::npos;
}

bool IsAtOrAbove(std::string_view folder, std::string_view path) {
  return folder == path || IsInside(path, folder);
}

// Patterns for calls over all folders of a workspace.
class PatternPlaces final : public CallPlaces {
 public:
  struct Folder {
    std::string root;
    std::vector<Glob> calls;
    bool reaches_out = false;
  };
  PatternPlaces(std::string calls_directory, std::vector<Folder> folders)
      : calls_directory_(std::move(calls_directory)), folders_(std::move(folders)) {
    std::stable_sort(folders_.begin(), folders_.end(),
                     [](const Folder& a, const Folder& b) { return a.root.size() > b.root.size(); });
  }

  bool IsCall(std::string_view path) const override {
    if (!calls::IsCallFileName(path) || IsReadme(path)) return false;
    if (!calls_directory_.empty()) return IsInside(path, calls_directory_);
    bool nearest = true;  // the deepest config decides, and any that reaches out
    for (const Folder& folder : folders_) {
      const bool inside = IsInside(path, folder.root);
      if (!(inside && nearest) && !folder.reaches_out) continue;
      if (MatchesAny(folder.calls, RelativePath(path, folder.root))) return true;
      nearest = nearest && !inside;
    }
    return false;
  }

 private:
  std::string calls_directory_;
  std::vector<Folder> folders_;
};

bool ReachesOut(const Config& config) {
  return std::any_of(config.calls.begin(), config.calls.end(),
                     [](const Glob& glob) { return glob.pattern().starts_with("../"); });
}

}  // namespace

bool IsMarkdownName(std::string_view path) {
  return std::any_of(std::begin(kMarkdownEndings), std::end(kMarkdownEndings),
                     [&](std::string_view ending) { return EndsWithFolded(path, ending); });
}

std::string CallStem(std::string_view path) {
  for (const std::string_view ending : {".call.yaml", ".call.yml"}) {
    if (EndsWithFolded(path, ending)) return std::string(path.substr(0, path.size() - ending.size()));
  }
  const std::size_t dot = path.rfind('.');
  const std::size_t slash = path.rfind('/');
  const bool has_ending =
      dot != std::string_view::npos && (slash == std::string_view::npos || dot > slash + 1);
  return std::string(has_ending ? path.substr(0, dot) : path);
}

void Layout::SetRoots(std::vector<std::string> roots) {
  options_.roots = std::move(roots);
  ForgetConfigs();
}

void Layout::ForgetConfigs() {
  loader_.Forget();
  by_folder_.clear();
  by_root_.clear();
  outside_roots_.clear();
  may_enter_.clear();
  in_use_.clear();
  reaches_.clear();
  places_ = nullptr;
}

bool Layout::IsInRoots(std::string_view path) const {
  return std::any_of(options_.roots.begin(), options_.roots.end(),
                     [&](const std::string& root) { return IsAtOrAbove(root, path); });
}

std::string Layout::RootOf(const std::string& path) {
  const std::string* deepest = nullptr;
  for (const std::string& root : options_.roots) {
    if (!IsInside(path, root)) continue;
    if (deepest == nullptr || root.size() > deepest->size()) deepest = &root;
  }
  if (deepest != nullptr) return *deepest;
  const std::string folder(Dirname(path));
  const auto known = outside_roots_.find(folder);
  if (known != outside_roots_.end()) return known->second;
  std::string root = folder;
  for (std::string above = folder;; above = std::string(Dirname(above))) {
    if (!loader_.ForDirectory(above, above).config->files.empty()) {
      root = above;
      break;
    }
    if (above == "/" || above.empty() || above == ".") break;
  }
  return outside_roots_[folder] = root;
}

std::shared_ptr<const Config> Layout::ConfigOfFolder(const std::string& directory) {
  const auto found = by_folder_.find(directory);
  if (found != by_folder_.end()) return found->second;
  const std::string root = RootOf(JoinPath(directory, "x"));
  std::shared_ptr<const Config> config;
  if (options_.config_file.empty()) {
    config = loader_.ForDirectory(directory, root).config;
  } else {
    // One config for all: its patterns start from each root, wherever the file lies.
    std::shared_ptr<const Config>& own = by_root_[root];
    if (own == nullptr) {
      Config copy = *loader_.FromFile(options_.config_file).config;
      copy.root = root;
      own = std::make_shared<const Config>(std::move(copy));
    }
    config = own;
  }
  if (in_use_.emplace(config->root, config).second) {
    for (const Glob& glob : config->calls) {
      if (!glob.pattern().starts_with("../")) continue;
      reaches_.push_back({.folder = JoinPath(config->root, glob.literal_prefix()), .config = config});
    }
    places_ = nullptr;
  }
  return by_folder_[directory] = std::move(config);
}

std::shared_ptr<const Config> Layout::ConfigFor(const std::string& path) {
  return ConfigOfFolder(std::string(Dirname(path)));
}

// True if some pattern for specs or calls says this folder by name, or one below it.
bool Layout::IsNamedByPattern(const Config& config, std::string_view relative) const {
  const auto names = [&](const Glob& glob) { return IsAtOrAbove(relative, glob.literal_prefix()); };
  return std::any_of(config.specs.begin(), config.specs.end(), names) ||
         std::any_of(config.calls.begin(), config.calls.end(), names);
}

bool Layout::MayEnter(const std::string& directory) {
  const auto known = may_enter_.find(directory);
  if (known != may_enter_.end()) return known->second;
  const std::string_view name = Basename(directory);
  const std::shared_ptr<const Config> config = ConfigFor(directory);
  const std::string relative = RelativePath(directory, config->root);
  bool enter = true;
  // What stands directly below must be left out too: "vendor/**" means the folder.
  const std::string below = StrCat(relative, "/\x01whyspec");
  for (const Glob& glob : config->exclude) {
    const std::string& pattern = glob.pattern();
    const bool whole = pattern.size() >= 3 && pattern.compare(pattern.size() - 3, 3, "/**") == 0;
    if (glob.Matches(relative) || ((whole || pattern.back() == '/') && glob.Matches(below))) enter = false;
  }
  if (enter && !IsNamedByPattern(*config, relative)) {
    const auto inside_named = [&](const Glob& glob) {
      return !glob.literal_prefix().empty() && IsInside(relative, glob.literal_prefix());
    };
    if (name.front() == '.' || IsOneOf(name, kToolFolders)) {
      enter = false;
    } else if (IsOneOf(name, kBuildFolders) || name.substr(0, 12) == "cmake-build-") {
      // A folder "build" among the specs is about building.
      enter = std::any_of(config->specs.begin(), config->specs.end(), inside_named) ||
              std::any_of(config->calls.begin(), config->calls.end(), inside_named);
    }
  }
  return may_enter_[directory] = enter;
}

bool Layout::IsExcluded(const std::string& path) {
  if (IsInRoots(path)) {
    const std::string root = RootOf(path);
    for (std::string above(Dirname(path)); above.size() > root.size(); above = std::string(Dirname(above))) {
      if (!MayEnter(above)) return true;
    }
  }
  const std::shared_ptr<const Config> config = ConfigFor(path);
  return MatchesAny(config->exclude, RelativePath(path, config->root));
}

bool Layout::IsCallTerritory(const std::string& path, const std::string& as_file) {
  if (!options_.calls_directory.empty()) return IsInside(path, options_.calls_directory);
  const std::shared_ptr<const Config> config = ConfigFor(path);
  if (MatchesAny(config->calls, RelativePath(as_file, config->root))) return true;
  return std::any_of(reaches_.begin(), reaches_.end(), [&](const Reach& reach) {
    return IsInside(path, reach.folder) &&
           MatchesAny(reach.config->calls, RelativePath(as_file, reach.config->root));
  });
}

bool Layout::IsAccountsTerritory(const std::string& path) {
  if (IsCallTerritory(path, path)) return true;
  if (!options_.calls_directory.empty()) return false;
  // Beside the calls, also where the pattern names their endings ("calls/**/*.vtt").
  const auto beside = [&](const Config& config) {
    return std::any_of(config.calls.begin(), config.calls.end(), [&](const Glob& glob) {
      return IsAtOrAbove(JoinPath(config.root, glob.literal_prefix()), Dirname(path));
    });
  };
  return beside(*ConfigFor(path)) || std::any_of(reaches_.begin(), reaches_.end(), [&](const Reach& reach) {
           return IsAtOrAbove(reach.folder, Dirname(path)) && beside(*reach.config);
         });
}

PathKind Layout::KindOf(const std::string& path) {
  if (Basename(path) != kConfigFileName && !IsMarkdownName(path) && !calls::IsCallFileName(path) &&
      !calls::IsSidecarName(path) && !calls::IsAccountsName(path)) {
    // Few files of a repository get further than this.
    if (!TakesAnyEndingInUse(path)) return PathKind::kOther;
  }
  const bool in_calls = !options_.calls_directory.empty() && IsInside(path, options_.calls_directory);
  if (!in_calls && IsExcluded(path)) return PathKind::kOther;
  return KindOfNamed(path);
}

bool Layout::TakesAnyEndingInUse(const std::string& path) {
  const std::shared_ptr<const Config> config = ConfigFor(path);
  return std::any_of(config->specs.begin(), config->specs.end(),
                     [](const Glob& glob) { return TakesAnyEnding(glob); });
}

PathKind Layout::KindOfNamed(const std::string& path) {
  if (Basename(path) == kConfigFileName || path == options_.config_file) return PathKind::kConfig;
  if (calls::IsSidecarName(path)) {
    const std::string stem = CallStem(path);
    for (const std::string_view ending : {".call.yaml", ".vtt", ".srt", ".txt", ".json", ".md"}) {
      if (IsCallTerritory(path, StrCat(stem, ending))) return PathKind::kSidecar;
    }
    return PathKind::kOther;
  }
  if (calls::IsAccountsName(path)) return IsAccountsTerritory(path) ? PathKind::kAccounts : PathKind::kOther;
  if (calls::IsCallFileName(path) && !IsReadme(path) && IsCallTerritory(path, path)) return PathKind::kCall;
  const bool markdown = IsMarkdownName(path);
  const std::shared_ptr<const Config> config = ConfigFor(path);
  const std::string relative = RelativePath(path, config->root);
  for (const Glob& glob : config->specs) {
    if ((markdown || TakesAnyEnding(glob)) && glob.Matches(relative)) return PathKind::kSpec;
  }
  return markdown ? PathKind::kMarkdown : PathKind::kOther;
}

std::vector<std::string> Layout::OutsideCallFolders() {
  std::vector<std::string> folders;
  if (!options_.calls_directory.empty()) {
    // Inside a root too: it may lie in a folder that is left out.
    folders.push_back(options_.calls_directory);
    return folders;
  }
  for (const Reach& reach : reaches_) {
    if (!IsInRoots(reach.folder)) folders.push_back(reach.folder);
  }
  std::sort(folders.begin(), folders.end());
  folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
  return folders;
}

std::shared_ptr<const CallPlaces> Layout::Places() {
  if (places_ == nullptr) {
    std::vector<PatternPlaces::Folder> folders;
    for (const auto& [root, config] : in_use_) {
      folders.push_back({.root = root, .calls = config->calls, .reaches_out = ReachesOut(*config)});
    }
    places_ = std::make_shared<const PatternPlaces>(options_.calls_directory, std::move(folders));
  }
  return places_;
}

std::uint64_t Layout::Fingerprint(const std::set<std::string>& config_files) {
  std::string bytes;
  const auto add = [&](const Config& config) {
    bytes += StrCat(config.root.size(), ":", config.root, config.own_specs ? "+" : "-");
    for (const auto* globs : {&config.specs, &config.calls, &config.exclude}) {
      bytes += StrCat("\n", globs->size(), "\n");
      for (const Glob& glob : *globs) bytes += StrCat(glob.pattern().size(), ":", glob.pattern());
    }
  };
  for (const std::string& root : options_.roots) add(*ConfigOfFolder(root));
  for (const std::string& path : config_files) {
    if (IsInRoots(path)) add(*ConfigFor(path));
  }
  return Hash64(bytes);
}

}  // namespace whyspec::engine
