#include "store/sqlite_call_log.h"

#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <random>

#include "support/temp_dir.h"
#include "unit/store/calls.h"

namespace whyspec::store {
namespace {

using test::BatchOf;
using test::MakeCall;
using test::PutOf;
using test::TempDir;
using test::Told;
using test::Where;

constexpr Date kDay{2026, 3, 1};

std::shared_ptr<SqliteCallLog> OpenLog(const std::string& file, bool is_cache = true) {
  auto opened = SqliteCallLog::Open({.file = file, .is_cache = is_cache});
  INFO((opened.ok() ? "" : opened.error().message));
  REQUIRE(opened.ok());
  return std::move(opened).value();
}

void Apply(SqliteCallLog& log, SqliteCallLog::Batch batch) {
  const auto applied = log.Apply(std::move(batch));
  INFO((applied.ok() ? "" : applied.error().message));
  REQUIRE(applied.ok());
}

std::vector<std::string> Ids(SqliteCallLog& log) {
  std::vector<std::string> ids;
  for (const calls::CallSummary& call : log.Snapshot(kDay)->List()) ids.push_back(call.id);
  return ids;
}

const calls::Call kAcme = MakeCall("acme", {"We re-key every invoice twice.", "The warehouse waits."});
const calls::Call kBolt = MakeCall("bolt", {"Our invoice leaves late."});

TEST_CASE("what was put is found, in memory and after a file was opened again") {
  const TempDir folder;
  for (const std::string& file : {std::string(), folder / "deep/calls.sqlite"}) {
    auto log = OpenLog(file);
    Apply(*log, BatchOf({kAcme, kBolt}));
    if (!file.empty()) {
      log.reset();
      log = OpenLog(file);
    }
    const auto snapshot = log->Snapshot(kDay);
    REQUIRE(snapshot->Find("acme") != nullptr);
    CHECK(Told(*snapshot->Find("acme")) == Told(kAcme));
    CHECK(Told(*snapshot->FindByPath("/calls/bolt.json")) == Told(kBolt));
    CHECK(snapshot->Find("nobody") == nullptr);
    CHECK(snapshot->FindByPath("") == nullptr);
    CHECK(Where(*snapshot, "invoic") == "acme:0 bolt:0");
    CHECK(Where(*snapshot, "warehous") == "acme:0");
    CHECK(Where(*snapshot, "nowher").empty());
    CHECK(snapshot->text_index()->Frequency("invoic") == 2);
    CHECK(snapshot->text_index()->call_count() == 2);
    CHECK(snapshot->text_index()->block_count() == 2);
  }
}

TEST_CASE("a list says of each call what a log in memory would, also after the file was opened again") {
  calls::Call call = kAcme;
  call.started_at_ms = 1'768'294'800'000;
  call.type = calls::CallType::kDemo;
  call.lifecycle = calls::Lifecycle::kCustomer;
  call.visibility = calls::Visibility::kAlias;
  call.participants[0].persona = "ops_lead";
  call.participants.push_back(
      {.id = "p2", .name = "Sam", .affiliation = calls::Affiliation::kInternal, .persona = "seller"});
  const auto told = [](const calls::CallSummary& summary) {
    return StrCat(summary.id, "|", summary.title, "|", summary.account, "|",
                  summary.started_at_ms.value_or(-1), "|", calls::Name(summary.type), "|",
                  calls::Name(summary.lifecycle), "|",
                  summary.visibility ? calls::Name(*summary.visibility) : "-", "|",
                  Join(summary.personas, ","), "|", summary.path, "|", summary.turn_count);
  };
  const TempDir folder;
  Apply(*OpenLog(folder / "calls.sqlite"), BatchOf({call}));
  const auto list = OpenLog(folder / "calls.sqlite")->Snapshot(kDay)->List();
  REQUIRE(list.size() == 1);
  CHECK(told(list[0]) == told(calls::Summarise(call)));
  CHECK(list[0].personas == std::vector<std::string>{"ops_lead"});
}

TEST_CASE("putting the same thing twice changes nothing; another content replaces it") {
  auto log = OpenLog("");
  Apply(*log, BatchOf({kAcme}));
  const auto before = log->Snapshot(kDay);
  Apply(*log, BatchOf({kAcme}));
  CHECK(log->Snapshot(kDay)->revision() == before->revision());
  CHECK(log->Snapshot(kDay)->text_index()->Frequency("invoic") == 1);

  const calls::Call now = MakeCall("acme", {"Nothing is copied any more."});
  Apply(*log, BatchOf({now}));
  const auto after = log->Snapshot(kDay);
  CHECK(after->revision() != before->revision());
  CHECK(Told(*after->Find("acme")) == Told(now));
  CHECK(Where(*after, "invoic").empty());
  CHECK(after->text_index()->Frequency("invoic") == 0);
  CHECK(Where(*after, "copi") == "acme:0");
  // A snapshot stays what it was.
  CHECK(Told(*before->Find("acme")) == Told(kAcme));
}

TEST_CASE("a call of another system is known by that system's id") {
  auto log = OpenLog("");
  const auto put = [&](const calls::Call& call, std::string_view id) {
    SqliteCallLog::Batch batch = BatchOf({call});
    batch.puts[0].entry.name = SourceEntryName("gong", id);
    Apply(*log, std::move(batch));
  };
  calls::Call imported = kAcme;
  imported.path.clear();
  put(imported, "9007");
  imported.turns[0].text = "We re-key it three times.";
  put(imported, "9007");
  CHECK(log->Entries().size() == 1);
  CHECK(log->Snapshot(kDay)->Find("acme")->turns[0].text == "We re-key it three times.");
  CHECK(SourceEntryName("a", "b:c") != SourceEntryName("a:b", "c"));
}

TEST_CASE("what is removed is gone, also from the index, and stays in older snapshots") {
  auto log = OpenLog("");
  Apply(*log, BatchOf({kAcme, kBolt}));
  const auto before = log->Snapshot(kDay);
  SqliteCallLog::Batch removal;
  removal.removals = {FileEntryName(kAcme.path), FileEntryName("/calls/never.json")};
  Apply(*log, std::move(removal));
  CHECK(Ids(*log) == std::vector<std::string>{"bolt"});
  CHECK(Where(*log->Snapshot(kDay), "invoic") == "bolt:0");
  CHECK(log->Snapshot(kDay)->text_index()->Frequency("invoic") == 1);
  CHECK(Told(*before->Find("acme")) == Told(kAcme));
}

TEST_CASE("blocks of long calls are told apart, and within one call") {
  std::vector<std::string> turns(100, "Something else.");
  turns[15] = "The pallet broke.";
  turns[16] = "The pallet broke again.";
  turns[99] = "A last pallet.";
  auto log = OpenLog("");
  Apply(*log, BatchOf({kBolt, MakeCall("long", turns), MakeCall("more", {"One pallet."})}));
  const auto snapshot = log->Snapshot(kDay);
  CHECK(Where(*snapshot, "pallet") == "long:0 long:1 long:6 more:0");
  calls::CallNumber number = 0;
  std::size_t seen = 0;
  snapshot->text_index()->ForEach("pallet", [&](calls::Posting posting) {
    number = posting.call;
    return ++seen < 2;
  });
  CHECK(seen == 2);
  std::vector<std::uint32_t> blocks;
  snapshot->text_index()->ForEachIn(number, "pallet", [&](calls::Posting posting) {
    CHECK(posting.call == number);
    blocks.push_back(posting.block);
    return true;
  });
  CHECK(blocks == std::vector<std::uint32_t>{0, 1, 6});
}

TEST_CASE("words that mean something to SQLite are only words") {
  auto log = OpenLog("");
  Apply(*log, BatchOf({kAcme}));
  const auto snapshot = log->Snapshot(kDay);
  for (const std::string_view term :
       {"\"", "a OR b", "* NEAR(", "terms:", "'; DROP TABLE calls;--", "\\", "-", "^a"}) {
    CHECK(Where(*snapshot, term).empty());
  }
  CHECK(Where(*snapshot, std::string_view("a\0b", 3)).empty());
  CHECK_FALSE(log->damaged());
  CHECK(Where(*snapshot, "invoic") == "acme:0");
}

TEST_CASE("of two calls with one id the first by path stands, for good") {
  auto log = OpenLog("");
  calls::Call twin = kBolt;
  twin.id = "acme";
  Apply(*log, BatchOf({twin, kAcme}));
  const auto snapshot = log->Snapshot(kDay);
  CHECK(snapshot->List().size() == 1);
  CHECK(snapshot->Find("acme")->path == kAcme.path);
  CHECK(snapshot->FindByPath(twin.path)->path == twin.path);
}

TEST_CASE("an embargo ends on its day; withdrawn consent does not end") {
  auto log = OpenLog("");
  calls::Call embargoed = kAcme;
  embargoed.embargo_until = "2026-03-02";
  calls::Call withdrawn = kBolt;
  withdrawn.consent = calls::Consent::kWithdrawn;
  Apply(*log, BatchOf({embargoed, withdrawn}));
  CHECK(log->Snapshot(kDay)->WhyGone("acme") == calls::Gone::kEmbargoed);
  CHECK(log->Snapshot(Date{2026, 3, 2})->WhyGone("acme") == calls::Gone::kNo);
  CHECK(log->Snapshot(kDay)->WhyGone("bolt") == calls::Gone::kWithdrawn);
  CHECK(log->Snapshot(kDay)->WhyGone("nobody") == calls::Gone::kNo);
}

TEST_CASE("calls open in the editor lie over the stored ones, index and counts included") {
  auto log = OpenLog("");
  Apply(*log, BatchOf({kAcme, kBolt}));
  std::vector<StoredCallPtr> stored;
  for (Entry& entry : log->Entries()) stored.push_back(entry.call);
  std::sort(stored.begin(), stored.end(),
            [](const auto& a, const auto& b) { return a->summary.path < b->summary.path; });
  const auto with = [&](std::vector<std::string> hidden, std::vector<StoredCallPtr> held) {
    return StoredCallLog::Create({.table = std::make_shared<const CallTable>(stored),
                                  .database = log->database(),
                                  .hidden = std::move(hidden),
                                  .held = std::move(held),
                                  .accounts = log->Snapshot(kDay),
                                  .today = kDay});
  };
  const calls::Call typed = MakeCall("acme", {"No invoice is copied."});
  const auto open = with({kAcme.path}, {HoldInMemory(std::make_shared<const calls::Call>(typed))});
  CHECK(Told(*open->Find("acme")) == Told(typed));
  CHECK(Where(*open, "invoic") == "bolt:0 acme:0");
  CHECK(Where(*open, "warehous").empty());
  CHECK(open->text_index()->Frequency("warehous") == 0);
  CHECK(open->text_index()->Frequency("invoic") == 2);
  CHECK(open->text_index()->call_count() == 2);
  CHECK(open->List().size() == 2);
  const auto broken = with({kAcme.path}, {});
  CHECK(broken->Find("acme") == nullptr);
  CHECK(broken->FindByPath(kAcme.path) == nullptr);
  CHECK(broken->text_index()->call_count() == 1);
  CHECK(Where(*broken, "invoic") == "bolt:0");
}

// --- files ---

TEST_CASE("two users of one file see what the other put, and neither fails") {
  const TempDir folder;
  const std::string file = folder / "calls.sqlite";
  auto editor = OpenLog(file);
  auto terminal = OpenLog(file);
  Apply(*editor, BatchOf({kAcme}));
  CHECK(Ids(*terminal) == std::vector<std::string>{"acme"});
  const auto of_editor = editor->Snapshot(kDay);
  Apply(*terminal, BatchOf({MakeCall("acme", {"Other words."}), kBolt}));
  CHECK(Ids(*editor) == std::vector<std::string>{"acme", "bolt"});
  CHECK(Told(*of_editor->Find("acme")) == Told(kAcme));
  // A third that comes sweeps nothing while they are there.
  auto third = OpenLog(file);
  CHECK(Told(*of_editor->Find("acme")) == Told(kAcme));
}

TEST_CASE("rows nobody can know of are swept when the file is opened alone") {
  const TempDir folder;
  const std::string file = folder / "calls.sqlite";
  std::string words;
  for (int i = 0; i < 10'000; ++i) words += HashHex(Hash64(StrCat(i)));
  const auto size_after = [&](int rounds) {
    for (int i = 0; i < rounds; ++i) {
      auto log = OpenLog(file);
      calls::Call call = MakeCall("acme", {StrCat("Round ", i)});
      call.notes = words;
      Apply(*log, BatchOf({call}));
    }
    OpenLog(file).reset();
    return std::filesystem::file_size(file);
  };
  const auto first = size_after(2);
  CHECK(size_after(20) < first * 2);
}

TEST_CASE("a cache of another version is made anew; a log of another version is refused and left") {
  const TempDir folder;
  const std::string file = folder / "calls.sqlite";
  Apply(*OpenLog(file), BatchOf({kAcme}));
  const auto change_version = [&] {
    // The version stands in the file as text of one length.
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    std::string all((std::istreambuf_iterator<char>(bytes)), std::istreambuf_iterator<char>());
    const std::size_t at = all.find(StoreVersion());
    REQUIRE(at != std::string::npos);
    bytes.seekp(static_cast<std::streamoff>(at));
    bytes.put('W');
  };
  change_version();
  const auto refused = SqliteCallLog::Open({.file = file, .is_cache = false});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message.find("another version") != std::string::npos);
  std::vector<std::string> lines;
  const auto log = SqliteCallLog::OpenCache(file, [&](std::string_view line) { lines.emplace_back(line); });
  REQUIRE(log != nullptr);
  CHECK_FALSE(log->in_memory());
  CHECK(Ids(*log).empty());
  CHECK(lines ==
        std::vector<std::string>{"The cache of calls is of another version of Whyspec; it is made anew."});
  Apply(*log, BatchOf({kAcme}));
}

TEST_CASE("a file that is no database is put out of the way if it is a cache, and left if not") {
  const TempDir folder;
  folder.Write("calls.sqlite", std::string(20'000, 'x'));
  CHECK_FALSE(SqliteCallLog::Open({.file = folder / "calls.sqlite", .is_cache = false}).ok());
  CHECK(folder.Read("calls.sqlite") == std::string(20'000, 'x'));
  const auto log = OpenLog(folder / "calls.sqlite");
  Apply(*log, BatchOf({kAcme}));
  CHECK(Ids(*log) == std::vector<std::string>{"acme"});
}

TEST_CASE("a cache damaged anywhere opens, and tells the truth or tells that it is damaged") {
  const TempDir folder;
  const std::string file = folder / "calls.sqlite";
  std::vector<calls::Call> all;
  for (int i = 0; i < 40; ++i) {
    std::vector<std::string> turns;
    for (int turn = 0; turn < 20; ++turn) turns.push_back(HashHex(Hash64(StrCat(i, " ", turn))));
    all.push_back(MakeCall(StrCat("call-", i), turns));
  }
  Apply(*OpenLog(file), BatchOf(all));
  const std::string good = folder.Read("calls.sqlite");
  std::mt19937 random(5);
  int found_damaged = 0;
  for (int round = 0; round < 60; ++round) {
    std::string bytes = good;
    if (round % 10 == 9) {
      bytes.resize(random() % bytes.size());
    } else {
      for (std::size_t i = random() % 400 + 1; i > 0; --i)
        bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    folder.Write("calls.sqlite", bytes);
    INFO("round " << round);
    bool damaged = false;
    {
      const auto log = SqliteCallLog::OpenCache(file, [](std::string_view) {});
      REQUIRE(log != nullptr);
      for (const Entry& entry : log->Entries()) {
        if (entry.call == nullptr) continue;
        const auto snapshot = log->Snapshot(kDay);
        const auto call = snapshot->Find(entry.call->summary.id);
        if (call == nullptr) {
          CHECK(log->damaged());
          damaged = true;
          break;
        }
        const auto same =
            std::find_if(all.begin(), all.end(), [&](const auto& a) { return a.id == call->id; });
        REQUIRE(same != all.end());
        CHECK(Told(*call) == Told(*same));
      }
      (void)Where(*log->Snapshot(kDay), HashHex(Hash64("3 3")));
      // Everything put again stands, or the answer says that it does not.
      const auto applied = log->Apply(BatchOf(all));
      damaged = damaged || !applied.ok() || log->damaged();
      if (damaged) log->Condemn();
    }
    found_damaged += damaged ? 1 : 0;
    const auto anew = OpenLog(file);
    Apply(*anew, BatchOf(all));
    const auto snapshot = anew->Snapshot(kDay);
    for (const calls::Call& call : all) {
      REQUIRE(snapshot->Find(call.id) != nullptr);
      CHECK(Told(*snapshot->Find(call.id)) == Told(call));
    }
  }
  CHECK(found_damaged > 0);
}

TEST_CASE("where the cache cannot be written it is kept in memory, with one line") {
  const TempDir folder;
  folder.Write("file", "no folder");
  std::vector<std::string> lines;
  const auto log = SqliteCallLog::OpenCache(folder / "file/calls.sqlite",
                                            [&](std::string_view line) { lines.emplace_back(line); });
  REQUIRE(log != nullptr);
  CHECK(log->in_memory());
  CHECK(lines.size() == 1);
  Apply(*log, BatchOf({kAcme}));
  CHECK(Ids(*log) == std::vector<std::string>{"acme"});
}

TEST_CASE("only the user may look into the folder of a cache") {
  const TempDir folder;
  (void)OpenLog(folder / "calls/x.sqlite");
  struct stat info {};
  REQUIRE(::stat((folder / "calls").c_str(), &info) == 0);
  CHECK((info.st_mode & 077) == 0);
}

}  // namespace
}  // namespace whyspec::store
