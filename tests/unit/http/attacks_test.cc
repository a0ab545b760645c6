// Attacks on the API, one test each. What only sockets can do is in listen_test.cc.
#include <catch2/catch.hpp>
#include <set>

#include "base/base64.h"
#include "base/gzip.h"
#include "base/strings.h"
#include "base/uri.h"
#include "http/finish.h"
#include "http/session.h"
#include "http/views.h"
#include "team/crypto.h"
#include "world.h"

namespace whyspec::http::test {
namespace {

using team::Role;

const std::vector<EmbeddedFile> kPages = {{"index.html", "<!doctype html><title>Whyspec</title>"},
                                          {"assets/main.ABC.js", "console.log('hello')"}};

TEST_CASE("Cross-site scripting: text stays data in every answer") {
  AppOptions options;
  options.pages = &kPages;
  World world(std::move(options));
  const std::string evil = R"(</script><script>alert(1)</script><img src=x onerror=alert(1)>'\"&)";
  const std::string quoted = Dump(Json(evil));
  const std::string record = StrCat(
      R"({"id":"evil","title":)", quoted, R"(,"account":)", quoted,
      R"(,"owner":"alex","language":"en","notes":)", quoted, R"(,"tags":[)", quoted,
      R"(],"opportunity":{"stage":)", quoted, R"(},"participants":[{"id":"p1","name":)", quoted,
      R"(,"title":)", quoted,
      R"(,"affiliation":"external"}],"transcript":{"turns":[{"speaker":"p1","start_ms":0,"end_ms":1,"text":)",
      quoted, "}]}}");
  const Response made = world.As(Role::kSales, "POST", "/v1/calls", record);
  INFO(made.body);
  REQUIRE(made.status == 201);
  for (const char* target :
       {"/v1/calls/evil", "/v1/calls", "/v1/calls/evil/excerpts?turn=1", "/v1/search?q=alert", "/v1/changes",
        "/v1/calls/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/v1/nothing/%3Cscript%3E",
        "/v1/calls?%3Cscript%3E=1"}) {
    const Response response = world.Get(Role::kSales, target);
    INFO(target);
    // Never a type that a browser renders or guesses at, never a policy that runs anything.
    const std::string_view type = response.headers.Get("Content-Type");
    CHECK((type.starts_with("application/json") || type.starts_with("application/problem+json")));
    CHECK(response.headers.Get("X-Content-Type-Options") == "nosniff");
    CHECK(response.headers.Get("Content-Security-Policy").starts_with("default-src 'none'"));
    CHECK(response.headers.Get("Content-Security-Policy").find("script-src") == std::string_view::npos);
    CHECK(Json::accept(response.body));
  }
  // The page holds nothing of the data, and runs our own files alone.
  const Response page = world.Send({.target = "/calls/evil?x=%3Cscript%3E"});
  CHECK(page.status == 200);
  CHECK(page.body == kPages[0].bytes);
  const std::string policy(page.headers.Get("Content-Security-Policy"));
  CHECK(policy.find("script-src 'self'") != std::string::npos);
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
  CHECK(policy.find("base-uri 'none'") != std::string::npos);
  CHECK(page.headers.Get("Referrer-Policy") == "no-referrer");
}

TEST_CASE("Request forgery: a cookie alone changes nothing") {
  World world;
  const std::string& token = world.TokenOf(Role::kSales);
  const std::string cookie = "whyspec=" + token;
  const auto post = [&](std::vector<std::pair<std::string, std::string>> headers) {
    headers.emplace_back("Cookie", cookie);
    headers.emplace_back("Content-Type", "application/json");
    return world
        .Send({.method = "POST",
               .target = "/v1/calls",
               .body = CallRecord("forged"),
               .headers = std::move(headers)})
        .status;
  };
  const std::string csrf = CsrfOf(token);
  CHECK(post({}) == 403);
  CHECK(post({{"X-Whyspec-CSRF", "guess"}}) == 403);
  CHECK(post({{"X-Whyspec-CSRF", CsrfOf(world.TokenOf(Role::kDpo))}}) == 403);
  CHECK(post({{"X-Whyspec-CSRF", csrf}, {"Origin", "https://evil.example"}}) == 403);
  CHECK(post({{"X-Whyspec-CSRF", csrf}, {"Origin", "null"}}) == 403);
  CHECK(post({{"X-Whyspec-CSRF", csrf}, {"Sec-Fetch-Site", "cross-site"}}) == 403);
  CHECK(post({{"X-Whyspec-CSRF", csrf}, {"Sec-Fetch-Site", "same-site"}}) == 403);
  CHECK(world.Get(Role::kSales, "/v1/calls/forged").status == 404);
  CHECK(post({{"X-Whyspec-CSRF", csrf},
              {"Origin", "http://127.0.0.1:7171"},
              {"Sec-Fetch-Site", "same-origin"}}) == 201);
  // Reading the proof takes the session itself.
  CHECK(Parsed(world.Send({.target = "/v1/me", .headers = {{"Cookie", cookie}}}))["csrf"] == csrf);
  // A form cannot send our types, and nobody is signed in by a stranger's page.
  CHECK(world
            .As(Role::kSales, "POST", "/v1/calls", "id=x",
                {{"Content-Type", "application/x-www-form-urlencoded"}})
            .status == 415);
  CHECK(
      world.As(Role::kSales, "POST", "/v1/calls", CallRecord("b"), {{"Content-Type", "text/plain"}}).status ==
      415);
  const std::string login = Dump(Json{{"token", token}});
  CHECK(world
            .Send({.method = "POST",
                   .target = "/v1/session",
                   .body = login,
                   .headers = {{"Content-Type", "application/json"}, {"Origin", "https://evil.example"}}})
            .status == 403);
  const Response signed_in = world.Send({.method = "POST",
                                         .target = "/v1/session",
                                         .body = login,
                                         .headers = {{"Content-Type", "application/json"}}});
  CHECK(signed_in.status == 204);
  CHECK(signed_in.headers.Get("Set-Cookie").find("HttpOnly; SameSite=Strict") != std::string_view::npos);
  // No other site may read an answer.
  CHECK_FALSE(world.Get(Role::kSales, "/v1/me").headers.Has("Access-Control-Allow-Origin"));
}

TEST_CASE("DNS rebinding: a host name that is not ours is not answered") {
  AppOptions options;
  options.public_url = "https://calls.example.com";
  options.allowed_hosts = {"calls.internal"};
  World world(std::move(options));
  const auto status = [&world](const std::string& host) {
    return world.Send({.target = "/v1/version", .headers = {{"Host", host}}}).status;
  };
  for (const char* host :
       {"evil.example", "evil.example:7171", "localhost.evil.example", "127.0.0.1.evil.example", "",
        "calls.example.com.evil.example", "127.0.0.1@evil.example"}) {
    INFO(host);
    CHECK(status(host) == 421);
  }
  for (const char* host : {"calls.example.com", "CALLS.example.com:443", "calls.internal", "localhost:7171",
                           "127.0.0.1:7171", "[::1]:7171"}) {
    INFO(host);
    CHECK(status(host) == 200);
  }
  // A load balancer's probe comes by address and learns nothing.
  CHECK(world.Send({.target = "/v1/health", .headers = {{"Host", "probe"}}}).status == 200);
}

TEST_CASE("Path traversal: there is no path to climb") {
  AppOptions options;
  options.pages = &kPages;
  World world(std::move(options));
  for (const char* target :
       {"/assets/../index.html", "/assets/..%2findex.html", "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets//etc/passwd", "/../etc/passwd", "/assets/main.ABC.js%00.html", "/assets/",
        "/v1/../index.html", "/assets/..%5c..%5cetc%5cpasswd"}) {
    INFO(target);
    CHECK(world.Send({.target = target}).status == 404);
  }
  CHECK(world.Get(Role::kSales, "/v1/calls/..%2f..%2f..%2fetc%2fpasswd").status == 404);
  CHECK(world.Get(Role::kSales, "/v1/specs/..%2f..%2fetc%2fpasswd").status == 404);
  const Response asset = world.Send({.target = "/assets/main.ABC.js"});
  CHECK(asset.status == 200);
  CHECK(asset.headers.Get("Content-Type") == "text/javascript; charset=utf-8");
  CHECK(asset.headers.Get("Cache-Control") == "public, max-age=31536000, immutable");
}

TEST_CASE("Header injection: a value cannot begin a header of its own") {
  World world;
  // Ids with line ends are no ids; what comes back in Location and ETag is checked once more.
  for (const char* id : {"a%0d%0aSet-Cookie:x=1", "a%0aX: y", "%0d%0a%0d%0a<html>"}) {
    const Response response = world.As(Role::kSales, "PUT", std::string("/v1/calls/") + id, CallRecord("a"));
    INFO(id);
    CHECK(response.status >= 400);
    for (const auto& [name, value] : response.headers.fields()) {
      CHECK(value.find_first_of("\r\n") == std::string::npos);
    }
  }
  const Response made =
      world.As(Role::kSales, "POST", "/v1/calls", "{\"id\":\"a\\r\\nSet-Cookie: x=1\",\"notes\":\"n\"}");
  for (const auto& [name, value] : made.headers.fields()) {
    CHECK(value.find_first_of("\r\n") == std::string::npos);
    CHECK(name != "Set-Cookie");
  }
  Response response;
  response.headers.Set("X-Test", "a\r\nSet-Cookie: b\tc\x7f");
  Request request;
  request.method = "GET";
  Finish(world.app(), request, nullptr, "id", response);
  CHECK(response.headers.Get("X-Test") == "a  Set-Cookie: b c ");
  CHECK(world.As(Role::kSales, "POST", "/v1/calls", CallRecord("b"), {{"Idempotency-Key", "a\r\nX: y"}})
            .status == 400);
}

TEST_CASE("Oversized and deeply nested bodies are refused by size, depth and count") {
  AppOptions options;
  options.limits.json_bytes = 64UL * 1024;
  options.limits.upload_bytes = 128UL * 1024;
  options.limits.turns = 100;
  World world(std::move(options));
  const Response large =
      world.As(Role::kSales, "POST", "/v1/calls", "{\"notes\":\"" + std::string(70'000, 'x') + "\"}");
  CHECK(large.status == 413);
  CHECK(Parsed(large)["detail"].get<std::string>().find("65536") != std::string::npos);
  CHECK(world.As(Role::kSales, "POST", "/v1/calls", std::string(30'000, '[')).status == 400);
  std::string nested;
  for (int i = 0; i < 40; ++i) nested += R"({"notes":)";
  CHECK(world.As(Role::kSales, "POST", "/v1/calls", nested + "1" + std::string(40, '}')).status == 400);
  std::string turns;
  for (int i = 0; i < 101; ++i) turns += StrCat(i > 0 ? "," : "", R"({"text":"a"})");
  const Response many =
      world.As(Role::kSales, "POST", "/v1/calls", R"({"transcript":{"turns":[)" + turns + "]}}");
  CHECK(many.status == 413);
  CHECK(Parsed(many)["detail"].get<std::string>().find("100") != std::string::npos);
  // A body where none belongs.
  CHECK(world.As(Role::kSales, "DELETE", "/v1/tokens/x", "body").status == 413);
  // What a body would cost is not paid for a stranger.
  bool read = false;
  Request request;
  request.method = "POST";
  request.target = "/v1/calls";
  request.headers.Add("Host", "127.0.0.1");
  request.headers.Add("Content-Type", "application/json");
  request.read_body = [&read](std::size_t) -> Result<std::string> {
    read = true;
    return std::string();
  };
  CHECK(world.app().Handle(std::move(request)).status == 401);
  CHECK_FALSE(read);
}

TEST_CASE("Compressed bombs stop at the limit") {
  AppOptions options;
  options.limits.json_bytes = 1UL << 20;
  World world(std::move(options));
  const std::string bomb = Gzip("{\"notes\":\"" + std::string(200UL << 20, 'x') + "\"}", 9);
  REQUIRE(bomb.size() < 1UL << 20);
  const Response response = world.As(Role::kSales, "POST", "/v1/calls", bomb, {{"Content-Encoding", "gzip"}});
  CHECK(response.status == 413);
  CHECK(world.As(Role::kSales, "POST", "/v1/calls", "no gzip", {{"Content-Encoding", "gzip"}}).status == 400);
  CHECK(world.As(Role::kSales, "POST", "/v1/calls", "x", {{"Content-Encoding", "br"}}).status == 400);
  // gzip twice is not known: the outer layer is no gzip to us.
  CHECK(world.As(Role::kSales, "POST", "/v1/calls", "x", {{"Content-Encoding", "gzip, gzip"}}).status == 400);
  CHECK(world
            .As(Role::kSales, "POST", "/v1/calls", Gzip(CallRecord("packed"), 6),
                {{"Content-Encoding", "gzip"}})
            .status == 201);
}

TEST_CASE("Regular expressions and SQL are text in every parameter") {
  World world;
  world.LogCall("orchard-1");
  const std::string evil[] = {"' OR 1=1 --",
                              "'; DROP TABLE calls; --",
                              "\" OR \"\"=\"",
                              "1) UNION SELECT secret FROM tokens",
                              "%' ESCAPE '",
                              "(a+)+$",
                              "(.*)(.*)(.*)(.*)x",
                              "[[[[[[",
                              "\\",
                              "*\"NEAR(\"",
                              "a AND NOT b OR",
                              "$1",
                              "\xe2\x80\xae"};
  const char* targets[] = {"/v1/calls?account=",
                           "/v1/calls?owner=",
                           "/v1/calls?source=",
                           "/v1/calls?cursor=",
                           "/v1/search?q=",
                           "/v1/search?q=rota&call=",
                           "/v1/search?q=rota&language=",
                           "/v1/calls/",
                           "/v1/accounts/",
                           "/v1/accounts?cursor=",
                           "/v1/specs/",
                           "/v1/specs?cursor=",
                           "/v1/audit?object=",
                           "/v1/audit?owner=",
                           "/v1/audit?actor=",
                           "/v1/calls/orchard-1/excerpts?turn="};
  for (const std::string& text : evil) {
    for (const char* target : targets) {
      const Response response = world.Get(Role::kDpo, target + PercentEncode(text));
      INFO(target << text << " -> " << response.status << " " << response.body);
      CHECK(response.status < 500);
      // Nothing of everything comes back for a name nobody has.
      if (std::string_view(target).starts_with("/v1/calls?") && response.status == 200 &&
          std::string_view(target).find("cursor") == std::string_view::npos) {
        CHECK(Parsed(response)["items"].empty());
      }
      CHECK(response.body.find("SQL") == std::string::npos);
      CHECK(response.body.find("sqlite") == std::string::npos);
    }
    const Response verified =
        world.As(Role::kDpo, "POST", "/v1/verify", Dump(Json{{"call", text}, {"quote", text}}));
    CHECK(verified.status < 500);
    CHECK(world.As(Role::kDpo, "DELETE", "/v1/tokens/" + PercentEncode(text)).status == 404);
    CHECK(world.As(Role::kDpo, "DELETE", "/v1/hooks/" + PercentEncode(text)).status == 404);
  }
  CHECK(Parsed(world.Get(Role::kDpo, "/v1/calls"))["items"].size() == 1);
}

TEST_CASE("Token guessing: the same answer whatever is wrong, and few tries") {
  World world;
  const std::string& right = world.TokenOf(Role::kSales);
  const std::string id = right.substr(0, right.rfind('_'));
  const std::string guesses[] = {id + "_" + std::string(43, 'A'),
                                 right + "x",
                                 right.substr(0, right.size() - 1),
                                 "wsp_nobody_" + std::string(43, 'A'),
                                 "wsp_",
                                 "x",
                                 std::string(5000, 'x'),
                                 "wsp__",
                                 "'; --"};
  std::set<std::string> answers;
  const auto guess = [&world](const std::string& token, const std::string& address) {
    return world.Send(
        {.target = "/v1/me", .headers = {{"Authorization", "Bearer " + token}}, .address = address});
  };
  for (const std::string& token : guesses) {
    const Response response = guess(token, "192.0.2.8");
    CHECK(response.status == 401);
    Json problem = Parsed(response);
    problem.erase("instance");
    answers.insert(Dump(problem));
  }
  CHECK(answers.size() == 1);
  int tries = 0;
  while (guess("wsp_guess_" + std::to_string(tries), "192.0.2.9").status == 401 && tries < 1000) ++tries;
  CHECK(tries == 20);
  const Response stopped = guess("wsp_guess_x", "192.0.2.9");
  CHECK(stopped.status == 429);
  CHECK(stopped.headers.Get("Retry-After") == "5");
  // The right one, tried for the first time from that address, has to wait too: it says nothing about
  // guesses.
  CHECK(guess(world.TokenOf(Role::kFounder), "192.0.2.9").status == 429);
  // Login forms share the count; others are not held up, nor who was let in before.
  CHECK(world
            .Send({.method = "POST",
                   .target = "/v1/session",
                   .body = R"({"token":"wsp_x_y"})",
                   .headers = {{"Content-Type", "application/json"}},
                   .address = "192.0.2.9"})
            .status == 429);
  CHECK(guess(right, "192.0.2.1").status == 200);
  CHECK(guess(right, "192.0.2.9").status == 200);
  world.clock().now_ms += 5'000;
  CHECK(guess("wsp_guess_y", "192.0.2.9").status == 401);
  CHECK(guess("wsp_guess_z", "192.0.2.9").status == 429);
}

TEST_CASE("Rates: too many requests of a token or an address are told when to come back") {
  AppOptions options;
  options.limits.token_per_second = 1;
  options.limits.token_burst = 5;
  options.limits.address_per_second = 2;
  options.limits.address_burst = 8;
  World world(std::move(options));
  for (int i = 0; i < 5; ++i) CHECK(world.Get(Role::kSales, "/v1/me").status == 200);
  const Response token = world.Get(Role::kSales, "/v1/me");
  CHECK(token.status == 429);
  CHECK(token.headers.Get("Retry-After") == "1");
  CHECK(Breaks("Problem", Parsed(token)) == "");
  CHECK(world.Send({.target = "/v1/version"}).status == 200);
  CHECK(world.Send({.target = "/v1/version"}).status == 200);
  CHECK(world.Send({.target = "/v1/version"}).status == 429);
  CHECK(world.Send({.target = "/v1/version", .address = "192.0.2.99"}).status == 200);
}

TEST_CASE("Replayed webhooks are taken once, old and unsigned ones not at all") {
  AppOptions options;
  options.public_url = "https://calls.example.com";
  options.webhooks[team::webhooks::Vendor::kStandard].secrets = {"whsec_" + ToBase64(std::string(32, 'k'))};
  int woken = 0;
  options.wake_worker = [&woken] { ++woken; };
  World world(std::move(options));
  const std::string body =
      R"({"type":"call.logged","data":{"id":"orchard-1","notes":"They type it twice."}})";
  const auto send = [&](std::int64_t at_s, const std::string& signed_body, const std::string& sent_body) {
    const std::string text = StrCat("msg_1.", at_s, ".", signed_body);
    return world.Send(
        {.method = "POST",
         .target = "/v1/webhooks/standard",
         .body = sent_body,
         .headers = {{"Content-Type", "application/json"},
                     {"webhook-id", "msg_1"},
                     {"webhook-timestamp", std::to_string(at_s)},
                     {"webhook-signature", "v1," + ToBase64(team::HmacSha256(std::string(32, 'k'), text))}}});
  };
  const std::int64_t now_s = world.clock().now_ms / 1000;
  const Response taken = send(now_s, body, body);
  INFO(taken.body);
  REQUIRE(taken.status == 200);
  const auto depth = world.service().deliveries().Count(team::Direction::kIn);
  REQUIRE(depth);
  CHECK(send(now_s, body, body).status == 200);
  CHECK(world.service().deliveries().Count(team::Direction::kIn)->waiting == depth->waiting);
  CHECK(send(now_s - 301, body, body).status == 401);
  CHECK(send(now_s + 301, body, body).status == 401);
  CHECK(send(now_s, body, body + " ").status == 401);
  CHECK(world.Send({.method = "POST", .target = "/v1/webhooks/standard", .body = body}).status == 401);
  // Not set up and not known look the same; the reason of a refusal is not told.
  CHECK(world.Send({.method = "POST", .target = "/v1/webhooks/zoom", .body = body}).status == 404);
  CHECK(world.Send({.method = "POST", .target = "/v1/webhooks/nobody", .body = body}).status == 404);
  CHECK(world.Send({.method = "POST", .target = "/v1/webhooks/nobody/secret", .body = body}).status == 404);
  CHECK(woken >= 1);
  for (const std::string& line : world.Log()) CHECK(line.find("/secret") == std::string::npos);
}

TEST_CASE("Enumerated ids: what may not be known looks like what is not there") {
  World world;
  world.LogCall("orchard-1");
  for (const char* path : {"/v1/calls/", "/v1/accounts/", "/v1/specs/"}) {
    const Response one = world.Get(Role::kEngineering, std::string(path) + "acme-2026-01-13");
    const Response two = world.Get(Role::kEngineering, std::string(path) + "zeta-2026-01-13");
    CHECK(one.status == 404);
    CHECK(Parsed(one)["title"] == Parsed(two)["title"]);
    CHECK(Parsed(one)["type"] == Parsed(two)["type"]);
  }
  // Grants and audits of calls one has no say in, and of calls that are not there.
  for (const char* tail : {"/grants", "/audit"}) {
    const Response real = world.Get(Role::kCi, StrCat("/v1/calls/orchard-1", tail));
    const Response none = world.Get(Role::kCi, StrCat("/v1/calls/nothing-1", tail));
    INFO(tail << real.body << none.body);
    CHECK(real.status >= 400);
    CHECK(none.status >= 400);
  }
}

TEST_CASE("Cache poisoning: nothing personal is kept, and what decides an answer is named") {
  AppOptions options;
  options.pages = &kPages;
  World world(std::move(options));
  world.LogCall("orchard-1");
  for (const char* target : {"/v1/me", "/v1/calls", "/v1/calls/orchard-1", "/v1/search?q=rota", "/v1/report",
                             "/v1/report.csv", "/v1/changes", "/v1/calls/none", "/v1/tokens"}) {
    const Response response = world.Get(Role::kDpo, target);
    INFO(target);
    CHECK(response.headers.Get("Cache-Control") == "no-store");
    CHECK(response.headers.Get("Vary") == "Authorization, Cookie, Accept-Encoding");
  }
  // Headers that proxies do not key on change nothing.
  const Response plain = world.Send({.target = "/"});
  const Response poisoned = world.Send({.target = "/",
                                        .headers = {{"Host", "127.0.0.1"},
                                                    {"X-Forwarded-Host", "evil.example"},
                                                    {"X-Original-URL", "/v1/me"},
                                                    {"X-HTTP-Method-Override", "DELETE"}}});
  CHECK(plain.body == poisoned.body);
  CHECK(poisoned.status == 200);
  const Response call =
      world.As(Role::kSales, "POST", "/v1/calls", CallRecord("b"), {{"X-Forwarded-Host", "evil.example"}});
  CHECK(call.headers.Get("Location") == "/v1/calls/b");
  CHECK(plain.headers.Get("Cache-Control") == "no-cache");
}

TEST_CASE("CSV: a spreadsheet runs nothing") {
  team::OverviewView overview;
  for (const char* title : {"=HYPERLINK(\"http://evil.example\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", " =1",
                            "'=1", "\"=1", "\r=1",
                            "\xef\xbc\x9d"
                            "1",
                            "a\nb", "plain, \"quoted\""}) {
    team::OverviewView::Spec spec;
    spec.title = title;
    spec.by_account["=cmd|' /C calc'!A0"] = 1;
    overview.specs.push_back(spec);
  }
  const std::string csv = OverviewCsv(overview);
  // Cells as a spreadsheet reads them.
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 3; i < csv.size(); ++i) {
    if (csv[i] == '"') {
      if (quoted && i + 1 < csv.size() && csv[i + 1] == '"') {
        cells.back() += csv[++i];
      } else {
        quoted = !quoted;
      }
    } else if (!quoted && (csv[i] == ',' || csv[i] == '\n')) {
      cells.emplace_back();
    } else {
      cells.back() += csv[i];
    }
  }
  CHECK(cells.size() == 13 * 14 + 1);
  for (const std::string& cell : cells) {
    INFO(cell);
    CHECK((cell.empty() || std::string_view("=+-@\t\r").find(cell[0]) == std::string_view::npos));
    CHECK(cell.find('\n') == std::string::npos);
  }
  CHECK(csv.find("\"plain, \"\"quoted\"\"\"") != std::string::npos);
}

TEST_CASE("A secret beside chosen text is not packed") {
  World world;
  const Response me = world.As(Role::kSales, "GET", "/v1/me", "", {{"Accept-Encoding", "gzip"}});
  CHECK_FALSE(me.headers.Has("Content-Encoding"));
  for (int i = 0; i < 10; ++i) world.LogCall("call-" + std::to_string(i));
  const Response list =
      world.As(Role::kSales, "GET", "/v1/calls", "", {{"Accept-Encoding", "br, gzip;q=0.5"}});
  CHECK(list.headers.Get("Content-Encoding") == "gzip");
  CHECK(Json::accept(*Gunzip(list.body, 1 << 20)));
  CHECK_FALSE(world.As(Role::kSales, "GET", "/v1/calls", "", {{"Accept-Encoding", "gzip;q=0"}})
                  .headers.Has("Content-Encoding"));
}

}  // namespace
}  // namespace whyspec::http::test
