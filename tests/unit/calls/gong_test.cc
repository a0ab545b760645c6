#include <catch2/catch.hpp>

#include "exporting.h"

namespace whyspec::calls {
namespace {

constexpr std::string_view kTranscripts = R"({"requestId": "req-1",
 "records": {"totalRecords": 1, "currentPageSize": 1, "currentPageNumber": 0, "cursor": "next"},
 "callTranscripts": [{"callId": "90071992547409931234", "transcript": [
   {"speakerId": "81129638417264412346", "topic": null, "sentences": [
     {"start": 455000, "end": 459000, "text": "Comment faites-vous ?"}]},
   {"speakerId": "81129638417264412345", "topic": "Process", "sentences": [
     {"start": 460230, "end": 462343, "text": "On ressaisit tout deux fois."},
     {"start": 462400, "end": 464000, "text": "Chaque lundi."}]},
   {"speakerId": null, "sentences": [{"start": 463000, "end": 461000, "text": "Oui."}]},
   {"speakerId": "81129638417264412345", "sentences": []}]}]})";

constexpr std::string_view kCalls = R"({"requestId": "req-2", "records": {"totalRecords": 1},
 "calls": [{"metaData": {"id": "90071992547409931234", "url": "https://gong.example/call?id=90071992547409931234",
    "title": "D\u00e9couverte", "scheduled": "2026-01-13T08:55:00Z", "started": "2026-01-13T10:00:00+01:00",
    "duration": 2159, "primaryUserId": "771", "direction": "Conference", "scope": "External", "media": "Video",
    "language": "fra", "somethingNew": [1, 2]},
  "context": [{"system": "Salesforce", "objects": [
    {"objectType": "Opportunity", "objectId": "opp-31", "fields": [{"name": "StageName", "value": "Proposal"},
      {"name": "Amount", "value": 60000}, {"name": "Probability", "value": 40}, {"name": "Empty", "value": null}]},
    {"objectType": "Account", "objectId": "acc-1", "fields": [{"name": "Name", "value": "Acme"}]}]}],
  "parties": [
    {"id": "1", "emailAddress": "jane@acme.example", "name": "Jane Roe", "title": "Head of operations",
     "speakerId": "81129638417264412345", "affiliation": "External", "phoneNumber": "+33 1 00 00 00 00"},
    {"id": "2", "emailAddress": "alex@us.example", "name": "Alex Us", "userId": "771",
     "speakerId": "81129638417264412346", "affiliation": "Internal"},
    {"id": "3", "name": "Kim Poe", "speakerId": null, "affiliation": "Unknown", "methods": ["Invitee"]}],
  "content": {"trackers": [], "brief": "made by a machine"}}]})";

TEST_CASE("Gong: transcripts and calls are joined by the call's id, in any order") {
  for (const bool calls_first : {true, false}) {
    const ReadExportResult result =
        calls_first ? Import({{"a.json", std::string(kCalls)}, {"b.json", std::string(kTranscripts)}})
                    : Import({{"b.json", std::string(kTranscripts)}, {"a.json", std::string(kCalls)}});
    CAPTURE(Problems(result));
    CHECK(result.problems.empty());
    REQUIRE(result.calls.size() == 1);
    const Call& call = result.calls[0].call;
    CHECK(call.id == "gong-90071992547409931234");
    CHECK(call.source.system == "gong");
    CHECK(call.source.id == "90071992547409931234");  // twenty digits, never a double
    CHECK(call.source.url == "https://gong.example/call?id=90071992547409931234");
    CHECK(call.title == "Découverte");
    CHECK(call.started_at_ms == 1768294800000);
    CHECK(call.duration_ms == 2159000);  // Gong counts seconds here, milliseconds in transcripts
    CHECK(call.language == "fr");
    CHECK(call.account == "Acme");
    CHECK(call.owner == "Alex Us");
    CHECK(call.opportunity.id == "opp-31");
    CHECK(call.opportunity.stage == "Proposal");
    CHECK(call.opportunity.amount == 60000);
    CHECK(call.opportunity.probability == 0.4);
    CHECK(call.notes.empty());  // a machine's summary is nobody's words
    CHECK(call.transcript_status == TranscriptStatus::kReady);
    CHECK(People(call) == Texts{"Jane Roe/external", "Alex Us/internal", "Kim Poe/unknown"});
    CHECK(Said(call) == Texts{"Alex Us 455000-459000: Comment faites-vous ?",
                              "Jane Roe 460230-464000: On ressaisit tout deux fois. Chaque lundi.",
                              "? 463000: Oui."});
  }
}

TEST_CASE("Gong: transcripts alone keep speakers apart; empty ones are still being made") {
  const ReadExportResult result = Import(kTranscripts);
  CHECK(People(result.calls.at(0).call) ==
        Texts{"81129638417264412346/unknown", "81129638417264412345/unknown"});
  const ReadExportResult empty = Import(R"({"callTranscripts": [{"callId": "7", "transcript": []}]})");
  REQUIRE(empty.calls.size() == 1);
  CHECK(empty.calls[0].call.transcript_status == TranscriptStatus::kProcessing);
}

TEST_CASE("Gong: a webhook's body, bare or wrapped, once or twice") {
  const std::string bare = R"({"metaData": {"id": "5", "title": "Demo", "duration": 60}, "parties": []})";
  for (const std::string& bytes :
       {bare, "{\"callData\": " + bare + ", \"isTest\": false}", "[" + bare + ", " + bare + "]"}) {
    const ReadExportResult result = Import(bytes);
    REQUIRE(result.calls.size() == 1);
    CHECK(result.calls[0].call.title == "Demo");
    CHECK(result.formats == std::vector<std::string_view>{"gong"});
  }
}

TEST_CASE("Gong: a record without an id is named, and nothing of it comes over") {
  const ReadExportResult result =
      Import(R"({"calls": [{"metaData": {"id": "1"}}, {"metaData": {"id": ""}}, {"title": "no"}]})");
  CHECK(result.calls.size() == 1);
  REQUIRE(result.problems.size() == 2);
  CHECK(result.problems[0].problem.fatal);
  CHECK(result.problems[1].problem.fatal);
}

}  // namespace
}  // namespace whyspec::calls
