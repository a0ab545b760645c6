// Fireflies: GraphQL `transcript` and `transcripts`. An answer with `errors` is a failure
// even where its HTTP status is 200. Times of sentences are seconds, `duration` minutes,
// `date` milliseconds since 1970.
#include <unordered_map>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/importers/export_sink.h"
#include "calls/importers/language_code.h"
#include "calls/importers/vendor_values.h"
#include "calls/slug.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

bool IsTranscript(const Value& value) {
  return value.is(Kind::kMap) && value.Find("sentences") != nullptr &&
         (value.Find("meeting_attendees") != nullptr || value.Find("dateString") != nullptr ||
          value.Find("organizer_email") != nullptr || value.Find("meeting_info") != nullptr ||
          value.Find("host_email") != nullptr || value.Find("transcript_url") != nullptr);
}

bool IsRefusal(const Value& page) {
  const Value* errors = ListAt(page, "errors");
  return errors != nullptr && !errors->items.empty() && page.Find("data") != nullptr;
}

// Names of `speakers` by id: a sentence may give the number alone.
std::unordered_map<std::string, std::string> SpeakersOf(const Value& transcript) {
  std::unordered_map<std::string, std::string> names;
  if (const Value* speakers = ListAt(transcript, "speakers")) {
    for (const Value& speaker : speakers->items)
      names.emplace(AnyText(speaker, {"id"}), AnyText(speaker, {"name"}));
  }
  return names;
}

std::string SpeakerOf(const std::unordered_map<std::string, std::string>& names, const Value& sentence) {
  std::string name = AnyText(sentence, {"speaker_name"});
  if (!name.empty()) return name;
  const auto found = names.find(AnyText(sentence, {"speaker_id"}));
  return found == names.end() ? "" : found->second;
}

void ReadAttendees(const Value& transcript, ExportedCall& call) {
  const Value* attendees = ListAt(transcript, "meeting_attendees");
  if (attendees == nullptr) return;
  for (const Value& attendee : attendees->items) {
    const std::string name = AnyText(attendee, {"displayName", "name"});
    const std::string email = AnyText(attendee, {"email"});
    std::string id = Slug(name.empty() ? email : name);
    if (id.empty()) continue;
    Participant& person = call.Person(id);
    person.name = name;
    person.email = email;
    person.source = attendee.range;
  }
}

void ReadTranscript(const Value& transcript, ExportSink& sink) {
  ExportedCall& call = sink.Add("fireflies", AnyText(transcript, {"id"}), transcript.range);
  call.title = AnyText(transcript, {"title"});
  call.started_at_ms = AnyInstant(transcript, {"dateString", "date"});
  call.duration_ms = FromMinutes(transcript, {"duration"});
  call.owner = AnyText(transcript, {"organizer_email", "host_email"});
  call.source.url = AnyText(transcript, {"transcript_url"});
  call.language = LanguageCode(AnyText(transcript, {"language", "meeting_info.language"}));
  ReadAttendees(transcript, call);
  if (const Value* sentences = ListAt(transcript, "sentences")) {
    const std::unordered_map<std::string, std::string> names = SpeakersOf(transcript);
    for (const Value& sentence : sentences->items) {
      AddTurn(call, Turn{.speaker = SpeakerOf(names, sentence),
                         .start_ms = FromSeconds(sentence, {"start_time"}),
                         .end_ms = FromSeconds(sentence, {"end_time"}),
                         .text = AnyText(sentence, {"text", "raw_text"}),
                         .source = sentence.range});
    }
  }
  const std::string status = AnyText(transcript, {"meeting_info.summary_status"});
  call.transcript_status = !call.turns.empty()   ? TranscriptStatus::kReady
                           : status == "failed"  ? TranscriptStatus::kFailed
                           : status == "skipped" ? TranscriptStatus::kNone
                                                 : TranscriptStatus::kProcessing;
}

void ReadPage(const Value& page, ExportSink& sink) {
  if (IsRefusal(page)) {
    const std::string said = AnyText(ListAt(page, "errors")->items.front(), {"message"});
    sink.Fail(
        page.range, "",
        StrCat("Fireflies refused to give this transcript",
               said.empty() ? "" : StrCat(": \xE2\x80\x9C", Printable(Shorten(said, 200)), "\xE2\x80\x9D"),
               ". Ask for it again, with a key that may read it."));
    return;
  }
  if (IsTranscript(page)) return ReadTranscript(page, sink);
  if (const Value* one = AnyMap(page, {"data.transcript", "transcript"})) return ReadTranscript(*one, sink);
  const Value* many = AnyList(page, {"data.transcripts", "transcripts"});
  if (many == nullptr) return;
  for (const Value& transcript : many->items) ReadTranscript(transcript, sink);
}

}  // namespace

bool IsFireflies(const Value& root) {
  return AnyPage(root, [](const Value& page) {
    if (IsTranscript(page)) return true;
    const Value* data = MapAt(page, "data");
    if (data != nullptr && (data->Find("transcript") != nullptr || data->Find("transcripts") != nullptr))
      return true;
    const Value* errors = ListAt(page, "errors");
    return IsRefusal(page) && errors->items.front().Find("message") != nullptr &&
           (data == nullptr || data->members.empty());
  });
}

void ReadFireflies(const ExportInput& input, ExportSink& sink) {
  ForEachPage(*input.root, [&](const Value& page) { ReadPage(page, sink); });
}

}  // namespace whyspec::calls
