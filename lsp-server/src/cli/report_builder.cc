#include "cli/report_builder.h"

#include <iterator>
#include <map>

#include "cli/baseline.h"

namespace whyspec::cli {
namespace {

constexpr std::size_t kMaxEntries = 16;
constexpr std::size_t kMaxBytes = std::size_t{64} * 1024 * 1024;

Position MakePosition(std::string_view text, const LineIndex& index, Offset at) {
  const LineColumn place = index.ToLineColumn(text, at, ColumnUnit::kUtf32);
  return {place.line + 1, place.column + 1, at};
}

}  // namespace

Span MakeSpan(std::string_view text, const LineIndex& index, TextRange range) {
  return {MakePosition(text, index, range.begin), MakePosition(text, index, range.end)};
}

std::shared_ptr<const FileTexts::Entry> FileTexts::Find(const std::string& path) {
  const std::lock_guard lock(mutex_);
  for (auto it = entries_.begin(); it != entries_.end(); ++it) {
    if (it->first != path) continue;
    entries_.splice(entries_.begin(), entries_, it);
    return it->second;
  }
  std::shared_ptr<const Entry> entry;
  Result<std::string> text = files_->ReadFile(path);
  if (text.ok()) {
    LineIndex index(text.value());
    entry = std::make_shared<const Entry>(Entry{std::move(text).value(), std::move(index)});
  }
  entries_.emplace_front(path, entry);
  std::size_t bytes = 0;
  std::size_t count = 0;
  for (auto it = entries_.begin(); it != entries_.end(); ++count) {
    bytes += it->second ? it->second->text.size() : 0;
    const bool drop = count > 0 && (count >= kMaxEntries || bytes > kMaxBytes);
    it = drop ? entries_.erase(it) : std::next(it);
  }
  return entry;
}

FileReport ReportBuilder::Build(const std::string& path, std::string_view text,
                                const engine::CheckResult& result, rules::Severity fail_on) const {
  FileReport out;
  out.path = path;
  out.shown = context->Shown(path);
  out.suppressed = result.suppressed;
  out.fail_on = fail_on;
  const LineIndex index(text);
  std::map<std::uint64_t, std::uint32_t> occurrences;
  for (const rules::Finding& finding : result.findings) {
    ReportedFinding& reported = out.findings.emplace_back();
    reported.rule = finding.rule;
    reported.severity = finding.severity;
    reported.message = finding.message;
    reported.span = MakeSpan(text, index, finding.range);
    reported.key = ContentKey(finding, text, index);
    reported.occurrence = occurrences[reported.key]++;
    if (snippets) reported.snippet = MakeSnippet(text, index, finding.range);
    for (const rules::Related& related : finding.related) {
      ReportedRelated& place = reported.related.emplace_back();
      place.message = related.message;
      if (related.path.empty() || related.path == path) {
        place.path = out.shown;
        // A call of the team's log has no file: what it says stands where the finding is.
        const bool nowhere = related.path.empty() && related.range.empty();
        place.span = MakeSpan(text, index, nowhere ? finding.range : related.range);
        continue;
      }
      place.path = context->Shown(related.path);
      const std::shared_ptr<const FileTexts::Entry> other = texts->Find(related.path);
      if (other) place.span = MakeSpan(other->text, other->index, related.range);
    }
    for (const rules::Fix& fix : finding.fixes) {
      ReportedFix& shown = reported.fixes.emplace_back();
      shown.title = fix.title;
      shown.automatic = fix.automatic;
      for (const TextEdit& edit : fix.edits)
        shown.edits.push_back({MakeSpan(text, index, edit.range), edit.text});
    }
  }
  return out;
}

ReportedProblem ReportBuilder::Build(const engine::FileProblem& problem) const {
  ReportedProblem out;
  out.path = context->Shown(problem.path);
  out.rule = problem.rule;
  out.severity = problem.severity;
  out.message = context->ShownIn(problem.message);
  // A file that cannot be read has no lines to show.
  const std::shared_ptr<const FileTexts::Entry> file = texts->Find(problem.path);
  if (file && problem.range.begin <= file->text.size()) {
    out.has_span = true;
    out.span = MakeSpan(file->text, file->index, problem.range);
    if (snippets) out.snippet = MakeSnippet(file->text, file->index, problem.range);
  }
  return out;
}

}  // namespace whyspec::cli
