#include "cli/check_command.h"

#include <array>
#include <iterator>
#include <optional>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "cli/baseline.h"
#include "cli/check_run.h"
#include "cli/commands.h"
#include "cli/formatters/formatter.h"
#include "cli/progress.h"
#include "cli/project.h"
#include "cli/team_log.h"

namespace whyspec::cli {
namespace {

Result<std::string> ReadAll(std::istream& in) {
  std::string text;
  std::array<char, std::size_t{64} * 1024> bytes;
  while (in.read(bytes.data(), bytes.size()) || in.gcount() > 0) {
    text.append(bytes.data(), static_cast<std::size_t>(in.gcount()));
    if (text.size() > kMaxFileBytes) {
      return Error{ErrorCode::kTooLarge, StrCat("The text on standard input is larger than ",
                                                kMaxFileBytes / 1024 / 1024, " MB: check a smaller one.")};
    }
  }
  return text;
}

std::string NoSpecs(const engine::Workspace& workspace) {
  return StrCat(
      "0 files checked: ", WhyNoSpecs(workspace),
      ". Name the specs (`whyspec check PATH`), set \"specs\" in whyspec.json, put `type: spec` into a "
      "file's front matter, or start one with `whyspec new spec NAME`.");
}

// PATHs below which no spec was found, when others have some.
std::vector<std::string> PathsWithoutSpecs(const Context& context, const CheckOptions& options,
                                           const std::vector<std::string>& specs) {
  std::vector<std::string> out;
  for (const std::string& written : options.paths) {
    const std::string path = context.Absolute(written);
    const bool any = std::any_of(specs.begin(), specs.end(),
                                 [&](const std::string& spec) { return IsInside(spec, path); });
    if (!any) out.push_back(written);
  }
  return out;
}

std::vector<std::string> RootsOf(const Context& context, const CheckOptions& options) {
  std::vector<std::string> roots = {FindRoot(*context.files, context.directory)};
  for (const std::string& path : options.paths) {
    const std::string absolute = context.Absolute(path);
    const Result<FileInfo> info = context.files->Stat(absolute);
    const std::string folder = info.ok() && info->is_directory ? absolute : std::string(Dirname(absolute));
    if (!IsInside(folder, roots.front())) roots.push_back(FindRoot(*context.files, folder));
  }
  if (!options.calls.empty()) roots.push_back(context.Absolute(options.calls));
  if (!options.config.empty()) roots.emplace_back(Dirname(context.Absolute(options.config)));
  return roots;
}

class CheckCommand {
 public:
  CheckCommand(const Context& context, const CheckOptions& options) : context_(context), options_(options) {}

  // Everything that is needed before the first check; kClean to go on.
  int Prepare() {
    if (options_.from_stdin) {
      Result<std::string> text = ReadAll(context_.in());
      if (!text.ok()) return context_.Fail(text.error().message);
      stdin_text_ = std::move(text).value();
    }
    if (!options_.baseline.empty()) {
      const std::string path = context_.Absolute(options_.baseline);
      const Result<std::string> bytes = context_.files->ReadFile(path);
      if (!bytes.ok()) {
        return context_.Fail(StrCat("The baseline cannot be read. ", bytes.error().message,
                                    " To make one, run `whyspec check --write-baseline ", options_.baseline,
                                    "`."));
      }
      Result<Baseline> parsed = Baseline::Parse(path, *bytes);
      if (!parsed.ok()) return context_.Fail(parsed.error().message);
      baseline_ = std::move(parsed).value();
    }
    Result<std::unique_ptr<engine::Workspace>> opened =
        OpenProject(context_, {.paths = options_.paths,
                               .stdin_path = options_.stdin_path,
                               .config = options_.config,
                               .profile = options_.profile,
                               .calls = options_.calls,
                               .today = options_.today});
    if (!opened.ok()) return context_.Fail(opened.error().message);
    workspace_ = std::move(opened).value();
    Scan();
    team_ = JoinTeamLog(context_, *workspace_);
    return kClean;
  }

  void Scan() {
    Progress progress(context_);
    workspace_->Scan(
        [&](std::size_t files) { progress.Show("Looking for specs and calls: seen", files, 0); });
  }

  engine::Workspace& workspace() { return *workspace_; }

  // One pass, fixes included.
  int RunOnce() {
    CheckRun run{.context = &context_,
                 .options = &options_,
                 .workspace = workspace_.get(),
                 .stdin_text = &stdin_text_};
    if (stdin_text_) {
      const std::string path = context_.Absolute(options_.stdin_path);
      workspace_->Open(path, *stdin_text_);
      run.specs = {path};
    } else {
      run.specs = SpecsAsked();
    }
    const std::vector<std::string> without = PathsWithoutSpecs(context_, options_, run.specs);
    if (!without.empty()) return context_.Fail(WithoutSpecs(without));
    if (run.specs.empty()) return context_.Fail(NoSpecs(*workspace_));
    const Style style = StyleFor(context_, options_.color);
    if (options_.diff) return Diff(run, style);
    bool fix_failed = false;
    if (options_.fix) {
      const FixSummary fixed = FixSpecs(run, style);
      fix_failed = fixed.failed;
      run.fixed = fixed.fixed;
      if (stdin_text_) return FinishStdinFix(run, fixed);
      if (!fixed.changed.empty()) workspace_->FilesChanged(fixed.changed);
    }
    std::optional<Baseline> current;
    if (baseline_) current = baseline_;
    std::optional<Baseline> fresh;
    if (!options_.write_baseline.empty()) fresh.emplace(context_.Absolute(options_.write_baseline));
    run.baseline = current ? &*current : nullptr;
    run.new_baseline = fresh ? &*fresh : nullptr;
    const std::unique_ptr<Formatter> formatter = MakeFormatter(options_.format, &context_.out(), style);
    const Summary summary = CheckSpecs(run, formatter.get());
    if (fresh) return WriteBaseline(*fresh, summary);
    if (summary.stale > 0) {
      context_.Note(StrCat(Plural(summary.stale, "accepted finding"), " of ", options_.baseline,
                           summary.stale == 1 ? " no longer occurs" : " no longer occur",
                           ": run `whyspec check --write-baseline ", options_.baseline, "` to forget them."));
    }
    const int published = options_.publish ? PublishSpecs(context_, *workspace_, team_, run.specs) : kClean;
    if (summary.failed || fix_failed || published != kClean) return kFailure;
    return summary.over_threshold ? kFindings : kClean;
  }

 private:
  std::string WithoutSpecs(const std::vector<std::string>& paths) const {
    const std::string& first = paths.front();
    switch (workspace_->KindOf(context_.Absolute(first))) {
      case engine::FileKind::kCall:
      case engine::FileKind::kSidecar:
      case engine::FileKind::kAccounts:
        return StrCat(
            first,
            " belongs to the call log and is no spec: calls are checked through the specs that cite "
            "them. Name a spec, or set \"calls\" in whyspec.json if this is one.");
      default:
        break;
    }
    return StrCat(
        "0 files checked: no spec is in ", JoinWords(paths),
        ". Check the path; what counts as a spec is said by \"specs\" in whyspec.json, or by `type: spec` in "
        "a file's front matter.");
  }

  // Those of PATH; without PATH all below the folder we stand in.
  std::vector<std::string> SpecsAsked() const {
    std::vector<std::string> specs = workspace_->SpecPaths();
    if (options_.paths.empty()) {
      specs.erase(
          std::remove_if(specs.begin(), specs.end(),
                         [&](const std::string& path) { return !IsInside(path, context_.directory); }),
          specs.end());
    }
    return specs;
  }

  int Diff(const CheckRun& run, const Style& style) {
    const FixSummary diff = FixSpecs(run, style);
    context_.Note(diff.files == 0 ? StrCat("Nothing to fix in ", Plural(run.specs.size(), "spec"), ".")
                                  : StrCat(Plural(diff.fixed, "finding"), " in ", Plural(diff.files, "spec"),
                                           " would be fixed by --fix."));
    if (diff.failed) return kFailure;
    return diff.files > 0 ? kFindings : kClean;
  }

  // With --stdin the fixed text is the result, so what is left to say goes to `err`.
  int FinishStdinFix(CheckRun run, const FixSummary& fixed) {
    if (fixed.failed) return kFailure;
    stdin_text_ = fixed.stdin_text;
    workspace_->Change(run.specs.front(), fixed.stdin_text);
    const std::unique_ptr<Formatter> formatter = MakeTextFormatter(&context_.err(), Style{});
    const Summary summary = CheckSpecs(run, formatter.get());
    if (summary.failed) return kFailure;
    return summary.over_threshold ? kFindings : kClean;
  }

  int WriteBaseline(const Baseline& baseline, const Summary& summary) {
    if (summary.failed) {
      return context_.Fail(
          "The baseline was not written, because not all files could be checked: see above.");
    }
    const std::string path = context_.Absolute(options_.write_baseline);
    const Status written = context_.files->WriteFile(path, baseline.ToJson());
    if (!written.ok()) return context_.Fail(written.error().message);
    context_.Note(StrCat("Accepted ", Plural(baseline.size(), "finding"), " in ", context_.Shown(path),
                         ". From now on: whyspec check --baseline ", context_.Shown(path)));
    return kClean;
  }

  const Context& context_;
  const CheckOptions& options_;
  std::optional<std::string> stdin_text_;
  std::optional<Baseline> baseline_;
  std::unique_ptr<engine::Workspace> workspace_;
  TeamLog team_;
};

bool Matters(const engine::Workspace& workspace, const FileSystem& files, const std::string& path) {
  if (workspace.KindOf(path) != engine::FileKind::kOther) return true;
  // A Markdown file may be a spec by its front matter, a folder may hold anything.
  if (path.size() > 3 && path.compare(path.size() - 3, 3, ".md") == 0) return true;
  const Result<FileInfo> info = files.Stat(path);
  return info.ok() ? info->is_directory : Basename(path).find('.') == std::string_view::npos;
}

}  // namespace

int RunCheck(const Context& context, const CheckOptions& options) {
  return RunCheck(context, options, WatchFolders);
}

int RunCheck(const Context& context, const CheckOptions& options, const MakeChangeSource& watch) {
  CheckCommand command(context, options);
  if (!options.watch) {
    const int prepared = command.Prepare();
    return prepared == kClean ? command.RunOnce() : prepared;
  }
  // The watch stands before the first check, so that nothing changes unseen in between.
  Result<std::unique_ptr<ChangeSource>> source = watch(RootsOf(context, options));
  if (!source.ok()) return context.Fail(source.error().message);
  const int prepared = command.Prepare();
  if (prepared != kClean) return prepared;
  while (context.out().good()) {
    if (context.streams->out_is_terminal) context.out() << "\x1b[2J\x1b[3J\x1b[H";
    command.RunOnce();
    context.out().flush();
    context.Note("Watching for changes. Press Ctrl-C to end.");
    bool again = false;
    while (!again) {
      const std::optional<std::vector<std::string>> changed = source.value()->Wait();
      if (!changed) return kClean;
      std::vector<std::string> ours;
      for (const std::string& path : *changed) {
        if (Matters(command.workspace(), *context.files, path)) ours.push_back(path);
      }
      if (changed->empty()) {
        command.Scan();
        again = true;
      } else if (!ours.empty()) {
        command.workspace().FilesChanged(ours);
        again = true;
      }
    }
  }
  return kClean;
}

}  // namespace whyspec::cli
