#include "team_samples.h"

namespace whyspec::team {
namespace {

template <typename Value, typename Work>
Value MustWrite(sql::Database& database, const Work& work) {
  Value value{};
  const Status status = database.Write([&](sql::Session& session) -> Status {
    auto result = work(session);
    if (!result.ok()) return result.error();
    value = std::move(result).value();
    return Done{};
  });
  if (!status.ok()) FAIL(status.error().message);
  return value;
}

template <typename Work>
Error MustFail(sql::Database& database, const Work& work) {
  const Status status = database.Write([&](sql::Session& session) -> Status {
    auto result = work(session);
    if (!result.ok()) return result.error();
    return Done{};
  });
  if (status.ok()) FAIL("It was not refused.");
  return status.error();
}

}  // namespace

calls::Call SampleCall(const std::string& id, const std::vector<std::string>& turns) {
  calls::Call call;
  call.id = id;
  call.title = "Découverte " + id;
  call.type = calls::CallType::kDiscovery;
  call.started_at_ms = 1'768'300'000'000;
  call.language = "fr";
  call.account = "acme";
  call.owner = "alex";
  call.lifecycle = calls::Lifecycle::kProspect;
  call.opportunity.arr = 60'000;
  call.participants = {{.id = "p1",
                        .name = "Jane Roe",
                        .email = "jane.roe@acme.example",
                        .affiliation = calls::Affiliation::kExternal,
                        .persona = "ops_lead",
                        .title = "",
                        .source = {}},
                       {.id = "p2",
                        .name = "Alex",
                        .email = "alex@yien.example",
                        .affiliation = calls::Affiliation::kInternal,
                        .persona = "",
                        .title = "",
                        .source = {}}};
  call.transcript_status = calls::TranscriptStatus::kReady;
  std::int64_t at_ms = 0;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    call.turns.push_back({.speaker = i % 2 == 0 ? "p1" : "p2",
                          .start_ms = at_ms,
                          .end_ms = at_ms + 4000,
                          .text = turns[i],
                          .source = {}});
    at_ms += 5000;
  }
  return call;
}

CallStore::PutResult Put(sql::Database& database, CallStore& store, const calls::Call& call) {
  return MustWrite<CallStore::PutResult>(
      database, [&](sql::Session& session) { return store.Put(session, call, {}, kSampleNow); });
}

CallStore::PutResult Replace(sql::Database& database, CallStore& store, const calls::Call& call,
                             const Precondition& precondition) {
  return MustWrite<CallStore::PutResult>(database, [&](sql::Session& session) {
    return store.Replace(session, call, precondition, kSampleNow);
  });
}

Sequence PutAccount(sql::Database& database, CallStore& store, const calls::Account& account) {
  return MustWrite<Sequence>(
      database, [&](sql::Session& session) { return store.PutAccount(session, account, {}, kSampleNow); });
}

bool Erase(sql::Database& database, CallStore& store, const std::string& id) {
  return MustWrite<bool>(database, [&](sql::Session& session) {
    return store.Erase(session, id, calls::Gone::kErased, kSampleNow);
  });
}

Error RefusedPut(sql::Database& database, CallStore& store, const calls::Call& call,
                 const Precondition& precondition) {
  return MustFail(database,
                  [&](sql::Session& session) { return store.Put(session, call, precondition, kSampleNow); });
}

Error RefusedReplace(sql::Database& database, CallStore& store, const calls::Call& call,
                     const Precondition& precondition) {
  return MustFail(database, [&](sql::Session& session) {
    return store.Replace(session, call, precondition, kSampleNow);
  });
}

}  // namespace whyspec::team
