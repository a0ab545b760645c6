#include <catch2/catch.hpp>

#include "reading.h"

namespace whyspec::calls {
namespace {

using Catch::Matchers::Contains;
using StringList = std::vector<std::string>;

constexpr std::string_view kRecord = R"({
  "id": "acme-2026-01-13", "title": "Discovery", "type": "discovery", "started_at": "2026-01-13T09:00:00Z",
  "duration_ms": 2159000, "language": "fr", "account": "acme", "lifecycle": "prospect",
  "opportunity": {"id": "opp-31", "stage": "Proposal", "amount": 60000, "currency": "eur", "arr": 60000, "probability": 0.4},
  "owner": "alex", "source": {"system": "gong", "id": 90071992547409931234, "url": null}, "source_channel": "inbound",
  "participants": [{"id": "p1", "name": "Jane Roe", "affiliation": "external", "persona": "ops_lead", "title": "Ops"},
                   {"id": "p2", "email": "alex@us.example", "affiliation": "internal"}],
  "phases": [{"kind": "pitch", "start_ms": 0, "end_ms": 900000, "questions": ["q-export"]}],
  "consent": {"status": "informed", "scope": ["recording", "product_use"]},
  "visibility": {"level": "alias", "embargo_until": "closed", "retention_until": "2026-07-13"},
  "transcript": {"status": "ready", "turns": [
    {"speaker": "p1", "start_ms": 460230, "end_ms": 462343, "text": "On ressaisit\ttout  deux fois."},
    {"speaker": "JANE ROE", "start_ms": -5, "end_ms": -9, "text": "Oui."},
    {"speaker": "Kim", "text": "Ah."}, {"text": "unattributed"}, {"speaker": "p1", "text": "  "}]},
  "notes": "nice", "tags": ["export"], "x_custom": {"kept": true}})";

TEST_CASE("A JSON call is read whole") {
  const ReadCallResult result = Read("/c/file.json", kRecord);
  CHECK(result.format == "json");
  CHECK(Messages(result) == StringList{});
  REQUIRE(result.call);
  const Call& call = *result.call;
  CHECK(call.id == "acme-2026-01-13");
  CHECK(Cut(kRecord, call.id_source) == "\"acme-2026-01-13\"");
  CHECK(call.type == CallType::kDiscovery);
  CHECK(call.started_at_ms == ParseInstant("2026-01-13T09:00:00Z"));
  CHECK(call.duration_ms == 2159000);
  CHECK(call.lifecycle == Lifecycle::kProspect);
  CHECK(call.opportunity.id == "opp-31");
  CHECK(call.opportunity.amount == 60000.0);
  CHECK(call.opportunity.currency == "EUR");
  CHECK(call.opportunity.probability == 0.4);
  CHECK(call.source.id == "90071992547409931234");
  CHECK(call.source.url.empty());
  CHECK(call.source_channel == "inbound");
  CHECK(call.consent == Consent::kInformed);
  CHECK(call.consent_scope == StringList{"recording", "product_use"});
  CHECK(call.visibility == Visibility::kAlias);
  CHECK(call.embargo_until == "closed");
  CHECK(call.retention_until == ParseDate("2026-07-13"));
  CHECK(call.notes == "nice");
  CHECK(call.tags == StringList{"export"});
  REQUIRE(call.phases.size() == 1);
  CHECK(call.phases[0].questions == StringList{"q-export"});
  CHECK(Lines(result) == StringList{"Jane Roe> On ressaisit tout deux fois.", "Jane Roe> Oui.", "Kim> Ah.",
                                    "> unattributed", "Jane Roe> "});
  CHECK(call.turns[1].start_ms == -5);
  CHECK(call.turns[1].end_ms == -9);
  CHECK(Cut(kRecord, call.turns[2].source) == R"({"speaker": "Kim", "text": "Ah."})");
  REQUIRE(call.participants.size() == 3);
  CHECK(call.participants[2].id == "kim");
  CHECK(Cut(kRecord, call.participants[2].source) == "Kim");
}

TEST_CASE("Any other JSON is no call, and the sentence says what one needs") {
  for (const std::string_view bytes :
       {R"({"results": {"channels": []}})", R"([{"speaker": "A", "said": "x"}])", R"({"a": {"b": 1}})", "[]",
        "{}", R"("x")", "3"}) {
    CAPTURE(bytes);
    const ReadCallResult result = Read("/c/a.json", bytes);
    CHECK_FALSE(result.call);
    REQUIRE(result.problems.size() == 1);
    CHECK(result.problems[0].fatal);
    CHECK_THAT(result.problems[0].message, Contains("transcript"));
  }
}

TEST_CASE("Broken JSON names the place") {
  const ReadCallResult result = Read("/c/a.json", "{\"id\": }");
  CHECK_FALSE(result.call);
  REQUIRE(result.problems.size() == 1);
  CHECK(result.problems[0].fatal);
  CHECK(result.problems[0].range.begin > 0);
}

TEST_CASE("A wrong value is a problem at its place, and the rest of the call stands") {
  const std::string bytes =
      "---\nid: Acme 1\ntype: discovry\nstarted_at: 13/01/2026\nduration_ms: -4\nacount: acme\nowner: alex\n"
      "opportunity: {amount: lots, currency: euro, probability: 40}\nvisibility: {level: alis}\nconsent: "
      "{status: yes}\n"
      "x-ours: kept\n---\nhello there\n";
  const ReadCallResult result = Read("/c/a.md", bytes);
  REQUIRE(result.call);
  CHECK(Places(result, bytes) ==
        StringList{"Acme 1", "discovry", "13/01/2026", "-4", "acount", "lots", "euro", "40", "alis", "yes"});
  CHECK_THAT(result.problems[1].message, Contains("discovery"));
  CHECK_THAT(result.problems[4].message, Contains("account"));
  CHECK_THAT(result.problems[8].message, Contains("alias"));
  CHECK(result.call->id == "acme-1");
  CHECK(result.call->owner == "alex");
  CHECK_FALSE(result.call->started_at_ms);
  CHECK_FALSE(result.call->duration_ms);
  // What was meant to be kept back stays back until it is clear how far.
  CHECK(result.call->visibility == Visibility::kAggregate);
  CHECK(Lines(result) == StringList{"> hello there"});
}

TEST_CASE("Privacy written in one word still counts, and says how it is written") {
  const ReadCallResult result = Read("/c/a.md", "---\nvisibility: alias\nconsent: refused\n---\nhello\n");
  REQUIRE(result.call);
  CHECK(result.call->visibility == Visibility::kAlias);
  CHECK(result.call->consent == Consent::kRefused);
  CHECK(result.problems.size() == 2);
  CHECK(Read("/c/a.md", "---\nvisibility: [x]\n---\nhello\n").call->visibility == Visibility::kAggregate);
  const auto embargo = [](std::string_view until) {
    return *Read("/c/a.md", "---\nvisibility: {embargo_until: " + std::string(until) + "}\n---\nhello\n")
                .call;
  };
  CHECK(embargo("closed").embargo_until == "closed");
  CHECK_FALSE(embargo("closed").visibility);
  CHECK(embargo("2026-07-13T10:00:00Z").embargo_until == "2026-07-13");
  CHECK(embargo("soon").visibility == Visibility::kAggregate);
  CHECK_FALSE(Read("/c/a.md", "---\nvisibility:\n---\nhello\n").call->visibility);
}

TEST_CASE("A side-car wins over the file, and its problems are its own") {
  const std::string bytes =
      "---\naccount: acme\ntitle: One\nparticipants: [{id: p1, name: Jane Roe}]\n---\nJane Roe: hi\n";
  const std::string sidecar =
      "\xEF\xBB\xBF"
      "account: bolt\nlifecycle: custmer\n"
      "participants: [{name: jane roe, persona: ops}, {id: p9, name: Kim}]\n"
      "transcript: {turns: [{text: no}]}\n";
  const ReadCallResult result = Read("/c/a.md", bytes, sidecar);
  REQUIRE(result.call);
  CHECK(result.call->account == "bolt");
  CHECK(result.call->account_source.empty());
  CHECK(result.call->title == "One");
  CHECK(result.call->sidecar_path == "/c/a.call.yaml");
  REQUIRE(result.call->participants.size() == 2);
  CHECK(result.call->participants[0].persona == "ops");
  CHECK(result.call->turns[0].speaker == "p1");
  CHECK(Places(result, bytes, sidecar) == StringList{"custmer", "turns"});
  CHECK(result.problems[0].in_sidecar);
}

TEST_CASE("Turns in front matter count, and a body beside them is not lost in silence") {
  const ReadCallResult result =
      Read("/c/a.md", "---\ntranscript:\n  turns:\n    - {speaker: Jane, text: one}\n---\nbody\n");
  CHECK(Lines(result) == StringList{"Jane> one"});
  CHECK(result.problems.size() == 1);
}

TEST_CASE("Participants: ids are made, doubles are named") {
  const std::string bytes = R"({"notes": "x", "account": "a", "participants": [
      {"name": "Jane Roe"}, {"name": "Jane Roe"}, {"id": "p1"}, {"id": "p1", "name": "Bob"}, {}, "Kim"]})";
  const ReadCallResult result = Read("/c/a.json", bytes);
  REQUIRE(result.call);
  StringList ids;
  for (const Participant& participant : result.call->participants) ids.push_back(participant.id);
  CHECK(ids == StringList{"jane-roe", "p1", "p5"});
  CHECK(Places(result, bytes).front() == "\"p1\"");
}

TEST_CASE("A flood of problems is bounded") {
  std::string bytes = R"({"id": "a", "transcript": {"turns": [)";
  for (int i = 0; i < 5000; ++i) bytes += R"({"txt": "x"},)";
  bytes += R"({"text": "y"}]}})";
  const ReadCallResult result = Read("/c/a.json", bytes);
  CHECK(Lines(result) == StringList{"> y"});
  CHECK(result.problems.size() <= 101);
  CHECK_THAT(result.problems.back().message, Contains("more places"));
}

}  // namespace
}  // namespace whyspec::calls
