// The writer of call records. Values are put together as a data::Value tree: what a
// record on disk says beside our keys is laid under it, and goes out as it was spelt.
#include "calls/write_call.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "base/date.h"
#include "base/strings.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Member;
using data::Value;

Value Text(std::string text) { return Value{.kind = Kind::kString, .text = std::move(text)}; }
Value Number(std::int64_t number) { return Value{.kind = Kind::kNumber, .text = std::to_string(number)}; }
Value Number(double number) {
  // The shortest spelling that reads back to the same number.
  char digits[40];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
  return Value{.kind = Kind::kNumber, .text = std::string(std::begin(digits), end)};
}
Value List() { return Value{.kind = Kind::kList}; }
Value Map() { return Value{.kind = Kind::kMap}; }

void Set(Value& map, std::string_view key, Value value) {
  map.members.push_back(Member{.key = std::string(key), .key_range = {}, .value = std::move(value)});
}
void SetText(Value& map, std::string_view key, const std::string& text) {
  if (!text.empty()) Set(map, key, Text(text));
}
void SetNumber(Value& map, std::string_view key, const std::optional<std::int64_t>& number) {
  if (number) Set(map, key, Number(*number));
}
void SetNumber(Value& map, std::string_view key, const std::optional<double>& number) {
  if (number && std::isfinite(*number)) Set(map, key, Number(*number));
}
void SetTexts(Value& map, std::string_view key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  Value list = List();
  for (const std::string& text : texts) list.items.push_back(Text(text));
  Set(map, key, std::move(list));
}
void SetMap(Value& map, std::string_view key, Value inner) {
  if (!inner.members.empty()) Set(map, key, std::move(inner));
}

Value OpportunityOf(const Opportunity& opportunity) {
  Value map = Map();
  SetText(map, "id", opportunity.id);
  SetText(map, "stage", opportunity.stage);
  SetNumber(map, "amount", opportunity.amount);
  SetText(map, "currency", opportunity.currency);
  SetNumber(map, "arr", opportunity.arr);
  SetNumber(map, "probability", opportunity.probability);
  return map;
}

Value ParticipantOf(const Participant& participant) {
  Value map = Map();
  SetText(map, "id", participant.id);
  SetText(map, "name", participant.name);
  SetText(map, "email", participant.email);
  if (participant.affiliation != Affiliation::kUnknown) {
    Set(map, "affiliation", Text(std::string(Name(participant.affiliation))));
  }
  SetText(map, "persona", participant.persona);
  SetText(map, "title", participant.title);
  return map;
}

Value PhaseOf(const Phase& phase) {
  Value map = Map();
  SetText(map, "kind", phase.kind);
  Set(map, "start_ms", Number(phase.start_ms));
  Set(map, "end_ms", Number(phase.end_ms));
  SetTexts(map, "questions", phase.questions);
  return map;
}

Value TurnOf(const Turn& turn) {
  Value map = Map();
  SetText(map, "speaker", turn.speaker);
  SetNumber(map, "start_ms", turn.start_ms);
  SetNumber(map, "end_ms", turn.end_ms);
  Set(map, "text", Text(turn.text));
  return map;
}

// Milliseconds too, if there are any.
std::string Instant(std::int64_t ms) {
  std::string text = FormatInstant(ms);
  const std::int64_t rest = ((ms % 1000) + 1000) % 1000;
  if (rest != 0 && text.ends_with("Z") && text.find('.') == std::string::npos) {
    const std::string digits = std::to_string(1000 + rest).substr(1);
    text.insert(text.size() - 1, StrCat('.', digits));
  }
  return text;
}

Value RecordOf(const Call& call) {
  Value map = Map();
  SetText(map, "id", call.id);
  SetText(map, "title", call.title);
  if (call.type != CallType::kOther) Set(map, "type", Text(std::string(Name(call.type))));
  if (call.started_at_ms) Set(map, "started_at", Text(Instant(*call.started_at_ms)));
  SetNumber(map, "duration_ms", call.duration_ms);
  SetText(map, "language", call.language);
  SetText(map, "account", call.account);
  if (call.lifecycle != Lifecycle::kUnknown) Set(map, "lifecycle", Text(std::string(Name(call.lifecycle))));
  SetMap(map, "opportunity", OpportunityOf(call.opportunity));
  SetText(map, "owner", call.owner);
  Value source = Map();
  SetText(source, "system", call.source.system);
  SetText(source, "id", call.source.id);
  SetText(source, "url", call.source.url);
  SetMap(map, "source", std::move(source));
  SetText(map, "source_channel", call.source_channel);
  if (!call.participants.empty()) {
    Value list = List();
    for (const Participant& participant : call.participants) list.items.push_back(ParticipantOf(participant));
    Set(map, "participants", std::move(list));
  }
  if (!call.phases.empty()) {
    Value list = List();
    for (const Phase& phase : call.phases) list.items.push_back(PhaseOf(phase));
    Set(map, "phases", std::move(list));
  }
  Value consent = Map();
  if (call.consent != Consent::kUnknown) Set(consent, "status", Text(std::string(Name(call.consent))));
  SetTexts(consent, "scope", call.consent_scope);
  SetMap(map, "consent", std::move(consent));
  Value visibility = Map();
  if (call.visibility) Set(visibility, "level", Text(std::string(Name(*call.visibility))));
  SetText(visibility, "embargo_until", call.embargo_until);
  if (call.retention_until) Set(visibility, "retention_until", Text(FormatDate(*call.retention_until)));
  SetMap(map, "visibility", std::move(visibility));
  SetText(map, "notes", call.notes);
  SetTexts(map, "tags", call.tags);
  Value transcript = Map();
  if (call.transcript_status != TranscriptStatus::kNone) {
    Set(transcript, "status", Text(std::string(Name(call.transcript_status))));
  }
  if (!call.turns.empty()) {
    Value list = List();
    for (const Turn& turn : call.turns) list.items.push_back(TurnOf(turn));
    Set(transcript, "turns", std::move(list));
  }
  SetMap(map, "transcript", std::move(transcript));
  return map;
}

// Keys that the writer makes for a map, at its level: what `call` leaves out is gone, and
// only other keys of the record are kept.
bool IsOurs(std::string_view place, std::string_view key) {
  struct Known {
    std::string_view place;
    std::vector<std::string_view> keys;
  };
  static const std::vector<Known> kKnown = {
      {"",
       {"id", "title", "type", "started_at", "duration_ms", "language", "account", "lifecycle", "opportunity",
        "owner", "source", "source_channel", "participants", "phases", "consent", "visibility", "notes",
        "tags", "transcript"}},
      {"opportunity", {"id", "stage", "amount", "currency", "arr", "probability"}},
      {"source", {"system", "id", "url"}},
      {"participants", {"id", "name", "email", "affiliation", "persona", "title"}},
      {"phases", {"kind", "start_ms", "end_ms", "questions"}},
      {"consent", {"status", "scope"}},
      {"visibility", {"level", "embargo_until", "retention_until"}},
      {"transcript", {"status", "turns"}},
      {"turns", {"speaker", "start_ms", "end_ms", "text"}},
  };
  const auto found = std::find_if(kKnown.begin(), kKnown.end(),
                                  [place](const Known& known) { return known.place == place; });
  return found != kKnown.end() && std::find(found->keys.begin(), found->keys.end(), key) != found->keys.end();
}

void KeepUnknown(std::string_view place, const Value& record, Value& map) {
  if (!record.is(Kind::kMap)) return;
  for (const Member& member : record.members) {
    if (!IsOurs(place, member.key)) map.members.push_back(member);
  }
}

Value* Child(Value& map, std::string_view key) {
  for (Member& member : map.members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

// Keys kept in a map that the writer had nothing of its own to say in.
void KeepInMap(std::string_view key, const Value& record, Value& map) {
  const Value* before = record.Find(key);
  if (before == nullptr || !before->is(Kind::kMap)) return;
  if (Value* child = Child(map, key)) return KeepUnknown(key, *before, *child);
  Value child = Map();
  KeepUnknown(key, *before, child);
  SetMap(map, key, std::move(child));
}

// Items of a list are the same if their `same` text is.
void KeepInList(std::string_view key, const Value* before, std::string_view same, Value* list) {
  if (before == nullptr || list == nullptr || !before->is(Kind::kList)) return;
  std::unordered_map<std::string, const Value*> known;
  for (const Value& item : before->items) known.emplace(data::TextOr(item, same), &item);
  for (Value& item : list->items) {
    const auto found = known.find(data::TextOr(item, same));
    if (found != known.end()) KeepUnknown(key, *found->second, item);
  }
}

void KeepUnknownKeys(const Value& record, Value& map) {
  KeepUnknown("", record, map);
  for (const std::string_view key : {"opportunity", "source", "consent", "visibility", "transcript"}) {
    KeepInMap(key, record, map);
  }
  KeepInList("participants", record.Find("participants"), "id", Child(map, "participants"));
  KeepInList("phases", record.Find("phases"), "kind", Child(map, "phases"));
  Value* transcript = Child(map, "transcript");
  if (transcript != nullptr)
    KeepInList("turns", record.FindPath("transcript.turns"), "text", Child(*transcript, "turns"));
}

std::string Quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void Write(const Value& value, std::size_t indent, bool one_line, std::string& out) {
  switch (value.kind) {
    case Kind::kNull:
      out += "null";
      return;
    case Kind::kBool:
    case Kind::kNumber:
      out += value.text;
      return;
    case Kind::kString:
      out += Quoted(value.text);
      return;
    case Kind::kList:
    case Kind::kMap:
      break;
  }
  const bool map = value.is(Kind::kMap);
  const std::size_t count = map ? value.members.size() : value.items.size();
  out += map ? '{' : '[';
  const std::string blanks(indent + 2, ' ');
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += one_line ? ", " : ",";
    if (!one_line) out += "\n" + blanks;
    const Value& inner = map ? value.members[i].value : value.items[i];
    if (map) out += Quoted(value.members[i].key) + ": ";
    // An item of a list (a turn, a person) is a line, and so are texts and small maps.
    const bool plain =
        inner.is(Kind::kList) && std::none_of(inner.items.begin(), inner.items.end(), [](const Value& item) {
          return item.is(Kind::kMap) || item.is(Kind::kList);
        });
    Write(inner, indent + 2, one_line || !map || plain, out);
  }
  if (!one_line && count > 0) out += "\n" + std::string(indent, ' ');
  out += map ? '}' : ']';
}

}  // namespace

std::string WriteCall(const Call& call, const data::Value* record) {
  Value map = RecordOf(call);
  if (record != nullptr) KeepUnknownKeys(*record, map);
  std::string out;
  Write(map, 0, false, out);
  out += '\n';
  return out;
}

std::string WriteCall(const Call& call) { return WriteCall(call, nullptr); }

}  // namespace whyspec::calls
