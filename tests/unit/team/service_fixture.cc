#include "unit/team/service_fixture.h"

#include <catch2/catch.hpp>

namespace whyspec::team {

void FailWith(const Error& error) { FAIL(error.message); }

Team::Team(Kind kind, Service::Options options) : where(kind) {
  options.database = where.Open();
  options.clock = &clock;
  service = Get(Service::Open(std::move(options)));
}

CallStore::PutResult Team::Put(const calls::Call& call) { return Get(service->PutCall(dpo, call, {})); }
void Team::PutAccount(const calls::Account& account) { Get(service->PutAccount(dpo, account, {})); }
void Team::Publish(const SpecRecord& spec) { Get(service->PublishSpec(product, spec, {})); }

void Team::Settle() { Get(service->call_store().Log(Get(service->call_store().Latest()))); }

calls::Call CallOf(std::string id) {
  calls::Call call;
  call.id = std::move(id);
  call.title = "Discovery with Jane Roe";
  call.type = calls::CallType::kDiscovery;
  call.started_at_ms = 1'768'294'800'000;  // 2026-01-13T09:00Z
  call.language = "en";
  call.account = "acme";
  call.lifecycle = calls::Lifecycle::kProspect;
  call.owner = "olga";
  call.opportunity = {.id = "opp-1", .stage = "proposal", .currency = "EUR", .arr = 60'000};
  call.participants = {{.id = "jane",
                        .name = "Jane Roe",
                        .email = "jane@acme.example",
                        .affiliation = calls::Affiliation::kExternal,
                        .persona = "ops_lead"},
                       {.id = "olga", .name = "Olga Sales", .affiliation = calls::Affiliation::kInternal}};
  call.transcript_status = calls::TranscriptStatus::kReady;
  call.turns = {
      {.speaker = "olga", .start_ms = 0, .text = "How do you close the month today?"},
      {.speaker = "jane", .start_ms = 5'000, .text = "With a spreadsheet, at Acme everybody does."},
      {.speaker = "jane", .start_ms = 9'000, .text = "We copy every figure by hand into the ledger."},
      {.speaker = "olga", .start_ms = 15'000, .text = "How long does that take?"},
      {.speaker = "jane", .start_ms = 18'000, .text = "It costs us two days each month, every month."},
      {.speaker = "jane", .start_ms = 25'000, .text = "Could you add an export to the ledger?"},
      {.speaker = "jane", .start_ms = 30'000, .text = "Our auditors asked about the archive cupboard."}};
  call.notes = "Budget is confirmed by the CFO.";
  return call;
}

calls::Account Acme() {
  calls::Account account;
  account.id = "acme";
  account.name = "Acme Clinics";
  account.alias = "Account 7";
  account.owner = "olga";
  account.lifecycle = calls::Lifecycle::kProspect;
  return account;
}

SpecRecord SpecOf(const std::vector<std::string>& calls) {
  SpecRecord spec{.id = "feat-12",
                  .repository = "product",
                  .path = "specs/export.md",
                  .title = "Monthly export",
                  .status = "review",
                  .owner = "paul",
                  .language = "en"};
  std::string evidence;
  for (const std::string& call : calls) {
    evidence += "> We copy every figure by hand into the ledger.\n\n[P1](call:" + call + "#t=9)\n\n";
    spec.citations.push_back({.call = call,
                              .first_turn = 2,
                              .last_turn = 2,
                              .anchor = "t=9",
                              .quote = "We copy every figure by hand into the ledger.",
                              .verdict = "exact"});
  }
  spec.sections = {{.role = "why", .title = "Why", .markdown = "Closing the month takes days."},
                   {.role = "evidence", .title = "Customer evidence", .markdown = evidence}};
  return spec;
}

}  // namespace whyspec::team
