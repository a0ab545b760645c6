// From the door to the log: what a signed webhook holds is logged, each delivery once.
#include "team/webhooks/worker.h"

#include <catch2/catch.hpp>
#include <set>

#include "base/strings.h"
#include "service_fixture.h"
#include "team/webhooks/receive.h"

namespace whyspec::team::webhooks {
namespace {

const Secrets kSecrets{.secrets = {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}};

class NoFetcher : public Fetcher {
 public:
  Result<std::vector<calls::ExportFile>> FetchCall(Vendor, std::string_view) override {
    return Error{.message = "Nothing is fetched here."};
  }
};
class NoPoster : public Poster {
 public:
  Result<int> Post(const std::string&, const std::vector<std::pair<std::string, std::string>>&,
                   const std::string&) override {
    return 200;
  }
};

struct Door {
  explicit Door(Kind kind) : team(kind), worker(*team.service, fetcher, poster) {}

  int Send(const std::string& id, const std::string& record) {
    Incoming incoming;
    incoming.body = StrCat(R"({"type":"call.logged","data":)", record, "}");
    const std::int64_t now_s = team.clock.NowMs() / 1000;
    incoming.headers = {{"webhook-id", id},
                        {"webhook-timestamp", std::to_string(now_s)},
                        {"webhook-signature", SignStandard(kSecrets.secrets[0], id, now_s, incoming.body)}};
    return Receive(*team.service, {{Vendor::kStandard, kSecrets}}, Vendor::kStandard, incoming,
                   team.clock.NowMs())
        .status;
  }
  void Work() {
    while (Get(worker.Step(team.clock.NowMs()))) {
    }
  }
  std::multiset<std::string> Texts() {
    std::multiset<std::string> texts;
    const Status read = team.service->call_store().ForEach([&texts](const TeamCall& known) {
      for (const calls::Turn& turn : known.call->turns) texts.insert(turn.text);
      return true;
    });
    REQUIRE(read.ok());
    return texts;
  }

  Team team;
  NoFetcher fetcher;
  NoPoster poster;
  Worker worker;
};

std::string Record(std::string_view text, std::string_view more = "") {
  return StrCat("{", more, R"("transcript":{"turns":[{"text":")", text, R"("}]}})");
}

TEST_CASE("Calls that do not say where they come from are as many as the webhooks that bring them") {
  Door door(GENERATE(from_range(Kinds())));
  CHECK(door.Send("msg-1", Record("We type it twice.")) == 200);
  CHECK(door.Send("msg-2", Record("Nobody checks it.")) == 200);
  CHECK(door.Send("msg-1", Record("We type it twice.")) == 200);  // the same delivery again
  door.Work();
  CHECK(door.Texts() == std::multiset<std::string>{"Nobody checks it.", "We type it twice."});
}

TEST_CASE("A delivery whose worker died after it was logged is logged once") {
  Door door(GENERATE(from_range(Kinds())));
  CHECK(door.Send("msg-1", Record("We type it twice.")) == 200);
  // What is left then: the call, and the delivery as it was.
  const auto claimed = Get(door.team.service->deliveries().Claim(Direction::kIn, door.team.clock.NowMs(), 1));
  REQUIRE(claimed.has_value());
  door.team.clock.now_ms += 1;
  door.Work();
  REQUIRE(door.team.service->database().Write([&](sql::Session& session) -> Status {
    const auto run = session.Run("UPDATE deliveries SET state = 'waiting', body = $1 WHERE number = $2",
                                 {sql::Blob{claimed->body}, claimed->number});
    return run ? Status(Done{}) : Status(run.error());
  }));
  door.team.clock.now_ms += 120'000;
  door.Work();
  CHECK(door.Texts() == std::multiset<std::string>{"We type it twice."});
}

TEST_CASE("A call that names itself is the same call in a later webhook") {
  Door door(GENERATE(from_range(Kinds())));
  CHECK(door.Send("msg-1", Record("We type it.", R"("id":"weekly-1",)")) == 200);
  CHECK(door.Send("msg-2", Record("We type it twice.", R"("id":"weekly-1",)")) == 200);
  CHECK(door.Send("msg-3", Record("Nobody checks it.", R"("source":{"system":"crm","id":"7"},)")) == 200);
  CHECK(door.Send("msg-4", Record("All check it.", R"("source":{"system":"crm","id":"7"},)")) == 200);
  door.Work();
  CHECK(door.Texts() == std::multiset<std::string>{"All check it.", "We type it twice."});
}

}  // namespace
}  // namespace whyspec::team::webhooks
