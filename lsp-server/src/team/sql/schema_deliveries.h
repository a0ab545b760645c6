// Tables of webhooks in and out and of remembered answers (team/deliveries.h).
// Once released never edited: changes are further migrations (migrations.cc).
#pragma once

#include <string_view>

namespace whyspec::team::sql {

inline constexpr std::string_view kDeliveriesSchema = R"sql(
CREATE TABLE deliveries (
  number {NUMBER},
  direction TEXT NOT NULL,
  kind TEXT NOT NULL,
  event_key TEXT NOT NULL,
  body {BLOB} NOT NULL,
  at_ms BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  due_ms BIGINT NOT NULL,
  state TEXT NOT NULL,
  done_ms BIGINT,
  last_error TEXT NOT NULL,
  UNIQUE (direction, kind, event_key)
);
CREATE INDEX deliveries_due ON deliveries (direction, state, due_ms);
CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  secret TEXT NOT NULL,
  events TEXT NOT NULL,
  owner TEXT NOT NULL
);
CREATE TABLE answers (
  token_id TEXT NOT NULL,
  request_key TEXT NOT NULL,
  request_hash BIGINT NOT NULL,
  status BIGINT NOT NULL,
  headers TEXT NOT NULL,
  body TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  PRIMARY KEY (token_id, request_key)
);
CREATE INDEX answers_by_age ON answers (at_ms);
)sql";

}  // namespace whyspec::team::sql
