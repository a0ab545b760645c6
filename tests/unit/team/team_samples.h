// Invented calls and accounts, and shorthands for a store that must succeed.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "calls/call.h"
#include "team/call_store.h"
#include "team/sql/database.h"

namespace whyspec::team {

inline constexpr std::int64_t kSampleNow = 1'770'000'000'000;

// Jane Roe of Acme (p1) says the turns one by one, Alex of ours (p2) every second one.
calls::Call SampleCall(const std::string& id, const std::vector<std::string>& turns);

CallStore::PutResult Put(sql::Database& database, CallStore& store, const calls::Call& call);
CallStore::PutResult Replace(sql::Database& database, CallStore& store, const calls::Call& call,
                             const Precondition& precondition = {});
Sequence PutAccount(sql::Database& database, CallStore& store, const calls::Account& account);
bool Erase(sql::Database& database, CallStore& store, const std::string& id);
// What a write that must not succeed says.
Error RefusedPut(sql::Database& database, CallStore& store, const calls::Call& call,
                 const Precondition& precondition = {});
Error RefusedReplace(sql::Database& database, CallStore& store, const calls::Call& call,
                     const Precondition& precondition = {});

}  // namespace whyspec::team
