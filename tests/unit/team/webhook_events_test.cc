// What the vendors' webhooks ask for, and that nothing unsigned is believed.
#include <catch2/catch.hpp>

#include "team/webhooks/events.h"
#include "team/webhooks/work.h"

using namespace whyspec::team::webhooks;

namespace {

std::vector<Event> Read(Vendor vendor, std::string body, bool is_signed = true, Incoming incoming = {}) {
  incoming.body = std::move(body);
  return ReadEvents(vendor, incoming, {.secrets = {"zoom-secret"}}, is_signed);
}

template <typename What>
const What& Only(const std::vector<Event>& events) {
  REQUIRE(events.size() == 1);
  REQUIRE(std::holds_alternative<What>(events[0].what));
  return std::get<What>(events[0].what);
}

}  // namespace

TEST_CASE("HubSpot: several events in one body, each with a key of its own") {
  const std::vector<Event> events = Read(Vendor::kHubspot, R"([
    {"eventId": 1, "portalId": 9, "subscriptionType": "object.creation", "objectTypeId": "0-48", "objectId": 21},
    {"eventId": 2, "portalId": 9, "subscriptionType": "object.creation", "objectTypeId": "0-47", "objectId": 22},
    {"eventId": 3, "portalId": 9, "subscriptionType": "call.deletion", "objectId": 23},
    {"eventId": 4, "portalId": 9, "subscriptionType": "contact.creation", "objectId": 24},
    "no event", null])");
  REQUIRE(events.size() == 4);
  CHECK(std::get<Fetch>(events[0].what).id == "calls/21");
  CHECK(std::get<Fetch>(events[1].what).id == "meetings/22");
  CHECK(std::get<EraseCall>(events[2].what).id == "23");
  CHECK(std::holds_alternative<Ignore>(events[3].what));
  CHECK(events[0].key != events[1].key);
}

TEST_CASE("HubSpot: a workflow that sends the call and its transcript is taken as it is, long ids whole") {
  const std::vector<Event> events = Read(Vendor::kHubspot, R"([
    {"id": "90071992547409931234", "properties": {"hs_call_title": "Weekly"}},
    {"engagementId": 90071992547409931234, "transcriptUtterances": [{"text": "We type it twice."}]}])");
  const TakeCalls& take = Only<TakeCalls>(events);
  REQUIRE(take.files.size() == 1);
  const whyspec::calls::ReadExportResult read = whyspec::calls::ReadExport(take.files);
  REQUIRE(read.calls.size() == 1);
  CHECK(read.problems.empty());
  CHECK(read.calls[0].call.source.id == "90071992547409931234");
  CHECK(read.calls[0].call.title == "Weekly");
  CHECK(read.calls[0].call.turns.size() == 1);
}

TEST_CASE("Zoom: the address is validated; a transcript is fetched; what is deleted there is erased here") {
  CHECK(Only<Reply>(
            Read(Vendor::kZoom,
                 R"({"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}})"))
            .json == R"({"plainToken":"qgg8vlvZRS6UYooatFL8Aw","encryptedToken":)"
                     R"("b17f0320a1322a509340a1a835b3d9edbc491f0b0790ed2d20d0604d39dfe922"})");
  Only<Ignore>(
      Read(Vendor::kZoom, R"({"event":"endpoint.url_validation","payload":{"plainToken":"\"},{\"x"}})"));
  CHECK(
      Only<Fetch>(Read(Vendor::kZoom,
                       R"({"event":"recording.transcript_completed","payload":{"object":{"uuid":"a/b=="}}})"))
          .id == "a/b==");
  CHECK(Only<EraseCall>(
            Read(Vendor::kZoom, R"({"event":"recording.deleted","payload":{"object":{"uuid":"a/b=="}}})"))
            .system == "zoom");
}

TEST_CASE("Gong: in an envelope or bare; a test is no call") {
  CHECK(Only<Fetch>(
            Read(Vendor::kGong, R"({"callData":{"metaData":{"id":"90071992547409931234"}},"isTest":false})"))
            .id == "90071992547409931234");
  CHECK(Only<Fetch>(Read(Vendor::kGong, R"({"metaData":{"id":"7"}})")).id == "7");
  Only<Ignore>(Read(Vendor::kGong, R"({"callData":{"metaData":{"id":"7"}},"isTest":true})"));
}

TEST_CASE("Fireflies: both of its versions; only transcripts") {
  CHECK(Only<Fetch>(Read(Vendor::kFireflies, R"({"event":"meeting.transcribed","meeting_id":"ff-1"})")).id ==
        "ff-1");
  CHECK(Only<Fetch>(Read(Vendor::kFireflies, R"({"eventType":"Transcription completed","meetingId":"ff-1"})"))
            .id == "ff-1");
  Only<Ignore>(Read(Vendor::kFireflies, R"({"event":"meeting.bot_joined","meeting_id":"ff-1"})"));
}

TEST_CASE("Aircall, unsigned: it may say that there is something, and nothing else") {
  CHECK(Only<Fetch>(Read(Vendor::kAircall,
                         R"({"event":"transcription.created","data":{"id":501,"call_id":123}})", false))
            .id == "123");
  CHECK(Only<Fetch>(Read(Vendor::kAircall, R"({"event":"call.ended","data":{"id":123}})", false)).id ==
        "123");
  // The same event delivered twice has one key; a later one of the same call another.
  const auto key = [](const char* event) {
    return Read(Vendor::kAircall,
                std::string(R"({"event":")") + event + R"(","timestamp":5,"data":{"id":123}})", false)
        .at(0)
        .key;
  };
  CHECK(key("call.ended") == key("call.ended"));
  CHECK(key("call.ended") != key("call.tagged"));
}

TEST_CASE("Nothing unsigned is taken or erased, whatever it says") {
  for (Vendor vendor : kVendors) {
    for (const char* body :
         {R"([{"subscriptionType":"call.deletion","objectId":1}])",
          R"([{"id":"1","properties":{"hs_call_title":"x"}}])",
          R"({"event":"recording.deleted","payload":{"object":{"uuid":"u"}}})",
          R"({"type":"call.erased","data":{"source":{"system":"gong","id":"1"}}})",
          R"({"id":"x","transcript":{"turns":[{"text":"forged"}]}})", R"({"recording_id":1})"}) {
      for (const Event& event : Read(vendor, body, false)) {
        CHECK((std::holds_alternative<Ignore>(event.what) || std::holds_alternative<Fetch>(event.what)));
      }
    }
  }
}

TEST_CASE("Standard Webhooks: a call record, bare or as an event") {
  Incoming incoming{.headers = {{"webhook-id", "msg_1"}}};
  const std::vector<Event> bare =
      Read(Vendor::kStandard, R"({"id":"x","transcript":{"turns":[]}})", true, incoming);
  CHECK(Only<TakeCalls>(bare).files.at(0).bytes == R"({"id":"x","transcript":{"turns":[]}})");
  CHECK(bare[0].key == "msg_1");
  CHECK(
      Only<TakeCalls>(Read(Vendor::kStandard, R"({"type":"call.logged","data":{"id":"x"}})", true, incoming))
          .files.at(0)
          .bytes == R"({"id":"x"})");
  CHECK(Only<EraseCall>(Read(Vendor::kStandard,
                             R"({"type":"call.erased","data":{"source":{"system":"gong","id":"1"}}})", true,
                             incoming))
            .id == "1");
  Only<Ignore>(Read(Vendor::kStandard, R"({"type":"invoice.paid","data":{}})", true, incoming));
}

TEST_CASE("Read.ai: a meeting becomes a call record with times from its start") {
  const std::vector<Event> events = Read(Vendor::kReadAi, R"({"session_id":"s1","title":"Weekly",
    "start_time":"2026-10-20T09:00:00Z","participants":[{"name":"Ines Moreau","email":"ines@larkspur.example"}],
    "transcript":{"speaker_blocks":[{"start_time":1792486805000,"end_time":1792486807000,
      "speaker":{"name":"Ines Moreau"},"words":"We type it twice."}]}})");
  const TakeCalls& take = Only<TakeCalls>(events);
  const whyspec::calls::ReadExportResult read = whyspec::calls::ReadExport(take.files);
  REQUIRE(read.calls.size() == 1);
  REQUIRE(read.calls[0].call.turns.size() == 1);
  CHECK(read.calls[0].call.turns[0].start_ms == 5000);
  CHECK(read.calls[0].call.source.id == "s1");
}

TEST_CASE("Bodies that are no events ask for nothing") {
  for (Vendor vendor : kVendors) {
    for (const char* body :
         {"", "null", "[]", "{}", "7", "\"x\"", "[[[[", "{\"event\":{}}", "{\"data\":[1]}"}) {
      for (const Event& event : Read(vendor, body)) {
        INFO(Name(vendor) << " " << body);
        CHECK((std::holds_alternative<Ignore>(event.what) || std::holds_alternative<TakeCalls>(event.what)));
      }
    }
    CHECK(Read(vendor, std::string(100'000, '[')).empty());
  }
}

TEST_CASE("Work waits in the queue and comes out as it went in") {
  const Event take{
      .what =
          TakeCalls{.files = {{.path = "a.json", .bytes = "\x01{}\n", .sidecar_path = "s", .sidecar = "y"}}}};
  const std::optional<Event> back = ReadWork(*WriteWork(take));
  REQUIRE(back);
  CHECK(std::get<TakeCalls>(back->what).files.at(0).bytes == "\x01{}\n");
  CHECK(std::get<TakeCalls>(back->what).files.at(0).sidecar == "y");
  CHECK(std::get<Fetch>(ReadWork(*WriteWork({.what = Fetch{.id = "a/b=="}}))->what).id == "a/b==");
  CHECK_FALSE(WriteWork({.what = Ignore{}}));
  for (const char* text : {"", "[]", "{}", R"({"do":"take"})", R"({"do":"take","files":[1]})"})
    CHECK_FALSE(ReadWork(text));
}

TEST_CASE("What we send is signed as Standard Webhooks asks") {
  CHECK(SignStandard("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                     R"({"test": 2432232314})") == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}
