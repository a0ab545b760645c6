#include <catch2/catch.hpp>
#include <random>

#include "sample_log.h"

namespace whyspec::evidence {
namespace {

TEST_CASE("Time anchors: seconds, minutes, hours, fractions, open starts") {
  const auto [fragment, start, end] = GENERATE(table<std::string, std::int64_t, std::optional<std::int64_t>>({
      {"t=460", 460'000, std::nullopt},
      {"t=460.23,474.9", 460'230, 474'900},
      {"t=07:40", 460'000, std::nullopt},
      {"t=7:40", 460'000, std::nullopt},
      {"t=00:07:40,00:07:55", 460'000, 475'000},
      {"t=1:07:40.5", 4'060'500, std::nullopt},
      {"t=100:00:00", 360'000'000, std::nullopt},
      {"t=npt:10,20", 10'000, 20'000},
      {"t=,20", 0, 20'000},
      {"t=0", 0, std::nullopt},
      {"t=10.", 10'000, std::nullopt},
      {"t=10.0006", 10'001, std::nullopt},
      {"t=10.00049", 10'000, std::nullopt},
      {"t=10%2C20", 10'000, 20'000},
      {"x=1&t=10", 10'000, std::nullopt},
      {"t=5&t=10", 10'000, std::nullopt},
  }));
  CAPTURE(fragment);
  const Anchor anchor = ParseAnchor(fragment);
  REQUIRE(anchor.kind == AnchorKind::kTime);
  CHECK(anchor.start_ms == start);
  CHECK(anchor.end_ms == end);
}

TEST_CASE("Turn anchors count from one") {
  const Anchor one = ParseAnchor("turn=12");
  CHECK(one.kind == AnchorKind::kTurns);
  CHECK(one.first_turn == 11);
  CHECK(one.last_turn == 11);
  CHECK(ParseAnchor("turn=12-14").last_turn == 13);
}

TEST_CASE("Fragments that are no anchor") {
  const std::string fragment =
      GENERATE("t", "t=", "t=x", "t=10,", "t=10,5", "t=10,10", "t=07:60", "t=60:00", "t=1:60:00", "t=1:2:3",
               "t=-5", "t=10s", "t=smpte:10", "t=1e3", "t=99999999999", "turn=0", "turn=", "turn=5-4",
               "turn=a", "turn=1-", "turn=1-2-3", "turn=9999999999", "heading", "t =5", "&", "t=5 ");
  CAPTURE(fragment);
  CHECK(ParseAnchor(fragment).kind == AnchorKind::kMalformed);
  CHECK(FormatAnchor(ParseAnchor(fragment)).empty());
}

TEST_CASE("No fragment is the whole call") {
  CHECK(ParseAnchor("").kind == AnchorKind::kWholeCall);
  CHECK(FormatAnchor(Anchor{}).empty());
}

TEST_CASE("What is written is what is read") {
  CHECK(FormatAnchor(ParseAnchor("t=00:07:40.230,474.900")) == "#t=460.23,474.9");
  CHECK(FormatAnchor(ParseAnchor("turn=12-12")) == "#turn=12");
  std::mt19937_64 random(20260113);
  for (int i = 0; i < 5000; ++i) {
    Anchor anchor;
    if (random() % 2 == 0) {
      anchor.kind = AnchorKind::kTime;
      anchor.start_ms = static_cast<std::int64_t>(random() % 40'000'000);
      if (random() % 2 == 0)
        anchor.end_ms = anchor.start_ms + 1 + static_cast<std::int64_t>(random() % 100'000);
    } else {
      anchor.kind = AnchorKind::kTurns;
      anchor.first_turn = static_cast<std::uint32_t>(random() % 100'000);
      anchor.last_turn = anchor.first_turn + static_cast<std::uint32_t>(random() % 5);
    }
    const std::string text = FormatAnchor(anchor);
    CAPTURE(text);
    const Anchor again = ParseAnchor(std::string_view(text).substr(1));
    CHECK(again.kind == anchor.kind);
    CHECK(again.start_ms == anchor.start_ms);
    CHECK(again.end_ms == anchor.end_ms);
    CHECK(again.first_turn == anchor.first_turn);
    CHECK(again.last_turn == anchor.last_turn);
    CHECK(FormatAnchor(again) == text);
  }
}

std::string At(const calls::Call& call, std::string_view fragment) {
  const auto span = TurnsAt(call, ParseAnchor(fragment));
  return span ? std::to_string(span->first) + "-" + std::to_string(span->last) : "outside";
}

TEST_CASE("A time anchor covers the turns it overlaps") {
  const calls::Call call = MakeCall("a", "acme");  // 0-10, 10-20, 20-30
  CHECK(At(call, "t=0") == "0-0");
  CHECK(At(call, "t=9.999") == "0-0");
  CHECK(At(call, "t=10") == "1-1");
  CHECK(At(call, "t=5,15") == "0-1");
  CHECK(At(call, "t=10,20") == "1-1");
  CHECK(At(call, "t=,20") == "0-1");
  CHECK(At(call, "t=0,999") == "0-2");
  CHECK(At(call, "t=30") == "2-2");
  CHECK(At(call, "t=30.001") == "outside");
  CHECK(At(call, "turn=2-3") == "1-2");
  CHECK(At(call, "turn=4") == "outside");
  CHECK(At(call, "turn=3-4") == "outside");
  CHECK(At(call, "turn=0") == "outside");
  CHECK(At(call, "") == "outside");
}

TEST_CASE("A pause belongs to the words before it, the start to the first words") {
  calls::Call call;
  call.turns = {TimedTurn(5'000, 10'000), TimedTurn(20'000, 30'000), calls::Turn{.text = "untimed"},
                TimedTurn(40'000), TimedTurn(50'000)};
  call.duration_ms = 70'000;
  CHECK(At(call, "t=0") == "0-0");
  CHECK(At(call, "t=15") == "0-0");
  CHECK(At(call, "t=12,18") == "0-0");
  CHECK(At(call, "t=35") == "1-1");
  CHECK(At(call, "t=45") == "3-3");  // it has no end: it lasts until the next
  CHECK(At(call, "t=65") == "4-4");
  CHECK(At(call, "t=71") == "outside");
}

TEST_CASE("Turns without times are reached by number only") {
  calls::Call call;
  call.turns = {calls::Turn{.text = "a"}, calls::Turn{.text = "b"}};
  call.duration_ms = 60'000;
  CHECK(At(call, "t=5") == "outside");
  CHECK(At(call, "turn=2") == "1-1");
  CHECK(At(calls::Call{}, "t=5") == "outside");
  CHECK(At(calls::Call{}, "turn=1") == "outside");
}

TEST_CASE("Turns out of order, reversed, of no length or negative never lose an anchor") {
  calls::Call call;
  call.turns = {TimedTurn(50'000, 60'000), TimedTurn(10'000, 10'000), TimedTurn(30'000, 20'000),
                TimedTurn(-5'000, -1'000), TimedTurn(0, 100'000)};
  CHECK(At(call, "t=55") == "0-4");
  CHECK(At(call, "t=10") == "1-4");
  CHECK(At(call, "t=30") == "2-4");
  CHECK(At(call, "t=99") == "4-4");
  CHECK(At(call, "t=101") == "outside");
}

TEST_CASE("The anchor made for turns leads back to them") {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    calls::Call call;
    std::int64_t at = 0;
    for (int i = 0; i < 12; ++i) {
      calls::Turn turn{.text = "x"};
      if (random() % 8 != 0) {
        turn.start_ms = at;
        if (random() % 4 != 0) turn.end_ms = at + static_cast<std::int64_t>(random() % 6000);
      }
      call.turns.push_back(turn);
      at += static_cast<std::int64_t>(random() % 5000) - (random() % 10 == 0 ? 8000 : 0);
      if (at < 0) at = 0;
    }
    for (std::uint32_t first = 0; first < 12; ++first) {
      for (std::uint32_t last = first; last < 12; ++last) {
        const Anchor anchor = AnchorFor(call, first, last);
        const std::string text = FormatAnchor(anchor);
        CAPTURE(round, first, last, text);
        const auto span = TurnsAt(call, ParseAnchor(std::string_view(text).substr(1)));
        REQUIRE(span);
        CHECK(span->first <= first);
        CHECK(span->last >= last);
      }
    }
  }
}

TEST_CASE("The anchor made for one turn is short") {
  calls::Call call = MakeCall("a", "");
  CHECK(FormatAnchor(AnchorFor(call, 1, 1)) == "#t=10,20");
  CHECK(FormatAnchor(AnchorFor(call, 0, 2)) == "#t=0,30");
  call.turns[1].end_ms.reset();
  CHECK(FormatAnchor(AnchorFor(call, 1, 1)) == "#t=10");
  for (calls::Turn& turn : call.turns) turn.start_ms = turn.end_ms = std::nullopt;
  CHECK(FormatAnchor(AnchorFor(call, 1, 1)) == "#turn=2");
  CHECK(FormatAnchor(AnchorFor(call, 0, 1)) == "#turn=1-2");
}

}  // namespace
}  // namespace whyspec::evidence
