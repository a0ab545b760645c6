// Many at once, on both databases.
#include <atomic>
#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "base/strings.h"
#include "unit/team/service_fixture.h"

namespace whyspec::team {

TEST_CASE("One recording logged by many at once is one call, and every call logged is there") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind);
  constexpr int kThreads = 4;
  constexpr int kEach = 6;
  std::vector<std::vector<std::string>> same(kThreads), own(kThreads);
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        calls::Call call = CallOf("");
        call.source.system = "gong";
        call.source.id = StrCat("shared-", i);
        const auto shared = team.service->PutCall(team.owner, call, {});
        call.source.id = StrCat("own-", t, "-", i);
        const auto mine = team.service->PutCall(team.owner, call, {});
        if (shared.ok()) same[t].push_back(shared->id);
        if (mine.ok()) own[t].push_back(mine->id);
        failed += (shared.ok() ? 0 : 1) + (mine.ok() ? 0 : 1);
        // Readers meanwhile.
        if (mine.ok() && !team.service->ReadCall(team.engineer, mine->id).ok()) ++failed;
        if (!team.service->Changes(team.engineer, 0, 50, 0).ok()) ++failed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(failed == 0);
  std::set<std::string> ids;
  for (int t = 0; t < kThreads; ++t) {
    CHECK(same[t] == same[0]);
    ids.insert(own[t].begin(), own[t].end());
  }
  ids.insert(same[0].begin(), same[0].end());
  CHECK(ids.size() == kEach * (kThreads + 1));
  CHECK(Get(team.service->ListCalls(team.dpo, {}, "", 200)).calls.size() == ids.size());
}

TEST_CASE("A follower that waits is told of a call as it is logged") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind);
  Result<Service::ChangePage> page = Error{};
  std::thread follower([&] { page = team.service->Changes(team.engineer, 0, 10, 20'000); });
  team.Put(CallOf("call-a"));
  follower.join();
  const Service::ChangePage told = Get(page);
  REQUIRE(told.changes.size() == 1);
  CHECK(told.changes[0].change.object == "call-a");
  REQUIRE(told.changes[0].call.has_value());
  CHECK(told.changes[0].call->disclosed.level == Level::kAlias);
  // Stopped, it waits no more.
  std::thread waiting([&] { page = team.service->Changes(team.engineer, told.next, 10, 20'000); });
  team.service->Stop();
  waiting.join();
  CHECK((!page.ok() || page->changes.empty()));
}

}  // namespace whyspec::team
