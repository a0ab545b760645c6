#include "cli/baseline.h"

#include <catch2/catch.hpp>

namespace whyspec::cli {
namespace {

// The key of a finding on `what` in `text`.
std::uint64_t Key(std::string_view text, std::string_view what, std::string message = "m",
                  std::string_view rule = "a/b") {
  rules::Finding finding;
  finding.rule = rule;
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string_view::npos);
  finding.range = {static_cast<Offset>(at), static_cast<Offset>(at + what.size())};
  finding.message = std::move(message);
  return ContentKey(finding, text, LineIndex(text));
}

TEST_CASE("Moving or re-indenting lines keeps the key") {
  const std::uint64_t key = Key("# T\n\nMany users want it.\n", "Many users");
  CHECK(Key("# T\n\nNew first line.\n\nMany users want it.\n", "Many users") == key);
  CHECK(Key("# T\r\n\r\n  Many  users want it.\r\n", "Many  users") == key);
}

TEST_CASE("Other words, another rule, another thing named: another key") {
  const std::uint64_t key = Key("Many users want it.", "Many users");
  CHECK(Key("Many users need it.", "Many users") != key);
  CHECK(Key("Many users want it.", "users want") != key);
  CHECK(Key("Many users want it.", "Many users", "m", "a/c") != key);
  CHECK(Key("# T", "T", "No section \"Summary\".") != Key("# T", "T", "No section \"Proposal\"."));
  CHECK(Key("# T", "T", "No section “Summary”.") != Key("# T", "T", "No section “Proposal”."));
}

TEST_CASE("Numbers and wording of the message do not count") {
  CHECK(Key("x", "x", "The newest call is 190 days old.") ==
        Key("x", "x", "The newest call is 191 days old."));
}

TEST_CASE("Many findings on one enormous line take little time") {
  const std::string text(4'000'000, 'a');
  const LineIndex index(text);
  std::uint64_t sum = 0;
  for (Offset at = 0; at < 2000; ++at) {
    rules::Finding finding;
    finding.rule = "a/b";
    finding.range = {at * 1000, at * 1000 + 5};
    sum += ContentKey(finding, text, index);
  }
  CHECK(sum != 0);
}

FileReport Report(std::vector<std::uint64_t> keys, std::string path = "/w/specs/a.md") {
  FileReport out;
  out.path = std::move(path);
  for (const std::uint64_t key : keys) {
    ReportedFinding& finding = out.findings.emplace_back();
    finding.rule = "a/b";
    finding.key = key;
  }
  return out;
}

std::vector<bool> Accepted(const FileReport& file) {
  std::vector<bool> out;
  for (const ReportedFinding& finding : file.findings) out.push_back(finding.accepted);
  return out;
}

Baseline WrittenAndRead(const FileReport& file) {
  Baseline made("/w/ci/baseline.json");
  made.Add(file);
  Result<Baseline> read = Baseline::Parse("/w/ci/baseline.json", made.ToJson());
  REQUIRE(read.ok());
  return std::move(read).value();
}

TEST_CASE("An entry accepts as many findings as it counts, and no more") {
  Baseline baseline = WrittenAndRead(Report({7, 7, 8}));
  FileReport now = Report({9, 7, 7, 7});
  baseline.Accept(&now);
  CHECK(Accepted(now) == std::vector<bool>{false, true, true, false});
  CHECK(baseline.CountStale([](const std::string&) { return true; }) == 1);
}

TEST_CASE("The same finding in another file is new") {
  Baseline baseline = WrittenAndRead(Report({7}));
  FileReport other = Report({7}, "/w/specs/b.md");
  baseline.Accept(&other);
  CHECK(Accepted(other) == std::vector<bool>{false});
}

TEST_CASE("Entries of files that were not looked at are stale only if the file is gone") {
  const Baseline baseline = WrittenAndRead(Report({7, 8}));
  CHECK(baseline.CountStale([](const std::string& path) {
    CHECK(path == "/w/specs/a.md");
    return true;
  }) == 0);
  CHECK(baseline.CountStale([](const std::string&) { return false; }) == 2);
}

TEST_CASE("The file holds no word of the spec") {
  Baseline baseline("/w/baseline.json");
  baseline.Add(Report({Key("Call Jane Roe on 0123456789.", "0123456789")}));
  const std::string json = baseline.ToJson();
  CHECK(json.find("0123456789") == std::string::npos);
  CHECK(json.find("\"path\":\"specs/a.md\"") != std::string::npos);
}

TEST_CASE("A baseline that cannot be used says why and what to do") {
  const auto error = [](std::string_view bytes) {
    const Result<Baseline> read = Baseline::Parse("/w/b.json", bytes);
    REQUIRE_FALSE(read.ok());
    return read.error().message;
  };
  CHECK(error("{").find("it is not JSON") != std::string::npos);
  CHECK(error("").find("cannot be used") != std::string::npos);
  CHECK(error("{}").find("its version is missing") != std::string::npos);
  CHECK(error(R"({"version":2,"entries":[]})").find("its version is 2, and this program reads version 1") !=
        std::string::npos);
  CHECK(error(R"({"version":1})").find("no list \"entries\"") != std::string::npos);
  CHECK(error(R"({"version":1,"entries":[{"path":"a.md"}]})").find("lacks its path, rule, key or count") !=
        std::string::npos);
  CHECK(error(R"({"version":1,"entries":[{"path":"a","rule":"a/b","key":"xyz","count":1}]})").find("lacks") !=
        std::string::npos);
  CHECK(error(R"({"version":1,"entries":[{"path":"a","rule":"a/b","key":"0000000000000001","count":0}]})")
            .find("lacks") != std::string::npos);
  for (const char* bytes : {"{", R"({"version":1,"entries":[{"path":"a.md"}]})"}) {
    CHECK(error(bytes).find("The baseline /w/b.json cannot be used: ") == 0);
    CHECK(error(bytes).find("--write-baseline") != std::string::npos);
  }
}

}  // namespace
}  // namespace whyspec::cli
