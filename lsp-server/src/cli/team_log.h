// The team's call log for commands: its copy on this computer is brought up to date and
// laid beside the calls of the workspace; specs are published to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.h"
#include "engine/workspace.h"
#include "sync/sync_once.h"

namespace whyspec::cli {

struct TeamLog {
  sync::SyncStatus status;                         // kOff: no config names one
  std::optional<sync::Follower::Options> reached;  // address and token, if both are there
};

// "2026-01-13 09:00 UTC".
std::string MinuteOf(std::int64_t ms_since_epoch);

// For a scanned workspace. Says on standard error what could not be read and how old the
// copy is; never fails: what is not known is not checked.
TeamLog JoinTeamLog(const Context& context, engine::Workspace& workspace);
// The same, saying nothing.
TeamLog JoinTeamLogQuietly(const Context& context, engine::Workspace& workspace);

// Publishes these specs, one after the other; kFailure if one did not arrive, each said on
// standard error.
int PublishSpecs(const Context& context, engine::Workspace& workspace, const TeamLog& team,
                 const std::vector<std::string>& specs);

}  // namespace whyspec::cli
