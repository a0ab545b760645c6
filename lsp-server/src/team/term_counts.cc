#include "team/term_counts.h"

#include <mutex>

#include "base/hash.h"
#include "store/byte_codec.h"

namespace whyspec::team {
namespace {

constexpr unsigned kKeyBits = 42;
constexpr unsigned kPartBits = 6;

std::int64_t PartOf(TermKey key) { return key >> (kKeyBits - kPartBits); }

Error Damaged() {
  return {
      ErrorCode::kUnreadable,
      "The counts of words in the call log's database are damaged. Make them anew: whyspec-server reindex."};
}

// Visits every packed row of a query.
template <typename Visit>
Status EachPacked(sql::Session& session, std::string_view sql, const sql::Values& values,
                  const Visit& visit) {
  bool fine = true;
  CountChanges counts;
  const Status status = session.ForEach(sql, values, [&](const sql::Row& row) {
    counts.clear();
    fine = UnpackCounts(row.Bytes(0), counts);
    if (fine) visit(counts);
    return fine;
  });
  if (!status.ok()) return status;
  if (!fine) return Damaged();
  return Done{};
}

}  // namespace

TermKey KeyOf(std::string_view term, std::int64_t seed) {
  return static_cast<TermKey>(Hash64(term, static_cast<std::uint64_t>(seed)) >> (64 - kKeyBits));
}

void AppendToken(std::string& out, TermKey key) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (unsigned shift = kKeyBits; shift > 0; shift -= 6) {
    out += kLetters[static_cast<std::size_t>(key >> (shift - 6)) & 63U];
  }
}

std::string PackCounts(const CountChanges& counts) {
  store::ByteWriter bytes;
  TermKey last = 0;
  for (const auto& [key, count] : counts) {
    if (count == 0) continue;
    bytes.Number(static_cast<std::uint64_t>(key - last));
    bytes.Signed(count);
    last = key;
  }
  return bytes.Take();
}

bool UnpackCounts(std::string_view packed, CountChanges& counts) {
  store::ByteReader bytes(packed);
  TermKey key = 0;
  while (bytes.ok() && !bytes.at_end()) {
    key += static_cast<TermKey>(bytes.Number());
    const std::int64_t count = bytes.Signed();
    if (!bytes.ok() || key >> kKeyBits != 0) return false;
    counts[key] += count;
  }
  return bytes.ok();
}

Status FoldCounts(sql::Session& session, std::int64_t counted, std::int64_t kept) {
  CountChanges changes;
  Status status = EachPacked(session, "SELECT counts FROM term_changes WHERE sequence > $1", {counted},
                             [&](const CountChanges& counts) {
                               for (const auto& [key, count] : counts) changes[key] += count;
                             });
  if (!status.ok()) return status;
  for (auto at = changes.begin(); at != changes.end();) {
    const std::int64_t part = PartOf(at->first);
    const auto rows = session.Query("SELECT counts FROM term_counts WHERE part = $1", {part});
    if (!rows.ok()) return rows.error();
    CountChanges counts;
    if (!rows->empty() && !UnpackCounts(rows->front().Bytes(0), counts)) return Damaged();
    for (; at != changes.end() && PartOf(at->first) == part; ++at) {
      const auto [entry, added] = counts.try_emplace(at->first, 0);
      entry->second += at->second;
      if (entry->second <= 0) counts.erase(entry);
    }
    const auto written = session.Run(
        "INSERT INTO term_counts(part, counts) VALUES($1, $2) "
        "ON CONFLICT(part) DO UPDATE SET counts = excluded.counts",
        {part, sql::Blob{PackCounts(counts)}});
    if (!written.ok()) return written.error();
  }
  const auto removed = session.Run("DELETE FROM term_changes WHERE sequence <= $1", {kept});
  if (!removed.ok()) return removed.error();
  return Done{};
}

std::size_t TermCounts::Of(TermKey key) const {
  const std::shared_lock lock(mutex_);
  const auto found = counts_.find(key);
  return found == counts_.end() || found->second < 0 ? 0 : static_cast<std::size_t>(found->second);
}

Status TermCounts::Load(sql::Session& session, std::int64_t counted) {
  std::unordered_map<TermKey, std::int64_t> loaded;
  const auto add = [&loaded](const CountChanges& counts) {
    for (const auto& [key, count] : counts) loaded[key] += count;
  };
  Status status = EachPacked(session, "SELECT counts FROM term_counts", {}, add);
  if (status.ok())
    status = EachPacked(session, "SELECT counts FROM term_changes WHERE sequence > $1", {counted}, add);
  if (!status.ok()) return status;
  const std::unique_lock lock(mutex_);
  counts_ = std::move(loaded);
  return Done{};
}

Result<CountChanges> ReadCountChanges(sql::Session& session, std::int64_t after, std::int64_t last) {
  CountChanges changes;
  const Status status =
      EachPacked(session, "SELECT counts FROM term_changes WHERE sequence > $1 AND sequence <= $2",
                 {after, last}, [&](const CountChanges& counts) {
                   for (const auto& [key, count] : counts) changes[key] += count;
                 });
  if (!status.ok()) return status.error();
  return changes;
}

void TermCounts::Add(const CountChanges& changes) {
  const std::unique_lock lock(mutex_);
  for (const auto& [key, count] : changes) {
    const auto [entry, added] = counts_.try_emplace(key, 0);
    entry->second += count;
    if (entry->second == 0) counts_.erase(entry);
  }
}

}  // namespace whyspec::team
