// load DIR: a workspace of files into the team's log. Doing it again changes nothing.
#include <algorithm>
#include <filesystem>
#include <ostream>

#include "admin/commands.h"
#include "base/date.h"
#include "base/file_system.h"
#include "base/strings.h"
#include "base/uri.h"
#include "calls/read_call.h"
#include "engine/checker.h"
#include "engine/spec_record.h"
#include "engine/workspace.h"

namespace whyspec::admin {
namespace {

struct Loaded {
  std::size_t accounts = 0, calls = 0, specs = 0, left_out = 0;
};

// What the owner of a call logs is theirs; calls of nobody are logged by the administrator.
team::Caller OwnerOf(const std::string& person) {
  team::Caller caller{.token_id = "admin", .person = person, .email = "", .role = team::Role::kSales};
  return caller;
}

void LeaveOut(const Work& work, std::string_view what, const Error& error, Loaded& loaded) {
  ++loaded.left_out;
  work.io.err << "whyspec-server: " << Printable(what) << ": " << error.message << '\n';
}

void LoadCalls(const Work& work, team::Service& service, const calls::CallLog& log, const std::string& root,
               Loaded& loaded) {
  for (const auto& account : log.Accounts()) {
    const auto put = service.PutAccount(Administrator(), *account, {});
    if (put) {
      ++loaded.accounts;
    } else {
      LeaveOut(work, account->id, put.error(), loaded);
    }
  }
  for (const calls::CallSummary& summary : log.List()) {
    const auto call = log.Find(summary.id);
    if (call == nullptr) continue;
    calls::Call copy = *call;
    const std::string place = RelativePath(copy.path, root);
    copy.path.clear();
    copy.sidecar_path.clear();
    // Known again by its file when it is loaded once more.
    if (copy.source.system.empty() || copy.source.id.empty()) {
      copy.source.system = "file";
      copy.source.id = place;
    }
    std::string owner = copy.owner;
    if (owner.empty()) {
      const auto account = log.FindAccount(copy.account);
      if (account != nullptr) owner = account->owner;
    }
    const auto put = service.PutCall(owner.empty() ? Administrator() : OwnerOf(owner), std::move(copy), {});
    if (put) {
      ++loaded.calls;
    } else {
      LeaveOut(work, place, put.error(), loaded);
    }
  }
}

team::SpecRecord ToTeam(const evidence::SpecRecord& from) {
  team::SpecRecord to{.id = from.id,
                      .repository = from.repository,
                      .path = from.path,
                      .title = from.title,
                      .status = from.status,
                      .owner = from.owner,
                      .language = from.language,
                      .sections = {},
                      .citations = {},
                      .errors = from.errors,
                      .warnings = from.warnings};
  for (const auto& section : from.sections) {
    to.sections.push_back({.role = section.role, .title = section.title, .markdown = section.markdown});
  }
  for (const auto& cited : from.citations) {
    to.citations.push_back({.call = cited.call,
                            .first_turn = cited.first_turn,
                            .last_turn = cited.last_turn,
                            .anchor = cited.anchor,
                            .quote = cited.quote,
                            .verdict = cited.verdict,
                            .stance = team::Stance::kSupports});
  }
  return to;
}

void LoadSpecs(const Work& work, team::Service& service, engine::Workspace& workspace,
               const std::string& root, Loaded& loaded) {
  for (const std::string& path : workspace.SpecPaths()) {
    const auto snapshot = workspace.SnapshotOf(path);
    if (!snapshot) continue;  // among the workspace's problems
    const evidence::SpecRecord record = engine::MakeSpecRecord(
        *snapshot, engine::Check(*snapshot), engine::PlaceOf(RealFileSystem(), path, root, ""));
    const team::Caller caller{
        .token_id = "admin", .person = record.owner, .email = "", .role = team::Role::kProduct};
    const auto put = service.PublishSpec(caller, ToTeam(record), {});
    if (put) {
      ++loaded.specs;
    } else {
      LeaveOut(work, record.path, put.error(), loaded);
    }
  }
}

}  // namespace

int Load(const Work& work) {
  std::error_code error;
  const std::string root = std::filesystem::canonical(work.arguments.subject, error).string();
  if (error || !std::filesystem::is_directory(root, error)) {
    return Fail(work.io,
                StrCat("\"", Printable(work.arguments.subject), "\" is no folder that can be read."));
  }
  engine::WorkspaceOptions options;
  options.roots = {root};
  if (!work.arguments.today.empty()) {
    options.today = ParseDate(work.arguments.today);
    if (!options.today) return Fail(work.io, "--today must be a day such as 2026-01-13.");
  }
  const auto service = OpenService(work.settings, work.io);
  if (!service) return Fail(work.io, service.error());
  engine::Workspace workspace(RealFileSystem(), options);
  workspace.Scan();
  const std::shared_ptr<const calls::CallLog> log = workspace.Log();
  Loaded loaded;
  LoadCalls(work, **service, *log, root, loaded);
  LoadSpecs(work, **service, workspace, root, loaded);
  for (const engine::FileProblem& problem : workspace.Problems()) {
    if (problem.severity != rules::Severity::kError) continue;
    LeaveOut(work, RelativePath(problem.path, root),
             {.code = ErrorCode::kInvalid, .message = problem.message}, loaded);
  }
  work.io.out << "Loaded " << Plural(loaded.calls, "call") << ", " << Plural(loaded.accounts, "account")
              << " and " << Plural(loaded.specs, "spec") << ".\n";
  return loaded.left_out > 0 ? 1 : 0;
}

}  // namespace whyspec::admin
