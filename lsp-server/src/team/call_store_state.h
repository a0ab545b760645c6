// What a CallStore is made of. Private to call_store.cc and call_reads.cc.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "team/call_store.h"
#include "team/change_watch.h"
#include "team/sql/database.h"
#include "team/team_log.h"

namespace whyspec::team {

std::optional<ChangeKind> ParseChangeKind(std::string_view text);

struct CallStore::State {
  explicit State(std::shared_ptr<sql::Database> used)
      : database(std::move(used)), keeper(database), watch([this] { return AskLatest(); }) {}

  std::optional<Sequence> AskLatest();

  std::shared_ptr<sql::Database> database;
  LogKeeper keeper;
  ChangeWatch watch;  // last: its thread asks the database
};

}  // namespace whyspec::team
