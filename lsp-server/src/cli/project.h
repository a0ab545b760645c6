// Which folder a command works on, and the workspace for it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/glob.h"
#include "base/result.h"
#include "cli/context.h"
#include "engine/workspace.h"

namespace whyspec::cli {

// The workspace a folder belongs to: the highest folder at or above it, within its
// repository (`.git`), that holds a whyspec.json; else the repository; else the folder.
std::string FindRoot(const FileSystem& files, const std::string& directory);

struct ProjectOptions {
  std::vector<std::string> paths;  // as the user wrote them; empty = the workspace we stand in
  std::string stdin_path;          // `--path P`: then the workspace of P
  std::string config;
  std::string profile;
  std::string calls;
  std::optional<Date> today;
};

// A workspace, not yet scanned. Errors: a PATH, config, calls folder or profile that is
// not there, each named, with what to do.
Result<std::unique_ptr<engine::Workspace>> OpenProject(const Context& context, const ProjectOptions& options);

// Why a scanned workspace has no spec: "nothing matches "specs/**/*.md"".
std::string WhyNoSpecs(const engine::Workspace& workspace);

// Where a file that `globs` should find is put: the first folder one of them names that
// is there, else the first it names, else `fallback`, below `root`.
std::string DefaultFolder(const Context& context, const std::string& root, const std::vector<Glob>& globs,
                          std::string_view fallback);

// "No profile is called "kepp". Did you mean kep?" if neither built in nor in `config`.
std::optional<Error> CheckProfileName(std::string_view name, const engine::Config& config);

}  // namespace whyspec::cli
