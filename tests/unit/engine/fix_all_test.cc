#include <catch2/catch.hpp>

#include "unit/engine/marked_rules.h"

namespace whyspec::engine {
namespace {

rules::Finding Fixable(TextRange range, std::string to, bool automatic = true) {
  rules::Finding finding;
  finding.rule = "evidence/none";
  finding.range = range;
  finding.fixes.push_back(
      {.title = "t", .edits = {{range, std::move(to)}}, .automatic = automatic, .snippet = {}});
  return finding;
}

TEST_CASE("a round makes the automatic fixes that do not touch each other") {
  const FixResult result =
      FixOnce("abcdef", {Fixable({0, 2}, "X"), Fixable({1, 3}, "Y"), Fixable({4, 5}, "Z"),
                         Fixable({5, 6}, "waits"), Fixable({3, 3}, "no", false)});
  CHECK(result.text == "XcdZf");
  CHECK(result.fixed == 2);
}

TEST_CASE("a fix is made whole or not at all") {
  rules::Finding both = Fixable({0, 1}, "X");
  both.fixes[0].edits.push_back({{3, 4}, "Y"});
  CHECK(FixOnce("abcdef", {Fixable({3, 5}, "Z"), both}).text == "abcZf");
  CHECK(FixOnce("abcdef", {both, Fixable({3, 5}, "Z")}).text == "XbcYef");
  CHECK(FixOnce("abc", {Fixable({2, 9}, "past the end")}).text == "abc");
  CHECK(FixOnce("abc", {Fixable({2, 1}, "backwards")}).text == "abc");
  // Two insertions at one place: which comes first is not left to luck.
  CHECK(FixOnce("abc", {Fixable({1, 1}, "X"), Fixable({1, 1}, "Y")}).text == "aXbc");
}

// FixAll works with the registry's rules: meta/front-matter corrects a key that is one
// letter off by itself.
Snapshot Start(const std::string& text) { return SnapshotOf(text, R"({"rules": {"section/*": "off"}})"); }
Snapshot Again(const std::string& text, const void*) { return Start(text); }

TEST_CASE("fixing all repeats until nothing is left, and twice is as once") {
  const std::string text = "---\nstaus: draft\nownr: alex\n---\n# T\n";
  const FixResult once = FixAll(Start(text), &Again, nullptr);
  CHECK(once.text == "---\nstatus: draft\nowner: alex\n---\n# T\n");
  CHECK(once.fixed == 2);
  const FixResult twice = FixAll(Start(once.text), &Again, nullptr);
  CHECK(twice.text == once.text);
  CHECK(twice.fixed == 0);
}

TEST_CASE("what is silenced is not fixed") {
  const std::string text = "---\nstaus: draft\n---\n<!-- whyspec-disable-file meta/front-matter: ours -->\n";
  CHECK(FixAll(Start(text), &Again, nullptr).text == text);
}

}  // namespace
}  // namespace whyspec::engine
