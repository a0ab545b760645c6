// Every rule, in the order of RULES.md: the one list the checker, the pages and the
// tests walk.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace whyspec::rules {

std::span<const Rule* const> AllRules();
const Rule* FindRule(std::string_view id);
// Ids that once existed, with what replaced them.
struct RetiredRule {
  std::string_view id;
  std::string_view replaced_by;
};
std::span<const RetiredRule> RetiredRules();
// The id nearest to a misspelt one; empty if none is near.
std::string_view ClosestRule(std::string_view id);

// The rule's page as Markdown: docs/rules/<group>-<name>.md, hover, `whyspec rules ID`.
std::string RulePage(const RuleInfo& info);
std::string RulePageFileName(std::string_view id);  // "evidence-stale.md"
// The index of all pages: docs/rules/README.md.
std::string RuleIndexPage();

// Severity for a spec's status and size, before config overrides. `own` is what the rule
// set on the finding (Finding::severity), kOff if it left it to RuleInfo.
Severity DefaultSeverity(const RuleInfo& info, const SpecMeta& meta, Severity own = Severity::kOff);

}  // namespace whyspec::rules
