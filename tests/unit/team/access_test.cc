#include "team/access.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "calls/memory_call_log.h"

namespace whyspec::team {
namespace {

using calls::Consent;
using calls::Visibility;

constexpr Date kToday{2026, 2, 1};

Level LevelOf(char letter) {
  switch (letter) {
    case 'g':
      return Level::kAggregate;
    case 'a':
      return Level::kAlias;
    case 'n':
      return Level::kNamed;
    case 't':
      return Level::kTranscript;
    case 'c':
      return Level::kContact;
    default:
      return Level::kNothing;
  }
}

AccessFacts Facts() {
  return {.call = "c1",
          .account = "acme",
          .account_and_parents = {"acme", "holding"},
          .owner = "olga",
          .participant_emails = {"there@us.example"},
          .internal_people = {"Theo There"}};
}

Caller CallerOf(Role role, std::string_view situation) {
  Caller caller{.token_id = "t", .person = "stella", .email = "stella@us.example", .role = role};
  if (situation == "owner") caller.person = "Olga";
  if (situation == "there") caller.email = "there@us.example";
  if (situation == "named") caller.person = "theo there";
  return caller;
}

struct Case {
  std::string_view name;
  AccessFacts facts;
  std::vector<Grant> grants;
};

std::vector<Case> Cases() {
  const auto switched = [](Visibility level) {
    AccessFacts facts = Facts();
    facts.switched_to = level;
    return facts;
  };
  AccessFacts embargo = Facts();
  embargo.embargo_until = "closed";
  AccessFacts refused = Facts();
  refused.consent = Consent::kRefused;
  AccessFacts over = Facts();
  over.retention_until = Date{2026, 1, 31};
  const auto grant = [](Level level) {
    std::vector<Grant> grants;
    for (const Role role : kRoles) grants.push_back({.call = "c1", .role = role, .level = level});
    return grants;
  };
  return {{"nothing said", Facts(), {}},
          {"switched to aggregate", switched(Visibility::kAggregate), {}},
          {"switched to alias", switched(Visibility::kAlias), {}},
          {"switched to named", switched(Visibility::kNamed), {}},
          {"switched to transcript", switched(Visibility::kTranscript), {}},
          {"embargo", embargo, {}},
          {"consent refused", refused, {}},
          {"retention over", over, {}},
          {"granted transcript", Facts(), grant(Level::kTranscript)},
          {"granted alias", Facts(), grant(Level::kAlias)},
          {"granted contact", Facts(), grant(Level::kContact)},
          {"granted, switched to alias", switched(Visibility::kAlias), grant(Level::kTranscript)},
          {"granted, embargo", embargo, grant(Level::kTranscript)}};
}

}  // namespace

TEST_CASE("The ladder: every role, situation, switch, embargo, consent, retention and grant") {
  // g aggregate, a alias, n named, t transcript, c contact; in the order of Cases().
  constexpr std::string_view kExpected = R"(
      sales       stranger  a g a a a g g g t a t a g
      sales       owner     c c c c c c g c c c c c c
      sales       there     t g a n t g g g t t t a g
      sales       named     t g a n t g g g t t t a g
      product     stranger  n g a n n g g g t n t a g
      product     owner     c c c c c c g c c c c c c
      product     there     t g a n t g g g t t t a g
      product     named     t g a n t g g g t t t a g
      engineering stranger  a g a a a g g g t a t a g
      engineering owner     c c c c c c g c c c c c c
      engineering there     t g a n t g g g t t t a g
      engineering named     t g a n t g g g t t t a g
      founder     stranger  n g a n n g g g t n t a g
      founder     owner     c c c c c c g c c c c c c
      founder     there     t g a n t g g g t t t a g
      founder     named     t g a n t g g g t t t a g
      dpo         stranger  c c c c c c c c c c c c c
      dpo         owner     c c c c c c c c c c c c c
      dpo         there     c c c c c c c c c c c c c
      dpo         named     c c c c c c c c c c c c c
      ci          stranger  g g g g g g g g t a t a g
      ci          owner     g g g g g g g g t a t a g
      ci          there     g g g g g g g g t a t a g
      ci          named     g g g g g g g g t a t a g)";
  std::istringstream lines{std::string(kExpected)};
  const std::vector<Case> cases = Cases();
  std::string role_name, situation;
  std::size_t rows = 0;
  while (lines >> role_name >> situation) {
    ++rows;
    const auto role = ParseRole(role_name);
    REQUIRE(role.has_value());
    for (const Case& one : cases) {
      char letter = ' ';
      REQUIRE(lines >> letter);
      INFO(role_name << ", " << situation << ", " << one.name);
      CHECK(Name(Decide(CallerOf(*role, situation), one.grants, one.facts, kToday).level) ==
            Name(LevelOf(letter)));
    }
  }
  CHECK(rows == std::size(kRoles) * 4);
}

TEST_CASE("Owners are known by name and by address, programs are none") {
  AccessFacts facts = Facts();
  facts.owner = "Stella@us.example";
  CHECK(Decide(CallerOf(Role::kSales, "stranger"), {}, facts, kToday).is_owner);
  CHECK_FALSE(Decide(CallerOf(Role::kCi, "stranger"), {}, facts, kToday).is_owner);
  CHECK_FALSE(IsOwner({.role = Role::kSales}, ""));
  CHECK_FALSE(IsOwner({.person = " ", .role = Role::kSales}, " "));
}

TEST_CASE("A reader is told why a call is withheld") {
  const Caller reader = CallerOf(Role::kEngineering, "stranger");
  AccessFacts facts = Facts();
  CHECK(Decide(reader, {}, facts, kToday).withheld == Withheld::kNo);
  facts.switched_to = Visibility::kAlias;  // nothing is taken from an engineer by it
  CHECK(Decide(reader, {}, facts, kToday).withheld == Withheld::kNo);
  facts.switched_to = Visibility::kAggregate;
  CHECK(Decide(reader, {}, facts, kToday).withheld == Withheld::kByOwner);
  facts.embargo_until = "2026-02-02";
  CHECK(Decide(reader, {}, facts, kToday).withheld == Withheld::kEmbargo);
  facts.retention_until = Date{2026, 1, 31};
  CHECK(Decide(reader, {}, facts, kToday).withheld == Withheld::kRetention);
  facts.consent = Consent::kWithdrawn;
  CHECK(Decide(reader, {}, facts, kToday).withheld == Withheld::kConsent);
  const Access owner = Decide(CallerOf(Role::kSales, "owner"), {}, facts, kToday);
  CHECK(owner.withheld == Withheld::kConsent);
  CHECK(owner.is_owner);
}

TEST_CASE("Embargoes end on their day, or with the sale; retention after its day") {
  const Caller reader = CallerOf(Role::kProduct, "stranger");
  const auto level = [&](std::string_view until, bool closed, std::optional<Date> keep = {}) {
    AccessFacts facts = Facts();
    facts.embargo_until = until;
    facts.deal_is_closed = closed;
    facts.retention_until = keep;
    return Decide(reader, {}, facts, kToday).level;
  };
  CHECK(level("2026-02-02", true) == Level::kAggregate);
  CHECK(level("2026-02-01", false) == Level::kNamed);
  CHECK(level("closed", false) == Level::kAggregate);
  CHECK(level("closed", true) == Level::kNamed);
  // What is neither a day nor "closed" is kept closed.
  CHECK(level("when we feel like it", false) == Level::kAggregate);
  CHECK(level("", false, kToday) == Level::kNamed);
}

TEST_CASE("Grants hold for whom and what they name") {
  const Caller reader = CallerOf(Role::kEngineering, "stranger");
  const auto level = [&](Grant grant) {
    grant.level = Level::kTranscript;
    return Decide(reader, {grant}, Facts(), kToday).level;
  };
  CHECK(level({.call = "c1", .person = "Stella"}) == Level::kTranscript);
  CHECK(level({.account = "acme", .person = "stella"}) == Level::kTranscript);
  CHECK(level({.account = "holding", .role = Role::kEngineering}) == Level::kTranscript);
  CHECK(level({.call = "c2", .person = "stella"}) == Level::kAlias);
  CHECK(level({.account = "other", .person = "stella"}) == Level::kAlias);
  CHECK(level({.call = "c1", .person = "sam"}) == Level::kAlias);
  CHECK(level({.call = "c1", .role = Role::kSales}) == Level::kAlias);
  CHECK(level({.call = "c1"}) == Level::kAlias);
  CHECK(level({.person = "stella"}) == Level::kAlias);
  // Nobody's name opens nothing to programs without one.
  Caller nobody{.token_id = "t", .role = Role::kCi};
  AccessFacts ownerless = Facts();
  ownerless.owner = "";
  CHECK(Decide(nobody, {}, ownerless, kToday).level == Level::kAggregate);
  Caller blank{.token_id = "t", .role = Role::kSales};
  CHECK_FALSE(Decide(blank, {}, ownerless, kToday).is_owner);
}

TEST_CASE("What each role may do at all") {
  // In the order of kActions: read, log, publish, read specs, verify, follow, report, erase, tokens,
  // hooks, audit, grant, metrics.
  const std::map<Role, std::string_view> expected = {
      {Role::kSales, "xx.xxxxx..xx."},       {Role::kProduct, "xxxxxxxx..xx."},
      {Role::kEngineering, "x.xxxxxx..xx."}, {Role::kFounder, "xxxxxxxx.xxxx"},
      {Role::kDpo, "xx.xxxxxxxxxx"},         {Role::kCi, "x.x.xxx.....x"}};
  REQUIRE(expected.size() == std::size(kRoles));
  for (const auto& [role, row] : expected) {
    REQUIRE(row.size() == std::size(kActions));
    for (std::size_t i = 0; i < row.size(); ++i) {
      INFO(Name(role) << ", action " << i);
      CHECK(May(role, kActions[i]) == (row[i] == 'x'));
    }
  }
}

TEST_CASE("Facts of a call come from it, then from its account and those above") {
  const auto parent = std::make_shared<calls::Account>();
  parent->id = "holding";
  parent->owner = "paula";
  parent->visibility = Visibility::kAlias;
  parent->parent = "acme";  // a loop, as people write them
  const auto account = std::make_shared<calls::Account>();
  account->id = "acme";
  account->name = "Acme Clinics";
  account->parent = "holding";
  const auto log = calls::MemoryCallLog::Create({.accounts = {account, parent}});
  calls::Call call;
  call.id = "c1";
  call.account = "ACME clinics";
  call.participants = {{.id = "p1", .email = " Jane@Acme.example "},
                       {.id = "alex", .name = "Alex Martin", .affiliation = calls::Affiliation::kInternal}};
  call.opportunity.stage = "Closed won";
  const AccessFacts facts = FactsOf(call, *log);
  CHECK(facts.account == "acme");
  CHECK(facts.account_and_parents == std::vector<std::string>{"acme", "holding"});
  CHECK(facts.owner == "paula");
  CHECK(facts.switched_to == Visibility::kAlias);
  CHECK(facts.participant_emails == std::vector<std::string>{"jane@acme.example"});
  CHECK(facts.internal_people == std::vector<std::string>{"alex", "Alex Martin"});
  CHECK(facts.deal_is_closed);
  call.owner = "olga";
  call.visibility = Visibility::kTranscript;
  call.account = "unknown";
  CHECK(FactsOf(call, *log).owner == "olga");
  CHECK(FactsOf(call, *log).switched_to == Visibility::kTranscript);
  CHECK(FactsOf(call, *log).account_and_parents == std::vector<std::string>{"unknown"});
}

}  // namespace whyspec::team
