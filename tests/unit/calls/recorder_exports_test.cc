// Fireflies, Grain, tl;dv, Fathom, Modjo, Aircall, Google Meet, Dovetail, Productboard.
#include <catch2/catch.hpp>

#include "exporting.h"

namespace whyspec::calls {
namespace {

using Catch::Contains;

TEST_CASE("Fireflies: seconds, minutes and milliseconds, each where it is") {
  const ReadExportResult result = Import(R"({"data": {"transcript": {"id": "ff-1", "title": "Acme",
    "date": 1767351600000, "dateString": "2026-01-02T11:00:00.000Z", "duration": 31.2,
    "organizer_email": "alex@us.example", "meeting_attendees": [{"displayName": "Ada Poe", "email": "ada@acme.example"},
      {"displayName": null, "email": "bo@acme.example"}],
    "speakers": [{"id": 0, "name": "Ada Poe"}, {"id": 1, "name": "Alex Us"}],
    "meeting_info": {"summary_status": "processed"},
    "sentences": [
     {"index": 0, "speaker_id": 0, "speaker_name": "Ada Poe", "text": "We re-key it twice.", "raw_text": "we",
      "start_time": 12.4, "end_time": 15.0},
     {"index": 1, "speaker_id": 1, "speaker_name": null, "text": "Why?", "start_time": "15.0", "end_time": 14.0},
     {"index": 2, "speaker_id": null, "speaker_name": null, "text": "\u2764\ufe0f \u05e9\u05dc\u05d5\u05dd", "start_time": -2}],
    "summary": {"overview": "by a machine"}}}})",
                                         {.own_domains = {"us.example"}});
  CAPTURE(Problems(result));
  REQUIRE(result.calls.size() == 1);
  const Call& call = result.calls[0].call;
  CHECK(call.id == "fireflies-ff-1");
  CHECK(call.duration_ms == 1872000);
  CHECK(call.started_at_ms == 1767351600000);
  CHECK(call.owner == "alex@us.example");
  CHECK(call.notes.empty());
  CHECK(Said(call) == Texts{"Ada Poe 12400-15000: We re-key it twice.", "Alex Us 15000: Why?",
                            "? -: \u2764\ufe0f \u05e9\u05dc\u05d5\u05dd"});
  CHECK(People(call).front() == "Ada Poe/external");
}

TEST_CASE("Fireflies: an answer with errors is a failure, whatever its status was") {
  const ReadExportResult result = Import(
      R"({"errors": [{"message": "Invalid API key", "code": "auth_failed"}], "data": {"transcript": null}})");
  CHECK(result.calls.empty());
  REQUIRE(result.problems.size() == 1);
  CHECK(result.problems[0].problem.fatal);
  CHECK_THAT(result.problems[0].problem.message, Contains("Invalid API key"));
}

TEST_CASE("Fireflies: no sentences yet") {
  const ReadExportResult result = Import(
      R"({"data": {"transcripts": [{"id": "a", "sentences": null, "organizer_email": "x@us.example"}, {"id": "b", "sentences": [], "dateString": "2026-01-01"}]}})");
  REQUIRE(result.calls.size() == 2);
  CHECK(result.calls[0].call.transcript_status == TranscriptStatus::kProcessing);
  CHECK(result.calls[1].call.transcript_status == TranscriptStatus::kProcessing);
}

TEST_CASE("Grain: a bare list of segments, and a recording") {
  const std::string segments =
      R"([{"start": 8000, "end": 9000, "text": "Hello", "speaker": "Obi Poe", "participant_id": "p-1"},
    {"start": 8500, "end": 9500, "text": "Hi", "speaker": "Kim Roe", "participant_id": "p-2"},
    {"start": 1, "end": 2, "text": "early", "speaker": null, "participant_id": null}])";
  const ReadExportResult bare = Import({{"grain-talk.json", segments}});
  CAPTURE(Problems(bare));
  CHECK(bare.formats[0] == "grain");
  CHECK(Said(bare) == Texts{"Obi Poe 8000-9000: Hello", "Kim Roe 8500-9500: Hi", "? 1-2: early"});
  CHECK(bare.calls[0].call.id == "grain-grain-talk");
  const ReadExportResult recording =
      Import(R"({"id": "r1", "title": "Demo", "start_datetime": "2026-01-13T09:00:00Z",
    "end_datetime": "2026-01-13T09:30:00Z", "participants": [{"id": "p-1", "name": "Obi Poe", "scope": "external"},
    {"id": "p-2", "name": "Kim Roe", "scope": "internal"}, {"id": "p-3", "name": "Al", "scope": "unknown"}],
    "transcript": )" +
             segments + "}");
  REQUIRE(recording.calls.size() == 1);
  CHECK(People(recording.calls[0].call) == Texts{"Obi Poe/external", "Kim Roe/internal", "Al/unknown"});
  CHECK(recording.calls[0].call.duration_ms == 1800000);
  CHECK(Said(recording) == Said(bare));
}

TEST_CASE("tl;dv: meeting and transcript are joined; times are seconds") {
  const ReadExportResult result = Import(
      {{"m.json",
        R"({"id": "m1", "name": "Acme", "happenedAt": "2026-01-13T09:00:00.000Z", "duration": 1800.5,
         "organizer": {"name": "Alex Us", "email": "alex@us.example"},
         "invitees": [{"name": "Ada Poe", "email": "ada@acme.example"}], "url": "https://tldv.example/m1"})"},
       {"t.json",
        R"({"id": "t1", "meetingId": "m1", "data": [{"speaker": "Ada Poe", "text": "Yes", "startTime": 3, "endTime": 7},
         {"speaker": null, "text": "No", "startTime": 7, "endTime": 7}]})"}},
      {.own_domains = {"@US.example"}});
  CAPTURE(Problems(result));
  REQUIRE(result.calls.size() == 1);
  const Call& call = result.calls[0].call;
  CHECK(call.source.id == "m1");
  CHECK(call.duration_ms == 1800500);
  CHECK(Said(call) == Texts{"Ada Poe 3000-7000: Yes", "? 7000-7000: No"});
  CHECK(People(call) == Texts{"Alex Us/internal", "Ada Poe/external"});
}

TEST_CASE("Fathom: clock times, invitees matched by address, deals") {
  const ReadExportResult result =
      Import(R"({"items": [{"recording_id": 123, "title": "Acme", "url": "https://f.example",
    "created_at": "2026-01-13T10:00:00Z", "recording_start_time": "2026-01-13T09:00:00Z",
    "recording_end_time": "2026-01-13T09:30:00Z", "transcript_language": "en",
    "calendar_invitees": [{"name": "A. Poe", "email": "ada@acme.example", "is_external": true},
      {"name": "Alex Us", "email": "alex@us.example", "is_external": false}],
    "recorded_by": {"name": "Alex Us", "email": "alex@us.example"},
    "crm_matches": {"companies": [{"name": "Acme"}], "deals": [{"name": "Acme 2026", "amount": 5000}]},
    "transcript": [{"speaker": {"display_name": "Ada Poe", "matched_calendar_invitee_email": "ada@acme.example"},
      "text": "We type it twice.", "timestamp": "00:05:32"},
      {"speaker": {"display_name": "Alex Us", "matched_calendar_invitee_email": null}, "text": "Twice?", "timestamp": "00:05:40"}]},
   {"recording_id": 124, "title": "Later", "transcript": null}], "next_cursor": null})");
  CAPTURE(Problems(result));
  REQUIRE(result.calls.size() == 2);
  const Call& call = result.calls[0].call;
  CHECK(call.id == "fathom-123");
  CHECK(call.account == "Acme");
  CHECK(call.opportunity.amount == 5000);
  CHECK(call.duration_ms == 1800000);
  CHECK(Said(call) == Texts{"A. Poe 332000: We type it twice.", "Alex Us 340000: Twice?"});
  CHECK(People(call) == Texts{"A. Poe/external", "Alex Us/internal"});
  CHECK(result.calls[1].call.transcript_status == TranscriptStatus::kNone);
}

TEST_CASE("Modjo v1: speakers joined by number, seconds, tags") {
  const ReadExportResult result =
      Import(R"({"pagination": {"totalValues": 1, "lastPage": 1}, "values": [{"callId": 1,
    "title": "Acme", "startDate": "2026-01-13T09:00:00.000Z", "duration": 1800, "language": "fr", "callCrmId": null,
    "relations": {"recording": {"url": "https://x.example?sig=1"}, "speakers": [
      {"speakerId": 0, "type": "user", "name": "Alex Us", "email": null, "userId": 7},
      {"speakerId": 1, "type": "contact", "name": "Jane Roe"}],
     "transcript": [{"startTime": 1.2, "endTime": 4.0, "speakerId": 0, "content": "Bonjour", "topics": []},
      {"startTime": 4.0, "endTime": 6.5, "speakerId": 1, "content": "Bonjour !"},
      {"startTime": 6.5, "endTime": 7, "speakerId": null, "content": "Oui"}],
     "tags": [{"name": "export"}], "highlights": {"content": "by a machine"}}}]})");
  CAPTURE(Problems(result));
  REQUIRE(result.calls.size() == 1);
  const Call& call = result.calls[0].call;
  CHECK(call.id == "modjo-1");
  CHECK(call.duration_ms == 1800000);
  CHECK(call.tags == Texts{"export"});
  CHECK(People(call) == Texts{"Alex Us/internal", "Jane Roe/external"});
  CHECK(Said(call) ==
        Texts{"Alex Us 1200-4000: Bonjour", "Jane Roe 4000-6500: Bonjour !", "? 6500-7000: Oui"});
}

TEST_CASE("Modjo v2: speakers inline; gone is gone, empty is still being made") {
  const ReadExportResult ready = Import(
      {{"modjo-812.json",
        R"({"data": [{"startTime": 1, "endTime": 2, "content": "Oui", "speaker": {"id": 4, "name": "Jane Roe", "type": "contact"}},
        {"startTime": 2, "endTime": 3, "content": "Non", "speaker": {"id": null, "name": null, "type": "unknown"}}]})"}});
  CHECK(Said(ready) == Texts{"Jane Roe 1000-2000: Oui", "? 2000-3000: Non"});
  CHECK(ready.calls[0].call.source.id == "812");
  const ReadExportResult gone = Import({{"modjo-812.json", R"({"code": "gone"})"}});
  REQUIRE(gone.calls.size() == 1);
  CHECK(gone.calls[0].call.transcript_status == TranscriptStatus::kGone);
  const ReadExportResult processing = Import({{"modjo-812.json", R"({"data": []})"}}, {.from = "modjo"});
  REQUIRE(processing.calls.size() == 1);
  CHECK(processing.calls[0].call.transcript_status == TranscriptStatus::kProcessing);
  const ReadExportResult both =
      Import({{"modjo-812.json", R"({"data": [{"startTime": 1, "endTime": 2, "content": "Oui"}]})"},
              {"x/modjo-812.json", R"({"code": "gone"})"}});
  REQUIRE(both.calls.size() == 1);
  CHECK(both.calls[0].call.turns.empty());
}

TEST_CASE("Aircall: transcription and call are joined; numbers and tokens stay behind") {
  const ReadExportResult result = Import(
      {{"t.json",
        R"({"transcription": {"id": 501, "call_id": 123, "call_created_at": "2026-01-13T13:30:54.000Z", "type": "call",
         "content": {"language": "fr", "utterances": [
          {"start_time": 5.12, "end_time": 6.5, "text": "Bonjour", "participant_type": "external", "phone_number": "+33600000000"},
          {"start_time": 7.0, "end_time": 8.2, "text": "Oui", "participant_type": "internal", "user_id": 9}]}}})"},
       {"c.json", R"({"resource": "call", "event": "call.ended", "token": "s3cret-token", "data": {"id": 123,
         "direct_link": "https://aircall.example/calls/123", "direction": "inbound", "status": "done",
         "started_at": 1768311054, "ended_at": 1768311154, "duration": 100, "raw_digits": "+33 6 00 00 00 00",
         "user": {"id": 9, "name": "Alex Us", "email": "alex@us.example"},
         "contact": {"first_name": "Jane", "last_name": "Roe", "company_name": "Acme"},
         "tags": [{"name": "export"}], "comments": [{"content": "Rappeler lundi"}]}})"}});
  CAPTURE(Problems(result));
  REQUIRE(result.calls.size() == 1);
  const Call& call = result.calls[0].call;
  CHECK(call.id == "aircall-123");
  CHECK(Said(call) == Texts{"Jane Roe 5120-6500: Bonjour", "Alex Us 7000-8200: Oui"});
  CHECK(People(call) == Texts{"Jane Roe/external", "Alex Us/internal"});
  CHECK(call.started_at_ms == 1768311054000);
  CHECK(call.duration_ms == 100000);
  CHECK(call.account == "Acme");
  CHECK(call.source_channel == "inbound");
  CHECK(call.notes == "Rappeler lundi");
  for (const Participant& person : call.participants) {
    CHECK(person.id.find("336") == std::string::npos);
    CHECK(person.name.find("336") == std::string::npos);
  }
}

TEST_CASE("Google Meet: absolute times, pages in any order, names from the participants") {
  const std::string page2 = R"({"transcriptEntries": [
    {"name": "conferenceRecords/x/transcripts/y/entries/3", "participant": "conferenceRecords/x/participants/p1",
     "text": "Fin", "languageCode": "fr-FR", "startTime": "2026-01-02T10:00:09Z", "endTime": "2026-01-02T10:00:10Z"}]})";
  const std::string page1 = R"({"transcriptEntries": [
    {"name": "conferenceRecords/x/transcripts/y/entries/2", "participant": "conferenceRecords/x/participants/p2",
     "text": "Deux", "languageCode": "fr-FR", "startTime": "2026-01-02T10:00:05.5Z", "endTime": "2026-01-02T10:00:06Z"},
    {"name": "conferenceRecords/x/transcripts/y/entries/1", "participant": "conferenceRecords/x/participants/p1",
     "text": "Un", "languageCode": "fr-FR", "startTime": "2026-01-02T10:00:03.2Z", "endTime": "2026-01-02T10:00:04Z"}],
    "nextPageToken": "t"})";
  const std::string people = R"({"participants": [
    {"name": "conferenceRecords/x/participants/p1", "signedinUser": {"user": "users/1", "displayName": "Jane Roe"}},
    {"name": "conferenceRecords/x/participants/p2", "anonymousUser": {"displayName": "Kim"}}]})";
  const ReadExportResult result =
      Import({{"2.json", page2}, {"1.json", page1}, {"again.json", page1}, {"p.json", people}});
  CAPTURE(Problems(result));
  REQUIRE(result.calls.size() == 1);
  CHECK(result.calls[0].call.id == "meet-x");
  CHECK(result.calls[0].call.started_at_ms == 1767348003200);
  CHECK(result.calls[0].call.language == "fr-FR");
  CHECK(Said(result) == Texts{"Jane Roe 0-800: Un", "Kim 2300-2800: Deux", "Jane Roe 5800-6800: Fin"});
}

TEST_CASE("Dovetail: the body of data is read like a transcript") {
  const ReadExportResult result =
      Import(R"({"data": [{"id": "d1", "title": "Interview", "created_at": "2026-01-13T09:00:00Z",
    "project": {"id": "p", "title": "Export"}, "content": "**x**\n\nJane Roe [00:05]: We type it twice.\n\nKim [00:09]: Why?"}],
    "page": {"has_more": false, "next_cursor": null, "total_count": 1}})");
  CAPTURE(Problems(result));
  REQUIRE(result.calls.size() == 1);
  CHECK(result.calls[0].call.id == "dovetail-d1");
  CHECK(Said(result).at(1) == "Jane Roe 5000: We type it twice.");
}

TEST_CASE("Productboard: a note is our own words; a conversation has turns") {
  const ReadExportResult v1 =
      Import(R"({"data": [{"id": "n1", "title": "Export", "content": "<p>They <b>need</b> it</p>",
    "displayUrl": "https://pb.example/n1", "createdAt": "2026-01-13T09:00:00Z", "company": {"id": "c", "name": "Acme"},
    "tags": ["export", {"name": "sso"}], "createdBy": {"email": "alex@us.example"}}], "pageCursor": null})");
  CAPTURE(Problems(v1));
  REQUIRE(v1.calls.size() == 1);
  CHECK(v1.calls[0].call.notes == "They need it");
  CHECK(v1.calls[0].call.turns.empty());
  CHECK(v1.calls[0].call.account == "Acme");
  CHECK(v1.calls[0].call.tags == Texts{"export", "sso"});
  const ReadExportResult v2 =
      Import(R"({"data": {"id": "n2", "type": "conversationNote", "createdAt": "2026-01-13T09:00:00Z",
    "fields": {"name": "Chat", "content": [
     {"author": {"name": "Jane Roe"}, "authorType": "customer", "content": "<p>Export?</p>", "timestamp": "2026-01-13T09:00:05Z"},
     {"author": {"name": "Alex Us"}, "authorType": "agent", "content": "Soon.", "timestamp": "2026-01-13T09:00:09Z"}]}}})");
  CAPTURE(Problems(v2));
  REQUIRE(v2.calls.size() == 1);
  CHECK(Said(v2) == Texts{"Jane Roe 0: Export?", "Alex Us 4000: Soon."});
  CHECK(People(v2.calls[0].call) == Texts{"Jane Roe/external", "Alex Us/internal"});
}

}  // namespace
}  // namespace whyspec::calls
