// Names of severities, and how loud a rule is for a spec's status and size (RULES.md
// "Severity").
#include "rules/finding.h"
#include "rules/registry.h"

namespace whyspec::rules {
namespace {

constexpr std::string_view kNames[] = {"off", "hint", "info", "warning", "error"};

Severity OneStep(Severity severity, int by) {
  const int step = std::clamp(static_cast<int>(severity) + by, static_cast<int>(Severity::kHint),
                              static_cast<int>(Severity::kError));
  return static_cast<Severity>(step);
}

}  // namespace

std::string_view Name(Severity severity) { return kNames[static_cast<std::size_t>(severity)]; }

bool ParseSeverity(std::string_view text, Severity* severity) {
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if (text == kNames[i]) {
      *severity = static_cast<Severity>(i);
      return true;
    }
  }
  return false;
}

Severity DefaultSeverity(const RuleInfo& info, const SpecMeta& meta, Severity own) {
  if (info.off_when_small && meta.small) return Severity::kOff;
  const Severity table = own == Severity::kOff ? info.severity : own;
  if (table == Severity::kOff || !meta.status) return table;
  switch (*meta.status) {
    case SpecStatus::kDraft:
      return OneStep(table, -1);
    case SpecStatus::kReady:
    case SpecStatus::kCommitted:
    case SpecStatus::kShipped:
      return info.raise_when_ready ? OneStep(table, 1) : table;
    case SpecStatus::kReview:
    case SpecStatus::kDeclined:
    case SpecStatus::kSuperseded:
      break;
  }
  return table;
}

}  // namespace whyspec::rules
