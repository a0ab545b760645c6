// Detail before the business sections. Only sections that exist and are required count;
// what is missing has its own finding.
#include <algorithm>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/places.h"
#include "rules/section/insertion.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  if (spec.first_detail_section == markdown::kNone) return;
  const auto sections = spec.document.sections();
  const TextRange detail = sections[spec.first_detail_section].range;
  // Of each role the first section decides: success criteria may follow the detail.
  const MatchedSection* last = nullptr;
  std::vector<std::string> names;
  for (const Role role : {Role::kWhy, Role::kEvidence, Role::kUsage}) {
    const auto first = std::find_if(
        spec.matched.begin(), spec.matched.end(),
        [role](const MatchedSection& m) { return m.meaning->role == role && m.meaning->required; });
    if (first == spec.matched.end() || sections[first->section].range.begin <= detail.end - 1) continue;
    names.push_back(StrCat(
        "\"", Printable(Shorten(spec.document.headings()[sections[first->section].heading].text, 40)), "\""));
    if (last == nullptr || last->section < first->section) last = &*first;
  }
  if (last == nullptr) return;
  const TextRange place = HeadingText(spec, spec.first_detail_section);
  const std::string heading = Printable(Shorten(Cut(spec.text(), place), 40));
  Finding& finding = sink.Add(
      place,
      StrCat("\"", heading, "\" comes before ", JoinWords(names),
             ". Readers who meet the solution first stop asking what it is for: put the reasons first."));
  finding.related.push_back({"", HeadingText(spec, last->section), "This section should come first"});
  // Moves the detail section behind the last business section, with a blank line between.
  const TextRange business = sections[last->section].range;
  const std::string_view line_end = LineEnd(spec.text());
  std::string moved(Trim(Cut(spec.text(), detail)));
  const std::string_view tail = Cut(spec.text(), {business.begin, business.end});
  const std::size_t filled = tail.find_last_not_of(" \t\r\n") + 1;
  const auto end = static_cast<Offset>(business.begin + filled);
  Fix fix;
  fix.title = StrCat("Move \"", heading, "\" below ", names.back());
  fix.edits.push_back({detail, ""});
  fix.edits.push_back({{end, end}, StrCat(line_end, line_end, moved)});
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

const Rule kSectionOrder{
    .info = {.id = "section/order",
             .summary = "Requirements, solution or design come before the business sections.",
             .why =
                 "A reader who meets the solution first judges whether it can be built, not whether it "
                 "should be. "
                 "With the reasons first, questions about the solution become questions about the problem.",
             .severity = Severity::kHint,
             .needs = Needs::kDoc,
             .fix = "Moves the detail below the business sections.",
             .failing = R"(# Monthly export

## Solution

A button that writes a CSV file.

## Why

Operations leads lose two days a month copying figures by hand.
)",
             .passing = R"(# Monthly export

## Why

Operations leads lose two days a month copying figures by hand.

## Solution

A button that writes a CSV file.
)"},
    .check = &Check};

}  // namespace whyspec::rules
