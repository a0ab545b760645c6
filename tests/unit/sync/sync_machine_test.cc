// What is asked, when, and what people are told, without a clock or a network.
#include "sync/sync_machine.h"

#include <catch2/catch.hpp>

#include "sync/follower.h"
#include "unit/sync/fake_log_server.h"

namespace whyspec::test {
namespace {

using sync::LogState;
using sync::SyncMachine;

constexpr std::int64_t kNow = 1'770'000'000'000;

struct Case {
  FakeLogServer server;
  std::string log;
  double chance = 1.0;
  std::unique_ptr<sync::TeamLog> team = sync::TeamLog::Open("", [](std::string_view) {});
  SyncMachine machine{*team,
                      "https://calls.example.test",
                      {.token = "wsp_token-of-the-test",
                       .random = [this] { return chance; },
                       .log = [this](std::string_view line) { log += std::string(line) + "\n"; }}};
  std::int64_t now = kNow;

  void Ask() {
    const SyncMachine::Plan plan = machine.Next(now);
    REQUIRE(plan.request);
    machine.Take(server.Answer(*plan.request), now);
    CHECK(machine.status().message.find("wsp_") == std::string::npos);
    CHECK(log.find("wsp_") == std::string::npos);
  }
  std::int64_t Wait() const { return machine.Next(now).wait.count(); }
};

TEST_CASE("failures are tried again later and later, never all at one moment") {
  Case one;
  one.server.unreachable = true;
  std::vector<std::int64_t> waits;
  for (int i = 0; i < 9; ++i) {
    one.Ask();
    waits.push_back(one.Wait());
    one.now += one.Wait();
  }
  CHECK(waits == std::vector<std::int64_t>{1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000});
  CHECK(one.machine.status().state == LogState::kOffline);
  one.chance = 0;
  one.Ask();
  CHECK(one.Wait() == 30000);
  one.now += 30000;
  one.server.unreachable = false;
  one.Ask();
  CHECK(one.machine.status().state == LogState::kSynced);
  CHECK(one.machine.status().message.empty());
  CHECK(one.Wait() == 0);
}

TEST_CASE("after a failure the first question is not held back at the server") {
  Case one;
  one.Ask();
  CHECK(one.machine.Next(one.now).request->target.find("wait=") != std::string::npos);
  one.server.unreachable = true;
  one.Ask();
  one.now += one.Wait();
  CHECK(one.machine.Next(one.now).request->target.find("wait=") == std::string::npos);
}

TEST_CASE("a busy server says when to come back") {
  Case one;
  one.server.status = 429;
  one.server.headers["retry-after"] = "120";
  one.Ask();
  CHECK(one.machine.status().state == LogState::kOffline);
  CHECK(one.Wait() == 120'000);
  one.now += one.Wait();
  for (const char* odd : {"Wed, 21 Oct 2026 07:28:00 GMT", "-5", "soon", "99999999999999999999", ""}) {
    one.server.headers["retry-after"] = odd;
    one.Ask();
    CHECK(one.Wait() <= 600'000);
    one.now += one.Wait();
  }
  one.server.headers["retry-after"] = "999999";
  one.Ask();
  CHECK(one.Wait() == 600'000);
}

TEST_CASE("what a person must put right is told in a sentence, with what to do") {
  struct Told {
    int status;
    const char* words;
  };
  for (const Told& told : {Told{401, "does not accept your token"}, Told{403, "may not follow"},
                           Told{404, "There is no Whyspec call log"}}) {
    Case one;
    one.server.status = told.status;
    one.Ask();
    INFO(one.machine.status().message);
    CHECK(one.machine.status().state == LogState::kRefused);
    CHECK(one.machine.status().message.find(told.words) != std::string::npos);
    CHECK(one.machine.status().message.find("calls.example.test") != std::string::npos);
    CHECK(one.Wait() == 300'000);
  }
}

TEST_CASE("a token that is no longer good gives back what it gave") {
  Case one;
  one.server.PutCall("acme-1", {"Words."});
  one.Ask();
  CHECK(one.team->call_count() == 1);
  one.server.status = 401;
  one.Ask();
  CHECK(one.team->call_count() == 0);
  CHECK(one.team->must_scour());
  CHECK_FALSE(one.team->Calls()->complete);
}

TEST_CASE("what answers and is no call log is told so") {
  for (const char* body : {"", "<html>", "[]", "{}", R"({"items":{}, "next":1})", R"({"items":[]})",
                           R"({"items":[],"next":-1})", R"({"items":[],"next":"1"})"}) {
    INFO(body);
    Case one;
    const SyncMachine::Plan plan = one.machine.Next(one.now);
    sync::HttpResult result;
    result.answer = {.status = 200, .headers = {}, .body = body};
    one.machine.Take(result, one.now);
    CHECK(one.machine.status().state == LogState::kRefused);
    CHECK(one.machine.status().message.find("callLog.url") != std::string::npos);
  }
}

TEST_CASE("any bytes for an answer: nothing breaks") {
  Case one;
  one.server.PutCall("acme-1", {"Words."});
  const std::string good = one.server.Answer(*one.machine.Next(one.now).request).answer.body;
  for (std::size_t i = 0; i < good.size(); ++i) {
    sync::HttpResult result;
    result.answer = {.status = 200, .headers = {}, .body = good};
    result.answer.body[i] = static_cast<char>(result.answer.body[i] ^ 0x11);
    one.machine.Take(result, one.now);
    result.answer.body = good.substr(0, i);
    one.machine.Take(result, one.now);
  }
  std::string deep(200'000, '[');
  sync::HttpResult result;
  result.answer = {.status = 200, .headers = {}, .body = deep};
  one.machine.Take(result, one.now);
  CHECK(one.machine.status().state == LogState::kRefused);
}

TEST_CASE("a page that is too large is asked for in smaller ones") {
  Case one;
  for (int i = 0; i < 3; ++i) {
    const SyncMachine::Plan plan = one.machine.Next(one.now);
    REQUIRE(plan.request);
    sync::HttpResult large;
    large.trouble = sync::HttpTrouble::kTooLarge;
    one.machine.Take(large, one.now);
  }
  CHECK(one.machine.Next(one.now).request->target.find("limit=1") != std::string::npos);
}

TEST_CASE("a server that says there is more and does not move is not asked for ever") {
  Case one;
  sync::HttpResult result;
  result.answer = {.status = 200, .headers = {}, .body = R"({"items":[],"next":0,"more":true})"};
  one.machine.Take(result, one.now);
  CHECK(one.machine.caught_up());
}

TEST_CASE("a follower takes up, tells, and runs errands") {
  FakeLogServer server;
  server.PutCall("acme-1", {"Words."});
  int told = 0;
  sync::Follower follower({.url = *sync::ParseLogUrl("https://calls.example.test"),
                           .token = server.token,
                           .file = "",
                           .changed = [&] { ++told; },
                           .now_ms = [] { return kNow; },
                           .transport = server.transport(),
                           .threads = false});
  follower.Start();
  CHECK(follower.calls() == nullptr);
  follower.Step();
  CHECK(follower.status().state == LogState::kSynced);
  CHECK(follower.calls()->table->calls().size() == 1);
  // Held back by nobody, it is not asked without end.
  CHECK(follower.Step() > std::chrono::seconds(1));
  CHECK(told == 3);
  std::optional<int> status;
  follower.Ask({.method = "PUT", .target = "/v1/specs/x"},
               [&](const sync::HttpResult& result) { status = result.answer.status; });
  CHECK_FALSE(status);
  CHECK(follower.RunErrand());
  CHECK(status == 201);
  CHECK(server.requests.back().token == server.token);
  CHECK_FALSE(follower.RunErrand());
}

}  // namespace
}  // namespace whyspec::test
