#include "calls/redaction.h"

#include <catch2/catch.hpp>

namespace whyspec::calls {

TEST_CASE("Names are replaced as whole words, whatever their case and accents") {
  Redaction names;
  names.AddName("Jane Roe", "[P1]");
  names.AddSpelling("Zénith Care", "[acct]");
  CHECK(names.Apply("JANE ROE of zenith care: \"Jane's\" mother-in-law Roe") ==
        "[P1] of [acct]: \"[P1]'s\" mother-in-law [P1]");
  CHECK(names.Apply("Janet roed; zenith alone") == "Janet roed; zenith alone");
  CHECK(names.Apply("") == "");
  CHECK(Redaction().Apply("Jane") == "Jane");
  CHECK(Redaction().empty());
  CHECK(names.Finds("ask Roe"));
  CHECK_FALSE(names.Finds("ask Rowe"));
}

TEST_CASE("Of a longer name one word counts with a capital, for readers who may know the call") {
  Redaction names;
  names.AddName("Will Grant", "[P1]");
  CHECK(names.Apply("Will said they will see and grant it") == "[P1] said they will see and grant it");
  // Captions without capitals cannot tell.
  CHECK(names.Apply("will said") == "[P1] said");
}

TEST_CASE("For readers who may not, one word of a name always counts") {
  Redaction names(Redaction::Care::kStrict);
  names.AddName("Jane Roemer", "[P1]");
  names.AddName("Zenith Hospital", "[acct]");
  CHECK(names.Apply("We met jane, and the roemers; JaneRoemer wrote.") ==
        "We met [P1], and the [P1]; [P1] wrote.");
  // A word of every day is a name where it is written as one.
  CHECK(names.Apply("The hospital and the Hospital of zenith") == "The hospital and the [acct] of [acct]");
  CHECK(names.Apply("mail sam.x@y.example or @sam, x@") == "mail [e-mail] or @sam, x@");
}

TEST_CASE("Particles and short words count in the whole name only") {
  Redaction names(Redaction::Care::kStrict);
  names.AddName("Anna van der Li", "[P1]");
  CHECK(names.Apply("the van, the li; anna van der li") == "the van, the li; [P1]");
  names.AddSpelling("x", "[P2]");
  CHECK(names.Apply("x") == "x");
}

TEST_CASE("Invalid bytes and very many names do no harm") {
  Redaction names(Redaction::Care::kStrict);
  for (int i = 0; i < 2'000; ++i) names.AddName("Name" + std::to_string(i) + " Other", "[P]");
  names.AddName("\xFF\xFE", "[P]");
  const std::string odd("a\0b\xC3(\xFF @ @@ a@\xFF", 15);
  CHECK_FALSE(names.Apply(odd).empty());
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "other @ name1 ";
  CHECK(names.Apply(many).size() > 1'000);
}

}  // namespace whyspec::calls
