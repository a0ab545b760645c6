// Aircall: calls, their transcriptions (joined by `call_id`), and the body of a webhook.
// Times in a transcription are seconds, those of a call Unix seconds. Phone numbers and
// the webhook's token are secrets and never come over.
#include "base/strings.h"
#include "calls/importers/export_sink.h"
#include "calls/importers/language_code.h"
#include "calls/importers/vendor_values.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

const Value* Utterances(const Value& transcription) { return AnyList(transcription, {"content.utterances"}); }

bool IsTranscription(const Value& value) {
  return value.is(Kind::kMap) && value.Find("call_id") != nullptr && MapAt(value, "content") != nullptr;
}

bool IsCall(const Value& value) {
  return value.is(Kind::kMap) && value.Find("id") != nullptr &&
         (value.Find("direct_link") != nullptr || value.Find("raw_digits") != nullptr) &&
         value.Find("direction") != nullptr;
}

std::string UserId(const std::string& number) { return StrCat("user-", number); }

void ReadTranscription(const Value& value, ExportSink& sink) {
  ExportedCall& call = sink.Add("aircall", AnyText(value, {"call_id"}), value.range);
  call.started_at_ms = AnyInstant(value, {"call_created_at"});
  call.language = LanguageCode(AnyText(value, {"content.language"}));
  if (const Value* utterances = Utterances(value)) {
    for (const Value& utterance : utterances->items) {
      const std::string type = AnyText(utterance, {"participant_type"});
      const std::string user = AnyText(utterance, {"user_id"});
      // The other end of a telephone call is one person; their number stays behind.
      std::string speaker = !user.empty()        ? UserId(user)
                            : type == "external" ? "customer"
                            : type == "internal" ? "us"
                                                 : "";
      if (!speaker.empty()) {
        Participant& person = call.Person(speaker);
        person.affiliation = type == "external"   ? Affiliation::kExternal
                             : type == "internal" ? Affiliation::kInternal
                                                  : person.affiliation;
        if (person.source.empty()) person.source = utterance.range;
      }
      AddTurn(call, Turn{.speaker = std::move(speaker),
                         .start_ms = FromSeconds(utterance, {"start_time"}),
                         .end_ms = FromSeconds(utterance, {"end_time"}),
                         .text = AnyText(utterance, {"text"}),
                         .source = utterance.range});
    }
  }
  call.transcript_status = call.turns.empty() ? TranscriptStatus::kProcessing : TranscriptStatus::kReady;
}

std::string FullName(const Value& contact) {
  std::string name = AnyText(contact, {"first_name"});
  const std::string last = AnyText(contact, {"last_name"});
  if (!name.empty() && !last.empty()) name += ' ';
  return name + last;
}

void ReadCallOf(const Value& value, ExportSink& sink) {
  ExportedCall& call = sink.Add("aircall", AnyText(value, {"id"}), value.range);
  call.started_at_ms = AnyInstant(value, {"started_at", "answered_at"});
  call.duration_ms = FromSeconds(value, {"duration"});
  call.source.url = AnyText(value, {"direct_link"});
  const std::string direction = AnyText(value, {"direction"});
  if (direction == "inbound" || direction == "outbound") call.source_channel = direction;
  if (const Value* user = MapAt(value, "user")) {
    call.owner = AnyText(*user, {"name", "email"});
    if (const std::string id = AnyText(*user, {"id"}); !id.empty()) {
      Participant& person = call.Person(UserId(id));
      person.name = AnyText(*user, {"name"});
      person.email = AnyText(*user, {"email"});
      person.affiliation = Affiliation::kInternal;
      person.source = user->range;
    }
  }
  if (const Value* contact = MapAt(value, "contact")) {
    Participant& person = call.Person("customer");
    person.name = FullName(*contact);
    person.affiliation = Affiliation::kExternal;
    person.source = contact->range;
    if (const Value* emails = ListAt(*contact, "emails"); emails && !emails->items.empty()) {
      person.email = AnyText(emails->items.front(), {"value"});
    }
    call.account = AnyText(*contact, {"company_name"});
  }
  if (const Value* tags = ListAt(value, "tags")) {
    for (const Value& tag : tags->items) {
      std::string name = AnyText(tag, {"name"});
      if (!name.empty()) call.tags.push_back(std::move(name));
    }
  }
  if (const Value* comments = ListAt(value, "comments")) {
    for (const Value& comment : comments->items) {
      const std::string text = AnyText(comment, {"content"});
      if (text.empty()) continue;
      if (!call.notes.empty()) call.notes += "\n\n";
      call.notes += text;
    }
  }
}

bool IsWebhook(const Value& page) {
  const Value* data = MapAt(page, "data");
  return data != nullptr && page.Find("event") != nullptr && (IsCall(*data) || IsTranscription(*data));
}

void ReadPage(const Value& page, ExportSink& sink) {
  if (IsWebhook(page)) return ReadPage(*MapAt(page, "data"), sink);
  if (IsTranscription(page)) return ReadTranscription(page, sink);
  if (IsCall(page)) return ReadCallOf(page, sink);
  if (const Value* one = MapAt(page, "transcription")) ReadTranscription(*one, sink);
  if (const Value* one = MapAt(page, "call"); one != nullptr && IsCall(*one)) ReadCallOf(*one, sink);
  if (const Value* calls = ListAt(page, "calls")) {
    for (const Value& call : calls->items) ReadCallOf(call, sink);
  }
}

}  // namespace

bool IsAircall(const Value& root) {
  return AnyPage(root, [](const Value& page) {
    const Value* transcription = MapAt(page, "transcription");
    const Value* call = MapAt(page, "call");
    const Value* calls = ListAt(page, "calls");
    return IsWebhook(page) || IsTranscription(page) || IsCall(page) ||
           (transcription != nullptr && IsTranscription(*transcription)) ||
           (call != nullptr && IsCall(*call)) ||
           (calls != nullptr && !calls->items.empty() && IsCall(calls->items.front()));
  });
}

void ReadAircall(const ExportInput& input, ExportSink& sink) {
  ForEachPage(*input.root, [&](const Value& page) { ReadPage(page, sink); });
}

}  // namespace whyspec::calls
