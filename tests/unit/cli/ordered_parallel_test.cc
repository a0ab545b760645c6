#include "cli/ordered_parallel.h"

#include <atomic>
#include <catch2/catch.hpp>

namespace whyspec::cli {
namespace {

TEST_CASE("Results come in order for any number of threads") {
  for (const std::size_t jobs : {1, 2, 7, 64}) {
    std::vector<std::size_t> taken;
    OrderedParallel<std::size_t>(
        1000, jobs, [](std::size_t i) { return i * i; },
        [&](std::size_t value) {
          taken.push_back(value);
          return true;
        });
    REQUIRE(taken.size() == 1000);
    for (std::size_t i = 0; i < taken.size(); ++i) REQUIRE(taken[i] == i * i);
  }
}

TEST_CASE("Nothing to do is done at once") {
  OrderedParallel<int>(
      0, 4, [](std::size_t) { return 1; },
      [](int) {
        FAIL("there is no result");
        return true;
      });
}

TEST_CASE("A reader that has enough stops the work") {
  std::atomic<std::size_t> worked = 0;
  std::size_t taken = 0;
  OrderedParallel<int>(
      100000, 4,
      [&](std::size_t) {
        ++worked;
        return 1;
      },
      [&](int) { return ++taken < 3; });
  CHECK(taken == 3);
  CHECK(worked < 1000);
}

}  // namespace
}  // namespace whyspec::cli
