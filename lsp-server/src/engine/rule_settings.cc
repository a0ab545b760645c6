// The `rules` map of a config: which rule, how loud, with which options.
#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "base/unicode.h"
#include "engine/config_draft.h"
#include "engine/rule_pattern.h"
#include "rules/registry.h"

namespace whyspec::engine {
namespace {

using data::Kind;
using data::Value;

constexpr std::string_view kExpected =
    "a severity (\"off\", \"hint\", \"info\", \"warning\", \"error\", or \"default\"), or [severity, "
    "{options}]";

// Words of other linters for the same thing.
struct Habit {
  std::string_view word, severity;
};
constexpr Habit kHabits[] = {
    {"warn", "warning"}, {"err", "error"},  {"fatal", "error"},     {"information", "info"},
    {"note", "info"},    {"ignore", "off"}, {"none", "off"},        {"disable", "off"},
    {"disabled", "off"}, {"false", "off"},  {"suggestion", "hint"}, {"true", "default"},
    {"on", "default"},   {"0", "off"},      {"1", "warning"},       {"2", "error"}};

struct ReadSetting {
  bool usable = false;
  std::optional<rules::Severity> severity;  // unset: default
  const Value* options = nullptr;
};

class RuleReader {
 public:
  RuleReader(const std::string& path, std::vector<ConfigProblem>& problems)
      : path_(path), problems_(problems) {}

  void Tell(TextRange range, std::string message) {
    problems_.push_back({.path = path_, .range = range, .message = std::move(message), .fatal = false});
  }

  ReadSetting Setting(std::string_view id, const Value& value) {
    ReadSetting read;
    if (value.is(Kind::kList)) {
      if (value.items.empty() || value.items.size() > 2) {
        Tell(value.range, StrCat("\"", Printable(id), "\" takes ", kExpected, "."));
        return read;
      }
      read.usable = ReadSeverity(id, value.items.front(), read);
      if (value.items.size() == 2) {
        const Value& options = value.items[1];
        if (options.is(Kind::kMap)) {
          read.options = &options;
        } else {
          Tell(options.range, StrCat("The options of \"", Printable(id), "\" stand between { and }, not as ",
                                     data::KindName(options.kind), "."));
        }
      }
      return read;
    }
    read.usable = ReadSeverity(id, value, read);
    return read;
  }

  Value Options(const rules::RuleInfo& info, const Value& written) {
    Value kept;
    kept.kind = Kind::kMap;
    kept.range = written.range;
    for (const data::Member& member : written.members) {
      const auto option =
          std::find_if(info.options.begin(), info.options.end(),
                       [&](const rules::OptionInfo& known) { return known.key == member.key; });
      if (option == info.options.end()) {
        Tell(member.key_range, UnknownOption(info, member.key));
      } else if (Fits(info, *option, member.value)) {
        kept.members.push_back(member);
      }
    }
    return kept;
  }

 private:
  bool ReadSeverity(std::string_view id, const Value& value, ReadSetting& read) {
    const std::optional<std::string_view> text = value.AsText();
    rules::Severity severity;
    if (value.is(Kind::kString) && *text == "default") return true;
    if (value.is(Kind::kString) && rules::ParseSeverity(*text, &severity)) {
      read.severity = severity;
      return true;
    }
    if (!text) {
      Tell(value.range,
           StrCat("\"", Printable(id), "\" takes ", kExpected, ", not ", data::KindName(value.kind), "."));
      return false;
    }
    std::string_view near;
    const std::string folded = Fold(*text);
    for (const Habit& habit : kHabits) {
      if (folded == habit.word) near = habit.severity;
    }
    if (near.empty())
      near = Closest(*text, {"off", "hint", "info", "warning", "error", "default"}).value_or("");
    Tell(value.range, StrCat("\"", Printable(*text), "\" is no severity.",
                             near.empty() ? StrCat(" Write ", kExpected, ".") : DidYouMean(near)));
    return false;
  }

  static std::string UnknownOption(const rules::RuleInfo& info, std::string_view key) {
    if (info.options.empty()) {
      return StrCat("The rule ", info.id, " has no options, so \"", Printable(key),
                    "\" does nothing. Remove it.");
    }
    std::vector<std::string_view> keys;
    for (const rules::OptionInfo& option : info.options) keys.push_back(option.key);
    const std::string_view near = Closest(key, keys).value_or("");
    std::vector<std::string> names(keys.begin(), keys.end());
    return StrCat("The rule ", info.id, " has no option \"", Printable(key), "\".",
                  near.empty() ? StrCat(" It has ", JoinWords(names), ".") : DidYouMean(near));
  }

  // An option takes what its default is: a number, a text, a list of texts, yes or no.
  bool Fits(const rules::RuleInfo& info, const rules::OptionInfo& option, const Value& value) {
    const Value usual = data::ParseJson(option.default_json).root;
    std::string expected;
    switch (usual.kind) {
      case Kind::kNumber: {
        const bool whole = usual.AsInteger().has_value();
        const std::optional<double> number = value.is(Kind::kNumber) ? value.AsNumber() : std::nullopt;
        if (number && *number >= 0 && (!whole || value.AsInteger())) return true;
        expected = whole ? "a whole number, 0 or more" : "a number, 0 or more";
        break;
      }
      case Kind::kList:
        if (value.is(Kind::kList) && std::all_of(value.items.begin(), value.items.end(),
                                                 [](const Value& item) { return item.is(Kind::kString); })) {
          return true;
        }
        expected = "a list of texts, [\"…\"]";
        break;
      case Kind::kBool:
        if (value.is(Kind::kBool)) return true;
        expected = "true or false";
        break;
      default:
        if (value.kind == usual.kind) return true;
        expected = "a text, \"…\"";
        break;
    }
    Tell(value.range, StrCat("\"", option.key, "\" of ", info.id, " is ", expected, ". Its default is ",
                             option.default_json, "."));
    return false;
  }

  const std::string& path_;
  std::vector<ConfigProblem>& problems_;
};

void Lay(const ReadSetting& read, const Value* options, RuleSetting& setting) {
  if (read.usable) setting.severity = read.severity;
  if (options == nullptr) return;
  setting.options.kind = Kind::kMap;
  for (const data::Member& member : options->members) {
    auto& members = setting.options.members;
    const auto known = std::find_if(members.begin(), members.end(),
                                    [&](const data::Member& other) { return other.key == member.key; });
    if (known == members.end()) {
      members.push_back(member);
    } else {
      *known = member;
    }
  }
}

}  // namespace

void ApplyRules(const Value& rules, const std::string& path,
                std::map<std::string, RuleSetting, std::less<>>& settings,
                std::vector<ConfigProblem>& problems) {
  RuleReader reader(path, problems);
  // Groups first: in one file the entry of a rule wins over that of its group, in
  // whatever order they stand.
  for (const data::Member& member : rules.members) {
    if (!IsRuleGroup(member.key)) continue;
    const ReadSetting read = reader.Setting(member.key, member.value);
    if (read.options != nullptr) {
      reader.Tell(read.options->range,
                  StrCat("Options belong to one rule, not to the group \"", Printable(member.key),
                         "\". Give them under the rule's own name."));
    }
    bool any = false;
    for (const rules::Rule* rule : rules::AllRules()) {
      if (!RulePatternCovers(member.key, rule->info.id)) continue;
      any = true;
      if (read.usable) Lay(read, nullptr, settings[std::string(rule->info.id)]);
    }
    if (!any) reader.Tell(member.key_range, UnknownRule(member.key));
  }
  for (const data::Member& member : rules.members) {
    if (IsRuleGroup(member.key)) continue;
    const rules::Rule* rule = rules::FindRule(member.key);
    if (rule == nullptr) {
      reader.Tell(member.key_range, UnknownRule(member.key));
      continue;
    }
    const ReadSetting read = reader.Setting(member.key, member.value);
    if (read.options == nullptr) {
      if (read.usable) Lay(read, nullptr, settings[member.key]);
      continue;
    }
    const Value options = reader.Options(rule->info, *read.options);
    Lay(read, &options, settings[member.key]);
  }
}

}  // namespace whyspec::engine
