#include "engine/call_index.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "calls/memory_call_log.h"
#include "engine/layout.h"
#include "engine/parallel.h"

namespace whyspec::engine {
namespace {

constexpr std::string_view kDuplicateRule = "meta/duplicate-id";

// Why the words of a logged call may not be read today.
calls::Gone WhyGone(const calls::Call& call, Date today) {
  if (call.consent == calls::Consent::kWithdrawn) return calls::Gone::kWithdrawn;
  if (call.transcript_status == calls::TranscriptStatus::kGone) return calls::Gone::kErased;
  const std::optional<Date> embargo = ParseDate(call.embargo_until);
  if (embargo && today < *embargo) return calls::Gone::kEmbargoed;
  return calls::Gone::kNo;
}

}  // namespace

void CallIndex::AddCall(const std::string& path) {
  present_.insert(path);
  by_stem_[CallStem(path)].insert(path);
  dirty_.insert(path);
}

void CallIndex::AddSidecar(const std::string& path) {
  sidecars_.insert(path);
  TouchStem(CallStem(path));
}

void CallIndex::AddAccounts(const std::string& path) {
  present_accounts_.insert(path);
  dirty_.insert(path);
}

void CallIndex::Remove(const std::string& path) {
  dirty_.erase(path);
  if (present_.erase(path) != 0) {
    const auto stem = by_stem_.find(CallStem(path));
    stem->second.erase(path);
    if (stem->second.empty()) by_stem_.erase(stem);
    entries_.erase(path);
    changed_ = true;
  }
  if (sidecars_.erase(path) != 0) {
    TouchStem(CallStem(path));
    changed_ = true;
  }
  if (present_accounts_.erase(path) != 0) {
    accounts_.erase(path);
    changed_ = true;
  }
}

void CallIndex::Touch(const std::string& path) {
  if (present_.count(path) != 0 || present_accounts_.count(path) != 0) dirty_.insert(path);
  if (sidecars_.count(path) != 0) TouchStem(CallStem(path));
}

void CallIndex::TouchStem(const std::string& stem) {
  const auto found = by_stem_.find(stem);
  if (found != by_stem_.end()) dirty_.insert(found->second.begin(), found->second.end());
}

void CallIndex::StartOver() {
  present_.clear();
  sidecars_.clear();
  by_stem_.clear();
  present_accounts_.clear();
  dirty_.clear();
  changed_ = true;
}

void CallIndex::FinishScan() {
  const auto drop = [](auto& entries, const std::set<std::string>& present) {
    for (auto entry = entries.begin(); entry != entries.end();) {
      entry = present.count(entry->first) == 0 ? entries.erase(entry) : std::next(entry);
    }
  };
  drop(entries_, present_);
  drop(accounts_, present_accounts_);
}

std::string CallIndex::SidecarOf(const std::string& path) const {
  const std::string stem = CallStem(path);
  for (const std::string_view ending : {".call.yaml", ".call.yml"}) {
    std::string sidecar = StrCat(stem, ending);
    if (sidecars_.count(sidecar) != 0) return sidecar;
  }
  return {};
}

void CallIndex::ReadEntry(const std::string& path, const FileSystem& files, const OpenDocuments& open,
                          Entry& entry) const {
  const std::string sidecar_path = SidecarOf(path);
  const Result<std::string> bytes = open.Read(files, path);
  std::string sidecar_bytes;
  std::string error;
  std::string error_path = path;
  if (!bytes.ok()) error = bytes.error().message;
  if (!sidecar_path.empty()) {
    Result<std::string> read = open.Read(files, sidecar_path);
    if (read.ok()) {
      sidecar_bytes = std::move(*read);
    } else if (error.empty()) {
      error = read.error().message;
      error_path = sidecar_path;
    }
  }
  if (!bytes.ok()) {
    entry = {.parsed = true, .sidecar = sidecar_path, .error = error, .error_path = error_path};
    return;
  }
  const std::uint64_t key = Hash64(*bytes, Hash64(sidecar_bytes, Hash64(StrCat(sidecar_path, "\n", error))));
  if (entry.parsed && entry.key == key) return;
  // A side-car that cannot be read is as good as none; the words still count.
  const bool with_sidecar = !sidecar_path.empty() && error.empty();
  calls::ReadCallResult read = calls::ReadCall({.path = path,
                                                .bytes = *bytes,
                                                .sidecar_path = with_sidecar ? sidecar_path : std::string(),
                                                .sidecar = sidecar_bytes});
  entry = {.parsed = true, .key = key, .sidecar = sidecar_path, .error = error, .error_path = error_path};
  entry.problems = std::move(read.problems);
  if (read.call) entry.call = std::make_shared<const calls::Call>(*std::move(read.call));
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

std::shared_ptr<const calls::CallLog> CallIndex::Log(const FileSystem& files, const OpenDocuments& open,
                                                     Date today, bool may_be_empty) {
  if (!dirty_.empty()) {
    struct Job {
      const std::string* path;
      Entry* entry;
    };
    std::vector<Job> jobs;
    for (const std::string& path : dirty_) {
      if (present_accounts_.count(path) != 0) {
        ReadAccounts(path, files, open, accounts_[path]);
        changed_ = true;
      } else {
        jobs.push_back({&path, &entries_[path]});
      }
    }
    std::vector<char> differs(jobs.size(), 0);
    ParallelFor(jobs.size(), [&](std::size_t i) {
      const auto before = std::tuple(jobs[i].entry->call, jobs[i].entry->key, jobs[i].entry->error);
      ReadEntry(*jobs[i].path, files, open, *jobs[i].entry);
      differs[i] = before != std::tuple(jobs[i].entry->call, jobs[i].entry->key, jobs[i].entry->error);
    });
    dirty_.clear();
    changed_ = changed_ || std::find(differs.begin(), differs.end(), 1) != differs.end();
  }
  if (changed_ || log_ == nullptr || today_ != today || may_be_empty_ != may_be_empty)
    Rebuild(today, may_be_empty);
  return log_;
}

void CallIndex::Rebuild(Date today, bool may_be_empty) {
  calls::MemoryCallLog::Contents contents;
  TeamIndex::Places ids;
  std::string inputs = FormatDate(today);
  for (const auto& [path, entry] : entries_) {
    inputs += StrCat("\n", path.size(), ":", path, " ", entry.key, entry.error.empty() ? "" : " unreadable");
    if (entry.call == nullptr) continue;
    ids[entry.call->id].push_back({{path, entry.call->id_source}});
    contents.calls.push_back(entry.call);
    const calls::Gone gone = WhyGone(*entry.call, today);
    if (gone != calls::Gone::kNo) contents.gone.emplace(entry.call->id, gone);
  }
  for (const auto& [path, entry] : accounts_) {
    inputs += StrCat("\n", path.size(), ":", path, " ", entry.key, entry.error.empty() ? "" : " unreadable");
    contents.accounts.insert(contents.accounts.end(), entry.accounts.begin(), entry.accounts.end());
  }
  if (ids != *ids_) ids_ = std::make_shared<const TeamIndex::Places>(std::move(ids));
  contents.available = may_be_empty || !present_.empty();
  contents.revision = Hash64(inputs);
  log_ = calls::MemoryCallLog::Create(std::move(contents));
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
  for (const auto& [path, entry] : entries_) {
    if (!entry.error.empty()) unreadable(entry.error_path, entry.error);
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
      add(problem.in_sidecar && !entry.sidecar.empty() ? entry.sidecar : path, problem);
    }
    if (entry.call == nullptr) continue;
    const auto [first, is_first] = first_with_id.emplace(entry.call->id, &path);
    if (is_first) continue;
    problems.push_back(
        {.path = path,
         .range = entry.call->id_source,
         .message = StrCat("Two calls have the id \"", Printable(entry.call->id),
                           "\": ", Printable(RelativePath(*first->second, Dirname(path))),
                           " has it too, and that one is cited. Give one of them another `id`."),
         .severity = rules::Severity::kError,
         .rule = kDuplicateRule});
  }
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
  for (const std::string& path : sidecars_) {
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
