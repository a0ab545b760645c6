#include "features/unlinked_asks.h"

#include <catch2/catch.hpp>

#include "base/strings.h"
#include "calls/memory_call_log.h"

namespace whyspec::features {
namespace {

using calls::Affiliation;

struct Said {
  std::string account;
  std::string words;
  bool ours = false;
  std::string language = "en";
  calls::Visibility visibility = calls::Visibility::kNamed;
  calls::Consent consent = calls::Consent::kInformed;
};

// One call for each, the words in its turn 4, between small talk.
std::shared_ptr<const calls::CallLog> LogOf(const std::vector<Said>& all) {
  calls::MemoryCallLog::Contents contents;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto call = std::make_shared<calls::Call>();
    call->id = StrCat("call-", i);
    call->account = all[i].account;
    call->language = all[i].language;
    call->visibility = all[i].visibility;
    call->consent = all[i].consent;
    call->started_at_ms = 1'700'000'000'000 + static_cast<std::int64_t>(i) * 86'400'000;
    call->participants = {{.id = "us", .name = "Sam Placeholder", .affiliation = Affiliation::kInternal},
                          {.id = "p",
                           .name = "Imani Fairweather",
                           .affiliation = Affiliation::kExternal,
                           .persona = "planner"}};
    for (int turn = 0; turn < 10; ++turn) call->turns.push_back({.speaker = "us", .text = "Please go on."});
    call->turns[4] = {.speaker = all[i].ours ? "us" : "p", .text = all[i].words};
    contents.calls.push_back(std::move(call));
  }
  return calls::MemoryCallLog::Create(std::move(contents));
}

std::vector<UnlinkedAsk> AsksOf(const std::vector<Said>& all, const CitedByCall& cited = {}) {
  return FindUnlinkedAsks(*LogOf(all), cited, rules::Language::kEnglish).asks;
}

const Said kOne{.account = "Acme", .words = "We need single sign-on for the tablets on the wards."};
const Said kTwo{.account = "Birch", .words = "Could you add single sign-on to the tablets?"};

TEST_CASE("An ask of two accounts in almost the same words is found, with both voices") {
  const std::vector<UnlinkedAsk> asks = AsksOf({kOne, kTwo});
  REQUIRE(asks.size() == 1);
  CHECK(asks[0].accounts == 2);
  CHECK(asks[0].calls == 2);
  CHECK(asks[0].topic.find("sign") != std::string::npos);
  CHECK(asks[0].topic.find("tablets") != std::string::npos);
  REQUIRE(asks[0].voices.size() == 2);
  for (const AskVoice& voice : asks[0].voices) {
    CHECK(voice.who == "Imani Fairweather, planner");
    CHECK_FALSE(voice.words.empty());
    CHECK(voice.citation.find("#turn=5") != std::string::npos);
    CHECK(voice.day);
  }
}

TEST_CASE("French asks are found too") {
  const std::vector<UnlinkedAsk> asks =
      AsksOf({{.account = "Acme",
               .words = "Il nous faudrait un badge unique pour les vestiaires.",
               .language = "fr"},
              {.account = "Birch",
               .words = "On voudrait un seul badge pour ouvrir les vestiaires.",
               .language = "fr"}});
  REQUIRE(asks.size() == 1);
  CHECK(asks[0].accounts == 2);
}

TEST_CASE("One account alone is no pattern, however often it asks") {
  CHECK(AsksOf({kOne, {.account = "Acme", .words = kTwo.words}}).empty());
}

TEST_CASE("Our own people's words and words without a request do not count") {
  CHECK(AsksOf({kOne, {.account = "Birch", .words = kTwo.words, .ours = true}}).empty());
  CHECK(AsksOf({{.account = "Acme", .words = "We have single sign-on for the tablets."},
                {.account = "Birch", .words = "Single sign-on runs on the tablets here."}})
            .empty());
}

TEST_CASE("A trouble told in the same words joins an ask, but makes none") {
  const Said trouble{.account = "Birch", .words = "It is a nightmare without sign-on on the tablets."};
  CHECK(AsksOf({kOne, trouble}).size() == 1);
  CHECK(
      AsksOf({{.account = "Acme", .words = "The sign-on of the tablets is a nightmare."}, trouble}).empty());
}

TEST_CASE("Words that any ask may hold tell nothing") {
  CHECK(AsksOf({{.account = "Acme", .words = "We need a button to see the next month."},
                {.account = "Birch", .words = "I want a list of the next month on one page."}})
            .empty());
  CHECK(AsksOf({{.account = "Acme", .words = "We need more nurses on the ward at night."},
                {.account = "Birch", .words = "We want the ward rota for nurses printed on yellow paper."}})
            .empty());
}

TEST_CASE("A single word is enough only if it is a name") {
  CHECK(AsksOf({{.account = "Acme", .words = "We need an SSO."},
                {.account = "Birch", .words = "Can you add SSO?"}})
            .size() == 1);
  CHECK(AsksOf({{.account = "Acme", .words = "We need a calendar."},
                {.account = "Birch", .words = "Can you add a calendar?"}})
            .empty());
}

TEST_CASE("What a spec cites, or the turns beside it, is no news") {
  CHECK(AsksOf({kOne, kTwo}, {{"call-0", {.spans = {{4, 4}}}}}).empty());
  CHECK(AsksOf({kOne, kTwo}, {{"call-1", {.spans = {{1, 2}}}}}).empty());
  CHECK(AsksOf({kOne, kTwo}, {{"call-0", {.whole = true}}}).empty());
  CHECK(AsksOf({kOne, kTwo}, {{"call-0", {.spans = {{9, 9}}}}}).size() == 1);
}

TEST_CASE("Words that readers may not see are not looked at") {
  Said hidden = kTwo;
  hidden.visibility = calls::Visibility::kAggregate;
  CHECK(AsksOf({kOne, hidden}).empty());
  hidden = kTwo;
  hidden.consent = calls::Consent::kRefused;
  CHECK(AsksOf({kOne, hidden}).empty());
}

TEST_CASE("Names below their level do not appear") {
  Said alias = kTwo;
  alias.visibility = calls::Visibility::kAlias;
  alias.words = "Could you add single sign-on to the tablets of Imani Fairweather at Birch?";
  const std::vector<UnlinkedAsk> asks = AsksOf({kOne, alias});
  REQUIRE(asks.size() == 1);
  std::size_t masked = 0;
  for (const AskVoice& voice : asks[0].voices) {
    if (!voice.citation.empty()) continue;
    ++masked;
    for (const std::string& text : {voice.words, voice.who, voice.account}) {
      CHECK(text.find("Birch") == std::string::npos);
      CHECK(text.find("Imani") == std::string::npos);
    }
  }
  CHECK(masked == 1);
}

TEST_CASE("A hundred accounts that ask the same are one ask") {
  std::vector<Said> all;
  for (int i = 0; i < 100; ++i)
    all.push_back({.account = StrCat("Account ", i), .words = i % 2 == 0 ? kOne.words : kTwo.words});
  const std::vector<UnlinkedAsk> asks = AsksOf(all);
  REQUIRE(asks.size() == 1);
  CHECK(asks[0].accounts == 100);
  CHECK(asks[0].voices.size() == 100);
}

TEST_CASE("Any bytes may be said") {
  CHECK(AsksOf({{.account = "A", .words = std::string("We need \0 a\xff\xfe sign-on tablet", 28)},
                {.account = "B", .words = "We need \x1b[31m<script>sign-on tablet</script>"}})
            .size() <= 1);
}

}  // namespace
}  // namespace whyspec::features
