// Tables of calls, accounts and changes. What a text holds is never edited once released: a
// later change is a new one in migrations.cc.
#pragma once

#include <string_view>

namespace whyspec::team::sql {

inline constexpr std::string_view kCallTables = R"sql(
-- The one row of counters. Who writes locks it first, so numbers come in the order of commits.
-- counted: counts of terms are in term_counts up to this change; kept: term_changes has what came
-- after this one; pending: bytes in it that are not counted. epoch: another number when what was
-- known of the database holds no more (restored from a backup, index made anew).
CREATE TABLE log(
  id BIGINT PRIMARY KEY,
  sequence BIGINT NOT NULL,
  next_row BIGINT NOT NULL,
  next_block BIGINT NOT NULL,
  term_seed BIGINT NOT NULL,
  terms_version BIGINT NOT NULL,
  counted BIGINT NOT NULL,
  kept BIGINT NOT NULL,
  pending BIGINT NOT NULL,
  epoch BIGINT NOT NULL
);
INSERT INTO log VALUES(1, 0, 1, 1, 0, 0, 0, 0, 0, 0);

-- What lists and filters need; an erased call is a row with nothing but its id, version and gone.
-- account: as written, folded; started_ms: the lowest number there is for a call that does not say.
CREATE TABLE calls(
  id {KEY} PRIMARY KEY,
  row BIGINT NOT NULL,
  first_block BIGINT NOT NULL,
  blocks BIGINT NOT NULL,
  version BIGINT NOT NULL,
  updated_ms BIGINT NOT NULL,
  gone BIGINT NOT NULL,
  source_system {KEY} NOT NULL,
  source_id {KEY} NOT NULL,
  started_ms BIGINT NOT NULL,
  type TEXT NOT NULL,
  owner TEXT NOT NULL,
  account {KEY} NOT NULL,
  account_text TEXT NOT NULL,
  title TEXT NOT NULL,
  lifecycle TEXT NOT NULL,
  visibility TEXT NOT NULL,
  personas TEXT NOT NULL,
  turns BIGINT NOT NULL
);
CREATE INDEX calls_by_start ON calls(started_ms, id);
CREATE INDEX calls_by_account ON calls(account);
CREATE INDEX calls_by_version ON calls(version);
CREATE INDEX calls_by_source ON calls(source_system, source_id);

-- The call record (schemas/call.schema.json), packed with zstd. A call that is put again gets a new row.
CREATE TABLE call_words(row BIGINT PRIMARY KEY, record {BLOB} NOT NULL);

CREATE TABLE accounts(
  id {KEY} PRIMARY KEY,
  version BIGINT NOT NULL,
  gone BIGINT NOT NULL,
  record TEXT NOT NULL
);

CREATE TABLE changes(
  sequence BIGINT PRIMARY KEY,
  kind TEXT NOT NULL,
  object {KEY} NOT NULL,
  at_ms BIGINT NOT NULL
);

-- In how many blocks a term stands: packed counts by part of their keys, and what changed since.
CREATE TABLE term_counts(part BIGINT PRIMARY KEY, counts {BLOB} NOT NULL);
CREATE TABLE term_changes(sequence BIGINT PRIMARY KEY, counts {BLOB} NOT NULL);
)sql";

// The text index: one row a block of calls::kTurnsPerBlock turns, numbered through all calls. It
// holds keyed hashes of terms (team/term_key.h), no words.
inline constexpr std::string_view kTextIndexSqlite = R"sql(
CREATE VIRTUAL TABLE words USING fts5(terms, content='', detail=none, columnsize=0, tokenize='terms');
)sql";

inline constexpr std::string_view kTextIndexPostgres = R"sql(
-- Only rows of more than 2 KB may keep a column apart (TOAST). `wide` makes them that, and packs to
-- nothing; then `terms` goes apart, and what a search visits is a tenth: it stays in memory.
CREATE TABLE words(
  block BIGINT PRIMARY KEY,
  terms TSVECTOR NOT NULL,
  wide TEXT NOT NULL DEFAULT repeat(' ', 2000)
) WITH (toast_tuple_target = 128);
ALTER TABLE words ALTER COLUMN terms SET STORAGE EXTERNAL;
CREATE INDEX words_by_term ON words USING gin(terms) WITH (gin_pending_list_limit = 512);
)sql";

}  // namespace whyspec::team::sql
