// HubSpot: call and meeting objects of the CRM API (values are strings, durations are
// milliseconds, bodies are the salesperson's HTML notes) and third-party transcripts,
// joined to their call by `engagementId`.
#include <algorithm>
#include <map>

#include "base/strings.h"
#include "calls/importers/export_sink.h"
#include "calls/importers/html_text.h"
#include "calls/importers/language_code.h"
#include "calls/importers/vendor_values.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

// The results of a call every portal starts with; own ones stay as they are.
struct Disposition {
  std::string_view id;
  std::string_view label;
};
constexpr Disposition kDispositions[] = {
    {"9d9162e7-6cf3-4944-bf63-4dff82258764", "Busy"},
    {"f240bbac-87c9-4f6e-bf70-924b57d47db7", "Connected"},
    {"a4c4c377-d246-4b32-a13b-75a56a4cd0ff", "Left live message"},
    {"b2cf5968-551e-4856-9783-52b3da59a7d0", "Left voicemail"},
    {"73a0d17f-1163-4015-bdd5-ec830791da20", "No answer"},
    {"17b47fee-58de-441e-a44c-c6300d46f273", "Wrong number"},
};

const Value* Utterances(const Value& value) {
  return AnyList(value, {"transcriptUtterances", "transcriptCreateUtterances"});
}

bool HasProperty(const Value& value, std::string_view prefix) {
  const Value* properties = MapAt(value, "properties");
  return properties != nullptr &&
         std::any_of(properties->members.begin(), properties->members.end(),
                     [prefix](const data::Member& member) { return member.key.starts_with(prefix); });
}

bool IsActivity(const Value& value) {
  return HasProperty(value, "hs_call_") || HasProperty(value, "hs_meeting_");
}
bool IsDeal(const Value& value) { return HasProperty(value, "dealname") || HasProperty(value, "dealstage"); }

void AddNotes(const std::string& html, ExportedCall& call) {
  const std::string text = HtmlToText(html);
  if (text.empty()) return;
  if (!call.notes.empty()) call.notes += "\n\n";
  call.notes += text;
}

void AddTag(std::string tag, ExportedCall& call) {
  if (!tag.empty()) call.tags.push_back(std::move(tag));
}

// "NO_ANSWER" -> "no answer".
std::string Spoken(std::string status) {
  std::transform(status.begin(), status.end(), status.begin(), [](char c) {
    if (c == '_') return ' ';
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return status;
}

void ReadActivity(const Value& value, ExportSink& sink) {
  const Value& properties = *MapAt(value, "properties");
  std::string id = AnyText(value, {"id", "properties.hs_object_id"});
  if (id.empty()) {
    sink.Fail(
        value.range, "",
        "A call of this export has no `id`, so nobody can tell which it is. Export it again with its id.");
    return;
  }
  const bool meeting = HasProperty(value, "hs_meeting_");
  ExportedCall& call = sink.Add("hubspot", std::move(id), value.range);
  call.title = AnyText(properties, {"hs_call_title", "hs_meeting_title"});
  call.started_at_ms = AnyInstant(properties, {"hs_meeting_start_time", "hs_timestamp", "hs_createdate"});
  call.duration_ms = FromMillis(properties, {"hs_call_duration"});
  const auto end = AnyInstant(properties, {"hs_meeting_end_time"});
  if (meeting && call.started_at_ms && end && *end >= *call.started_at_ms) {
    call.duration_ms = *end - *call.started_at_ms;
  }
  call.owner = AnyText(properties, {"hubspot_owner_id"});
  AddNotes(AnyText(properties, {"hs_call_body", "hs_meeting_body"}), call);
  AddNotes(AnyText(properties, {"hs_internal_meeting_notes"}), call);
  const std::string disposition = AnyText(properties, {"hs_call_disposition"});
  const auto* known = std::find_if(std::begin(kDispositions), std::end(kDispositions),
                                   [&](const Disposition& entry) { return entry.id == disposition; });
  AddTag(known != std::end(kDispositions) ? std::string(known->label) : disposition, call);
  const std::string status = AnyText(properties, {"hs_call_status", "hs_meeting_outcome"});
  if (status != "COMPLETED") AddTag(Spoken(status), call);
  if (const Value* deals = AnyList(value, {"associations.deals.results"}); deals && !deals->items.empty()) {
    call.opportunity.id = AnyText(deals->items.front(), {"id", "toObjectId"});
  }
}

void ReadTranscript(const Value& value, ExportSink& sink) {
  ExportedCall& call = sink.Add("hubspot", AnyText(value, {"engagementId", "id"}), value.range);
  for (const Value& utterance : Utterances(value)->items) {
    Turn turn{.speaker = AnyText(utterance, {"speaker.id", "speaker.name", "speaker.email"}),
              .start_ms = FromMillis(utterance, {"startTimeMillis"}),
              .end_ms = FromMillis(utterance, {"endTimeMillis"}),
              .text = AnyText(utterance, {"text"}),
              .source = utterance.range};
    if (!turn.speaker.empty()) {
      Participant& person = call.Person(turn.speaker);
      if (person.name.empty()) person.name = AnyText(utterance, {"speaker.name"});
      if (person.email.empty()) person.email = AnyText(utterance, {"speaker.email"});
      person.source = utterance.range;
    }
    if (call.language.empty()) call.language = LanguageCode(AnyText(utterance, {"languageCode"}));
    AddTurn(call, std::move(turn));
  }
  call.transcript_status = call.turns.empty() ? TranscriptStatus::kProcessing : TranscriptStatus::kReady;
}

struct Deal {
  std::string stage;
  std::optional<double> amount;
  std::string currency;
};

void ReadRecord(const Value& value, ExportSink& sink, std::map<std::string, Deal>& deals) {
  if (Utterances(value) != nullptr) return ReadTranscript(value, sink);
  if (IsActivity(value)) return ReadActivity(value, sink);
  if (IsDeal(value)) {
    const Value& properties = *MapAt(value, "properties");
    Deal& deal = deals[AnyText(value, {"id"})];
    deal.stage = AnyText(properties, {"dealstage"});
    if (const Value* amount = AnyOf(properties, {"amount"})) deal.amount = amount->AsNumber();
    deal.currency = AnyText(properties, {"deal_currency_code"});
    return;
  }
  const std::string id = AnyText(value, {"id"});
  sink.Skip(value.range, id.empty() ? "" : StrCat("record ", Printable(Shorten(id, 40))),
            "This record is neither a call, nor a meeting, nor a transcript.");
}

bool IsPage(const Value& page) {
  if (Utterances(page) != nullptr || IsActivity(page)) return true;
  const Value* results = ListAt(page, "results");
  return results != nullptr &&
         std::any_of(results->items.begin(), results->items.end(),
                     [](const Value& item) { return Utterances(item) != nullptr || IsActivity(item); });
}

}  // namespace

bool IsHubSpot(const Value& root) { return AnyPage(root, IsPage); }

void ReadHubSpot(const ExportInput& input, ExportSink& sink) {
  std::map<std::string, Deal> deals;
  ForEachPage(*input.root, [&](const Value& page) {
    const Value* results = ListAt(page, "results");
    if (results == nullptr) return ReadRecord(page, sink, deals);
    for (const Value& item : results->items) ReadRecord(item, sink, deals);
  });
  for (ExportedCall& exported : sink.calls()) {
    Opportunity& opportunity = exported.opportunity;
    const auto deal = deals.find(opportunity.id);
    if (opportunity.id.empty() || deal == deals.end()) continue;
    opportunity.stage = deal->second.stage;
    opportunity.amount = deal->second.amount;
    opportunity.currency = deal->second.currency;
  }
}

}  // namespace whyspec::calls
