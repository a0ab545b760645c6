#include "cli/style.h"

#include <catch2/catch.hpp>

namespace whyspec::cli {
namespace {

TEST_CASE("Text wraps at words, by the width a terminal draws") {
  CHECK(Wrap("aa bb cc", 0, 2, 5) == "aa bb\n  cc");
  CHECK(Wrap("aa bb cc", 0, 2, 0) == "aa bb cc");
  CHECK(Wrap("日本 日本", 0, 0, 5) == "日本\n日本");
  CHECK(Wrap("abcdefgh ij", 0, 1, 4) == "abcdefgh\n ij");
  CHECK(Wrap("aa  bb", 0, 0, 80) == "aa bb");
  CHECK(Wrap("", 0, 0, 80).empty());
}

TEST_CASE("The first line counts what already stands on it") { CHECK(Wrap("aa bb", 7, 1, 10) == "aa\n bb"); }

TEST_CASE("A message stays on one line and shows what it hides") {
  CHECK(OneLine("a\nb\tc") == "a b c");
  CHECK(OneLine("a\x1b[0m") == "a\\u{1b}[0m");
}

TEST_CASE("Colours are written only when asked for") {
  CHECK(Style{}.Paint(Ink::kError, "x") == "x");
  CHECK(Style{.color = true}.Paint(Ink::kError, "x") == "\x1b[1;31mx\x1b[0m");
  CHECK(Style{.color = true}.Paint(Ink::kPlain, "x") == "x");
}

}  // namespace
}  // namespace whyspec::cli
