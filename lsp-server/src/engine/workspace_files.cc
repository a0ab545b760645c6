#include "engine/workspace_files.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "base/uri.h"
#include "calls/read_call.h"
#include "engine/parallel.h"

namespace whyspec::engine {
namespace {

constexpr std::size_t kProgressStep = 256;  // files

std::uint64_t FrontMatterHash(std::string_view text) {
  const auto front = markdown::FindFrontMatter(text);
  return front ? Hash64(Cut(text, front->range), front->range.begin + 1) : 0;
}

}  // namespace

WorkspaceFiles::WorkspaceFiles(const FileSystem& files, WorkspaceOptions options)
    : disk_(&files),
      overlaid_(files, open_),
      layout_(overlaid_, options),
      calls_(std::make_shared<CallStore>(options.cache_file, options.log)) {}

// --- kinds ---

bool WorkspaceFiles::IsConfig(const std::string& path) const { return configs_.count(path) != 0; }

// The kind of a file that is there (on disk or open), from its path and, where that
// decides, its front matter.
FileKind WorkspaceFiles::Classify(const std::string& path) {
  const bool named = named_specs_.count(path) != 0;
  if (!layout_.IsInRoots(path) && !named && !open_.Has(path)) {
    const std::vector<std::string> outside = layout_.OutsideCallFolders();
    if (std::none_of(outside.begin(), outside.end(),
                     [&](const std::string& folder) { return IsInside(path, folder); })) {
      return FileKind::kOther;
    }
  }
  switch (named ? layout_.KindOfNamed(path) : layout_.KindOf(path)) {
    case PathKind::kConfig:
      return FileKind::kConfig;
    case PathKind::kCall:
      return FileKind::kCall;
    case PathKind::kSidecar:
      return FileKind::kSidecar;
    case PathKind::kAccounts:
      return FileKind::kAccounts;
    case PathKind::kSpec:
      return FileKind::kSpec;
    case PathKind::kMarkdown: {
      if (named || std::any_of(all_markdown_.begin(), all_markdown_.end(),
                               [&](const std::string& folder) { return IsInside(path, folder); })) {
        return FileKind::kSpec;
      }
      SpecHead head = ReadSpecHead(*disk_, open_, path);
      if (!head.says_spec) return FileKind::kOther;
      heads_[path] = std::move(head);
      return FileKind::kSpec;
    }
    case PathKind::kOther:
      return FileKind::kOther;
  }
  return FileKind::kOther;
}

void WorkspaceFiles::Put(const std::string& path, FileKind kind, const FileInfo* info) {
  const auto found = kinds_.find(path);
  if (found != kinds_.end() && found->second == kind) return;
  if (found != kinds_.end()) Drop(path);
  if (kind == FileKind::kOther) return;
  kinds_[path] = kind;
  switch (kind) {
    case FileKind::kSpec:
      specs_.insert(path);
      citing_.Touch(path);
      team_ = nullptr;
      break;
    case FileKind::kCall:
      calls_.AddCall(path, info);
      break;
    case FileKind::kSidecar:
      calls_.AddSidecar(path, info);
      break;
    case FileKind::kAccounts:
      calls_.AddAccounts(path);
      break;
    case FileKind::kConfig:
      configs_.insert(path);
      break;
    case FileKind::kOther:
      break;
  }
}

void WorkspaceFiles::Drop(const std::string& path) {
  const auto found = kinds_.find(path);
  if (found == kinds_.end()) return;
  switch (found->second) {
    case FileKind::kSpec:
      specs_.erase(path);
      heads_.erase(path);
      citing_.Touch(path);
      team_ = nullptr;
      break;
    case FileKind::kConfig:
      configs_.erase(path);
      break;
    default:
      calls_.Remove(path);
      break;
  }
  kinds_.erase(found);
}

// After the bytes, or the being, of a file changed.
void WorkspaceFiles::Reclassify(const std::string& path, bool exists) {
  if (!exists) return Drop(path);
  const auto known = heads_.extract(path);
  const FileKind kind = Classify(path);
  Put(path, kind);
  if (kind == FileKind::kSpec) {
    citing_.Touch(path);
    // Here and not when the team is asked for: after a branch switch that would be thousands.
    const auto [head, fresh] = heads_.try_emplace(path);
    if (fresh) head->second = ReadSpecHead(*disk_, open_, path);
    if (known.empty() || known.mapped() != head->second) team_ = nullptr;
  }
  calls_.Touch(path);
}

FileKind WorkspaceFiles::KindOf(const std::string& path) {
  const auto found = kinds_.find(path);
  if (found != kinds_.end()) return found->second;
  return !scanned_ && layout_.IsInRoots(path) && !IsMarkdownName(path) ? Classify(path) : FileKind::kOther;
}

// --- the scan ---

void WorkspaceFiles::Walk(const std::string& directory, const std::function<void(std::size_t)>& progress) {
  std::string entered = directory;
  const bool outside = !layout_.IsInRoots(directory) || (!layout_.options().calls_directory.empty() &&
                                                         directory == layout_.options().calls_directory);
  disk_->WalkFiles(directory, {.enter =
                                   [&](const std::string& folder) {
                                     const bool enter =
                                         outside ? Basename(folder).front() != '.' : layout_.MayEnter(folder);
                                     if (enter) entered = folder;
                                     return enter;
                                   },
                               .visit =
                                   [&](const std::string& path, const FileInfo& info) {
                                     if (++seen_ % kProgressStep == 0 && progress) progress(seen_);
                                     Put(path, Classify(path), &info);
                                   },
                               .problem =
                                   [&](const Error& error) {
                                     scan_problems_.push_back({.path = entered,
                                                               .range = {},
                                                               .message = error.message,
                                                               .severity = rules::Severity::kError,
                                                               .rule = ""});
                                   }});
}

void WorkspaceFiles::Scan(const std::function<void(std::size_t)>& progress) {
  layout_.ForgetConfigs();
  kinds_.clear();
  specs_.clear();
  configs_.clear();
  heads_.clear();
  team_ = nullptr;
  citing_.TouchAll();
  calls_.StartOver();
  named_specs_.clear();
  named_folders_.clear();
  all_markdown_.clear();
  unmatched_.clear();
  scan_problems_.clear();
  seen_ = 0;
  scanned_ = true;
  config_changed_ = false;
  rescan_ = false;

  for (const std::string& root : layout_.options().roots) {
    (void)layout_.ConfigOfFolder(root);
    Walk(root, progress);
  }
  for (const std::string& folder : layout_.OutsideCallFolders()) Walk(folder, progress);
  open_.ForEach([&](const std::string& path) { Reclassify(path, true); });
  AddNamedPaths();
  calls_.FinishScan();
  FindUnmatched();
  fingerprint_ = layout_.Fingerprint(configs_);
  if (progress) progress(seen_);
}

void WorkspaceFiles::SetPaths(std::vector<std::string> paths) { paths_ = std::move(paths); }

void WorkspaceFiles::SetRoots(std::vector<std::string> roots) {
  layout_.SetRoots(std::move(roots));
  config_changed_ = true;
  rescan_ = true;
}

void WorkspaceFiles::AddNamedPaths() {
  for (const std::string& path : paths_) {
    if (open_.Has(path)) {
      named_specs_.insert(path);
      Reclassify(path, true);
      continue;
    }
    const Result<FileInfo> info = disk_->Stat(path);
    if (!info.ok()) {
      scan_problems_.push_back({.path = path,
                                .range = {},
                                .message = info.error().message,
                                .severity = rules::Severity::kError,
                                .rule = ""});
      unmatched_.push_back(path);
    } else if (info->is_directory) {
      AddNamedFolder(path);
    } else {
      named_specs_.insert(path);
      Reclassify(path, true);
      if (specs_.count(path) == 0) unmatched_.push_back(path);
    }
  }
}

// A folder the user named is searched even if it is left out otherwise. Where no
// pattern fits anything in it, all its Markdown is meant: `check --profile kep keps/`.
void WorkspaceFiles::AddNamedFolder(const std::string& folder) {
  named_folders_.push_back(folder);
  const auto& roots = layout_.options().roots;
  const bool holds_root = std::any_of(roots.begin(), roots.end(), [&](const std::string& root) {
    return root == folder || IsInside(root, folder);
  });
  const bool left_out =
      !layout_.IsInRoots(folder) || (!holds_root && layout_.IsExcluded(JoinPath(folder, "x.md")));
  const auto has_specs = [&] {
    const auto next = specs_.lower_bound(folder + "/");
    return next != specs_.end() && IsInside(*next, folder);
  };
  if (!left_out && (holds_root || has_specs())) return;
  std::vector<std::string> markdown;
  bool any_fits = false;
  disk_->WalkFiles(folder, {.enter =
                                [&](const std::string& below) {
                                  const std::string_view name = Basename(below);
                                  return name.front() != '.' && name != "node_modules";
                                },
                            .visit =
                                [&](const std::string& path, const FileInfo&) {
                                  if (!IsMarkdownName(path) && !left_out) return;
                                  const PathKind kind = layout_.KindOfNamed(path);
                                  if (kind == PathKind::kSpec || kind == PathKind::kMarkdown)
                                    markdown.push_back(path);
                                  any_fits = any_fits || kind == PathKind::kSpec;
                                },
                            .problem =
                                [&](const Error& error) {
                                  scan_problems_.push_back({.path = folder,
                                                            .range = {},
                                                            .message = error.message,
                                                            .severity = rules::Severity::kError,
                                                            .rule = ""});
                                }});
  const std::shared_ptr<const Config> config = layout_.ConfigOfFolder(folder);
  for (const std::string& path : markdown) {
    if (any_fits && layout_.KindOfNamed(path) != PathKind::kSpec) continue;
    if (!left_out && layout_.IsExcluded(path)) continue;
    named_specs_.insert(path);
    Put(path, FileKind::kSpec);
  }
  if (!any_fits && !left_out) all_markdown_.push_back(folder);
  if (!has_specs()) unmatched_.push_back(folder);
}

std::vector<std::string> WorkspaceFiles::SelectedSpecs() const {
  if (paths_.empty()) return {specs_.begin(), specs_.end()};
  std::vector<std::string> selected;
  for (const std::string& path : specs_) {
    const bool in_folder = std::any_of(named_folders_.begin(), named_folders_.end(),
                                       [&](const std::string& folder) { return IsInside(path, folder); });
    if (in_folder || std::find(paths_.begin(), paths_.end(), path) != paths_.end()) selected.push_back(path);
  }
  return selected;
}

// Patterns for specs that fit nothing, for "0 files checked".
void WorkspaceFiles::FindUnmatched() {
  if (!paths_.empty()) return;
  std::set<const Config*> done;
  for (const std::string& root : layout_.options().roots) {
    const std::shared_ptr<const Config> config = layout_.ConfigOfFolder(root);
    if (!done.insert(config.get()).second) continue;
    for (const Glob& glob : config->specs) {
      const bool fits = std::any_of(specs_.begin(), specs_.end(), [&](const std::string& path) {
        return IsInside(path, config->root) && glob.Matches(RelativePath(path, config->root));
      });
      if (!fits) unmatched_.push_back(glob.pattern());
    }
  }
}

// --- events ---

void WorkspaceFiles::SetText(const std::string& path, std::string text) {
  const bool was_open = open_.Has(path);
  const auto kind = kinds_.find(path);
  const bool markdown = IsMarkdownName(path);
  open_.Set(path, std::move(text));
  if (Basename(path) == kConfigFileName || layout_.loader().Uses(path)) {
    ConfigChanged(/*layout_surely_differs=*/!was_open && kind == kinds_.end());
  }
  if (was_open && kind != kinds_.end() && kind->second != FileKind::kSpec) return calls_.Touch(path);
  if (!markdown) {
    if (!was_open || kind == kinds_.end())
      Reclassify(path, true);
    else
      citing_.Touch(path);
    return;
  }
  // Typing below the front matter changes neither what the file is nor its id.
  const std::uint64_t head = FrontMatterHash(*open_.Text(path));
  const auto known = open_heads_.find(path);
  if (was_open && known != open_heads_.end() && known->second == head) {
    if (kind != kinds_.end()) citing_.Touch(path);
    return;
  }
  open_heads_[path] = head;
  Reclassify(path, true);
}

void WorkspaceFiles::Close(const std::string& path) {
  if (!open_.Has(path)) return;
  open_.Close(path);
  open_heads_.erase(path);
  if (Basename(path) == kConfigFileName || layout_.loader().Uses(path)) {
    ConfigChanged(/*layout_surely_differs=*/!disk_->Stat(path).ok());
  }
  const Result<FileInfo> info = disk_->Stat(path);
  Reclassify(path, info.ok() && !info->is_directory);
}

void WorkspaceFiles::FilesChanged(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const Result<FileInfo> info = disk_->Stat(path);
    if (info.ok() && info->is_directory) {
      FolderAppeared(path);
      continue;
    }
    if (Basename(path) == kConfigFileName || layout_.loader().Uses(path)) {
      const bool was_there = IsConfig(path);
      if (!open_.Has(path)) ConfigChanged(/*layout_surely_differs=*/was_there != info.ok());
    }
    // The open text wins; what the disk says counts when it is closed.
    if (open_.Has(path)) continue;
    if (!info.ok()) FolderVanished(path);
    Reclassify(path, info.ok());
  }
}

void WorkspaceFiles::FolderAppeared(const std::string& directory) {
  const bool known = layout_.IsInRoots(directory);
  if (known) {
    const std::string probe = JoinPath(directory, kConfigFileName);
    if (disk_->Stat(probe).ok() != IsConfig(probe)) ConfigChanged(/*layout_surely_differs=*/true);
    const std::string root = layout_.RootOf(JoinPath(directory, "x"));
    for (std::string above = directory; above.size() > root.size(); above = std::string(Dirname(above))) {
      if (!layout_.MayEnter(above)) return;
    }
  } else {
    const std::vector<std::string> outside = layout_.OutsideCallFolders();
    if (std::none_of(outside.begin(), outside.end(), [&](const std::string& folder) {
          return folder == directory || IsInside(directory, folder);
        })) {
      return;
    }
  }
  // What it held before may be gone.
  FolderVanished(directory);
  const std::set<std::string> before = configs_;
  Walk(directory, {});
  if (configs_ != before) ConfigChanged(/*layout_surely_differs=*/true);
}

// All files below a path that is not there any more; open ones stay.
void WorkspaceFiles::FolderVanished(const std::string& directory) {
  const std::string prefix = directory + "/";
  if (layout_.loader().UsesBelow(directory)) ConfigChanged(/*layout_surely_differs=*/false);
  std::vector<std::string> gone;
  for (auto file = kinds_.lower_bound(prefix);
       file != kinds_.end() && file->first.compare(0, prefix.size(), prefix) == 0; ++file) {
    if (!open_.Has(file->first)) gone.push_back(file->first);
  }
  for (const std::string& path : gone) {
    if (IsConfig(path)) ConfigChanged(/*layout_surely_differs=*/true);
    Drop(path);
  }
}

void WorkspaceFiles::ConfigChanged(bool layout_surely_differs) {
  config_changed_ = true;
  rescan_ = rescan_ || layout_surely_differs;
}

void WorkspaceFiles::Refresh() {
  if (!config_changed_) return;
  config_changed_ = false;
  layout_.ForgetConfigs();
  citing_.TouchAll();
  if (!scanned_) return;
  if (rescan_ || layout_.Fingerprint(configs_) != fingerprint_) Scan({});
}

// --- the team ---

std::shared_ptr<const TeamIndex> WorkspaceFiles::Team() {
  if (team_ != nullptr && team_calls_ == calls_.ids()) return team_;
  team_calls_ = calls_.ids();
  std::vector<const std::string*> missing;
  for (const std::string& path : specs_) {
    if (heads_.count(path) == 0) missing.push_back(&path);
  }
  std::vector<SpecHead> read(missing.size());
  ParallelFor(missing.size(), [&](std::size_t i) { read[i] = ReadSpecHead(*disk_, open_, *missing[i]); });
  for (std::size_t i = 0; i < missing.size(); ++i) heads_[*missing[i]] = std::move(read[i]);
  TeamIndex::Places specs;
  for (const auto& [path, head] : heads_) {
    if (!head.id.empty() && specs_.count(path) != 0) specs[head.id].push_back({{path, head.id_range}});
  }
  team_ = std::make_shared<const TeamIndex>(std::move(specs), calls_.ids());
  return team_;
}

}  // namespace whyspec::engine
