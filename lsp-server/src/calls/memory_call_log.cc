#include "calls/memory_call_log.h"

#include "base/unicode.h"

namespace whyspec::calls {

std::shared_ptr<const CallLog> MemoryCallLog::Create(Contents contents) {
  return std::shared_ptr<const CallLog>(new MemoryCallLog(std::move(contents)));
}

MemoryCallLog::MemoryCallLog(Contents contents) : contents_(std::move(contents)) {
  for (std::size_t i = 0; i < contents_.calls.size(); ++i) {
    const Call& call = *contents_.calls[i];
    by_id_.emplace(call.id, i);
    if (!call.path.empty()) by_path_.emplace(call.path, i);
    if (!call.sidecar_path.empty()) by_path_.emplace(call.sidecar_path, i);
  }
  // An id outranks a name, a name an alias, so that a misheard spelling of one
  // account never hides another.
  const auto index = [this](std::string_view spelling, std::size_t at) {
    std::string folded = Fold(Trim(spelling));
    if (!folded.empty()) account_by_folded_name_.emplace(std::move(folded), at);
  };
  const auto& accounts = contents_.accounts;
  for (std::size_t i = 0; i < accounts.size(); ++i) index(accounts[i]->id, i);
  for (std::size_t i = 0; i < accounts.size(); ++i) index(accounts[i]->name, i);
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    index(accounts[i]->alias, i);
    for (const std::string& alias : accounts[i]->aliases) index(alias, i);
  }
}

std::uint64_t MemoryCallLog::revision() const { return contents_.revision; }
bool MemoryCallLog::available() const { return contents_.available; }

std::shared_ptr<const Call> MemoryCallLog::Find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : contents_.calls[found->second];
}

std::shared_ptr<const Call> MemoryCallLog::FindByPath(std::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : contents_.calls[found->second];
}

Gone MemoryCallLog::WhyGone(std::string_view id) const {
  const auto found = contents_.gone.find(std::string(id));
  return found == contents_.gone.end() ? Gone::kNo : found->second;
}

std::vector<CallSummary> MemoryCallLog::List() const {
  std::vector<CallSummary> list;
  list.reserve(by_id_.size());
  for (const auto& [id, at] : by_id_) {
    list.push_back(Summarise(*contents_.calls[at]));
  }
  return list;
}

std::shared_ptr<const Account> MemoryCallLog::FindAccount(std::string_view reference) const {
  const auto found = account_by_folded_name_.find(Fold(Trim(reference)));
  return found == account_by_folded_name_.end() ? nullptr : contents_.accounts[found->second];
}

std::vector<std::shared_ptr<const Account>> MemoryCallLog::Accounts() const { return contents_.accounts; }

const TextIndex* MemoryCallLog::text_index() const { return contents_.text_index.get(); }

}  // namespace whyspec::calls
