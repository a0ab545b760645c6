// Dates, edits and sentences.
#include <catch2/catch.hpp>

#include "base/date.h"
#include "base/hash.h"
#include "base/strings.h"
#include "base/text_edit.h"
#include "base/unicode.h"

namespace whyspec {
namespace {

TEST_CASE("Dates and instants in UTC") {
  CHECK(ParseDate("2026-02-28") == Date{2026, 2, 28});
  CHECK_FALSE(ParseDate("2026-02-29"));
  CHECK(ParseDate("2024-02-29"));
  CHECK_FALSE(ParseDate("2026-2-3"));
  CHECK(DaysBetween({2025, 12, 31}, {2026, 1, 1}) == 1);
  CHECK(DateFromDays(DaysSinceEpoch({1969, 7, 20})) == Date{1969, 7, 20});
  CHECK(ParseInstant("2026-01-13T10:00:00+01:00") == ParseInstant("2026-01-13T09:00:00Z"));
  CHECK(ParseInstant("2026-01-13") == ParseInstant("2026-01-13T00:00:00Z"));
  CHECK(FormatInstant(*ParseInstant("2026-01-13T09:00:00.250Z")) == "2026-01-13T09:00:00.250Z");
  CHECK(DateOfInstant(-1) == Date{1969, 12, 31});
  for (const std::string_view bad :
       {"", "tomorrow", "2026-01-13T", "2026-01-13T25:00", "2026-01-13T10:00:00+9", "2026-01-13T10:00Zx"}) {
    CHECK_FALSE(ParseInstant(bad));
  }
}

TEST_CASE("Edits apply in order, and one that overlaps another is left out") {
  std::vector<bool> applied;
  CHECK(ApplyEdits("abcdef", {{{4, 5}, "E"}, {{0, 2}, ""}, {{1, 3}, "X"}, {{6, 6}, "!"}, {{6, 6}, "?"}},
                   &applied) == "cdEf!?");
  CHECK(applied == std::vector<bool>{true, true, false, true, true});
  CHECK(ApplyEdits("abc", {{{2, 9}, "x"}}) == "abc");
}

TEST_CASE("Counts and lists read as sentences") {
  CHECK(Plural(1, "prospect") == "1 prospect");
  CHECK(Plural(0, "prospect") == "0 prospects");
  CHECK(Plural(2, "entry", "entries") == "2 entries");
  CHECK(JoinWords({"a", "b", "c"}) == "a, b and c");
  CHECK(JoinWords({"a"}) == "a");
}

TEST_CASE("Shorten cuts at a word and counts characters, not bytes") {
  CHECK(Shorten("short", 10) == "short");
  CHECK(Shorten("ééé ééé ééé", 8) == "ééé ééé…");
  CHECK(Shorten("éééééééééééé", 5) == "éééé…");
  CHECK(CountCodePoints(Shorten(std::string(1000, 'x'), 40)) == 40);
}

TEST_CASE("Printable shows what would drive a terminal") {
  CHECK(Printable("a\x1b[31mb") == "a\\u{1b}[31mb");
  CHECK(Printable("x\u202Ey") == "x\\u{202e}y");
  CHECK(Printable(std::string_view("\0", 1)) == "\\u{00}");
  CHECK(Printable("\xff") == "\\x{ff}");
  CHECK(Printable("tab\tnew\nline é") == "tab\tnew\nline é");
}

TEST_CASE("Hashes differ where bytes do") {
  CHECK(Hash64("a") != Hash64("b"));
  CHECK(HashHex(0x1a) == "000000000000001a");
}

}  // namespace
}  // namespace whyspec
