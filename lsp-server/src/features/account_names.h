// What readers of specs may call an account, for lists of many: the account at the top of
// its chain of parents, as far as the visibility of the call it is known from allows.
// A thin use of CallFace, which alone decides.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "calls/call_log.h"
#include "features/call_face.h"

namespace whyspec::features {

class AccountNames {
 public:
  // `log` must outlive it. Not for use by several threads at once.
  AccountNames(const calls::CallLog& log, rules::Language language) : log_(&log), language_(language) {}

  // One line of plain text; never empty. Of the call, only the head counts.
  std::string Of(const calls::Call& call) const;
  // The level that decides: the lower of the call's and its root account's.
  calls::Visibility LevelOf(const calls::Call& call) const;

 private:
  const calls::CallLog* log_;
  rules::Language language_;
};

}  // namespace whyspec::features
