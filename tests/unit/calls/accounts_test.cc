#include <catch2/catch.hpp>

#include "reading.h"

namespace whyspec::calls {
namespace {

using Catch::Matchers::Contains;
using StringList = std::vector<std::string>;

TEST_CASE("Accounts as a list, or below their key") {
  const std::string list =
      "- {id: acme, name: Acme SA, alias: an insurer, aliases: [Akme, Hackme], parent: group, lifecycle: "
      "prospect, "
      "segment: big, country: FR, owner: alex, visibility: alias, crm_id: 12}\n- id: group\n";
  const std::string bytes = (GENERATE(true, false) ? "" : "accounts:\n") + list;
  const ReadAccountsResult result = ReadAccounts("/c/accounts.yaml", bytes);
  for (const Problem& problem : result.problems) FAIL_CHECK(problem.message << Cut(bytes, problem.range));
  REQUIRE(result.accounts.size() == 2);
  const Account& acme = result.accounts[0];
  CHECK(acme.id == "acme");
  CHECK(acme.name == "Acme SA");
  CHECK(acme.alias == "an insurer");
  CHECK(acme.aliases == StringList{"Akme", "Hackme"});
  CHECK(acme.parent == "group");
  CHECK(acme.lifecycle == Lifecycle::kProspect);
  CHECK(acme.visibility == Visibility::kAlias);
  CHECK(acme.path == "/c/accounts.yaml");
  CHECK(Cut(bytes, acme.source) == "acme");
}

TEST_CASE("What is wrong with accounts is said, and the rest stands") {
  const std::string bytes =
      "- id: acme\n  parent: grup\n- id: ACME\n- name: Bolt\n- id: group\n  visibility: alis\n"
      "- id: a\n  parent: b\n- id: b\n  parent: a\n";
  const ReadAccountsResult result = ReadAccounts("/c/accounts.yaml", bytes);
  StringList ids;
  for (const Account& account : result.accounts) ids.push_back(account.id);
  CHECK(ids == StringList{"acme", "bolt", "group", "a", "b"});
  StringList places;
  for (const Problem& problem : result.problems) places.emplace_back(Cut(bytes, problem.range));
  CHECK(std::count(places.begin(), places.end(), "grup") == 1);
  CHECK(std::count(places.begin(), places.end(), "ACME") == 1);
  CHECK(std::count(places.begin(), places.end(), "alis") == 1);
  CHECK(result.accounts[2].visibility == Visibility::kAggregate);
  CHECK(std::any_of(result.problems.begin(), result.problems.end(), [](const Problem& problem) {
    return problem.message.find("lead back to it") != std::string::npos;
  }));
}

TEST_CASE("An accounts file that is none says so") {
  CHECK(ReadAccounts("/c/accounts.yaml", "").accounts.empty());
  CHECK(ReadAccounts("/c/accounts.yaml", "").problems.empty());
  CHECK_FALSE(ReadAccounts("/c/accounts.yaml", "acme: yes").problems.empty());
  CHECK_FALSE(ReadAccounts("/c/accounts.yaml", "- [").problems.empty());
  CHECK_FALSE(ReadAccounts("/c/accounts.yaml", std::string("\0\1\2\3\xFF\xFF", 6)).problems.empty());
  CHECK_FALSE(ReadAccounts("/c/accounts.yaml", "just words").problems.empty());
}

}  // namespace
}  // namespace whyspec::calls
