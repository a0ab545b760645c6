// The API as a client sees it: every answer held against schemas/openapi.json.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "base/strings.h"
#include "world.h"

namespace whyspec::http::test {
namespace {

using team::Role;

std::string Pointers(const Json& problem) {
  std::string out;
  for (const Json& error : problem.value("errors", Json::array()))
    out += error["pointer"].get<std::string>() + ";";
  return out;
}

TEST_CASE("Who asks is told who they are and what they may do") {
  World world;
  const Response response = world.Get(Role::kSales, "/v1/me");
  REQUIRE(response.status == 200);
  const Json me = Parsed(response);
  CHECK(Breaks("Me", me) == "");
  CHECK(me["person"] == "alex");
  CHECK(me["role"] == "sales");
  CHECK(response.headers.Get("Cache-Control") == "no-store");
  CHECK_FALSE(response.headers.Get("X-Request-Id").empty());
}

TEST_CASE("Nobody is anonymous") {
  World world;
  for (const char* target :
       {"/v1/me", "/v1/calls", "/v1/search?q=x", "/v1/report", "/v1/changes", "/v1/metrics"}) {
    const Response response = world.Send({.target = target});
    INFO(target);
    CHECK(response.status == 401);
    CHECK(Breaks("Problem", Parsed(response)) == "");
    CHECK(response.headers.Get("WWW-Authenticate").starts_with("Bearer"));
  }
}

TEST_CASE("A call is logged, read, replaced, patched and erased") {
  World world;
  const Response made = world.As(Role::kSales, "POST", "/v1/calls", CallRecord("orchard-1"));
  INFO(made.body);
  REQUIRE(made.status == 201);
  CHECK(Breaks("CallPut", Parsed(made)) == "");
  CHECK(made.headers.Get("Location") == "/v1/calls/orchard-1");
  const std::string etag(made.headers.Get("ETag"));

  const Response read = world.Get(Role::kSales, "/v1/calls/orchard-1");
  REQUIRE(read.status == 200);
  const Json view = Parsed(read);
  CHECK(Breaks("CallView", view) == "");
  CHECK(view["is_owner"] == true);
  CHECK(view["turn_count"] == 2);
  CHECK(view["call"]["transcript"]["turns"][1]["text"] ==
        "We type the whole rota into the payroll twice every month.");

  SECTION("the same again is not sent again") {
    const Response same = world.As(Role::kSales, "GET", "/v1/calls/orchard-1", "",
                                   {{"If-None-Match", std::string(read.headers.Get("ETag"))}});
    CHECK(same.status == 304);
    CHECK(same.body.empty());
    CHECK(same.headers.Get("ETag") == read.headers.Get("ETag"));
  }
  SECTION("a lost update is refused") {
    const Response first = world.As(Role::kSales, "PUT", "/v1/calls/orchard-1",
                                    CallRecord("orchard-1", R"(,"notes":"one")"), {{"If-Match", etag}});
    INFO(first.body);
    CHECK(first.status == 200);
    const Response second = world.As(Role::kSales, "PUT", "/v1/calls/orchard-1",
                                     CallRecord("orchard-1", R"(,"notes":"two")"), {{"If-Match", etag}});
    CHECK(second.status == 412);
    CHECK(
        world
            .As(Role::kSales, "PUT", "/v1/calls/orchard-1", CallRecord("orchard-1"), {{"If-None-Match", "*"}})
            .status == 412);
    // The tag of a read names the version too.
    const Response now = world.Get(Role::kSales, "/v1/calls/orchard-1");
    CHECK(world
              .As(Role::kSales, "PATCH", "/v1/calls/orchard-1", R"({"title":"Export"})",
                  {{"If-Match", std::string(now.headers.Get("ETag"))},
                   {"Content-Type", "application/merge-patch+json"}})
              .status == 200);
    CHECK(Parsed(world.Get(Role::kSales, "/v1/calls/orchard-1"))["call"]["title"] == "Export");
  }
  SECTION("erased it is gone, with a reason in the audit log") {
    CHECK(world.As(Role::kSales, "DELETE", "/v1/calls/orchard-1").status == 400);
    const Response erased = world.As(Role::kSales, "DELETE", "/v1/calls/orchard-1?reason=asked+to");
    INFO(erased.body);
    REQUIRE(erased.status == 200);
    CHECK(Breaks("Erased", Parsed(erased)) == "");
    const Response gone = world.Get(Role::kSales, "/v1/calls/orchard-1");
    CHECK(gone.status == 410);
    CHECK(gone.body.find(R"("gone":"erased")") != std::string::npos);
    CHECK(Breaks("Problem", Parsed(gone)) == "");
    const Response audit = world.Get(Role::kDpo, "/v1/audit?object=call:orchard-1");
    REQUIRE(audit.status == 200);
    CHECK(Breaks("AuditList", Parsed(audit)) == "");
    CHECK(audit.body.find("asked to") != std::string::npos);
  }
}

TEST_CASE("A record that cannot be kept as it is names its places") {
  World world;
  for (const auto& [body, status] : {std::pair{"{", 400}, std::pair{"[]", 400}, std::pair{"", 415},
                                     std::pair{R"({"id":"a","started_at":"soon","notes":"x"})", 422},
                                     std::pair{R"({"id":"a","transcript":{"turns":"no"}})", 422}}) {
    const Response response = world.As(Role::kSales, "POST", "/v1/calls", body);
    INFO(body << " -> " << response.body);
    CHECK(response.status == status);
    CHECK(Breaks("Problem", Parsed(response)) == "");
  }
  const Response other = world.As(Role::kSales, "PUT", "/v1/calls/b", CallRecord("a"));
  CHECK(other.status == 422);
  CHECK(Pointers(Parsed(other)) == "/id;");
  // Notes alone, or nothing yet, are a call.
  CHECK(world
            .As(Role::kSales, "POST", "/v1/calls",
                R"({"title":"Short talk","account":"orchard","notes":"They will send a list."})")
            .status == 201);
}

TEST_CASE("Lists come in pages, without words, and filters are strict") {
  World world;
  for (int i = 0; i < 5; ++i) world.LogCall("call-" + std::to_string(i));
  std::vector<std::string> ids;
  std::string cursor;
  do {
    const Response page =
        world.Get(Role::kSales, "/v1/calls?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    INFO(page.body);
    REQUIRE(page.status == 200);
    const Json json = Parsed(page);
    CHECK(Breaks("CallList", json) == "");
    for (const Json& item : json["items"]) {
      ids.push_back(item["call"]["id"].get<std::string>());
      CHECK_FALSE(item["call"].value("transcript", Json::object()).contains("turns"));
    }
    cursor = json["next"].is_null() ? "" : json["next"].get<std::string>();
  } while (!cursor.empty() && ids.size() < 20);
  CHECK(ids.size() == 5);
  for (const char* query :
       {"?limit=0", "?limit=999", "?type=chat", "?from=soon", "?nope=1", "?limit=1&limit=2", "?cursor=%00"}) {
    INFO(query);
    CHECK(world.Get(Role::kSales, std::string("/v1/calls") + query).status == 400);
  }
}

TEST_CASE("An excerpt comes with its neighbours, by turn or by time") {
  World world;
  world.LogCall("orchard-1");
  const Response by_turn = world.Get(Role::kProduct, "/v1/calls/orchard-1/excerpts?turn=2");
  INFO(by_turn.body);
  REQUIRE(by_turn.status == 200);
  const Json excerpt = Parsed(by_turn);
  CHECK(Breaks("ExcerptView", excerpt) == "");
  CHECK(excerpt["anchor"] == "t=4,9");
  REQUIRE(excerpt["turns"].size() == 2);
  CHECK(excerpt["turns"][1]["cited"] == true);
  CHECK(excerpt["turns"][0]["cited"] == false);
  const Response by_time = world.Get(Role::kProduct, "/v1/calls/orchard-1/excerpts?t=4,9");
  CHECK(Parsed(by_time)["first_turn"] == 1);
  for (const char* query : {"", "?turn=x", "?turn=0", "?t=1&turn=1", "?t=abc"}) {
    INFO(query);
    CHECK(world.Get(Role::kProduct, std::string("/v1/calls/orchard-1/excerpts") + query).status == 400);
  }
  CHECK(world.Get(Role::kProduct, "/v1/calls/orchard-1/excerpts?t=4000").status == 404);
  CHECK(world.Get(Role::kProduct, "/v1/calls/orchard-1/excerpts?turn=99").status >= 400);
}

TEST_CASE("Words are found and quotes judged") {
  World world;
  world.LogCall("orchard-1");
  const Response found = world.Get(Role::kProduct, "/v1/search?q=rota+payroll&limit=5");
  INFO(found.body);
  REQUIRE(found.status == 200);
  CHECK(Breaks("ExcerptList", Parsed(found)) == "");
  REQUIRE(Parsed(found)["items"].size() == 1);
  CHECK(Parsed(found)["items"][0]["call"] == "orchard-1");
  CHECK(world.Get(Role::kProduct, "/v1/search").status == 400);

  const Response one = world.As(
      Role::kProduct, "POST", "/v1/verify",
      R"({"call":"orchard-1","quote":"We type the whole rota into the payroll twice every month."})");
  INFO(one.body);
  REQUIRE(one.status == 200);
  CHECK(Breaks("Verification", Parsed(one)) == "");
  CHECK(Parsed(one)["verdict"] == "exact");
  CHECK(Parsed(one)["turns"] == Json::array({1, 1}));
  const Response many = world.As(
      Role::kCi, "POST", "/v1/verify",
      R"({"quotes":[{"call":null,"quote":"We type the whole rota into the payroll twice every month."},
                                               {"call":"orchard-1","quote":"We never type anything into the payroll."}]})");
  INFO(many.body);
  REQUIRE(many.status == 200);
  CHECK(Breaks("VerificationList", Parsed(many)) == "");
  CHECK(Parsed(many)["items"].size() == 2);
  CHECK(world.As(Role::kProduct, "POST", "/v1/verify", R"({"quotes":[{"quote":""}],"x":1})").status == 422);
}

TEST_CASE("Accounts are kept and shown") {
  World world;
  const Response put = world.As(
      Role::kDpo, "PUT", "/v1/accounts/orchard",
      R"({"name":"Orchard Clinics","alias":"ACCT-07","lifecycle":"prospect","owner":"alex","visibility":"named"})");
  INFO(put.body);
  REQUIRE(put.status == 200);
  CHECK(Breaks("Stored", Parsed(put)) == "");
  world.LogCall("orchard-1");
  const Response read = world.Get(Role::kSales, "/v1/accounts/orchard");
  REQUIRE(read.status == 200);
  CHECK(Breaks("AccountView", Parsed(read)) == "");
  CHECK(Parsed(read)["account"]["name"] == "Orchard Clinics");
  const Response list = world.Get(Role::kSales, "/v1/accounts?limit=1");
  CHECK(Breaks("AccountList", Parsed(list)) == "");
  CHECK(Parsed(world.Get(Role::kSales, "/v1/calls/orchard-1"))["account_label"] == "Orchard Clinics");
  CHECK(world.As(Role::kDpo, "PUT", "/v1/accounts/orchard", R"({"name":5,"what":1})").status == 422);
  CHECK(world.As(Role::kDpo, "PUT", "/v1/accounts/Or%20chard", R"({"name":"x"})").status == 422);
}

TEST_CASE("A spec is published, read with its excerpts, and counted") {
  World world;
  world.LogCall("orchard-1");
  const std::string spec =
      R"({"repository":"shop/specs","path":"specs/export.md","title":"Export","status":"review","owner":"piotr",
    "language":"en","sections":[{"role":"why","title":"Why","markdown":"Typing twice."}],
    "citations":[{"call":"orchard-1","anchor":"t=4,9","turns":[1,1],"quote":"We type the whole rota into the payroll twice every month.","verdict":"exact","stance":"supports"}],
    "errors":0,"warnings":1})";
  const Response put = world.As(Role::kProduct, "PUT", "/v1/specs/export", spec);
  INFO(put.body);
  REQUIRE(put.status == 201);
  CHECK(Breaks("Stored", Parsed(put)) == "");
  const Response read = world.Get(Role::kEngineering, "/v1/specs/export");
  INFO(read.body);
  REQUIRE(read.status == 200);
  const Json view = Parsed(read);
  CHECK(Breaks("SpecView", view) == "");
  REQUIRE(view["citations"].size() == 1);
  CHECK(view["citations"][0]["gone"] == "");
  CHECK(view["citations"][0].contains("excerpt"));
  CHECK(Breaks("SpecList", Parsed(world.Get(Role::kEngineering, "/v1/specs"))) == "");
  CHECK(Parsed(world.Get(Role::kSales, "/v1/calls/orchard-1"))["cited_by"][0]["spec"] == "export");

  const Response report = world.Get(Role::kFounder, "/v1/report");
  INFO(report.body);
  CHECK(Breaks("Overview", Parsed(report)) == "");
  CHECK(Parsed(report)["specs"][0]["citations"] == 1);
  const Response csv = world.Get(Role::kFounder, "/v1/report.csv");
  CHECK(csv.headers.Get("Content-Type").starts_with("text/csv"));
  CHECK(csv.body.find("\"Export\"") != std::string::npos);
  const Response mine = world.Get(Role::kSales, "/v1/my/accounts");
  INFO(mine.body);
  CHECK(Breaks("AskList", Parsed(mine)) == "");

  CHECK(world.As(Role::kProduct, "PUT", "/v1/specs/export", R"({"citations":[{"call":"a","turns":[2,1]}]})")
            .status == 422);
  CHECK(world.As(Role::kSales, "PUT", "/v1/specs/other", spec).status == 403);
  CHECK(world.As(Role::kProduct, "DELETE", "/v1/specs/export").status == 204);
  CHECK(world.Get(Role::kProduct, "/v1/specs/export").status == 404);
}

TEST_CASE("What changed is followed by a cursor") {
  World world;
  world.LogCall("orchard-1");
  const Response first = world.Get(Role::kProduct, "/v1/changes?after=0");
  INFO(first.body);
  REQUIRE(first.status == 200);
  const Json page = Parsed(first);
  CHECK(Breaks("ChangePage", page) == "");
  REQUIRE_FALSE(page["items"].empty());
  world.LogCall("orchard-2");
  const Json second = Parsed(world.Get(Role::kProduct, "/v1/changes?after=" + page["next"].dump()));
  REQUIRE(second["items"].size() == 1);
  CHECK(second["items"][0]["object"] == "orchard-2");
  CHECK(second["items"][0]["call"]["call"]["id"] == "orchard-2");
  CHECK(world.Get(Role::kProduct, "/v1/changes?after=-1").status == 400);
  // A cursor of another log is brought back to the end of this one.
  for (const std::string brief : {"", "&brief=true"}) {
    const Json beyond = Parsed(world.Get(Role::kProduct, "/v1/changes?after=9000000000000000" + brief));
    CHECK(beyond["next"] == second["next"]);
    CHECK(beyond["history"] == page["history"]);
  }
  CHECK(world.Get(Role::kProduct, "/v1/changes?wait=56").status == 400);
}

TEST_CASE("The stream tells the same as events, from where the browser was") {
  World world;
  world.LogCall("orchard-1");
  world.LogCall("orchard-2");
  const auto events = [&world](std::vector<std::pair<std::string, std::string>> headers) {
    const Response response =
        world.As(Role::kProduct, "GET", "/v1/changes/stream?after=0", "", std::move(headers));
    REQUIRE(response.status == 200);
    CHECK(response.headers.Get("Content-Type").starts_with("text/event-stream"));
    REQUIRE(response.stream);
    std::string seen;
    response.stream([&seen](std::string_view bytes) {
      seen += bytes;
      return seen.find("event:") == std::string::npos;
    });
    return seen;
  };
  const std::string all = events({});
  CHECK(all.find("orchard-1") != std::string::npos);
  CHECK(all.find("orchard-2") != std::string::npos);
  CHECK(all.find("event: call.put\ndata: {") != std::string::npos);
  // Every line is a field of an event or a comment: a record's own line ends are not there.
  std::size_t at = 0;
  while (at < all.size()) {
    const std::size_t end = all.find('\n', at);
    const std::string line = all.substr(at, end - at);
    CHECK((line.empty() || line.starts_with(":") || line.starts_with("id: ") || line.starts_with("event: ") ||
           line.starts_with("data: ")));
    at = end + 1;
  }
  const std::string id =
      all.substr(all.find("id: ") + 4, all.find('\n', all.find("id: ")) - all.find("id: ") - 4);
  const std::string rest = events({{"Last-Event-ID", id}});
  CHECK(rest.find("\"object\":\"orchard-1\"") == std::string::npos);
  CHECK(rest.find("orchard-2") != std::string::npos);
  CHECK(world.As(Role::kProduct, "GET", "/v1/changes/stream", "", {{"Last-Event-ID", "x"}}).status == 400);
}

TEST_CASE("Owners open and switch their calls") {
  World world;
  world.LogCall("orchard-1");
  const Response grant = world.As(Role::kSales, "POST", "/v1/calls/orchard-1/grants",
                                  R"({"person":"erin","level":"transcript"})");
  INFO(grant.body);
  REQUIRE(grant.status == 201);
  CHECK(Breaks("Grant", Parsed(grant)) == "");
  const Response list = world.Get(Role::kSales, "/v1/calls/orchard-1/grants");
  CHECK(Breaks("GrantList", Parsed(list)) == "");
  REQUIRE(Parsed(list)["items"].size() == 1);
  CHECK(Parsed(world.Get(Role::kEngineering, "/v1/calls/orchard-1"))["level"] == "transcript");
  const std::string id = Parsed(list)["items"][0]["id"].dump();
  CHECK(world.As(Role::kSales, "DELETE", "/v1/calls/orchard-1/grants/" + id).status == 204);
  CHECK(world.As(Role::kSales, "DELETE", "/v1/calls/orchard-1/grants/x").status == 404);
  CHECK(world.As(Role::kSales, "POST", "/v1/calls/orchard-1/grants", R"({"level":"named"})").status == 422);

  const Response switched = world.As(Role::kSales, "POST", "/v1/calls/orchard-1/switch",
                                     R"({"embargo_until":"closed","reason":"deal is open"})");
  INFO(switched.body);
  REQUIRE(switched.status == 200);
  CHECK(Breaks("CallView", Parsed(switched)) == "");
  const Json seen = Parsed(world.Get(Role::kProduct, "/v1/calls/orchard-1"));
  CHECK(seen["withheld"] == "embargo");
  CHECK(seen["level"] == "aggregate");
  CHECK(world.As(Role::kSales, "POST", "/v1/calls/orchard-1/switch", R"({"level":"loud","reason":"x"})")
            .status == 422);
  CHECK(world.As(Role::kSales, "POST", "/v1/calls/orchard-1/switch", R"({"level":null})").status == 422);
  CHECK(world.As(Role::kProduct, "POST", "/v1/calls/orchard-1/switch", R"({"level":"named","reason":"x"})")
            .status == 403);
  const Response audit = world.Get(Role::kSales, "/v1/calls/orchard-1/audit");
  INFO(audit.body);
  CHECK(audit.status == 200);
  CHECK(audit.body.find("deal is open") != std::string::npos);
}

TEST_CASE("The owner of a call reads who sees how much of it, as the ladder says") {
  World world;
  world.LogCall("orchard-1");
  REQUIRE(
      world
          .As(Role::kSales, "POST", "/v1/calls/orchard-1/grants", R"({"person":"erin","level":"transcript"})")
          .status == 201);
  REQUIRE(world
              .As(Role::kSales, "POST", "/v1/calls/orchard-1/grants",
                  R"({"person":"zoe","level":"named","until":"2020-01-01"})")
              .status == 201);
  const auto levels = [&world] {
    const Response answer = world.Get(Role::kSales, "/v1/calls/orchard-1/readers");
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    const Json list = Parsed(answer);
    CHECK(Breaks("ReaderList", list) == "");
    std::map<std::string, std::string> out;
    for (const Json& reader : list["items"]) {
      const std::string role = reader["role"].is_null() ? "" : reader["role"].get<std::string>();
      out[reader["person"] == "" ? role : reader["person"].get<std::string>()] =
          StrCat(reader["level"].get<std::string>(), " ", reader["withheld"].get<std::string>());
    }
    return out;
  };
  auto now = levels();
  CHECK(now["engineering"] == "alias ");
  CHECK(now["product"] == "named ");
  CHECK(now["dpo"] == "contact ");
  CHECK(now["ci"] == "aggregate ");
  CHECK(now["alex"] == "contact ");
  CHECK(now["erin"] == "transcript ");
  CHECK(now.count("zoe") == 0);  // it ended long ago
  // What each role really gets is the same.
  for (const Role role : {Role::kProduct, Role::kFounder, Role::kDpo, Role::kCi}) {
    CHECK(Parsed(world.Get(role, "/v1/calls/orchard-1"))["level"].get<std::string>() + " " ==
          now[std::string(team::Name(role))]);
  }
  REQUIRE(world
              .As(Role::kSales, "POST", "/v1/calls/orchard-1/switch",
                  R"({"embargo_until":"closed","reason":"deal is open"})")
              .status == 200);
  now = levels();
  CHECK(now["product"] == "aggregate embargo");
  CHECK(now["erin"] == "aggregate embargo");
  CHECK(now["alex"] == "contact ");
  for (const Role role : {Role::kProduct, Role::kEngineering, Role::kFounder}) {
    CHECK(world.Get(role, "/v1/calls/orchard-1/readers").status == 403);
  }
  CHECK(world.Get(Role::kDpo, "/v1/calls/orchard-1/readers").status == 200);
  CHECK(world.Get(Role::kSales, "/v1/calls/never-was/readers").status == 404);
}

TEST_CASE("An audit log reads newest first, page by page") {
  World world;
  world.LogCall("orchard-1");
  for (int i = 0; i < 5; ++i) {
    REQUIRE(
        world
            .As(Role::kSales, "POST", "/v1/calls/orchard-1/switch",
                StrCat(R"({"level":")", i % 2 == 0 ? "alias" : "named", R"(","reason":"time )", i, R"("})"))
            .status == 200);
  }
  std::vector<std::int64_t> numbers;
  std::string before;
  do {
    const Json page =
        Parsed(world.Get(Role::kSales, StrCat("/v1/calls/orchard-1/audit?order=newest&limit=2",
                                              before.empty() ? std::string() : StrCat("&before=", before))));
    CHECK(Breaks("AuditList", page) == "");
    for (const Json& entry : page["items"]) numbers.push_back(entry["number"].get<std::int64_t>());
    before = page["next"].is_null() ? std::string() : page["next"].get<std::string>();
  } while (!before.empty());
  CHECK(numbers.size() >= 6);
  CHECK(std::is_sorted(numbers.rbegin(), numbers.rend()));
  CHECK(std::set<std::int64_t>(numbers.begin(), numbers.end()).size() == numbers.size());
  CHECK(world.Get(Role::kSales, "/v1/calls/orchard-1/audit?order=loudest").status == 400);
}

TEST_CASE("Who asks briefly what changed is told that, and is not noted as a reader") {
  World world;
  world.LogCall("orchard-1");
  const Json begin = Parsed(world.Get(Role::kProduct, "/v1/changes?brief=true"));
  CHECK(Breaks("ChangePage", begin) == "");
  CHECK(begin["items"].empty());
  REQUIRE(world.As(Role::kSales, "POST", "/v1/calls/orchard-1/switch", R"({"level":"alias","reason":"x"})")
              .status == 200);
  const Response changed =
      world.Get(Role::kProduct, StrCat("/v1/changes?brief=true&after=", begin["next"].dump()));
  INFO(changed.body);
  const Json told = Parsed(changed);
  CHECK(Breaks("ChangePage", told) == "");
  REQUIRE_FALSE(told["items"].empty());
  for (const Json& item : told["items"]) {
    CHECK(item["object"] == "orchard-1");
    CHECK_FALSE(item.contains("call"));
  }
  const Response audit = world.Get(Role::kSales, "/v1/calls/orchard-1/audit");
  CHECK(audit.body.find("export") == std::string::npos);
  CHECK(world.Get(Role::kProduct, "/v1/changes?brief=perhaps").status == 400);
}

TEST_CASE("A mistyped address is a page for a browser and a problem for a program") {
  World world;
  const Response page =
      world.Send({.target = "/calz/orchard-1", .headers = {{"Accept", "text/html,application/xhtml+xml"}}});
  CHECK(page.status == 404);
  for (const char* target : {"/calz/orchard-1", "/v1/calz", "/v1"}) {
    const Response problem = world.Send({.target = target, .headers = {{"Accept", "application/json"}}});
    CHECK(problem.status == 404);
    CHECK(problem.headers.Get("Content-Type") == "application/problem+json");
  }
  CHECK(
      world.Send({.target = "/v1/calz", .headers = {{"Accept", "text/html"}}}).headers.Get("Content-Type") ==
      "application/problem+json");
}

TEST_CASE("A person is found and erased, and does not come back") {
  World world;
  world.LogCall("orchard-1");
  const std::string who = R"({"person":{"email":"jane@orchard.example"},"reason":"request of 20 November"})";
  CHECK(world.As(Role::kProduct, "POST", "/v1/erasures", who).status == 403);
  const Response dossier = world.As(Role::kDpo, "POST", "/v1/access-requests", who);
  INFO(dossier.body);
  REQUIRE(dossier.status == 200);
  CHECK(Breaks("Dossier", Parsed(dossier)) == "");
  CHECK(Parsed(dossier)["calls"] == Json::array({"orchard-1"}));
  const Response erased = world.As(Role::kDpo, "POST", "/v1/erasures", who);
  INFO(erased.body);
  REQUIRE(erased.status == 200);
  CHECK(Breaks("Erased", Parsed(erased)) == "");
  CHECK(Parsed(erased)["calls"] == Json::array({"orchard-1"}));
  CHECK(world.Get(Role::kSales, "/v1/calls/orchard-1").status == 410);
  CHECK(world.As(Role::kSales, "POST", "/v1/calls", CallRecord("orchard-9")).status == 410);
  for (const char* body :
       {R"({"reason":"x"})", R"({"person":{"name":"Jane"},"reason":"x"})",
        R"({"account":"a","person":{"email":"a@b"},"reason":"x"})", R"({"person":{"email":"a@b"}})"}) {
    INFO(body);
    CHECK(world.As(Role::kDpo, "POST", "/v1/erasures", body).status == 422);
  }
}

TEST_CASE("Tokens and subscriptions show their secret once") {
  World world;
  const Response made = world.As(Role::kDpo, "POST", "/v1/tokens",
                                 R"({"person":"sam","email":"Sam@Ours.example","role":"sales"})");
  INFO(made.body);
  REQUIRE(made.status == 201);
  CHECK(Breaks("TokenMade", Parsed(made)) == "");
  const std::string secret = Parsed(made)["secret"];
  CHECK(world.Send({.target = "/v1/me", .headers = {{"Authorization", "Bearer " + secret}}}).status == 200);
  const Response list = world.Get(Role::kDpo, "/v1/tokens");
  CHECK(Breaks("TokenList", Parsed(list)) == "");
  CHECK(list.body.find(secret) == std::string::npos);
  CHECK(world.As(Role::kSales, "POST", "/v1/tokens", R"({"role":"dpo"})").status == 403);
  CHECK(world.As(Role::kDpo, "POST", "/v1/tokens", R"({"role":"sales","expires_at":"2001-01-01"})").status ==
        422);
  CHECK(
      world.As(Role::kDpo, "DELETE", "/v1/tokens/" + Parsed(made)["token"]["id"].get<std::string>()).status ==
      204);
  CHECK(world.Send({.target = "/v1/me", .headers = {{"Authorization", "Bearer " + secret}}}).status == 401);

  const Response hook = world.As(Role::kFounder, "POST", "/v1/hooks",
                                 R"({"url":"https://hooks.example/x","events":["call.erased"]})");
  INFO(hook.body);
  REQUIRE(hook.status == 201);
  CHECK(Breaks("Hook", Parsed(hook)) == "");
  const Response hooks = world.Get(Role::kFounder, "/v1/hooks");
  CHECK(Breaks("HookList", Parsed(hooks)) == "");
  CHECK(hooks.body.find(Parsed(hook)["secret"].get<std::string>()) == std::string::npos);
  CHECK(world.As(Role::kFounder, "POST", "/v1/hooks", R"({"url":"https://hooks.example/x","events":["all"]})")
            .status == 422);
  CHECK(world.As(Role::kFounder, "DELETE", "/v1/hooks/" + Parsed(hook)["id"].get<std::string>()).status ==
        204);
}

TEST_CASE("Machines learn about health, version and numbers") {
  World world;
  CHECK(Parsed(world.Send({.target = "/v1/health"}))["status"] == "ok");
  CHECK(world.Send({.target = "/v1/ready"}).status == 200);
  CHECK(Breaks("Version", Parsed(world.Send({.target = "/v1/version"}))) == "");
  CHECK(world.Send({.target = "/v1/openapi.json"}).status == 200);
  CHECK(world.Get(Role::kSales, "/v1/metrics").status == 403);
  const Response metrics = world.Get(Role::kCi, "/v1/metrics");
  REQUIRE(metrics.status == 200);
  CHECK(metrics.body.find(
            "whyspec_http_requests_total{method=\"GET\",route=\"/v1/health\",status=\"200\"} 1\n") !=
        std::string::npos);
  CHECK(metrics.body.find(
            "whyspec_http_request_seconds_bucket{method=\"GET\",route=\"/v1/health\",le=\"+Inf\"} 1\n") !=
        std::string::npos);
  CHECK(metrics.body.find("whyspec_database_up 1\n") != std::string::npos);
}

TEST_CASE("Numbers are open on loopback if so configured, and only there") {
  AppOptions options;
  options.metrics_without_token = true;
  World world(std::move(options));
  CHECK(world.Send({.target = "/v1/metrics", .address = "127.0.0.1"}).status == 200);
  CHECK(world.Send({.target = "/v1/metrics", .address = "192.0.2.1"}).status == 401);
}

TEST_CASE("While the server stops it says so") {
  World world;
  world.app().Stop();
  CHECK(world.Send({.target = "/v1/health"}).status == 503);
  CHECK(world.Send({.target = "/v1/ready"}).status == 503);
  // What still comes in is answered, and nobody waits.
  CHECK(world.Get(Role::kProduct, "/v1/changes?after=0&wait=55").status == 200);
}

TEST_CASE("A log line names the request and none of its words") {
  World world;
  world.LogCall("orchard-1");
  const std::size_t before = world.Log().size();
  const Response response = world.Get(Role::kProduct, "/v1/search?q=rota+payroll");
  REQUIRE(world.Log().size() == before + 1);
  const Json line = Json::parse(world.Log().back());
  CHECK(line["id"] == std::string(response.headers.Get("X-Request-Id")));
  CHECK(line["path"] == "/v1/search");
  CHECK(line["status"] == 200);
  for (const std::string& text : world.Log()) {
    CHECK(text.find("payroll") == std::string::npos);
    CHECK(text.find("wsp_") == std::string::npos);
    CHECK(text.find('\n') == std::string::npos);
  }
}

}  // namespace
}  // namespace whyspec::http::test
