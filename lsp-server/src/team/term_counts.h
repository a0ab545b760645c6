// In how many blocks each term stands, in the database as packed bytes, in memory as a
// table that follows the changes. Private to this layer.
#pragma once

#include <cstdint>
#include <map>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "team/sql/database.h"

namespace whyspec::team {

// A term in the index: a hash under a seed of the log's own, so that neither tables nor index
// hold words. Of 42 bits; two terms that share one are told apart by who reads the calls.
using TermKey = std::int64_t;
TermKey KeyOf(std::string_view term, std::int64_t seed);
// As text of the index: seven letters, digits, "-" or "_".
void AppendToken(std::string& out, TermKey key);

// Change of counts, by key.
using CountChanges = std::map<TermKey, std::int64_t>;
std::string PackCounts(const CountChanges& counts);
// False if the bytes are damaged. Adds to `counts`.
bool UnpackCounts(std::string_view packed, CountChanges& counts);

// Brings what changed after `counted` into the parts, so that a start has little to read. Changes
// up to `kept` are dropped. Of a transaction that holds the row of counters.
Status FoldCounts(sql::Session& session, std::int64_t counted, std::int64_t kept);

// What changed after one sequence number, up to another.
Result<CountChanges> ReadCountChanges(sql::Session& session, std::int64_t after, std::int64_t last);

// The table in memory. Thread safe.
class TermCounts {
 public:
  std::size_t Of(TermKey key) const;
  // Everything, as it is in the database: the parts, which hold what came up to `counted`, and
  // the changes after.
  Status Load(sql::Session& session, std::int64_t counted);
  void Add(const CountChanges& changes);

 private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<TermKey, std::int64_t> counts_;
};

}  // namespace whyspec::team
