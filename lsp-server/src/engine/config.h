// whyspec.json: what it may say, and what holds for one spec after `extends` and
// nearest-wins. Schema: kConfigSchema below is the one table for schemas/, docs and checks.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
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
  std::optional<rules::Severity> severity;  // unset: the default for status
  data::Value options;                      // kMap or kNull
};

struct CallLogSettings {
  std::string url;         // "" = none
  std::string token_env;   // name of the environment variable, never the token
  bool publish = true;     // specs tell the log what they cite when they are saved
  std::string repository;  // the name specs are published under; "" = that of the git remote
};

// Effective settings for a folder. Immutable once loaded.
struct Config {
  std::string root;                // folder that relative patterns start from
  std::vector<std::string> files;  // whyspec.json files it came from, nearest first
  std::string profile_name = "default";
  std::vector<Glob> specs;
  std::vector<Glob> calls;
  std::vector<Glob> exclude;
  bool own_specs = false;  // `specs` was written by someone, not the default
  std::map<std::string, RuleSetting, std::less<>> rules;
  std::map<std::string, std::shared_ptr<const rules::Profile>, std::less<>> profiles;  // own ones
  rules::EvidenceGoals goals;
  rules::Glossary glossary;
  rules::Severity fail_on = rules::Severity::kError;
  CallLogSettings call_log;
  std::uint64_t hash = 0;  // of all that influences findings

  // Own profile, else built in; nullptr if there is none of that name.
  std::shared_ptr<const rules::Profile> FindProfile(std::string_view name) const;
};

struct ConfigProblem {
  std::string path;  // the config file
  TextRange range;
  std::string message;  // a sentence
  bool fatal = false;   // nothing of the file could be used (not JSON, cycle)
};

struct LoadedConfig {
  std::shared_ptr<const Config> config;  // defaults where the file fails
  std::vector<ConfigProblem> problems;
};

struct ConfigDraft;  // config_draft.h: settings while files are laid over each other

// Reads configs and caches them. `overlay` texts (open in the editor) win over disk.
//
// What holds for a folder: the nearest whyspec.json at or above it, alone. A farther
// one counts only if the nearer one names it in `extends`; then settings compose key
// by key, later files of the list over earlier ones and the file itself over all.
// Lists are replaced whole, `rules` and `profiles` are joined by name. Patterns always
// start from the folder of the nearest file (Config::root), wherever they were written.
// Not thread safe; the owner of the workspace calls it.
class ConfigLoader {
 public:
  // `trusted` false: whoever wrote the files may be anyone, so what would reach out of this
  // machine (`callLog`) is read as if it were not there.
  explicit ConfigLoader(const FileSystem& files, bool trusted = true) : files_(&files), trusted_(trusted) {}

  // The config for documents in `directory`: the nearest whyspec.json at or above it,
  // no higher than `root`; defaults rooted at `root` if there is none. The reference
  // is valid until Forget or SetOverlay.
  const LoadedConfig& ForDirectory(const std::string& directory, const std::string& root);
  // Exactly this file (`--config F`), for every document.
  const LoadedConfig& FromFile(const std::string& path);
  void SetOverlay(const std::string& path, std::optional<std::string> text);
  void Forget();  // after a config file changed on disk
  // All problems met so far, in order of path and position.
  std::vector<ConfigProblem> Problems() const;
  // True if a config named this file in `extends`, now or before: news of it matter.
  bool Uses(const std::string& path) const { return extended_.count(path) != 0; }
  // Some file that Uses() says yes to lies below this folder.
  bool UsesBelow(const std::string& directory) const;

 private:
  struct Text {
    bool exists = false;
    std::string bytes;
    std::string error;  // a sentence: it exists but cannot be read
  };
  const Text& Read(const std::string& path);
  void Lay(const std::string& path, std::vector<std::string>& chain, ConfigDraft& draft,
           std::vector<ConfigProblem>& problems);
  LoadedConfig Load(const std::string& path);

  const FileSystem* files_;
  bool trusted_;
  std::map<std::string, std::string> overlay_;
  std::map<std::string, Text> texts_;                 // by path, absent files too
  std::set<std::string> extended_;                    // targets of `extends`, kept by Forget
  std::map<std::string, LoadedConfig> by_directory_;  // by root + NUL + directory
  std::map<std::string, LoadedConfig> by_file_;
};

inline constexpr std::string_view kConfigFileName = "whyspec.json";
// What is a spec where no config says so (DESIGN.md "The documents").
inline constexpr std::string_view kDefaultSpecs[] = {"specs/**/*.md", "docs/specs/**/*.md", "**/*.spec.md"};
inline constexpr std::string_view kDefaultCalls[] = {"calls/**"};

extern const data::Schema kConfigSchema;

}  // namespace whyspec::engine
