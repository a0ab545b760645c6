// HubSpot and Salesforce.
#include <catch2/catch.hpp>

#include "exporting.h"

namespace whyspec::calls {
namespace {

using Catch::Contains;

constexpr std::string_view kHubSpot = R"({"results": [
 {"id": "21", "properties": {"hs_timestamp": "2026-01-13T15:48:22Z", "hs_call_title": "Appel d\u00e9couverte",
   "hs_call_body": "<p>RAS c\u00f4t\u00e9 prix</p><ul><li>export &amp; relances</li></ul><script>x()</script>",
   "hs_call_duration": "3800000", "hs_call_direction": "OUTBOUND",
   "hs_call_disposition": "f240bbac-87c9-4f6e-bf70-924b57d47db7", "hs_call_status": "COMPLETED",
   "hs_call_from_number": "+33100000000", "hs_call_recording_url": "https://x.example?sig=1",
   "hubspot_owner_id": "4411"},
  "associations": {"deals": {"results": [{"id": "991", "type": "call_to_deal"}]}}},
 {"id": "22", "properties": {"hs_timestamp": "1768320000000", "hs_call_title": "Rappel",
   "hs_call_disposition": "00000000-own", "hs_call_status": "NO_ANSWER", "hs_call_duration": null}},
 {"id": "31", "properties": {"hs_meeting_title": "Point", "hs_meeting_start_time": "2026-01-14T09:00:00Z",
   "hs_meeting_end_time": "2026-01-14T09:30:00Z", "hs_meeting_body": "<div>Bonne r\u00e9union</div>",
   "hs_internal_meeting_notes": "Budget serr\u00e9", "hs_meeting_outcome": "COMPLETED"}},
 {"id": "991", "properties": {"dealname": "Acme", "amount": "60000", "dealstage": "proposal"}},
 {"id": "77", "properties": {"email": "x@y.example"}}], "paging": {"next": {"after": "1"}}})";

TEST_CASE("HubSpot: calls, meetings and deals; bodies become notes, never words of the customer") {
  const ReadExportResult result = Import(kHubSpot);
  CAPTURE(Problems(result));
  REQUIRE(result.calls.size() == 3);
  const Call& first = result.calls[0].call;
  CHECK(first.id == "hubspot-21");
  CHECK(first.title == "Appel découverte");
  CHECK(first.duration_ms == 3800000);  // milliseconds, as text
  CHECK(first.notes == "RAS côté prix\n- export & relances");
  CHECK(first.tags == Texts{"Connected"});
  CHECK(first.owner == "4411");
  CHECK(first.opportunity.id == "991");
  CHECK(first.opportunity.stage == "proposal");
  CHECK(first.opportunity.amount == 60000);
  CHECK(first.turns.empty());
  CHECK(first.transcript_status == TranscriptStatus::kNone);
  const Call& second = result.calls[1].call;
  CHECK(second.started_at_ms == 1768320000000);
  CHECK(second.tags == Texts{"00000000-own", "no answer"});
  const Call& meeting = result.calls[2].call;
  CHECK(meeting.duration_ms == 1800000);
  CHECK(meeting.notes == "Bonne réunion\n\nBudget serré");
  REQUIRE(result.problems.size() == 1);
  CHECK(result.problems[0].skipped);
  CHECK(result.problems[0].record == "record 77");
}

TEST_CASE("HubSpot: companies and contacts a call names belong to it") {
  const ReadExportResult result = Import(R"([
    {"id": "21", "properties": {"hs_call_title": "Weekly", "hs_timestamp": "2026-10-20T09:00:00Z"},
     "associations": {"contacts": {"results": [{"id": "7"}, {"id": "8"}, {"id": "404"}]},
                      "companies": {"results": [{"id": "70"}]}}},
    {"engagementId": 21, "transcriptUtterances": [
      {"speaker": {"id": "s1", "name": "", "email": "ines@larkspur.example"}, "text": "We type it twice.",
       "startTimeMillis": 0, "endTimeMillis": 900}]},
    {"id": "7", "properties": {"firstname": "Ines", "lastname": "Moreau", "email": "ines@larkspur.example",
                               "jobtitle": "Head of operations"}},
    {"id": "8", "properties": {"firstname": "Tom", "email": "tom@larkspur.example"}},
    {"id": "9", "properties": {"firstname": "Nobody", "email": "nobody@elsewhere.example"}},
    {"id": "70", "properties": {"name": "Larkspur Clinics", "domain": "larkspur.example"}}
  ])");
  REQUIRE(result.calls.size() == 1);
  const Call& call = result.calls[0].call;
  CHECK(call.account == "Larkspur Clinics");
  REQUIRE(call.participants.size() == 2);
  CHECK(call.participants[0].name == "Tom");
  REQUIRE(call.turns.size() == 1);
  const Participant* speaker = call.FindParticipant(call.turns[0].speaker);
  REQUIRE(speaker != nullptr);
  CHECK(speaker->name == "Ines Moreau");
  CHECK(speaker->title == "Head of operations");
  CHECK(speaker->affiliation == Affiliation::kExternal);
}

TEST_CASE("HubSpot: a transcript joins its call by the engagement") {
  const std::string transcript =
      R"({"id": "t1", "engagementId": 21, "transcriptSource": "INTEGRATOR_GENERATED",
   "transcriptUtterances": [
    {"speaker": {"id": "11", "name": "Ada Poe", "email": "ada@acme.example"}, "text": "Bonjour", "languageCode": "fr-FR",
     "startTimeMillis": 1980, "endTimeMillis": 2090},
    {"speaker": null, "text": "Oui", "startTimeMillis": 2100, "endTimeMillis": 2050}]})";
  const ReadExportResult result = Import({{"t.json", transcript}, {"c.json", std::string(kHubSpot)}});
  REQUIRE(result.calls.size() == 3);
  const Call& call = result.calls[0].call;
  CHECK(call.title == "Appel découverte");
  CHECK(call.language == "fr-FR");
  CHECK(Said(call) == Texts{"Ada Poe 1980-2090: Bonjour", "? 2100: Oui"});
  CHECK(call.notes == "RAS côté prix\n- export & relances");
}

TEST_CASE("Salesforce JSON: a VoiceCall is its Task; what is no call is left out and said") {
  const ReadExportResult result = Import(R"({"totalSize": 4, "done": true, "records": [
   {"attributes": {"type": "Task", "url": "/x"}, "Id": "00T5e00000AbCdE", "Subject": "Call with Acme",
    "Description": "On a parl\u00e9 de l'export", "ActivityDate": "2026-01-13", "TaskSubtype": "Call",
    "CallType": "Outbound", "CallDurationInSeconds": 1260, "CallDisposition": "Interested",
    "WhoId": "0035e00000XyZaB", "Who": {"Name": "Jane Roe"}, "WhatId": "0065e00000KlMnO",
    "Account": {"Name": "Acme"}, "Owner": {"Name": "Alex Us"}},
   {"attributes": {"type": "VoiceCall"}, "Id": "0LQ5e000000Abcd", "ActivityId": "00T5e00000AbCdEGHI",
    "CallStartDateTime": "2026-01-13T09:00:00.000+0000", "CallEndDateTime": "2026-01-13T09:21:00.000+0000",
    "CallDisposition": "completed"},
   {"attributes": {"type": "Event"}, "Id": "00U5e00000AbCdE", "Subject": "Demo",
    "StartDateTime": "2026-01-14T09:00:00.000+0000", "DurationInMinutes": 45},
   {"attributes": {"type": "Task"}, "Id": "00T5e00000ZZZZZ", "Subject": "Send quote", "TaskSubtype": "Email"}]})");
  CAPTURE(Problems(result));
  REQUIRE(result.calls.size() >= 2);
  const Call& call = result.calls[0].call;
  CHECK(call.source.id.size() == 18);  // the form that does not depend on case
  CHECK(call.title == "Call with Acme");
  CHECK(call.notes == "On a parlé de l'export");
  CHECK(call.duration_ms == 1260000);
  CHECK(call.source_channel == "outbound");
  CHECK(call.account == "Acme");
  CHECK(call.owner == "Alex Us");
  CHECK(call.tags == Texts{"Interested"});
  CHECK(People(call) == Texts{"Jane Roe/external"});
  REQUIRE(result.problems.size() == 1);
  CHECK(result.problems[0].skipped);
  CHECK_THAT(result.problems[0].problem.message, Contains("Send quote") && Contains("Email"));
}

TEST_CASE("Salesforce ids of 15 letters and of 18 are one id") {
  // The suffix says which of each five letters are capitals, the first in the lowest bit.
  const ReadExportResult result = Import(R"([
   {"attributes": {"type": "Task"}, "Id": "00T5e00000AbCdE", "TaskSubtype": "Call", "Subject": "short"},
   {"attributes": {"type": "Task"}, "Id": "00T5e00000AbCdEEAV", "TaskSubtype": "Call", "Subject": "long"}])");
  REQUIRE(result.calls.size() == 1);
  CHECK(result.calls[0].call.source.id == "00T5e00000AbCdEEAV");
  CHECK(result.calls[0].call.title == "long");
}

TEST_CASE("Salesforce CSV: API names, labels of reports, French labels") {
  const auto csv = [](const std::string& bytes) { return Import({{"report.csv", bytes}}); };
  const ReadExportResult api =
      csv("Id,Subject,TaskSubtype,CallDurationInSeconds,ActivityDate,Description\r\n"
          "00T000000000001AAA,Call,Call,65,2026-01-13,\"two\r\nlines\"\r\n");
  REQUIRE(api.calls.size() == 1);
  CHECK(api.formats[0] == "salesforce");
  CHECK(api.calls[0].call.duration_ms == 65000);
  CHECK(api.calls[0].call.notes == "two\nlines");

  const ReadExportResult labels =
      csv("\xEF\xBB\xBF\"Activity ID\",\"Subject\",\"Assigned To\",\"Call Result\",\"Company / "
          "Account\",\"Date\"\n"
          "\"00T000000000001AAA\",\"Call\",\"Alex Us\",\"Interested\",\"Acme\",\"31/01/2026\"\n");
  REQUIRE(labels.calls.size() == 1);
  CHECK(labels.calls[0].call.owner == "Alex Us");
  CHECK(labels.calls[0].call.account == "Acme");
  CHECK(labels.calls[0].call.started_at_ms == 1769817600000);
  CHECK(labels.calls[0].call.tags == Texts{"Interested"});

  const ReadExportResult french =
      csv("Id;Objet;Commentaires;R\xE9sultat de l'appel;Compte;Date\n"
          "00T000000000001AAA;Appel;On verra;Int\xE9ress\xE9;Acm\xE9;13/01/2026\n");
  REQUIRE(french.calls.size() == 1);
  CHECK(french.calls[0].call.account == "Acmé");  // Windows-1252
  CHECK(french.calls[0].call.tags == Texts{"Intéressé"});
  CHECK(french.calls[0].call.notes == "On verra");
}

TEST_CASE("Salesforce: a row without an id cannot be told apart, and is named") {
  const ReadExportResult result = Import({{"r.csv", "Subject,Call Result\nCall with Acme,Interested\n"}});
  CHECK(result.calls.empty());
  REQUIRE(result.problems.size() == 1);
  CHECK(result.problems[0].problem.fatal);
  CHECK_THAT(result.problems[0].record, Contains("Call with Acme"));
}

}  // namespace
}  // namespace whyspec::calls
