// `whyspec report`: the evidence health of the workspace.

#include <sstream>
#include <thread>

#include "base/strings.h"
#include "base/uri.h"
#include "cli/commands.h"
#include "cli/formatters/health.h"
#include "cli/ordered_parallel.h"
#include "cli/progress.h"
#include "cli/project.h"
#include "cli/team_log.h"
#include "engine/checker.h"
#include "features/report.h"
#include "rules/all_rules.h"

namespace whyspec::cli {
namespace {

struct Job {
  engine::SnapshotInput input;
  std::optional<Error> error;
};

struct Done {
  features::SpecFacts facts;
  std::optional<Error> error;
};

// Specs, read and judged many at once; each is dropped before the next is read.
struct Facts {
  std::vector<features::SpecFacts> specs;
  std::vector<Error> failures;
};

Facts ReadSpecs(const Context& context, engine::Workspace& workspace) {
  const std::vector<std::string> paths = workspace.SpecPaths();
  std::vector<Job> jobs;
  jobs.reserve(paths.size());
  for (const std::string& path : paths) {
    Job& job = jobs.emplace_back();
    Result<engine::SnapshotInput> input = workspace.InputOf(path, /*with_text=*/false);
    if (input.ok()) {
      job.input = std::move(input).value();
      job.input.path = path;
    } else {
      job.error = input.error();
    }
  }
  Facts out;
  Progress progress(context);
  std::size_t seen = 0;
  const auto work = [&](std::size_t i) {
    Done done;
    done.error = jobs[i].error;
    if (done.error) return done;
    Result<std::string> text = context.files->ReadFile(paths[i]);
    if (!text.ok()) {
      done.error = text.error();
      return done;
    }
    engine::SnapshotInput input = std::move(jobs[i].input);
    input.text = std::move(text).value();
    const engine::Snapshot snapshot = engine::BuildSnapshot(std::move(input));
    const engine::CheckResult result = engine::Check(snapshot);
    done.facts = features::FactsOf({.snapshot = snapshot, .findings = result.findings});
    return done;
  };
  const auto take = [&](Done done) {
    if (done.error) {
      out.failures.push_back(*done.error);
    } else {
      out.specs.push_back(std::move(done.facts));
    }
    progress.Show("Read", ++seen, paths.size());
    return true;
  };
  OrderedParallel<Done>(paths.size(), std::max(1U, std::thread::hardware_concurrency()), work, take);
  return out;
}

// Files that could not be used: the report is made without them, so it is said.
void NoteProblems(const Context& context, engine::Workspace& workspace) {
  constexpr std::size_t kMostNoted = 5;
  std::size_t errors = 0;
  for (const engine::FileProblem& problem : workspace.Problems()) {
    if (problem.severity != rules::Severity::kError) continue;
    if (++errors > kMostNoted) continue;
    context.Note(StrCat(context.Shown(problem.path), ": ", problem.message));
  }
  if (errors > kMostNoted) {
    context.Note(StrCat(Plural(errors - kMostNoted, "more file"),
                        " could not be used as they are: `whyspec doctor` tells of them all."));
  }
}

bool LooksForAsks(engine::Workspace& workspace, const std::string& root) {
  const std::shared_ptr<const engine::Config> config = workspace.ConfigFor(JoinPath(root, "x.md"));
  const auto setting = config->rules.find(rules::kMetaUnlinkedAsk.info.id);
  return setting == config->rules.end() || setting->second.severity != rules::Severity::kOff;
}

}  // namespace

int RunReport(const Context& context, const ReportOptions& options) {
  Result<std::unique_ptr<engine::Workspace>> opened = OpenProject(
      context,
      {.config = options.config, .profile = options.profile, .calls = options.calls, .today = options.today});
  if (!opened.ok()) return context.Fail(opened.error().message);
  engine::Workspace& workspace = **opened;
  {
    Progress progress(context);
    workspace.Scan([&](std::size_t files) { progress.Show("Looking for specs and calls: seen", files, 0); });
  }
  if (workspace.SpecPaths().empty()) {
    return context.Fail(
        StrCat("There is nothing to report on: ", WhyNoSpecs(workspace),
               ". Set \"specs\" in whyspec.json, put `type: spec` into a file's front matter, or "
               "start a spec with `whyspec new spec NAME`."));
  }
  (void)JoinTeamLog(context, workspace);
  const std::shared_ptr<const calls::CallLog> log = workspace.Log();
  Facts facts = ReadSpecs(context, workspace);
  NoteProblems(context, workspace);
  for (const Error& failure : facts.failures) context.Fail(failure.message);

  const std::string root = FindRoot(*context.files, context.directory);
  features::ReportOptions asked{.today = options.today.value_or(TodayUtc()),
                                .unlinked_asks = LooksForAsks(workspace, root)};
  asked.language = rules::ParseLanguage(options.language);
  features::Report report;
  {
    Progress progress(context);
    progress.Show("Reading calls", 0, 0);
    report = features::MakeReport(std::move(facts.specs), *log, asked);
  }
  const std::string output = options.output.empty() ? "" : context.Absolute(options.output);
  const HealthPaths paths{.context = &context,
                          .folder = output.empty() ? context.directory : std::string(Dirname(output))};
  std::ostringstream page;
  std::ostream& out = output.empty() ? context.out() : page;
  if (options.format == "json") {
    PrintHealthJson(report, paths, out);
  } else if (options.format == "html") {
    PrintHealthHtml(report, paths, out);
  } else {
    Style style = StyleFor(context, options.color);
    if (!output.empty()) style = Style{.color = options.color == Color::kAlways};
    PrintHealthText(report, paths, style, out);
  }
  if (!output.empty()) {
    const Status written = context.files->WriteFile(output, page.str());
    if (!written.ok()) return context.Fail(written.error().message);
    context.Note(StrCat("The report is in ", context.Shown(output), "."));
  }
  return facts.failures.empty() ? kClean : kFailure;
}

}  // namespace whyspec::cli
