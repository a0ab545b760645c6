// Every role, every setting of the owner's switch, every address that shows something of a
// call: no word above the caller's level is in the answer.
#include <catch2/catch.hpp>
#include <set>

#include "base/strings.h"
#include "team/access.h"
#include "world.h"

namespace whyspec::http::test {
namespace {

using team::Level;
using team::Role;

// What the call holds, each with the lowest level that may know it.
struct Secret {
  std::string_view text;
  Level from;
};
constexpr Secret kSecrets[] = {
    {"Rotaquestion", Level::kAlias},       // the title
    {"payrollwords", Level::kAlias},       // what was said, in a cited turn
    {"Quillfeather", Level::kNamed},       // the customer's name, also inside a turn
    {"Orchardia", Level::kNamed},          // the account's name
    {"uncitedwords", Level::kTranscript},  // a turn nobody cites
    {"privatenote", Level::kTranscript},
    {"61234", Level::kTranscript},  // the amount
    {"jane.q@orchardia.example", Level::kContact},
    {"https://recorder.example/9007", Level::kContact},
};

const std::string kRecord =
    R"({"id":"walk-1","title":"Rotaquestion","type":"discovery","started_at":"2025-11-20T09:00:00Z",
  "language":"en","account":"orchardia","owner":"alex","lifecycle":"prospect","notes":"privatenote about the deal",
  "opportunity":{"id":"o1","stage":"Proposal","amount":61234,"currency":"EUR","arr":61234},
  "source":{"system":"gong","id":"9007","url":"https://recorder.example/9007"},
  "participants":[{"id":"p1","name":"Alex Hale","affiliation":"internal","email":"alex@ours.example"},
    {"id":"p2","name":"Jane Quillfeather","email":"jane.q@orchardia.example","affiliation":"external","persona":"ops_lead"}],
  "transcript":{"status":"ready","turns":[
    {"speaker":"p1","start_ms":0,"end_ms":4000,"text":"How do you export the rota, Jane Quillfeather?"},
    {"speaker":"p2","start_ms":4000,"end_ms":9000,"text":"At Orchardia we type payrollwords twice every month."},
    {"speaker":"p1","start_ms":9000,"end_ms":10000,"text":"I see."},
    {"speaker":"p1","start_ms":10000,"end_ms":11000,"text":"And then?"},
    {"speaker":"p1","start_ms":11000,"end_ms":12000,"text":"Right."},
    {"speaker":"p1","start_ms":12000,"end_ms":13000,"text":"Thank you."},
    {"speaker":"p2","start_ms":13000,"end_ms":14000,"text":"By the way, uncitedwords about our budget."}]}})";

const std::string kSpec =
    R"({"repository":"shop/specs","path":"specs/export.md","title":"Export","status":"review","owner":"piotr",
  "language":"en","sections":[],"citations":[{"call":"walk-1","anchor":"t=4,9","turns":[1,1],
  "quote":"we type payrollwords twice every month","verdict":"exact","stance":"supports"}],"errors":0,"warnings":0})";

// What the table above leaves out. Whoever may read excerpts finds any words of the call, a few turns
// at a time, and the audit log says that they did; the call itself shows what is cited. The
// switch of a call is not that of its account, which alex owns.
bool MayShow(const Secret& secret, std::string_view target, Role role, Level level) {
  if (level >= secret.from) return true;
  if (secret.text == "uncitedwords") {
    return level >= Level::kAlias &&
           (target.find("/excerpts") != std::string_view::npos || target.starts_with("/v1/search"));
  }
  return secret.text == "Orchardia" && target.starts_with("/v1/accounts") &&
         (role == Role::kProduct || role == Role::kFounder || role == Role::kSales);
}

// Without the accounts of a page of changes, which have their own addresses above.
std::string OfCallsAlone(std::string_view target, const std::string& body) {
  if (!target.starts_with("/v1/changes?")) return body;
  Json page = Json::parse(body, nullptr, false);
  if (page.is_discarded() || !page.contains("items")) return body;
  for (Json& item : page["items"]) item.erase("account");
  return page.dump();
}

// A level that lowers everyone but the owner and the officer.
Level Lowered(Level base, std::optional<Level> switched) {
  return switched ? std::min(base, *switched) : base;
}

TEST_CASE("No byte above the caller's level leaves the server") {
  AppOptions options;
  options.limits.address_per_second = options.limits.token_per_second = 0;
  World world(std::move(options));
  REQUIRE(world
              .As(Role::kDpo, "PUT", "/v1/accounts/orchardia",
                  R"({"name":"Orchardia","alias":"ACCT-07","lifecycle":"prospect","owner":"alex"})")
              .status == 200);
  const Response made = world.As(Role::kSales, "POST", "/v1/calls", kRecord);
  INFO(made.body);
  REQUIRE(made.status == 201);
  REQUIRE(world.As(Role::kProduct, "PUT", "/v1/specs/export", kSpec).status == 201);

  const std::string get[] = {"/v1/calls",
                             "/v1/calls/walk-1",
                             "/v1/calls?account=orchardia",
                             "/v1/calls/walk-1/excerpts?turn=2",
                             "/v1/calls/walk-1/excerpts?turn=7",
                             "/v1/calls/walk-1/excerpts?t=13,14",
                             "/v1/search?q=payrollwords",
                             "/v1/search?q=uncitedwords",
                             "/v1/search?q=Quillfeather",
                             "/v1/search?q=type+every+month&call=walk-1",
                             "/v1/accounts",
                             "/v1/accounts/orchardia",
                             "/v1/specs",
                             "/v1/specs/export",
                             "/v1/changes?after=0",
                             "/v1/changes?after=0&brief=true",
                             "/v1/calls/walk-1/readers",
                             "/v1/report",
                             "/v1/report.csv",
                             "/v1/my/accounts",
                             "/v1/calls/walk-1/audit",
                             "/v1/calls/walk-1/grants",
                             "/v1/audit",
                             "/v1/tokens",
                             "/v1/hooks",
                             "/v1/me",
                             "/v1/metrics",
                             "/v1/nothing"};
  // Whatever can be read is read below.
  std::set<std::string_view> walked = {"/v1/changes/stream"};
  for (const std::string& target : get) {
    const RouteMatch match = world.app().router().Find("GET", target.substr(0, target.find('?')));
    if (match.route != nullptr) walked.insert(match.route->pattern);
  }
  for (const Route& route : AllRoutes()) {
    if (route.method != "GET" || route.needs == Needs::kNothing || route.is_page) continue;
    INFO(route.pattern << " is not walked");
    CHECK(walked.count(route.pattern) == 1);
  }
  const std::pair<std::string_view, std::string_view> post[] = {
      {"/v1/verify", R"({"call":"walk-1","quote":"we never type anything twice every month"})"},
      {"/v1/verify", R"({"call":null,"quote":"about our budget in those words by the way"})"},
      {"/v1/access-requests", R"({"person":{"email":"nobody@nowhere.example"},"reason":"x"})"}};

  struct Reader {
    Role role;
    Level base;
    bool above_switch;
  };
  // alex owns the call; the others are what access.h says of their role.
  const Reader readers[] = {
      {Role::kSales, Level::kContact, true},      {Role::kDpo, Level::kContact, true},
      {Role::kProduct, Level::kNamed, false},     {Role::kFounder, Level::kNamed, false},
      {Role::kEngineering, Level::kAlias, false}, {Role::kCi, Level::kAggregate, false}};
  struct Setting {
    std::string_view body;
    std::optional<Level> level;
    bool owner_too;
  };
  const Setting settings[] = {
      {R"({"level":null,"reason":"x"})", std::nullopt, false},
      {R"({"level":"transcript","reason":"x"})", Level::kTranscript, false},
      {R"({"level":"named","reason":"x"})", Level::kNamed, false},
      {R"({"level":"alias","reason":"x"})", Level::kAlias, false},
      {R"({"level":"aggregate","reason":"x"})", Level::kAggregate, false},
      {R"({"level":null,"embargo_until":"closed","reason":"x"})", Level::kAggregate, false},
      {R"({"embargo_until":null,"consent":"refused","reason":"x"})", Level::kAggregate, true},
  };
  std::size_t answers = 0;
  std::size_t shown = 0;
  for (const Setting& setting : settings) {
    const Response switched =
        world.As(Role::kDpo, "POST", "/v1/calls/walk-1/switch", std::string(setting.body));
    INFO(setting.body << switched.body);
    REQUIRE(switched.status == 200);
    for (const Reader& reader : readers) {
      const bool is_officer = reader.role == Role::kDpo;
      const bool lowered = !reader.above_switch || (setting.owner_too && !is_officer);
      const Level level = lowered ? Lowered(reader.base, setting.level) : reader.base;
      std::vector<std::pair<std::string, std::string>> seen;
      for (const std::string& target : get)
        seen.emplace_back(target, OfCallsAlone(target, world.Get(reader.role, target).body));
      for (const auto& [target, body] : post) {
        seen.emplace_back(target, world.As(reader.role, "POST", std::string(target), std::string(body)).body);
      }
      const Response stream = world.As(reader.role, "GET", "/v1/changes/stream?after=0");
      if (stream.stream) {
        std::string text;
        stream.stream([&text](std::string_view bytes) {
          text += bytes;
          return text.find("event:") == std::string::npos && text.find("waiting") == std::string::npos;
        });
        // The same events as of the page; here for the owner's words, not for accounts.
        const std::size_t call = text.find("event: call.put");
        seen.emplace_back("/v1/changes/stream",
                          call == std::string::npos ? std::string() : text.substr(call));
      }
      for (const auto& [target, body] : seen) {
        ++answers;
        for (const Secret& secret : kSecrets) {
          if (MayShow(secret, target, reader.role, level)) {
            shown += body.find(secret.text) != std::string::npos ? 1 : 0;
            continue;
          }
          INFO(team::Name(reader.role)
               << " " << target << " at " << team::Name(level) << " with " << setting.body << ": "
               << secret.text << " in " << body.substr(0, 3000));
          CHECK(body.find(secret.text) == std::string::npos);
        }
      }
    }
  }
  CHECK(answers > 1000);
  // Whoever may see, sees: the walk would find nothing in answers that are empty.
  CHECK(shown > 300);
}

}  // namespace
}  // namespace whyspec::http::test
