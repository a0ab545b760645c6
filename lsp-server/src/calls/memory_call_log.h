// A CallLog held in memory: built once from calls and accounts, then immutable.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "calls/call_log.h"

namespace whyspec::calls {

class MemoryCallLog : public CallLog {
 public:
  struct Contents {
    std::vector<std::shared_ptr<const Call>> calls;
    std::vector<std::shared_ptr<const Account>> accounts;
    std::map<std::string, Gone> gone;
    bool available = true;
    std::uint64_t revision = 0;
    std::shared_ptr<const TextIndex> text_index = nullptr;  // over `calls`; may be missing
  };
  // Of two calls with one id the first stands; the engine reports the other
  // (meta/duplicate-id).
  static std::shared_ptr<const CallLog> Create(Contents contents);

  std::uint64_t revision() const override;
  bool available() const override;
  std::shared_ptr<const Call> Find(std::string_view id) const override;
  std::shared_ptr<const Call> FindByPath(std::string_view path) const override;
  Gone WhyGone(std::string_view id) const override;
  std::vector<CallSummary> List() const override;
  std::shared_ptr<const Account> FindAccount(std::string_view reference) const override;
  std::vector<std::shared_ptr<const Account>> Accounts() const override;
  const TextIndex* text_index() const override;

 private:
  explicit MemoryCallLog(Contents contents);

  Contents contents_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::map<std::string, std::size_t, std::less<>> by_path_;
  std::map<std::string, std::size_t, std::less<>> account_by_folded_name_;
};

}  // namespace whyspec::calls
