// HubSpot: call and meeting objects of the CRM API (values are strings, durations are
// milliseconds, bodies are the salesperson's HTML notes) and third-party transcripts,
// joined to their call by `engagementId`; companies, contacts and deals a call names are
// joined to it by id.
#include <algorithm>
#include <map>
#include <set>

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
bool IsContact(const Value& value) {
  return HasProperty(value, "firstname") || HasProperty(value, "lastname") || HasProperty(value, "email");
}
bool IsCompany(const Value& value) { return HasProperty(value, "domain") && HasProperty(value, "name"); }

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

// Ids of the records that a call or meeting names.
std::vector<std::string> Associated(const Value& value, std::string_view kind) {
  std::vector<std::string> ids;
  const std::string path = StrCat("associations.", kind, ".results");
  if (const Value* results = AnyList(value, {path})) {
    for (const Value& result : results->items) ids.push_back(AnyText(result, {"id", "toObjectId"}));
  }
  return ids;
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

// What stands beside calls in an export and belongs to them.
struct Records {
  std::map<std::string, Deal> deals;
  struct Contact {
    Participant person;
    bool used = false;
  };
  std::map<std::string, Contact> contacts;
  std::map<std::string, std::string> companies;                 // names
  std::map<std::string, std::vector<std::string>> contacts_of;  // call -> contacts
  std::map<std::string, std::vector<std::string>> companies_of;
  std::map<std::string, std::set<std::string>> speakers_of;  // e-mail addresses in transcripts
};

Participant ContactOf(const Value& value) {
  const Value& properties = *MapAt(value, "properties");
  std::string name = AnyText(properties, {"firstname"});
  const std::string last = AnyText(properties, {"lastname"});
  if (!name.empty() && !last.empty()) name += ' ';
  return {.name = name + last,
          .email = AnyText(properties, {"email"}),
          .title = AnyText(properties, {"jobtitle"}),
          .source = value.range};
}

void ReadRecord(const Value& value, ExportSink& sink, Records& records) {
  const std::string id = AnyText(value, {"id"});
  if (Utterances(value) != nullptr) return ReadTranscript(value, sink);
  if (IsActivity(value)) {
    records.contacts_of[id] = Associated(value, "contacts");
    records.companies_of[id] = Associated(value, "companies");
    return ReadActivity(value, sink);
  }
  if (IsDeal(value)) {
    const Value& properties = *MapAt(value, "properties");
    Deal& deal = records.deals[id];
    deal.stage = AnyText(properties, {"dealstage"});
    if (const Value* amount = AnyOf(properties, {"amount"})) deal.amount = amount->AsNumber();
    deal.currency = AnyText(properties, {"deal_currency_code"});
    return;
  }
  if (IsCompany(value)) {
    records.companies[id] = AnyText(*MapAt(value, "properties"), {"name"});
    return;
  }
  if (IsContact(value)) {
    records.contacts[id] = {.person = ContactOf(value)};
    return;
  }
  sink.Skip(value.range, id.empty() ? "" : StrCat("record ", Printable(Shorten(id, 40))),
            "This record is neither a call, nor a meeting, nor a transcript.");
}

// A contact who speaks is one of the speakers already, found by e-mail.
void AddContact(const std::string& id, const Participant& contact, const std::set<std::string>* speakers,
                ExportedCall& call) {
  for (Participant& known : call.participants) {
    if (contact.email.empty() || known.email != contact.email) continue;
    if (known.name.empty()) known.name = contact.name;
    if (known.title.empty()) known.title = contact.title;
    known.affiliation = Affiliation::kExternal;
    return;
  }
  // Its transcript is another record of the same call, where the contact was found.
  if (!call.turns.empty() || (speakers != nullptr && speakers->contains(contact.email))) return;
  Participant& person = call.Person(StrCat("contact-", id));
  person.name = contact.name;
  person.email = contact.email;
  person.title = contact.title;
  person.source = contact.source;
  person.affiliation = Affiliation::kExternal;  // contacts of a CRM are those one sells to
}

void Join(Records& records, ExportedCall& call) {
  Opportunity& opportunity = call.opportunity;
  if (const auto deal = records.deals.find(opportunity.id);
      !opportunity.id.empty() && deal != records.deals.end()) {
    opportunity.stage = deal->second.stage;
    opportunity.amount = deal->second.amount;
    opportunity.currency = deal->second.currency;
  }
  const auto companies = records.companies_of.find(call.source.id);
  if (companies != records.companies_of.end() && call.account.empty()) {
    for (const std::string& id : companies->second) {
      const auto company = records.companies.find(id);
      if (company == records.companies.end()) continue;
      call.account = company->second;
      break;
    }
  }
  const auto contacts = records.contacts_of.find(call.source.id);
  if (contacts == records.contacts_of.end()) return;
  const auto speakers = records.speakers_of.find(call.source.id);
  for (const std::string& id : contacts->second) {
    const auto contact = records.contacts.find(id);
    if (contact == records.contacts.end()) continue;
    contact->second.used = true;
    AddContact(id, contact->second.person,
               speakers == records.speakers_of.end() ? nullptr : &speakers->second, call);
  }
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
  Records records;
  ForEachPage(*input.root, [&](const Value& page) {
    const Value* results = ListAt(page, "results");
    if (results == nullptr) return ReadRecord(page, sink, records);
    for (const Value& item : results->items) ReadRecord(item, sink, records);
  });
  for (const ExportedCall& call : sink.calls()) {
    if (call.turns.empty()) continue;
    for (const Participant& person : call.participants) {
      if (!person.email.empty()) records.speakers_of[call.source.id].insert(person.email);
    }
  }
  for (ExportedCall& call : sink.calls()) Join(records, call);
  for (const auto& [id, contact] : records.contacts) {
    if (contact.used) continue;
    sink.Skip(contact.person.source, StrCat("record ", Printable(Shorten(id, 40))),
              "This record is neither a call, nor a meeting, nor a transcript, and no call names it.");
  }
}

}  // namespace whyspec::calls
