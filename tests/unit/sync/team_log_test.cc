#include "sync/team_log.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <random>

#include "calls/memory_call_log.h"
#include "store/union_call_log.h"
#include "support/temp_dir.h"
#include "sync/sync_machine.h"
#include "unit/sync/fake_log_server.h"

namespace whyspec::test {
namespace {

using sync::SyncMachine;
using sync::TeamLog;

constexpr std::int64_t kNow = 1'770'000'000'000;

// A person's editor: a log in a file, and who keeps it in step.
struct Reader {
  explicit Reader(FakeLogServer& from, const std::string& in = "") : server(from), file(in) { Open(); }

  void Open() {
    machine.reset();
    team = TeamLog::Open(file, [this](std::string_view line) { log += std::string(line) + "\n"; });
    REQUIRE(team != nullptr);
    machine.emplace(
        *team, "https://calls.example.test",
        SyncMachine::Options{.token = server.token,
                             .random = [] { return 0.5; },
                             .log = [this](std::string_view line) { log += std::string(line) + "\n"; }});
  }
  // One request and its answer; false if it waits.
  bool Step() {
    const SyncMachine::Plan plan = machine->Next(now);
    if (!plan.request) return false;
    machine->Take(server.Answer(*plan.request), now);
    return true;
  }
  void CatchUp() {
    for (int i = 0; i < 1000; ++i) {
      REQUIRE(Step());
      if (machine->caught_up()) return;
    }
    FAIL("it never catches up");
  }
  std::shared_ptr<const calls::CallLog> Log() {
    auto calls = team->Calls();
    return store::UnionCallLog::Create({.files = calls::MemoryCallLog::Create({.available = false}),
                                        .team = calls,
                                        .table = calls->table,
                                        .today = {2026, 3, 1}});
  }
  std::string Words(const std::string& id) {
    const auto call = Log()->Find(id);
    if (call == nullptr) return "(none)";
    std::string words;
    for (const calls::Turn& turn : call->turns) words += turn.text + "|";
    return words;
  }

  FakeLogServer& server;
  std::string file;
  std::string log;
  std::unique_ptr<TeamLog> team;
  std::optional<SyncMachine> machine;
  std::int64_t now = kNow;
};

TEST_CASE("calls and accounts come over, and only what is new after that") {
  FakeLogServer server;
  server.PutAccount("acme", "Acme SA");
  server.PutCall("acme-1", {"We copy every figure by hand.", "Twice a month."});
  server.PutCall("acme-2", {"It takes two days."});
  Reader reader(server);
  CHECK_FALSE(reader.Log()->complete());
  CHECK_FALSE(reader.Log()->available());
  reader.CatchUp();
  CHECK(reader.machine->status().state == sync::LogState::kSynced);
  CHECK(reader.machine->status().calls == 2);
  CHECK(reader.Log()->available());
  CHECK(reader.Log()->complete());
  CHECK(reader.Words("acme-1") == "We copy every figure by hand.|Twice a month.|");
  CHECK(reader.Log()->FindAccount("Acme SA")->id == "acme");
  CHECK(reader.Log()->Find("acme-1")->path.empty());
  const std::uint64_t before = reader.Log()->revision();
  server.PutCall("acme-3", {"New."});
  REQUIRE(reader.Step());
  CHECK(reader.Log()->revision() != before);
  CHECK(reader.Log()->List().size() == 3);
  // It waits at the server for what comes next, and asks from where it is.
  const auto next = reader.machine->Next(kNow);
  CHECK(next.request->target == "/v1/changes?after=4&limit=100&wait=50");
  CHECK(next.request->timeout > std::chrono::seconds(50));
}

TEST_CASE("words are found in the team's calls") {
  FakeLogServer server;
  server.PutCall("acme-1", {"We copy every figure by hand."});
  Reader reader(server);
  reader.CatchUp();
  const auto log = reader.Log();
  const calls::TextIndex* words = log->text_index();
  std::vector<std::string> found;
  words->ForEach("figur", [&](calls::Posting posting) {
    found.push_back(words->IdOf(posting.call));
    words->ForEachIn(posting.call, "figur", [&](calls::Posting again) {
      CHECK(again.call == posting.call);
      return true;
    });
    return true;
  });
  CHECK(found == std::vector<std::string>{"acme-1"});
}

TEST_CASE("days offline later it goes on where it was") {
  const TempDir folder;
  FakeLogServer server;
  server.PutCall("acme-1", {"First."});
  {
    Reader reader(server, folder / "team.sqlite");
    reader.CatchUp();
  }
  server.PutCall("acme-2", {"Second."});
  server.EraseCall("acme-1");
  server.requests.clear();
  Reader reader(server, folder / "team.sqlite");
  CHECK(reader.Log()->available());  // at once, before anything is asked
  CHECK(reader.Words("acme-1") == "First.|");
  reader.CatchUp();
  REQUIRE(server.requests.size() == 1);
  CHECK(server.requests[0].target.starts_with("/v1/changes?after=1&"));
  CHECK(reader.Words("acme-2") == "Second.|");
  CHECK(reader.Words("acme-1") == "(none)");
  CHECK(reader.Log()->WhyGone("acme-1") == calls::Gone::kErased);
}

std::string BytesOfAllFiles(const TempDir& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    bytes += folder.Read(entry.path().filename().string());
  }
  return bytes;
}

TEST_CASE("of an erased call no word stays in the files, before or after the program ends") {
  const TempDir folder;
  FakeLogServer server;
  for (int i = 0; i < 50; ++i) {
    server.PutCall("acme-" + std::to_string(i),
                   {"Something of every day about figures and exports.", "Yes."});
  }
  server.PutCall("gone", {"Our zanzibarian quetzalcoatl is unmistakable."},
                 {{"call", {{"title", "Xylophonic title"}, {"account", "Brobdingnagian"}}}});
  Reader reader(server, folder / "team.sqlite");
  reader.CatchUp();
  CHECK(BytesOfAllFiles(folder).find("xylophonic") == std::string::npos);  // the words are packed
  CHECK(BytesOfAllFiles(folder).find("Xylophonic") != std::string::npos);  // the summary is not
  const auto held = reader.Log();  // somebody still looks at the old log
  server.EraseCall("gone");
  reader.CatchUp();
  CHECK(reader.team->must_scour());
  REQUIRE(reader.team->Scour().ok());
  CHECK_FALSE(reader.team->must_scour());
  const std::string after = BytesOfAllFiles(folder);
  for (const char* word : {"zanzibar", "quetzalcoatl", "unmistak", "Xylophonic", "Brobdingnag"}) {
    INFO(word);
    CHECK(after.find(word) == std::string::npos);
  }
  CHECK(held->Find("gone") == nullptr);
  CHECK(reader.Words("acme-7") == "Something of every day about figures and exports.|Yes.|");
  const auto log = reader.Log();
  std::size_t found = 0;
  log->text_index()->ForEach("figur", [&](calls::Posting) { return ++found != 0; });
  CHECK(found == 50);
}

TEST_CASE("a crash between taking words back and overwriting them is made good at the next start") {
  const TempDir folder;
  FakeLogServer server;
  server.PutCall("gone", {"Our zanzibarian quetzalcoatl is unmistakable."});
  {
    Reader reader(server, folder / "team.sqlite");
    reader.CatchUp();
    server.EraseCall("gone");
    reader.CatchUp();
  }
  Reader reader(server, folder / "team.sqlite");
  CHECK(reader.team->must_scour());
  REQUIRE(reader.team->Scour().ok());
  CHECK(BytesOfAllFiles(folder).find("quetzalcoatl") == std::string::npos);
}

TEST_CASE("of a call that was only partly sent nothing is claimed") {
  FakeLogServer server;
  server.PutCall("acme-1", {"We copy every figure by hand.", ""}, {{"partial", true}, {"level", "named"}});
  server.PutCall("acme-2", {}, {{"level", "aggregate"}, {"turn_count", 7}, {"withheld", "embargo"}});
  Reader reader(server);
  reader.CatchUp();
  CHECK(reader.Log()->Find("acme-1")->partial);
  CHECK(reader.Log()->Find("acme-1")->turns.size() == 2);
  REQUIRE(reader.Log()->Find("acme-2") != nullptr);
  CHECK(reader.Log()->Find("acme-2")->partial);
  CHECK(reader.Log()->WhyGone("acme-2") == calls::Gone::kEmbargoed);
  // More of it may be known later.
  server.PutCall("acme-2", {"Now you may know."});
  reader.CatchUp();
  CHECK_FALSE(reader.Log()->Find("acme-2")->partial);
  CHECK(reader.Log()->WhyGone("acme-2") == calls::Gone::kNo);
}

TEST_CASE("passages that were shown are kept, until the server says something else of the call") {
  const TempDir folder;
  FakeLogServer server;
  server.PutCall("acme-1", {"", "", ""}, {{"partial", true}});
  server.PutCall("acme-2", {"Whole."});
  {
    Reader reader(server, folder / "team.sqlite");
    reader.CatchUp();
    CHECK(reader.team->Calls()->has_partial);
    const std::vector<sync::RemoteExcerpt> shown = sync::ReadExcerpts(
        R"({"items":[{"call":"acme-1","turns":[{"index":1,"text":"We copy every figure by hand."},{"index":9,"text":"x"}]},
                     {"call":"acme-2","turns":[{"index":0,"text":"Put in."}]},
                     {"call":"nobody","turns":[{"index":0,"text":"x"}]}, {"call":7}, 8]})");
    auto learned = reader.team->Learn(shown);
    REQUIRE(learned.ok());
    CHECK(*learned);
    CHECK(reader.Words("acme-1") == "|We copy every figure by hand.||");
    CHECK(reader.Words("acme-2") == "Whole.|");
    CHECK_FALSE(*reader.team->Learn(shown));
  }
  Reader reader(server, folder / "team.sqlite");
  CHECK(reader.Words("acme-1") == "|We copy every figure by hand.||");
  CHECK(reader.team->Calls()->has_partial);
  server.PutCall("acme-1", {}, {{"turn_count", 3}, {"level", "aggregate"}});
  reader.CatchUp();
  CHECK(reader.Words("acme-1").empty());
  REQUIRE(reader.team->Scour().ok());
  server.PutCall("acme-1", {"All of it."});
  reader.CatchUp();
  CHECK_FALSE(reader.team->Calls()->has_partial);
  for (const char* none : {"", "[]", "{}", R"({"items":3})", R"({"items":[{"call":"a","turns":3}]})"}) {
    CHECK(sync::ReadExcerpts(none).empty());
  }
}

TEST_CASE("what cannot be read is told and left out, and nothing after it is held up") {
  FakeLogServer server;
  server.Say({{"kind", "call.put"}, {"object", "odd"}, {"call", {{"call", {{"id", "another"}}}}}});
  server.Say({{"kind", "call.put"}, {"object", "worse"}, {"call", {{"call", "text"}}}});
  server.Say({{"kind", "moon.risen"}, {"object", "moon"}});
  server.Say({{"kind", "spec.put"}, {"object", "export"}});
  server.PutCall("acme-1", {"Fine."});
  Reader reader(server);
  reader.CatchUp();
  CHECK(reader.Words("acme-1") == "Fine.|");
  CHECK(reader.Log()->List().size() == 1);
  CHECK(reader.log.find("odd") != std::string::npos);
  CHECK(reader.log.find("worse") != std::string::npos);
}

TEST_CASE("two programs share a file: the second takes over what the first has read") {
  const TempDir folder;
  FakeLogServer server;
  server.PutCall("acme-1", {"First."});
  Reader one(server, folder / "team.sqlite");
  Reader two(server, folder / "team.sqlite");
  one.CatchUp();
  server.PutCall("acme-2", {"Second."});
  one.CatchUp();
  two.CatchUp();
  CHECK(two.Words("acme-2") == "Second.|");
  server.EraseCall("acme-2");
  two.CatchUp();
  one.CatchUp();
  CHECK(one.Log()->WhyGone("acme-2") == calls::Gone::kErased);
  CHECK(one.Words("acme-1") == two.Words("acme-1"));
}

TEST_CASE("a copy that nobody has used for a month goes when another is opened") {
  const TempDir folder;
  FakeLogServer server;
  server.PutCall("acme-1", {"First."});
  for (const char* name : {"old.sqlite", "new.sqlite"}) Reader(server, folder / name).CatchUp();
  namespace fs = std::filesystem;
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    if (entry.path().filename().string().starts_with("old")) {
      fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::hours(24 * 31));
    }
  }
  Reader reader(server, folder / "mine.sqlite");
  CHECK_FALSE(fs::exists(folder / "old.sqlite"));
  CHECK(fs::exists(folder / "new.sqlite"));
}

TEST_CASE("a damaged file is made anew") {
  const TempDir folder;
  FakeLogServer server;
  server.PutCall("acme-1", {"First."});
  {
    Reader reader(server, folder / "team.sqlite");
    reader.CatchUp();
  }
  std::string bytes = folder.Read("team.sqlite");
  for (std::size_t i = 100; i < bytes.size(); i += 37) bytes[i] = static_cast<char>(i);
  folder.Write("team.sqlite", bytes);
  Reader reader(server, folder / "team.sqlite");
  reader.CatchUp();
  CHECK(reader.Words("acme-1") == "First.|");
}

TEST_CASE("a log put back from a backup is read anew though its numbers went on") {
  const TempDir folder;
  FakeLogServer before;
  before.PutCall("acme-1", {"First."});
  before.PutCall("acme-2", {"Never was, since."});
  {
    Reader reader(before, folder / "team.sqlite");
    reader.CatchUp();
  }
  FakeLogServer after;
  after.history = "2";
  after.PutCall("acme-1", {"First."});
  for (int i = 0; i < 5; ++i) after.PutCall("acme-3", {"Third."});
  Reader reader(after, folder / "team.sqlite");
  reader.CatchUp();
  CHECK(reader.Log()->List().size() == 2);
  CHECK(reader.Log()->Find("acme-2") == nullptr);
  CHECK(reader.Words("acme-3") == "Third.|");
  // Once is enough.
  after.requests.clear();
  reader.CatchUp();
  CHECK(after.requests.size() <= 1);
}

TEST_CASE("a server that was put back from a copy is asked for everything again") {
  FakeLogServer server;
  for (int i = 0; i < 5; ++i) server.PutCall("acme-" + std::to_string(i), {"Words."});
  Reader reader(server);
  reader.CatchUp();
  FakeLogServer older;
  older.PutCall("acme-0", {"Words."});
  server = older;
  reader.CatchUp();
  CHECK(reader.Log()->List().size() == 1);
  CHECK(reader.team->cursor() == 1);
}

// Whatever happens there, and whenever this program is killed: what is here is what is there.
TEST_CASE("after any changes and crashes the copy says what the server says") {
  const TempDir folder;
  std::mt19937 random(7);
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 12; ++round) {
    FakeLogServer server;
    const std::string file = folder / ("round-" + std::to_string(round) + ".sqlite");
    auto reader = std::make_unique<Reader>(server, file);
    auto other = std::make_unique<Reader>(server, file);
    for (int step = 0; step < 40; ++step) {
      const std::string id = "call-" + std::to_string(pick(6));
      switch (pick(8)) {
        case 0:
        case 1:
        case 2:
          server.PutCall(id, {"Words number " + std::to_string(step) + ".", "More."});
          break;
        case 3:
          server.EraseCall(id);
          break;
        case 4:
          server.most_items = static_cast<std::size_t>(1 + pick(3));
          break;
        case 5:  // the program is killed and started again
          reader.reset();
          reader = std::make_unique<Reader>(server, file);
          break;
        case 6:
          server.unreachable = !server.unreachable;
          break;
        default:
          reader->now += 100'000;
          if (!reader->Step()) reader->now += 100'000;
          if (pick(2) == 0) other->now += 100'000, other->Step();
          if (pick(3) == 0) CHECK(reader->team->Scour().ok());
      }
    }
    server.unreachable = false;
    for (Reader* one : {reader.get(), other.get()}) {
      one->now += 1'000'000;
      one->CatchUp();
      one->CatchUp();
      for (const auto& [id, bytes] : server.Truth()) {
        INFO("round " << round << " " << id);
        const auto call = one->Log()->Find(id);
        CHECK(one->Log()->WhyGone(id) == (bytes.empty() ? calls::Gone::kErased : calls::Gone::kNo));
        REQUIRE((call == nullptr) == bytes.empty());
        if (call == nullptr) continue;
        CHECK(call->turns[0].text == nlohmann::json::parse(bytes)["transcript"]["turns"][0]["text"]);
      }
    }
  }
}

}  // namespace
}  // namespace whyspec::test
