#include "engine/call_index.h"

#include <iterator>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "calls/memory_call_log.h"
#include "engine/layout.h"

namespace whyspec::engine {
namespace {

constexpr std::string_view kDuplicateRule = "meta/duplicate-id";

// One file's part of the revision. Parts are added up, so that a change costs one.
std::uint64_t PartOf(const std::string& path, std::uint64_t hash, bool unreadable) {
  return Hash64(StrCat(path, " ", hash, unreadable ? " unreadable" : ""));
}

std::optional<store::FileStamp> ToStamp(const FileInfo* info) {
  if (info == nullptr) return std::nullopt;
  return store::FileStamp{.size = info->size, .modified_ns = info->modified_ns};
}

std::uint64_t PartOf(const std::string& path, const CallFileState& state) {
  return PartOf(path, state.entry.hash, !state.error.empty());
}

}  // namespace

void CallIndex::AddCall(const std::string& path, const FileInfo* info) {
  present_[path] = ToStamp(info);
  vanished_.erase(path);
  by_stem_[CallStem(path)].insert(path);
  dirty_.insert(path);
  open_changed_ = true;
}

void CallIndex::AddSidecar(const std::string& path, const FileInfo* info) {
  sidecars_[path] = ToStamp(info);
  TouchStem(CallStem(path), /*keep_stamps=*/true);
}

void CallIndex::AddAccounts(const std::string& path) {
  present_accounts_.insert(path);
  dirty_accounts_.insert(path);
}

void CallIndex::Remove(const std::string& path) {
  if (present_.erase(path) != 0) {
    dirty_.erase(path);
    const auto stem = by_stem_.find(CallStem(path));
    stem->second.erase(path);
    if (stem->second.empty()) by_stem_.erase(stem);
    if (read_.erase(path) != 0) table_changed_ = true;
    vanished_.insert(path);
    open_changed_ = changed_ = true;
  }
  if (sidecars_.erase(path) != 0) {
    TouchStem(CallStem(path), /*keep_stamps=*/true);
    changed_ = true;
  }
  if (present_accounts_.erase(path) != 0) {
    dirty_accounts_.erase(path);
    accounts_.erase(path);
    account_log_ = nullptr;
    changed_ = true;
  }
}

void CallIndex::Touch(const std::string& path) {
  if (const auto call = present_.find(path); call != present_.end()) {
    call->second.reset();
    dirty_.insert(path);
    open_changed_ = true;
  }
  if (present_accounts_.count(path) != 0) dirty_accounts_.insert(path);
  if (const auto sidecar = sidecars_.find(path); sidecar != sidecars_.end()) {
    sidecar->second.reset();
    TouchStem(CallStem(path), /*keep_stamps=*/false);
  }
}

void CallIndex::TouchStem(const std::string& stem, bool keep_stamps) {
  open_changed_ = true;
  const auto found = by_stem_.find(stem);
  if (found == by_stem_.end()) return;
  for (const std::string& path : found->second) {
    dirty_.insert(path);
    if (!keep_stamps) present_[path].reset();
  }
}

void CallIndex::StartOver() {
  for (const auto& [path, stamp] : present_) vanished_.insert(path);
  present_.clear();
  sidecars_.clear();
  by_stem_.clear();
  present_accounts_.clear();
  dirty_.clear();
  dirty_accounts_.clear();
  open_changed_ = changed_ = true;
}

void CallIndex::FinishScan() {
  const auto drop = [](auto& entries, const auto& present) {
    const std::size_t before = entries.size();
    for (auto entry = entries.begin(); entry != entries.end();) {
      entry = present.count(entry->first) == 0 ? entries.erase(entry) : std::next(entry);
    }
    return entries.size() != before;
  };
  if (drop(read_, present_)) table_changed_ = true;
  if (drop(accounts_, present_accounts_)) account_log_ = nullptr;
}

std::vector<std::string> CallIndex::Paths() const {
  std::vector<std::string> paths;
  paths.reserve(present_.size());
  for (const auto& [path, stamp] : present_) paths.push_back(path);
  return paths;
}

std::string CallIndex::SidecarOf(const std::string& path) const {
  if (sidecars_.empty()) return {};
  const std::string stem = CallStem(path);
  for (const std::string_view ending : {".call.yaml", ".call.yml"}) {
    std::string sidecar = StrCat(stem, ending);
    if (sidecars_.count(sidecar) != 0) return sidecar;
  }
  return {};
}

// --- files on the disk ---

std::shared_ptr<CallJob> CallIndex::TakeJob(const FileSystem& files, const OpenDocuments& open) {
  if (job_ != nullptr) return nullptr;
  if (const auto store = store_->current(); store != nullptr && store->damaged() && !store->in_memory()) {
    store_->StartAnew(store);
    for (const auto& [path, stamp] : present_) dirty_.insert(path);
  }
  // A store made anew has no rows of what was read before.
  const bool anew = rows_of_ != nullptr && store_->current() != rows_of_;
  std::vector<CallJob::File> to_read;
  to_read.reserve(dirty_.size());
  std::set<std::string> later;
  for (const std::string& path : dirty_) {
    CallJob::File file{.path = path, .sidecar_path = SidecarOf(path), .stamp = present_[path]};
    // What is open is read from the disk when it is closed.
    if (open.Has(path) || (!file.sidecar_path.empty() && open.Has(file.sidecar_path))) {
      later.insert(path);
      continue;
    }
    if (!file.sidecar_path.empty()) file.sidecar_stamp = sidecars_[file.sidecar_path];
    if (const auto known = read_.find(path); known != read_.end() && !anew) file.known = known->second;
    to_read.push_back(std::move(file));
  }
  dirty_ = std::move(later);
  if (to_read.empty() && (vanished_.empty() || store_->current() == nullptr)) {
    vanished_.clear();
    if (!ready_) ready_ = changed_ = true;  // all there are is open
    return nullptr;
  }
  job_ = std::make_shared<CallJob>(files, store_, std::move(to_read),
                                   std::vector<std::string>(std::make_move_iterator(vanished_.begin()),
                                                            std::make_move_iterator(vanished_.end())),
                                   std::exchange(first_job_, false) || anew);
  vanished_.clear();
  return job_;
}

void CallIndex::FinishJob(const std::shared_ptr<CallJob>& job) {
  if (job == nullptr || job != job_) return;
  job_ = nullptr;
  if (job->store_failed()) {
    // Nothing of it counts; what was there before is told until all is read again.
    first_job_ = true;
    for (const auto& [path, stamp] : present_) dirty_.insert(path);
    return;
  }
  stats_.parsed += job->parsed();
  if (rows_of_ != job->log()) {
    rows_of_ = job->log();
    if (table_ != nullptr || !read_.empty()) {
      // Rows of another store: what this job did not read must be read too.
      read_.clear();
      for (const auto& [path, stamp] : present_) dirty_.insert(path);
      for (const CallJob::File& file : job->files()) dirty_.erase(file.path);
    }
  }
  for (std::size_t i = 0; i < job->files().size(); ++i) {
    const std::string& path = job->files()[i].path;
    const State& result = job->results()[i];
    if (present_.count(path) == 0) continue;  // it went while it was read
    if (result == nullptr) {
      dirty_.insert(path);
      continue;
    }
    ++stats_.read;
    State& known = read_[path];
    if (known == result) continue;
    const bool same = known != nullptr && known->entry.hash == result->entry.hash &&
                      known->entry.call == result->entry.call && known->error == result->error;
    known = result;
    if (!same) table_changed_ = changed_ = true;
  }
  if (!ready_ && !job->cancelled()) ready_ = changed_ = true;
}

// --- files in the editor ---

CallIndex::State CallIndex::ReadOpenCall(const std::string& path, const FileSystem& files,
                                         const OpenDocuments& open, const State& before) const {
  auto state = std::make_shared<CallFileState>();
  const std::string sidecar_path = SidecarOf(path);
  const Result<std::string> bytes = open.Read(files, path);
  std::string sidecar;
  if (!bytes.ok()) {
    state->error = bytes.error().message;
    state->error_path = path;
  }
  if (!sidecar_path.empty()) {
    Result<std::string> read = open.Read(files, sidecar_path);
    if (read.ok()) {
      sidecar = std::move(*read);
    } else if (state->error.empty()) {
      state->error = read.error().message;
      state->error_path = sidecar_path;
    }
  }
  state->entry.sidecar_path = sidecar_path;
  if (!bytes.ok()) return state;
  state->entry.hash = CallFileHash(*bytes, sidecar_path, sidecar, state->error);
  if (before != nullptr && before->entry.hash == state->entry.hash && before->error == state->error)
    return before;
  const auto on_disk = read_.find(path);
  if (on_disk != read_.end() && on_disk->second->entry.hash == state->entry.hash) return on_disk->second;
  const bool with_sidecar = !sidecar_path.empty() && state->error.empty();
  calls::ReadCallResult read = calls::ReadCall({.path = path,
                                                .bytes = *bytes,
                                                .sidecar_path = with_sidecar ? sidecar_path : std::string(),
                                                .sidecar = sidecar});
  state->entry.problems = std::move(read.problems);
  if (read.call) {
    state->entry.call = store::HoldInMemory(std::make_shared<const calls::Call>(*std::move(read.call)));
  }
  return state;
}

void CallIndex::ReadOpen(const FileSystem& files, const OpenDocuments& open) {
  if (!open_changed_) return;
  open_changed_ = false;
  std::map<std::string, State> now;
  const auto add = [&](const std::string& path) {
    const auto before = open_.find(path);
    now[path] = ReadOpenCall(path, files, open, before == open_.end() ? nullptr : before->second);
  };
  open.ForEach([&](const std::string& path) {
    if (present_.count(path) != 0) add(path);
    if (sidecars_.count(path) == 0) return;
    const auto described = by_stem_.find(CallStem(path));
    if (described == by_stem_.end()) return;
    for (const std::string& call : described->second) {
      if (SidecarOf(call) == path && now.count(call) == 0) add(call);
    }
  });
  if (now != open_) changed_ = true;
  open_ = std::move(now);
}

void CallIndex::ReadAccounts(const std::string& path, const FileSystem& files, const OpenDocuments& open,
                             AccountsEntry& entry) const {
  const Result<std::string> bytes = open.Read(files, path);
  if (!bytes.ok()) {
    entry = {.parsed = true, .error = bytes.error().message};
    return;
  }
  const std::uint64_t key = Hash64(*bytes);
  if (entry.parsed && entry.key == key) return;
  calls::ReadAccountsResult read = calls::ReadAccounts(path, *bytes);
  entry = {.parsed = true, .key = key};
  entry.problems = std::move(read.problems);
  for (calls::Account& account : read.accounts) {
    entry.accounts.push_back(std::make_shared<const calls::Account>(std::move(account)));
  }
}

void CallIndex::ReadAccountsAgain(const FileSystem& files, const OpenDocuments& open) {
  for (const std::string& path : dirty_accounts_) ReadAccounts(path, files, open, accounts_[path]);
  if (!dirty_accounts_.empty()) account_log_ = nullptr;
  dirty_accounts_.clear();
  if (account_log_ != nullptr) return;
  calls::MemoryCallLog::Contents contents;
  for (const auto& [path, entry] : accounts_) {
    contents.accounts.insert(contents.accounts.end(), entry.accounts.begin(), entry.accounts.end());
  }
  account_log_ = calls::MemoryCallLog::Create(std::move(contents));
  changed_ = true;
}

// --- the log ---

std::shared_ptr<const calls::CallLog> CallIndex::Log(const FileSystem& files, const OpenDocuments& open,
                                                     Date today, bool may_be_empty) {
  ReadAccountsAgain(files, open);
  ReadOpen(files, open);
  if (changed_ || log_ == nullptr || today_ != today || may_be_empty_ != may_be_empty)
    Rebuild(files, today, may_be_empty);
  return log_;
}

void CallIndex::RebuildTable() {
  table_changed_ = false;
  read_sum_ = 0;
  std::vector<store::StoredCallPtr> calls;
  calls.reserve(read_.size());
  for (const auto& [path, state] : read_) {
    read_sum_ += PartOf(path, *state);
    if (state->entry.call != nullptr) calls.push_back(state->entry.call);
  }
  table_ = std::make_shared<const store::CallTable>(std::move(calls));
}

template <typename Visit>
void CallIndex::ForEachState(const Visit& visit) const {
  auto open = open_.begin();
  for (const auto& [path, state] : read_) {
    for (; open != open_.end() && open->first < path; ++open) visit(open->first, *open->second);
    if (open != open_.end() && open->first == path) {
      visit(path, *open->second);
      ++open;
    } else {
      visit(path, *state);
    }
  }
  for (; open != open_.end(); ++open) visit(open->first, *open->second);
}

void CallIndex::Rebuild(const FileSystem& files, Date today, bool may_be_empty) {
  const bool all_ids = table_changed_ || table_ == nullptr;
  if (all_ids) RebuildTable();
  store::StoredCallLog::Contents contents{.table = table_, .accounts = account_log_, .today = today};
  if (rows_of_ != nullptr) contents.database = rows_of_->database();
  std::uint64_t sum = read_sum_;
  std::vector<std::pair<std::string, TextRange>> open_ids;
  for (const auto& [path, state] : open_) {
    const auto hidden = read_.find(path);
    if (hidden != read_.end() && hidden->second == state) continue;  // open, and as on the disk
    if (hidden != read_.end()) sum -= PartOf(path, *hidden->second);
    sum += PartOf(path, *state);
    contents.hidden.push_back(path);
    const store::StoredCallPtr& call = state->entry.call;
    open_ids.emplace_back(StrCat(call == nullptr ? "" : call->summary.id, "\n", path),
                          call == nullptr ? TextRange{} : call->id_source);
    if (call != nullptr) contents.held.push_back(call);
  }
  for (const auto& [path, entry] : accounts_) sum += PartOf(path, entry.key, !entry.error.empty());
  if (all_ids || open_ids != open_ids_) {
    open_ids_ = std::move(open_ids);
    TeamIndex::Places ids;
    ForEachState([&](const std::string& path, const CallFileState& state) {
      if (state.entry.call != nullptr)
        ids[state.entry.call->summary.id].push_back({{path, state.entry.call->id_source}});
    });
    if (ids != *ids_) ids_ = std::make_shared<const TeamIndex::Places>(std::move(ids));
  }
  contents.available = ready() && (may_be_empty || !present_.empty());
  contents.revision = Hash64(FormatDate(today), sum);
  // A row that cannot be read any more: the file still can.
  contents.recover = [&files](const store::StoredCall& call) -> std::shared_ptr<const calls::Call> {
    const Result<std::string> bytes = files.ReadFile(call.summary.path);
    if (!bytes.ok()) return nullptr;
    std::string sidecar;
    if (!call.sidecar_path.empty()) {
      Result<std::string> described = files.ReadFile(call.sidecar_path);
      if (described.ok()) sidecar = std::move(described).value();
    }
    calls::ReadCallResult read = calls::ReadCall(
        {.path = call.summary.path, .bytes = *bytes, .sidecar_path = call.sidecar_path, .sidecar = sidecar});
    if (!read.call || read.call->id != call.summary.id) return nullptr;
    return std::make_shared<const calls::Call>(*std::move(read.call));
  };
  log_ = store::StoredCallLog::Create(std::move(contents));
  changed_ = false;
  today_ = today;
  may_be_empty_ = may_be_empty;
}

std::vector<FileProblem> CallIndex::Problems() const {
  std::vector<FileProblem> problems;
  const auto add = [&](const std::string& path, const calls::Problem& problem) {
    problems.push_back({.path = path,
                        .range = problem.range,
                        .message = problem.message,
                        .severity = problem.fatal ? rules::Severity::kError : rules::Severity::kWarning,
                        .rule = ""});
  };
  const auto unreadable = [&](const std::string& path, const std::string& error) {
    problems.push_back(
        {.path = path, .range = {}, .message = error, .severity = rules::Severity::kError, .rule = ""});
  };
  std::map<std::string_view, const std::string*> first_with_id;
  ForEachState([&](const std::string& path, const CallFileState& state) {
    const store::Entry& entry = state.entry;
    if (!state.error.empty()) unreadable(state.error_path, state.error);
    if (!IsValidUtf8(path)) {
      problems.push_back({.path = path,
                          .range = {},
                          .message =
                              "The path of this call is not UTF-8, so no spec can link the file. Rename "
                              "the file or its folder.",
                          .severity = rules::Severity::kWarning,
                          .rule = ""});
    }
    for (const calls::Problem& problem : entry.problems) {
      add(problem.in_sidecar && !entry.sidecar_path.empty() ? entry.sidecar_path : path, problem);
    }
    if (entry.call == nullptr) return;
    const std::string& id = entry.call->summary.id;
    const auto [first, is_first] = first_with_id.emplace(id, &path);
    if (is_first) return;
    problems.push_back(
        {.path = path,
         .range = entry.call->id_source,
         .message = StrCat("Two calls have the id \"", Printable(id),
                           "\": ", Printable(RelativePath(*first->second, Dirname(path))),
                           " has it too, and that one is cited. Give one of them another `id`."),
         .severity = rules::Severity::kError,
         .rule = kDuplicateRule});
  });
  std::map<std::string, const std::string*> first_account;  // by folded id
  for (const auto& [path, entry] : accounts_) {
    if (!entry.error.empty()) unreadable(path, entry.error);
    for (const calls::Problem& problem : entry.problems) add(path, problem);
    for (const auto& account : entry.accounts) {
      const auto [first, is_first] = first_account.emplace(Fold(account->id), &path);
      if (is_first) continue;
      problems.push_back(
          {.path = path,
           .range = account->source,
           .message = StrCat("The account \"", Printable(account->id),
                             "\" stands twice; the first "
                             "one counts (in ",
                             Printable(RelativePath(*first->second, Dirname(path))), "). Join the two."),
           .severity = rules::Severity::kWarning,
           .rule = ""});
    }
  }
  for (const auto& [path, stamp] : sidecars_) {
    if (by_stem_.count(CallStem(path)) != 0) continue;
    const std::string_view name = Basename(path);
    problems.push_back({.path = path,
                        .range = {},
                        .message = StrCat(Printable(name), " describes no call: beside it there is no ",
                                          Printable(Basename(CallStem(path))),
                                          ".vtt, .srt or .txt. Rename one of the two, or remove it."),
                        .severity = rules::Severity::kWarning,
                        .rule = ""});
  }
  return problems;
}

}  // namespace whyspec::engine
