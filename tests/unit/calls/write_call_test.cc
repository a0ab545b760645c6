#include "calls/write_call.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <random>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/read_call.h"
#include "calls/update_call.h"
#include "exporting.h"
#include "reading.h"

namespace whyspec::calls {
namespace {

using Catch::Contains;

// Everything of a call but where its parts stand in a file.
std::string Everything(const Call& call) {
  const auto number = [](const auto& value) { return value ? std::to_string(*value) : std::string("-"); };
  std::string out =
      StrCat(call.id, "|", call.title, "|", Name(call.type), "|", number(call.started_at_ms), "|",
             number(call.duration_ms), "|", call.language, "|", call.account, "|", Name(call.lifecycle), "|",
             call.opportunity.id, "|", call.opportunity.stage, "|", number(call.opportunity.amount), "|",
             call.opportunity.currency, "|", number(call.opportunity.arr), "|",
             number(call.opportunity.probability), "|", call.owner, "|");
  out +=
      StrCat(call.source.system, "|", call.source.id, "|", call.source.url, "|", call.source_channel, "\n");
  for (const Participant& person : call.participants) {
    out += StrCat("person ", person.id, "|", person.name, "|", person.email, "|", Name(person.affiliation),
                  "|", person.persona, "|", person.title, "\n");
  }
  for (const Phase& phase : call.phases) {
    out += StrCat("phase ", phase.kind, "|", phase.start_ms, "|", phase.end_ms, "|",
                  Join(phase.questions, ","), "\n");
  }
  out += StrCat(Name(call.consent), "|", Join(call.consent_scope, ","), "|",
                call.visibility ? Name(*call.visibility) : "-", "|", call.embargo_until, "|",
                call.retention_until ? FormatDate(*call.retention_until) : "-", "|", call.notes, "|",
                Join(call.tags, ","), "|", Name(call.transcript_status), "\n");
  for (const Turn& turn : call.turns) {
    out += StrCat("turn ", turn.speaker, "|", number(turn.start_ms), "|", number(turn.end_ms), "|", turn.text,
                  "\n");
  }
  return out;
}

Call MakeCall(std::mt19937& random) {
  const auto pick = [&random](const std::vector<std::string>& words) {
    return words[random() % words.size()];
  };
  const std::vector<std::string> texts = {"",     "export",      "d\xC3\xA9j\xC3\xA0 \"dit\"",
                                          "a\\b", "line\nbreak", "\xF0\x9F\x98\x80 \xD7\xA9",
                                          "null", "007"};
  const std::vector<std::string> words = {
      "yes", "we re-key it", "\"no\", she said", "5 \xE2\x82\xAC", "{}", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D"};
  Call call;
  call.id = StrCat("call-", random() % 1000);
  call.title = pick(texts);
  call.type = static_cast<CallType>(random() % 7);
  if (random() % 2 == 0) call.started_at_ms = 1767225600000 + static_cast<std::int64_t>(random()) * 7;
  if (random() % 2 == 0) call.duration_ms = random() % 10'000'000;
  call.language = pick({"", "fr", "en-US"});
  call.account = pick(texts);
  call.lifecycle = static_cast<Lifecycle>(random() % 5);
  if (random() % 2 == 0) {
    call.opportunity = {.id = pick(texts),
                        .stage = pick(texts),
                        .amount = 0.1 * static_cast<double>(random() % 1000),
                        .currency = pick({"", "EUR"}),
                        .arr = {},
                        .probability = 0.4};
  }
  call.owner = pick(texts);
  call.source.system = pick({"", "gong", "file"});
  call.source.id = pick({"", "90071992547409931234"});
  call.source_channel = pick({"", "inbound"});
  const std::size_t people = random() % 4;
  for (std::size_t i = 0; i < people; ++i) {
    call.participants.push_back({.id = StrCat("p", i),
                                 .name = StrCat("Person ", i, pick(texts) == "" ? "" : " X"),
                                 .email = pick({"", StrCat("p", i, "@acme.example")}),
                                 .affiliation = static_cast<Affiliation>(random() % 3),
                                 .persona = pick({"", "ops_lead"}),
                                 .title = pick({"", "Head"}),
                                 .source = {}});
  }
  if (random() % 3 == 0)
    call.phases.push_back({.kind = "pitch", .start_ms = 0, .end_ms = 900000, .questions = {"q-export"}});
  call.consent = static_cast<Consent>(random() % 5);
  if (random() % 2 == 0) call.consent_scope = {"recording", "product_use"};
  if (random() % 2 == 0) call.visibility = static_cast<Visibility>(random() % 4);
  call.embargo_until = pick({"", "closed", "2026-07-13"});
  if (random() % 2 == 0) call.retention_until = Date{2026, 7, 13};
  call.notes = pick(texts);
  if (random() % 2 == 0) call.tags = {"export", "a \"b\""};
  const std::size_t turns = random() % 12;
  for (std::size_t i = 0; i < turns; ++i) {
    Turn turn{.speaker = people > 0 && random() % 4 != 0 ? StrCat("p", random() % people) : "",
              .start_ms = {},
              .end_ms = {},
              .text = random() % 9 == 0 ? "" : pick(words),
              .source = {}};
    if (random() % 3 != 0) turn.start_ms = random() % 100000;
    if (turn.start_ms && random() % 2 == 0) turn.end_ms = *turn.start_ms + random() % 1000;
    call.turns.push_back(std::move(turn));
  }
  call.transcript_status = turns > 0 ? TranscriptStatus::kReady : TranscriptStatus::kProcessing;
  return call;
}

TEST_CASE("A call that is written reads back the same") {
  std::mt19937 random(20260113);
  for (int round = 0; round < 500; ++round) {
    const Call call = MakeCall(random);
    const std::string bytes = WriteCall(call);
    CAPTURE(bytes);
    const ReadCallResult read = Read("/c/x.json", bytes);
    REQUIRE(read.call);
    CHECK(read.problems.empty());
    CHECK(Everything(*read.call) == Everything(call));
    CHECK(WriteCall(*read.call) == bytes);
  }
}

TEST_CASE("A record is made to be read and to be diffed") {
  Call call;
  call.id = "acme";
  call.tags = {"export", "sso"};
  call.participants.push_back({.id = "p1",
                               .name = "Jane Roe",
                               .email = "",
                               .affiliation = Affiliation::kExternal,
                               .persona = "",
                               .title = "",
                               .source = {}});
  call.transcript_status = TranscriptStatus::kReady;
  call.turns.push_back(
      {.speaker = "p1", .start_ms = 1000, .end_ms = {}, .text = "Oui \"oui\".", .source = {}});
  call.turns.push_back({.speaker = "", .start_ms = {}, .end_ms = {}, .text = "Non.", .source = {}});
  CHECK(WriteCall(call) == R"({
  "id": "acme",
  "participants": [
    {"id": "p1", "name": "Jane Roe", "affiliation": "external"}
  ],
  "tags": ["export", "sso"],
  "transcript": {
    "status": "ready",
    "turns": [
      {"speaker": "p1", "start_ms": 1000, "text": "Oui \"oui\"."},
      {"text": "Non."}
    ]
  }
}
)");
}

TEST_CASE("Keys that people added stay, at every level, as they were spelt") {
  constexpr std::string_view kRecord =
      R"({"id": "acme", "crm": {"stage_id": 90071992547409931234, "x": [1.10, null]},
    "source": {"system": "gong", "id": "7", "imported_by": "alex"},
    "opportunity": {"partner": "Beta"},
    "participants": [{"id": "p1", "name": "Jane", "phone_owner": true}],
    "transcript": {"model": "v3", "turns": [{"speaker": "p1", "text": "Yes.", "starred": true}, {"text": "No."}]}})";
  const ReadCallResult read = Read("/c/acme.json", kRecord);
  REQUIRE(read.call);
  const data::Parsed record = data::ParseJson(kRecord);
  const std::string bytes = WriteCall(*read.call, &record.root);
  CAPTURE(bytes);
  for (const std::string_view kept :
       {"90071992547409931234", "1.10", "\"imported_by\": \"alex\"", "\"partner\": \"Beta\"",
        "\"phone_owner\": true", "\"model\": \"v3\"", "\"starred\": true"}) {
    CHECK_THAT(bytes, Contains(std::string(kept)));
  }
  const data::Parsed again = data::ParseJson(bytes);
  CHECK(again.ok());
  CHECK(WriteCall(*Read("/c/acme.json", bytes).call, &again.root) == bytes);
}

Call FromGong(std::string_view words) {
  ReadExportResult result =
      Import({{"a.json",
               StrCat(R"({"callTranscripts": [{"callId": "7", "transcript": [{"speakerId": "1", "sentences": [
      {"start": 1000, "end": 2000, "text": ")",
                      words, R"("}]}]}]})")},
              {"b.json", R"({"calls": [{"metaData": {"id": "7", "title": "Demo"}, "context": [{"objects": [
      {"objectType": "Account", "fields": [{"name": "Name", "value": "Acme SA"}]}]}], "parties": [{"id": "1", "speakerId": "1", "name": "Jane"}]}]})"}});
  return result.calls.at(0).call;
}

TEST_CASE("Importing again changes nothing; a changed source changes what it owns") {
  const Call first = FromGong("Yes.");
  const std::string file = WriteCall(first);
  const CallUpdate same = UpdateCall(FromGong("Yes."), "/c/gong-7.json", file);
  CHECK(same.readable);
  CHECK_FALSE(same.changed);
  CHECK(same.bytes == file);
  const CallUpdate changed = UpdateCall(FromGong("Yes, always."), "/c/gong-7.json", file);
  CHECK(changed.changed);
  CHECK_THAT(changed.bytes, Contains("Yes, always."));
}

TEST_CASE("What people filed by hand stays, and is told") {
  const std::string edited = R"({
  "id": "acme-demo", "account": "acme", "type": "demo", "visibility": {"level": "alias"}, "consent": {"status": "refused"},
  "tags": ["mine"], "reviewed": true, "source": {"system": "gong", "id": "7"},
  "participants": [{"id": "1", "name": "Jane", "persona": "ops_lead", "affiliation": "external"}],
  "transcript": {"turns": [{"speaker": "1", "start_ms": 1000, "end_ms": 2000, "text": "Yes."}]}})";
  const CallUpdate update = UpdateCall(FromGong("Yes, always."), "/c/acme-demo.json", edited);
  REQUIRE(update.changed);
  CHECK(update.id == "acme-demo");
  CHECK(update.kept == Texts{"id", "account", "visibility", "consent"});
  for (const std::string_view kept :
       {"\"account\": \"acme\"", "\"level\": \"alias\"", "\"status\": \"refused\"", "\"mine\"",
        "\"reviewed\": true", "\"persona\": \"ops_lead\"", "\"type\": \"demo\""}) {
    CHECK_THAT(update.bytes, Contains(std::string(kept)));
  }
  CHECK_THAT(update.bytes, Contains("Yes, always.") && Contains("\"title\": \"Demo\""));
}

TEST_CASE("A transcript that was deleted at its source is deleted here; one still being made is not") {
  const std::string file = WriteCall(FromGong("Yes."));
  Call gone = FromGong("Yes.");
  gone.turns.clear();
  gone.transcript_status = TranscriptStatus::kGone;
  CHECK_THAT(UpdateCall(gone, "/c/x.json", file).bytes, !Contains("Yes.") && Contains("gone"));
  gone.transcript_status = TranscriptStatus::kProcessing;
  CHECK_FALSE(UpdateCall(gone, "/c/x.json", file).changed);
}

TEST_CASE("The import key of a file is found without reading all of it") {
  SourceKey key;
  CHECK(ReadSourceKey(WriteCall(FromGong("Yes.")), key));
  CHECK((key.system == "gong" && key.id == "7"));
  key = {};
  CHECK(ReadSourceKey("---\nsource: {system: hubspot, id: '21'}\n---\nYes.\n", key));
  CHECK(key.system == "hubspot");
  key = {};
  CHECK_FALSE(ReadSourceKey(R"({"notes": "see \"source\": {", "id": "x"})", key));
  CHECK_FALSE(ReadSourceKey("", key));
}

// The same call in twelve shapes: each leads to the same words, turn for turn.
TEST_CASE("Exports of one real call in twelve shapes agree") {
  const auto folder = DataFolder();
  if (!folder || !std::filesystem::exists(*folder + "/dialects/expected.json")) {
    WARN("no data on this machine");
    return;
  }
  const data::Parsed expected = data::ParseJson(ReadBytes(*folder + "/dialects/expected.json"));
  const std::vector<data::Value>& turns = expected.root.Find("turns")->items;
  const auto words = [](std::string_view text) {
    std::string out;
    for (const TextRange range : Words(text)) out += StrCat(Fold(Cut(text, range)), " ");
    return out;
  };
  struct Shape {
    std::string name;
    bool speakers;
    bool times;
  };
  for (const Shape& shape : std::vector<Shape>{{"name-line.md", true, true},
                                               {"heading.md", true, true},
                                               {"table.md", true, true},
                                               {"turns.csv", true, true},
                                               {"turns.json", true, true},
                                               {"turns.jsonl", true, true},
                                               {"assemblyai.json", false, true},
                                               {"deepgram.json", false, true},
                                               {"whisperx.json", false, true},
                                               {"html-dash.srt", false, true},
                                               {"youtube-rolling.vtt", false, true},
                                               {"plain.cp1252.txt", true, false}}) {
    CAPTURE(shape.name);
    const std::string bytes = ReadBytes(StrCat(*folder, "/dialects/", shape.name));
    const ReadCallResult read = Read("/c/" + shape.name, bytes);
    REQUIRE(read.call);
    REQUIRE(read.call->turns.size() == turns.size());
    for (std::size_t i = 0; i < turns.size(); ++i) {
      const Turn& turn = read.call->turns[i];
      CHECK(words(turn.text) == words(data::TextOr(turns[i], "text")));
      const Participant* who = read.call->FindParticipant(turn.speaker);
      if (shape.speakers)
        CHECK((who != nullptr && Fold(who->name) == Fold(data::TextOr(turns[i], "speaker"))));
      const double start = turns[i].Find("start")->AsNumber().value_or(-1) * 1000;
      if (shape.times) CHECK((turn.start_ms && std::abs(static_cast<double>(*turn.start_ms) - start) < 1001));
    }
    const std::string written = WriteCall(*read.call);
    const ReadCallResult again = Read("/c/x.json", written);
    REQUIRE(again.call);
    CHECK(Everything(*again.call) == Everything(*read.call));
  }
}

}  // namespace
}  // namespace whyspec::calls
