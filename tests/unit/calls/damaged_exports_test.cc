// Whatever is done to an export: what comes out keeps the promises of the headers, is
// written, and reads back the same. Seeded, so that a failure comes back.
#include <catch2/catch.hpp>
#include <chrono>
#include <random>

#include "base/unicode.h"
#include "calls/update_call.h"
#include "calls/write_call.h"
#include "exporting.h"

namespace whyspec::calls {
namespace {

const Texts kSeeds = {
    R"({"callTranscripts": [{"callId": "7", "transcript": [{"speakerId": "1", "sentences": [{"start": 1, "end": 2, "text": "Yes."}]}]}]})",
    R"({"calls": [{"metaData": {"id": "7", "duration": 60}, "parties": [{"id": "1", "speakerId": "1", "name": "Jane"}], "context": [{"objects": [{"objectType": "Opportunity", "fields": [{"name": "Amount", "value": 5}]}]}]}]})",
    R"({"results": [{"id": "2", "properties": {"hs_call_title": "x", "hs_call_body": "<p>y</p>", "hs_call_duration": "5"}}]})",
    R"({"data": {"transcript": {"id": "f", "dateString": "2026-01-02", "duration": 3, "sentences": [{"speaker_name": "A", "text": "b", "start_time": 1.5, "end_time": 2}]}}})",
    R"([{"start": 8000, "end": 9000, "text": "x", "speaker": "O", "participant_id": "p"}])",
    R"({"items": [{"recording_id": 3, "transcript": [{"speaker": {"display_name": "A"}, "text": "b", "timestamp": "00:05:32"}]}]})",
    R"({"transcription": {"call_id": 1, "content": {"utterances": [{"start_time": 5.12, "end_time": 6.5, "text": "x", "participant_type": "external"}]}}})",
    R"({"transcriptEntries": [{"name": "conferenceRecords/x/transcripts/y/entries/1", "participant": "conferenceRecords/x/participants/p", "text": "a", "startTime": "2026-01-02T10:00:03.2Z"}]})",
    R"({"results": {"channels": [{"alternatives": [{"words": [{"word": "a", "start": 1, "end": 2, "speaker": 0}]}]}]}})",
    "start,speaker,text\n3.0,Jane,\"a,b\"\n4,Bob,c\n",
    "Id;Subject;Call Result;Date\n1;x;y;13/01/2026\n"};

TEST_CASE("Damaged exports never break a promise") {
  std::mt19937 random(4711);
  const Texts bits = {"{",
                      "}",
                      "[",
                      "]",
                      "\"",
                      "null",
                      "-1",
                      "1e308",
                      "99999999999999999999",
                      ",",
                      ":",
                      "\n",
                      "\xFF",
                      std::string(1, '\0'),
                      "\\u0000",
                      "\\ud800",
                      "<p>",
                      "&#x;",
                      "\xEF\xBB\xBF"};
  for (int round = 0; round < 1500; ++round) {
    const std::size_t pick = random() % kSeeds.size();
    std::string bytes = kSeeds[pick];
    const std::size_t edits = random() % 5;
    for (std::size_t edit = 0; edit < edits; ++edit) {
      const std::size_t at = random() % (bytes.size() + 1);
      if (random() % 3 == 0) {
        bytes.erase(at, random() % 9);
      } else {
        bytes.insert(at, bits[random() % bits.size()]);
      }
    }
    CAPTURE(bytes);
    const std::string name = bytes.starts_with('{') || bytes.starts_with('[') ? "export.json" : "export.csv";
    const ReadExportResult result = Import({{name, bytes}});
    CHECK((!result.calls.empty() || !result.problems.empty()));
    for (const ExportProblem& problem : result.problems) {
      CHECK(problem.problem.range.begin <= problem.problem.range.end);
      CHECK(problem.problem.range.end <= bytes.size());
      CHECK(IsValidUtf8(problem.problem.message));
    }
    for (const ImportedCall& imported : result.calls) {
      const Call& call = imported.call;
      CHECK((IsCallId(call.id) && !call.source.system.empty() && !call.source.id.empty()));
      for (const Turn& turn : call.turns) {
        CHECK((turn.speaker.empty() || call.FindParticipant(turn.speaker) != nullptr));
        CHECK((IsValidUtf8(turn.text) && !turn.text.empty()));
        CHECK((!turn.start_ms || *turn.start_ms >= 0));
        CHECK((!turn.end_ms || (turn.start_ms && *turn.end_ms >= *turn.start_ms)));
      }
      const std::string record = WriteCall(call);
      CHECK_FALSE(UpdateCall(call, "/c/x.json", record).changed);
    }
  }
}

TEST_CASE("Hostile exports take linear time") {
  struct Hostile {
    std::string path, head, repeated, tail;
  };
  const auto hostile = GENERATE(values<Hostile>({
      {"a.json", "{\"callTranscripts\": [{\"callId\": \"7\", \"transcript\": [",
       "{\"speakerId\": \"#\", \"sentences\": [{\"text\": \"x\"}]},", "{}]}]}"},
      {"a.json", "{\"callTranscripts\": [", "{\"callId\": \"7\", \"transcript\": []},",
       "{\"callId\": \"8\"}]}"},
      {"a.json", "[", "{\"text\": \"x\", \"speaker\": \"#\"},", "{\"text\": \"y\"}]"},
      {"a.csv", "speaker,text\n", "#,x\n", ""},
      {"a.csv", "speaker,text\n", "\"\"\"", ""},
      {"a.csv", "call,text\n", "#,x\n", ""},
      {"a.json", "{\"results\": [{\"id\": \"1\", \"properties\": {\"hs_call_body\": \"", "<a <!-- &",
       "\"}}]}"},
  }));
  const auto seconds = [&](std::size_t count) {
    std::string bytes = hostile.head;
    for (std::size_t i = 0; i < count; ++i) {
      std::string piece = hostile.repeated;
      if (const std::size_t mark = piece.find('#'); mark != std::string::npos)
        piece.replace(mark, 1, StrCat("n", i));
      bytes += piece;
    }
    bytes += hostile.tail;
    const auto begin = std::chrono::steady_clock::now();
    const ReadExportResult result = Import({{hostile.path, bytes}});
    CHECK(!result.formats.empty());
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  CAPTURE(hostile.path, hostile.head, hostile.repeated);
  seconds(1000);
  const double small = seconds(4000);
  const double large = seconds(16000);
  // Quadratic work would take sixteen times as long; the best of two tries counts.
  CHECK(std::min(large, seconds(16000)) < 0.2 + 9 * small);
}

}  // namespace
}  // namespace whyspec::calls
