// Settings while config files are laid over each other: what each file says, not yet
// completed with defaults. Private to the engine.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/config.h"

namespace whyspec::engine {

// Where something was written, for problems found only when all files are known.
struct ConfigPlace {
  std::string path;
  TextRange range;
};

struct OwnProfile {
  ConfigPlace place;  // its name
  std::string path;   // file that `value` was read from
  data::Value value;
};

struct ConfigDraft {
  std::vector<std::string> files;
  std::optional<std::string> profile;
  ConfigPlace profile_place;
  std::map<std::string, OwnProfile, std::less<>> profiles;
  std::optional<std::vector<std::string>> specs, calls, exclude, personas, segments;
  std::map<std::string, RuleSetting, std::less<>> rules;
  std::optional<int> prospects, customers;
  rules::ConfidenceTable confidence;  // defaults where no file says otherwise
  std::optional<rules::Severity> fail_on;
  std::optional<std::string> call_log_url, token_env, call_log_repository;
  std::optional<bool> call_log_publish;
};

// Lays the keys of one file over the draft. What does not fit is left out and told.
void ApplyConfig(const data::Value& root, const std::string& path, ConfigDraft& draft,
                 std::vector<ConfigProblem>& problems);
// The `rules` map of one file (rule_settings.cc).
void ApplyRules(const data::Value& rules, const std::string& path,
                std::map<std::string, RuleSetting, std::less<>>& settings,
                std::vector<ConfigProblem>& problems);
// Own profiles, each laid over the one it extends (own_profiles.cc).
std::map<std::string, std::shared_ptr<const rules::Profile>, std::less<>> BuildProfiles(
    const std::map<std::string, OwnProfile, std::less<>>& own, std::vector<ConfigProblem>& problems);
// Completes the draft with defaults, for patterns that start from `root`.
Config FinishConfig(const ConfigDraft& draft, std::string root, std::vector<ConfigProblem>& problems);

// Texts of a list; a text alone is a list of one. Members of other kinds are left out
// (the schema check tells them).
std::vector<std::string> TextList(const data::Value& value);

// "There is no profile …" with the nearest one, or all.
std::string UnknownProfile(const Config& config, std::string_view name);
// ` Did you mean "x"?`, or nothing.
std::string DidYouMean(std::string_view suggestion);

}  // namespace whyspec::engine
