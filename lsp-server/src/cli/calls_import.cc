// whyspec calls import
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "calls/read_export.h"
#include "cli/calls_project.h"
#include "cli/commands.h"
#include "cli/file_batch.h"
#include "cli/import_plan.h"
#include "cli/project.h"
#include "cli/style.h"

namespace whyspec::cli {
namespace {

// "NAME.call.yaml" beside a transcript.
std::string SidecarOf(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  const std::size_t slash = path.rfind('/');
  const bool has_ending = dot != std::string::npos && (slash == std::string::npos || dot > slash + 1);
  return StrCat(has_ending ? path.substr(0, dot) : path, ".call.yaml");
}

bool HasPlainFormat(const std::string& path) {
  constexpr std::array<std::string_view, 4> kEndings = {".vtt", ".srt", ".txt", ".md"};
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

Result<std::vector<calls::ExportFile>> ReadFiles(const Context& context,
                                                 const std::vector<std::string>& written) {
  std::vector<std::string> paths;
  for (const std::string& path : written) {
    const std::string absolute = context.Absolute(path);
    const Result<FileInfo> info = context.files->Stat(absolute);
    if (!info.ok()) {
      if (info.error().code != ErrorCode::kNotFound) return info.error();
      return Error{ErrorCode::kNotFound,
                   StrCat("There is no file or folder ", Printable(path), ": check the spelling.")};
    }
    if (!info->is_directory) {
      paths.push_back(absolute);
      continue;
    }
    const std::size_t before = paths.size();
    context.files->WalkFiles(
        absolute, {.enter = [](const std::string& below) { return Basename(below).front() != '.'; },
                   .visit =
                       [&](const std::string& below, const FileInfo&) {
                         if (calls::IsCallFileName(below) && Basename(below).front() != '.')
                           paths.push_back(below);
                       },
                   .problem = [](const Error&) {}});
    if (paths.size() == before) {
      return Error{ErrorCode::kNotFound,
                   StrCat("The folder ", Printable(path), " holds no file that could be an export.")};
    }
  }
  std::vector<calls::ExportFile> files;
  for (const std::string& path : paths) {
    Result<std::string> bytes = context.files->ReadFile(path);
    if (!bytes.ok()) return bytes.error();
    calls::ExportFile file{
        .path = context.Shown(path), .bytes = std::move(bytes.value()), .sidecar_path = "", .sidecar = ""};
    const std::string sidecar = SidecarOf(path);
    if (HasPlainFormat(path) && context.files->Stat(sidecar).ok()) {
      Result<std::string> details = context.files->ReadFile(sidecar);
      if (!details.ok()) return details.error();
      file.sidecar_path = sidecar;
      file.sidecar = std::move(details.value());
    }
    files.push_back(std::move(file));
  }
  return files;
}

// "text=Verbatim,speaker=Intervenant", several times.
Result<calls::ColumnMap> ReadColumns(const std::vector<std::string>& written) {
  calls::ColumnMap columns;
  for (std::string_view rest : written) {
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      const std::string_view pair = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t sign = pair.find('=');
      const std::string field(Trim(pair.substr(0, sign)));
      const std::vector<std::string_view>& fields = calls::ColumnFields();
      const bool known = std::find(fields.begin(), fields.end(), field) != fields.end();
      if (sign == std::string_view::npos || Trim(pair.substr(sign + 1)).empty() || !known) {
        const std::optional<std::string_view> closest = Closest(field, fields);
        return Error{
            ErrorCode::kInvalid,
            StrCat("--columns cannot be \"", Printable(pair), "\": write FIELD=COLUMN, as text=Verbatim.",
                   closest && !known ? StrCat(" Did you mean ", *closest, "?") : "", " Fields are ",
                   JoinWords({fields.begin(), fields.end()}), ".")};
      }
      columns.emplace_back(field, std::string(Trim(pair.substr(sign + 1))));
    }
  }
  return columns;
}

std::string Where(const calls::ExportProblem& problem) {
  return problem.record.empty() ? problem.file : StrCat(problem.file, ", ", problem.record);
}

std::string Detail(const PlannedCall& planned) {
  const calls::Call& call = planned.imported->call;
  std::string out =
      call.title.empty() ? "" : StrCat("\xE2\x80\x9C", OneLine(Shorten(call.title, 60)), "\xE2\x80\x9D");
  std::string words;
  switch (call.transcript_status) {
    case calls::TranscriptStatus::kReady:
      words = Plural(call.turns.size(), "turn");
      break;
    case calls::TranscriptStatus::kProcessing:
      words = "transcript still being made";
      break;
    case calls::TranscriptStatus::kGone:
      words = "transcript deleted where it was recorded";
      break;
    case calls::TranscriptStatus::kFailed:
      words = "transcript failed where it was recorded";
      break;
    case calls::TranscriptStatus::kNone:
      words = call.notes.empty() ? "no words" : "notes only";
      break;
  }
  for (const std::string& part : {words, planned.reason}) {
    if (!part.empty()) out += StrCat(out.empty() ? "" : ", ", part);
  }
  return out;
}

Ink InkOfOutcome(ImportOutcome outcome) {
  switch (outcome) {
    case ImportOutcome::kNew:
      return Ink::kAdded;
    case ImportOutcome::kUpdated:
      return Ink::kInfo;
    case ImportOutcome::kUnchanged:
      return Ink::kDim;
    case ImportOutcome::kSkipped:
      return Ink::kWarning;
  }
  return Ink::kPlain;
}

class Summary {
 public:
  Summary(const Context& context, const CallsOptions& options, const ImportPlan& plan,
          const calls::ReadExportResult& read, std::string folder)
      : context_(context), options_(options), plan_(plan), read_(read), folder_(std::move(folder)) {}

  void Print() const {
    if (options_.format == "json") return PrintJson();
    std::ostream& out = context_.out();
    const Style style = StyleFor(context_, options_.color);
    constexpr std::size_t kColumn = 11;
    const auto line = [&](ImportOutcome outcome, std::string_view what, const std::string& detail) {
      const std::string name(Name(outcome));
      out << style.Paint(InkOfOutcome(outcome), name) << std::string(kColumn - name.size(), ' ')
          << OneLine(what);
      if (!detail.empty()) out << style.Paint(Ink::kDim, StrCat("  ", detail));
      out << '\n';
    };
    for (const PlannedCall& planned : plan_.calls) line(planned.outcome, planned.id, Detail(planned));
    for (const calls::ExportProblem& problem : read_.problems) {
      if (problem.skipped) line(ImportOutcome::kSkipped, Where(problem), OneLine(problem.problem.message));
    }
    out << (plan_.calls.empty() ? "" : "\n") << Sentence() << '\n';
  }

 private:
  std::size_t Count(ImportOutcome outcome) const {
    const auto calls = std::count_if(plan_.calls.begin(), plan_.calls.end(),
                                     [&](const PlannedCall& planned) { return planned.outcome == outcome; });
    auto skipped = std::count_if(read_.problems.begin(), read_.problems.end(),
                                 [](const calls::ExportProblem& problem) { return problem.skipped; });
    if (outcome != ImportOutcome::kSkipped) skipped = 0;
    return static_cast<std::size_t>(calls + skipped);
  }

  std::vector<std::string> Formats() const {
    std::vector<std::string> formats;
    for (const std::string_view format : read_.formats) {
      if (!format.empty() && std::find(formats.begin(), formats.end(), format) == formats.end()) {
        formats.emplace_back(format);
      }
    }
    return formats;
  }

  std::string Sentence() const {
    const std::string from = Formats().empty() ? "" : StrCat(" from ", JoinWords(Formats()));
    const std::string counts =
        StrCat(Count(ImportOutcome::kNew), " new, ", Count(ImportOutcome::kUpdated), " updated, ",
               Count(ImportOutcome::kUnchanged), " unchanged, ", Count(ImportOutcome::kSkipped), " skipped");
    if (options_.dry_run)
      return StrCat("Nothing was written. This import", from, " would bring ", counts, ".");
    return StrCat(counts, from, ", in ", OneLine(context_.Shown(folder_)), ".");
  }

  void PrintJson() const {
    nlohmann::ordered_json out;
    out["version"] = 1;
    out["dry_run"] = options_.dry_run;
    out["folder"] = context_.Shown(folder_);
    out["calls"] = nlohmann::ordered_json::array();
    for (const PlannedCall& planned : plan_.calls) {
      const calls::Call& call = planned.imported->call;
      nlohmann::ordered_json entry;
      entry["id"] = planned.id;
      entry["path"] = context_.Shown(JoinPath(folder_, planned.name));
      entry["outcome"] = Name(planned.outcome);
      if (!call.title.empty()) entry["title"] = call.title;
      entry["source"] = {{"system", call.source.system}, {"id", call.source.id}};
      entry["transcript"] = Name(call.transcript_status);
      entry["turns"] = call.turns.size();
      if (!planned.reason.empty()) entry["reason"] = planned.reason;
      out["calls"].push_back(std::move(entry));
    }
    out["skipped"] = nlohmann::ordered_json::array();
    for (const calls::ExportProblem& problem : read_.problems) {
      if (!problem.skipped && !problem.problem.fatal) continue;
      out["skipped"].push_back(
          {{"file", problem.file}, {"record", problem.record}, {"reason", problem.problem.message}});
    }
    out["summary"] = {{"new", Count(ImportOutcome::kNew)},
                      {"updated", Count(ImportOutcome::kUpdated)},
                      {"unchanged", Count(ImportOutcome::kUnchanged)},
                      {"skipped", Count(ImportOutcome::kSkipped)}};
    context_.out() << out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
  }

  const Context& context_;
  const CallsOptions& options_;
  const ImportPlan& plan_;
  const calls::ReadExportResult& read_;
  std::string folder_;
};

Result<std::string> TargetFolder(const Context& context, const CallsOptions& options) {
  if (!options.into.empty()) {
    std::string folder = context.Absolute(options.into);
    const Result<FileInfo> info = context.files->Stat(folder);
    if (info.ok() && !info->is_directory) {
      return Error{ErrorCode::kInvalid, StrCat("--into names a file, ", Printable(options.into),
                                               ": name the folder the calls should go to.")};
    }
    return folder;
  }
  const Result<std::unique_ptr<engine::Workspace>> opened = OpenProject(context, {});
  if (!opened.ok()) return opened.error();
  const std::string root = FindRoot(*context.files, context.directory);
  const std::shared_ptr<const engine::Config> config = opened.value()->ConfigFor(JoinPath(root, "x.md"));
  return DefaultFolder(context, config->root, config->calls, "calls");
}

}  // namespace

int RunCallsImport(const Context& context, const CallsOptions& options) {
  const Result<calls::ColumnMap> columns = ReadColumns(options.columns);
  if (!columns.ok()) return context.Fail(columns.error().message);
  const Result<std::string> folder = TargetFolder(context, options);
  if (!folder.ok()) return context.Fail(folder.error().message);
  if (const Status recovered = RecoverImport(context, *folder); !recovered.ok()) {
    return context.Fail(context.ShownIn(recovered.error().message));
  }
  const Result<std::vector<calls::ExportFile>> files = ReadFiles(context, options.files);
  if (!files.ok()) return context.Fail(context.ShownIn(files.error().message));
  const calls::ReadExportResult read = calls::ReadExport(
      *files, {.from = options.from, .columns = columns.value(), .own_domains = options.own_domains});

  std::size_t broken = 0;
  for (const calls::ExportProblem& problem : read.problems) {
    if (problem.problem.fatal) ++broken;
    if (!problem.skipped)
      context.Note(StrCat(OneLine(Where(problem)), ": ", OneLine(problem.problem.message)));
  }
  if (broken > 0 && !options.keep_going) {
    return context.Fail(StrCat(
        "Nothing was imported: ",
        broken == 1 ? "what is named above cannot be read." : StrCat(broken, " records cannot be read."),
        read.calls.empty() ? ""
                           : StrCat(" Correct it, or import the other ", Plural(read.calls.size(), "call"),
                                    " with --keep-going.")));
  }
  const Result<ImportPlan> plan = PlanImport(*context.files, *folder, read.calls);
  if (!plan.ok())
    return context.Fail(StrCat("Nothing was imported. ", context.ShownIn(plan.error().message)));
  if (!options.dry_run) {
    const Status written = FileBatch(*context.files, *folder).Commit(plan->entries);
    if (!written.ok()) {
      return context.Fail(StrCat("Nothing was imported. ", context.ShownIn(written.error().message)));
    }
  }
  Summary(context, options, *plan, read, *folder).Print();
  if (broken > 0) return kFailure;
  return kClean;
}

}  // namespace whyspec::cli
