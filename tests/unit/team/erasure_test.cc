#include "team/erasure.h"

#include <catch2/catch.hpp>

#include "base/strings.h"
#include "unit/team/service_fixture.h"

namespace whyspec::team {
namespace {

// Every text the database keeps, looked at as rows: packed words too.
bool Holds(Team& team, std::string_view word) { return team.where.Files().find(word) != std::string::npos; }

}  // namespace

TEST_CASE(
    "A person who is erased is gone from calls, specs, answers, deliveries and files, and does not come "
    "back") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind);
  team.PutAccount(Acme());
  calls::Call call = CallOf("call-a");
  call.source.system = "gong";
  call.source.id = "90071992547";
  call.participants[0].name = "Zorquil Vebptah";
  call.participants[0].email = "zorquil@acme.example";
  call.title = "Discovery with Zorquil";
  call.turns[2].text = "Durnfyl figures are copied by hand every single month.";
  team.Put(call);
  calls::Call other = CallOf("call-b");
  other.account = "umbrella";
  other.participants[0].email = "pat@umbrella.example";
  other.participants[0].name = "Pat Umber";
  team.Put(other);
  SpecRecord spec = SpecOf({"call-b"});
  spec.title = "Export for Zorquil";
  spec.citations.push_back(
      {.call = "call-a", .first_turn = 2, .last_turn = 2, .quote = call.turns[2].text, .verdict = "exact"});
  spec.sections[1].markdown +=
      "> Durnfyl figures are copied **by hand** every single\n> month.\n\nSo says Zorquil Vebptah, and "
      "durnfyl remains.";
  team.Publish(spec);
  // Said, and cited nowhere.
  SpecRecord unlinked = SpecOf({});
  unlinked.id = "feat-13";
  unlinked.path = "specs/other.md";
  unlinked.sections = {{.role = "why",
                        .title = "Why",
                        .markdown = "They told us: durnfyl figures are copied by hand every day."}};
  team.Publish(unlinked);
  sql::Database& database = team.service->database();
  REQUIRE(database
              .Write([&](sql::Session& session) -> Status {
                return RememberAnswer(session, "t", "key", {.status = 200, .body = "zorquil@acme.example"},
                                      team.clock.now_ms);
              })
              .ok());
  REQUIRE(database
              .Write([&](sql::Session& session) -> Status {
                Get(team.service->deliveries().Enqueue(session,
                                                       {.kind = "gong",
                                                        .key = "1",
                                                        .body = R"({"email":"zorquil\u0040acme.example"})",
                                                        .at_ms = 1}));
                Get(team.service->deliveries().Enqueue(
                    session,
                    {.kind = "gong", .key = "2", .body = R"({"email":"pat@umbrella.example"})", .at_ms = 2}));
                return Done{};
              })
              .ok());
  REQUIRE(Holds(team, "zorquil@acme.example"));
  const Sequence before = Get(team.service->call_store().Latest());

  CHECK(CodeOf(team.service->ErasePerson(team.dpo, {.name = "Zorquil Vebptah"}, "")) == ErrorCode::kInvalid);
  const Person person{.email = "ZORQUIL@acme.example"};
  const Eraser::Dossier dossier = Get(team.service->FindPerson(team.dpo, person, "asked"));
  CHECK(dossier.calls == std::vector<std::string>{"call-a"});
  CHECK(dossier.specs == std::vector<std::string>{"feat-12"});
  CHECK(dossier.turns == 5);
  const Erased erased = Get(team.service->ErasePerson(team.dpo, person, "asked"));
  CHECK(erased.calls == std::vector<std::string>{"call-a"});
  CHECK(erased.specs == std::vector<std::string>{"feat-12"});

  CHECK(CodeOf(team.service->ReadCall(team.dpo, "call-a")) == ErrorCode::kGone);
  CHECK(Get(team.service->ReadCall(team.dpo, "call-b")).disclosed.call.turns.size() == 7);
  const Service::SpecView view = Get(team.service->ReadSpec(team.dpo, "feat-12"));
  CHECK(view.spec.spec.title == "Export for […]");
  CHECK(view.spec.spec.citations[1].quote.empty());
  CHECK(view.cited[1].gone == calls::Gone::kErased);
  CHECK(view.spec.spec.citations[0].quote == "We copy every figure by hand into the ledger.");
  CHECK(view.spec.spec.sections[1].markdown.find("> […].\n\nSo says […], and durnfyl remains.") !=
        std::string::npos);
  CHECK(Get(team.service->ReadSpec(team.dpo, "feat-13")).spec.spec.sections[0].markdown ==
        "They told us: […] day.");
  // Followers learn of it, of the specs too.
  std::string changes;
  for (const auto& change : Get(team.service->Changes(team.engineer, before, 100, 0)).changes) {
    changes += StrCat(Name(change.change.kind), " ", change.change.object, ";");
  }
  CHECK(changes.find("call.erased call-a;") != std::string::npos);
  CHECK(changes.find("spec.put feat-12;") != std::string::npos);
  CHECK(Get(team.service->deliveries().Count(Direction::kIn)).waiting == 1);
  const Status read = database.Read([&](sql::Session& session) -> Status {
    CHECK_FALSE(Get(FindAnswer(session, "t", "key")).has_value());
    return Done{};
  });
  REQUIRE(read.ok());
  // The clean-up of files may be in the hands of connections that still read.
  for (const std::string_view word : {"zorquil@acme.example", "Zorquil", "Vebptah", "zorquil"}) {
    INFO(word);
    CHECK_FALSE(Holds(team, word));
  }
  CHECK_FALSE(Holds(team, "Durnfyl figures are copied"));

  // Not by its source, not by its id, not in another call, not by name in that account.
  calls::Call again = call;
  CHECK(CodeOf(team.service->PutCall(team.dpo, again, {})) == ErrorCode::kGone);
  again.id = "";
  CHECK(CodeOf(team.service->PutCall(team.dpo, again, {})) == ErrorCode::kGone);
  again.source = {};
  CHECK(CodeOf(team.service->PutCall(team.dpo, again, {})) == ErrorCode::kGone);
  again.participants[0].email = "";
  again.account = "Acme Clinics";
  CHECK(CodeOf(team.service->PutCall(team.dpo, again, {})) == ErrorCode::kGone);
  again.account = "umbrella";  // another person of that name, for all we know
  CHECK(team.service->PutCall(team.dpo, again, {}).ok());
  calls::Call by_id = other;
  by_id.id = "call-a";
  CHECK(CodeOf(team.service->PutCall(team.dpo, by_id, {})) == ErrorCode::kGone);
  calls::Call patched = other;
  patched.participants[0].email = "zorquil@acme.example";
  CHECK(CodeOf(team.service->PutCall(team.dpo, patched, {})) == ErrorCode::kGone);
}

TEST_CASE("An account that is erased goes with its calls, under every spelling") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind);
  calls::Account account = Acme();
  account.aliases = {"Akme"};
  team.PutAccount(account);
  team.Put(CallOf("call-a"));
  calls::Call misheard = CallOf("call-b");
  misheard.account = "AKME";
  team.Put(misheard);
  calls::Call other = CallOf("call-c");
  other.account = "umbrella";
  team.Put(other);
  CHECK(CodeOf(team.service->EraseAccount(team.owner, "acme", "")) == ErrorCode::kForbidden);
  const Erased erased = Get(team.service->EraseAccount(team.dpo, "acme", "contract ended"));
  CHECK(erased.calls.size() == 2);
  CHECK(erased.accounts == 1);
  CHECK(team.service->ReadCall(team.dpo, "call-c").ok());
  calls::Call again = CallOf("call-d");
  again.account = "acme clinics";
  CHECK(CodeOf(team.service->PutCall(team.dpo, again, {})) == ErrorCode::kGone);
  CHECK(CodeOf(team.service->PutAccount(team.dpo, account, {})) == ErrorCode::kGone);
}

TEST_CASE("Calls past their retention are erased by the job, others stay") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind, {.retention_days = 400});
  calls::Call over = CallOf("call-a");
  over.retention_until = Date{2026, 1, 31};
  team.Put(over);
  calls::Call last_day = CallOf("call-b");
  last_day.retention_until = Date{2026, 2, 1};
  team.Put(last_day);
  calls::Call old = CallOf("call-c");
  old.started_at_ms = team.clock.now_ms - 401 * 86'400'000LL;
  team.Put(old);
  calls::Call kept = old;  // old too, with a day of its own
  kept.id = "call-d";
  kept.retention_until = Date{2026, 3, 1};
  team.Put(kept);
  REQUIRE(team.service->RunJobs().ok());
  const auto code = [&](std::string_view id) { return CodeOf(team.service->ReadCall(team.dpo, id)); };
  CHECK(code("call-a") == ErrorCode::kGone);
  CHECK(code("call-b") == ErrorCode::kCancelled);
  CHECK(code("call-c") == ErrorCode::kGone);
  CHECK(code("call-d") == ErrorCode::kCancelled);
  // Their people may come again.
  CHECK(team.service->PutCall(team.dpo, CallOf("call-e"), {}).ok());
  team.clock.now_ms += 86'400'000;
  REQUIRE(team.service->RunJobs().ok());
  CHECK(code("call-b") == ErrorCode::kGone);
}

TEST_CASE("What a vendor erased is erased here") {
  Team team(Kind::kSqlite);
  calls::Call call = CallOf("");
  call.source.system = "gong";
  call.source.id = "77";
  const auto made = team.Put(call);
  CHECK_FALSE(Get(team.service->EraseBySource("gong", "78")));
  CHECK(Get(team.service->EraseBySource("gong", "77")));
  CHECK_FALSE(Get(team.service->EraseBySource("gong", "77")));
  CHECK(CodeOf(team.service->ReadCall(team.dpo, made.id)) == ErrorCode::kGone);
  CHECK(CodeOf(team.service->PutCall(team.dpo, call, {})) == ErrorCode::kGone);
}

}  // namespace whyspec::team
