// Google Meet REST API v2: transcript entries (absolute times, speakers by resource name),
// participants, conference records. Entries come in pages.
#include "base/strings.h"
#include "calls/importers/export_sink.h"
#include "calls/importers/language_code.h"
#include "calls/importers/vendor_values.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

constexpr std::string_view kRecords = "conferenceRecords/";

// "conferenceRecords/x/transcripts/…" -> "x"; "" for anything else.
std::string RecordOf(std::string_view name) {
  if (!name.starts_with(kRecords)) return "";
  name.remove_prefix(kRecords.size());
  return std::string(name.substr(0, name.find('/')));
}

bool IsNamed(const Value& value, std::string_view part) {
  const std::string name = AnyText(value, {"name"});
  return !RecordOf(name).empty() && name.find(part) != std::string::npos;
}
bool IsEntry(const Value& value) { return IsNamed(value, "/entries/"); }
bool IsParticipant(const Value& value) { return IsNamed(value, "/participants/"); }
bool IsRecord(const Value& value) {
  const std::string name = AnyText(value, {"name"});
  return !RecordOf(name).empty() && name.find('/', kRecords.size()) == std::string::npos;
}

// The last part of a resource name.
std::string Last(const std::string& name) { return name.substr(name.rfind('/') + 1); }

class Reader {
 public:
  explicit Reader(ExportSink& sink) : sink_(sink) {}

  void Read(const Value& value) {
    if (!value.is(Kind::kMap)) return;
    if (IsEntry(value)) return ReadEntry(value);
    if (IsParticipant(value)) return ReadParticipant(value);
    if (IsRecord(value)) return ReadRecord(value);
    for (const std::string_view key : {"transcriptEntries", "participants", "conferenceRecords", "entries"}) {
      const Value* list = ListAt(value, key);
      if (list == nullptr) continue;
      for (const Value& item : list->items) {
        if (IsEntry(item) || IsParticipant(item) || IsRecord(item)) Read(item);
      }
    }
  }

 private:
  ExportedCall& CallOf(const Value& value) {
    const std::string id = RecordOf(AnyText(value, {"name"}));
    for (ExportedCall& known : sink_.calls()) {
      if (known.source.id == id) return known;
    }
    ExportedCall& added = sink_.Add("meet", id, value.range);
    added.absolute_times = true;
    added.pages = true;
    return added;
  }

  void ReadEntry(const Value& entry) {
    ExportedCall& call = CallOf(entry);
    if (call.language.empty()) call.language = LanguageCode(AnyText(entry, {"languageCode"}));
    AddTurn(call, Turn{.speaker = Last(AnyText(entry, {"participant"})),
                       .start_ms = AnyInstant(entry, {"startTime"}),
                       .end_ms = AnyInstant(entry, {"endTime"}),
                       .text = AnyText(entry, {"text"}),
                       .source = entry.range});
    call.transcript_status = TranscriptStatus::kReady;
  }

  void ReadParticipant(const Value& value) {
    Participant& person = CallOf(value).Person(Last(AnyText(value, {"name"})));
    person.name =
        AnyText(value, {"signedinUser.displayName", "anonymousUser.displayName", "phoneUser.displayName"});
    person.source = value.range;
  }

  void ReadRecord(const Value& value) {
    ExportedCall& call = CallOf(value);
    call.started_at_ms = AnyInstant(value, {"startTime"});
    const auto end = AnyInstant(value, {"endTime"});
    if (call.started_at_ms && end && *end >= *call.started_at_ms)
      call.duration_ms = *end - *call.started_at_ms;
  }

  ExportSink& sink_;
};

}  // namespace

bool IsGoogleMeet(const Value& root) {
  return AnyPage(root, [](const Value& page) {
    if (IsEntry(page) || IsParticipant(page) || IsRecord(page) ||
        ListAt(page, "transcriptEntries") != nullptr)
      return true;
    const Value* people = ListAt(page, "participants");
    const Value* records = ListAt(page, "conferenceRecords");
    return records != nullptr ||
           (people != nullptr && !people->items.empty() && IsParticipant(people->items.front()));
  });
}

void ReadGoogleMeet(const ExportInput& input, ExportSink& sink) {
  Reader reader(sink);
  ForEachPage(*input.root, [&](const Value& page) { reader.Read(page); });
}

}  // namespace whyspec::calls
