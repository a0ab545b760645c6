// Grain (API 2025-10-31): a recording, or its transcript, a bare list of segments. Times
// are milliseconds.
#include "calls/importers/export_sink.h"
#include "calls/importers/language_code.h"
#include "calls/importers/vendor_values.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

bool IsSegment(const Value& value) {
  return value.is(Kind::kMap) && HasAll(value, {"start", "end", "text", "participant_id"});
}

bool IsRecording(const Value& value) {
  const Value* participants = ListAt(value, "participants");
  if (participants == nullptr || value.Find("id") == nullptr) return false;
  const bool scoped = !participants->items.empty() && participants->items.front().Find("scope") != nullptr;
  const bool grain_times = value.Find("start_datetime") != nullptr || value.Find("duration_ms") != nullptr;
  return scoped && (grain_times || value.Find("title") != nullptr) &&
         value.Find("transcript_status") == nullptr;
}

Affiliation AffiliationOf(const std::string& scope) {
  if (scope == "internal") return Affiliation::kInternal;
  if (scope == "external") return Affiliation::kExternal;
  return Affiliation::kUnknown;
}

void ReadSegments(const Value& list, ExportedCall& call) {
  for (const Value& segment : list.items) {
    std::string speaker = AnyText(segment, {"participant_id"});
    const std::string name = AnyText(segment, {"speaker"});
    if (speaker.empty()) {
      speaker = name;
    } else if (Participant& person = call.Person(speaker); person.name.empty()) {
      person.name = name;
      person.source = segment.range;
    }
    AddTurn(call, Turn{.speaker = std::move(speaker),
                       .start_ms = FromMillis(segment, {"start"}),
                       .end_ms = FromMillis(segment, {"end"}),
                       .text = AnyText(segment, {"text"}),
                       .source = segment.range});
  }
  call.transcript_status = call.turns.empty() ? TranscriptStatus::kProcessing : TranscriptStatus::kReady;
}

void ReadRecording(const Value& recording, ExportSink& sink) {
  ExportedCall& call = sink.Add("grain", AnyText(recording, {"id"}), recording.range);
  call.title = AnyText(recording, {"title"});
  call.started_at_ms = AnyInstant(recording, {"start_datetime", "started_at"});
  call.duration_ms = FromMillis(recording, {"duration_ms"});
  const auto end = AnyInstant(recording, {"end_datetime", "ended_at"});
  if (!call.duration_ms && call.started_at_ms && end && *end >= *call.started_at_ms) {
    call.duration_ms = *end - *call.started_at_ms;
  }
  call.source.url = AnyText(recording, {"url", "public_url"});
  call.language = LanguageCode(AnyText(recording, {"language"}));
  if (const Value* participants = ListAt(recording, "participants")) {
    for (const Value& listed : participants->items) {
      const std::string id = AnyText(listed, {"id", "email", "name"});
      if (id.empty()) continue;
      Participant& person = call.Person(id);
      person.name = AnyText(listed, {"name"});
      person.email = AnyText(listed, {"email"});
      person.affiliation = AffiliationOf(AnyText(listed, {"scope"}));
      person.source = listed.range;
    }
  }
  if (const Value* segments = AnyList(recording, {"transcript", "transcript_json"}))
    ReadSegments(*segments, call);
}

}  // namespace

bool IsGrain(const Value& root) {
  if (root.is(Kind::kList) && !root.items.empty() && IsSegment(root.items.front())) return true;
  return AnyPage(root, [](const Value& page) {
    const Value* recordings = ListAt(page, "recordings");
    return IsRecording(page) ||
           (recordings != nullptr && !recordings->items.empty() && IsRecording(recordings->items.front()));
  });
}

void ReadGrain(const ExportInput& input, ExportSink& sink) {
  const Value& root = *input.root;
  const bool segments =
      root.is(Kind::kList) && (root.items.empty() || root.items.front().Find("text") != nullptr);
  if (segments) return ReadSegments(root, sink.Add("grain", "", root.range));
  ForEachPage(root, [&](const Value& page) {
    const Value* recordings = ListAt(page, "recordings");
    if (recordings == nullptr) return ReadRecording(page, sink);
    for (const Value& recording : recordings->items) ReadRecording(recording, sink);
  });
}

}  // namespace whyspec::calls
