#include "lsp/background.h"

#include "base/hash.h"
#include "base/strings.h"
#include "base/uri.h"
#include "lsp/diagnostics.h"

namespace whyspec::lsp {
namespace {

constexpr std::string_view kScanToken = "whyspec/scan";
constexpr std::chrono::milliseconds kLongestSilence{500};
// Fewer call files are read before anybody could look.
constexpr std::size_t kWorthProgress = 100;

// "10,000".
std::string Grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

}  // namespace

void Background::Start() {
  started_ = true;
  if (session_.caps.work_done_progress) {
    scan_ = ScanState::kAwaitingProgress;
    session_.client.Request("window/workDoneProgress/create", {{"token", kScanToken}}, [this](Answer answer) {
      if (scan_ != ScanState::kAwaitingProgress) return;
      scan_ = ScanState::kDone;
      if (session_.scanned()) return;  // a request could not wait for it
      if (std::holds_alternative<Json>(answer)) return ScanWithProgress();
      session_.workspace();
    });
  }
}

bool Background::Step() {
  if (started_) {
    if (StepScan()) return true;
    if (StepReading()) return true;
    if (session_.StepTeam()) return true;
    // A client that pulls asks for lenses once it is told to; one that is pushed to waits for
    // its findings first.
    if (session_.caps.pull_diagnostics) {
      if (session_.Prepare() || (session_.scanned() && StepRefresh())) return true;
    } else {
      if ((session_.scanned() && StepPush()) || session_.Prepare()) return true;
    }
  }
  return StepPull();
}

bool Background::StepScan() {
  if (session_.scanned() && !session_.has_pending_files()) return false;
  if (!session_.scanned() && scan_ == ScanState::kAwaitingProgress) return false;
  session_.workspace();
  session_.TakeInFiles();
  return true;
}

bool Background::StepReading() {
  const bool changed = session_.scanned() && session_.StepReading();
  TellReading();
  return changed;
}

void Background::TellReading() {
  const std::shared_ptr<Session::Reading>& reading = session_.reading();
  const auto say = [this](Json value) {
    session_.client.Notify("$/progress", {{"token", progress_->token}, {"value", std::move(value)}});
  };
  if (progress_ && progress_->of != reading) {
    if (progress_->state == ReadingProgress::State::kShown) say({{"kind", "end"}});
    progress_.reset();
  }
  if (reading == nullptr || !session_.caps.work_done_progress) return;
  const std::size_t total = reading->job->total();
  const std::size_t done = reading->job->done();
  if (!progress_) {
    if (total - done < kWorthProgress) return;
    const std::string token = StrCat("whyspec/calls/", ++progresses_);
    progress_ = ReadingProgress{.of = reading, .token = token};
    session_.client.Request(
        "window/workDoneProgress/create", {{"token", token}}, [this, token](Answer answer) {
          if (!progress_ || progress_->token != token) return;
          const bool shown = std::holds_alternative<Json>(answer);
          progress_->state = shown ? ReadingProgress::State::kShown : ReadingProgress::State::kRefused;
          if (!shown) return;
          session_.client.Notify(
              "$/progress",
              {{"token", token},
               {"value",
                {{"kind", "begin"}, {"title", "Whyspec"}, {"message", "Reading calls"}, {"percentage", 0}}}});
        });
    return;
  }
  if (progress_->state != ReadingProgress::State::kShown || done == progress_->told) return;
  progress_->told = done;
  say({{"kind", "report"},
       {"message", StrCat("Reading calls ", Grouped(done), " of ", Grouped(total))},
       {"percentage", done * 100 / total}});
}

void Background::ScanWithProgress() {
  const auto progress = [this](Json value) {
    session_.client.Notify("$/progress", {{"token", kScanToken}, {"value", std::move(value)}});
  };
  progress({{"kind", "begin"}, {"title", "Whyspec"}, {"message", "Looking for specs and calls"}});
  session_.Scan([&progress](std::size_t files) {
    progress({{"kind", "report"}, {"message", Plural(files, "file")}});
  });
  progress({{"kind", "end"}});
}

// --- clients that pull ---

bool Background::StepRefresh() {
  if (refreshed_generation_ == session_.generation() && !configuration_changed_) return false;
  refreshed_generation_ = session_.generation();
  const std::uint64_t inputs = SharedInputs();
  const bool shared = session_.TakeLogCame() || configuration_changed_ ||
                      (shared_inputs_.has_value() && *shared_inputs_ != inputs);
  shared_inputs_ = inputs;
  configuration_changed_ = false;
  if (shared) {
    Refresh("workspace/diagnostic/refresh", session_.caps.refresh_diagnostics);
    Refresh("workspace/codeLens/refresh", session_.caps.refresh_lenses);
    Refresh("workspace/inlayHint/refresh", session_.caps.refresh_hints);
    Refresh("workspace/semanticTokens/refresh", session_.caps.refresh_tokens);
  }
  return true;
}

void Background::PullWorkspace(const WorkspaceDiagnosticParams& params, const RequestContext& context,
                               Reply reply) {
  pulls_.emplace_back(session_, reported_, params, context, std::move(reply));
}

bool Background::StepPull() {
  if (pulls_.empty()) return false;
  if (pulls_.front().Step()) pulls_.pop_front();
  return true;
}

void Background::DropPulls() {
  for (WorkspacePull& pull : pulls_) pull.Drop();
  pulls_.clear();
}

// What documents share: the calls and the configs. Their own text is not part of it: a
// client pulls after its own edits without being asked.
std::uint64_t Background::SharedInputs() {
  engine::Workspace& workspace = session_.workspace();
  const std::shared_ptr<const calls::CallLog> log = workspace.Log();
  std::uint64_t hash = Hash64(StrCat(log->revision(), log->available() ? " there" : ""));
  const auto add_config = [&](const std::string& path) {
    hash = Hash64(StrCat(workspace.ConfigFor(path)->hash), hash);
  };
  for (const std::string& root : session_.roots()) add_config(JoinPath(root, "spec.md"));
  for (const auto& [path, document] : session_.documents.all()) {
    if (document.scheme_is_file) add_config(path);
  }
  return hash;
}

void Background::Refresh(std::string_view method, bool supported) {
  if (!supported || !refreshing_.emplace(method).second) return;
  session_.client.Request(method, Json(),
                          [this, name = std::string(method)](Answer) { refreshing_.erase(name); });
}

// --- clients that are pushed to ---

bool Background::StepPush() {
  if (looked_at_generation_ != session_.generation() || configuration_changed_) {
    configuration_changed_ = false;
    looked_at_generation_ = session_.generation();
    CollectDirty();
    return true;
  }
  if (dirty_.empty()) return false;
  const std::string path = *dirty_.begin();
  if (Push(path)) dirty_.erase(path);
  return true;
}

void Background::CollectDirty() {
  for (const auto& [path, document] : session_.documents.all()) dirty_.insert(path);
  for (std::string& path : session_.ProblemPaths()) dirty_.insert(std::move(path));
  for (const auto& [path, published] : published_) dirty_.insert(path);
}

bool Background::Push(const std::string& path) {
  DocumentReport report(session_, path);
  const OpenDocument* open = report.open();
  const std::string uri = session_.documents.UriOf(path);
  const std::optional<std::int32_t> version = open == nullptr ? std::nullopt : std::optional(open->version);
  const auto before = published_.find(path);
  // Of a closed document only problems of the file itself stay on show.
  if (!report.relevant() || (open == nullptr && session_.ProblemsOf(path).empty())) {
    if (before != published_.end()) {
      Publish(before->second.uri, Json::array(), version);
      published_.erase(before);
    }
    return true;
  }
  if (before != published_.end() && before->second.result_id == report.result_id() &&
      before->second.version == version && before->second.uri == uri) {
    return true;
  }
  Json items = report.Items();
  if (open != nullptr && session_.Superseded(uri)) {
    const auto now = std::chrono::steady_clock::now();
    if (!waiting_since_) waiting_since_ = now;
    if (now - *waiting_since_ < kLongestSilence) return false;  // the next version is being typed
  }
  waiting_since_.reset();
  Publish(uri, std::move(items), version);
  published_.insert_or_assign(path,
                              Published{.uri = uri, .result_id = report.result_id(), .version = version});
  return true;
}

void Background::Publish(const std::string& uri, Json items, std::optional<std::int32_t> version) {
  Json params = {{"uri", uri}, {"diagnostics", std::move(items)}};
  if (version) params["version"] = *version;
  session_.client.Notify("textDocument/publishDiagnostics", std::move(params));
}

void Background::Closed(const std::string& uri, const std::string& path) {
  if (published_.erase(path) > 0) Publish(uri, Json::array(), std::nullopt);
}

}  // namespace whyspec::lsp
