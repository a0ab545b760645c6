#include "engine/workspace.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/strings.h"
#include "base/uri.h"
#include "engine/workspace_files.h"
#include "store/union_call_log.h"

namespace whyspec::engine {

struct Workspace::State {
  State(const FileSystem& disk, WorkspaceOptions given)
      : options(given), today(given.today.value_or(TodayUtc())), files(disk, std::move(given)) {}

  WorkspaceOptions options;
  Date today;
  WorkspaceFiles files;
  std::shared_ptr<evidence::Verifier> verifier = std::make_shared<evidence::Verifier>();
  std::uint64_t generation = 1;
  std::shared_ptr<const store::SyncedCalls> team;
  // What was joined last, and of what.
  std::shared_ptr<const calls::CallLog> joined, joined_files;
  std::shared_ptr<const store::SyncedCalls> joined_team;
  std::shared_ptr<const store::CallTable> team_table;
  std::shared_ptr<const TeamIndex::Places> team_table_ids;
  std::map<std::string, Snapshot> snapshots;         // of open specs, as last asked for
  std::map<std::string, FileProblem> read_problems;  // specs that could not be read

  std::shared_ptr<const calls::CallLog> Log() {
    files.Refresh();
    if (!options.read_calls_beside) {
      // A store that fails is replaced, and all is read once more.
      while (const std::shared_ptr<CallJob> job = files.calls().TakeJob(files.disk(), files.open())) {
        job->Run();
        files.calls().FinishJob(job);
      }
    }
    std::shared_ptr<const calls::CallLog> of_files =
        files.calls().Log(files.disk(), files.open(), today, !options.calls_directory.empty());
    if (team == nullptr) return of_files;
    return WithTeam(std::move(of_files));
  }

  std::shared_ptr<const calls::CallLog> WithTeam(std::shared_ptr<const calls::CallLog> of_files) {
    const std::shared_ptr<const TeamIndex::Places>& ids = files.calls().ids();
    if (joined != nullptr && joined_files == of_files && joined_team == team) return joined;
    if (team_table == nullptr || joined_team != team || team_table_ids != ids) {
      const bool shadowed = std::any_of(ids->begin(), ids->end(), [&](const auto& id) {
        const auto [first, last] = team->table->WithId(id.first);
        return first != last;
      });
      team_table = team->table;
      if (shadowed) {
        std::vector<store::StoredCallPtr> beside;
        for (const store::StoredCallPtr& call : team->table->calls()) {
          if (ids->count(call->summary.id) == 0) beside.push_back(call);
        }
        team_table = std::make_shared<const store::CallTable>(std::move(beside));
      }
      team_table_ids = ids;
    }
    joined_files = std::move(of_files);
    joined_team = team;
    joined = store::UnionCallLog::Create({.files = joined_files,
                                          .team = team,
                                          .table = team_table,
                                          .today = today,
                                          .files_are_read = files.calls().ready()});
    return joined;
  }

  // All but the text.
  SnapshotInput Input(const std::string& path) {
    SnapshotInput input;
    input.path = path;
    input.log = Log();  // first: the team has the ids of its calls
    const std::shared_ptr<const TeamIndex> specs = files.Team();
    input.team_revision = specs->revision();
    input.team = specs;
    input.config = files.layout().ConfigFor(path);
    input.call_places = files.layout().Places();
    input.verifier = verifier;
    input.profile_override = options.profile;
    input.today = today;
    return input;
  }

  Result<std::string> Read(const std::string& path) {
    Result<std::string> text = files.open().Read(files.disk(), path);
    if (text.ok()) {
      read_problems.erase(path);
    } else {
      read_problems[path] = {.path = path,
                             .range = {},
                             .message = text.error().message,
                             .severity = rules::Severity::kError,
                             .rule = ""};
    }
    return text;
  }
};

Workspace::Workspace(const FileSystem& files, WorkspaceOptions options)
    : state_(std::make_unique<State>(files, std::move(options))) {}
Workspace::~Workspace() = default;

void Workspace::Scan(const std::function<void(std::size_t)>& progress) {
  ++state_->generation;
  state_->read_problems.clear();
  state_->files.Scan(progress);
}

void Workspace::SetPaths(std::vector<std::string> paths) {
  ++state_->generation;
  state_->files.SetPaths(std::move(paths));
}

void Workspace::Open(const std::string& path, std::string text) { Change(path, std::move(text)); }

void Workspace::Change(const std::string& path, std::string text) {
  ++state_->generation;
  state_->read_problems.erase(path);
  state_->files.SetText(path, std::move(text));
}

void Workspace::Close(const std::string& path) {
  ++state_->generation;
  state_->snapshots.erase(path);
  state_->files.Close(path);
}

bool Workspace::IsOpen(const std::string& path) const { return state_->files.open().Has(path); }

void Workspace::FilesChanged(const std::vector<std::string>& paths) {
  if (paths.empty()) return;
  ++state_->generation;
  for (const std::string& path : paths) state_->read_problems.erase(path);
  state_->files.FilesChanged(paths);
}

void Workspace::SetRoots(std::vector<std::string> roots) {
  ++state_->generation;
  state_->options.roots = roots;
  state_->files.SetRoots(std::move(roots));
}

void Workspace::SetToday(Date today) {
  if (state_->today == today) return;
  ++state_->generation;
  state_->today = today;
}

FileKind Workspace::KindOf(const std::string& path) const {
  state_->files.Refresh();
  return state_->files.KindOf(path);
}

std::vector<std::string> Workspace::SpecPaths() const {
  state_->files.Refresh();
  return state_->files.SelectedSpecs();
}

std::vector<std::string> Workspace::CallPaths() const {
  state_->files.Refresh();
  return state_->files.calls().Paths();
}

const std::vector<std::string>& Workspace::unmatched_patterns() const {
  state_->files.Refresh();
  return state_->files.unmatched_patterns();
}

Result<SnapshotInput> Workspace::InputOf(const std::string& path, bool with_text) {
  SnapshotInput input = state_->Input(path);
  if (with_text) {
    Result<std::string> text = state_->Read(path);
    if (!text.ok()) return text.error();
    input.text = std::move(*text);
  }
  return input;
}

std::optional<Snapshot> Workspace::SnapshotOf(const std::string& path) {
  if (KindOf(path) != FileKind::kSpec) return std::nullopt;
  SnapshotInput input = state_->Input(path);
  const markdown::Document* open = state_->files.open().Parsed(path);
  if (open == nullptr) {
    Result<std::string> text = state_->Read(path);
    if (!text.ok()) return std::nullopt;
    input.text = std::move(*text);
    return BuildSnapshot(std::move(input));
  }
  // Of open specs the last snapshot is kept: hover, actions and diagnostics ask for the
  // same one in turn.
  const auto found = state_->snapshots.find(path);
  if (found != state_->snapshots.end() && found->second.input_hash == InputHash(input, open->text())) {
    return found->second;
  }
  Snapshot snapshot = BuildSnapshot(std::move(input), *open);
  state_->snapshots.insert_or_assign(path, snapshot);
  return snapshot;
}

Snapshot Workspace::SnapshotWithText(const std::string& path, std::string text) {
  SnapshotInput input = state_->Input(path);
  input.text = std::move(text);
  return BuildSnapshot(std::move(input));
}

Result<std::string> Workspace::TextOf(const std::string& path) const {
  return state_->files.open().Read(state_->files.disk(), path);
}

std::shared_ptr<const Config> Workspace::ConfigFor(const std::string& path) {
  state_->files.Refresh();
  return state_->files.layout().ConfigFor(path);
}

std::shared_ptr<const calls::CallLog> Workspace::Log() { return state_->Log(); }

std::shared_ptr<CallJob> Workspace::TakeCallJob() {
  state_->files.Refresh();
  return state_->files.calls().TakeJob(state_->files.disk(), state_->files.open());
}

void Workspace::FinishCallJob(const std::shared_ptr<CallJob>& job) {
  ++state_->generation;
  state_->files.calls().FinishJob(job);
}

Workspace::CallStats Workspace::call_stats() const { return state_->files.calls().stats(); }

void Workspace::SetTeamCalls(std::shared_ptr<const store::SyncedCalls> team) {
  if (state_->team == team) return;
  ++state_->generation;
  state_->team = std::move(team);
  state_->joined = nullptr;
}

CallLogSettings Workspace::CallLogOf() {
  state_->files.Refresh();
  for (const std::string& root : state_->options.roots) {
    const std::shared_ptr<const Config> config = state_->files.layout().ConfigFor(JoinPath(root, "spec.md"));
    if (!config->call_log.url.empty()) return config->call_log;
  }
  return {};
}

std::vector<FileProblem> Workspace::Problems() {
  (void)state_->Log();  // reads the calls that were not read yet
  WorkspaceFiles& files = state_->files;
  std::vector<FileProblem> problems = files.scan_problems();
  const std::vector<FileProblem> of_calls = files.calls().Problems();
  problems.insert(problems.end(), of_calls.begin(), of_calls.end());
  for (const auto& [path, problem] : state_->read_problems) problems.push_back(problem);

  // Configs that hold for something, not all that were ever looked at.
  ConfigLoader& loader = files.layout().loader();
  std::set<std::string> configs;
  if (state_->options.config_file.empty()) {
    configs = files.configs();
    for (const std::string& path : files.specs()) {
      if (files.layout().IsInRoots(path)) continue;
      const std::shared_ptr<const Config> config = files.layout().ConfigFor(path);
      if (!config->files.empty()) configs.insert(config->files.front());
    }
  } else {
    configs.insert(state_->options.config_file);
  }
  for (const std::string& path : configs) {
    for (const ConfigProblem& problem : loader.FromFile(path).problems) {
      problems.push_back({.path = problem.path,
                          .range = problem.range,
                          .message = problem.message,
                          .severity = problem.fatal ? rules::Severity::kError : rules::Severity::kWarning,
                          .rule = ""});
    }
  }
  const auto key = [](const FileProblem& p) { return std::tie(p.path, p.range, p.message); };
  std::sort(problems.begin(), problems.end(),
            [&](const FileProblem& a, const FileProblem& b) { return key(a) < key(b); });
  problems.erase(std::unique(problems.begin(), problems.end(),
                             [&](const FileProblem& a, const FileProblem& b) { return key(a) == key(b); }),
                 problems.end());
  return problems;
}

std::vector<Workspace::CitedBy> Workspace::SpecsCiting(std::string_view call_id) {
  const std::shared_ptr<const calls::CallLog> log = state_->Log();
  WorkspaceFiles& files = state_->files;
  return files.citing().Citing(call_id, {files.specs().begin(), files.specs().end()}, files.disk(),
                               files.open(), files.layout().Places(), *log);
}

bool Workspace::PrepareCiting(std::chrono::microseconds slice) {
  WorkspaceFiles& files = state_->files;
  files.Refresh();
  return files.citing().Prepare(files.specs(), files.disk(), files.open(), files.layout().Places(), slice);
}

std::uint64_t Workspace::generation() const { return state_->generation; }

}  // namespace whyspec::engine
