// Salesforce: Task, Event and VoiceCall records, as the REST API gives them or as CSV with
// API names or the labels of reports (English and French). A VoiceCall belongs to a Task
// and is joined with it. What is no call (an e-mail, a to-do) is left out, and said so.
#include <algorithm>
#include <array>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/importers/csv.h"
#include "calls/importers/export_sink.h"
#include "calls/importers/html_text.h"
#include "calls/importers/table_values.h"
#include "calls/importers/vendor_values.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

// The fields that come over, whatever the export calls them.
struct Record {
  std::string object;  // Task, Event, VoiceCall; "" if the export does not say
  std::string id, activity_id, subject, description, start, end, minutes, seconds, subtype, call_type;
  std::string disposition, who_id, who_name, account, owner, deal_id;
  TextRange range;
};

struct Name {
  std::string_view key;  // as ColumnKey makes it
  std::string Record::*field;
};
constexpr Name kNames[] = {
    {"id", &Record::id},
    {"activityid", &Record::activity_id},
    {"taskid", &Record::id},
    {"eventid", &Record::id},
    {"iddelactivite", &Record::id},
    {"subject", &Record::subject},
    {"objet", &Record::subject},
    {"description", &Record::description},
    {"comments", &Record::description},
    {"fullcomments", &Record::description},
    {"commentaires", &Record::description},
    {"activitydate", &Record::start},
    {"duedate", &Record::start},
    {"date", &Record::start},
    {"dateecheance", &Record::start},
    {"datedecheance", &Record::start},
    {"startdatetime", &Record::start},
    {"activitydatetime", &Record::start},
    {"start", &Record::start},
    {"callstartdatetime", &Record::start},
    {"enddatetime", &Record::end},
    {"end", &Record::end},
    {"callenddatetime", &Record::end},
    {"durationinminutes", &Record::minutes},
    {"duration", &Record::minutes},
    {"calldurationinseconds", &Record::seconds},
    {"callduration", &Record::seconds},
    {"dureedelappel", &Record::seconds},
    {"tasksubtype", &Record::subtype},
    {"soustypedetache", &Record::subtype},
    {"calltype", &Record::call_type},
    {"typedappel", &Record::call_type},
    {"calldisposition", &Record::disposition},
    {"callresult", &Record::disposition},
    {"resultatdelappel", &Record::disposition},
    {"whoid", &Record::who_id},
    {"contact", &Record::who_name},
    {"name", &Record::who_name},
    {"contactname", &Record::who_name},
    {"account", &Record::account},
    {"accountname", &Record::account},
    {"companyaccount", &Record::account},
    {"compte", &Record::account},
    {"nomducompte", &Record::account},
    {"ownerid", &Record::owner},
    {"assignedto", &Record::owner},
    {"assigned", &Record::owner},
    {"assignea", &Record::owner},
    {"attribuea", &Record::owner},
    {"whatid", &Record::deal_id},
    {"relatedrecordid", &Record::deal_id},
    {"opportunity", &Record::deal_id},
    {"opportunite", &Record::deal_id},
};

void Take(std::string_view column, std::string value, Record& record) {
  const std::string key = ColumnKey(column);
  for (const Name& name : kNames) {
    if (name.key != key) continue;
    std::string& field = record.*name.field;
    if (field.empty()) field = std::move(value);
    return;
  }
}

// An id of 15 letters, whose case counts, in the 18 that say it without: the last three
// are the case of five letters each.
std::string FullId(std::string id) {
  const bool letters = id.size() == 15 && std::all_of(id.begin(), id.end(), [](char c) {
                         return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                       });
  if (!letters) return id;
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  std::string full = id;
  for (std::size_t block = 0; block < 3; ++block) {
    std::size_t bits = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      const char c = id[block * 5 + i];
      if (c >= 'A' && c <= 'Z') bits |= std::size_t{1} << i;
    }
    full += kAlphabet[bits];
  }
  return full;
}

// Key prefixes of ids: what kind of record one names.
bool Names(const std::string& id, std::string_view prefix) { return id.starts_with(prefix); }

void ReadRecord(Record record, const DateOrder& dates, ExportSink& sink) {
  const std::string shown = StrCat("record ", Printable(Shorten(record.id, 40)));
  const std::string subtype = Fold(record.subtype);
  const bool is_call = subtype == "call" || subtype == "appel" || record.object == "VoiceCall" ||
                       record.object == "Event" || !record.seconds.empty() || !record.call_type.empty() ||
                       !record.disposition.empty() || !record.end.empty();
  if (!is_call || (!subtype.empty() && subtype != "call" && subtype != "appel" && subtype != "event")) {
    sink.Skip(
        record.range, shown,
        StrCat("\xE2\x80\x9C", Printable(Shorten(record.subject, 60)), "\xE2\x80\x9D is no call",
               subtype.empty() ? "" : StrCat(" but of the type ", Printable(Shorten(record.subtype, 40))),
               "."));
    return;
  }
  std::string id = FullId(record.activity_id.empty() ? record.id : record.activity_id);
  if (id.empty()) {
    sink.Fail(
        record.range, StrCat("\xE2\x80\x9C", Printable(Shorten(record.subject, 60)), "\xE2\x80\x9D"),
        "This record has no id, so it could not be told apart from others when the export is read again. Add "
        "the id (\xE2\x80\x9CId\xE2\x80\x9D, in reports \xE2\x80\x9C"
        "Activity ID\xE2\x80\x9D) to the export.");
    return;
  }
  ExportedCall& call = sink.Add("salesforce", std::move(id), record.range);
  call.title = record.subject;
  call.started_at_ms = dates.Parse(record.start);
  const auto end = dates.Parse(record.end);
  if (call.started_at_ms && end && *end >= *call.started_at_ms) call.duration_ms = *end - *call.started_at_ms;
  const auto minutes = LooseNumber(record.minutes);
  const auto seconds = LooseNumber(record.seconds);
  constexpr double kLongestSeconds = 1e7;
  if (minutes && *minutes >= 0 && *minutes * 60 < kLongestSeconds) {
    call.duration_ms = static_cast<std::int64_t>(*minutes * 60000);
  }
  if (seconds && *seconds >= 0 && *seconds < kLongestSeconds) {
    call.duration_ms = static_cast<std::int64_t>(*seconds * 1000);
  }
  call.notes = HtmlToText(record.description);
  call.owner = record.owner;
  call.account = record.account;
  if (Names(record.deal_id, "006")) call.opportunity.id = FullId(record.deal_id);
  if (Names(record.deal_id, "001") && call.account.empty()) call.account = FullId(record.deal_id);
  const std::string type = Fold(record.call_type);
  if (type == "inbound" || type == "outbound") call.source_channel = type;
  if (!record.disposition.empty() && record.object != "VoiceCall") call.tags.push_back(record.disposition);
  if (!record.who_id.empty() || !record.who_name.empty()) {
    Participant& person = call.Person(FullId(record.who_id.empty() ? record.who_name : record.who_id));
    person.name = record.who_name;
    person.affiliation = Affiliation::kExternal;  // a contact or lead of the CRM
    person.source = record.range;
  }
}

Record RecordOf(const Value& value) {
  Record record;
  record.range = value.range;
  record.object = AnyText(value, {"attributes.type"});
  // Names of linked records first: they say more than their ids.
  record.account = AnyText(value, {"Account.Name", "What.Account.Name"});
  record.owner = AnyText(value, {"Owner.Name", "Owner.Email"});
  record.who_name = AnyText(value, {"Who.Name"});
  for (const data::Member& member : value.members) {
    if (const auto text = member.value.AsText()) Take(member.key, std::string(Trim(*text)), record);
  }
  if (record.account.empty()) record.account = AnyText(value, {"AccountId"});
  return record;
}

bool IsRecord(const Value& value) {
  if (!value.is(Kind::kMap) || value.Find("Id") == nullptr) return false;
  const std::string type = AnyText(value, {"attributes.type"});
  if (type == "Task" || type == "Event" || type == "VoiceCall") return true;
  constexpr std::array<std::string_view, 6> kOwn = {"TaskSubtype",       "CallDurationInSeconds",
                                                    "CallDisposition",   "DurationInMinutes",
                                                    "CallStartDateTime", "WhoId"};
  return std::any_of(kOwn.begin(), kOwn.end(),
                     [&](std::string_view key) { return value.Find(key) != nullptr; });
}

}  // namespace

bool IsSalesforceJson(const Value& root) {
  return AnyPage(root, [](const Value& page) {
    const Value* records = ListAt(page, "records");
    return IsRecord(page) ||
           (records != nullptr && !records->items.empty() && IsRecord(records->items.front()));
  });
}

void ReadSalesforceJson(const ExportInput& input, ExportSink& sink) {
  const DateOrder dates;
  ForEachPage(*input.root, [&](const Value& page) {
    const Value* records = ListAt(page, "records");
    if (records == nullptr) return ReadRecord(RecordOf(page), dates, sink);
    for (const Value& record : records->items) ReadRecord(RecordOf(record), dates, sink);
  });
}

bool IsSalesforceCsv(std::string_view text) {
  // The column names are all that is looked at.
  const CsvTable table = ReadCsv(text.substr(0, std::min(text.find('\n'), text.size())));
  constexpr std::array<std::string_view, 8> kOwn = {
      "callresult",       "calldisposition", "tasksubtype", "calldurationinseconds",
      "resultatdelappel", "callobject",      "whoid",       "callstartdatetime"};
  const auto has = [&](std::string_view key) {
    return std::any_of(table.header.begin(), table.header.end(),
                       [key](const std::string& column) { return ColumnKey(column) == key; });
  };
  if (std::any_of(kOwn.begin(), kOwn.end(), has)) return true;
  return has("subject") && has("assignedto");
}

void ReadSalesforceCsv(const ExportInput& input, ExportSink& sink) {
  const CsvTable table = ReadCsv(input.text);
  if (table.open_quote) {
    sink.Fail(*table.open_quote, "",
              "A quotation mark opens a cell here and never closes, so the rows below cannot be told apart. "
              "Export the "
              "table again.");
    return;
  }
  std::vector<Record> records;
  DateOrder dates;
  for (const CsvRow& row : table.rows) {
    Record record;
    record.range = row.range;
    for (std::size_t i = 0; i < table.header.size(); ++i) Take(table.header[i], row.cells[i], record);
    dates.See(record.start);
    records.push_back(std::move(record));
  }
  for (Record& record : records) ReadRecord(std::move(record), dates, sink);
  if (dates.doubtful()) {
    sink.Warn({0, 0}, "",
              "The dates of this table can be read with the day or the month first; they were read with the "
              "day first. "
              "Write them as 2026-01-13 if that is wrong.");
  }
}

}  // namespace whyspec::calls
