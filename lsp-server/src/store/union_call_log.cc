#include "store/union_call_log.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "calls/memory_call_log.h"

namespace whyspec::store {

using calls::CallNumber;
using calls::Posting;

// Numbers of the team's calls come after all of the files (stored_call_log.cc), so that
// the order of calls is kept.
class UnionCallLog::Words final : public calls::TextIndex {
 public:
  Words(const calls::TextIndex* files, const calls::TextIndex* team) : files_(files), team_(team) {}

  std::size_t call_count() const override {
    return (files_ ? files_->call_count() : 0) + (team_ ? team_->call_count() : 0);
  }
  std::size_t block_count() const override {
    return (files_ ? files_->block_count() : 0) + (team_ ? team_->block_count() : 0);
  }
  std::size_t Frequency(std::string_view term) const override {
    return (files_ ? files_->Frequency(term) : 0) + (team_ ? team_->Frequency(term) : 0);
  }
  void ForEach(std::string_view term, const std::function<bool(Posting)>& visit) const override {
    bool go_on = true;
    if (files_ != nullptr) {
      files_->ForEach(term, [&](Posting posting) { return go_on = visit(posting); });
    }
    if (go_on && team_ != nullptr) team_->ForEach(term, Numbered(visit));
  }
  void ForEachIn(CallNumber call, std::string_view term,
                 const std::function<bool(Posting)>& visit) const override {
    if (call < kFirstOfTeam) {
      if (files_ != nullptr) files_->ForEachIn(call, term, visit);
    } else if (team_ != nullptr) {
      team_->ForEachIn(call - kFirstOfTeam, term, Numbered(visit));
    }
  }
  std::string IdOf(CallNumber call) const override {
    if (call < kFirstOfTeam) return files_ ? files_->IdOf(call) : std::string();
    return team_ ? team_->IdOf(call - kFirstOfTeam) : std::string();
  }

 private:
  static constexpr CallNumber kFirstOfTeam = 0xC000'0000;

  static std::function<bool(Posting)> Numbered(const std::function<bool(Posting)>& visit) {
    return [&visit](Posting posting) {
      posting.call += kFirstOfTeam;
      return visit(posting);
    };
  }

  const calls::TextIndex* files_;
  const calls::TextIndex* team_;
};

std::shared_ptr<const calls::CallLog> UnionCallLog::Create(Contents contents) {
  return std::shared_ptr<const calls::CallLog>(new UnionCallLog(std::move(contents)));
}

UnionCallLog::UnionCallLog(Contents contents) : contents_(std::move(contents)) {
  const SyncedCalls& synced = *contents_.team;
  team_ = StoredCallLog::Create({.table = contents_.table,
                                 .database = synced.database,
                                 .accounts = calls::MemoryCallLog::Create({}),
                                 .today = contents_.today,
                                 .available = true,
                                 .revision = synced.revision});
  // An account that a file describes stands before the team's.
  calls::MemoryCallLog::Contents accounts;
  accounts.accounts = contents_.files->Accounts();
  std::set<std::string> known;
  for (const auto& account : accounts.accounts) known.insert(Fold(account->id));
  for (const auto& account : synced.accounts) {
    if (known.insert(Fold(account->id)).second) accounts.accounts.push_back(account);
  }
  accounts_ = calls::MemoryCallLog::Create(std::move(accounts));
  revision_ = Hash64(StrCat(contents_.files->revision(), " ", synced.revision, " ",
                            contents_.files_are_read ? "" : "not read"));
  words_ = std::make_unique<const Words>(contents_.files->text_index(), team_->text_index());
}

UnionCallLog::~UnionCallLog() = default;

bool UnionCallLog::available() const {
  return contents_.files_are_read && (contents_.files->available() || contents_.team->complete);
}

std::shared_ptr<const calls::Call> UnionCallLog::Find(std::string_view id) const {
  std::shared_ptr<const calls::Call> call = contents_.files->Find(id);
  return call != nullptr ? call : team_->Find(id);
}

std::shared_ptr<const calls::Call> UnionCallLog::FindByPath(std::string_view path) const {
  return contents_.files->FindByPath(path);
}

calls::Gone UnionCallLog::WhyGone(std::string_view id) const {
  if (contents_.files->Find(id) != nullptr) return contents_.files->WhyGone(id);
  const auto found = contents_.team->gone.find(id);
  if (found != contents_.team->gone.end() && found->second != calls::Gone::kNo) return found->second;
  return team_->WhyGone(id);
}

std::vector<calls::CallSummary> UnionCallLog::List() const {
  std::vector<calls::CallSummary> files = contents_.files->List();
  std::vector<calls::CallSummary> team = team_->List();
  std::vector<calls::CallSummary> all;
  all.reserve(files.size() + team.size());
  const auto by_id = [](const calls::CallSummary& a, const calls::CallSummary& b) { return a.id < b.id; };
  std::merge(std::make_move_iterator(files.begin()), std::make_move_iterator(files.end()),
             std::make_move_iterator(team.begin()), std::make_move_iterator(team.end()),
             std::back_inserter(all), by_id);
  return all;
}

std::shared_ptr<const calls::Account> UnionCallLog::FindAccount(std::string_view reference) const {
  return accounts_->FindAccount(reference);
}

std::vector<std::shared_ptr<const calls::Account>> UnionCallLog::Accounts() const {
  return accounts_->Accounts();
}

const calls::TextIndex* UnionCallLog::text_index() const { return words_.get(); }

}  // namespace whyspec::store
