// Runs every rule over a snapshot, applies severities, suppressions and waivers, and
// returns the findings in document order. Pure: same snapshot, same findings, byte
// for byte, in editor, command line and CI.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/snapshot.h"
#include "rules/finding.h"

namespace whyspec::engine {

struct SkippedRule {
  std::string_view rule;
  std::string_view reason;  // "no call log", "a single file was given"
};

struct CheckResult {
  std::vector<rules::Finding> findings;  // by range, then rule id
  std::vector<SkippedRule> skipped;      // rules whose need is not met
  std::size_t suppressed = 0;
  // Rules that broke off with an error of their own: a sentence each, for the log. They
  // are listed in `skipped` too; the findings of all other rules are complete.
  std::vector<std::string> failures;
};

CheckResult Check(const Snapshot& snapshot);
// The same over other rules than the registry's (tests of the engine itself).
CheckResult Check(const Snapshot& snapshot, std::span<const rules::Rule* const> rules);

// The text after every automatic fix, repeated until nothing changes (at most ten
// rounds, each on a fresh snapshot made by `again`). Used by `check --fix` and
// source.fixAll.whyspec alike.
struct FixResult {
  std::string text;
  std::size_t fixed = 0;  // findings whose fix was applied
};
using Resnapshot = Snapshot (*)(const std::string& text, const void* context);
FixResult FixAll(const Snapshot& snapshot, Resnapshot again, const void* context);

// One round: the automatic fixes of these findings that do not touch each other, in
// order of the text; one that would waits for the next round. A fix is made whole or
// not at all. `fixed` counts what was made.
FixResult FixOnce(std::string_view text, const std::vector<rules::Finding>& findings);

}  // namespace whyspec::engine
