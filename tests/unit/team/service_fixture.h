// The team's service over a database of a test's own, with a clock that stands still and one
// caller a role.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "calls/call.h"
#include "team/service.h"
#include "unit/team/any_database.h"

namespace whyspec::team {

class StillClock : public Clock {
 public:
  std::int64_t NowMs() const override { return now_ms; }
  std::int64_t now_ms = 1'769'904'000'000;  // 2026-02-01T00:00Z
};

struct Team {
  explicit Team(Kind kind, Service::Options options = {});

  AnyDatabase where;
  StillClock clock;
  std::shared_ptr<Service> service;
  Caller sales{.token_id = "t-sales", .person = "stella", .email = "stella@us.example", .role = Role::kSales};
  Caller owner{.token_id = "t-owner", .person = "olga", .email = "olga@us.example", .role = Role::kSales};
  Caller product{
      .token_id = "t-product", .person = "paul", .email = "paul@us.example", .role = Role::kProduct};
  Caller engineer{
      .token_id = "t-eng", .person = "emma", .email = "emma@us.example", .role = Role::kEngineering};
  Caller founder{
      .token_id = "t-founder", .person = "fred", .email = "fred@us.example", .role = Role::kFounder};
  Caller dpo{.token_id = "t-dpo", .person = "dora", .email = "dora@us.example", .role = Role::kDpo};
  Caller ci{.token_id = "t-ci", .role = Role::kCi};

  // Fails the test where it may not fail.
  CallStore::PutResult Put(const calls::Call& call);
  void PutAccount(const calls::Account& account);
  void Publish(const SpecRecord& spec);
  // What was written stands in the log that is searched, which follows within a moment.
  void Settle();
};

// Olga's call with Jane Roe of Acme: six turns, the third is cited by SpecOf().
calls::Call CallOf(std::string id);
calls::Account Acme();
// "feat-12" citing turn 2 of these calls.
SpecRecord SpecOf(const std::vector<std::string>& calls);

// The answer's value, or a failed test that says why not.
template <typename T>
T Get(Result<T> result);
void FailWith(const Error& error);
template <typename T>
T Get(Result<T> result) {
  if (!result.ok()) FailWith(result.error());
  return std::move(result).value();
}
template <typename T>
ErrorCode CodeOf(const Result<T>& result) {
  return result.ok() ? ErrorCode::kCancelled : result.error().code;
}

}  // namespace whyspec::team
