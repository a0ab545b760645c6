#include "evidence/search.h"

#include <catch2/catch.hpp>
#include <set>

#include "calls/memory_call_log.h"
#include "evidence/memory_text_index.h"

namespace whyspec::evidence {
namespace {

using calls::Affiliation;

calls::Call MakeTalk(std::string id, std::vector<std::pair<std::string, std::string>> turns,
                     std::string language = "en") {
  calls::Call call;
  call.id = std::move(id);
  call.language = std::move(language);
  call.account = call.id + " account";
  call.participants = {{.id = "us", .name = "Sam Seller", .affiliation = Affiliation::kInternal},
                       {.id = "buyer", .name = "Ines Buyer", .affiliation = Affiliation::kExternal}};
  for (auto& [speaker, text] : turns) {
    call.turns.push_back(calls::Turn{.speaker = std::move(speaker), .text = std::move(text)});
  }
  return call;
}

std::shared_ptr<const calls::CallLog> MakeIndexedLog(std::vector<calls::Call> list,
                                                     std::map<std::string, calls::Gone> gone = {}) {
  calls::MemoryCallLog::Contents contents;
  for (calls::Call& call : list) contents.calls.push_back(std::make_shared<calls::Call>(std::move(call)));
  contents.text_index = MakeMemoryTextIndex(contents.calls);
  contents.gone = std::move(gone);
  return calls::MemoryCallLog::Create(std::move(contents));
}

// Calls about nothing that is asked for, so that words have frequencies.
std::vector<calls::Call> SmallTalk(int count) {
  std::vector<calls::Call> out;
  for (int c = 0; c < count; ++c) {
    std::vector<std::pair<std::string, std::string>> turns;
    for (int t = 0; t < 40; ++t) {
      turns.emplace_back(t % 2 == 0 ? "us" : "buyer", "The weather in town number " + std::to_string(c) +
                                                          " was mild, traffic light, lunch at noon " +
                                                          std::to_string(t));
    }
    out.push_back(MakeTalk("talk-" + std::to_string(c), std::move(turns)));
  }
  return out;
}

std::shared_ptr<const calls::CallLog> SampleLog() {
  std::vector<calls::Call> list = SmallTalk(6);
  list[2].turns[20].text = "Every month we retype the invoices into a spreadsheet by hand.";
  list[2].turns[21].text = "It takes Claire two days.";
  list[4].turns[5].text = "Somebody sent a spreadsheet once.";
  return MakeIndexedLog(std::move(list));
}

std::vector<std::string> Marked(const Excerpt& excerpt) {
  std::vector<std::string> out;
  for (const WordHit& hit : excerpt.words) {
    out.emplace_back(Cut(excerpt.call->turns[hit.turn].text, hit.range));
  }
  return out;
}

TEST_CASE("the passage that says it comes first, its words marked") {
  const auto log = SampleLog();
  const auto found = Search(*log, {.text = "Customers retype invoices into spreadsheets"});
  REQUIRE(found.size() >= 2);
  CHECK(found[0].call->id == "talk-2");
  CHECK(found[0].first_turn <= 20);
  CHECK(found[0].last_turn >= 20);
  CHECK(found[0].best_turn == 20);
  CHECK(Marked(found[0]) == std::vector<std::string>{"retype", "invoices", "spreadsheet"});
  CHECK(std::is_sorted(found.begin(), found.end(),
                       [](const Excerpt& a, const Excerpt& b) { return a.score > b.score; }));
}

TEST_CASE("short turns are shown together, at most five, and no turn twice") {
  const auto log = SampleLog();
  for (const std::string_view text : {"spreadsheet", "invoices spreadsheet weather lunch", "traffic"}) {
    std::set<std::pair<std::string, std::uint32_t>> seen;
    for (const Excerpt& excerpt : Search(*log, {.text = text, .limit = 30})) {
      CHECK(excerpt.last_turn - excerpt.first_turn + 1 <= kMaxExcerptTurns);
      CHECK(excerpt.first_turn <= excerpt.best_turn);
      CHECK(excerpt.best_turn <= excerpt.last_turn);
      for (auto t = excerpt.first_turn; t <= excerpt.last_turn; ++t) {
        CHECK(seen.emplace(excerpt.call->id, t).second);
      }
    }
    CHECK_FALSE(seen.empty());
  }
}

TEST_CASE("what a customer says ranks before the same words of our own") {
  std::vector<calls::Call> list = SmallTalk(4);
  list[0].turns[10] = {.speaker = "us", .text = "The export of invoices is slow."};
  list[1].turns[11] = {.speaker = "buyer", .text = "The export of invoices is slow."};
  const auto found = Search(*MakeIndexedLog(std::move(list)), {.text = "export of invoices slow"});
  REQUIRE(found.size() >= 2);
  CHECK(found[0].call->id == "talk-1");
  CHECK(found[0].best_turn == 11);
}

TEST_CASE("the answer is quoted rather than the question of our own") {
  std::vector<calls::Call> list = SmallTalk(4);
  list[0].turns[10] = {.speaker = "us", .text = "How do you export the invoices?"};
  list[0].turns[11] = {.speaker = "buyer", .text = "We export them by hand."};
  const auto found = Search(*MakeIndexedLog(std::move(list)), {.text = "how do they export invoices"});
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].first_turn <= 10);
  CHECK(found[0].last_turn >= 11);
  CHECK(found[0].best_turn == 11);
}

TEST_CASE("a French query finds French calls with and without accents") {
  std::vector<calls::Call> list = SmallTalk(3);
  list.push_back(MakeTalk("avec", {{"buyer", "L’exportation mensuelle des données a été décidée."}}, "fr"));
  list.push_back(MakeTalk("sans", {{"buyer", "L'exportation mensuelle des donnees a ete decidee."}}, "fr"));
  const auto log = MakeIndexedLog(std::move(list));
  for (const std::string_view text : {"exporter les données mensuelles", "EXPORTER LES DONNEES MENSUELLES"}) {
    const auto found = Search(*log, {.text = text, .language = "fr"});
    REQUIRE(found.size() == 2);
    CHECK(found[0].score == Approx(found[1].score));
  }
  // Asked in no said language, and in another one than the call's.
  CHECK(Search(*log, {.text = "exportation"}).size() == 2);
}

TEST_CASE("the newer call wins a tie") {
  std::vector<calls::Call> list = SmallTalk(3);
  for (int i = 0; i < 3; ++i) {
    list[static_cast<std::size_t>(i)].turns[7].text = "Dark mode please.";
    list[static_cast<std::size_t>(i)].started_at_ms = i == 1 ? 2'000 : 1'000;
  }
  const auto found = Search(*MakeIndexedLog(std::move(list)), {.text = "dark mode"});
  REQUIRE(found.size() == 3);
  CHECK(found[0].call->id == "talk-1");
  CHECK(found[1].call->id == "talk-0");
  CHECK(found[2].call->id == "talk-2");
}

TEST_CASE("within one call only that call answers, with an index or without") {
  const auto log = SampleLog();
  const auto found = Search(*log, {.text = "spreadsheet", .call = "talk-4"});
  REQUIRE(found.size() == 1);
  CHECK(found[0].call->id == "talk-4");
  CHECK(found[0].best_turn == 5);
  CHECK(Search(*log, {.text = "spreadsheet", .call = "no-such-call"}).empty());

  calls::MemoryCallLog::Contents contents;
  contents.calls.push_back(log->Find("talk-4"));
  const auto bare = calls::MemoryCallLog::Create(std::move(contents));
  REQUIRE(Search(*bare, {.text = "spreadsheet", .call = "talk-4"}).size() == 1);
  CHECK(Search(*bare, {.text = "spreadsheet"}).empty());
}

TEST_CASE("calls that may not be read and accounts left out are not searched") {
  std::vector<calls::Call> list = SmallTalk(3);
  for (calls::Call& call : list) call.turns[3].text = "Dark mode please.";
  const auto log = MakeIndexedLog(std::move(list), {{"talk-0", calls::Gone::kErased}});
  const auto found =
      Search(*log, {.text = "dark mode", .without_accounts = {log->RootAccount("talk-1 account")}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].call->id == "talk-2");
  CHECK(Search(*log, {.text = "dark mode", .call = "talk-0"}).empty());
}

TEST_CASE("a name finds what that person says") {
  std::vector<calls::Call> list = SmallTalk(3);
  list[0].turns[8] = {.speaker = "us", .text = "The price is fair."};
  list[0].turns[30] = {.speaker = "buyer", .text = "The price is fair."};
  const auto found = Search(*MakeIndexedLog(std::move(list)), {.text = "Ines Buyer on the price"});
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].best_turn == 30);
}

TEST_CASE("the last word may be half typed") {
  const auto log = SampleLog();
  const auto whole = Search(*log, {.text = "retype invoi"});
  const auto typed = Search(*log, {.text = "retype invoi", .last_word_is_prefix = true});
  REQUIRE_FALSE(typed.empty());
  CHECK(Marked(typed[0]) == std::vector<std::string>{"retype", "invoices"});
  REQUIRE_FALSE(whole.empty());
  CHECK(Marked(whole[0]) == std::vector<std::string>{"retype"});
  // After a blank nothing is half typed.
  const auto done = Search(*log, {.text = "retype invoi ", .last_word_is_prefix = true});
  REQUIRE_FALSE(done.empty());
  CHECK(Marked(done[0]) == std::vector<std::string>{"retype"});
}

TEST_CASE("the same question gets the same answer") {
  const auto log = SampleLog();
  const auto once = Search(*log, {.text = "weather traffic lunch", .limit = 50});
  const auto again = Search(*log, {.text = "weather traffic lunch", .limit = 50});
  REQUIRE(once.size() == again.size());
  for (std::size_t i = 0; i < once.size(); ++i) {
    CHECK(once[i].call == again[i].call);
    CHECK(once[i].first_turn == again[i].first_turn);
    CHECK(once[i].score == again[i].score);
  }
}

TEST_CASE("nothing to ask for and nothing to find") {
  const auto log = SampleLog();
  CHECK(Search(*log, {.text = ""}).empty());
  CHECK(Search(*log, {.text = "?! …"}).empty());
  CHECK(Search(*log, {.text = "what is it"}).empty());
  CHECK(Search(*log, {.text = "zeppelin"}).empty());
  CHECK(Search(*log, {.text = "spreadsheet", .limit = 0}).empty());
  CHECK(Search(*log, {.text = std::string_view("\xFF\xFE\0\xC3", 4)}).empty());
  CHECK(Search(*MakeIndexedLog({}), {.text = "spreadsheet"}).empty());
  calls::Call notes;
  notes.id = "notes-only";
  notes.notes = "They want a spreadsheet.";
  const auto only_notes = MakeIndexedLog({notes});
  CHECK(Search(*only_notes, {.text = "spreadsheet"}).empty());
  CHECK(Search(*only_notes, {.text = "spreadsheet", .call = "notes-only"}).empty());
}

TEST_CASE("a page of text is a query too: its rarest words count") {
  std::string page;
  for (int i = 0; i < 8000; ++i) page += "weather lunch word" + std::to_string(i % 900) + " ";
  page = "retype invoices " + page;
  const auto found = Search(*SampleLog(), {.text = page});
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].call->id == "talk-2");
}

TEST_CASE("a transcript in one enormous turn is searched and marked at its beginning") {
  std::string text = "We retype invoices. ";
  while (text.size() < 1'000'000) text += "and then we talked about the weather ";
  std::vector<calls::Call> list = SmallTalk(2);
  list.push_back(MakeTalk("endless", {{"", text}}));
  const auto found = Search(*MakeIndexedLog(std::move(list)), {.text = "retype invoices"});
  REQUIRE_FALSE(found.empty());
  CHECK(found[0].call->id == "endless");
  CHECK(Marked(found[0]) == std::vector<std::string>{"retype", "invoices"});
}

TEST_CASE("words that are everywhere still find something in a large log") {
  std::vector<calls::Call> list;
  for (int c = 0; c < 1500; ++c) {
    std::vector<std::pair<std::string, std::string>> turns(16 * 16, {"buyer", "weather"});
    list.push_back(MakeTalk("w-" + std::to_string(c), std::move(turns)));
  }
  CHECK(Search(*MakeIndexedLog(std::move(list)), {.text = "weather"}).size() == 10);
}

}  // namespace
}  // namespace whyspec::evidence
