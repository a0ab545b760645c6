// Erasing a person or an account for good, and keeping them from coming back: tombstones
// are salted hashes (HMAC-SHA-256 under the log's own key) of e-mail addresses, phone numbers,
// folded names with their account, and source keys. No word of theirs is kept (DOMAIN.md §5).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "calls/call.h"
#include "team/call_store.h"
#include "team/specs.h"
#include "team/sql/database.h"

namespace whyspec::team {

struct Person {
  std::string email;
  std::string phone;
  std::string name;     // with
  std::string account;  // id; a name alone erases nobody
};

struct Erased {
  std::vector<std::string> calls;  // ids: all in which the person took part; each is gone whole
  std::vector<std::string> specs;  // ids that cite them: their owners are told
  std::int64_t accounts = 0;
};

class Eraser {
 public:
  Eraser(sql::Database& database, CallStore& calls, SpecStore& specs)
      : database_(database), calls_(calls), specs_(specs) {}

  // What belongs into the same transaction: audit, deliveries. May run more than once.
  // `owners`: of the calls that go, in the order of Erased::calls.
  using Also =
      std::function<Status(sql::Session&, const Erased& erased, const std::vector<std::string>& owners)>;

  // Calls, text index, quotes in published specs, idempotency answers, queued deliveries: all
  // that holds a word of theirs, and a tombstone, in one transaction. Calls that came in while
  // it looked for them go in a second one. Afterwards the bytes are overwritten in the files too
  // (SQLite: secure_delete, WAL truncated; PostgreSQL: VACUUM of the tables touched), so that a
  // grep over them finds nothing.
  Result<Erased> ErasePerson(const Person& person, std::int64_t now_ms, const Also& also = nullptr);
  Result<Erased> EraseAccount(std::string_view account, std::int64_t now_ms, const Also& also = nullptr);
  // kNotFound, kGone.
  Result<Erased> EraseCall(std::string_view call, std::int64_t now_ms, const Also& also = nullptr);
  // Several at once, with tombstones of their source keys: what retention ends.
  Result<Erased> EraseCalls(const std::vector<std::string>& calls, std::int64_t now_ms,
                            const Also& also = nullptr);

  // True if this call must not come (back) in: its source key, a participant, or its account
  // was erased. Reads one small table.
  Result<bool> IsBlocked(sql::Session& session, const calls::Call& call);
  Result<bool> IsBlocked(sql::Session& session, const calls::Account& account);

  // Everything that is known of a person, for an access request (GDPR article 15).
  struct Dossier {
    std::vector<std::string> calls;
    std::vector<std::string> specs;
    std::int64_t turns = 0;
  };
  Result<Dossier> Find(const Person& person);

 private:
  struct Plan;
  Status Carry(Plan& plan, std::int64_t now_ms, const Also& also);

  sql::Database& database_;
  CallStore& calls_;
  SpecStore& specs_;
};

// Calls past their retention date (or started more than `retention_days` ago without one; 0 =
// no limit): erased as above, without a tombstone for people. `only`: of these calls; nullptr:
// of all. How many.
Result<std::int64_t> EnforceRetention(Eraser& eraser, CallStore& calls, Date today,
                                      std::int64_t retention_days, std::int64_t now_ms,
                                      const Eraser::Also& also = nullptr,
                                      const std::vector<std::string>* only = nullptr);

}  // namespace whyspec::team
