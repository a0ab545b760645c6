#include "engine/checker.h"

#include <catch2/catch.hpp>

#include "unit/engine/marked_rules.h"

namespace whyspec::engine {
namespace {

using Lines = std::vector<std::string>;

TEST_CASE("findings come in order of the text, each with its severity") {
  CHECK(CheckMarked("MAIL\n\nSTALE NONE\n\nPHONE\n") ==
        Lines{"1: error privacy/email", "3: warning evidence/stale", "3: error evidence/none",
              "5: info privacy/phone"});
}

TEST_CASE("status and size decide how loud a rule is, and the config wins over both") {
  const std::string text = "\n---\n# T\n\nSTALE\n\nNONE\n\nPHONE\n";
  const auto with = [&](const char* front) { return StrCat("---\n", front, text); };
  CHECK(CheckMarked(with("status: draft")) ==
        Lines{"6: info evidence/stale", "8: warning evidence/none", "10: hint privacy/phone"});
  CHECK(CheckMarked(with("status: review")) ==
        Lines{"6: warning evidence/stale", "8: error evidence/none", "10: info privacy/phone"});
  CHECK(CheckMarked(with("status: committed")) == Lines{"2: error meta/status-with-errors",
                                                        "6: error evidence/stale", "8: error evidence/none",
                                                        "10: info privacy/phone"});
  CHECK(CheckMarked(with("size: small")) == Lines{"6: warning evidence/stale", "10: info privacy/phone"});
  const std::string config =
      R"({"rules": {"evidence/stale": "off", "evidence/none": "hint", "privacy/phone": "warning"}})";
  for (const char* front : {"status: draft", "status: ready", "size: small"}) {
    CHECK(CheckMarked(with(front), config) == Lines{"8: hint evidence/none", "10: warning privacy/phone"});
  }
}

TEST_CASE("options reach the rule") {
  static std::int64_t seen = 0;
  static constexpr rules::OptionInfo kOptions[] = {
      {.key = "maxAgeDays", .default_json = "180", .doc = "Days."}};
  const rules::Rule rule{.info = {.id = "evidence/stale", .options = kOptions},
                         .check = [](const rules::RuleContext& context, rules::FindingSink&) {
                           seen = context.options.Integer("maxAgeDays");
                         }};
  const rules::Rule* const rules[] = {&rule};
  (void)Check(SnapshotOf("x"), rules);
  CHECK(seen == 180);
  (void)Check(SnapshotOf("x", R"({"rules": {"evidence/stale": ["warning", {"maxAgeDays": 30}]}})"), rules);
  CHECK(seen == 30);
}

TEST_CASE("a rule whose need is not met is reported as skipped, never as passed") {
  const rules::Rule log{.info = {.id = "evidence/stale", .needs = rules::Needs::kLog}, .check = &FindStale};
  const rules::Rule team{.info = {.id = "meta/duplicate-id", .needs = rules::Needs::kTeam},
                         .check = &FindStale};
  const rules::Rule* const rules[] = {&log, &team};
  const CheckResult result = Check(SnapshotOf("STALE"), rules);
  CHECK(result.findings.empty());
  REQUIRE(result.skipped.size() == 2);
  CHECK(result.skipped[0].rule == "evidence/stale");
  CHECK(result.skipped[0].reason == "no call log");
  CHECK(result.skipped[1].reason == "a single file was given");
  CHECK(Check(SnapshotOf("x", R"({"rules": {"evidence/stale": "off", "meta/duplicate-id": "off"}})"), rules)
            .skipped.empty());
}

TEST_CASE("a rule that throws takes no other down and is told") {
  const Snapshot snapshot = SnapshotOf("MAIL PHONE THROW STALE");
  const CheckResult result = Check(snapshot, MarkedRules());
  CHECK(Describe(result, snapshot) == Lines{"1: error privacy/email", "1: warning evidence/stale"});
  REQUIRE(result.skipped.size() == 1);
  CHECK(result.skipped[0].rule == "privacy/phone");
  REQUIRE(result.failures.size() == 1);
  CHECK_THAT(result.failures[0], Catch::Contains("privacy/phone") && Catch::Contains("a bug"));
}

TEST_CASE("ranges past the text are cut to it; identical findings are told once, others all") {
  const rules::Rule wild{.info = {.id = "evidence/none"},
                         .check = [](const rules::RuleContext&, rules::FindingSink& sink) {
                           sink.Add({0, 4'000'000'000}, "one");
                           sink.Add({0, 4'000'000'000}, "two");
                           sink.Add({0, 4'000'000'000}, "one");
                           sink.Add({9, 2}, "three");
                         }};
  const rules::Rule* const rules[] = {&wild};
  const CheckResult result = Check(SnapshotOf("abc"), rules);
  REQUIRE(result.findings.size() == 3);
  CHECK(result.findings[0].message == "one");
  CHECK(result.findings[0].range == TextRange{0, 3});
  CHECK(result.findings[1].message == "two");
  CHECK(result.findings[2].range == TextRange{3, 3});
}

TEST_CASE("a ready spec with errors says how many stand") {
  const Snapshot snapshot = SnapshotOf("---\nstatus: ready\n---\nMAIL\n\nSTALE\n");
  const CheckResult result = Check(snapshot, MarkedRules());
  REQUIRE(result.findings.size() == 3);
  CHECK(result.findings[0].rule == "meta/status-with-errors");
  CHECK(Cut(snapshot.spec->text(), result.findings[0].range) == "ready");
  CHECK_THAT(result.findings[0].message, Catch::Contains("\"ready\", but 2 errors stand"));
  CHECK(CheckMarked("---\nstatus: review\n---\nMAIL\n") == Lines{"4: error privacy/email"});
  CHECK(CheckMarked("---\nstatus: ready\n---\nPHONE\n") == Lines{"4: info privacy/phone"});
  CHECK(CheckMarked("---\nstatus: ready\n---\nMAIL\n", R"({"rules": {"meta/status-with-errors": "off"}})") ==
        Lines{"4: error privacy/email"});
  SECTION("what is silenced or waived with a reason does not count") {
    CHECK(CheckMarked(
              "---\nstatus: ready\n---\n<!-- whyspec-disable-next-line privacy/email: ours -->\nMAIL\n") ==
          Lines{});
    CHECK(
        CheckMarked("---\nstatus: ready\nwaivers:\n  - rule: privacy/email\n    reason: ours\n---\nMAIL\n") ==
        Lines{});
  }
  SECTION("it can be silenced itself") {
    CHECK(
        CheckMarked(
            "---\nstatus: ready\n---\n<!-- whyspec-disable-file meta/status-with-errors: soon -->\nMAIL\n") ==
        Lines{"5: error privacy/email"});
    CHECK(CheckMarked(
              "---\nstatus: ready\n---\n<!-- whyspec-disable-file meta/status-with-errors: soon -->\nx\n") ==
          Lines{"4: warning meta/waiver"});
  }
  SECTION("problems of silencers count when the config makes them errors") {
    CHECK(CheckMarked("---\nstatus: ready\n---\n<!-- whyspec-disable-file nope: x -->\n",
                      R"({"rules": {"meta/waiver": "error"}})") ==
          Lines{"2: error meta/status-with-errors", "4: error meta/waiver"});
  }
}

TEST_CASE("a profile in the front matter that nobody knows is named with the nearest") {
  const Snapshot snapshot = SnapshotOf("---\nprofile: kpe\n---\n# T\n");
  const CheckResult result = Check(snapshot, MarkedRules());
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].rule == "meta/front-matter");
  CHECK(Cut(snapshot.spec->text(), result.findings[0].range) == "kpe");
  CHECK_THAT(result.findings[0].message, Catch::Contains("Did you mean \"kep\"?"));
  CHECK(CheckMarked("---\nprofile: ours\n---\n# T\n", R"({"profiles": {"ours": {}}})") == Lines{});
}

TEST_CASE("the profile is chosen by front matter before config, and by the caller before both") {
  const std::string config = R"({"profile": "rust-rfc", "profiles": {"ours": {}}})";
  CHECK(SnapshotOf("x").spec->profile->name == "default");
  CHECK(SnapshotOf("x", config).spec->profile->name == "rust-rfc");
  CHECK(SnapshotOf("---\nprofile: ours\n---\n", config).spec->profile->name == "ours");
  CHECK(SnapshotOf("---\nprofile: nope\n---\n", config).spec->profile->name == "rust-rfc");
  SnapshotInput input{.path = "/a.md", .text = "---\nprofile: ours\n---\n", .profile_override = "kep"};
  CHECK(BuildSnapshot(std::move(input)).spec->profile->name == "kep");
}

TEST_CASE("the input hash changes with every input and with nothing else") {
  const auto hash = [](const Snapshot& snapshot) { return snapshot.input_hash; };
  const std::uint64_t plain = hash(SnapshotOf("x"));
  CHECK(plain == hash(SnapshotOf("x", "{} // the same")));
  CHECK(plain != hash(SnapshotOf("y")));
  CHECK(plain != hash(SnapshotOf("x", R"({"rules": {"evidence/none": "off"}})")));
  CHECK(plain != hash(SnapshotOf("x", "", {2026, 3, 2})));
  const auto with = [](auto change) {
    SnapshotInput input{.path = "/a.md", .text = "x", .today = {2026, 3, 1}};
    change(input);
    return BuildSnapshot(std::move(input)).input_hash;
  };
  const std::uint64_t base = with([](SnapshotInput&) {});
  CHECK(base != with([](SnapshotInput& input) { input.path = "/b.md"; }));
  CHECK(base != with([](SnapshotInput& input) { input.team_revision = 7; }));
  CHECK(base != with([](SnapshotInput& input) { input.profile_override = "kep"; }));
}

}  // namespace
}  // namespace whyspec::engine
