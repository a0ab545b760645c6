#include "rules/section/insertion.h"

#include <algorithm>

#include "base/strings.h"
#include "rules/heading_cache.h"
#include "rules/places.h"

namespace whyspec::rules {
namespace {

using markdown::Index;

constexpr Index kNowhere = markdown::kNone;

std::size_t OrderOf(const Profile& profile, const ProfileSection* section) {
  for (std::size_t i = 0; i < profile.sections.size(); ++i) {
    if (&profile.sections[i] == section) return i;
  }
  return profile.sections.size();
}

// The sections of `matched` that stand highest: not inside another matched one.
std::vector<const MatchedSection*> Outermost(const Spec& spec) {
  const auto sections = spec.document.sections();
  std::vector<const MatchedSection*> outermost;
  Offset end = 0;
  for (const MatchedSection& matched : spec.matched) {
    const TextRange range = sections[matched.section].range;
    // A heading that means two sections stands there twice.
    const bool twin = !outermost.empty() && outermost.back()->section == matched.section;
    if (range.begin < end && !twin) continue;
    outermost.push_back(&matched);
    end = range.end;
  }
  return outermost;
}

// Level of new headings: that of the sections found, else of the first ones below the
// title, else 2.
int LevelFor(const Spec& spec, Index neighbour) {
  const auto sections = spec.document.sections();
  if (neighbour != kNowhere) return sections[neighbour].level;
  int level = 0;
  for (const markdown::Heading& heading : spec.document.headings()) {
    if (heading.kind == markdown::HeadingKind::kBold) continue;
    if (&heading == &spec.document.headings().front() && heading.level == 1) continue;
    level = level == 0 ? heading.level : std::min<int>(level, heading.level);
  }
  return level == 0 ? 2 : level;
}

struct Spot {
  Offset at = 0;
  int level = 2;
};

Spot FindSpot(const Spec& spec, const ProfileSection& section) {
  const auto sections = spec.document.sections();
  const std::size_t order = OrderOf(*spec.profile, &section);
  const MatchedSection* before = nullptr;
  const MatchedSection* after = nullptr;
  std::size_t before_order = 0;
  std::size_t after_order = 0;
  for (const MatchedSection* matched : Outermost(spec)) {
    const std::size_t its = OrderOf(*spec.profile, matched->meaning);
    if (its < order && (before == nullptr || its >= before_order)) {
      before = matched;
      before_order = its;
    }
    if (its > order && (after == nullptr || its < after_order)) {
      after = matched;
      after_order = its;
    }
  }
  if (before != nullptr) return {sections[before->section].range.end, LevelFor(spec, before->section)};
  if (after != nullptr) return {sections[after->section].range.begin, LevelFor(spec, after->section)};
  if (spec.first_detail_section != kNowhere) {
    return {sections[spec.first_detail_section].range.begin, LevelFor(spec, spec.first_detail_section)};
  }
  return {static_cast<Offset>(spec.text().size()), LevelFor(spec, kNowhere)};
}

}  // namespace

std::string_view LineEnd(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end != std::string_view::npos && end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
}

Fix InsertSection(const Spec& spec, const ProfileSection& section) {
  const SectionTemplate words = TemplateOf(*spec.profile, section, spec.language);
  const Spot spot = FindSpot(spec, section);
  const std::string_view text = spec.text();
  const std::string_view line_end = LineEnd(text);
  const std::string hashes(static_cast<std::size_t>(std::clamp(spot.level, 1, 6)), '#');

  // A blank line on either side, whatever stands there now.
  std::string_view head = text.substr(0, spot.at);
  std::string before;
  const bool at_start = head.empty() || head == "\xEF\xBB\xBF";
  if (!at_start) {
    const std::size_t last = head.find_last_not_of(" \t\r\n");
    const std::size_t from = last == std::string_view::npos ? 0 : last;
    const auto ends = std::count(head.begin() + static_cast<std::ptrdiff_t>(from), head.end(), '\n');
    for (auto i = ends; i < 2; ++i) before += line_end;
  }
  const std::string_view tail = text.substr(spot.at);
  const bool blank_tail = tail.find_first_not_of(" \t\r\n") == std::string_view::npos;
  const std::string after = blank_tail ? "" : std::string(line_end);
  Fix fix;
  fix.title = StrCat("Add the section \"", words.heading, "\"");
  fix.edits.push_back({{spot.at, spot.at},
                       StrCat(before, hashes, " ", words.heading, line_end, line_end, "<!-- ", words.prompt,
                              " -->", line_end, after)});
  fix.snippet = StrCat(before, hashes, " ", words.heading, line_end, line_end, "${1:", words.prompt, "}",
                       line_end, after);
  fix.automatic = true;
  return fix;
}

std::vector<const ProfileSection*> MissingSections(const Spec& spec, Role role) {
  std::vector<const ProfileSection*> missing;
  for (const ProfileSection& section : spec.profile->sections) {
    if (section.role != role || !section.required) continue;
    const bool found =
        std::any_of(spec.matched.begin(), spec.matched.end(),
                    [&](const MatchedSection& matched) { return matched.meaning == &section; });
    if (!found) missing.push_back(&section);
  }
  return missing;
}

void ReportMissing(const RuleContext& context, const ProfileSection& section, std::string_view consequence,
                   FindingSink& sink) {
  const Spec& spec = context.spec;
  const SectionTemplate words = TemplateOf(*spec.profile, section, spec.language);
  // The heading that was probably meant. A spec has few sections before it gets to the
  // point; a document of thousands is not searched through.
  constexpr std::size_t kSearched = 100;
  const auto index = HeadingIndexFor(spec.profile);
  const markdown::Heading* near = nullptr;
  std::string_view meant;
  const auto headings = spec.document.headings();
  for (std::size_t i = 0; i < std::min(headings.size(), kSearched) && near == nullptr; ++i) {
    if (index->NearMiss(headings[i].text, spec.language, &meant) == &section) near = &headings[i];
  }
  std::string message = StrCat("No section \"", words.heading, "\". ", consequence);
  if (near != nullptr) {
    message += StrCat(" Is \"", Printable(Shorten(near->text, 60)), "\" meant to be it? Then rename it to \"",
                      meant, "\".");
  } else {
    message += " Add it, even with two sentences.";
  }
  Finding& finding = sink.Add(TitlePlace(spec), std::move(message));
  Fix insert = InsertSection(spec, section);
  if (near != nullptr) {
    finding.related.push_back({"", near->text_range, StrCat("Looks like \"", meant, "\" with a slip")});
    Fix rename;
    rename.title = StrCat("Rename \"", Printable(Shorten(near->text, 40)), "\" to \"", meant, "\"");
    rename.edits.push_back({near->text_range, std::string(meant)});
    rename.automatic = true;
    finding.fixes.push_back(std::move(rename));
    insert.automatic = false;
  }
  finding.fixes.push_back(std::move(insert));
}

}  // namespace whyspec::rules
