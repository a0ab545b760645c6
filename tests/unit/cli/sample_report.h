// Fixed results with everything that can trouble a format: quotes, line breaks, escapes,
// characters XML does not know, wide characters, ranges over lines, empty ranges.
#pragma once

#include <string>
#include <vector>

#include "cli/formatters/formatter.h"

namespace whyspec::cli::test_data {

inline ReportedFinding Finding(std::string_view rule, rules::Severity severity, std::string_view text,
                               std::string_view marked, std::string message) {
  const LineIndex index(text);
  const auto begin = static_cast<Offset>(text.find(marked));
  const TextRange range{begin, begin + static_cast<Offset>(marked.size())};
  const auto position = [&](Offset at) {
    const LineColumn place = index.ToLineColumn(text, at, ColumnUnit::kUtf32);
    return Position{place.line + 1, place.column + 1, at};
  };
  ReportedFinding out;
  out.rule = rule;
  out.severity = severity;
  out.message = std::move(message);
  out.span = {position(range.begin), position(range.end)};
  out.snippet = MakeSnippet(text, index, range);
  out.key = range.begin + 1;
  return out;
}

inline std::vector<ReportedProblem> Problems() {
  ReportedProblem broken;
  broken.path = "whyspec.json";
  broken.message = "This is not JSON: a comma is missing. Put one before \"specs\".";
  broken.has_span = true;
  broken.span = {{2, 3, 20}, {2, 10, 27}};
  const std::string text = "{ \"profile\": \"kep\"\n  \"specs\": [] }\n";
  broken.snippet = MakeSnippet(text, LineIndex(text), {21, 28});
  ReportedProblem twice;
  twice.path = "calls/b.md";
  twice.rule = "meta/duplicate-id";
  twice.severity = rules::Severity::kError;
  twice.message = "The id acme is taken by calls/a.md.";
  twice.has_span = true;
  twice.span = {{1, 1, 0}, {1, 1, 0}};
  return {broken, twice};
}

inline ReportedProblem Unreadable() {
  ReportedProblem out;
  out.path = "specs/secret.md";
  out.message = "Cannot read specs/secret.md: Permission denied. Give yourself permission to read it.";
  return out;
}

inline std::vector<FileReport> Files() {
  const std::string text =
      "# Export 📤 & co\n\n\tLes clients « veulent » l'export.\n\nOne\nTwo\nThree\nFour\nFive\n";
  FileReport odd;
  odd.path = "/w/specs/à, b: 100% <odd>.md";
  odd.shown = "specs/à, b: 100% <odd>.md";
  odd.suppressed = 1;
  ReportedFinding missing =
      Finding("section/missing-why", rules::Severity::kError, text, "Export 📤 & co",
              "No section says why: \"Why\" & <b>friends</b>.\nSecond line, 100%: \x1b[31mred\x01");
  missing.fixes.push_back({"Insert the section \"Why\"", true, {{{{3, 1, 20}, {3, 1, 20}}, "## Why\n\n"}}});
  missing.fixes.push_back({"Rename <this>", false, {{{{1, 3, 2}, {1, 9, 8}}, "Why"}}});
  ReportedFinding quote =
      Finding("quote/unsourced", rules::Severity::kWarning, text, "veulent »", "The call says otherwise.");
  quote.related.push_back({"calls/acme, 1.md", {{9, 1, 100}, {9, 20, 119}}, "what was said\nin the call"});
  ReportedFinding lines = Finding("section/repeats", rules::Severity::kInfo, text,
                                  "One\nTwo\nThree\nFour\nFive", "These lines repeat others.");
  ReportedFinding point =
      Finding("why/solution-first", rules::Severity::kHint, text, "", "Starts with the solution.");
  point.key = lines.key;
  point.occurrence = 1;
  ReportedFinding accepted =
      Finding("usage/no-date", rules::Severity::kError, text, "One", "Accepted long ago.");
  accepted.accepted = true;
  odd.findings = {missing, quote, lines, point, accepted};
  FileReport clean;
  clean.path = "/w/specs/clean.md";
  clean.shown = "specs/clean.md";
  return {odd, clean};
}

inline RunEnd End() {
  RunEnd out;
  out.skipped = {{"no call log", {"citation/unknown-call", "evidence/stale"}}};
  out.summary.files = 3;
  out.summary.files_with_findings = 1;
  out.summary.errors = 1;
  out.summary.warnings = 1;
  out.summary.infos = 1;
  out.summary.hints = 1;
  out.summary.fixable = 1;
  out.summary.suppressed = 1;
  out.summary.accepted = 1;
  out.summary.problems = 3;
  out.summary.failed = true;
  out.summary.over_threshold = true;
  return out;
}

inline void PrintSample(Formatter* formatter) {
  formatter->Begin(Problems());
  const std::vector<FileReport> files = Files();
  formatter->File(files[0]);
  formatter->Failure(Unreadable());
  formatter->File(files[1]);
  formatter->End(End());
}

inline void PrintNothing(Formatter* formatter) {
  formatter->Begin({});
  formatter->End({});
}

}  // namespace whyspec::cli::test_data
