// Modjo: v1 call exports (speakers joined by `speakerId`) and v2 transcripts (speakers
// inline). Times are seconds. `{"code":"gone"}` is a call its retention deleted; an empty
// v2 transcript is still being made.
#include "base/strings.h"
#include "calls/importers/export_sink.h"
#include "calls/importers/language_code.h"
#include "calls/importers/vendor_values.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

bool IsGone(const Value& value) { return AnyText(value, {"code"}) == "gone"; }

bool IsV1(const Value& value) {
  return value.is(Kind::kMap) && value.Find("callId") != nullptr && MapAt(value, "relations") != nullptr;
}

bool IsV2Turn(const Value& value) { return HasAll(value, {"startTime", "content"}); }

bool IsV2Transcript(const Value& value) {
  const Value* data = ListAt(value, "data");
  return data != nullptr && !data->items.empty() && IsV2Turn(data->items.front());
}

Affiliation AffiliationOf(const std::string& type) {
  if (type == "user") return Affiliation::kInternal;
  if (type == "contact") return Affiliation::kExternal;
  return Affiliation::kUnknown;
}

void ReadSpeaker(const Value& speaker, const std::string& id, ExportedCall& call) {
  Participant& person = call.Person(id);
  if (person.name.empty()) person.name = AnyText(speaker, {"name"});
  if (person.email.empty()) person.email = AnyText(speaker, {"email"});
  if (person.affiliation == Affiliation::kUnknown)
    person.affiliation = AffiliationOf(AnyText(speaker, {"type"}));
  person.source = speaker.range;
}

// A bare number would be no id a person recognises.
std::string SpeakerId(const std::string& number) { return number.empty() ? "" : StrCat("speaker-", number); }

void ReadTurns(const Value& list, ExportedCall& call) {
  for (const Value& item : list.items) {
    std::string speaker = SpeakerId(AnyText(item, {"speakerId", "speaker.id"}));
    if (const Value* inline_speaker = MapAt(item, "speaker")) {
      if (speaker.empty()) speaker = AnyText(*inline_speaker, {"name"});
      if (!speaker.empty()) ReadSpeaker(*inline_speaker, speaker, call);
    }
    AddTurn(call, Turn{.speaker = std::move(speaker),
                       .start_ms = FromSeconds(item, {"startTime"}),
                       .end_ms = FromSeconds(item, {"endTime"}),
                       .text = AnyText(item, {"content"}),
                       .source = item.range});
  }
}

void ReadV1(const Value& value, ExportSink& sink) {
  ExportedCall& call = sink.Add("modjo", AnyText(value, {"callId"}), value.range);
  call.title = AnyText(value, {"title"});
  call.started_at_ms = AnyInstant(value, {"startDate"});
  call.duration_ms = FromSeconds(value, {"duration"});
  call.language = LanguageCode(AnyText(value, {"language"}));
  const Value& relations = *MapAt(value, "relations");
  if (const Value* account = MapAt(relations, "account")) call.account = AnyText(*account, {"name"});
  if (const Value* deal = MapAt(relations, "deal")) {
    call.opportunity.id = AnyText(*deal, {"dealCrmId", "crmId", "dealId", "id"});
    if (const Value* amount = AnyOf(*deal, {"amount"})) call.opportunity.amount = amount->AsNumber();
  }
  if (const Value* speakers = ListAt(relations, "speakers")) {
    for (const Value& speaker : speakers->items) {
      const std::string id = SpeakerId(AnyText(speaker, {"speakerId"}));
      if (!id.empty()) ReadSpeaker(speaker, id, call);
    }
  }
  if (const Value* tags = ListAt(relations, "tags")) {
    for (const Value& tag : tags->items) {
      std::string name = AnyText(tag, {"name"});
      if (!name.empty()) call.tags.push_back(std::move(name));
    }
  }
  const Value* transcript = ListAt(relations, "transcript");
  if (transcript == nullptr) return;
  ReadTurns(*transcript, call);
  call.transcript_status = call.turns.empty() ? TranscriptStatus::kProcessing : TranscriptStatus::kReady;
}

// The id of a call whose transcript says none: the number in "modjo-812.json".
std::string IdOfFile(const std::string& stem) {
  constexpr std::string_view kPrefix = "modjo-";
  return stem.starts_with(kPrefix) ? stem.substr(kPrefix.size()) : stem;
}

void ReadPage(const Value& page, ExportSink& sink) {
  if (IsV1(page)) return ReadV1(page, sink);
  if (const Value* values = ListAt(page, "values")) {
    for (const Value& value : values->items) {
      if (IsV1(value)) {
        ReadV1(value, sink);
      } else {
        sink.Fail(value.range, StrCat("call ", AnyText(value, {"callId"})),
                  "This call has no `relations`, so neither its speakers nor its words. Export it again with "
                  "them.");
      }
    }
    return;
  }
  std::string id = AnyText(page, {"callId", "call.id"});
  if (id.empty()) id = IdOfFile(sink.stem());
  ExportedCall& call = sink.Add("modjo", std::move(id), page.range);
  if (IsGone(page)) {
    call.transcript_status = TranscriptStatus::kGone;
    return;
  }
  const Value* data = ListAt(page, "data");
  if (data == nullptr) {
    // v2 call details.
    if (std::string own = AnyText(page, {"id"}); !own.empty()) call.source.id = std::move(own);
    call.title = AnyText(page, {"title", "name"});
    call.started_at_ms = AnyInstant(page, {"startDate"});
    call.duration_ms = FromSeconds(page, {"duration"});
    call.language = LanguageCode(AnyText(page, {"language"}));
    return;
  }
  ReadTurns(*data, call);
  call.transcript_status = call.turns.empty() ? TranscriptStatus::kProcessing : TranscriptStatus::kReady;
}

}  // namespace

bool IsModjo(const Value& root) {
  return AnyPage(root, [](const Value& page) {
    const Value* values = ListAt(page, "values");
    return IsV1(page) || IsV2Transcript(page) || IsGone(page) ||
           (values != nullptr && page.Find("pagination") != nullptr);
  });
}

void ReadModjo(const ExportInput& input, ExportSink& sink) {
  ForEachPage(*input.root, [&](const Value& page) { ReadPage(page, sink); });
}

}  // namespace whyspec::calls
