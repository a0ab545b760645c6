#include "team/team_log.h"

#include <algorithm>
#include <limits>

#include "team/call_record.h"
#include "team/text_index.h"

namespace whyspec::team {

using calls::CallNumber;
using calls::Posting;

LoggedCall LoggedOf(const sql::Row& row) {
  LoggedCall logged;
  calls::CallSummary& summary = logged.summary;
  summary.id = row.Text(0);
  logged.row = row.Integer(2);
  logged.first_block = row.Integer(3);
  logged.block_count = row.Integer(4);
  if (row.Integer(5) != std::numeric_limits<std::int64_t>::min()) summary.started_at_ms = row.Integer(5);
  summary.type = calls::ParseCallType(row.Text(6)).value_or(calls::CallType::kOther);
  summary.account = row.Text(7);
  summary.title = row.Text(8);
  summary.lifecycle = calls::ParseLifecycle(row.Text(9)).value_or(calls::Lifecycle::kUnknown);
  summary.visibility = calls::ParseVisibility(row.Text(10));
  std::string_view personas = row.Text(11);
  while (!personas.empty()) {
    const std::size_t end = std::min(personas.find('\n'), personas.size());
    summary.personas.emplace_back(personas.substr(0, end));
    personas.remove_prefix(std::min(end + 1, personas.size()));
  }
  summary.turn_count = static_cast<std::size_t>(row.Integer(12));
  return logged;
}

// --- words ---

std::shared_ptr<const calls::Call> LogWords::Find(std::int64_t row, std::string_view id) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = by_row_.find(row); found != by_row_.end()) {
      kept_.splice(kept_.begin(), kept_, found->second);
      return kept_.front().call;
    }
  }
  std::shared_ptr<const calls::Call> call;
  bool as_known = false;
  // What cannot be read is as good as not there: callers of a CallLog have no errors.
  const Status status = database_->Outside([&](sql::Session& session) -> Status {
    auto rows = session.Query("SELECT record FROM call_words WHERE row = $1", {row});
    as_known = rows.ok() && !rows->empty();
    if (rows.ok() && rows->empty()) {
      rows = session.Query(
          "SELECT record FROM call_words JOIN calls ON calls.row = call_words.row WHERE calls.id = $1",
          {std::string(id)});
    }
    if (!rows.ok()) return rows.error();
    if (rows->empty()) return Done{};
    const auto record = UnpackRecord(rows->front().Bytes(0));
    if (record) call = ReadRecord(*record);
    return Done{};
  });
  if (!status.ok()) return nullptr;
  if (call != nullptr && as_known) Remember(row, call);
  return call;
}

void LogWords::Remember(std::int64_t row, const std::shared_ptr<const calls::Call>& call) {
  const std::size_t bytes = MemoryOf(*call);
  if (bytes > kMostBytes / 2) return;
  const std::lock_guard lock(mutex_);
  if (by_row_.count(row) != 0) return;  // another thread was faster
  kept_.push_front(Kept{.row = row, .call = call, .bytes = bytes});
  by_row_[row] = kept_.begin();
  for (bytes_ += bytes; bytes_ > kMostBytes;) {
    bytes_ -= kept_.back().bytes;
    by_row_.erase(kept_.back().row);
    kept_.pop_back();
  }
}

void LogWords::Forget(std::int64_t row) {
  const std::lock_guard lock(mutex_);
  const auto found = by_row_.find(row);
  if (found == by_row_.end()) return;
  bytes_ -= found->second->bytes;
  kept_.erase(found->second);
  by_row_.erase(found);
}

std::vector<std::int64_t> LogWords::BlocksWith(std::string_view term) const {
  std::vector<std::int64_t> found;
  (void)database_->Outside([&](sql::Session& session) -> Status {
    auto blocks = team::BlocksWith(session, KeyOf(term, seed));
    if (!blocks.ok()) return blocks.error();
    found = std::move(blocks).value();
    return Done{};
  });
  return found;
}

std::vector<std::int64_t> LogWords::BlocksWithin(std::string_view term, std::int64_t first,
                                                 std::int64_t last) const {
  std::vector<std::int64_t> found;
  (void)database_->Outside([&](sql::Session& session) -> Status {
    auto blocks = team::BlocksWithin(session, KeyOf(term, seed), first, last);
    if (!blocks.ok()) return blocks.error();
    found = std::move(blocks).value();
    return Done{};
  });
  return found;
}

// --- the index: numbers of calls are their places ---

class TeamLog::Index final : public calls::TextIndex {
 public:
  explicit Index(const TeamLog& log) : log_(log) {}

  std::size_t call_count() const override { return log_.contents_.call_count; }
  std::size_t block_count() const override { return log_.contents_.block_count; }
  std::size_t Frequency(std::string_view term) const override {
    return log_.contents_.words->Frequency(term);
  }

  void ForEach(std::string_view term, const std::function<bool(Posting)>& visit) const override {
    const auto size = static_cast<std::uint32_t>(log_.size());
    std::uint32_t at = 0;
    for (const std::int64_t block : log_.contents_.words->BlocksWith(term)) {
      at = PlaceOfBlock(at, size, block);
      if (at == size) return;
      const LoggedCall& call = log_.At(at);
      // Of a call that is newer than this snapshot, or was another before.
      if (block < call.first_block || log_.contents_.hidden.count(at) != 0) continue;
      if (!visit({.call = at, .block = static_cast<std::uint32_t>(block - call.first_block)})) return;
    }
  }

  void ForEachIn(CallNumber number, std::string_view term,
                 const std::function<bool(Posting)>& visit) const override {
    if (number >= log_.size() || log_.contents_.hidden.count(number) != 0) return;
    const LoggedCall& call = log_.At(number);
    if (call.block_count == 0) return;
    for (const std::int64_t block : log_.contents_.words->BlocksWithin(
             term, call.first_block, call.first_block + call.block_count - 1)) {
      if (!visit({.call = number, .block = static_cast<std::uint32_t>(block - call.first_block)})) return;
    }
  }

  std::string IdOf(CallNumber number) const override {
    return number < log_.size() && log_.contents_.hidden.count(number) == 0 ? log_.At(number).summary.id
                                                                            : std::string();
  }

 private:
  // The first place from `at` whose call ends after `block`.
  std::uint32_t PlaceOfBlock(std::uint32_t at, std::uint32_t size, std::int64_t block) const {
    const auto ends_before = [&](std::uint32_t place) {
      const LoggedCall& call = log_.At(place);
      return call.first_block + call.block_count <= block;
    };
    if (at == size || !ends_before(at)) return at;
    // Most often one of the next; for a rare word far ahead.
    std::uint32_t step = 1;
    while (at + step < size && ends_before(at + step)) {
      at += step;
      step *= 2;
    }
    std::uint32_t low = at + 1;
    std::uint32_t high = std::min(at + step, size);
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (ends_before(middle)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  const TeamLog& log_;
};

// --- TeamLog ---

TeamLog::TeamLog(Contents contents)
    : contents_(std::move(contents)), index_(std::make_unique<const Index>(*this)) {}
TeamLog::~TeamLog() = default;

const LoggedCall& TeamLog::Contents::At(std::uint32_t place) const {
  const std::size_t in_base = base->calls.size();
  return place < in_base ? *base->calls[place] : *added[place - in_base];
}

std::uint32_t TeamLog::Contents::PlaceOf(const std::string& id) const {
  if (const auto at = moved.find(id); at != moved.end()) return at->second;
  const auto& by_id = base->by_id;
  const auto found = std::lower_bound(by_id.begin(), by_id.end(), id,
                                      [this](std::uint32_t place, const std::string& wanted) {
                                        return base->calls[place]->summary.id < wanted;
                                      });
  return found != by_id.end() && base->calls[*found]->summary.id == id ? *found : kNowhere;
}

std::shared_ptr<const calls::Call> TeamLog::Find(std::string_view id) const {
  const std::uint32_t place = contents_.PlaceOf(std::string(id));
  return place == kNowhere ? nullptr : contents_.words->Find(At(place).row, id);
}

calls::Gone TeamLog::WhyGone(std::string_view id) const {
  const auto found = contents_.gone->find(std::string(id));
  return found == contents_.gone->end() ? calls::Gone::kNo : found->second;
}

void TeamLog::VisitSummaries(const std::function<void(const calls::CallSummary&)>& visit) const {
  for (const std::uint32_t place : contents_.base->by_id) {
    if (contents_.hidden.count(place) == 0) visit(contents_.base->calls[place]->summary);
  }
  for (const auto& [id, place] : contents_.moved) {
    if (place != kNowhere) visit(At(place).summary);
  }
}

std::vector<calls::CallSummary> TeamLog::List() const {
  std::vector<calls::CallSummary> list;
  list.reserve(contents_.call_count);
  for (const std::uint32_t place : contents_.base->by_id) {
    if (contents_.hidden.count(place) == 0) list.push_back(contents_.base->calls[place]->summary);
  }
  const auto in_base = static_cast<std::ptrdiff_t>(list.size());
  for (const auto& [id, place] : contents_.moved) {
    if (place != kNowhere) list.push_back(At(place).summary);
  }
  const auto by_id = [](const calls::CallSummary& a, const calls::CallSummary& b) { return a.id < b.id; };
  std::sort(list.begin() + in_base, list.end(), by_id);
  std::inplace_merge(list.begin(), list.begin() + in_base, list.end(), by_id);
  return list;
}

std::shared_ptr<const calls::Account> TeamLog::FindAccount(std::string_view reference) const {
  return contents_.accounts->FindAccount(reference);
}
std::vector<std::shared_ptr<const calls::Account>> TeamLog::Accounts() const {
  return contents_.accounts->Accounts();
}
const calls::TextIndex* TeamLog::text_index() const { return index_.get(); }

}  // namespace whyspec::team
