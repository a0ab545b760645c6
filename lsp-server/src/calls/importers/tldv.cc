// tl;dv v1alpha1: a meeting, and its transcript, joined by `meetingId`. Times are seconds.
#include "base/strings.h"
#include "calls/importers/export_sink.h"
#include "calls/importers/language_code.h"
#include "calls/importers/vendor_values.h"
#include "calls/slug.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

bool IsTranscript(const Value& value) {
  return value.is(Kind::kMap) && value.Find("meetingId") != nullptr && ListAt(value, "data") != nullptr;
}

bool IsMeeting(const Value& value) {
  return value.is(Kind::kMap) && HasAll(value, {"id", "name", "happenedAt"});
}

void ReadPerson(const Value& listed, ExportedCall& call) {
  const std::string name = AnyText(listed, {"name"});
  const std::string email = AnyText(listed, {"email"});
  const std::string id = Slug(name.empty() ? email : name);
  if (id.empty()) return;
  Participant& person = call.Person(id);
  person.name = name;
  person.email = email;
  person.source = listed.range;
}

void ReadMeeting(const Value& meeting, ExportSink& sink) {
  ExportedCall& call = sink.Add("tldv", AnyText(meeting, {"id"}), meeting.range);
  call.title = AnyText(meeting, {"name"});
  call.started_at_ms = AnyInstant(meeting, {"happenedAt"});
  call.duration_ms = FromSeconds(meeting, {"duration"});
  call.source.url = AnyText(meeting, {"url"});
  if (const Value* organizer = MapAt(meeting, "organizer")) {
    call.owner = AnyText(*organizer, {"name", "email"});
    ReadPerson(*organizer, call);
  }
  if (const Value* invitees = ListAt(meeting, "invitees")) {
    for (const Value& invitee : invitees->items) ReadPerson(invitee, call);
  }
}

void ReadTranscript(const Value& transcript, ExportSink& sink) {
  ExportedCall& call = sink.Add("tldv", AnyText(transcript, {"meetingId"}), transcript.range);
  for (const Value& item : ListAt(transcript, "data")->items) {
    AddTurn(call, Turn{.speaker = AnyText(item, {"speaker"}),
                       .start_ms = FromSeconds(item, {"startTime"}),
                       .end_ms = FromSeconds(item, {"endTime"}),
                       .text = AnyText(item, {"text"}),
                       .source = item.range});
  }
  call.transcript_status = call.turns.empty() ? TranscriptStatus::kProcessing : TranscriptStatus::kReady;
}

}  // namespace

bool IsTldv(const Value& root) {
  return AnyPage(root, [](const Value& page) {
    const Value* results = ListAt(page, "results");
    return IsTranscript(page) || IsMeeting(page) ||
           (results != nullptr && !results->items.empty() && IsMeeting(results->items.front()));
  });
}

void ReadTldv(const ExportInput& input, ExportSink& sink) {
  ForEachPage(*input.root, [&](const Value& page) {
    if (IsTranscript(page)) return ReadTranscript(page, sink);
    const Value* results = ListAt(page, "results");
    if (results == nullptr) return ReadMeeting(page, sink);
    for (const Value& meeting : results->items) ReadMeeting(meeting, sink);
  });
}

}  // namespace whyspec::calls
