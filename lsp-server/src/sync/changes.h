// What the team's server says changed (GET /v1/changes), as plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "calls/call.h"
#include "calls/call_log.h"

namespace whyspec::sync {

// One thing as it is now, not how it came there: taking it in twice changes nothing.
struct RemoteChange {
  enum class Kind : std::uint8_t { kOther, kCall, kCallGone, kAccount, kAccountGone };
  Kind kind = Kind::kOther;
  std::string object;               // id
  std::optional<calls::Call> call;  // kCall, as far as its reader may know it
  std::string call_bytes;           // … as it came, for a hash
  calls::Gone gone = calls::Gone::kNo;
  std::optional<calls::Account> account;  // kAccount
  std::string account_bytes;
};

struct ChangePage {
  std::vector<RemoteChange> changes;
  std::int64_t next = 0;  // the cursor to go on with
  bool more = false;
  // Which past of the log: another text once it was put back from a backup. "": it does not say.
  std::string history;
  std::vector<std::string> problems;  // sentences about items that could not be read
};

// Errors: the body is not what the API answers.
Result<ChangePage> ReadChanges(std::string_view body);

// An account as the API writes it; nullopt if it is none.
std::optional<calls::Account> ReadAccountJson(std::string_view bytes);

// The `title` and `detail` of a problem answer (RFC 9457), as one line fit for a person; ""
// if the body is none.
std::string ProblemText(std::string_view body);

}  // namespace whyspec::sync
