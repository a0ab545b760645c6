#include "cli/team_log.h"

#include "base/date.h"
#include "base/strings.h"
#include "cli/project.h"
#include "engine/checker.h"
#include "engine/spec_record.h"
#include "sync/requests.h"
#include "sync/token.h"

namespace whyspec::cli {

std::string MinuteOf(std::int64_t ms_since_epoch) {
  std::string text = FormatInstant(ms_since_epoch);  // "2026-01-13T09:00:00Z"
  constexpr std::size_t kDay = 10, kMinute = 16;
  if (text.size() <= kMinute) return text;
  return StrCat(text.substr(0, kDay), " ", text.substr(kDay + 1, kMinute - kDay - 1), " UTC");
}

TeamLog JoinTeamLogQuietly(const Context& context, engine::Workspace& workspace) {
  TeamLog team;
  const engine::CallLogSettings settings = workspace.CallLogOf();
  if (settings.url.empty()) return team;
  team.status.state = sync::LogState::kRefused;
  const auto unknown = [&](std::string message) {
    team.status.message = std::move(message);
    // Nothing is known of the team's calls: that is not the same as that there are none.
    workspace.SetTeamCalls(std::make_shared<const store::SyncedCalls>());
    return team;
  };
  Result<sync::Url> url = sync::ParseLogUrl(settings.url);
  if (!url.ok()) return unknown(url.error().message);
  team.status.url = url->Text();
  Result<std::string> token = sync::TokenFromEnvironment(*url, settings.token_env, sync::ProcessEnvironment);
  if (!token.ok()) return unknown(token.error().message);
  team.reached = {.url = std::move(url).value(),
                  .token = std::move(token).value(),
                  .log = [&context](std::string_view line) { context.Note(line); }};
  team.reached->file = sync::TeamLogFile(team.reached->url, team.reached->token);
  sync::SyncedOnce synced = sync::SyncOnce(*team.reached);
  team.status = std::move(synced.status);
  if (synced.calls == nullptr) return unknown(team.status.message);
  workspace.SetTeamCalls(std::move(synced.calls));
  return team;
}

TeamLog JoinTeamLog(const Context& context, engine::Workspace& workspace) {
  TeamLog team = JoinTeamLogQuietly(context, workspace);
  if (team.status.state == sync::LogState::kOff || team.status.state == sync::LogState::kSynced) return team;
  context.Note(team.status.message);
  if (team.status.synced_at_ms) {
    context.Note(StrCat("What follows goes by the team's ", Plural(team.status.calls, "call"), " as of ",
                        MinuteOf(*team.status.synced_at_ms), "."));
  } else {
    context.Note("What follows goes by the calls in files alone; citations of other calls are not judged.");
  }
  return team;
}

int PublishSpecs(const Context& context, engine::Workspace& workspace, const TeamLog& team,
                 const std::vector<std::string>& specs) {
  if (!team.reached) {
    return context.Fail(team.status.state == sync::LogState::kOff
                            ? "There is no call log to publish to: set `callLog.url` in whyspec.json."
                            : StrCat("Nothing was published. ", team.status.message));
  }
  const engine::CallLogSettings settings = workspace.CallLogOf();
  const std::string root = FindRoot(*context.files, context.directory);
  int status = kClean;
  for (const std::string& path : specs) {
    const std::optional<engine::Snapshot> snapshot = workspace.SnapshotOf(path);
    if (!snapshot) continue;  // told by the check
    const engine::CheckResult result = engine::Check(*snapshot);
    const evidence::SpecRecord record = engine::MakeSpecRecord(
        *snapshot, result, engine::PlaceOf(*context.files, path, root, settings.repository));
    const sync::HttpResult answer = sync::SendOnce(*team.reached, sync::PublishSpec(record));
    const std::string why =
        sync::WhyNot(answer, StrCat(Printable(context.Shown(path)), " was not published"));
    if (why.empty()) continue;
    status = context.Fail(why);
    if (!answer.ok() || answer.answer.status == 401) break;  // so would all others
  }
  return status;
}

}  // namespace whyspec::cli
