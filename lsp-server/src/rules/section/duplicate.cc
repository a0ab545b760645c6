// Two headings of one level that say the same ("Why" and "Motivation"). "Context" beside
// "Problem" is no duplicate: people rightly part them.
#include <map>
#include <tuple>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/places.h"
#include "rules/section/insertion.h"

namespace whyspec::rules {
namespace {

Fix Merge(const Spec& spec, markdown::Index first, markdown::Index second) {
  const auto sections = spec.document.sections();
  const std::string_view line_end = LineEnd(spec.text());
  const std::string_view body = Trim(Cut(spec.text(), sections[second].body));
  const std::string_view kept = Cut(spec.text(), sections[first].range);
  const auto end = static_cast<Offset>(sections[first].range.begin + kept.find_last_not_of(" \t\r\n") + 1);
  Fix fix;
  fix.title = "Merge into the first one";
  if (!body.empty()) fix.edits.push_back({{end, end}, StrCat(line_end, line_end, body)});
  fix.edits.push_back({sections[second].range, ""});
  return fix;
}

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  const auto sections = spec.document.sections();
  std::map<std::tuple<const ProfileSection*, std::string_view, markdown::Index, int>, markdown::Index> first;
  for (const MatchedSection& matched : spec.matched) {
    if (!matched.meaning->required || matched.family.empty()) continue;
    const markdown::Section& section = sections[matched.section];
    const auto [it, fresh] =
        first.try_emplace({matched.meaning, matched.family, section.parent, section.level}, matched.section);
    if (fresh || it->second == matched.section) continue;
    const TextRange other = HeadingText(spec, it->second);
    Finding& finding = sink.Add(
        HeadingText(spec, matched.section),
        StrCat("A second section for the same thing: \"", Printable(Shorten(Cut(spec.text(), other), 40)),
               "\" in line ", spec.document.lines().LineOf(other.begin) + 1,
               " already means it. Readers find one and miss the other: merge them."));
    finding.related.push_back({"", other, "The first one"});
    finding.fixes.push_back(Merge(spec, it->second, matched.section));
  }
}

}  // namespace

const Rule kSectionDuplicate{
    .info =
        {.id = "section/duplicate",
         .summary = "Two headings of one level mean the same required section.",
         .why = "Readers, tables of contents and tools find the first and stop. What stands in the second is "
                "overlooked, or contradicts the first without anyone noticing.",
         .severity = Severity::kWarning,
         .needs = Needs::kDoc,
         .fix = "Offers to append the second section to the first.",
         .failing = R"(# Monthly export

## Why

Operations leads lose two days a month copying figures by hand.

## Motivation

Auditors find mistakes in one report out of three.
)",
         .passing = R"(# Monthly export

## Why

Operations leads lose two days a month copying figures by hand.
Auditors find mistakes in one report out of three.
)"},
    .check = &Check};

}  // namespace whyspec::rules
