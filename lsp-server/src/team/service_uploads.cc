// Calls that come as files: uploaded by people, or taken in by webhooks.
#include <algorithm>

#include "base/base64.h"
#include "base/strings.h"
#include "base/uri.h"
#include "team/crypto.h"
#include "team/service_state.h"

namespace whyspec::team {
namespace {

using calls::Call;

// What the file does not say.
void FillIn(const Call& defaults, Call& call) {
  const auto text = [](const std::string& from, std::string& into) {
    if (into.empty()) into = from;
  };
  text(defaults.title, call.title);
  text(defaults.account, call.account);
  text(defaults.owner, call.owner);
  text(defaults.language, call.language);
  text(defaults.source_channel, call.source_channel);
  text(defaults.notes, call.notes);
  text(defaults.embargo_until, call.embargo_until);
  if (call.type == calls::CallType::kOther) call.type = defaults.type;
  if (call.lifecycle == calls::Lifecycle::kUnknown) call.lifecycle = defaults.lifecycle;
  if (call.consent == calls::Consent::kUnknown) call.consent = defaults.consent;
  if (call.consent_scope.empty()) call.consent_scope = defaults.consent_scope;
  if (!call.visibility) call.visibility = defaults.visibility;
  if (!call.retention_until) call.retention_until = defaults.retention_until;
  if (!call.started_at_ms) call.started_at_ms = defaults.started_at_ms;
  if (call.opportunity.id.empty() && !call.opportunity.amount && !call.opportunity.arr) {
    call.opportunity = defaults.opportunity;
  }
  call.tags.insert(call.tags.end(), defaults.tags.begin(), defaults.tags.end());
  if (call.participants.empty()) call.participants = defaults.participants;
}

calls::ExportProblem Refused(const calls::ImportedCall& imported, const Error& error) {
  return {
      .file = imported.file, .record = imported.record, .problem = {.message = error.message, .fatal = true}};
}

// Recorders give many of their files one name, and people send them all. Those of one upload are
// told apart by a folder; the same one twice is one.
std::vector<calls::ExportFile> Distinct(const std::vector<calls::ExportFile>& files) {
  std::vector<calls::ExportFile> out;
  for (const calls::ExportFile& file : files) {
    const auto same_name = [&](const calls::ExportFile& other) {
      return other.path == file.path || other.path.ends_with(StrCat("/", file.path));
    };
    const bool known = std::any_of(out.begin(), out.end(), [&](const calls::ExportFile& other) {
      return same_name(other) && other.bytes == file.bytes && other.sidecar == file.sidecar;
    });
    if (known) continue;
    const auto count = std::count_if(out.begin(), out.end(), same_name);
    out.push_back(file);
    if (count > 0) out.back().path = StrCat(count + 1, "/", file.path);
  }
  return out;
}

// A file that is one call and does not say which: its name does not either, what stands in it does.
void NameSource(const std::vector<calls::ExportFile>& files, calls::ImportedCall& imported) {
  if (imported.call.source.system != "file") return;
  const auto file = std::find_if(files.begin(), files.end(), [&imported](const calls::ExportFile& one) {
    return one.path == imported.file;
  });
  if (file == files.end()) return;
  std::string& id = imported.call.source.id;
  const bool is_name = id == Printable(file->path) || id == Printable(Basename(file->path));
  if (is_name) id = StrCat(Shorten(id, 100), " ", ToHex(Sha256(file->bytes)).substr(0, 16));
}

// About this call; the database is not to blame, nor are the others.
bool IsOfTheCall(const Error& error) {
  return error.code != ErrorCode::kUnreadable && error.code != ErrorCode::kCancelled;
}

}  // namespace

Result<Service::Uploaded> Service::UploadCalls(const Caller& caller, const Upload& upload) {
  if (!May(caller.role, Action::kLogCalls)) return Forbidden("log calls");
  const auto sight = state_->LookAs(caller);
  if (!sight.ok()) return sight.error();
  calls::ExportOptions options = upload.options;
  if (options.own_domains.empty()) options.own_domains = state_->options.own_domains;
  const std::vector<calls::ExportFile> files = Distinct(upload.files);
  calls::ReadExportResult read = calls::ReadExport(files, options);
  for (calls::ImportedCall& imported : read.calls) NameSource(files, imported);
  Uploaded out{.problems = std::move(read.problems)};
  const auto failed = [&] {
    return std::any_of(out.problems.begin(), out.problems.end(), [](const calls::ExportProblem& problem) {
      return problem.problem.fatal && !problem.skipped;
    });
  };
  // All is tried before anything is kept.
  std::vector<const calls::ImportedCall*> good;
  for (calls::ImportedCall& imported : read.calls) {
    FillIn(upload.defaults, imported.call);
    const auto place = state_->PlaceOf(*sight, imported.call, State::From::kFile);
    if (!place.ok()) {
      if (!IsOfTheCall(place.error())) return place.error();
      out.problems.push_back(Refused(imported, place.error()));
      continue;
    }
    good.push_back(&imported);
    if (!upload.dry_run) continue;
    const TeamCall as_kept{.call = std::make_shared<const Call>(place->call)};
    auto view = state_->ViewOf(*sight, as_kept, {}, true);
    if (!view.ok()) return view.error();
    out.previews.push_back(*std::move(view));
  }
  if (upload.dry_run || (failed() && !upload.keep_going)) return out;
  if (!upload.keep_going) {
    const Status kept = state_->LogAll(caller, good, out);
    if (!kept.ok()) return kept.error();
    return out;
  }
  for (const calls::ImportedCall* imported : good) {
    auto logged = state_->Log(caller, imported->call, {}, State::From::kFile);
    if (logged.ok()) {
      out.calls.push_back(*std::move(logged));
      continue;
    }
    if (!IsOfTheCall(logged.error())) return logged.error();
    out.problems.push_back(Refused(*imported, logged.error()));
  }
  return out;
}

Status Service::State::LogAll(const Caller& caller, const std::vector<const calls::ImportedCall*>& imported,
                              Uploaded& out) {
  constexpr int kTries = 4;
  for (int attempt = 1;; ++attempt) {
    const auto sight = LookAs(caller);
    if (!sight.ok()) return sight.error();
    std::vector<Place> places;
    for (const calls::ImportedCall* one : imported) {
      auto place = PlaceOf(*sight, one->call, From::kFile);
      if (!place.ok()) return place.error();
      places.push_back(*std::move(place));
    }
    const calls::ImportedCall* refused = nullptr;
    const Status written = database->Write([&](sql::Session& session) -> Status {
      out.calls.clear();
      for (std::size_t i = 0; i < places.size(); ++i) {
        auto put = Write(session, *sight, places[i], MustFind(places[i]), From::kFile);
        refused = put.ok() ? nullptr : imported[i];
        if (!put.ok()) return put.error();
        out.calls.push_back(*std::move(put));
      }
      return Done{};
    });
    if (written.ok()) return written;
    out.calls.clear();
    if (written.error().code == ErrorCode::kConflict && attempt < kTries) continue;
    if (refused == nullptr || !IsOfTheCall(written.error())) return written;
    out.problems.push_back(Refused(*refused, written.error()));
    return Done{};
  }
}

Result<Service::Uploaded> Service::TakeIn(std::string_view vendor,
                                          const std::vector<calls::ExportFile>& files) {
  calls::ReadExportResult read = calls::ReadExport(files, {.own_domains = state_->options.own_domains});
  Uploaded out{.problems = std::move(read.problems)};
  const Caller webhook{.token_id = StrCat("webhook:", vendor)};
  for (const calls::ImportedCall& imported : read.calls) {
    auto logged = state_->Log(webhook, imported.call, {}, State::From::kWebhook);
    if (logged.ok()) {
      out.calls.push_back(*std::move(logged));
      continue;
    }
    if (!IsOfTheCall(logged.error())) return logged.error();
    out.problems.push_back(Refused(imported, logged.error()));
  }
  return out;
}

}  // namespace whyspec::team
