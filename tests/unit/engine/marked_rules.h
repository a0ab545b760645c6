// Rules for tests of the checker: each finds a word of its own, so that a test says by
// its text where there is something to find. They borrow ids of real rules, because
// suppressions and configs know only those.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "engine/checker.h"
#include "rules/registry.h"
#include "support/memory_file_system.h"

namespace whyspec::engine {

inline void FindWord(const rules::RuleContext& context, rules::FindingSink& sink, std::string_view word) {
  const std::string_view text = context.spec.text();
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto begin = static_cast<Offset>(at);
    sink.Add({begin, begin + static_cast<Offset>(word.size())}, StrCat("says ", word));
  }
}
inline void FindStale(const rules::RuleContext& context, rules::FindingSink& sink) {
  FindWord(context, sink, "STALE");
}
inline void FindNone(const rules::RuleContext& context, rules::FindingSink& sink) {
  FindWord(context, sink, "NONE");
}
inline void FindMail(const rules::RuleContext& context, rules::FindingSink& sink) {
  FindWord(context, sink, "MAIL");
}
inline void Throw(const rules::RuleContext& context, rules::FindingSink& sink) {
  FindWord(context, sink, "PHONE");
  if (context.spec.text().find("THROW") != std::string_view::npos) throw std::runtime_error("a bug");
}

inline const rules::Rule kStale{
    .info = {.id = "evidence/stale", .severity = rules::Severity::kWarning, .raise_when_ready = true},
    .check = &FindStale};
inline const rules::Rule kNone{
    .info = {.id = "evidence/none", .severity = rules::Severity::kError, .off_when_small = true},
    .check = &FindNone};
inline const rules::Rule kMail{.info = {.id = "privacy/email", .severity = rules::Severity::kError},
                               .check = &FindMail};
inline const rules::Rule kThrows{.info = {.id = "privacy/phone", .severity = rules::Severity::kInfo},
                                 .check = &Throw};

inline std::vector<const rules::Rule*> MarkedRules() {
  return {&kStale,
          &kNone,
          &kMail,
          &kThrows,
          rules::FindRule("meta/front-matter"),
          rules::FindRule("meta/status-with-errors"),
          rules::FindRule("meta/waiver")};
}

inline Snapshot SnapshotOf(std::string text, std::string config = "", Date today = {2026, 3, 1}) {
  test::MemoryFileSystem files;
  if (!config.empty()) files.Put("/team/whyspec.json", std::move(config));
  ConfigLoader loader(files);
  SnapshotInput input;
  input.path = "/team/specs/a.md";
  input.text = std::move(text);
  input.config = loader.ForDirectory("/team/specs", "/team").config;
  input.today = today;
  return BuildSnapshot(std::move(input));
}

// "line: severity rule: message" of each finding.
inline std::vector<std::string> Describe(const CheckResult& result, const Snapshot& snapshot,
                                         bool messages = false) {
  std::vector<std::string> lines;
  for (const rules::Finding& finding : result.findings) {
    std::string line = StrCat(snapshot.spec->document.lines().LineOf(finding.range.begin) + 1, ": ",
                              rules::Name(finding.severity), " ", finding.rule);
    if (messages) line += StrCat(": ", finding.message);
    lines.push_back(std::move(line));
  }
  return lines;
}

inline std::vector<std::string> CheckMarked(const std::string& text, std::string config = "",
                                            Date today = {2026, 3, 1}) {
  const Snapshot snapshot = SnapshotOf(text, std::move(config), today);
  const std::vector<const rules::Rule*> rules = MarkedRules();
  return Describe(Check(snapshot, rules), snapshot);
}

}  // namespace whyspec::engine
