// The target date has passed and no outcome is written down. Dates in prose count only
// behind "by", "before", "until", "fin", so that history is no deadline; the latest counts.
#include <algorithm>
#include <optional>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/claims.h"
#include "rules/dates_in_text.h"
#include "rules/heading_index.h"
#include "rules/section/insertion.h"

namespace whyspec::rules {
namespace {

struct Target {
  Date day;
  TextRange place;
};

std::optional<Target> FindTarget(const Spec& spec) {
  if (const markdown::FrontMatter* front_matter = spec.document.front_matter()) {
    const data::Value* by = front_matter->yaml.root.FindPath("metric.by");
    const auto text = by == nullptr ? std::nullopt : by->AsText();
    if (text) {
      if (const auto day = ParseDate(text->substr(0, 10))) return Target{*day, by->range};
    }
  }
  std::optional<Target> latest;
  ForEachText(spec, {Role::kUsage}, [&](const SectionText& text) {
    for (const DateInText& date : FindDates(text.folded.text, text.language)) {
      if (!date.deadline || (latest && latest->day >= date.last_day)) continue;
      latest = Target{date.last_day, text.ToSource(date.folded)};
    }
  });
  return latest;
}

bool HasOutcome(const Spec& spec) {
  if (!spec.meta.outcome.empty()) return true;
  const auto headings = spec.document.headings();
  return std::any_of(headings.begin(), headings.end(),
                     [](const markdown::Heading& heading) { return HeadingIsOf(heading.text, "outcome"); });
}

// A key in the front matter, or a front matter with that key.
Fix RecordOutcome(const Spec& spec) {
  const std::string_view line_end = LineEnd(spec.text());
  Fix fix;
  fix.title = "Record the outcome";
  if (const markdown::FrontMatter* front_matter = spec.document.front_matter()) {
    const Offset at = front_matter->inner.end;
    const bool open_line = at > front_matter->inner.begin && spec.text()[at - 1] != '\n';
    const std::string before(open_line ? line_end : "");
    const std::string after(open_line ? "" : line_end);
    fix.edits.push_back({{at, at}, StrCat(before, "outcome: \"\"", after)});
    fix.snippet = StrCat(before, "outcome: \"${1:what really happened}\"", after);
    return fix;
  }
  const Offset at = spec.text().substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  fix.edits.push_back(
      {{at, at}, StrCat("---", line_end, "outcome: \"\"", line_end, "---", line_end, line_end)});
  fix.snippet =
      StrCat("---", line_end, "outcome: \"${1:what really happened}\"", line_end, "---", line_end, line_end);
  return fix;
}

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  if (spec.meta.status == SpecStatus::kDeclined || spec.meta.status == SpecStatus::kSuperseded) return;
  const std::optional<Target> target = FindTarget(spec);
  if (!target || target->day >= context.today || HasOutcome(spec)) return;
  const std::int64_t days = DaysBetween(target->day, context.today);
  Finding& finding = sink.Add(
      target->place, StrCat("The target date, ", FormatDate(target->day), ", passed ",
                            Plural(static_cast<std::size_t>(days), "day"),
                            " ago and no outcome is written down. Look at what happened and record it as "
                            "`outcome` in the front matter or in a section \"Outcome\"."));
  finding.fixes.push_back(RecordOutcome(spec));
}

}  // namespace

const Rule kUsageOverdue{.info = {.id = "usage/overdue",
                                  .summary = "The target date has passed and no outcome is recorded.",
                                  .why = "A prediction that nobody looks up teaches nothing. Written beside "
                                         "what was expected, the outcome is "
                                         "what makes the next estimate better.",
                                  .severity = Severity::kInfo,
                                  .needs = Needs::kDoc,
                                  .fix = "Offers a place in the front matter for the outcome.",
                                  .failing = R"(# Monthly export

## Expected usage

Twelve operations leads export once a month by December 2025.
)",
                                  .passing = R"(---
outcome: 9 of 12 sites export every month, counted in January 2026.
---
# Monthly export

## Expected usage

Twelve operations leads export once a month by December 2025.
)"},
                         .check = &Check};

}  // namespace whyspec::rules
