#include "cli/project.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "rules/profile.h"
#include "store/cache_file.h"

namespace whyspec::cli {
namespace {

constexpr std::string_view kConfigName = "whyspec.json";

bool Exists(const FileSystem& files, const std::string& path) { return files.Stat(path).ok(); }

Error Sentence(ErrorCode code, std::string message) { return Error{code, std::move(message)}; }

// Where the search for a root starts: a folder itself, a file's folder.
Result<std::string> DirectoryOf(const Context& context, const std::string& written) {
  const std::string path = context.Absolute(written);
  const Result<FileInfo> info = context.files->Stat(path);
  if (!info.ok()) {
    if (info.error().code == ErrorCode::kNotFound) {
      return Sentence(ErrorCode::kNotFound,
                      StrCat("There is no file or folder ", written,
                             ": check the spelling, or run whyspec in the folder it is in."));
    }
    return info.error();
  }
  return info->is_directory ? path : std::string(Dirname(path));
}

std::optional<Error> CheckFiles(const Context& context, const ProjectOptions& options) {
  if (!options.config.empty()) {
    const Result<FileInfo> info = context.files->Stat(context.Absolute(options.config));
    if (!info.ok() || info->is_directory) {
      return Sentence(ErrorCode::kNotFound,
                      StrCat("The config ", options.config, " given with --config is ",
                             info.ok() ? "a folder: name the file in it." : "not there: check the path."));
    }
  }
  if (!options.calls.empty()) {
    const Result<FileInfo> info = context.files->Stat(context.Absolute(options.calls));
    if (!info.ok() || !info->is_directory) {
      return Sentence(ErrorCode::kNotFound,
                      StrCat("The folder ", options.calls, " given with --calls is ",
                             info.ok() ? "a file: name the folder it is in." : "not there: check the path."));
    }
  }
  return std::nullopt;
}

}  // namespace

std::string FindRoot(const FileSystem& files, const std::string& directory) {
  std::string highest_config;
  std::string repository;
  for (std::string at = directory; repository.empty(); at = std::string(Dirname(at))) {
    if (Exists(files, JoinPath(at, kConfigName))) highest_config = at;
    if (Exists(files, JoinPath(at, ".git"))) repository = at;
    if (at == "/") break;
  }
  if (!highest_config.empty()) return highest_config;
  return repository.empty() ? directory : repository;
}

std::string WhyNoSpecs(const engine::Workspace& workspace) {
  std::vector<std::string> patterns = workspace.unmatched_patterns();
  for (std::string& pattern : patterns) pattern = StrCat("\"", pattern, "\"");
  return patterns.empty() ? "no spec is in this folder" : StrCat("nothing matches ", JoinWords(patterns));
}

std::string DefaultFolder(const Context& context, const std::string& root, const std::vector<Glob>& globs,
                          std::string_view fallback) {
  std::string first;
  for (const Glob& glob : globs) {
    const std::string_view prefix = glob.literal_prefix();
    if (prefix.empty()) continue;
    std::string folder = JoinPath(root, prefix);
    if (context.files->Stat(folder).ok()) return folder;
    if (first.empty()) first = folder;
  }
  return first.empty() ? JoinPath(root, fallback) : first;
}

std::optional<Error> CheckProfileName(std::string_view name, const engine::Config& config) {
  if (name.empty() || config.FindProfile(name)) return std::nullopt;
  std::vector<std::string> known;
  for (const rules::Profile& profile : rules::BuiltinProfiles()) known.push_back(profile.name);
  for (const auto& [own, profile] : config.profiles) {
    if (std::find(known.begin(), known.end(), own) == known.end()) known.push_back(own);
  }
  const std::optional<std::string_view> closest = Closest(name, {known.begin(), known.end()});
  return Sentence(
      ErrorCode::kNotFound,
      StrCat("No profile is called \"", name, "\".", closest ? StrCat(" Did you mean ", *closest, "?") : "",
             " There are ", JoinWords(known), "; your own ones go into \"profiles\" of whyspec.json."));
}

Result<std::unique_ptr<engine::Workspace>> OpenProject(const Context& context,
                                                       const ProjectOptions& options) {
  if (std::optional<Error> error = CheckFiles(context, options)) return *error;
  engine::WorkspaceOptions workspace_options;
  std::vector<std::string> paths;
  for (const std::string& written : options.paths) {
    const Result<std::string> directory = DirectoryOf(context, written);
    if (!directory.ok()) return directory.error();
    paths.push_back(context.Absolute(written));
    // A PATH inside the workspace we stand in belongs to it, else to its own.
    const std::string here = FindRoot(*context.files, context.directory);
    const std::string root = IsInside(*directory, here) ? here : FindRoot(*context.files, *directory);
    if (std::find(workspace_options.roots.begin(), workspace_options.roots.end(), root) ==
        workspace_options.roots.end()) {
      workspace_options.roots.push_back(root);
    }
  }
  if (paths.empty()) {
    const std::string directory = options.stdin_path.empty()
                                      ? context.directory
                                      : std::string(Dirname(context.Absolute(options.stdin_path)));
    workspace_options.roots.push_back(FindRoot(*context.files, directory));
  }
  if (!options.config.empty()) workspace_options.config_file = context.Absolute(options.config);
  if (!options.calls.empty()) workspace_options.calls_directory = context.Absolute(options.calls);
  workspace_options.profile = options.profile;
  workspace_options.today = options.today;
  workspace_options.cache_file = store::CallCacheFile(
      workspace_options.roots,
      StrCat(workspace_options.calls_directory,
             workspace_options.config_file.empty() ? "" : StrCat("\n", workspace_options.config_file)));
  workspace_options.log = [&context](std::string_view line) { context.Note(line); };

  const std::string probe = JoinPath(workspace_options.roots.front(), "x.md");
  auto workspace = std::make_unique<engine::Workspace>(*context.files, std::move(workspace_options));
  if (std::optional<Error> error = CheckProfileName(options.profile, *workspace->ConfigFor(probe)))
    return *error;
  if (!paths.empty()) workspace->SetPaths(std::move(paths));
  return workspace;
}

}  // namespace whyspec::cli
