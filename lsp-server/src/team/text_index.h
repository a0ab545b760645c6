// The text index of the database: what it holds of a call, and how it is asked. The only
// place that knows SQLite's FTS5 from PostgreSQL's tsvector. Private to this layer.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "calls/call.h"
#include "team/sql/database.h"
#include "team/term_counts.h"

namespace whyspec::team {

// The blocks of a call (calls/text_index.h) as the index takes them.
struct IndexedBlocks {
  std::vector<std::string> tokens;  // of each block, with a blank between two
  CountChanges counts;              // blocks a term stands in
};
IndexedBlocks BlocksOf(const calls::Call& call, std::int64_t seed);

Status AddBlocks(sql::Session& session, std::int64_t first, const IndexedBlocks& blocks);
// `blocks` as they were when they were added.
Status RemoveBlocks(sql::Session& session, std::int64_t first, const IndexedBlocks& blocks);
// All of it.
Status ClearBlocks(sql::Session& session);

// Blocks that hold the term, ascending.
Result<std::vector<std::int64_t>> BlocksWith(sql::Session& session, TermKey term);
// The same from `first` to `last`, of one call: costs what these blocks cost.
Result<std::vector<std::int64_t>> BlocksWithin(sql::Session& session, TermKey term, std::int64_t first,
                                               std::int64_t last);

}  // namespace whyspec::team
