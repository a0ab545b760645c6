#include "engine/silencers.h"

#include <catch2/catch.hpp>

#include "unit/engine/marked_rules.h"

namespace whyspec::engine {
namespace {

using Lines = std::vector<std::string>;

// What meta/waiver says of `text`, as "cut text: message".
Lines Waivers(const std::string& text, std::string config = "", Date today = {2026, 3, 1}) {
  const Snapshot snapshot = SnapshotOf(text, std::move(config), today);
  const CheckResult result = Check(snapshot, MarkedRules());
  Lines lines;
  for (const rules::Finding& finding : result.findings) {
    if (finding.rule == kWaiverRule) lines.push_back(StrCat(Cut(text, finding.range), ": ", finding.message));
  }
  return lines;
}

// The text after fix `index` of the first finding of meta/waiver.
std::string Fixed(const std::string& text, std::size_t index = 0, Date today = {2026, 3, 1}) {
  const Snapshot snapshot = SnapshotOf(text, "", today);
  for (const rules::Finding& finding : Check(snapshot, MarkedRules()).findings) {
    if (finding.rule != kWaiverRule) continue;
    if (index >= finding.fixes.size()) return "no such fix";
    CHECK_FALSE(finding.fixes[index].automatic);
    return ApplyEdits(text, finding.fixes[index].edits);
  }
  return "no finding";
}

TEST_CASE("a comment silences the next line that is not blank") {
  const std::string comment = "<!-- whyspec-disable-next-line evidence/stale: reason -->\n";
  CHECK(CheckMarked(comment + "STALE\n") == Lines{});
  CHECK(CheckMarked(comment + "\n \t\nSTALE\n") == Lines{});
  CHECK(CheckMarked(comment + "STALE\n\nSTALE\n") == Lines{"4: warning evidence/stale"});
  CHECK(CheckMarked(comment + "STALE NONE\n") == Lines{"2: error evidence/none"});
  CHECK(CheckMarked("STALE\n\n" + comment + "x STALE\n") == Lines{"1: warning evidence/stale"});
  CHECK(CheckMarked("# a\r\n\r\n<!-- whyspec-disable-next-line evidence/stale: r -->\r\n\r\nSTALE\r\n") ==
        Lines{});
}

TEST_CASE("where a block begins on the next line, the whole of it is silenced") {
  const std::string comment = "<!-- whyspec-disable-next-line evidence/stale: reason -->\n";
  CHECK(CheckMarked(comment + "one\ntwo STALE\nthree STALE\n") == Lines{});
  CHECK(CheckMarked(comment + "> one\n> STALE\n\nSTALE\n") == Lines{"5: warning evidence/stale"});
  CHECK(CheckMarked(comment + "- one\n  STALE\n- STALE\n") == Lines{"4: warning evidence/stale"});
  CHECK(CheckMarked(comment + "# STALE\nSTALE\n") == Lines{"3: warning evidence/stale"});
  CHECK(CheckMarked(comment + "Title\nSTALE\n=====\n\nSTALE\n") == Lines{"6: warning evidence/stale"});
}

TEST_CASE("comments can be stacked, and several rules or groups named in one") {
  CHECK(CheckMarked("<!-- whyspec-disable-next-line evidence/stale: a -->\n"
                    "<!-- whyspec-disable-next-line privacy/email: b -->\n\nSTALE MAIL\n") == Lines{});
  CHECK(
      CheckMarked("<!-- whyspec-disable-next-line evidence/stale, privacy/email : a: b -->\nSTALE MAIL\n") ==
      Lines{});
  CHECK(CheckMarked("<!-- whyspec-disable-next-line evidence/stale privacy/email: a -->\nSTALE MAIL\n") ==
        Lines{});
  CHECK(CheckMarked("<!-- whyspec-disable-next-line evidence/*: a -->\nSTALE NONE MAIL\n") ==
        Lines{"2: error privacy/email"});
  CHECK(CheckMarked("<!-- whyspec-disable-next-line: a -->\nSTALE NONE MAIL\n") == Lines{});
  CHECK(CheckMarked("<!-- whyspec-disable-next-line *: a -->\nSTALE NONE MAIL\n") == Lines{});
  CHECK(CheckMarked("<!--\nwhyspec-disable-next-line\n evidence/stale:\n reason\n-->\nSTALE\n") == Lines{});
}

TEST_CASE("blocks reach from disable to enable, rule by rule") {
  CHECK(CheckMarked("STALE\n\n<!-- whyspec-disable evidence/stale: r -->\n\nSTALE\n\n"
                    "<!-- whyspec-enable evidence/stale -->\n\nSTALE\n") ==
        Lines{"1: warning evidence/stale", "9: warning evidence/stale"});
  CHECK(CheckMarked("<!-- whyspec-disable: r -->\n\nSTALE MAIL\n\n<!-- whyspec-enable -->\n\nMAIL\n") ==
        Lines{"7: error privacy/email"});
  CHECK(CheckMarked("<!-- whyspec-disable evidence/stale: r -->\n\nSTALE\n") == Lines{});
  CHECK(CheckMarked("<!-- whyspec-disable evidence/*: r -->\n\nSTALE NONE\n\n"
                    "<!-- whyspec-enable evidence/none -->\n\nSTALE NONE\n") ==
        Lines{"7: error evidence/none"});
  CHECK(CheckMarked(
            "<!-- whyspec-disable evidence/stale: r -->\n<!-- whyspec-disable evidence/none: r -->\n\nSTALE "
            "NONE\n\n<!-- whyspec-enable evidence/* -->\n\nSTALE\n") == Lines{"8: warning evidence/stale"});
}

TEST_CASE("a file comment covers the whole file wherever it stands") {
  CHECK(CheckMarked("STALE\n\nMAIL\n\n<!-- whyspec-disable-file evidence/stale: r -->\n") ==
        Lines{"3: error privacy/email"});
  CHECK(CheckMarked("STALE\n\nMAIL\n\n<!-- whyspec-disable-file: r -->\n") == Lines{});
}

TEST_CASE("comments in code are text") {
  CHECK(CheckMarked("```\n<!-- whyspec-disable-file: r -->\n```\n\nSTALE `<!-- whyspec-nonsense -->`\n") ==
        Lines{"5: warning evidence/stale"});
}

TEST_CASE("a comment that cannot hold says why and silences nothing") {
  struct Row {
    const char* comment;
    const char* place;
    const char* part;
  };
  const Row rows[] = {
      {"<!-- whyspec-disable-next-line evidence/stale -->",
       "<!-- whyspec-disable-next-line evidence/stale -->", "Say why, after a colon"},
      {"<!-- whyspec-disable-file -->", "<!-- whyspec-disable-file -->", "Say why"},
      {"<!-- whyspec-disable-file evidence/stale: -->", "<!-- whyspec-disable-file evidence/stale: -->",
       "Say why"},
      {"<!-- whyspec-disable-file evidence/stale known issue -->", "known issue",
       "Put a colon before the reason"},
      {"<!-- whyspec-disable-file evidence/stale -- known -->", "-- known", "Put a colon before the reason"},
      {"<!-- whyspec-disable-file evidence/stail: r -->", "evidence/stail",
       "Did you mean \"evidence/stale\"?"},
      {"<!-- whyspec-disable-file evidense/*: r -->", "evidense/*", "Did you mean \"evidence/*\"?"},
      {"<!-- whyspec-disable-file evidence: r -->", "evidence", "Did you mean \"evidence/*\"?"},
      {"<!-- whyspec-disable-nextline evidence/stale: r -->", "whyspec-disable-nextline",
       "Did you mean \"whyspec-disable-next-line\"?"},
      {"<!-- whyspec-disable-line evidence/stale: r -->", "whyspec-disable-line",
       "\"whyspec-disable-next-line\""},
      {"<!-- whyspec-zzz: r -->", "whyspec-zzz", "There are whyspec-disable-next-line,"},
      {"<!-- whyspec-disable-file meta/waiver: r -->", "meta/waiver", "no comment silences it"},
      {"<!-- whyspec-enable evidence/stale -->", "evidence/stale", "nothing to enable again"},
      {"<!-- whyspec-enable -->", "<!-- whyspec-enable -->", "nothing to enable again"},
      {"<!-- whyspec-enable for now -->", "for now", "no rule"},
  };
  for (const Row& row : rows) {
    INFO(row.comment);
    const std::string text = StrCat(row.comment, "\n\nSTALE\n");
    const Lines said = Waivers(text);
    REQUIRE(said.size() == 1);
    CHECK(said[0].rfind(StrCat(row.place, ": "), 0) == 0);
    CHECK_THAT(said[0], Catch::Contains(row.part));
    CHECK(CheckMarked(text).back() == "3: warning evidence/stale");
  }
}

TEST_CASE("what silences nothing is told, faded, with a way to remove it") {
  const std::string text = "a\n\n<!-- whyspec-disable-next-line evidence/stale, privacy/email: r -->\nMAIL\n";
  const Snapshot snapshot = SnapshotOf(text);
  const CheckResult result = Check(snapshot, MarkedRules());
  REQUIRE(result.findings.size() == 1);
  CHECK(result.suppressed == 1);
  CHECK(Cut(text, result.findings[0].range) == "evidence/stale");
  CHECK(result.findings[0].unnecessary);
  CHECK(Fixed(text) == "a\n\n<!-- whyspec-disable-next-line privacy/email: r -->\nMAIL\n");
  CHECK(Fixed("a\n\n<!-- whyspec-disable-next-line privacy/email, evidence/stale: r -->\nMAIL\n") ==
        "a\n\n<!-- whyspec-disable-next-line privacy/email: r -->\nMAIL\n");
  CHECK(Fixed("a\n\n<!-- whyspec-disable-file evidence/stale: r -->\nb\n") == "a\n\nb\n");
  CHECK(Fixed("a <!-- whyspec-disable-file evidence/stale: r --> b\n") == "a b\n");
  CHECK(Fixed("a\r\n<!-- whyspec-disable-file evidence/stale: r -->\r\nb\r\n") == "a\r\nb\r\n");
  CHECK(Waivers("<!-- whyspec-disable evidence/stale: r -->\nx\n").size() == 1);
  CHECK(Waivers("<!-- whyspec-disable-next-line: r -->\nx\n").size() == 1);
  CHECK(Waivers("<!-- whyspec-disable-next-line evidence/stale: r -->").size() == 1);  // nothing follows
}

TEST_CASE("the most special comment gets the credit, so the others are known to be unused") {
  const Lines said = Waivers(
      "<!-- whyspec-disable-file evidence/stale: r -->\n\n"
      "<!-- whyspec-disable-next-line evidence/stale: r -->\nSTALE\n");
  REQUIRE(said.size() == 1);
  CHECK_THAT(said[0], Catch::Contains("in this spec"));
  const Lines twice = Waivers(
      "<!-- whyspec-disable evidence/stale: r -->\n\n"
      "<!-- whyspec-disable evidence/stale: r -->\nSTALE\n");
  REQUIRE(twice.size() == 1);
  CHECK_THAT(twice[0], Catch::Contains("comment in line 1 silences this already"));
}

TEST_CASE("of a rule that did not run nobody knows whether a comment is needed") {
  const std::string text = "<!-- whyspec-disable-file evidence/stale: r -->\nx\n";
  CHECK(Waivers(text).size() == 1);
  CHECK(Waivers(text, R"({"rules": {"evidence/stale": "off"}})").empty());
  CHECK(Waivers("<!-- whyspec-disable-file citation/gone: r -->\nx\n").empty());      // not among these rules
  CHECK(Waivers("<!-- whyspec-disable-file privacy/phone: r -->\nTHROW\n").empty());  // it broke off
  CHECK(Waivers("---\nsize: small\n---\n<!-- whyspec-disable-file evidence/none: r -->\nx\n").empty());
}

TEST_CASE("a misspelt rule can be corrected and a colon put in") {
  CHECK(Fixed("<!-- whyspec-disable-file evidence/stail: r -->\n") ==
        "<!-- whyspec-disable-file evidence/stale: r -->\n");
  CHECK(Fixed("<!-- whyspec-disable-file evidence/stail: r -->\n", 1) == "");
  CHECK(Fixed("<!-- whyspec-disable-nextline evidence/stale: r -->\n") ==
        "<!-- whyspec-disable-next-line evidence/stale: r -->\n");
  CHECK(Fixed("<!-- whyspec-disable-file evidence/stale -- known -->\nSTALE") ==
        "<!-- whyspec-disable-file evidence/stale: known -->\nSTALE");
  CHECK(Fixed("<!-- whyspec-disable-file evidence/stale known -->\nSTALE") ==
        "<!-- whyspec-disable-file evidence/stale: known -->\nSTALE");
}

TEST_CASE("a waiver in the front matter holds to its last day") {
  const std::string text =
      "---\nwaivers:\n  - rule: evidence/stale\n    reason: renewed in June\n    by: alex\n    until: "
      "2026-06-30\n"
      "---\nSTALE\n\nMAIL\n";
  CHECK(CheckMarked(text, "", {2026, 6, 30}) == Lines{"10: error privacy/email"});
  CHECK(CheckMarked(text, "", {2026, 7, 1}) ==
        Lines{"6: warning meta/waiver", "8: warning evidence/stale", "10: error privacy/email"});
  const Lines said = Waivers(text, "", {2026, 7, 1});
  REQUIRE(said.size() == 1);
  CHECK_THAT(said[0], Catch::StartsWith("2026-06-30: ") && Catch::Contains("ended on 2026-06-30"));
  CHECK(CheckMarked("---\nwaivers:\n  - {rule: \"evidence/*\", reason: r}\n---\nSTALE NONE\n") == Lines{});
}

TEST_CASE("a waiver that cannot hold says why and waives nothing") {
  struct Row {
    const char* waiver;
    const char* place;
    const char* part;
  };
  const Row rows[] = {
      {"- rule: evidence/stale", "evidence/stale", "gives no reason"},
      {"- rule: evidence/stale\n    reason: ''", "evidence/stale", "gives no reason"},
      {"- rule: evidence/stail\n    reason: r", "evidence/stail", "Did you mean \"evidence/stale\"?"},
      {"- rule: meta/waiver\n    reason: r", "meta/waiver", "none waives it"},
      {"- reason: r", "reason: r", "names no rule"},
      {"- rule: evidence/stale\n    reason: r\n    until: soon", "soon", "is no date"},
      {"- rule: evidence/stale\n    reason: r\n    until: 2025-01-01", "2025-01-01", "ended on 2025-01-01"},
  };
  for (const Row& row : rows) {
    INFO(row.waiver);
    const std::string text = StrCat("---\nwaivers:\n  ", row.waiver, "\n---\nSTALE\n");
    const Lines said = Waivers(text);
    REQUIRE(said.size() == 1);
    CHECK(said[0].rfind(row.place, 0) == 0);
    CHECK_THAT(said[0], Catch::Contains(row.part));
    CHECK(CheckMarked(text).back().find("evidence/stale") != std::string::npos);
  }
  const Lines unused = Waivers("---\nwaivers:\n  - rule: evidence/stale\n    reason: r\n---\nx\n");
  REQUIRE(unused.size() == 1);
  CHECK_THAT(unused[0],
             Catch::StartsWith("evidence/stale: ") && Catch::Contains("this waiver is not needed"));
}

TEST_CASE("a waiver can be removed with its lines, the key with the last one") {
  CHECK(Fixed("---\nid: a\nwaivers:\n  - rule: evidence/stale\n    reason: r\n  - rule: evidence/none\n    "
              "reason: r\n"
              "---\nNONE\n") == "---\nid: a\nwaivers:\n  - rule: evidence/none\n    reason: r\n---\nNONE\n");
  CHECK(Fixed("---\nid: a\nwaivers:\n  - rule: evidence/stale\n    reason: r\nowner: b\n---\nx\n") ==
        "---\nid: a\nowner: b\n---\nx\n");
  CHECK(Fixed("---\nid: a\nwaivers: [{rule: evidence/stale, reason: r}]\n---\nx\n") == "no such fix");
}

TEST_CASE("thousands of comments and findings take no more than linear time") {
  std::string text;
  for (int i = 0; i < 20000; ++i) {
    text +=
        "<!-- whyspec-disable evidence/stale: r -->\n\nSTALE\n\n<!-- whyspec-enable evidence/stale -->\n\n"
        "<!-- whyspec-disable-next-line evidence/none: r -->\nNONE\n\n";
  }
  const Snapshot snapshot = SnapshotOf(text);
  const CheckResult result = Check(snapshot, MarkedRules());
  CHECK(result.suppressed == 40000);
  CHECK(result.findings.empty());
  std::string open;
  for (int i = 0; i < 50000; ++i) open += "<!-- whyspec-disable evidence/stale: r -->\n";
  CHECK(Check(SnapshotOf(open), MarkedRules()).findings.size() == 50000);
}

}  // namespace
}  // namespace whyspec::engine
