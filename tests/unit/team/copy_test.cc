#include <catch2/catch.hpp>
#include <set>

#include "any_database.h"
#include "base/strings.h"
#include "calls/write_call.h"
#include "evidence/search.h"
#include "team/call_store.h"
#include "team/sql/maintenance.h"
#include "team/sql/tables.h"
#include "team_samples.h"

namespace whyspec::team {
namespace {

const auto kQuiet = [](std::string_view) {};

// One row in every table a log may have, and some calls.
void Fill(sql::Database& database) {
  CallStore store(std::shared_ptr<sql::Database>(&database, [](sql::Database*) {}));
  for (int i = 0; i < 130; ++i) {
    calls::Call call =
        SampleCall(StrCat("c", i), {StrCat("Mot sequoia", i, "."), "Un export « ' » — 日本 😀"});
    call.source = {.system = "gong", .id = StrCat(i), .url = ""};
    Put(database, store, call);
  }
  PutAccount(database, store, {.id = "acme", .name = "Acme Énergie", .aliases = {"Akmé"}});
  Erase(database, store, "c7");
  const Status status = database.Write([](sql::Session& session) -> Status {
    for (const std::string_view insert :
         {"INSERT INTO tokens VALUES('t1', 'hash', 'alex', 'alex@yien.example', 'sales', 1, NULL, NULL, 5)",
          "INSERT INTO audit(at_ms, actor, role, action, object, owner, level, reason) "
          "VALUES(1, 'alex', 'sales', 'view', 'call:c1', 'alex', 'named', '')",
          "INSERT INTO deliveries(direction, kind, event_key, body, at_ms, attempts, due_ms, state, "
          "last_error) "
          "VALUES('in', 'hubspot', 'e1', '', 1, 0, 1, 'waiting', '')",
          "INSERT INTO specs VALUES('s1', 'r', 'p', 'T', 'draft', 'pm', 'fr', 0, 0, 1, 1, 'pm')",
          "INSERT INTO spec_sections VALUES('s1', 0, 'why', 'Why', 'Because — «été».')",
          "INSERT INTO spec_citations VALUES('s1', 0, 'c1', NULL, 3, 'turn=1', 'q', 'exact', 'supports')",
          "INSERT INTO tombstones VALUES('h', 1)"}) {
      const auto ran = session.Run(insert);
      if (!ran.ok()) return ran.error();
    }
    return Done{};
  });
  if (!status.ok()) FAIL(status.error().message);
}

std::string Dump(sql::Database& database) {
  std::string dump;
  const auto tables = sql::Tables();
  REQUIRE(tables.ok());
  const Status status = database.Read([&](sql::Session& session) -> Status {
    for (const sql::Table& table : *tables) {
      dump += StrCat("== ", table.name, "\n");
      std::multiset<std::string> rows;
      Status read = session.ForEach(
          StrCat("SELECT ", Join(table.columns, ", "), " FROM ", table.name), {}, [&](const sql::Row& row) {
            std::string line;
            for (std::size_t at = 0; at < table.columns.size(); ++at) {
              line += row.IsNull(at) ? std::string("|-")
                                     : StrCat('|', row.Integer(at), row.Text(at), row.Bytes(at));
            }
            rows.insert(std::move(line));
            return true;
          });
      if (!read.ok()) return read;
      for (const std::string& row : rows) dump += row + "\n";
    }
    return Done{};
  });
  if (!status.ok()) FAIL(status.error().message);
  return dump;
}

TEST_CASE("A log copied to another database and back is the same log") {
  const Kind from_kind = GENERATE(from_range(Kinds()));
  const Kind to_kind = GENERATE(from_range(Kinds()));
  const AnyDatabase from_place(from_kind);
  const AnyDatabase to_place(to_kind, false);
  const AnyDatabase back_place(from_kind, false);
  const auto from = from_place.Open();
  const auto to = to_place.Open();
  const auto back = back_place.Open();
  Fill(*from);
  std::vector<std::string> told;
  const auto copied = CopyEverything(*from, *to, [&](std::string_view line) { told.emplace_back(line); });
  if (!copied.ok()) FAIL(copied.error().message);
  CHECK(copied->calls == 129);
  CHECK(copied->accounts == 1);
  CHECK(copied->specs == 1);
  CHECK(copied->tokens == 1);
  CHECK(copied->audit == 1);
  CHECK_FALSE(told.empty());
  REQUIRE(CopyEverything(*to, *back, kQuiet).ok());
  CHECK(Dump(*from) == Dump(*to));
  CHECK(Dump(*from) == Dump(*back));

  CallStore store(to);
  CHECK(store.Latest().value() == 132);
  // Who follows one log may go on with the other.
  CHECK(store.FindHead()->history == CallStore(from).FindHead()->history);
  CHECK(store.Find("c9")->version == 10);
  CHECK((*store.Log())->WhyGone("c7") == calls::Gone::kErased);
  const auto log = *store.Log();
  const auto found = evidence::Search(*log, {.text = "sequoia12"});
  REQUIRE(found.size() == 1);
  CHECK(found.front().call->id == "c12");
  CHECK(log->text_index()->Frequency("export") == 129);
  // It goes on from where it was, numbers of its own included.
  CHECK(Put(*to, store, SampleCall("new", {"Encore."})).version == 133);
  CHECK(to->Write([](sql::Session& session) -> Status {
            const auto ran = session.Run(
                "INSERT INTO audit(at_ms, actor, role, action, object, owner, level, reason) "
                "VALUES(2, 'alex', 'sales', 'view', 'call:c1', 'alex', 'named', '')");
            if (!ran.ok()) return ran.error();
            return Done{};
          }).ok());
}

TEST_CASE("Nothing is copied over a log that is there") {
  const AnyDatabase from_place(Kind::kSqlite);
  const AnyDatabase to_place(GENERATE(from_range(Kinds())));
  const auto from = from_place.Open();
  const auto to = to_place.Open();
  CallStore store(to);
  Put(*to, store, SampleCall("mine", {"Un."}));
  const std::string before = Dump(*to);
  const auto copied = CopyEverything(*from, *to, kQuiet);
  REQUIRE_FALSE(copied.ok());
  CHECK(copied.error().code == ErrorCode::kConflict);
  CHECK(Dump(*to) == before);
  CHECK_FALSE(CopyEverything(*to, *to, kQuiet).ok());
}

TEST_CASE("A backup is made and put back while the log is used") {
  const AnyDatabase place(Kind::kSqlite);
  const auto database = place.Open();
  Fill(*database);
  CallStore store(database);
  REQUIRE(store.Log().ok());
  const test::TempDir folder;
  const std::string file = folder / "backup.sqlite";
  REQUIRE(sql::Backup(*database, file).ok());
  CHECK(sql::Backup(*database, file).error().code == ErrorCode::kConflict);
  CHECK_FALSE(folder.Has("backup.sqlite.part"));
  const std::string before = Dump(*database);
  const auto copy = sql::Database::Open("sqlite:" + file).value();
  CHECK(Dump(*copy) == before);

  Put(*database, store, SampleCall("later", {"Un baobab."}));
  const std::string history = store.FindHead()->history;
  CHECK((*store.Log(133))->Find("later") != nullptr);
  const Status restored = sql::Restore(*database, file);
  if (!restored.ok()) FAIL(restored.error().message);
  CHECK(store.Find("later").error().code == ErrorCode::kNotFound);
  CHECK(store.Find("c3").ok());
  CHECK(store.FindHead()->history != history);
  // A number is not given out twice, and the log is as the backup was.
  const auto put = Put(*database, store, SampleCall("after", {"Un."}));
  CHECK(put.version == 134);
  const auto log = *store.Log(put.version);
  CHECK(log->Find("later") == nullptr);
  CHECK(log->List().size() == 130);
  CHECK(log->text_index()->Frequency("baobab") == 0);
  CHECK(evidence::Search(*log, {.text = "sequoia12"}).size() == 1);
}

TEST_CASE("What is no backup is not put back") {
  const AnyDatabase place(Kind::kSqlite);
  const auto database = place.Open();
  Fill(*database);
  const std::string before = Dump(*database);
  const test::TempDir folder;
  folder.Write("letter", "Dear Jane");
  folder.Write("empty", "");
  const AnyDatabase newer(Kind::kSqlite);
  REQUIRE(newer.Open()
              ->Write([](sql::Session& session) -> Status {
                const auto ran = session.Run("INSERT INTO whyspec_schema VALUES(1000)");
                if (!ran.ok()) return ran.error();
                return Done{};
              })
              .ok());
  for (const std::string& file :
       {folder / "letter", folder / "empty", folder / "missing", newer.url().substr(7)}) {
    const Status restored = sql::Restore(*database, file);
    INFO(file);
    REQUIRE_FALSE(restored.ok());
    CHECK(restored.error().message.ends_with("."));
  }
  CHECK(Dump(*database) == before);
}

TEST_CASE("PostgreSQL's own tools make its backups") {
  if (Kinds().size() < 2) return;
  const AnyDatabase place(Kind::kPostgres);
  const auto database = place.Open();
  CHECK(sql::Backup(*database, "x").error().message.find("pg_dump") != std::string::npos);
  CHECK(sql::Restore(*database, "x").error().message.find("pg_restore") != std::string::npos);
}

}  // namespace
}  // namespace whyspec::team
