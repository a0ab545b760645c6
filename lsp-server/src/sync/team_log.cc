#include "sync/team_log.h"

#include <charconv>
#include <chrono>
#include <filesystem>
#include <vector>

#include "base/cache_directory.h"
#include "base/hash.h"
#include "base/strings.h"

namespace whyspec::sync {
namespace {

constexpr std::string_view kSystem = "team";
constexpr const char* kCursor = "cursor";
constexpr const char* kSyncedAt = "synced-at";
constexpr const char* kScour = "scour";
constexpr const char* kHistory = "history";
constexpr std::string_view kAccount = "account:";
constexpr std::string_view kGone = "gone:";
constexpr std::string_view kPartial = "partial:";
// An empty answer moves the time of the last sync in the file no more often.
constexpr std::int64_t kWorthWriting = 60'000;
constexpr std::chrono::hours kLongUnused{24 * 30};

std::int64_t NumberIn(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string CursorText(std::int64_t cursor) { return cursor == 0 ? "" : std::to_string(cursor); }

// Copies that nobody has used for long, of tokens given back or addresses left: customers' words do
// not stay for nothing.
void RemoveOldCopies(const std::string& kept) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto old = fs::file_time_type::clock::now() - kLongUnused;
  std::vector<fs::path> gone;
  for (fs::directory_iterator at(fs::path(kept).parent_path(), error), end; !error && at != end;
       at.increment(error)) {
    const fs::path& path = at->path();
    if (path.extension() != ".sqlite" || path == fs::path(kept)) continue;
    const fs::path log = path.string() + "-wal";
    std::error_code ignored;
    const auto written = fs::last_write_time(path, ignored);
    if (ignored || written > old) continue;
    const auto logged = fs::last_write_time(log, ignored);
    if (ignored || logged <= old) gone.push_back(path);
  }
  for (const fs::path& path : gone) {
    for (const char* suffix : {"", "-wal", "-shm", ".lock", ".opening", ".damaged"}) {
      std::error_code ignored;
      fs::remove(path.string() + suffix, ignored);
    }
  }
}

std::uint64_t HashOf(const RemoteChange& change) {
  return Hash64(change.call_bytes, change.call->partial ? 1 : 0);
}

}  // namespace

std::string TeamLogFile(const Url& url, std::string_view token) {
  const std::string directory = CacheDirectory();
  if (directory.empty()) return {};
  return StrCat(directory, "/team/", HashHex(Hash64(token, Hash64(url.Text()))), ".sqlite");
}

std::unique_ptr<TeamLog> TeamLog::Open(const std::string& file,
                                       const std::function<void(std::string_view)>& log) {
  if (!file.empty()) RemoveOldCopies(file);
  std::unique_ptr<TeamLog> team(new TeamLog);
  for (const std::string& place : {file, std::string()}) {
    auto opened = store::SqliteCallLog::Open({.file = place, .is_cache = true, .forgets = true, .log = log});
    if (!opened.ok()) {
      log(opened.error().message);
      continue;
    }
    team->store_ = std::move(opened).value();
    team->Load();
    if (!team->store_->damaged()) return team;
    team->store_->Condemn();
    team->store_.reset();
    // Made anew; if another process still has it open, this one goes on in memory.
    opened = store::SqliteCallLog::Open({.file = place, .is_cache = true, .forgets = true, .log = log});
    if (!opened.ok()) continue;
    team->store_ = std::move(opened).value();
    team->Load();
    return team;
  }
  return nullptr;
}

void TeamLog::Load() {
  calls_.clear();
  accounts_.clear();
  account_bytes_.clear();
  gone_.clear();
  partial_.clear();
  cursor_ = 0;
  synced_at_ms_.reset();
  must_scour_ = false;
  history_.clear();
  given_.reset();
  // Notes first: another process may write in between, and a cursor that is too old only
  // asks for the same changes again.
  for (auto& [name, value] : store_->Notes()) {
    const std::string_view key = name;
    if (key == kCursor) {
      cursor_ = NumberIn(value);
    } else if (key == kSyncedAt) {
      synced_at_ms_ = NumberIn(value);
    } else if (key == kScour) {
      must_scour_ = true;
    } else if (key == kHistory) {
      history_ = value;
    } else if (key.starts_with(kPartial)) {
      partial_.emplace(key.substr(kPartial.size()));
    } else if (key.starts_with(kGone)) {
      gone_.emplace(key.substr(kGone.size()), calls::ParseGone(value).value_or(calls::Gone::kNo));
    } else if (key.starts_with(kAccount)) {
      if (auto account = ReadAccountJson(value)) {
        const std::string id(key.substr(kAccount.size()));
        accounts_[id] = std::make_shared<const calls::Account>(*std::move(account));
        account_bytes_[id] = std::move(value);
      }
    }
  }
  for (store::Entry& entry : store_->Entries()) {
    if (entry.call == nullptr) continue;
    std::string id = entry.call->summary.id;
    calls_[std::move(id)] = {.call = std::move(entry.call), .hash = entry.hash};
  }
}

bool TeamLog::IsOfAnotherPast(const ChangePage& page) const {
  if (page.next < cursor_) return true;
  return cursor_ != 0 && !history_.empty() && !page.history.empty() && page.history != history_;
}

Result<bool> TeamLog::Apply(const ChangePage& page, std::optional<std::int64_t> synced_at_ms) {
  if (IsOfAnotherPast(page)) {
    if (Status status = StartOver(); !status.ok()) return status.error();
    return true;
  }
  store::SqliteCallLog::Batch batch;
  batch.expected_note = {kCursor, CursorText(cursor_)};
  bool changed = false;
  bool scour = false;
  const auto forget = [&](const std::string& id) {
    const auto known = calls_.find(id);
    if (known == calls_.end()) return;
    batch.removals.push_back(store::SourceEntryName(kSystem, id));
    changed = scour = true;
  };
  const auto mark = [&](const std::string& id, calls::Gone gone) {
    const auto known = gone_.find(id);
    if ((known == gone_.end() ? calls::Gone::kNo : known->second) == gone) return;
    changed = true;
    auto& note = batch.notes[StrCat(kGone, id)];
    if (gone != calls::Gone::kNo) note = std::string(calls::Name(gone));
  };
  // Of two changes to one thing the last counts.
  std::map<std::string_view, const RemoteChange*> calls;
  std::map<std::string_view, const RemoteChange*> accounts;
  for (const RemoteChange& change : page.changes) {
    switch (change.kind) {
      case RemoteChange::Kind::kCall:
      case RemoteChange::Kind::kCallGone:
        calls[change.object] = &change;
        break;
      case RemoteChange::Kind::kAccount:
      case RemoteChange::Kind::kAccountGone:
        accounts[change.object] = &change;
        break;
      case RemoteChange::Kind::kOther:
        break;
    }
  }
  std::vector<const RemoteChange*> put;
  for (const auto& [id, change] : calls) {
    mark(change->object, change->gone);
    const bool partial = change->call && change->call->partial;
    if (partial != (partial_.count(id) != 0)) {
      auto& note = batch.notes[StrCat(kPartial, id)];
      if (partial) note = "1";
    }
    if (change->kind == RemoteChange::Kind::kCallGone) {
      forget(change->object);
      continue;
    }
    const auto known = calls_.find(id);
    const std::uint64_t hash = HashOf(*change);
    if (known != calls_.end() && known->second.hash == hash) continue;
    changed = true;
    scour = scour || known != calls_.end();
    store::Entry entry;
    entry.name = store::SourceEntryName(kSystem, change->object);
    entry.hash = hash;
    batch.puts.push_back({.entry = std::move(entry), .call = store::Prepare(*change->call)});
    put.push_back(change);
  }
  for (const auto& [id, change] : accounts) {
    const auto known = account_bytes_.find(id);
    const bool gone = change->kind == RemoteChange::Kind::kAccountGone;
    if (gone ? known == account_bytes_.end()
             : known != account_bytes_.end() && known->second == change->account_bytes) {
      continue;
    }
    changed = true;
    scour = scour || known != account_bytes_.end();
    auto& note = batch.notes[StrCat(kAccount, id)];
    if (!gone) note = change->account_bytes;
  }
  const bool first_sync = synced_at_ms && !synced_at_ms_;
  const bool worth_writing = synced_at_ms && (first_sync || *synced_at_ms - *synced_at_ms_ >= kWorthWriting);
  if (page.next == cursor_ && !changed && !worth_writing) {
    if (synced_at_ms) synced_at_ms_ = synced_at_ms;
    return false;
  }
  batch.notes[kCursor] = CursorText(page.next);
  if (!page.history.empty()) batch.notes[kHistory] = page.history;
  if (page.next == 0) batch.notes[kCursor].reset();
  if (synced_at_ms) batch.notes[kSyncedAt] = std::to_string(*synced_at_ms);
  if (scour) batch.notes[kScour] = "1";
  Result<std::vector<store::Entry>> applied = store_->Apply(std::move(batch));
  if (!applied.ok()) {
    if (applied.error().code != ErrorCode::kConflict) return applied.error();
    // Another process was faster: what it read is as good as this.
    const std::int64_t before = cursor_;
    Load();
    if (cursor_ == before) return applied.error();
    return true;
  }
  cursor_ = page.next;
  if (!page.history.empty()) history_ = page.history;
  if (synced_at_ms) synced_at_ms_ = synced_at_ms;
  must_scour_ = must_scour_ || scour;
  for (const auto& [id, change] : calls) {
    if (change->kind == RemoteChange::Kind::kCallGone) calls_.erase(change->object);
    if (change->call && change->call->partial) {
      partial_.insert(change->object);
    } else {
      partial_.erase(change->object);
    }
    if (change->gone == calls::Gone::kNo) {
      gone_.erase(change->object);
    } else {
      gone_[change->object] = change->gone;
    }
  }
  for (std::size_t i = 0; i < put.size(); ++i) {
    calls_[put[i]->object] = {.call = (*applied)[i].call, .hash = (*applied)[i].hash};
  }
  for (const auto& [id, change] : accounts) {
    if (change->kind == RemoteChange::Kind::kAccountGone) {
      accounts_.erase(change->object);
      account_bytes_.erase(change->object);
    } else {
      accounts_[change->object] = std::make_shared<const calls::Account>(*change->account);
      account_bytes_[change->object] = change->account_bytes;
    }
  }
  if (changed || first_sync) given_.reset();
  return changed || first_sync;
}

Result<bool> TeamLog::Learn(const std::vector<RemoteExcerpt>& excerpts) {
  store::SqliteCallLog::Batch batch;
  batch.expected_note = {kCursor, CursorText(cursor_)};
  std::map<std::string, calls::Call, std::less<>> learned;
  for (const RemoteExcerpt& excerpt : excerpts) {
    const auto held = calls_.find(excerpt.call);
    if (held == calls_.end()) continue;  // it will come by itself
    auto known = learned.find(excerpt.call);
    if (known == learned.end()) {
      const auto words = store_->Words(*held->second.call);
      if (words == nullptr || !words->partial) continue;
      known = learned.emplace(excerpt.call, *words).first;
    }
    calls::Call& call = known->second;
    for (const RemoteExcerpt::Turn& turn : excerpt.turns) {
      if (turn.index >= call.turns.size() || !call.turns[turn.index].text.empty()) continue;
      call.turns[turn.index].text = turn.text;
    }
  }
  std::vector<std::string> ids;
  for (const auto& [id, call] : learned) {
    // Of what it was made of, so that it is another entry, and the server's own still another.
    std::uint64_t hash = calls_[id].hash;
    bool any = false;
    const auto before = store_->Words(*calls_[id].call);
    for (std::size_t i = 0; before != nullptr && i < call.turns.size(); ++i) {
      if (call.turns[i].text == before->turns[i].text) continue;
      hash = Hash64(call.turns[i].text, Hash64(StrCat(i), hash));
      any = true;
    }
    if (!any) continue;
    store::Entry entry;
    entry.name = store::SourceEntryName(kSystem, id);
    entry.hash = hash;
    batch.puts.push_back({.entry = std::move(entry), .call = store::Prepare(call)});
    ids.push_back(id);
  }
  if (ids.empty()) return false;
  Result<std::vector<store::Entry>> applied = store_->Apply(std::move(batch));
  if (!applied.ok()) {
    if (applied.error().code == ErrorCode::kConflict) return false;  // another process is ahead
    return applied.error();
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    calls_[ids[i]] = {.call = (*applied)[i].call, .hash = (*applied)[i].hash};
  }
  given_.reset();
  return true;
}

Status TeamLog::StartOver() {
  store::SqliteCallLog::Batch batch;
  for (const auto& [id, held] : calls_) batch.removals.push_back(store::SourceEntryName(kSystem, id));
  for (const auto& [name, value] : store_->Notes()) batch.notes[name];
  batch.notes[kScour] = "1";
  Result<std::vector<store::Entry>> applied = store_->Apply(std::move(batch));
  if (!applied.ok()) return applied.error();
  Load();
  return Done{};
}

std::shared_ptr<const store::SyncedCalls> TeamLog::Calls() {
  if (given_ != nullptr) return given_;
  auto synced = std::make_shared<store::SyncedCalls>();
  std::uint64_t sum = 0;  // added up, so that no order matters
  std::vector<store::StoredCallPtr> all;
  all.reserve(calls_.size());
  for (const auto& [id, held] : calls_) {
    all.push_back(held.call);
    sum += Hash64(StrCat(id, " ", held.hash));
  }
  for (const auto& [id, account] : accounts_) {
    synced->accounts.push_back(account);
    sum += Hash64(account_bytes_[id], 1);
  }
  for (const auto& [id, gone] : gone_) {
    if (gone == calls::Gone::kNo) continue;
    synced->gone.emplace(id, gone);
    sum += Hash64(StrCat(id, " ", calls::Name(gone)), 2);
  }
  synced->table = std::make_shared<const store::CallTable>(std::move(all));
  synced->database = store_->database();
  synced->complete = synced_at_ms_.has_value();
  synced->has_partial = !partial_.empty();
  synced->revision = Hash64(synced->complete ? "complete" : "", sum);
  synced->keeps_open = store_;
  given_ = std::move(synced);
  return given_;
}

Status TeamLog::Scour() {
  if (!must_scour_) return Done{};
  if (Status status = store_->Scour(); !status.ok()) return status;
  store::SqliteCallLog::Batch batch;
  batch.notes[kScour];
  Result<std::vector<store::Entry>> applied = store_->Apply(std::move(batch));
  if (!applied.ok()) return applied.error();
  must_scour_ = false;
  return Done{};
}

}  // namespace whyspec::sync
