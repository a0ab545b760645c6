#include "features/call_face.h"

#include <catch2/catch.hpp>

#include "calls/memory_call_log.h"

namespace whyspec::features {
namespace {

using calls::Affiliation;
using calls::Visibility;

struct Fixture {
  calls::Call call;
  std::shared_ptr<const calls::CallLog> log;

  explicit Fixture(Visibility level) {
    auto parent = std::make_shared<calls::Account>();
    parent->id = "holding";
    parent->name = "Umbrella Holding";
    parent->parent = "acct";  // a loop, as people write them
    auto account = std::make_shared<calls::Account>();
    account->id = "acct";
    account->name = "Zenith Hospital";
    account->alias = "Account 3";
    account->aliases = {"Xenith"};
    account->parent = "holding";
    account->segment = "public_hospital";
    call.id = "c";
    call.account = "acct";
    call.visibility = level;
    call.owner = "Olga Sales";
    call.participants = {{.id = "a",
                          .name = "Will de la Tour",
                          .email = "will@zenith.example",
                          .affiliation = Affiliation::kExternal,
                          .persona = "head_nurse"},
                         {.id = "b", .name = "Alex Martin", .affiliation = Affiliation::kInternal}};
    call.turns = {{.speaker = "a", .start_ms = 1000, .text = "one"},
                  {.speaker = "b", .text = "two"},
                  {.speaker = "", .text = "three"},
                  {.speaker = "Stray Person", .text = "four"}};
    log = calls::MemoryCallLog::Create({.accounts = {account, parent}});
  }
  CallFace face(rules::Language language = rules::Language::kEnglish) const { return {call, *log, language}; }
};

}  // namespace

TEST_CASE("Named: people and accounts as they are") {
  const Fixture with(Visibility::kNamed);
  const CallFace face = with.face();
  CHECK(face.AccountLabel() == "Zenith Hospital");
  CHECK(face.SpeakerLine(with.call.turns[0]) == "Will de la Tour, head nurse");
  CHECK(face.SpeakerLabel(with.call.turns[1]) == "Alex Martin (us)");
  CHECK(face.SpeakerLabel(with.call.turns[3]) == "Stray Person");
  CHECK(face.Redact("Will of Zenith") == "Will of Zenith");
  CHECK(face.Pseudonym(with.call.turns[0]) == "P1, head nurse");
}

TEST_CASE("Alias: numbers, roles and the account's alias") {
  const Fixture with(Visibility::kAlias);
  const CallFace face = with.face();
  CHECK(face.AccountLabel() == "Account 3");
  CHECK(face.SpeakerLine(with.call.turns[0]) == "P1, head nurse");
  CHECK(face.SpeakerLabel(with.call.turns[1]) == "us");
  CHECK(face.SpeakerLabel(with.call.turns[2]) == "speaker unknown");
  CHECK(face.SpeakerLabel(with.call.turns[3]) == "P?");
  CHECK(with.face(rules::Language::kFrench).SpeakerLabel(with.call.turns[1]) == "nous");
}

TEST_CASE("Alias: names in the words are struck out, however they are said") {
  const Fixture with(Visibility::kAlias);
  const CallFace face = with.face();
  CHECK(face.Redact("Will de la Tour and Mr Tour work at Zenith Hospital.") ==
        "[P1] and Mr [P1] work at [Account 3].");
  CHECK(face.Redact("At XENITH, écrivez à will@zenith.example, Stray.") ==
        "At [Account 3], écrivez à [P1], [P?].");
  CHECK(face.Redact("Umbrella and acct and Olga") == "[Account 3] and [Account 3] and [us]");
  CHECK(face.Redact("Everyone will de-prioritise la tour") == "Everyone will de-prioritise la tour");
  // Captions without capitals cannot tell a name from a word: the name is kept safe.
  CHECK(face.Redact("so will how is zenith") == "so [P1] how is [Account 3]");
  CHECK(face.Redact("") == "");
}

TEST_CASE("Aggregate: roles and segment alone") {
  const Fixture with(Visibility::kAggregate);
  const CallFace face = with.face();
  CHECK(face.AccountLabel() == "public hospital");
  CHECK(face.SpeakerLine(with.call.turns[0]) == "a participant, head nurse");
  CHECK(!face.shows_words());
  CHECK(face.Title().empty());
  CHECK(ExcerptOf(face, 0, 1, 1).withheld);
}

TEST_CASE("Withdrawn consent withholds the words at any level") {
  Fixture with(Visibility::kTranscript);
  with.call.consent = calls::Consent::kWithdrawn;
  CHECK(!with.face().shows_words());
}

TEST_CASE("An excerpt has the turns around it and leaves out the middle of a long passage") {
  Fixture with(Visibility::kNamed);
  with.call.turns.clear();
  for (int i = 0; i < 20; ++i)
    with.call.turns.push_back({.speaker = "a", .text = "turn " + std::to_string(i)});
  const CallFace face = with.face();
  const Excerpt shown = ExcerptOf(face, 5, 6, 2);
  REQUIRE(shown.lines.size() == 6);
  CHECK(shown.lines.front().turn == 3);
  CHECK((!shown.lines[1].cited && shown.lines[2].cited && shown.lines[3].cited && !shown.lines[4].cited));
  const Excerpt shortened = ExcerptOf(face, 2, 17, 1);
  CHECK(shortened.left_out == 10);
  CHECK(shortened.lines.back().turn == 18);
  CHECK(ExcerptOf(face, 25, 30, 1).lines.empty());
  CHECK(ExcerptOf(face, 18, 99, 1).lines.size() == 3);
}

}  // namespace whyspec::features
