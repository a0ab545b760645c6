// One pass over the specs of a workspace: reads, checks and reports each, many at once,
// with the same output for any number of threads. No more than a few documents are in
// memory at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/baseline.h"
#include "cli/context.h"
#include "cli/formatters/formatter.h"
#include "cli/report.h"
#include "engine/workspace.h"

namespace whyspec::cli {

struct CheckRun {
  const Context* context;
  const CheckOptions* options;
  engine::Workspace* workspace;
  std::vector<std::string> specs;                // absolute, in byte order
  const std::optional<std::string>* stdin_text;  // the text of specs[0], if set
  Baseline* baseline = nullptr;                  // marks accepted findings
  Baseline* new_baseline = nullptr;              // takes all findings in
  std::size_t fixed = 0;                         // by the pass before this one
};

// Prints findings through `formatter` and returns the counts.
Summary CheckSpecs(const CheckRun& run, Formatter* formatter);

struct FixSummary {
  std::size_t fixed = 0;             // findings
  std::size_t files = 0;             // changed, or that would change
  std::vector<std::string> changed;  // their paths
  std::string stdin_text;            // fixed, when it came from standard input
  bool failed = false;               // a file could not be read or written; said on `err`
};
// `--fix` writes each changed spec in one step; `--diff` prints what would change; with
// text from standard input the fixed text (or the diff) goes to `out`.
FixSummary FixSpecs(const CheckRun& run, const Style& style);

}  // namespace whyspec::cli
