// What a run of `check` has to say, ready for any format: findings with lines and
// columns, the problems of files, the rules that were skipped, the counts. Plain data
// without the texts it came from.
//
// Lines and columns count from 1, columns in Unicode code points; offsets are bytes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"
#include "cli/snippet.h"
#include "rules/finding.h"

namespace whyspec::cli {

struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  Offset offset = 0;
};

struct Span {
  Position start;
  Position end;  // just after the last character
};

struct ReportedRelated {
  std::string path;  // as shown
  Span span;
  std::string message;
};

struct ReportedFix {
  struct Edit {
    Span span;
    std::string text;
  };
  std::string title;
  bool automatic = false;
  std::vector<Edit> edits;
};

struct ReportedFinding {
  std::string_view rule;  // points into the registry
  rules::Severity severity = rules::Severity::kWarning;
  Span span;
  std::string message;
  std::vector<ReportedRelated> related;
  std::vector<ReportedFix> fixes;
  Snippet snippet;
  // What the finding is about, independent of where in the file it stands and of other
  // findings (baseline.h), and its number among those of the file with the same key.
  std::uint64_t key = 0;
  std::uint32_t occurrence = 0;
  bool accepted = false;  // listed in the baseline

  // Whether --fix would apply one of the fixes.
  bool fixable() const {
    return std::any_of(fixes.begin(), fixes.end(),
                       [](const ReportedFix& fix) { return fix.automatic && !fix.edits.empty(); });
  }
};

// A problem with a file itself: unreadable, no known format, broken config.
struct ReportedProblem {
  std::string path;       // as shown
  std::string_view rule;  // a meta/* rule or ""
  rules::Severity severity = rules::Severity::kError;
  bool has_span = false;  // false: about the file as a whole
  Span span;
  std::string message;
  Snippet snippet;
};

struct FileReport {
  std::string path;                       // absolute
  std::string shown;                      // relative to the working directory
  std::vector<ReportedFinding> findings;  // in document order, accepted ones included
  std::size_t suppressed = 0;
  rules::Severity fail_on = rules::Severity::kError;
};

struct SkippedRules {
  std::string reason;                   // "no call log"
  std::vector<std::string_view> rules;  // ids, in registry order
};

struct Summary {
  std::size_t files = 0;
  std::size_t files_with_findings = 0;
  std::size_t errors = 0, warnings = 0, infos = 0, hints = 0;  // accepted ones left out
  std::size_t fixable = 0;                                     // by --fix
  std::size_t fixed = 0;                                       // by this run's --fix
  std::size_t suppressed = 0;
  std::size_t accepted = 0;  // by the baseline
  std::size_t stale = 0;     // baseline entries that no longer occur
  std::size_t problems = 0;
  bool failed = false;          // some file could not be checked: status 2
  bool over_threshold = false;  // status 1

  std::size_t findings() const { return errors + warnings + infos + hints; }
};

struct RunEnd {
  std::vector<SkippedRules> skipped;
  Summary summary;
};

// The finding's identity for machines that follow it from run to run: 16 hex digits of
// path, key and occurrence.
std::string Fingerprint(const FileReport& file, const ReportedFinding& finding);

}  // namespace whyspec::cli
