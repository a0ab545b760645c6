#include "cli/check_run.h"

#include <map>
#include <thread>

#include "base/strings.h"
#include "base/unicode.h"
#include "cli/ordered_parallel.h"
#include "cli/progress.h"
#include "cli/report_builder.h"
#include "cli/unified_diff.h"
#include "engine/checker.h"
#include "rules/registry.h"

namespace whyspec::cli {
namespace {

std::size_t Jobs(const CheckOptions& options) {
  if (options.jobs > 0) return static_cast<std::size_t>(options.jobs);
  return std::max(1U, std::thread::hardware_concurrency());
}

// What workers need of each spec, without its text. Collected on the owner's thread,
// since a workspace serves only one.
struct Job {
  engine::SnapshotInput input;
  std::optional<Error> error;
};

std::vector<Job> MakeJobs(const CheckRun& run) {
  std::vector<Job> jobs;
  jobs.reserve(run.specs.size());
  for (const std::string& path : run.specs) {
    Job& job = jobs.emplace_back();
    Result<engine::SnapshotInput> input = run.workspace->InputOf(path, /*with_text=*/false);
    if (input.ok()) {
      job.input = std::move(input).value();
      job.input.path = path;
    } else {
      job.error = input.error();
    }
  }
  return jobs;
}

// The spec's text: standard input, else the disk.
Result<std::string> TextOf(const CheckRun& run, const std::string& path) {
  if (run.stdin_text && *run.stdin_text) return **run.stdin_text;
  return run.context->files->ReadFile(path);
}

class SkippedCollector {
 public:
  void Add(const std::vector<engine::SkippedRule>& skipped) {
    for (const engine::SkippedRule& rule : skipped)
      rules_by_reason_[std::string(rule.reason)][rule.rule] = true;
  }

  std::vector<SkippedRules> Take() const {
    std::vector<SkippedRules> out;
    for (const auto& [reason, ids] : rules_by_reason_) {
      SkippedRules& group = out.emplace_back();
      group.reason = reason;
      for (const rules::Rule* rule : rules::AllRules()) {
        if (ids.count(rule->info.id) > 0) group.rules.push_back(rule->info.id);
      }
    }
    return out;
  }

 private:
  std::map<std::string, std::map<std::string_view, bool>> rules_by_reason_;
};

void Count(const ReportedFinding& finding, rules::Severity fail_on, Summary* summary) {
  if (finding.accepted) {
    ++summary->accepted;
    return;
  }
  switch (finding.severity) {
    case rules::Severity::kError:
      ++summary->errors;
      break;
    case rules::Severity::kWarning:
      ++summary->warnings;
      break;
    case rules::Severity::kInfo:
      ++summary->infos;
      break;
    case rules::Severity::kHint:
      ++summary->hints;
      break;
    case rules::Severity::kOff:
      break;
  }
  if (finding.fixable()) ++summary->fixable;
  if (finding.severity >= fail_on) summary->over_threshold = true;
}

struct Checked {
  FileReport report;
  std::vector<engine::SkippedRule> skipped;
  std::optional<Error> error;
  std::string path;
};

// Whether something could not be checked as asked: a config or a folder that cannot be
// used. A call that cannot be read is an error like any other: specs that do not cite it
// are checked in full, and those that do are told.
bool IsFailure(const engine::Workspace& workspace, const engine::FileProblem& problem) {
  if (problem.severity != rules::Severity::kError || !problem.rule.empty()) return false;
  switch (workspace.KindOf(problem.path)) {
    case engine::FileKind::kCall:
    case engine::FileKind::kSidecar:
    case engine::FileKind::kAccounts:
      return false;
    default:
      return true;
  }
}

ReportedProblem FailureOf(const Context& context, const std::string& path, const Error& error) {
  ReportedProblem problem;
  problem.path = context.Shown(path);
  problem.message = context.ShownIn(error.message);
  return problem;
}

// Such a file is checked all the same, but no report can spell its name.
ReportedProblem UnspellablePath(const Context& context, const std::string& path) {
  ReportedProblem problem;
  problem.path = Printable(context.Shown(path));
  problem.severity = rules::Severity::kWarning;
  problem.message =
      "The path of this spec is not UTF-8, so editors and reports cannot name it. Rename the file or its "
      "folder.";
  return problem;
}

}  // namespace

Summary CheckSpecs(const CheckRun& run, Formatter* formatter) {
  const Context& context = *run.context;
  Summary summary;
  summary.fixed = run.fixed;
  std::vector<Job> jobs = MakeJobs(run);
  FileTexts texts(*context.files);
  const ReportBuilder builder{
      .context = &context, .texts = &texts, .snippets = run.options->format == "text"};

  std::vector<ReportedProblem> problems;
  for (const engine::FileProblem& problem : run.workspace->Problems()) {
    problems.push_back(builder.Build(problem));
    ++summary.problems;
    const rules::Severity fail_on = run.options->fail_on.value_or(rules::Severity::kError);
    if (problem.severity >= fail_on) summary.over_threshold = true;
    if (IsFailure(*run.workspace, problem)) summary.failed = true;
  }
  for (const std::string& path : run.specs) {
    if (IsValidUtf8(path)) continue;
    problems.push_back(UnspellablePath(context, path));
    ++summary.problems;
  }
  formatter->Begin(problems);

  Progress progress(context);
  SkippedCollector skipped;
  const auto work = [&](std::size_t i) {
    Job& job = jobs[i];
    Checked out;
    out.path = run.specs[i];
    out.error = job.error;
    if (out.error) return out;
    Result<std::string> text = TextOf(run, out.path);
    if (!text.ok()) {
      out.error = text.error();
      return out;
    }
    engine::SnapshotInput input = std::move(job.input);
    input.text = std::move(text).value();
    const rules::Severity fail_on = run.options->fail_on.value_or(input.config->fail_on);
    const engine::Snapshot snapshot = engine::BuildSnapshot(std::move(input));
    const engine::CheckResult result = engine::Check(snapshot);
    out.report = builder.Build(out.path, snapshot.spec->text(), result, fail_on);
    out.skipped = result.skipped;
    return out;
  };
  const auto take = [&](Checked checked) {
    progress.Clear();
    ++summary.files;
    if (checked.error) {
      ++summary.problems;
      summary.failed = true;
      formatter->Failure(FailureOf(context, checked.path, *checked.error));
      return context.out().good();
    }
    if (run.new_baseline) run.new_baseline->Add(checked.report);
    if (run.baseline) run.baseline->Accept(&checked.report);
    skipped.Add(checked.skipped);
    summary.suppressed += checked.report.suppressed;
    for (const ReportedFinding& finding : checked.report.findings)
      Count(finding, checked.report.fail_on, &summary);
    formatter->File(checked.report);
    progress.Show("Checked", summary.files, run.specs.size());
    return context.out().good();
  };
  OrderedParallel<Checked>(run.specs.size(), Jobs(*run.options), work, take);
  progress.Clear();
  if (run.baseline) {
    summary.stale =
        run.baseline->CountStale([&](const std::string& path) { return context.files->Stat(path).ok(); });
  }
  formatter->End({.skipped = skipped.Take(), .summary = summary});
  return summary;
}

namespace {

struct Fixed {
  std::string before;
  std::string after;
  std::size_t count = 0;
  std::optional<Error> error;
};

engine::Snapshot Resnapshot(const std::string& text, const void* input) {
  engine::SnapshotInput copy = *static_cast<const engine::SnapshotInput*>(input);
  copy.text = text;
  return engine::BuildSnapshot(std::move(copy));
}

}  // namespace

FixSummary FixSpecs(const CheckRun& run, const Style& style) {
  const Context& context = *run.context;
  FixSummary summary;
  std::vector<Job> jobs = MakeJobs(run);
  const auto work = [&](std::size_t i) {
    Fixed out;
    Job& job = jobs[i];
    out.error = job.error;
    if (out.error) return out;
    Result<std::string> text = TextOf(run, run.specs[i]);
    if (!text.ok()) {
      out.error = text.error();
      return out;
    }
    out.before = std::move(text).value();
    const engine::SnapshotInput input = std::move(job.input);
    const engine::FixResult fixed = engine::FixAll(Resnapshot(out.before, &input), Resnapshot, &input);
    out.after = fixed.text;
    out.count = fixed.fixed;
    return out;
  };
  std::size_t next = 0;
  const auto take = [&](Fixed fixed) {
    const std::string& path = run.specs[next++];
    if (fixed.error) {
      // The check that follows a --fix reports it in its place.
      if (run.options->diff) context.Fail(fixed.error->message);
      summary.failed = true;
      return true;
    }
    const bool from_stdin = run.stdin_text && *run.stdin_text;
    const bool changed = fixed.before != fixed.after;
    if (from_stdin && run.options->fix) {
      context.out() << fixed.after;
      summary.stdin_text = fixed.after;
    }
    if (!changed) return true;
    if (run.options->diff) {
      context.out() << UnifiedDiff(context.Shown(path), fixed.before, fixed.after, style);
    } else if (!from_stdin) {
      // Somebody may have saved it while it was checked: their text stands.
      const Result<std::string> now = context.files->ReadFile(path);
      if (!now.ok() || *now != fixed.before) {
        context.Fail(StrCat(context.Shown(path),
                            " changed while it was being fixed; it was left as it is. Run --fix again."));
        summary.failed = true;
        return true;
      }
      const Status written = context.files->WriteFile(path, fixed.after);
      if (!written.ok()) {
        context.Fail(written.error().message);
        summary.failed = true;
        return true;
      }
    }
    summary.fixed += fixed.count;
    ++summary.files;
    summary.changed.push_back(path);
    return context.out().good();
  };
  OrderedParallel<Fixed>(run.specs.size(), Jobs(*run.options), work, take);
  return summary;
}

}  // namespace whyspec::cli
