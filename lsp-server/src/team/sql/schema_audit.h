// Table of the audit log (team/audit.h).
// Once released never edited: changes are further migrations (migrations.cc).
#pragma once

#include <string_view>

namespace whyspec::team::sql {

inline constexpr std::string_view kAuditSchema = R"sql(
CREATE TABLE audit (
  number {NUMBER},
  at_ms BIGINT NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  owner TEXT NOT NULL,
  level TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX audit_by_object ON audit (object, number);
CREATE INDEX audit_by_owner ON audit (owner, number);
)sql";

}  // namespace whyspec::team::sql
