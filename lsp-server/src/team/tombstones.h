// Hashes of what must not come back. Private to team/erasure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "calls/call.h"
#include "team/sql/database.h"

namespace whyspec::team {

// One fact that tells what was erased: {"email", "jane@zenith.example"}.
struct Mark {
  std::string_view kind;  // "source" "call" "email" "phone" "name" "account"
  std::string value;
};

Mark EmailMark(std::string_view email);
Mark PhoneMark(std::string_view phone);
// `account`: one spelling of it.
Mark NameMark(std::string_view name, std::string_view account);
Mark AccountMark(std::string_view spelling);
// Source key and id.
std::vector<Mark> MarksOf(const calls::Call& call);
// The digits of a telephone number, without "+", "00" and a national 0 before nine digits' worth;
// "" if it is none.
std::string PhoneDigits(std::string_view phone);

Status Bury(sql::Session& session, const std::vector<Mark>& marks, std::int64_t now_ms);
Result<bool> AnyBuried(sql::Session& session, const std::vector<Mark>& marks);

}  // namespace whyspec::team
