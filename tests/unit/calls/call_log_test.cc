#include "calls/memory_call_log.h"

#include <catch2/catch.hpp>

namespace whyspec::calls {
namespace {

std::shared_ptr<const Account> MakeAccount(std::string id, std::string parent = "", std::string name = "",
                                           std::vector<std::string> aliases = {}) {
  return std::make_shared<Account>(Account{.id = std::move(id),
                                           .name = std::move(name),
                                           .aliases = std::move(aliases),
                                           .parent = std::move(parent)});
}

std::shared_ptr<const CallLog> Log(std::vector<std::shared_ptr<const Account>> accounts,
                                   std::vector<std::shared_ptr<const Call>> calls = {}) {
  MemoryCallLog::Contents contents;
  contents.accounts = std::move(accounts);
  contents.calls = std::move(calls);
  return MemoryCallLog::Create(std::move(contents));
}

TEST_CASE("Accounts are found by id, name and alias, folded; ids first") {
  const auto log =
      Log({MakeAccount("acme", "", "Bolt"), MakeAccount("bolt", "", "Bolt SA", {"Bolte", "acme"})});
  CHECK(log->FindAccount("ACM\xC3\x89")->id == "acme");
  CHECK(log->FindAccount("bolt")->id == "bolt");
  CHECK(log->FindAccount(" Bolte ")->id == "bolt");
  CHECK(log->FindAccount("nobody") == nullptr);
  CHECK(log->FindAccount("") == nullptr);
}

TEST_CASE("Accounts of one group have one root, loops and strangers too") {
  const auto log =
      Log({MakeAccount("fr", "emea"), MakeAccount("emea", "Group SA"), MakeAccount("group", "", "Group SA"),
           MakeAccount("x", "unlisted"), MakeAccount("y", "Unlisted"), MakeAccount("b", "c"),
           MakeAccount("c", "d"), MakeAccount("d", "b"), MakeAccount("a", "b"), MakeAccount("self", "self")});
  CHECK(log->RootAccount("fr") == "group");
  CHECK(log->RootAccount("group sa") == "group");
  CHECK(log->RootAccount("x") == log->RootAccount("y"));
  CHECK(log->RootAccount("a") == "b");
  CHECK(log->RootAccount("c") == "b");
  CHECK(log->RootAccount("d") == "b");
  CHECK(log->RootAccount("self") == "self");
  CHECK(log->RootAccount("Somebody \xC3\x89lse") == "somebody else");
}

TEST_CASE("A call's visibility is its own, its account's, or its group's") {
  auto group = std::make_shared<Account>(Account{.id = "group"});
  group->visibility = Visibility::kAlias;
  const auto log = Log({MakeAccount("fr", "group"), group, MakeAccount("loop", "loop")});
  Call call{.account = "fr"};
  CHECK(log->VisibilityOf(call) == Visibility::kAlias);
  call.visibility = Visibility::kTranscript;
  CHECK(log->VisibilityOf(call) == Visibility::kTranscript);
  CHECK(log->VisibilityOf(Call{.account = "loop"}) == Visibility::kNamed);
  CHECK(log->VisibilityOf(Call{}) == Visibility::kNamed);
}

TEST_CASE("Calls are found by id, path and side-car; the first of two stands") {
  const auto one = std::make_shared<Call>(
      Call{.id = "b", .title = "first", .path = "/c/b.vtt", .sidecar_path = "/c/b.call.yaml"});
  const auto two = std::make_shared<Call>(Call{.id = "b", .title = "second", .path = "/d/b.vtt"});
  const auto three = std::make_shared<Call>(Call{.id = "a"});
  const auto log = Log({}, {one, two, three});
  CHECK(log->Find("b") == one);
  CHECK(log->FindByPath("/c/b.call.yaml") == one);
  CHECK(log->FindByPath("/d/b.vtt") == two);
  CHECK(log->Find("c") == nullptr);
  CHECK(log->FindByPath("") == nullptr);
  const auto list = log->List();
  REQUIRE(list.size() == 2);
  CHECK(list[0].id == "a");
  CHECK(list[1].title == "first");
}

TEST_CASE("Spellings and enumerators are inverse, and unknown ones are none") {
  for (const auto value : {CallType::kOther, CallType::kDiscovery, CallType::kDemo, CallType::kFollowUp,
                           CallType::kInterview, CallType::kCheckIn, CallType::kNegotiation}) {
    CHECK(ParseCallType(Name(value)) == value);
  }
  CHECK(Name(CallType::kFollowUp) == "follow_up");
  CHECK(ParseVisibility("named") == Visibility::kNamed);
  CHECK(ParseConsent("refused") == Consent::kRefused);
  CHECK(ParseLifecycle("former") == Lifecycle::kFormer);
  CHECK(ParseAffiliation("external") == Affiliation::kExternal);
  CHECK(ParseTranscriptStatus("gone") == TranscriptStatus::kGone);
  CHECK_FALSE(ParseCallType("Discovery"));
  CHECK_FALSE(ParseLifecycle(""));
}

TEST_CASE("Ids made from names are valid") {
  CHECK(MakeCallId("Acme 2026-01-13") == "acme-2026-01-13");
  CHECK(MakeCallId("--D\xC3\xA9"
                   "couverte (v2).final--") == "decouverte-v2-.final");
  for (const char* name : {"", "???", "\xE7\x94\xB0\xE4\xB8\xAD", "_x", "\xFF"})
    CHECK(IsCallId(MakeCallId(name)));
  CHECK(MakeCallId("\xE7\x94\xB0") != MakeCallId("\xE4\xB8\xAD"));
  CHECK_FALSE(IsCallId("Acme"));
  CHECK_FALSE(IsCallId(".a"));
  CHECK_FALSE(IsCallId(""));
}

}  // namespace
}  // namespace whyspec::calls
