// Tables of tokens, grants and the log's own keys (team/people.h, team/secrets.h).
// Once released never edited: changes are further migrations (migrations.cc).
#pragma once

#include <string_view>

namespace whyspec::team::sql {

inline constexpr std::string_view kPeopleSchema = R"sql(
CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  person TEXT NOT NULL,
  email TEXT NOT NULL,
  role TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  expires_ms BIGINT,
  revoked_ms BIGINT,
  last_used_ms BIGINT
);
CREATE TABLE grants (
  id {NUMBER},
  call_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  level TEXT NOT NULL,
  by_person TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  until_ms BIGINT
);
CREATE INDEX grants_by_person ON grants (person);
CREATE INDEX grants_by_call ON grants (call_id);
CREATE TABLE secrets (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
)sql";

}  // namespace whyspec::team::sql
