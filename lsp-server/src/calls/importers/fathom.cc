// Fathom: GET /external/v1/meetings, one meeting, or the transcript of one. A turn has its
// start alone, as HH:MM:SS.
#include <unordered_map>

#include "calls/importers/export_sink.h"
#include "calls/importers/language_code.h"
#include "calls/importers/vendor_values.h"
#include "calls/slug.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

bool IsSentence(const Value& value) {
  return MapAt(value, "speaker") != nullptr && HasAll(value, {"text", "timestamp"});
}

bool IsMeeting(const Value& value) {
  if (!value.is(Kind::kMap)) return false;
  if (value.Find("recording_id") != nullptr) return true;
  const Value* transcript = ListAt(value, "transcript");
  return transcript != nullptr && !transcript->items.empty() && IsSentence(transcript->items.front());
}

void ReadInvitees(const Value& meeting, ExportedCall& call) {
  const Value* invitees = ListAt(meeting, "calendar_invitees");
  if (invitees == nullptr) return;
  for (const Value& invitee : invitees->items) {
    // The name a transcript gives somebody may differ from the calendar's.
    const std::string name = AnyText(invitee, {"matched_speaker_display_name", "name"});
    const std::string email = AnyText(invitee, {"email"});
    const std::string id = Slug(name.empty() ? email : name);
    if (id.empty()) continue;
    Participant& person = call.Person(id);
    person.name = name;
    person.email = email;
    person.source = invitee.range;
    const Value* external = invitee.Find("is_external");
    const std::optional<bool> flag = external != nullptr ? external->AsBool() : std::nullopt;
    if (flag) person.affiliation = *flag ? Affiliation::kExternal : Affiliation::kInternal;
  }
}

void ReadMatches(const Value& meeting, ExportedCall& call) {
  if (const Value* companies = AnyList(meeting, {"crm_matches.companies"});
      companies != nullptr && !companies->items.empty()) {
    call.account = AnyText(companies->items.front(), {"name"});
  }
  if (const Value* deals = AnyList(meeting, {"crm_matches.deals"});
      deals != nullptr && !deals->items.empty()) {
    const Value& deal = deals->items.front();
    call.opportunity.id = AnyText(deal, {"id", "name"});
    call.opportunity.stage = AnyText(deal, {"stage"});
    if (const Value* amount = AnyOf(deal, {"amount"})) call.opportunity.amount = amount->AsNumber();
  }
}

void ReadTranscript(const Value& list, ExportedCall& call) {
  std::unordered_map<std::string, std::size_t> by_email;
  for (std::size_t i = 0; i < call.participants.size(); ++i) by_email.emplace(call.participants[i].email, i);
  for (const Value& sentence : list.items) {
    const std::string name = AnyText(sentence, {"speaker.display_name", "speaker.name"});
    const std::string email = AnyText(sentence, {"speaker.matched_calendar_invitee_email"});
    std::string speaker = name;
    if (const auto found = by_email.find(email); !email.empty() && found != by_email.end()) {
      Participant& person = call.participants[found->second];
      if (person.name.empty()) person.name = name;
      speaker = person.id;
    }
    AddTurn(call, Turn{.speaker = std::move(speaker),
                       .start_ms = FromClock(sentence, {"timestamp"}),
                       .end_ms = {},
                       .text = AnyText(sentence, {"text"}),
                       .source = sentence.range});
  }
  call.transcript_status = call.turns.empty() ? TranscriptStatus::kProcessing : TranscriptStatus::kReady;
}

void ReadMeeting(const Value& meeting, ExportSink& sink) {
  ExportedCall& call = sink.Add("fathom", AnyText(meeting, {"recording_id"}), meeting.range);
  call.title = AnyText(meeting, {"title", "meeting_title"});
  call.started_at_ms = AnyInstant(meeting, {"recording_start_time", "scheduled_start_time", "created_at"});
  const auto begin = AnyInstant(meeting, {"recording_start_time"});
  const auto end = AnyInstant(meeting, {"recording_end_time"});
  if (begin && end && *end >= *begin) call.duration_ms = *end - *begin;
  call.language = LanguageCode(AnyText(meeting, {"transcript_language"}));
  call.source.url = AnyText(meeting, {"url", "share_url"});
  ReadInvitees(meeting, call);
  if (const Value* recorder = MapAt(meeting, "recorded_by")) {
    call.owner = AnyText(*recorder, {"name", "email"});
    const std::string id = Slug(call.owner);
    if (!id.empty()) {
      Participant& person = call.Person(id);
      if (person.name.empty()) person.name = AnyText(*recorder, {"name"});
      if (person.email.empty()) person.email = AnyText(*recorder, {"email"});
      // Who records is one of us, whatever the calendar thinks.
      person.affiliation = Affiliation::kInternal;
      person.source = recorder->range;
    }
  }
  ReadMatches(meeting, call);
  if (const Value* transcript = ListAt(meeting, "transcript")) ReadTranscript(*transcript, call);
}

}  // namespace

bool IsFathom(const Value& root) {
  return AnyPage(root, [](const Value& page) {
    const Value* items = ListAt(page, "items");
    return IsMeeting(page) || (items != nullptr && !items->items.empty() && IsMeeting(items->items.front()));
  });
}

void ReadFathom(const ExportInput& input, ExportSink& sink) {
  ForEachPage(*input.root, [&](const Value& page) {
    const Value* items = ListAt(page, "items");
    if (items == nullptr) return ReadMeeting(page, sink);
    for (const Value& meeting : items->items) ReadMeeting(meeting, sink);
  });
}

}  // namespace whyspec::calls
