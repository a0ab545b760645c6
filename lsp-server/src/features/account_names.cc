#include "features/account_names.h"

#include <algorithm>

#include "features/markdown_escape.h"

namespace whyspec::features {
namespace {

// The account at the top, as a call of that account would say it.
calls::Call TopOf(const calls::Call& call, const calls::CallLog& log) {
  calls::Call top;
  top.lifecycle = call.lifecycle;
  top.account = call.account;
  if (call.account.empty()) return top;
  const std::string root = log.RootAccount(call.account);
  // An account nobody listed stands for itself, spelt as the call spells it.
  if (log.FindAccount(root) != nullptr) top.account = root;
  return top;
}

}  // namespace

calls::Visibility AccountNames::LevelOf(const calls::Call& call) const {
  return std::min(log_->VisibilityOf(call), log_->VisibilityOf(TopOf(call, *log_)));
}

std::string AccountNames::Of(const calls::Call& call) const {
  calls::Call top = TopOf(call, *log_);
  top.visibility = LevelOf(call);
  return PlainLine(CallFace(top, *log_, language_).AccountLabel());
}

}  // namespace whyspec::features
