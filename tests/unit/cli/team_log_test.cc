// Commands with a team's call log, over real sockets on this computer.
#include <catch2/catch.hpp>
#include <mutex>
#include <nlohmann/json.hpp>

#include "run_cli.h"
#include "support/loopback_server.h"
#include "unit/sync/fake_log_server.h"

namespace whyspec::test {
namespace {

// The fake log behind a real HTTP server.
struct World : CliWorld {
  World() {
    ::setenv("WHYSPEC_TEST_TOKEN", log.token.c_str(), 1);
    dir.Write("whyspec.json",
              "{\"callLog\": {\"url\": \"" + server.url() + "\", \"tokenEnv\": \"WHYSPEC_TEST_TOKEN\"}}");
    dir.Write(
        "specs/export.md",
        "# Export\n\n## Why\n\nThey copy.\n\n## Customer evidence\n\n> We copy every figure by hand.\n>\n> — "
        "[P1](call:acme-1#t=10) and [P2](call:acme-9#t=10)\n");
  }
  ~World() { ::unsetenv("WHYSPEC_TEST_TOKEN"); }

  FakeLogServer log;
  std::mutex mutex;
  LoopbackServer server{[this](const LoopbackRequest& request) {
    const std::lock_guard lock(mutex);
    sync::HttpRequest asked{.method = request.method, .target = request.target, .body = request.body};
    const auto token = request.headers.find("authorization");
    if (token != request.headers.end()) asked.token = token->second.substr(7);
    const sync::HttpResult result = log.Answer(asked);
    return LoopbackReply{.status = result.answer.status, .body = result.answer.body};
  }};
};

TEST_CASE("check knows the team's calls, and says nothing of it when all is well") {
  World world;
  world.log.PutCall("acme-1", {"We copy every figure by hand."});
  const CliRun run = world.Run({"check", "--format", "json"});
  CHECK(run.err.empty());
  CHECK(run.out.find("citation/unknown-call") != std::string::npos);  // acme-9
  CHECK(run.out.find("acme-9") != std::string::npos);
  CHECK(run.out.find("quote/not-found") == std::string::npos);
  CHECK(run.status == 1);
}

TEST_CASE("check without the call log says what it goes by, and accuses nobody of inventing calls") {
  World world;
  world.log.status = 503;
  CliRun run = world.Run({"check"});
  CHECK(run.err.find("is busy") != std::string::npos);
  CHECK(run.err.find("calls in files alone") != std::string::npos);
  CHECK(run.out.find("citation/unknown-call") == std::string::npos);
  ::unsetenv("WHYSPEC_TEST_TOKEN");
  run = world.Run({"check"});
  CHECK(run.err.find("WHYSPEC_TEST_TOKEN") != std::string::npos);
  CHECK(run.err.find("wsp_") == std::string::npos);
  CHECK(run.out.find("citation/unknown-call") == std::string::npos);
}

TEST_CASE("check --publish tells the log what the specs cite; a failure is status 2") {
  World world;
  world.log.PutCall("acme-1", {"We copy every figure by hand."});
  world.log.PutCall("acme-9", {"Yes."});
  CliRun run = world.Run({"check", "--publish"});
  CHECK(run.status == 1);
  {
    const std::lock_guard lock(world.mutex);
    REQUIRE(world.log.requests.back().method == "PUT");
    const auto record = nlohmann::json::parse(world.log.requests.back().body);
    CHECK(record["path"] == "specs/export.md");
    CHECK(record["citations"].size() == 2);
  }
  ::unsetenv("WHYSPEC_TEST_TOKEN");
  run = world.Run({"check", "--publish"});
  CHECK(run.status == 2);
  CHECK(run.err.find("Nothing was published") != std::string::npos);
  CHECK(world.Run({"check", "--publish", "--watch"}).status == 2);
}

TEST_CASE("calls and doctor know the log too") {
  World world;
  world.log.PutCall("acme-1", {"We copy every figure by hand."});
  CHECK(world.Run({"calls", "list"}).out.find("acme-1") != std::string::npos);
  CHECK(world.Run({"calls", "search", "copy figures"}).out.find("by hand") != std::string::npos);
  CHECK(world.Run({"doctor"}).out.find("1 call") != std::string::npos);
  world.log.status = 401;
  const CliRun run = world.Run({"doctor"});
  CHECK(run.out.find("does not accept your token") != std::string::npos);
}

}  // namespace
}  // namespace whyspec::test
