// The page of a rule, made from its description.
#include <algorithm>

#include "base/strings.h"
#include "rules/registry.h"

namespace whyspec::rules {
namespace {

std::string_view NeedOf(Needs needs) {
  switch (needs) {
    case Needs::kDoc:
      return "the spec alone";
    case Needs::kLog:
      return "the call log: without calls it is reported as skipped";
    case Needs::kTeam:
      return "the other specs of the workspace";
  }
  return "";
}

// A fence longer than any run of backticks in the example.
std::string FenceFor(std::string_view text) {
  std::size_t longest = 2;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(longest + 1, '`');
}

constexpr std::string_view kSeparator = "---8<--- ";

// An example as fenced blocks: the spec first, then each file it comes with.
void AppendExample(std::string_view text, std::string* out) {
  std::string name;
  while (true) {
    std::size_t cut =
        text.substr(0, kSeparator.size()) == kSeparator ? 0 : text.find(StrCat("\n", kSeparator));
    if (cut != std::string_view::npos && cut != 0) ++cut;
    std::string_view part = text.substr(0, cut);
    while (!part.empty() && part.back() == '\n') part.remove_suffix(1);
    const std::string fence = FenceFor(part);
    if (!name.empty()) *out += StrCat("With `", name, "`:\n\n");
    const std::size_t dot = name.rfind('.');
    const std::string kind = name.empty() ? "markdown" : dot == std::string::npos ? "" : name.substr(dot + 1);
    if (!part.empty() || !name.empty())
      *out += StrCat(fence, kind == "md" ? "markdown" : kind, "\n", part, "\n", fence, "\n\n");
    if (cut == std::string_view::npos) return;
    text.remove_prefix(cut + kSeparator.size());
    const std::size_t line = std::min(text.find('\n'), text.size());
    name = std::string(text.substr(0, line));
    while (!name.empty() && (name.back() == ' ' || name.back() == '\r')) name.pop_back();
    text.remove_prefix(std::min(line + 1, text.size()));
  }
}

std::string SeverityLine(const RuleInfo& info) {
  std::string line(Name(info.severity));
  if (info.severity == Severity::kOff) line = "depends on what is found";
  std::vector<std::string> notes;
  if (info.severity > Severity::kHint) notes.push_back("one step lower while the status is draft");
  if (info.raise_when_ready)
    notes.push_back("one step higher once the status is ready, committed or shipped");
  if (info.off_when_small) notes.push_back("off with `size: small`");
  if (info.report_only) notes.clear();  // no spec, so no status
  for (const std::string& note : notes) line += StrCat("; ", note);
  return line;
}

}  // namespace

std::string RulePageFileName(std::string_view id) {
  std::string name(id);
  std::replace(name.begin(), name.end(), '/', '-');
  return name + ".md";
}

std::string RuleIndexPage() {
  std::string page =
      "# Rules\n\nWhat Whyspec looks for in a spec. The severity is that of a spec in review: a draft is "
      "judged one step "
      "milder, and where the table says so, one step harder from *ready* on.\n";
  std::string_view group;
  for (const Rule* rule : AllRules()) {
    const RuleInfo& info = rule->info;
    const std::string_view its = info.id.substr(0, info.id.find('/'));
    if (its != group) {
      group = its;
      page += StrCat("\n## ", group, "\n\n| Rule | Finds | Severity | Needs |\n|---|---|---|---|\n");
    }
    std::string severity(info.severity == Severity::kOff ? "depends" : Name(info.severity));
    if (info.raise_when_ready) severity += ", harder when ready";
    if (info.off_when_small) severity += ", off when small";
    if (info.report_only) severity += ", in the report only";
    page +=
        StrCat("| [", info.id, "](", RulePageFileName(info.id), ") | ", info.summary, " | ", severity, " | ",
               info.needs == Needs::kDoc   ? "spec"
               : info.needs == Needs::kLog ? "calls"
                                           : "other specs",
               " |\n");
  }
  return page;
}

std::string RulePage(const RuleInfo& info) {
  std::string page =
      StrCat("# ", info.id, "\n\n", info.summary, "\n\n", "## Why it matters\n\n", info.why, "\n\n");
  page += StrCat("- **Severity**: ", SeverityLine(info), "\n");
  if (info.report_only) {
    page += "- **Where**: in `whyspec report` only; `whyspec check` and the editor never say it\n";
  }
  page += StrCat(
      "- **Needs**: ", info.report_only ? "all specs and calls of the workspace" : NeedOf(info.needs), "\n");
  page += StrCat("- **Fix**: ", info.fix.empty() ? "none; it takes your judgement" : info.fix, "\n\n");
  if (!info.failing.empty()) {
    page += info.report_only ? "## A workspace with this finding\n\n" : "## A spec with this finding\n\n";
    AppendExample(info.failing, &page);
  }
  if (!info.passing.empty()) {
    page += info.report_only ? "## A workspace without it\n\n" : "## A spec without it\n\n";
    AppendExample(info.passing, &page);
  }
  if (!info.options.empty()) {
    page += "## Options\n\n| Option | Default | Meaning |\n|---|---|---|\n";
    for (const OptionInfo& option : info.options) {
      page += StrCat("| `", option.key, "` | `", option.default_json, "` | ", option.doc, " |\n");
    }
    page += StrCat("\nIn `whyspec.json`:\n\n```json\n{ \"rules\": { \"", info.id, "\": [\"",
                   info.severity == Severity::kOff ? "warning" : Name(info.severity), "\", { \"",
                   info.options.front().key, "\": ", info.options.front().default_json, " }] } }\n```\n\n");
  }
  if (info.report_only) {
    page += StrCat(
        "## How to silence it\n\nFor a whole workspace, in `whyspec.json`:\n\n```json\n{ \"rules\": { \"",
        info.id, "\": \"off\" } }\n```\n");
    return page;
  }
  page += StrCat(
      "## How to silence it\n\nIn one place, with the reason on record:\n\n```markdown\n"
      "<!-- whyspec-disable-next-line ",
      info.id,
      ": the reason -->\n```\n\n"
      "For one spec until a day, in its front matter:\n\n```yaml\nwaivers:\n  - rule: ",
      info.id,
      "\n    reason: the reason\n    by: your name\n    until: 2026-06-30\n```\n\n"
      "For a whole workspace, in `whyspec.json`:\n\n```json\n{ \"rules\": { \"",
      info.id, "\": \"off\" } }\n```\n");
  return page;
}

}  // namespace whyspec::rules
