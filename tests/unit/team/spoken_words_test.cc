#include "team/spoken_words.h"

#include <catch2/catch.hpp>

namespace whyspec::team {
namespace {

std::string Struck(const calls::Call& call, std::string_view text) {
  SpokenWords words;
  words.Add(call);
  bool changed = false;
  std::string out = words.Strike(text, changed);
  CHECK(changed == (out != text));
  return out;
}

}  // namespace

TEST_CASE("Five words in a row that were said are struck out, through Markdown and over turns") {
  calls::Call call;
  call.turns = {{.text = "We copy every figure by hand, each month."}, {.text = "It takes two days."}};
  call.notes = "The budget was confirmed by finance yesterday.";
  CHECK(Struck(call, "> we **copy** every\n> figure by hand! So they said.") == "> […]! So they said.");
  CHECK(Struck(call, "by hand, each month. It takes") == "[…]");
  CHECK(Struck(call, "Note: the budget was confirmed by finance.") == "Note: […].");
  CHECK(Struck(call, "We copy every number by hand") == "We copy every number by hand");
  CHECK(Struck(call, "copy every figure by") == "copy every figure by");
  CHECK(Struck(call, "") == "");
  // A whole short turn, where nothing else stands.
  CHECK(Struck(call, "it takes two days") == "[…]");
  CHECK(Struck(call, "it takes two") == "it takes two");
}

}  // namespace whyspec::team
