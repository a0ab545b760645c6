// Who saw, changed, opened or erased what, and when: append only, ids and no content
// (DOMAIN.md §5). Kept for as long as Options of the server say, then cut from its old end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "team/people.h"
#include "team/sql/database.h"

namespace whyspec::team {

struct AuditEntry {
  std::int64_t number = 0;  // ascending
  std::int64_t at_ms = 0;
  std::string actor;  // Caller::person, else the token's id, "webhook:hubspot", "job:retention"
  std::string role;
  std::string action;  // view search export create replace import link unlink grant revoke switch erase
                       // access-request token hook
  std::string object;  // "call:acme-2026-01-13", "account:acme", "spec:feat-12", "token:…"
  std::string owner;   // of the call at the time, folded: who may read this entry
  std::string level;   // at which it was seen
  std::string reason;
};

// Part of the transaction of what it tells of, or of a read's own.
Status Append(sql::Session& session, const AuditEntry& entry);

struct AuditFilter {
  std::string object, owner, actor;
  std::string or_owner = {};  // another spelling of `owner`: an e-mail address
  std::int64_t after = 0;     // number
  bool newest_first = false;  // then `before` is the cursor, 0 = from the newest on
  std::int64_t before = 0;    // number
  std::size_t limit = 100;
};
Result<std::vector<AuditEntry>> ReadAudit(sql::Database& database, const AuditFilter& filter);
// Cuts what is older; how many.
Result<std::int64_t> CutAudit(sql::Session& session, std::int64_t before_ms);

}  // namespace whyspec::team
