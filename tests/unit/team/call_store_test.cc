#include "team/call_store.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "any_database.h"
#include "base/strings.h"
#include "calls/write_call.h"
#include "evidence/search.h"
#include "evidence/verify_quote.h"
#include "team/call_rows.h"
#include "team_samples.h"

namespace whyspec::team {
namespace {

constexpr std::int64_t kNow = kSampleNow;

std::vector<std::string> IdsOf(const std::vector<evidence::Excerpt>& excerpts) {
  std::vector<std::string> ids;
  for (const evidence::Excerpt& excerpt : excerpts) ids.push_back(excerpt.call->id);
  return ids;
}

std::vector<std::string> SearchIds(CallStore& store, std::string_view words) {
  const auto log = store.Log(store.Latest().value());
  REQUIRE(log.ok());
  return IdsOf(evidence::Search(**log, {.text = words, .limit = 20}));
}

using Ids = std::vector<std::string>;

Ids ListIds(CallStore& store, const CallFilter& filter, std::size_t limit = 100) {
  Ids ids;
  std::string cursor;
  do {
    const auto page = store.List(filter, cursor, limit);
    REQUIRE(page.ok());
    CHECK(page->calls.size() <= limit);
    for (const TeamCall& call : page->calls) ids.push_back(call.call->id);
    cursor = page->next;
  } while (!cursor.empty());
  return ids;
}

TEST_CASE("A call put is found, listed, announced and searched") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  const calls::Call call =
      SampleCall("acme-2026-01-13", {"On ressaisit tout deux fois chaque mois.", "Et l'export ?"});
  const auto put = Put(*database, store, call);
  CHECK(put.id == "acme-2026-01-13");
  CHECK(put.version == 1);
  CHECK(put.created);

  const auto found = store.Find("acme-2026-01-13");
  REQUIRE(found.ok());
  CHECK(calls::WriteCall(*found->call) == calls::WriteCall(call));
  CHECK(found->version == 1);
  CHECK(found->updated_ms == kNow);
  CHECK(store.Find("nobody").error().code == ErrorCode::kNotFound);

  const auto page = store.List({}, "", 10);
  REQUIRE(page.ok());
  REQUIRE(page->calls.size() == 1);
  CHECK(page->next.empty());

  const auto changes = store.Changes(0, 10);
  REQUIRE(changes.ok());
  REQUIRE(changes->size() == 1);
  CHECK(changes->front().kind == ChangeKind::kCallPut);
  CHECK(changes->front().object == "acme-2026-01-13");
  CHECK(changes->front().at_ms == kNow);

  const auto log = store.Log(put.version);
  REQUIRE(log.ok());
  CHECK((*log)->Find("acme-2026-01-13") != nullptr);
  REQUIRE((*log)->List().size() == 1);
  CHECK((*log)->List().front().title == call.title);
  const auto excerpts = evidence::Search(**log, {.text = "ressaisir deux fois", .limit = 5});
  REQUIRE(excerpts.size() == 1);
  CHECK(excerpts.front().call->id == "acme-2026-01-13");
}

TEST_CASE("Every field of a call comes back from the database") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  calls::Call call = SampleCall("full", {"Un « mot » — \"x\"", "", "日本語 😀"});
  call.duration_ms = 2'159'000;
  call.source = {.system = "gong", .id = "9007", .url = "https://calls.example/9007"};
  call.source_channel = "inbound";
  call.phases = {{.kind = "pitch", .start_ms = 0, .end_ms = 900'000, .questions = {"q-export"}}};
  call.consent = calls::Consent::kInformed;
  call.consent_scope = {"recording"};
  call.visibility = calls::Visibility::kAlias;
  call.embargo_until = "closed";
  call.retention_until = ParseDate("2026-07-13");
  call.notes = "Elle paie cher.";
  call.tags = {"export"};
  Put(*database, store, call);
  CHECK(calls::WriteCall(*store.Find("full")->call) == calls::WriteCall(call));
  const auto by_source = store.FindBySource("gong", "9007");
  REQUIRE(by_source.ok());
  REQUIRE(*by_source);
  CHECK((*by_source)->call->id == "full");
  CHECK_FALSE(*store.FindBySource("gong", "9008"));
}

TEST_CASE("An import done twice changes nothing, and what people filed stays when it changes") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  calls::Call call = SampleCall("gong-1", {"Nous comptons les colis à la main."});
  call.source = {.system = "gong", .id = "1", .url = ""};
  CHECK(Put(*database, store, call).created);
  const auto again = Put(*database, store, call);
  CHECK_FALSE(again.created);
  CHECK_FALSE(again.changed);
  CHECK(again.version == 1);
  CHECK(store.Latest().value() == 1);

  calls::Call filed = *store.Find("gong-1")->call;
  filed.owner = "sam";
  filed.visibility = calls::Visibility::kAggregate;
  CHECK(Replace(*database, store, filed).version == 2);
  call.turns[0].text = "Nous comptons les colis au stylo.";
  const auto changed = Put(*database, store, call);
  CHECK(changed.version == 3);
  CHECK(changed.changed);
  const calls::Call now = *store.Find("gong-1")->call;
  CHECK(now.owner == "sam");
  CHECK(now.visibility == calls::Visibility::kAggregate);
  CHECK(now.turns[0].text == "Nous comptons les colis au stylo.");
  CHECK(SearchIds(store, "stylo") == Ids{"gong-1"});
  CHECK(SearchIds(store, "compter à la main").size() <= 1);
}

TEST_CASE("A call gets an id of its own where it has none or it is another's") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  calls::Call call = SampleCall("visit", {"Un."});
  call.source = {.system = "gong", .id = "1", .url = ""};
  CHECK(Put(*database, store, call).id == "visit");
  call.source.id = "2";
  CHECK(Put(*database, store, call).id == "visit-2");
  CHECK(store.Find("visit-2")->call->id == "visit-2");
  call.id.clear();
  call.source.id = "3";
  const std::string made = Put(*database, store, call).id;
  CHECK(calls::IsCallId(made));
  std::set<std::string> ids = {made};
  for (int i = 0; i < 20; ++i) {
    call.source.id = StrCat("more-", i);
    ids.insert(Put(*database, store, call).id);
  }
  CHECK(ids.size() == 21);
}

TEST_CASE("A precondition that does not hold changes nothing") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  calls::Call call = SampleCall("one", {"Un."});
  CHECK(RefusedReplace(*database, store, call, {.version = 1}).code == ErrorCode::kConflict);
  CHECK(Replace(*database, store, call, {.absent = true}).version == 1);
  call.title = "Another";
  CHECK(RefusedReplace(*database, store, call, {.absent = true}).code == ErrorCode::kConflict);
  CHECK(RefusedReplace(*database, store, call, {.version = 2}).code == ErrorCode::kConflict);
  CHECK(store.Latest().value() == 1);
  CHECK(Replace(*database, store, call, {.version = 1}).version == 2);
}

TEST_CASE("What cannot be kept is refused with a sentence") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  for (const std::string& id :
       {std::string("../etc"), std::string("Ünder"), std::string(300, 'a'), std::string("a\0b", 3)}) {
    const Error error = RefusedPut(*database, store, SampleCall(id, {"Un."}));
    CHECK(error.code == ErrorCode::kInvalid);
    CHECK(error.message.ends_with("."));
  }
  calls::Call call = SampleCall("long", {"Un."});
  call.source = {.system = "gong", .id = std::string(600, 'x'), .url = ""};
  CHECK(RefusedPut(*database, store, call).code == ErrorCode::kInvalid);
  CHECK(store.Latest().value() == 0);
}

TEST_CASE("Hostile texts are data: they come back, and nothing else happens") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  const std::string hostile = "'; DROP TABLE calls; -- \" OR 1=1 $1 %s {{x}} <script>\\x00";
  calls::Call call = SampleCall("hostile", {hostile, std::string("nul \0 and \xff\xfe broken", 20)});
  call.title = hostile;
  call.account = hostile;
  call.owner = hostile;
  call.participants[0].name = hostile;
  call.source = {.system = "x' OR '1'='1", .id = hostile, .url = ""};
  Put(*database, store, call);
  const auto found = store.FindBySource("x' OR '1'='1", hostile);
  REQUIRE(found.ok());
  REQUIRE(*found);
  CHECK((*found)->call->turns[0].text == hostile);
  CHECK((*found)->call->title == hostile);
  CHECK_FALSE(*store.FindBySource("x", "y"));
  CHECK(ListIds(store, {.account = hostile}) == Ids{"hostile"});
  CHECK(ListIds(store, {.owner = "' OR '1'='1"}).empty());
  CHECK_FALSE(store.List({}, "' OR 1=1 --", 10).ok());
  CHECK(store.List({}, "12~' OR '1'='1", 10).ok());
  for (const std::string_view words : {"\"", "' OR '", "a NEAR b", "drop & table | !x <-> y", "\\", "*"}) {
    SearchIds(store, words);
  }
}

TEST_CASE("Lists are newest first, page by page, each call once") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  Ids expected;
  for (int i = 0; i < 23; ++i) {
    calls::Call call = SampleCall(StrCat("c", 90 - i), {"Un."});
    call.started_at_ms = 1'768'300'000'000 - (i / 3) * 1000;  // some at the same instant
    if (i >= 20) call.started_at_ms.reset();
    Put(*database, store, call);
    expected.push_back(call.id);
  }
  CHECK(ListIds(store, {}, 100) == expected);
  CHECK(ListIds(store, {}, 5) == expected);
  CHECK(ListIds(store, {}, 1) == expected);
}

TEST_CASE("A filter on an account finds its children and every spelling of them") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  PutAccount(*database, store, {.id = "acme", .name = "Acme Énergie", .aliases = {"Akmé"}});
  PutAccount(*database, store, {.id = "acme-nord", .name = "Acme Nord", .parent = "acme"});
  PutAccount(*database, store, {.id = "globex", .name = "Globex"});
  int i = 0;
  for (const std::string account :
       {"acme", "ACME ENERGIE", "akmé", "Acme Nord", "Globex", "Unknown & Co", ""}) {
    calls::Call call = SampleCall(StrCat("c", ++i), {"Un."});
    call.account = account;
    call.owner = i % 2 == 0 ? "sam" : "alex";
    call.type = i == 1 ? calls::CallType::kDemo : calls::CallType::kDiscovery;
    call.started_at_ms = 1000 * i;
    Put(*database, store, call);
  }
  CHECK(ListIds(store, {.account = "acme"}) == Ids{"c4", "c3", "c2", "c1"});
  CHECK(ListIds(store, {.account = "acme-nord"}) == Ids{"c4"});
  CHECK(ListIds(store, {.account = "unknown & co"}) == Ids{"c6"});
  CHECK(ListIds(store, {.owner = "sam"}) == Ids{"c6", "c4", "c2"});
  CHECK(ListIds(store, {.account = "acme", .owner = "sam"}) == Ids{"c4", "c2"});
  CHECK(ListIds(store, {.type = calls::CallType::kDemo}) == Ids{"c1"});
  CHECK(ListIds(store, {.started_from_ms = 3000, .started_before_ms = 5000}) == Ids{"c4", "c3"});
}

TEST_CASE("Accounts are kept, changed, and erased; a loop of parents is no trap") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  const calls::Account account = {.id = "acme",
                                  .name = "Acme",
                                  .alias = "Energy firm",
                                  .aliases = {"Akmé"},
                                  .parent = "holding",
                                  .lifecycle = calls::Lifecycle::kCustomer,
                                  .segment = "mid-market",
                                  .country = "FR",
                                  .owner = "alex",
                                  .visibility = calls::Visibility::kAlias};
  CHECK(PutAccount(*database, store, account) == 1);
  CHECK(PutAccount(*database, store, account) == 1);
  const auto found = store.FindAccount("acme");
  REQUIRE(found.ok());
  CHECK(found->account.name == "Acme");
  CHECK(found->account.alias == "Energy firm");
  CHECK(found->account.aliases == Ids{"Akmé"});
  CHECK(found->account.parent == "holding");
  CHECK(found->account.lifecycle == calls::Lifecycle::kCustomer);
  CHECK(found->account.segment == "mid-market");
  CHECK(found->account.country == "FR");
  CHECK(found->account.owner == "alex");
  CHECK(found->account.visibility == calls::Visibility::kAlias);
  PutAccount(*database, store, {.id = "holding", .name = "Holding", .parent = "acme"});
  CHECK(ListIds(store, {.account = "holding"}).empty());
  CHECK((*store.Log(2))->FindAccount("AKME")->id == "acme");
  REQUIRE(database
              ->Write([&](sql::Session& session) -> Status {
                CHECK(store.EraseAccount(session, "acme", kNow).value());
                CHECK_FALSE(store.EraseAccount(session, "acme", kNow).value());
                return Done{};
              })
              .ok());
  CHECK(store.FindAccount("acme").error().code == ErrorCode::kNotFound);
  CHECK(store.Accounts()->size() == 1);
  CHECK((*store.Log(3))->FindAccount("acme") == nullptr);
  CHECK(PutAccount(*database, store, account) == 4);
}

TEST_CASE("Of an erased call no word is left, in tables, index or files") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  Ids turns;
  for (int i = 0; i < 40; ++i) turns.push_back(StrCat("zorglubissime numéro ", i, " de Quetzalcoatlus"));
  calls::Call call = SampleCall("secret", turns);
  call.title = "Xylophonique Quetzalcoatlus";
  call.owner = "wolfeschlegel";
  call.participants[0].name = "Bartholomea Quetzalcoatlus";
  call.source = {.system = "gong", .id = "quetzal-9007", .url = ""};
  Put(*database, store, call);
  for (int i = 0; i < 30; ++i)
    Put(*database, store, SampleCall(StrCat("other-", i), {"Rien à voir.", "Un export."}));
  CHECK(SearchIds(store, "zorglubissime") != Ids{});
  CHECK(Erase(*database, store, "secret"));
  CHECK_FALSE(Erase(*database, store, "secret"));
  CHECK_FALSE(Erase(*database, store, "never-there"));
  CHECK(SearchIds(store, "zorglubissime quetzalcoatlus").empty());
  const auto gone = store.Find("secret");
  REQUIRE(gone.ok());
  CHECK(gone->call->transcript_status == calls::TranscriptStatus::kGone);
  CHECK(gone->call->turns.empty());
  CHECK(gone->call->title.empty());
  CHECK((*store.Log())->WhyGone("secret") == calls::Gone::kErased);
  CHECK((*store.Log())->Find("secret") == nullptr);
  CHECK((*store.Log())->WhyGone("other-1") == calls::Gone::kNo);
  const Ids listed = ListIds(store, {});
  CHECK(std::find(listed.begin(), listed.end(), "secret") == listed.end());
  CHECK(RefusedReplace(*database, store, call).code == ErrorCode::kGone);
  const Status scrubbed = store.Scrub();
  INFO((scrubbed.ok() ? "" : scrubbed.error().message));
  REQUIRE(scrubbed.ok());
  const std::string files = fresh.Files();
  REQUIRE(files.find("other-1") != std::string::npos);  // it looks in the right place
  for (const std::string_view word :
       {"zorglub", "uetzalcoatlus", "Xylophonique", "wolfeschlegel", "Bartholomea", "quetzal-9007"}) {
    INFO(word);
    CHECK(files.find(word) == std::string::npos);
  }
  // The others are found as before, and a call of the same source may come back unless somebody
  // else forbids it.
  CHECK(SearchIds(store, "export").size() == 20);
  CHECK(Put(*database, store, call).id == "secret-2");
}

TEST_CASE("Two stores on one database give numbers without holes, and see each other's changes") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database_a = fresh.Open();
  const auto database_b = fresh.Open();
  CallStore a(database_a);
  CallStore b(database_b);
  Put(*database_a, a, SampleCall("first", {"Un."}));
  CHECK((*b.Log(1))->Find("first") != nullptr);
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      sql::Database& database = t % 2 == 0 ? *database_a : *database_b;
      CallStore& store = t % 2 == 0 ? a : b;
      for (int i = 0; i < 15; ++i) {
        const calls::Call call = SampleCall(StrCat("c-", t, "-", i), {StrCat("Mot", t, "x", i, " export.")});
        const Status status = database.Write([&](sql::Session& session) -> Status {
          const auto put = store.Put(session, call, {}, kNow);
          if (!put.ok()) return put.error();
          return i % 5 == 4 ? Status(Error{ErrorCode::kForbidden, "Undone."}) : Status(Done{});
        });
        if (status.ok() == (i % 5 == 4)) ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(failures == 0);
  const Sequence last = 1 + 4 * 12;
  const auto changes = a.Changes(0, 1000);
  REQUIRE(changes.ok());
  REQUIRE(changes->size() == static_cast<std::size_t>(last));
  for (std::size_t i = 0; i < changes->size(); ++i)
    CHECK((*changes)[i].sequence == static_cast<Sequence>(i + 1));
  for (const Change& change : *changes) CHECK(a.Find(change.object)->version == change.sequence);
  CHECK((*a.Log(last))->List().size() == 49);
  CHECK((*b.Log(last))->List().size() == 49);
  CHECK((*a.Log(last))->text_index()->Frequency("export") ==
        (*b.Log(last))->text_index()->Frequency("export"));
  CHECK((*a.Log(last))->text_index()->block_count() == 49);
}

TEST_CASE("The log follows what changed, and stays the same for who holds it") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  const CallStore::PutResult first = Put(*database, store, SampleCall("a", {"Le mot baobab."}));
  const auto before = *store.Log(first.version);
  CHECK(before->text_index()->Frequency("baobab") == 1);
  // So many that what was laid over becomes part of the base.
  for (int i = 0; i < 700; ++i) {
    Put(*database, store, SampleCall(StrCat("n", i), {StrCat("Le mot sequoia", i, ".")}));
    if (i % 100 == 0) REQUIRE(store.Log(store.Latest().value()).ok());
  }
  Replace(*database, store, SampleCall("a", {"Le mot châtaigne."}));
  Erase(*database, store, "n5");
  const auto now = *store.Log(store.Latest().value());
  CHECK(before->List().size() == 1);
  CHECK(now->List().size() == 700);
  CHECK(now->text_index()->call_count() == 700);
  CHECK(now->text_index()->block_count() == 700);
  CHECK(now->text_index()->Frequency("baobab") == 0);
  CHECK(now->Find("a")->turns[0].text == "Le mot châtaigne.");
  CHECK(before->Find("a")->turns[0].text == "Le mot châtaigne.");  // its row is gone: as it is now
  CHECK(now->Find("n5") == nullptr);
  CHECK(SearchIds(store, "châtaigne") == Ids{"a"});
  CHECK(SearchIds(store, "sequoia6") == Ids{"n6"});
  CHECK(SearchIds(store, "sequoia5").empty());
  const auto list = now->List();
  CHECK(std::is_sorted(list.begin(), list.end(), [](const auto& x, const auto& y) { return x.id < y.id; }));
  // Somebody who comes later sees the same.
  CallStore later(fresh.Open());
  const auto anew = *later.Log();
  CHECK(anew->List().size() == 700);
  CHECK(anew->text_index()->block_count() == 700);
  for (const std::string_view term : {"baobab", "mot", "sequoia6", "acm"}) {
    CHECK(anew->text_index()->Frequency(term) == now->text_index()->Frequency(term));
  }
}

TEST_CASE("The same excerpts and verdicts as over calls in memory") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  Ids turns;
  for (int i = 0; i < 100; ++i)
    turns.push_back(i == 50 ? "On ressaisit tout deux fois chaque mois." : StrCat("Phrase ", i, "."));
  Put(*database, store, SampleCall("long", turns));
  Put(*database, store, SampleCall("short", {"Nous exportons vers Excel."}));
  const auto log = *store.Log(2);
  std::vector<std::uint32_t> blocks;
  log->text_index()->ForEach("ressais", [&](calls::Posting posting) {
    CHECK(log->text_index()->IdOf(posting.call) == "long");
    blocks.push_back(posting.block);
    log->text_index()->ForEachIn(posting.call, "ressais", [&](calls::Posting in) {
      CHECK(in.block == posting.block);
      return true;
    });
    return true;
  });
  CHECK(blocks == std::vector<std::uint32_t>{3});
  evidence::Verifier verifier;
  const auto found = verifier.FindQuote("On ressaisit tout deux fois chaque mois", *log);
  REQUIRE(found.size() == 1);
  CHECK(found.front().call->id == "long");
  CHECK(found.front().verification.verdict == evidence::Verdict::kExact);
}

TEST_CASE("Waiting for a change ends with one of any process, with time, or with Stop") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  const auto other_database = fresh.Open();
  CallStore store(database);
  CallStore other(other_database);
  CHECK(store.WaitForChange(0, 1) == 0);
  CHECK(store.WaitForChange(0, 0) == 0);
  std::atomic<Sequence> seen = -1;
  std::thread follower([&] { seen = store.WaitForChange(0, 60'000); });
  Put(*other_database, other, SampleCall("one", {"Un."}));
  follower.join();
  CHECK(seen == 1);
  CHECK(store.WaitForChange(0, 60'000) == 1);
  std::vector<std::thread> followers;
  std::atomic<int> woken = 0;
  for (int i = 0; i < 20; ++i) {
    followers.emplace_back([&] {
      if (store.WaitForChange(1, 60'000) == 2) ++woken;
    });
  }
  Put(*database, store, SampleCall("two", {"Deux."}));
  for (std::thread& thread : followers) thread.join();
  CHECK(woken == 20);
  std::thread last([&] { store.WaitForChange(2, 60'000); });
  store.Stop();
  last.join();
}

TEST_CASE("An index made anew finds what the old one found") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  for (int i = 0; i < 120; ++i)
    Put(*database, store, SampleCall(StrCat("c", i), {StrCat("Mot sequoia", i, ".")}));
  const auto frequency = (*store.Log(120))->text_index()->Frequency("mot");
  // As an older program left it, with other terms.
  REQUIRE(database
              ->Write([](sql::Session& session) -> Status {
                const auto ran = session.Run("UPDATE log SET terms_version = 1 WHERE id = 1");
                if (!ran.ok()) return ran.error();
                return Done{};
              })
              .ok());
  Put(*database, store, SampleCall("new", {"Mot sequoia7."}));
  CHECK(SearchIds(store, "sequoia7").size() == 2);
  CHECK((*store.Log())->text_index()->Frequency("mot") == frequency + 1);
  REQUIRE(store.Reindex().ok());
  CHECK(SearchIds(store, "sequoia7").size() == 2);
  CHECK(SearchIds(store, "sequoia119") == Ids{"c119"});
}

TEST_CASE("Counts of words stay right when their changes are folded") {
  const AnyDatabase fresh(GENERATE(from_range(Kinds())));
  const auto database = fresh.Open();
  CallStore store(database);
  CallStore follower(fresh.Open());  // looks in between
  CallStore sleeper(fresh.Open());   // looks at the beginning and at the end
  Put(*database, store, SampleCall("first", {"Le baobab."}));
  REQUIRE(sleeper.Log(1).ok());
  int word = 0;
  constexpr int kCalls = 200;
  for (int i = 0; i < kCalls; ++i) {
    Ids turns;
    for (int turn = 0; turn < 64; ++turn) turns.push_back(StrCat("sequoia w", word++, "x"));
    const calls::Call call = SampleCall(StrCat("c", i), turns);
    REQUIRE(database
                ->Write([&](sql::Session& session) -> Status {
                  auto counters = LockCounters(session);
                  REQUIRE(counters.ok());
                  counters->most_pending = 10'000;  // a fold every 25 calls, not every few thousand
                  return WriteRow(session, *counters, call, calls::WriteCall(call), nullptr, kNow);
                })
                .ok());
    if (i % 40 == 0) REQUIRE(follower.Log(i + 2).ok());
  }
  Erase(*database, store, "c3");
  const Sequence last = kCalls + 2;
  std::int64_t counted = 0;
  REQUIRE(database
              ->Read([&](sql::Session& session) -> Status {
                const auto rows = session.Query("SELECT kept, counted FROM log");
                REQUIRE(rows.ok());
                CHECK(rows->front().Integer(0) > 0);  // folded twice
                counted = rows->front().Integer(1);
                return Done{};
              })
              .ok());
  CHECK(counted > 0);
  CallStore later(fresh.Open());
  for (CallStore* each : {&store, &follower, &sleeper, &later}) {
    const auto log = *each->Log(last);
    CHECK(log->text_index()->block_count() == 1 + 4 * (kCalls - 1));
    CHECK(log->text_index()->Frequency("sequoi") == 4 * (kCalls - 1));
    CHECK(log->text_index()->Frequency("baobab") == 1);
    CHECK(log->text_index()->Frequency("w5x") == 1);
    CHECK(log->text_index()->Frequency(StrCat("w", 64 * 3 + 5, "x")) == 0);
  }
  REQUIRE(store.Scrub().ok());
  CallStore scrubbed(fresh.Open());
  CHECK((*scrubbed.Log(last))->text_index()->Frequency("sequoi") == 4 * (kCalls - 1));
}

}  // namespace
}  // namespace whyspec::team
