// whyspec.json: what it may say, and what holds for one spec after `extends` and
// nearest-wins. Schema: kConfigSchema below is the one table for schemas/, docs and checks.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/glob.h"
#include "data/schema.h"
#include "rules/profile.h"
#include "rules/rule.h"

namespace whyspec::engine {

struct RuleSetting {
  std::optional<rules::Severity> severity;   // unset: the default for status
  data::Value options;                       // kMap or kNull
};

struct CallLogSettings {
  std::string url;        // "" = none
  std::string token_env;  // name of the environment variable, never the token
};

// Effective settings for a folder. Immutable once loaded.
struct Config {
  std::string root;                          // folder that relative patterns start from
  std::vector<std::string> files;            // whyspec.json files it came from, nearest first
  std::string profile_name = "default";
  std::vector<Glob> specs;
  std::vector<Glob> calls;
  std::vector<Glob> exclude;
  std::map<std::string, RuleSetting, std::less<>> rules;
  std::map<std::string, std::shared_ptr<const rules::Profile>, std::less<>> profiles;  // own ones
  rules::EvidenceGoals goals;
  rules::Glossary glossary;
  rules::Severity fail_on = rules::Severity::kError;
  CallLogSettings call_log;
  std::uint64_t hash = 0;                    // of all that influences findings

  // Own profile, else built in; nullptr if there is none of that name.
  std::shared_ptr<const rules::Profile> FindProfile(std::string_view name) const;
};

struct ConfigProblem {
  std::string path;       // the config file
  TextRange range;
  std::string message;    // a sentence
  bool fatal = false;     // nothing of the file could be used (not JSON, cycle)
};

struct LoadedConfig {
  std::shared_ptr<const Config> config;      // defaults where the file fails
  std::vector<ConfigProblem> problems;
};

// Reads configs and caches them. `overlay` texts (open in the editor) win over disk.
// Not thread safe; the owner of the workspace calls it.
class ConfigLoader {
 public:
  explicit ConfigLoader(const FileSystem& files) : files_(&files) {}

  // The config for documents in `directory`: the nearest whyspec.json at or above it,
  // no higher than `root`; defaults rooted at `root` if there is none.
  const LoadedConfig& ForDirectory(const std::string& directory, const std::string& root);
  // Exactly this file (`--config F`), for every document.
  const LoadedConfig& FromFile(const std::string& path);
  void SetOverlay(const std::string& path, std::optional<std::string> text);
  void Forget();          // after a config file changed on disk
  // All problems met so far, in order of path and position.
  std::vector<ConfigProblem> Problems() const;

 private:
  LoadedConfig Load(const std::string& path, std::vector<std::string>& chain);
  LoadedConfig Defaults(const std::string& root);

  const FileSystem* files_;
  std::map<std::string, std::string> overlay_;
  std::map<std::string, LoadedConfig> by_directory_;
  std::map<std::string, LoadedConfig> by_file_;
};

extern const data::Schema kConfigSchema;

}  // namespace whyspec::engine
