#include "engine/config.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "engine/config_draft.h"

namespace whyspec::engine {
namespace {

// A config file is short; one that is not is a mistake, and is told.
constexpr std::uint64_t kMaxConfigBytes = 4ULL * 1024 * 1024;
constexpr std::size_t kMaxChain = 32;  // files that extend each other in a row

bool SameProblem(const ConfigProblem& a, const ConfigProblem& b) {
  return a.path == b.path && a.range == b.range && a.message == b.message;
}

void SortProblems(std::vector<ConfigProblem>& problems) {
  std::sort(problems.begin(), problems.end(), [](const ConfigProblem& a, const ConfigProblem& b) {
    return std::tie(a.path, a.range, a.message) < std::tie(b.path, b.range, b.message);
  });
  problems.erase(std::unique(problems.begin(), problems.end(), SameProblem), problems.end());
}

}  // namespace

std::string DidYouMean(std::string_view suggestion) {
  return suggestion.empty() ? std::string() : StrCat(" Did you mean \"", suggestion, "\"?");
}

std::shared_ptr<const rules::Profile> Config::FindProfile(std::string_view name) const {
  const auto own = profiles.find(name);
  if (own != profiles.end()) return own->second;
  // Built-in profiles live as long as the program: a pointer without an owner.
  return {std::shared_ptr<const void>(), rules::FindBuiltinProfile(name)};
}

const ConfigLoader::Text& ConfigLoader::Read(const std::string& path) {
  const auto [found, fresh] = texts_.try_emplace(path);
  if (!fresh) return found->second;
  Text& text = found->second;
  const auto open = overlay_.find(path);
  if (open != overlay_.end()) {
    text = {.exists = true, .bytes = open->second, .error = {}};
    return text;
  }
  Result<std::string> bytes = files_->ReadFile(path, kMaxConfigBytes);
  if (bytes.ok()) {
    text = {.exists = true, .bytes = std::move(*bytes), .error = {}};
  } else if (bytes.error().code != ErrorCode::kNotFound) {
    text = {.exists = true, .bytes = {}, .error = bytes.error().message};
  }
  return text;
}

// `chain`: the files that led here, the first one outermost.
void ConfigLoader::Lay(const std::string& path, std::vector<std::string>& chain, ConfigDraft& draft,
                       std::vector<ConfigProblem>& problems) {
  const Text& text = Read(path);
  const auto tell = [&](TextRange range, std::string message) {
    problems.push_back({.path = path, .range = range, .message = std::move(message), .fatal = true});
  };
  if (std::find(draft.files.begin(), draft.files.end(), path) == draft.files.end())
    draft.files.push_back(path);
  if (!text.error.empty()) return tell({}, text.error);
  const data::Parsed parsed = data::ParseJson(text.bytes, {.comments = true});
  for (const data::ParseError& error : parsed.errors) {
    tell(error.range, StrCat(error.message, " Until this is corrected, none of the file counts."));
  }
  if (!parsed.ok()) return;
  if (!parsed.root.is(data::Kind::kMap)) {
    return tell(parsed.root.range,
                "A config file is a list of settings between { and }. Until this is corrected, "
                "none of the file counts.");
  }

  chain.push_back(path);
  if (const data::Value* extends = parsed.root.Find("extends")) {
    std::vector<const data::Value*> targets;
    if (extends->is(data::Kind::kString)) targets.push_back(extends);
    for (const data::Value& item : extends->items) {
      if (item.is(data::Kind::kString)) targets.push_back(&item);
    }
    for (const data::Value* target : targets) {
      const std::string target_path = JoinPath(Dirname(path), target->text);
      extended_.insert(target_path);
      if (target->text.empty()) {
        tell(target->range, "\"extends\" names no file. Write the path of a config file, or remove it.");
      } else if (std::find(chain.begin(), chain.end(), target_path) != chain.end()) {
        std::vector<std::string> names;
        for (auto at = std::find(chain.begin(), chain.end(), target_path); at != chain.end(); ++at) {
          names.push_back(RelativePath(*at, Dirname(path)));
        }
        names.push_back(RelativePath(target_path, Dirname(path)));
        tell(target->range, StrCat("These config files extend each other in a circle: ",
                                   Printable(Join(names, " extends ")), ". Remove one of the links."));
      } else if (chain.size() >= kMaxChain) {
        tell(target->range,
             StrCat("More than ", kMaxChain, " config files extend each other in a row. Join some."));
      } else if (!Read(target_path).exists) {
        tell(target->range, StrCat("There is no config file ", Printable(target->text),
                                   " to extend. It would be ", Printable(target_path),
                                   ". Correct the path, which starts from this file's "
                                   "folder, or remove it."));
      } else {
        Lay(target_path, chain, draft, problems);
      }
    }
  }
  chain.pop_back();
  ApplyConfig(parsed.root, path, draft, problems);
}

LoadedConfig ConfigLoader::Load(const std::string& path) {
  LoadedConfig loaded;
  ConfigDraft draft;
  std::vector<std::string> chain;
  Lay(path, chain, draft, loaded.problems);
  Config config = FinishConfig(draft, std::string(Dirname(path)), loaded.problems);
  if (!trusted_) config.call_log = {};
  loaded.config = std::make_shared<const Config>(std::move(config));
  SortProblems(loaded.problems);
  return loaded;
}

const LoadedConfig& ConfigLoader::FromFile(const std::string& path) {
  const auto found = by_file_.find(path);
  if (found != by_file_.end()) return found->second;
  if (!Read(path).exists) {
    LoadedConfig loaded;
    loaded.problems.push_back(
        {.path = path,
         .range = {},
         .message = StrCat("There is no config file ", Printable(path), ". Check the name."),
         .fatal = true});
    loaded.config =
        std::make_shared<const Config>(FinishConfig({}, std::string(Dirname(path)), loaded.problems));
    return by_file_.emplace(path, std::move(loaded)).first->second;
  }
  return by_file_.emplace(path, Load(path)).first->second;
}

const LoadedConfig& ConfigLoader::ForDirectory(const std::string& directory, const std::string& root) {
  std::string key = StrCat(root, '\0', directory);
  const auto found = by_directory_.find(key);
  if (found != by_directory_.end()) return found->second;

  const std::string path = JoinPath(directory, kConfigFileName);
  LoadedConfig loaded;
  if (Read(path).exists) {
    loaded = FromFile(path);
  } else if (directory != root && IsInside(directory, root) && directory != "/") {
    loaded = ForDirectory(std::string(Dirname(directory)), root);
  } else {
    loaded.config = std::make_shared<const Config>(FinishConfig({}, root, loaded.problems));
  }
  return by_directory_.emplace(std::move(key), std::move(loaded)).first->second;
}

bool ConfigLoader::UsesBelow(const std::string& directory) const {
  const auto next = extended_.lower_bound(directory + "/");
  return next != extended_.end() && IsInside(*next, directory);
}

void ConfigLoader::SetOverlay(const std::string& path, std::optional<std::string> text) {
  if (text) {
    overlay_[path] = *std::move(text);
  } else {
    overlay_.erase(path);
  }
  Forget();
}

void ConfigLoader::Forget() {
  texts_.clear();
  by_directory_.clear();
  by_file_.clear();
}

std::vector<ConfigProblem> ConfigLoader::Problems() const {
  std::vector<ConfigProblem> all;
  for (const auto& [path, loaded] : by_file_) {
    all.insert(all.end(), loaded.problems.begin(), loaded.problems.end());
  }
  SortProblems(all);
  return all;
}

}  // namespace whyspec::engine
