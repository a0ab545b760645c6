// Names of rules as people write them in configs, comments and waivers: one rule
// ("evidence/stale"), a group ("evidence/*") or all ("*").
#pragma once

#include <string>
#include <string_view>

namespace whyspec::engine {

// True for "evidence/*" and "*", whether or not such a group exists.
bool IsRuleGroup(std::string_view pattern);
bool RulePatternCovers(std::string_view pattern, std::string_view rule_id);
// True if it covers at least one rule.
bool IsKnownRulePattern(std::string_view pattern);
// The id or group that was probably meant; "" if none is near.
std::string ClosestRulePattern(std::string_view pattern);
// "There is no rule …", with the nearest one or what took the place of a retired one.
std::string UnknownRule(std::string_view pattern);

}  // namespace whyspec::engine
