// Tables, lists of turns, speech recognisers, and what all exports have in common.
#include <catch2/catch.hpp>

#include "base/unicode.h"
#include "calls/importers/html_text.h"
#include "calls/importers/language_code.h"
#include "exporting.h"
#include "reading.h"

namespace whyspec::calls {
namespace {

using Catch::Contains;

ReadExportResult Csv(const std::string& bytes, const ExportOptions& options = {}) {
  return Import({{"talks/entretien.csv", bytes}}, options);
}

TEST_CASE("CSV: a table of turns, however a spreadsheet wrote it") {
  const Texts expected = {"Jane Roe 3000: On ressaisit; tout", "Alex 4500-6000: Pourquoi ?"};
  for (const std::string bytes :
       {"start,end,speaker,text\n3.0,,Jane Roe,On ressaisit; tout\n4.5,6,Alex,Pourquoi ?\n",
        "\xEF\xBB\xBFsep=;\r\nD\xC3\xA9"
        "but;Fin;Intervenant;Verbatim\r\n3,0;;Jane Roe;\"On ressaisit; tout\"\r\n\r\n4,5;6;Alex;Pourquoi "
        "?\r\n",
        "Horodatage\tFin\tLocuteur\tTexte\n00:03\t\tJane Roe\tOn ressaisit; "
        "tout\n00:00:04.5\t0:06\tAlex\tPourquoi ?",
        "start_ms,end_ms,who,utterance\n3000,,Jane Roe,On ressaisit; tout\n4500,6000,Alex,Pourquoi ?\n"}) {
    CAPTURE(bytes);
    const ReadExportResult result = Csv(bytes);
    CAPTURE(Problems(result));
    CHECK(Said(result) == expected);
    CHECK(result.calls.at(0).call.id == "entretien");
    CHECK(result.calls.at(0).call.source.system == "file");
  }
}

TEST_CASE("CSV: Windows-1252 is read, and said so") {
  const ReadExportResult result = Csv("Intervenant;Verbatim\nL\xE9o;d\xE9j\xE0 fait\n");
  CHECK(Said(result) == Texts{"Léo -: déjà fait"});
  CHECK_THAT(Problems(result), Contains("Windows-1252"));
}

TEST_CASE("CSV: numbers that cannot be seconds are milliseconds") {
  std::string bytes = "start,speaker,text\n";
  for (int i = 0; i < 20; ++i) bytes += StrCat(i * 4000, ",Jane,five words of hers here\n");
  CHECK(Csv(bytes).calls.at(0).call.turns.at(19).start_ms == 76000);
}

TEST_CASE("CSV: columns by another name are given, and a wrong one is named with what there is") {
  const std::string bytes = "Quand,Qui parle,Ce qui fut dit\n0:05,Jane,Oui\n";
  const ReadExportResult unknown = Csv(bytes);
  CHECK(unknown.calls.empty());
  CHECK_THAT(Problems(unknown), Contains("Ce qui fut dit") && Contains("--columns text="));
  const ReadExportResult given =
      Csv(bytes, {.columns = {{"text", "ce qui fut dit"}, {"speaker", "Qui parle"}, {"start", "Quand"}}});
  CHECK(Said(given) == Texts{"Jane 5000: Oui"});
  CHECK_THAT(Problems(Csv(bytes, {.columns = {{"text", "Verbatim"}}})),
             Contains("`text`") && Contains("Quand"));
}

TEST_CASE("CSV: a column with the call makes several; dates find out which number is the month") {
  const ReadExportResult result =
      Csv("call,date,account,speaker,text\na,03/01/2026,Acme,Jane,one\nb,13/01/"
          "2026,Beta,Kim,two\na,,,Jane,three\n");
  CAPTURE(Problems(result));
  REQUIRE(result.calls.size() == 2);
  CHECK(result.calls[0].call.id == "entretien-a");
  CHECK(result.calls[0].call.account == "Acme");
  CHECK(result.calls[0].call.started_at_ms == 1767398400000);
  CHECK(result.calls[0].call.turns.size() == 2);
  CHECK(result.problems.empty());
  CHECK_THAT(Problems(Csv("date,text\n03/04/2026,one\n")), Contains("day first"));
  CHECK(Csv("date,text\n04/13/2026,one\n").calls.at(0).call.started_at_ms == 1776038400000);
}

TEST_CASE("CSV: notes without words are calls of their own") {
  const ReadExportResult result =
      Csv("Date,Compte,Compte rendu\n2026-01-13,Acme,<p>Ils veulent l'export</p>\n2026-01-14,Beta,Rien\n");
  REQUIRE(result.calls.size() == 2);
  CHECK(result.calls[0].call.notes == "Ils veulent l'export");
  CHECK(result.calls[0].call.turns.empty());
}

TEST_CASE("CSV: a quote that never closes stops the import, at its place") {
  const ReadExportResult result = Csv("speaker,text\nJane,\"one\nKim,two\n");
  CHECK(result.calls.empty());
  REQUIRE(result.problems.size() == 1);
  CHECK(result.problems[0].problem.fatal);
}

TEST_CASE("JSON and JSON lines: turns under many names") {
  const Texts expected = {"Jane 3000-4000: one", "? 5000: two"};
  for (
      const std::string_view bytes :
      {R"([{"speaker": "Jane", "start": 3.0, "end": 4, "text": "one"}, {"speaker": null, "start": 5, "text": "two"}])",
       "{\"speaker\": \"Jane\", \"ts\": 3.0, \"end\": 4, \"text\": \"one\"}\n\n{\"ts\": 5, \"text\": "
       "\"two\"}\n",
       R"({"title": "T", "meta": {"x": []}, "messages": [{"author": {"name": "Jane"}, "startTime": "0:03", "endTime": "0:04", "content": "one"}, {"startTime": "0:05", "content": "two"}]})"}) {
    CAPTURE(bytes);
    const ReadExportResult result = Import(bytes);
    CAPTURE(Problems(result));
    CHECK(Said(result) == expected);
  }
  const ReadExportResult broken = Import("{\"text\": \"one\"}\n{\"text\": \"two\"}\n{\"text\": \n");
  CHECK(broken.calls.empty());
  CHECK_THAT(Problems(broken), Contains("Line 3"));
}

TEST_CASE("Speech recognisers: AssemblyAI, Deepgram, WhisperX") {
  CHECK(
      Said(Import(
          R"({"id": "a", "status": "completed", "language_code": "en_us", "text": "Hi. Yes.", "utterances": [
     {"speaker": "A", "start": 250, "end": 900, "text": "Hi."}, {"speaker": "B", "start": 900, "end": 1500, "text": "Yes."}]})")) ==
      Texts{"Speaker A 250-900: Hi.", "Speaker B 900-1500: Yes."});
  CHECK(Said(Import(
            R"({"status": "completed", "audio_url": "x", "text": "Hi yes", "utterances": null, "words": [
     {"text": "Hi", "start": 1, "end": 2, "speaker": null}, {"text": "yes", "start": 3, "end": 4}]})")) ==
        Texts{"? 1-4: Hi yes"});
  CHECK(Import(R"({"id": "a", "status": "processing", "audio_url": "x", "text": null})")
            .calls.at(0)
            .call.transcript_status == TranscriptStatus::kProcessing);
  CHECK(Import(R"({"id": "a", "status": "error", "audio_url": "x", "error": "no"})")
            .calls.at(0)
            .call.transcript_status == TranscriptStatus::kFailed);
  CHECK(Said(Import(
            R"({"metadata": {"request_id": "r", "duration": 9.5}, "results": {"channels": [{"alternatives": [
     {"transcript": "hi yes", "words": [{"word": "hi", "punctuated_word": "Hi.", "start": 0.5, "end": 1, "speaker": 0},
     {"word": "yes", "start": 1, "end": 1.5, "speaker": 1}]}]}]}})")) ==
        Texts{"Speaker 0 500-1000: Hi.", "Speaker 1 1000-1500: yes"});
  CHECK(
      Said(Import(
          R"({"language": "en", "segments": [{"start": 0, "end": 1.5, "text": " We type", "speaker": "SPEAKER_01"},
     {"start": 1.5, "end": 3, "text": " it twice.", "speaker": "SPEAKER_01"}, {"start": 3, "end": 4, "text": "Why?", "speaker": "SPEAKER_00"},
     {"start": 4, "end": 5, "text": "one"}, {"start": 5, "end": 6, "text": "two"}]})")) ==
      Texts{"SPEAKER_01 0-3000: We type it twice.", "SPEAKER_00 3000-4000: Why?", "? 4000-5000: one",
            "? 5000-6000: two"});
}

TEST_CASE("An unknown or ambiguous file gets one sentence with what can be said") {
  const ReadExportResult unknown = Import({{"notes.bin2", "just words"}});
  REQUIRE(unknown.problems.size() == 1);
  CHECK_THAT(unknown.problems[0].problem.message,
             Contains("--from") && Contains("gong") && Contains("webvtt"));
  const ReadExportResult json = Import(R"({"a": 1})");
  CHECK_THAT(Problems(json), Contains("fireflies"));
  const ReadExportResult both =
      Import(R"({"metaData": {"id": "1"}, "properties": {"hs_call_title": "x"}, "id": "1"})");
  CHECK_THAT(Problems(both), Contains("gong or hubspot") && Contains("--from gong"));
  CHECK(Import(R"({"metaData": {"id": "1"}, "properties": {"hs_call_title": "x"}, "id": "1"})",
               {.from = "hubspot"})
            .calls.size() == 1);
}

TEST_CASE("Transcripts import too, with a key of their own; two of one name are kept apart") {
  const ReadExportResult result =
      Import({{"a/talk.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jane>One</v>\n"},
              {"b/talk.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jane>Two</v>\n"},
              {"c.txt", "Jane Roe  0:15\nThree.\n\nKim Poe  0:20\nFour.\n"}});
  CAPTURE(Problems(result));
  REQUIRE(result.calls.size() == 3);
  CHECK(result.calls[0].call.source.id == "a/talk.vtt");
  CHECK(result.calls[2].call.source.id == "c.txt");
  CHECK(result.calls[2].call.id == "c");
  CHECK(Said(result.calls[2].call) == Texts{"Jane Roe 15000: Three.", "Kim Poe 20000: Four."});
  const ReadExportResult forced = Import(
      {{"talk", "WEBVTT\n\n00:01.000 --> 00:02.000\nKevin: yes\n\n00:03.000 --> 00:04.000\nKevin: no\n"}},
      {.from = "zoom"});
  CHECK(Said(forced) == Texts{"Kevin 1000-2000: yes", "Kevin 3000-4000: no"});
  CHECK(forced.formats[0] == "zoom");
}

TEST_CASE("An export of one call in the calls folder is a call; one of many says what to do") {
  const ReadCallResult one =
      Read("/w/calls/acme.json", R"({"callTranscripts": [{"callId": "7", "transcript": [
     {"speakerId": "1", "sentences": [{"start": 1, "end": 2, "text": "Yes."}]}]}]})");
  REQUIRE(one.call);
  CHECK(one.format == "gong");
  CHECK(one.call->id == "acme");
  CHECK(one.call->source.id == "7");
  CHECK(one.call->turns.size() == 1);
  CHECK(one.call->turns[0].source.begin > 0);
  std::string many = "{\"callTranscripts\": [";
  for (int i = 0; i < 12; ++i)
    many += StrCat(i > 0 ? "," : "", "{\"callId\": \"", i, "\", \"transcript\": []}");
  const ReadCallResult refused = Read("/w/calls/export.json", many + "]}");
  CHECK_FALSE(refused.call);
  REQUIRE(refused.problems.size() == 1);
  CHECK_THAT(refused.problems[0].message,
             Contains("holds 12 calls") && Contains("whyspec calls import export.json --into calls"));
  const ReadCallResult csv = Read("/w/calls/talk.csv", "speaker,text\nJane,Yes\n");
  REQUIRE(csv.call);
  CHECK(Lines(csv) == Texts{"Jane> Yes"});
  CHECK(IsCallFileName("a/b.CSV"));
  CHECK(IsCallFileName("a/b.jsonl"));
  CHECK_FALSE(IsCallFileName("a/b.docx"));
}

TEST_CASE("Languages as vendors write them") {
  CHECK(LanguageCode("eng") == "en");
  CHECK(LanguageCode("fre") == "fr");
  CHECK(LanguageCode("fra") == "fr");
  CHECK(LanguageCode("fr-FR") == "fr-FR");
  CHECK(LanguageCode("en_us") == "en-US");
  CHECK(LanguageCode("Français") == "fr");
  CHECK(LanguageCode("zh-hans-cn") == "zh-Hans-CN");
  CHECK(LanguageCode("multi").empty());
  CHECK(LanguageCode("und").empty());
  CHECK(LanguageCode("x; drop").empty());
}

TEST_CASE("HTML of a CRM as its reader sees it") {
  CHECK(HtmlToText("<p>One</p>\n<p>Two&nbsp;&lt;b&gt;</p>") == "One\nTwo\xC2\xA0<b>");
  CHECK(HtmlToText("plain\ntext & more") == "plain\ntext & more");
  CHECK(HtmlToText("< 3 days <!-- no --> <b>and</b> <") == "< 3 days and <");
  CHECK(HtmlToText("<style>p{}</style>a<br/>b<li>c") == "a\nb\n- c");
  CHECK(HtmlToText("").empty());
  CHECK(HtmlToText(std::string(200000, '<')).size() == 200000);
}

}  // namespace
}  // namespace whyspec::calls
