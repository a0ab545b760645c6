// CallLog: the calls and accounts a workspace can cite, at one revision.
//
// The interface between those who have calls (files, a database, a sync) and those
// who read them (evidence, rules, features). Implementations are immutable
// snapshots: what Find() returns stays valid and unchanged as long as it is held,
// and every function may be called from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "calls/call.h"
#include "calls/text_index.h"

namespace whyspec::calls {

// Why a call that was once logged cannot be read any more.
enum class Gone : std::uint8_t { kNo, kErased, kWithdrawn, kEmbargoed };
std::string_view Name(Gone value);  // "", "erased", "withdrawn", "embargoed"
std::optional<Gone> ParseGone(std::string_view text);

// The fields of a call that lists, completion and lenses need, without its words.
struct CallSummary {
  std::string id;
  std::string title;
  std::string account;  // as written in the call
  std::optional<std::int64_t> started_at_ms;
  CallType type = CallType::kOther;
  Lifecycle lifecycle = Lifecycle::kUnknown;
  // The call's own; unset: its account's. REQUIRED of every log: lists withhold names by it.
  std::optional<Visibility> visibility;
  // Of everyone in the call who is not one of us, each once, in order.
  std::vector<std::string> personas;
  std::string path;
  std::size_t turn_count = 0;
};

CallSummary Summarise(const Call& call);

class CallLog {
 public:
  virtual ~CallLog() = default;

  // Changes whenever any call or account does; part of every result id.
  virtual std::uint64_t revision() const = 0;
  // False when there is nothing to check against (no calls folder, no log): rules
  // that need the log are then reported as skipped, never as passed.
  virtual bool available() const = 0;
  // False while calls of a source that could not be read yet are missing (a team's log that
  // was never reached): a call that is not here may still exist.
  virtual bool complete() const { return true; }

  virtual std::shared_ptr<const Call> Find(std::string_view id) const = 0;
  // By absolute path of the call file (or its side-car).
  virtual std::shared_ptr<const Call> FindByPath(std::string_view path) const = 0;
  virtual Gone WhyGone(std::string_view id) const = 0;
  // In order of id.
  virtual std::vector<CallSummary> List() const = 0;
  // The same one by one and in no order: a log of 100,000 calls is counted without a copy of it.
  virtual void VisitSummaries(const std::function<void(const CallSummary&)>& visit) const {
    for (const CallSummary& summary : List()) visit(summary);
  }

  // `reference` is an id, a name or an alias, compared folded; nullptr if unknown.
  virtual std::shared_ptr<const Account> FindAccount(std::string_view reference) const = 0;
  virtual std::vector<std::shared_ptr<const Account>> Accounts() const = 0;

  // Over the words of all calls of this log; nullptr if it keeps none. Lives as long as
  // the log.
  virtual const TextIndex* text_index() const { return nullptr; }

  // The account at the top of `reference`'s parent chain (loops broken), as an id;
  // an unknown reference stands for itself, folded. Independence is counted by this.
  std::string RootAccount(std::string_view reference) const;
  // The call's own visibility, else its account's (nearest parent that has one),
  // else kNamed.
  Visibility VisibilityOf(const Call& call) const;
};

}  // namespace whyspec::calls
