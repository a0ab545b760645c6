// Runs every rule over a snapshot, applies severities, suppressions and waivers, and
// returns the findings in document order. Pure: same snapshot, same findings, byte
// for byte, in editor, command line and CI.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/snapshot.h"
#include "rules/finding.h"

namespace whyspec::engine {

struct SkippedRule {
  std::string_view rule;
  std::string_view reason;     // "no call log", "a single file was given"
};

struct CheckResult {
  std::vector<rules::Finding> findings;    // by range, then rule id
  std::vector<SkippedRule> skipped;        // rules whose need is not met
  std::size_t suppressed = 0;
};

CheckResult Check(const Snapshot& snapshot);

// The text after every automatic fix, repeated until nothing changes (at most ten
// rounds, each on a fresh snapshot made by `again`). Used by `check --fix` and
// source.fixAll.whyspec alike.
struct FixResult {
  std::string text;
  std::size_t fixed = 0;       // findings whose fix was applied
};
using Resnapshot = Snapshot (*)(const std::string& text, const void* context);
FixResult FixAll(const Snapshot& snapshot, Resnapshot again, const void* context);

}  // namespace whyspec::engine
