// Tables of published specs and what they cite (team/specs.h).
// Once released never edited: changes are further migrations (migrations.cc).
#pragma once

#include <string_view>

namespace whyspec::team::sql {

inline constexpr std::string_view kSpecsSchema = R"sql(
CREATE TABLE specs (
  id TEXT PRIMARY KEY,
  repository TEXT NOT NULL,
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  owner TEXT NOT NULL,
  language TEXT NOT NULL,
  errors BIGINT NOT NULL,
  warnings BIGINT NOT NULL,
  version BIGINT NOT NULL,
  published_ms BIGINT NOT NULL,
  published_by TEXT NOT NULL
);
CREATE TABLE spec_sections (
  spec_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  role TEXT NOT NULL,
  title TEXT NOT NULL,
  markdown TEXT NOT NULL,
  PRIMARY KEY (spec_id, position)
);
CREATE TABLE spec_citations (
  spec_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  call_id TEXT NOT NULL,
  first_turn BIGINT,
  last_turn BIGINT,
  anchor TEXT NOT NULL,
  quote TEXT NOT NULL,
  verdict TEXT NOT NULL,
  stance TEXT NOT NULL,
  PRIMARY KEY (spec_id, position)
);
CREATE INDEX spec_citations_by_call ON spec_citations (call_id);
)sql";

}  // namespace whyspec::team::sql
