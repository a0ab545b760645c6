#include "cli/unified_diff.h"

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>

#include "support/temp_dir.h"

namespace whyspec::cli {
namespace {

std::string Diff(std::string_view before, std::string_view after) {
  return UnifiedDiff("a.md", before, after, Style{});
}

TEST_CASE("Equal texts differ in nothing") { CHECK(Diff("a\nb\n", "a\nb\n").empty()); }

TEST_CASE("A changed line is shown with three lines around it") {
  CHECK(Diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
        "--- a.md\n+++ a.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("A missing line end is said") {
  CHECK(Diff("a", "b\n") == "--- a.md\n+++ a.md\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n");
}

TEST_CASE("An empty side names line 0") {
  CHECK(Diff("", "a\n") == "--- a.md\n+++ a.md\n@@ -0,0 +1 @@\n+a\n");
  CHECK(Diff("a\n", "") == "--- a.md\n+++ a.md\n@@ -1 +0,0 @@\n-a\n");
}

TEST_CASE("Windows line ends are part of the line") {
  CHECK(Diff("a\r\nb\r\n", "a\r\nc\r\n") == "--- a.md\n+++ a.md\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n");
}

TEST_CASE("Changes far apart become hunks of their own") {
  std::string before, after;
  for (int i = 0; i < 30; ++i) {
    before += std::to_string(i) + "\n";
    after += (i == 3 || i == 25 ? "x" : std::to_string(i)) + "\n";
  }
  const std::string diff = Diff(before, after);
  CHECK(diff.find("@@ -1,7 +1,7 @@") != std::string::npos);
  CHECK(diff.find("@@ -23,7 +23,7 @@") != std::string::npos);
}

TEST_CASE("A terminal sees escapes, a file gets the bytes") {
  CHECK(UnifiedDiff("a.md", "\x1b[2J\n", "b\n", Style{.color = false, .width = 80}).find('\x1b') ==
        std::string::npos);
  CHECK(Diff("\x1b[2J\n", "b\n").find("-\x1b[2J\n") != std::string::npos);
}

// `patch` is on every Debian machine that builds software; without it this is not shown.
TEST_CASE("patch makes the second text of the first") {
  if (std::system("command -v patch >/dev/null 2>&1") != 0) {
    WARN("patch is not installed: not checked");
    return;
  }
  const test::TempDir dir;
  std::mt19937 random(7);
  for (int round = 0; round < 40; ++round) {
    std::string before, after;
    const int lines = static_cast<int>(random() % 40);
    for (int i = 0; i < lines; ++i) {
      const std::string line = std::string(1, static_cast<char>('a' + random() % 4)) + "\n";
      if (random() % 8 != 0) before += line;
      if (random() % 8 != 0) after += line;
    }
    if (random() % 3 == 0 && !after.empty()) after.pop_back();
    if (before == after || before.empty() || after.empty()) continue;
    dir.Write("a.md", before);
    dir.Write("diff", Diff(before, after));
    REQUIRE(std::system(("cd '" + dir.path() + "' && patch -s -p0 < diff").c_str()) == 0);
    REQUIRE(dir.Read("a.md") == after);
  }
}

TEST_CASE("Texts with nothing in common are replaced as a whole, in little time") {
  std::string before, after;
  for (int i = 0; i < 20000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  const std::string diff = Diff(before, after);
  CHECK(diff.find("@@ -1,20000 +1,20000 @@") != std::string::npos);
}

}  // namespace
}  // namespace whyspec::cli
