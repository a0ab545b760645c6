#include "store/call_codec.h"

#include <catch2/catch.hpp>

#include <limits>
#include <random>

#include "store/byte_codec.h"
#include "unit/store/calls.h"

namespace whyspec::store {
namespace {

using test::MakeCall;
using test::Told;

calls::Call FullCall() {
  calls::Call call = MakeCall("full", {"We re-key it twice.", "Encore une fois."});
  call.id_source = {2, 6};
  call.type = calls::CallType::kNegotiation;
  call.started_at_ms = -5;
  call.duration_ms = std::numeric_limits<std::int64_t>::max();
  call.account_source = {8, 20};
  call.lifecycle = calls::Lifecycle::kPartner;
  call.opportunity = {
      .id = "o", .stage = "Proposal", .amount = 60000.5, .currency = "EUR", .arr = {}, .probability = 0.4};
  call.owner = "alex";
  call.source = {.system = "gong", .id = "9007199254740993", .url = "https://calls.example.com/1"};
  call.source_channel = "inbound";
  call.participants[0].source = {1, 9};
  call.participants[0].persona = "ops_lead";
  call.phases.push_back({.kind = "pitch", .start_ms = 0, .end_ms = 9, .questions = {"q-export"}});
  call.consent = calls::Consent::kWithdrawn;
  call.consent_scope = {"recording", ""};
  call.visibility = calls::Visibility::kTranscript;
  call.embargo_until = "closed";
  call.retention_until = Date{2026, 7, 13};
  call.turns[0].start_ms = std::numeric_limits<std::int64_t>::min();
  call.turns[0].end_ms = std::numeric_limits<std::int64_t>::max();
  call.turns[1].speaker = "";
  call.turns[1].start_ms.reset();
  call.turns[1].source = {500, 400};
  call.turns[1].text = std::string("\0\xff nul and no UTF-8", 20);
  call.notes = "own words";
  call.tags = {"export"};
  call.sidecar_path = "/calls/full.call.yaml";
  return call;
}

TEST_CASE("a call comes back from its bytes as it was, every field of it") {
  const calls::Call call = FullCall();
  const std::string bytes = EncodeCall(call);
  const auto back = DecodeCall(bytes);
  REQUIRE(back != nullptr);
  CHECK(Told(*back) == Told(call));
  CHECK(EncodeCall(*back) == bytes);
  CHECK(back->started_at_ms == -5);
  CHECK(back->duration_ms == call.duration_ms);
  CHECK(back->opportunity.amount == 60000.5);
  CHECK_FALSE(back->opportunity.arr.has_value());
  CHECK(back->opportunity.probability == 0.4);
  CHECK(back->retention_until == Date{2026, 7, 13});
  CHECK(back->visibility == calls::Visibility::kTranscript);
  CHECK(back->consent == calls::Consent::kWithdrawn);
  CHECK(back->consent_scope == std::vector<std::string>{"recording", ""});
  CHECK(back->phases.at(0).questions == std::vector<std::string>{"q-export"});
  CHECK(back->turns[0].start_ms == call.turns[0].start_ms);
  CHECK_FALSE(back->turns[1].start_ms.has_value());
  CHECK(back->turns[1].source == TextRange{500, 400});
  CHECK(back->source.id == "9007199254740993");
  CHECK(back->tags == call.tags);
}

TEST_CASE("any damage to the bytes of a call is noticed") {
  const std::string bytes = EncodeCall(FullCall());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const char flip : {'\x01', '\x80', '\xff'}) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ flip);
      INFO("byte " << i);
      CHECK(DecodeCall(damaged) == nullptr);
    }
    CHECK(DecodeCall(bytes.substr(0, i)) == nullptr);
  }
  CHECK(DecodeCall("") == nullptr);
  CHECK(DecodeCall(bytes + "x") == nullptr);
}

TEST_CASE("numbers of any size and sign come back; a reader never leaves its bytes") {
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{63}, std::int64_t{-64},
        std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    ByteWriter out;
    out.Signed(value);
    ByteReader in(out.bytes());
    CHECK(in.Signed() == value);
    CHECK(in.ok());
    CHECK(in.at_end());
  }
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 12, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    ByteReader in(bytes);
    (void)in.Texts();
    (void)in.Range();
    (void)in.Text();
    CHECK((in.ok() || in.at_end()));
  }
}

}  // namespace
}  // namespace whyspec::store
