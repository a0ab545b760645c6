#include "lsp/session.h"

#include <chrono>

#include "base/uri.h"
#include "engine/spec_record.h"

namespace whyspec::lsp {
namespace {

// A branch switch must not hold up typing: while more files than this wait, they are taken
// in between messages, a few at a time.
constexpr std::size_t kFewFiles = 32;
constexpr std::chrono::milliseconds kSlice{8};

// Front matter says so, or two of the three business sections are there. One alone
// ("Usage") is in every README.
bool LooksLikeSpec(const rules::Spec& spec) {
  if (spec.meta.type == "spec") return true;
  std::set<rules::Role> roles;
  for (const rules::MatchedSection& section : spec.matched) {
    if (section.meaning->role != rules::Role::kOther) roles.insert(section.meaning->role);
  }
  return roles.size() >= 2;
}

}  // namespace

Session::Session(ServerOptions server_options, jsonrpc::Connection& connection,
                 jsonrpc::MessageQueue& messages)
    : options(std::move(server_options)),
      client(connection),
      queue(messages),
      rule_pages(*options.files, options.cache_directory),
      team({.follow = options.follow_call_log,
            .environment = options.environment,
            .log = options.log,
            .wake = [&messages] { messages.Wake(); }},
           connection),
      disk_(*options.files),
      today_(options.today()) {}

Session::~Session() { DropReading(); }

engine::Workspace& Session::raw_workspace() {
  if (!workspace_) {
    engine::WorkspaceOptions workspace_options{.roots = roots_,
                                               .config_file = settings_.config_file,
                                               .profile = settings_.profile,
                                               .calls_directory = {},
                                               .today = today_,
                                               .cache_file = {},
                                               .read_calls_beside = options.run_beside != nullptr,
                                               .trusted = trusted_,
                                               .log = options.log};
    if (options.call_cache_file && !roots_.empty()) {
      workspace_options.cache_file = options.call_cache_file(roots_);
    }
    if (!settings_.config_file.empty() && !roots_.empty()) {
      workspace_options.config_file = JoinPath(roots_.front(), settings_.config_file);
    }
    workspace_ = std::make_unique<engine::Workspace>(*options.files, std::move(workspace_options));
    for (const auto& [path, document] : documents.all()) Opened(document);
    team.Restore(*workspace_);
  }
  return *workspace_;
}

engine::Workspace& Session::workspace() {
  if (!scanned_) Scan({});
  if (!options.run_beside || changed_files_.size() <= kFewFiles) TakeInFiles();
  return *workspace_;
}

void Session::TakeInFiles() {
  if (changed_files_.empty()) return;
  problems_known_ = false;
  ForgetClosedTexts();
  const auto begin = std::chrono::steady_clock::now();
  do {
    auto last = changed_files_.end();
    if (options.run_beside && changed_files_.size() > kFewFiles) {
      last = std::next(changed_files_.begin(), kFewFiles);
    }
    const std::vector<std::string> paths(changed_files_.begin(), last);
    changed_files_.erase(changed_files_.begin(), last);
    workspace_->FilesChanged(paths);
  } while (!changed_files_.empty() && std::chrono::steady_clock::now() - begin < kSlice);
}

bool Session::Prepare() { return options.run_beside && scanned_ && workspace_->PrepareCiting(kSlice); }

bool Session::StepReading() {
  if (!options.run_beside || !scanned_) return false;
  bool changed = false;
  if (reading_ != nullptr && reading_->finished.load(std::memory_order_acquire)) {
    const bool was_there = workspace_->Log()->available();
    workspace_->FinishCallJob(reading_->job);
    log_came_ = log_came_ || (!was_there && workspace_->Log()->available());
    reading_ = nullptr;
    problems_known_ = false;
    changed = true;
  }
  if (reading_ != nullptr || !changed_files_.empty()) return changed;
  std::shared_ptr<engine::CallJob> job = workspace_->TakeCallJob();
  if (job == nullptr) return changed;
  reading_ = std::make_shared<Reading>();
  reading_->job = std::move(job);
  options.run_beside([reading = reading_, &loop = queue] {
    reading->job->Run([&loop] { loop.Wake(); });
    reading->finished.store(true, std::memory_order_release);
    loop.Wake();
  });
  return true;
}

bool Session::StepTeam() {
  if (!scanned_) return false;
  if (const std::uint64_t now = generation(); now != team_looked_at_) {
    team_looked_at_ = now;
    team.Configure(workspace_->CallLogOf(), caps.call_log);
  }
  bool changed = team.Step(*workspace_);
  if (const auto path = team.NextToPublish()) {
    PublishSpec(*path);
    changed = true;
  }
  return changed;
}

void Session::PublishSpec(const std::string& path) {
  const Subject subject = SubjectAt(path);
  if (!subject.spec || !IsFilePath(path)) return team.Published(path, {.answer = {.status = 204}});
  const engine::SpecPlace place = engine::PlaceOf(
      *options.files, path, roots_.empty() ? std::string() : roots_.front(), team.settings().repository);
  const evidence::SpecRecord record =
      engine::MakeSpecRecord(*subject.spec, *FindingsOf(*subject.spec), place);
  team.Ask(sync::PublishSpec(record),
           [this, path](const sync::HttpResult& result) { team.Published(path, result); });
}

void Session::DropReading() {
  if (reading_ == nullptr) return;
  reading_->job->Cancel();
  reading_ = nullptr;
}

void Session::Scan(const std::function<void(std::size_t)>& progress) {
  raw_workspace().Scan(progress);
  if (!caps.register_watched_files) (void)disk_.Changes(roots_);
  scanned_ = true;
  problems_known_ = false;
  ForgetClosedTexts();
}

void Session::SetRoots(std::vector<std::string> roots) {
  if (roots == roots_) return;
  roots_ = std::move(roots);
  if (workspace_) workspace_->SetRoots(roots_);
  scanned_ = false;
  problems_known_ = false;
}

void Session::SetSettings(Settings settings) {
  const bool anew = settings.config_file != settings_.config_file || settings.profile != settings_.profile;
  settings_ = std::move(settings);
  if (settings_.trace) client.SetTrace(*settings_.trace);
  ++epoch_;
  if (!anew || !workspace_) return;
  // Generations of the next workspace start low: keep the sum growing.
  epoch_ += workspace_->generation() + 1;
  problems_known_ = false;
  DropReading();
  workspace_.reset();
  scanned_ = false;
}

void Session::NoteFilesChanged(const std::vector<std::string>& uris) {
  for (const std::string& uri : uris) {
    if (auto path = PathFromFileUri(uri)) changed_files_.insert(*std::move(path));
  }
}

void Session::LookAtDisk() {
  if (caps.register_watched_files || !scanned_) return;
  for (std::string& path : disk_.Changes(roots_)) changed_files_.insert(std::move(path));
}

void Session::Opened(const OpenDocument& document) {
  problems_known_ = false;
  if (document.scheme_is_file) raw_workspace().Open(document.path, document.text->text);
  findings_.erase(document.path);
}

void Session::Changed(const OpenDocument& document) {
  if (document.scheme_is_file) {
    raw_workspace().Change(document.path, document.text->text);
    if (workspace_->KindOf(document.path) != engine::FileKind::kSpec) problems_known_ = false;
  } else {
    ++epoch_;
  }
}

void Session::Closed(const OpenDocument& document) {
  problems_known_ = false;
  if (document.scheme_is_file) raw_workspace().Close(document.path);
  ForgetClosedTexts();
  findings_.erase(document.path);
  scratch_.erase(document.path);
  tokens.erase(document.path);
}

void Session::BeginMessage() {
  positions_.clear();
  // Between messages only: one answer sees one log.
  StepReading();
  if (const Date now = options.today(); now != today_) {
    today_ = now;
    problems_known_ = false;
    if (workspace_) workspace_->SetToday(now);
  }
}

Subject Session::SubjectOf(std::string_view uri) { return SubjectAt(PathOfUri(uri)); }

Subject Session::SubjectAt(const std::string& path) {
  Subject subject{.path = path, .open = documents.FindByPath(path)};
  if (subject.open != nullptr && subject.open->out_of_sync) return subject;
  if (IsFilePath(path)) {
    switch (workspace().KindOf(path)) {
      case engine::FileKind::kSpec:
        subject.spec = workspace().SnapshotOf(path);
        if (!subject.spec) problems_known_ = false;  // it could not be read
        return subject;
      case engine::FileKind::kCall:
        subject.call = features::OpenCall(world_, path);
        return subject;
      case engine::FileKind::kAccounts:
        subject.accounts = features::OpenAccounts(world_, path);
        return subject;
      case engine::FileKind::kOther:
      case engine::FileKind::kSidecar:
      case engine::FileKind::kConfig:
        break;
    }
  }
  if (subject.open != nullptr) subject.spec = ScratchSpec(*subject.open);
  return subject;
}

std::optional<engine::SnapshotInput> Session::ClosedSpec(const std::string& path) {
  if (!IsFilePath(path) || workspace().KindOf(path) != engine::FileKind::kSpec) return std::nullopt;
  Result<engine::SnapshotInput> input = workspace().InputOf(path);
  if (input.ok()) return std::move(input).value();
  problems_known_ = false;  // told on the file
  return std::nullopt;
}

std::optional<engine::Snapshot> Session::ScratchSpec(const OpenDocument& document) {
  const bool untitled = SchemeOf(document.uri) == "untitled";
  const bool lone_file = document.scheme_is_file && roots_.empty();
  if (document.language_id != "markdown" || (!untitled && !lone_file)) return std::nullopt;
  engine::Workspace& all = workspace();
  Scratch& scratch = scratch_[document.path];
  if (scratch.text != document.text || scratch.generation != all.generation()) {
    engine::Snapshot snapshot = all.SnapshotWithText(document.path, document.text->text);
    scratch = {.text = document.text, .generation = all.generation(), .snapshot = std::nullopt};
    if (LooksLikeSpec(*snapshot.spec)) scratch.snapshot = std::move(snapshot);
  }
  return scratch.snapshot;
}

Findings Session::FindingsOf(const engine::Snapshot& snapshot) {
  const std::string& path = snapshot.spec->path;
  if (const auto known = findings_.find(path);
      known != findings_.end() && known->second.hash == snapshot.input_hash) {
    return known->second.findings;
  }
  auto findings = std::make_shared<const engine::CheckResult>(engine::Check(snapshot));
  if (documents.FindByPath(path) != nullptr) {
    findings_.insert_or_assign(path, Remembered{.hash = snapshot.input_hash, .findings = findings});
    for (const evidence::ResolvedCitation& cited : snapshot.spec->evidence.citations) {
      if (cited.call != nullptr && cited.has_turns)
        team.WillRead(*cited.call, cited.first_turn, cited.last_turn);
    }
  }
  return findings;
}

std::shared_ptr<const LineText> Session::ClosedText(const std::string& path) {
  constexpr std::size_t kMostBytes = std::size_t{16} << 20;
  const auto known = closed_texts_.find(path);
  if (known != closed_texts_.end()) return known->second;
  Result<std::string> bytes = workspace().TextOf(path);
  if (!bytes.ok()) return nullptr;
  auto text = std::make_shared<const LineText>(std::move(bytes).value());
  if (closed_bytes_ + text->text.size() > kMostBytes) ForgetClosedTexts();
  closed_bytes_ += text->text.size();
  closed_texts_.emplace(path, text);
  return text;
}

void Session::ForgetClosedTexts() {
  closed_texts_.clear();
  closed_bytes_ = 0;
}

const TextPositions* Session::PositionsOf(const std::string& path) {
  if (const auto known = positions_.find(path); known != positions_.end()) return &known->second.positions;
  const OpenDocument* open = documents.FindByPath(path);
  std::shared_ptr<const LineText> text = open != nullptr ? open->text : ClosedText(path);
  if (text == nullptr) return nullptr;
  const TextPositions positions(*text, caps.unit);
  return &positions_.emplace(path, Positions{.text = std::move(text), .positions = positions})
              .first->second.positions;
}

bool Session::Superseded(std::string_view uri) const {
  return queue.Any([uri](const jsonrpc::Message& message) {
    if (message.method != "textDocument/didChange") return false;
    const Json* changed = jsonrpc::FindPath(message.params, {"textDocument", "uri"});
    return changed != nullptr && changed->is_string() && changed->get_ref<const std::string&>() == uri;
  });
}

void Session::RefreshProblems() {
  engine::Workspace& all = workspace();
  if (problems_known_) return;
  problems_known_ = true;
  problems_.clear();
  for (engine::FileProblem& problem : all.Problems()) {
    problems_[problem.path].push_back(std::move(problem));
  }
}

std::span<const engine::FileProblem> Session::ProblemsOf(const std::string& path) {
  RefreshProblems();
  const auto it = problems_.find(path);
  return it == problems_.end() ? std::span<const engine::FileProblem>() : it->second;
}

std::vector<std::string> Session::ProblemPaths() {
  RefreshProblems();
  std::vector<std::string> paths;
  for (const auto& [path, problems] : problems_) paths.push_back(path);
  return paths;
}

// --- EditorWorld ---

std::shared_ptr<const calls::CallLog> EditorWorld::Log() { return session_->workspace().Log(); }

std::vector<std::string> EditorWorld::SpecPaths() { return session_->workspace().SpecPaths(); }

std::vector<std::string> EditorWorld::CallPaths() { return session_->workspace().CallPaths(); }

engine::FileKind EditorWorld::KindOf(const std::string& path) { return session_->workspace().KindOf(path); }

bool EditorWorld::IsOpen(const std::string& path) { return session_->workspace().IsOpen(path); }

std::optional<engine::Snapshot> EditorWorld::SnapshotOf(const std::string& path) {
  return session_->SubjectAt(path).spec;
}

engine::Snapshot EditorWorld::SnapshotWithText(const std::string& path, std::string text) {
  return session_->workspace().SnapshotWithText(path, std::move(text));
}

std::optional<std::string> EditorWorld::TextOf(const std::string& path) {
  if (const OpenDocument* open = session_->documents.FindByPath(path)) return open->text->text;
  Result<std::string> text = session_->workspace().TextOf(path);
  if (!text.ok()) return std::nullopt;
  return std::move(text).value();
}

std::vector<engine::Workspace::CitedBy> EditorWorld::SpecsCiting(std::string_view call_id) {
  return session_->workspace().SpecsCiting(call_id);
}

}  // namespace whyspec::lsp
