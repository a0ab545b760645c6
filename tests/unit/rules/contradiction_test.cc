#include "rules/contradiction.h"

#include <catch2/catch.hpp>

#include <memory>
#include <string>

namespace whyspec::rules {
namespace {

calls::Call CallSaying(const char* language, const std::vector<std::string>& said) {
  calls::Call call;
  call.id = "acme";
  call.language = language;
  for (const std::string& text : said) {
    calls::Turn turn;
    turn.speaker = "p1";
    turn.text = text;
    call.turns.push_back(turn);
  }
  return call;
}

// Turns that contradict the one statement of `quote`.
std::vector<std::uint32_t> Opposing(const char* language, const char* quote,
                                    const std::vector<std::string>& said) {
  const CallClauses clauses(CallSaying(language, said));
  std::vector<std::uint32_t> turns;
  for (const Clause& clause : ClausesOf(quote, language)) {
    for (const Clause* other : clauses.Opposing(clause)) turns.push_back(other->turn);
  }
  return turns;
}
using Turns = std::vector<std::uint32_t>;

TEST_CASE("a negation put in or taken out contradicts, in English and in French") {
  CHECK(Opposing("en", "We lose night shifts every month.", {"We don't lose night shifts every month."}) ==
        Turns{0});
  CHECK(Opposing("en", "We never lose night shifts.", {"Hello.", "Sometimes we lose a night shift."}) ==
        Turns{1});
  CHECK(Opposing("fr", "On perd des gardes chaque mois.", {"On ne perd plus de gardes chaque mois."}) ==
        Turns{0});
  CHECK(Opposing("fr", "On n'imprime jamais le planning.", {"On imprime le planning."}) == Turns{0});
}

TEST_CASE("what is no contradiction is left alone") {
  const char* quote = "We lose night shifts every month.";
  CHECK(Opposing("en", quote, {"We lose night shifts every month."}).empty());
  CHECK(Opposing("en", quote, {"We don't lose day shifts in May."}).empty());
  CHECK(Opposing("en", quote, {"Don't we lose night shifts every month?"}).empty());
  CHECK(Opposing("en", quote, {"If we didn't lose night shifts every month I would sleep."}).empty());
  // The negation belongs to another statement.
  CHECK(Opposing("en", quote, {"I don't know, but we lose night shifts every month."}).empty());
  CHECK(Opposing("en", quote, {"It isn't true that we don't lose night shifts every month."}).empty());
  // "Ne" without "pas" restricts; "plus" without "ne" adds.
  CHECK(Opposing("fr", "On perd des gardes de nuit.", {"On perd plus de gardes de nuit."}).empty());
  CHECK(Opposing("fr", "On perd des gardes de nuit.", {"On ne perd que des gardes de nuit."}).empty());
}

TEST_CASE("our own words contradict nobody") {
  calls::Call call = CallSaying("en", {"You don't lose night shifts every month."});
  calls::Participant us;
  us.id = "p1";
  us.affiliation = calls::Affiliation::kInternal;
  call.participants.push_back(us);
  const CallClauses clauses(call);
  for (const Clause& clause : ClausesOf("We lose night shifts every month.", "en")) {
    CHECK(clauses.Opposing(clause).empty());
  }
}

TEST_CASE("the statements of a call are made once while it lives, and anew for another one") {
  auto call = std::make_shared<const calls::Call>(CallSaying("en", {"We lose night shifts."}));
  const auto first = CallClauses::Of(call);
  CHECK(CallClauses::Of(call) == first);
  auto other = std::make_shared<const calls::Call>(CallSaying("en", {"We don't lose night shifts."}));
  CHECK(CallClauses::Of(other) != first);
}

TEST_CASE("odd texts give no statements") {
  CHECK(ClausesOf("", "en").empty());
  CHECK(ClausesOf(",,,;;;...???", "fr").empty());
  CHECK(ClausesOf(std::string(300000, ','), "en").empty());
  std::string long_one;
  for (int i = 0; i < 20000; ++i) long_one += "shift night ";
  CHECK(ClausesOf(long_one, "en").empty());
}

}  // namespace
}  // namespace whyspec::rules
