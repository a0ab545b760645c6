#include "engine/rule_pattern.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/registry.h"

namespace whyspec::engine {
namespace {

std::vector<std::string_view> Groups() {
  std::vector<std::string_view> groups;
  for (const rules::Rule* rule : rules::AllRules()) {
    const std::string_view group = rule->info.id.substr(0, rule->info.id.find('/'));
    if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
  }
  return groups;
}

}  // namespace

bool IsRuleGroup(std::string_view pattern) {
  return pattern == "*" || (pattern.size() > 2 && pattern.substr(pattern.size() - 2) == "/*");
}

bool RulePatternCovers(std::string_view pattern, std::string_view rule_id) {
  if (pattern == "*") return true;
  if (!IsRuleGroup(pattern)) return pattern == rule_id;
  const std::string_view group = pattern.substr(0, pattern.size() - 1);  // with its slash
  return rule_id.substr(0, group.size()) == group;
}

bool IsKnownRulePattern(std::string_view pattern) {
  if (!IsRuleGroup(pattern)) return rules::FindRule(pattern) != nullptr;
  const auto all = rules::AllRules();
  return std::any_of(all.begin(), all.end(),
                     [&](const rules::Rule* rule) { return RulePatternCovers(pattern, rule->info.id); });
}

std::string ClosestRulePattern(std::string_view pattern) {
  if (!IsRuleGroup(pattern)) {
    for (const rules::RetiredRule& retired : rules::RetiredRules()) {
      if (retired.id == pattern) return std::string(retired.replaced_by);
    }
    const std::vector<std::string_view> groups = Groups();
    // "evidence" alone: the group was meant.
    if (std::find(groups.begin(), groups.end(), pattern) != groups.end()) return StrCat(pattern, "/*");
    return std::string(rules::ClosestRule(pattern));
  }
  const std::optional<std::string_view> group = Closest(pattern.substr(0, pattern.size() - 2), Groups());
  return group ? StrCat(*group, "/*") : std::string();
}

std::string UnknownRule(std::string_view pattern) {
  for (const rules::RetiredRule& retired : rules::RetiredRules()) {
    if (retired.id != pattern) continue;
    return retired.replaced_by.empty()
               ? StrCat("The rule ", pattern, " no longer exists. Remove it.")
               : StrCat("The rule ", pattern, " no longer exists; ", retired.replaced_by, " took its place.");
  }
  const std::string near = ClosestRulePattern(pattern);
  return StrCat("There is no rule \"", Printable(pattern), "\".",
                near.empty() ? " `whyspec rules` lists all." : StrCat(" Did you mean \"", near, "\"?"));
}

}  // namespace whyspec::engine
