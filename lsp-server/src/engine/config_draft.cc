#include "engine/config_draft.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "base/unicode.h"

namespace whyspec::engine {
namespace {

constexpr int kMostAccounts = 1000;  // more than any spec cites: a slip
constexpr int kMostPoints = 1000;    // launch data, the most there is, has 10

class Reader {
 public:
  Reader(const std::string& path, std::vector<ConfigProblem>& problems) : path_(path), problems_(problems) {}

  void Tell(TextRange range, std::string message) {
    problems_.push_back({.path = path_, .range = range, .message = std::move(message), .fatal = false});
  }

  void Text(const data::Value& map, std::string_view key, std::optional<std::string>& out) {
    const data::Value* value = map.Find(key);
    if (value != nullptr && value->AsText()) out = *value->AsText();
  }

  void Texts(const data::Value& map, std::string_view key, std::optional<std::vector<std::string>>& out) {
    const data::Value* value = map.Find(key);
    if (value == nullptr) return;
    if (value->AsText() || value->is(data::Kind::kList)) out = TextList(*value);
  }

  void Count(const data::Value& map, std::string_view key, std::optional<int>& out) {
    const data::Value* value = map.Find(key);
    const std::optional<std::int64_t> number = value == nullptr ? std::nullopt : value->AsInteger();
    if (!number) return;
    if (*number < 0 || *number > kMostAccounts) {
      Tell(value->range,
           StrCat("\"", key, "\" counts accounts: a whole number from 0 to ", kMostAccounts, "."));
      return;
    }
    out = static_cast<int>(*number);
  }

  void Points(const data::Value& map, std::string_view key, double& out) {
    const data::Value* value = map.Find(key);
    const std::optional<double> number =
        value != nullptr && value->is(data::Kind::kNumber) ? value->AsNumber() : std::nullopt;
    if (!number) return;
    if (!(*number >= 0 && *number <= kMostPoints)) {
      Tell(value->range, StrCat("\"", key, "\" is a number of points from 0 to ", kMostPoints, "."));
      return;
    }
    out = *number;
  }

  // Patterns that can never match are told instead of matching nothing in silence.
  void Patterns(const data::Value& map, std::string_view key, std::optional<std::vector<std::string>>& out) {
    Texts(map, key, out);
    const data::Value* value = map.Find(key);
    if (value == nullptr || !out) return;
    const auto check = [&](const data::Value& pattern) {
      if (!pattern.is(data::Kind::kString)) return;
      if (pattern.text.empty()) {
        Tell(pattern.range, StrCat("This pattern in \"", key, "\" is empty and matches nothing. Remove it."));
      } else if (pattern.text.front() == '/') {
        Tell(pattern.range, StrCat("Patterns in \"", key,
                                   "\" start from the folder of the config file, so one that "
                                   "begins with / matches nothing. Write it without the leading /."));
      } else if (pattern.text.find('\\') != std::string::npos) {
        Tell(pattern.range,
             StrCat("Patterns in \"", key, "\" separate folders with /, also on Windows. Replace \\ by /."));
      }
    };
    if (value->is(data::Kind::kString)) check(*value);
    for (const data::Value& item : value->items) check(item);
  }

 private:
  const std::string& path_;
  std::vector<ConfigProblem>& problems_;
};

bool IsVariableName(std::string_view text) {
  if (text.empty() || (text.front() >= '0' && text.front() <= '9')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

void ApplyCallLog(const data::Value& value, Reader& reader, ConfigDraft& draft) {
  if (const data::Value* url = value.Find("url"); url != nullptr && url->is(data::Kind::kString)) {
    const std::string_view text = url->text;
    const bool web = text.substr(0, 8) == "https://" || text.substr(0, 7) == "http://";
    if (text.empty() || web) {
      draft.call_log_url = url->text;
    } else {
      reader.Tell(url->range,
                  "The address of the call log begins with https:// (or http:// on your own machine).");
    }
  }
  if (const data::Value* publish = value.Find("publish"); publish != nullptr && publish->AsBool()) {
    draft.call_log_publish = publish->AsBool();
  }
  if (const data::Value* name = value.Find("repository"); name != nullptr && name->is(data::Kind::kString)) {
    if (name->text.find("://") == std::string::npos && name->text.find('@') == std::string::npos) {
      draft.call_log_repository = name->text;
    } else {
      reader.Tell(
          name->range,
          "\"repository\" is a short name, such as shop/specs, and no address: everybody who reads the "
          "call log sees it.");
    }
  }
  if (const data::Value* name = value.Find("tokenEnv"); name != nullptr && name->is(data::Kind::kString)) {
    if (IsVariableName(name->text)) {
      draft.token_env = name->text;
    } else {
      // The text may be a token somebody pasted: it is not repeated in the message.
      reader.Tell(name->range,
                  "\"tokenEnv\" is the name of an environment variable, such as WHYSPEC_TOKEN: letters, "
                  "digits and _ only. Put the token in that variable, never in this file.");
    }
  }
}

std::vector<Glob> Globs(const std::optional<std::vector<std::string>>& patterns,
                        std::span<const std::string_view> defaults) {
  std::vector<Glob> globs;
  if (!patterns) {
    for (const std::string_view pattern : defaults) globs.emplace_back(pattern);
    return globs;
  }
  for (const std::string& pattern : *patterns) {
    if (!pattern.empty()) globs.emplace_back(pattern);
  }
  return globs;
}

void ApplyConfidence(const data::Value& value, Reader& reader, rules::ConfidenceTable& table) {
  if (const data::Value* points = value.Find("points"); points != nullptr && points->is(data::Kind::kMap)) {
    for (std::size_t i = 0; i < rules::kEvidenceClasses; ++i) {
      reader.Points(*points, rules::Name(static_cast<rules::EvidenceClass>(i)), table.points[i]);
    }
  }
  const data::Value* thresholds = value.Find("thresholds");
  if (thresholds == nullptr || !thresholds->is(data::Kind::kMap)) return;
  reader.Points(*thresholds, "draft", table.draft);
  reader.Points(*thresholds, "review", table.review);
  reader.Points(*thresholds, "ready", table.ready);
  reader.Points(*thresholds, "committed", table.committed);
}

// All that findings depend on, written out without ambiguity (each text with its
// length), for the hash.
class HashInput {
 public:
  void AddText(std::string_view text) { bytes_.append(StrCat(text.size(), ":")).append(text); }
  void Add(std::int64_t number) { AddText(std::to_string(number)); }
  // As it counts: thousandths of a point.
  void AddPoints(double points) { Add(static_cast<std::int64_t>(std::llround(points * 1000))); }
  void Add(const std::vector<std::string>& texts) {
    Add(static_cast<std::int64_t>(texts.size()));
    for (const std::string& text : texts) AddText(text);
  }
  void Add(const std::vector<Glob>& globs) {
    Add(static_cast<std::int64_t>(globs.size()));
    for (const Glob& glob : globs) AddText(glob.pattern());
  }
  void Add(const data::Value& value) {
    Add(static_cast<std::int64_t>(value.kind));
    AddText(value.text);
    Add(static_cast<std::int64_t>(value.items.size()));
    for (const data::Value& item : value.items) Add(item);
    Add(static_cast<std::int64_t>(value.members.size()));
    for (const data::Member& member : value.members) {
      AddText(member.key);
      Add(member.value);
    }
  }
  void Add(const rules::Profile& profile) {
    AddText(profile.name);
    AddText(profile.language);
    Add(profile.detail_headings);
    Add(static_cast<std::int64_t>(profile.sections.size()));
    for (const rules::ProfileSection& section : profile.sections) {
      AddText(section.id);
      Add(static_cast<std::int64_t>(section.role));
      AddText(section.heading);
      Add(section.synonyms);
      Add(static_cast<std::int64_t>(section.only_these) * 2 + static_cast<std::int64_t>(section.required));
      AddText(section.prompt);
    }
  }
  std::uint64_t hash() const { return Hash64(bytes_); }

 private:
  std::string bytes_;
};

std::uint64_t HashOf(const Config& config) {
  HashInput input;
  input.AddText(config.profile_name);
  input.Add(config.calls);  // which links are citations
  for (const auto& [id, setting] : config.rules) {
    input.AddText(id);
    input.Add(setting.severity ? static_cast<std::int64_t>(*setting.severity) : -1);
    input.Add(setting.options);
  }
  for (const auto& [name, profile] : config.profiles) {
    input.AddText(name);
    input.Add(*profile);
  }
  input.Add(config.goals.prospects);
  input.Add(config.goals.customers);
  const rules::ConfidenceTable& confidence = config.goals.confidence;
  for (const double points : confidence.points) input.AddPoints(points);
  for (const double points : {confidence.draft, confidence.review, confidence.ready, confidence.committed}) {
    input.AddPoints(points);
  }
  input.Add(config.glossary.personas);
  input.Add(config.glossary.segments);
  return input.hash();
}

}  // namespace

std::vector<std::string> TextList(const data::Value& value) {
  if (value.AsText()) return {std::string(*value.AsText())};
  std::vector<std::string> texts;
  for (const data::Value& item : value.items) {
    if (item.AsText()) texts.emplace_back(*item.AsText());
  }
  return texts;
}

void ApplyConfig(const data::Value& root, const std::string& path, ConfigDraft& draft,
                 std::vector<ConfigProblem>& problems) {
  for (data::Problem& problem : data::Check(root, kConfigSchema)) {
    if (problem.kind == data::Problem::Kind::kNotInEnum) problem.message += DidYouMean(problem.suggestion);
    problems.push_back(
        {.path = path, .range = problem.range, .message = std::move(problem.message), .fatal = false});
  }
  Reader reader(path, problems);
  if (const data::Value* profile = root.Find("profile"); profile != nullptr && profile->AsText()) {
    draft.profile = *profile->AsText();
    draft.profile_place = {.path = path, .range = profile->range};
  }
  if (const data::Value* profiles = root.Find("profiles")) {
    for (const data::Member& member : profiles->members) {
      if (!member.value.is(data::Kind::kMap)) continue;
      draft.profiles[member.key] = {
          .place = {.path = path, .range = member.key_range}, .path = path, .value = member.value};
    }
  }
  reader.Patterns(root, "specs", draft.specs);
  reader.Patterns(root, "calls", draft.calls);
  reader.Patterns(root, "exclude", draft.exclude);
  reader.Texts(root, "personas", draft.personas);
  reader.Texts(root, "segments", draft.segments);
  if (const data::Value* rules = root.Find("rules"); rules != nullptr && rules->is(data::Kind::kMap)) {
    ApplyRules(*rules, path, draft.rules, problems);
  }
  if (const data::Value* evidence = root.Find("evidence");
      evidence != nullptr && evidence->is(data::Kind::kMap)) {
    reader.Count(*evidence, "prospects", draft.prospects);
    reader.Count(*evidence, "customers", draft.customers);
  }
  if (const data::Value* confidence = root.Find("confidence");
      confidence != nullptr && confidence->is(data::Kind::kMap)) {
    ApplyConfidence(*confidence, reader, draft.confidence);
  }
  if (const data::Value* fail_on = root.Find("failOn");
      fail_on != nullptr && fail_on->is(data::Kind::kString)) {
    rules::Severity severity;
    if (rules::ParseSeverity(fail_on->text, &severity) && severity != rules::Severity::kOff) {
      draft.fail_on = severity;
    }
  }
  if (const data::Value* log = root.Find("callLog"); log != nullptr && log->is(data::Kind::kMap)) {
    ApplyCallLog(*log, reader, draft);
  }
}

Config FinishConfig(const ConfigDraft& draft, std::string root, std::vector<ConfigProblem>& problems) {
  Config config;
  config.root = std::move(root);
  config.files = draft.files;
  config.specs = Globs(draft.specs, kDefaultSpecs);
  config.calls = Globs(draft.calls, kDefaultCalls);
  config.exclude = Globs(draft.exclude, {});
  config.own_specs = draft.specs.has_value();
  config.rules = draft.rules;
  config.profiles = BuildProfiles(draft.profiles, problems);
  config.goals.prospects = draft.prospects.value_or(config.goals.prospects);
  config.goals.customers = draft.customers.value_or(config.goals.customers);
  config.goals.confidence = draft.confidence;
  config.glossary.personas = draft.personas.value_or(std::vector<std::string>());
  config.glossary.segments = draft.segments.value_or(std::vector<std::string>());
  config.fail_on = draft.fail_on.value_or(rules::Severity::kError);
  config.call_log = {.url = draft.call_log_url.value_or(""),
                     .token_env = draft.token_env.value_or(""),
                     .publish = draft.call_log_publish.value_or(true),
                     .repository = draft.call_log_repository.value_or("")};
  if (draft.profile) {
    if (config.FindProfile(*draft.profile) != nullptr) {
      config.profile_name = *draft.profile;
    } else {
      problems.push_back({.path = draft.profile_place.path,
                          .range = draft.profile_place.range,
                          .message = UnknownProfile(config, *draft.profile),
                          .fatal = false});
    }
  }
  config.hash = HashOf(config);
  return config;
}

std::string UnknownProfile(const Config& config, std::string_view name) {
  std::vector<std::string_view> known;
  for (const auto& [own, profile] : config.profiles) known.push_back(own);
  for (const rules::Profile& profile : rules::BuiltinProfiles()) known.push_back(profile.name);
  const std::optional<std::string_view> near = Closest(name, known);
  if (near) {
    return StrCat("There is no profile \"", Printable(name), "\".", DidYouMean(*near));
  }
  std::vector<std::string> names(known.begin(), known.end());
  return StrCat("There is no profile \"", Printable(name), "\". There are ", JoinWords(names), ".");
}

}  // namespace whyspec::engine
