// The calls and accounts of the team, and what changed when. Knows nothing of who may see
// what: only team/service.h talks to it, and discloses (access.h) what it reads.
//
// Every write takes the next number of one sequence, in order of commit and without holes,
// also with several processes on one database: it is the version of what was written (ETag)
// and the cursor of the change feed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "calls/call_log.h"
#include "team/sql/database.h"

namespace whyspec::team {

using Sequence = std::int64_t;

struct TeamCall {
  std::shared_ptr<const calls::Call> call;  // whole
  Sequence version = 0;
  std::int64_t updated_ms = 0;
};

struct TeamAccount {
  calls::Account account;
  Sequence version = 0;
};

enum class ChangeKind : std::uint8_t {
  kCallPut,     // new or replaced
  kCallErased,  // for good
  kAccountPut,
  kAccountErased,
  kSpecPut,
  kSpecRemoved,
  kAccessChanged,  // a grant or a switch: what readers may see of the object is another
};
std::string_view Name(ChangeKind kind);  // "call.put" "call.erased" "account.put" "account.erased" "spec.put"
                                         // "spec.removed" "access.changed"

struct Change {
  Sequence sequence = 0;
  ChangeKind kind = ChangeKind::kCallPut;
  std::string object;  // id of the call, account or spec
  std::int64_t at_ms = 0;
};

struct CallFilter {
  std::string account;  // id; its children too
  std::string owner;
  std::optional<std::int64_t> started_from_ms, started_before_ms;
  std::optional<calls::CallType> type;
  std::string source_system;
};

// What a write must find (If-Match, If-None-Match: *).
struct Precondition {
  std::optional<Sequence> version;  // exactly this
  bool absent = false;              // nothing
};

class CallStore {
 public:
  explicit CallStore(std::shared_ptr<sql::Database> database);
  ~CallStore();

  // --- writes, each inside a transaction of the caller's ---

  struct PutResult {
    std::string id;  // a new one where it was "" or taken by a call of another source
    Sequence version = 0;
    bool created = false;
    bool changed = true;      // false: the same was there already (an import done twice)
    std::string remark = {};  // a sentence for whoever logged it (team/service.h); "" mostly
  };
  // A call with a source (system, id) that is known replaces that one under its id: what was
  // said and when is the source's; id, account, owner, visibility, consent (when set by people)
  // stay (calls/update_call.h). kConflict: precondition not met; kInvalid: what cannot be kept.
  Result<PutResult> Put(sql::Session& session, const calls::Call& call, const Precondition& precondition,
                        std::int64_t now_ms);
  // As it is written, people's fields too.
  Result<PutResult> Replace(sql::Session& session, const calls::Call& call, const Precondition& precondition,
                            std::int64_t now_ms);
  // The words are gone from tables and index when the transaction commits; what is left is
  // {id, gone}, so that specs that cite it are told citation/gone. False: no such call.
  Result<bool> Erase(sql::Session& session, std::string_view id, calls::Gone why, std::int64_t now_ms);
  Result<Sequence> PutAccount(sql::Session& session, const calls::Account& account,
                              const Precondition& precondition, std::int64_t now_ms);
  Result<bool> EraseAccount(sql::Session& session, std::string_view id, std::int64_t now_ms);
  // For what has no table of its own here: takes the next number and says so in the feed.
  Result<Sequence> Announce(sql::Session& session, ChangeKind kind, std::string_view object,
                            std::int64_t now_ms);

  // --- reads ---

  // kNotFound: never there. An erased call: `call` has its id alone, transcript_status kGone.
  Result<TeamCall> Find(std::string_view id);
  Result<std::optional<TeamCall>> FindBySource(std::string_view system, std::string_view source_id);
  // Newest first (started, then id, the way the index lies), after `cursor` (opaque, "" = from the start); at
  // most `limit`.
  struct Page {
    std::vector<TeamCall> calls;
    std::string next;  // "" = the end
  };
  Result<Page> List(const CallFilter& filter, std::string_view cursor, std::size_t limit);
  // Every call, whole, in order of id: export, jobs, copy.
  Status ForEach(const std::function<bool(const TeamCall&)>& visit);
  Result<TeamAccount> FindAccount(std::string_view id);
  Result<std::vector<TeamAccount>> Accounts();

  // Changes after `after`, oldest first; several of one object are all there.
  Result<std::vector<Change>> Changes(Sequence after, std::size_t limit);
  Result<Sequence> Latest();
  // The last change, and the past it belongs to: another text once the log was put back from a backup.
  struct Head {
    Sequence latest = 0;
    std::string history;
  };
  Result<Head> FindHead();
  // Returns when there is something after `after`, or after `timeout_ms`, or when Stop() is
  // called. One thread of the store asks the database (every 100 ms while somebody waits,
  // at once after writes of this process); callers sleep on a condition.
  Sequence WaitForChange(Sequence after, std::int64_t timeout_ms);
  void Stop();

  // All calls and accounts as one CallLog for evidence::Search, Verify and accounts: names and
  // summaries in memory (about 500 bytes a call), words and the text index from the database.
  // Up to date to within a quarter of a second of any write, of other processes too; `at_least`
  // waits for a write just made. Words come whole: disclose them.
  Result<std::shared_ptr<const calls::CallLog>> Log(Sequence at_least = 0);

  // After calls were erased and that is committed: what is left of them in the files (free pages,
  // the index, the write-ahead log) is overwritten. Takes seconds for a large log; others can
  // write meanwhile on SQLite, and wait on PostgreSQL (VACUUM FULL). `tables`: others that held words.
  Status Scrub(const std::vector<std::string>& tables = {});
  // The text index from the words, for one that is damaged.
  Status Reindex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Everything of one log into an empty other one, versions and sequence included; counts and a
// checksum of both are compared at the end. kConflict if `to` is not empty.
struct Copied {
  std::int64_t calls = 0, accounts = 0, specs = 0, tokens = 0, audit = 0;
};
Result<Copied> CopyEverything(sql::Database& from, sql::Database& to,
                              const std::function<void(std::string_view)>& progress);

}  // namespace whyspec::team
